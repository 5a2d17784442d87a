from odoo import fields, models
from odoo.exceptions import UserError


class MarketingAppraisalEventType(models.Model):
    """What a kind of event does: what is counted, what it bars, and how it ends (R26, R29b, R51)."""

    _name = "marketing.appraisal.event.type"
    _description = "Type of Event"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    description = fields.Text(translate=True, help="When it is recorded, and what belongs to its evidence.")
    effect = fields.Selection(
        [("against", "Against the person"), ("for", "In favour of the person")],
        default="against",
        required=True,
        tracking=True,
    )
    measured_by = fields.Selection(
        [("count", "Times"), ("amount", "Amount of money"), ("points", "Points at discretion")],
        default="count",
        required=True,
        tracking=True,
        help="What a criterion of a scorecard gets from its events: how many there were, the loss or gain in company "
        "currency, or the points given with each.",
    )
    lowest_points = fields.Float(string="Least Points", digits=(8, 2), tracking=True)
    highest_points = fields.Float(string="Most Points", digits=(8, 2), tracking=True)
    bars_a = fields.Selection(
        [
            ("no", "No"),
            ("period", "In its month, and in the annual grade"),
            ("year", "For the rest of the calendar year, until discharged"),
        ],
        string="Bars an A",
        default="no",
        required=True,
        tracking=True,
        help="Absence without leave bars the month in which it happened, a warning or a heavier sanction the year.",
    )
    bars_annual = fields.Boolean(
        string="Bars the Annual Appraisal", tracking=True, help="A demerit or a heavier sanction."
    )
    may_be_discharged = fields.Boolean(
        string="Can Be Discharged", tracking=True, help="HR may end its effect, on its own or against a commendation."
    )
    discharge_months = fields.Integer(
        string="Discharged After (Months)", tracking=True, help="Not before that many months. Zero: at any time."
    )
    needs_document = fields.Boolean(tracking=True, help="Without a document it is not recorded.")

    _points_in_order = models.Constraint(
        "CHECK(lowest_points >= 0 AND (measured_by != 'points' OR highest_points > 0)"
        " AND (measured_by != 'points' OR highest_points >= lowest_points))",
        "Points at discretion lie between a least and a most number, the most above zero.",
    )
    _months_not_negative = models.Constraint("CHECK(discharge_months >= 0)", "Months cannot be negative.")

    def write(self, vals):
        """What events have recorded in one way is not read in another."""
        fixed = vals.keys() & {"effect", "measured_by"}
        if fixed and self.env["marketing.appraisal.event"].sudo().search_count([("type_id", "in", self.ids)], limit=1):
            changed = self.filtered(lambda kind: any(kind[name] != vals[name] for name in fixed))
            if changed:
                raise UserError(
                    self.env._(
                        "Events of the type “%(name)s” are recorded. Archive it and make another one.",
                        name=changed[0].name,
                    )
                )
        return super().write(vals)
