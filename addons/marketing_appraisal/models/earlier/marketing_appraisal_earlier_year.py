from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...engine.ranking import Rank
from ..grades import GRADES
from ..year.marketing_appraisal_rank import RANKINGS

DRAFT, TAKEN_OVER = "draft", "taken_over"
GENERAL_MANAGER = "marketing_roles.group_general_manager"


class MarketingAppraisalEarlierYear(models.Model):
    """The place of somebody in a year before the installation, for rules that look at two years (R55, R72).

    Entered or imported by the HR manager, taken over by the general manager; from then on it stays as it is.
    """

    _name = "marketing.appraisal.earlier.year"
    _description = "Earlier Year"
    _inherit = ["mail.thread", "marketing.guarded.mixin"]
    _order = "year desc, ranking, position, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", check_company=True)
    user_id = fields.Many2one(
        related="employee_id.user_id", string="User", store=True, precompute=True, export_string_translation=False
    )
    year = fields.Integer(required=True, aggregator=None, help="Such as 2024.")
    ranking = fields.Selection(RANKINGS, required=True, help="Among whom the place was.")
    position = fields.Integer(string="Rank", required=True, aggregator=None, help="1 is the best.")
    population = fields.Integer(string="Of", required=True, aggregator=None, help="How many were ranked.")
    grade = fields.Selection(GRADES)
    score = fields.Float(string="Annual Score", digits=(8, 2), aggregator="avg")
    note = fields.Text(help="Where it comes from.")
    state = fields.Selection(
        [(DRAFT, "To Take Over"), (TAKEN_OVER, "Taken Over")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    taken_over_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _place_uniq = models.Constraint(
        "unique(employee_id, year, ranking)", "There is one place per person, year and ranking."
    )
    _place_in_population = models.Constraint(
        "CHECK(position >= 1 AND population >= position)",
        "A rank is counted from 1 and lies within how many there were.",
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "taken_over_by_id"}

    @api.depends("employee_id", "year")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.employee_id.name or ''} {one.year or ''}".strip()

    @api.constrains("year", "company_id")
    def _check_is_earlier(self):
        """A year that is appraised here has its own ranks."""
        for one in self:
            if not 1990 <= one.year <= 2100:
                raise ValidationError(self.env._("%(year)s is no year.", year=one.year))
            own = self.env["marketing.appraisal.rank"].sudo().search_count(
                [("company_id", "=", one.company_id.id), ("period_id.date_from", "=", f"{one.year}-01-01")], limit=1
            )  # fmt: skip
            if own:
                raise ValidationError(self.env._("%(year)s was ranked here; it has its own ranks.", year=one.year))

    def write(self, vals):
        if not self.env.su and any(one.state == TAKEN_OVER for one in self) and set(vals) & set(self._get_figures()):
            raise UserError(self.env._("What is taken over stays as it is."))
        return super().write(vals)

    @api.model
    def _get_figures(self):
        return ["company_id", "employee_id", "year", "ranking", "position", "population", "grade", "score", "note"]

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(one.state == TAKEN_OVER for one in self):
            raise UserError(self.env._("What is taken over stays as it is."))

    def action_take_over(self):
        """Let them count, as the general manager; nobody their own."""
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("Earlier years are taken over by the general manager."))
        if not self.env.su and any(one.user_id == self.env.user for one in self):
            raise AccessError(self.env._("Nobody takes over their own."))
        self.sudo().filtered(lambda one: one.state == DRAFT).write(
            {"state": TAKEN_OVER, "taken_over_by_id": self.env.uid}
        )

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template: earlier years"),
                "template": "/marketing_appraisal/static/import/earlier_years.csv",
            }
        ]


class MarketingAppraisalOutcomeFinder(models.AbstractModel):
    _inherit = "marketing.appraisal.outcome.finder"

    @api.model
    def _get_ranks_before(self, period, employees):
        """Add what was taken over of a year that was not ranked here (R72): one query."""
        found = super()._get_ranks_before(period, employees)
        rows = (
            self.env["marketing.appraisal.earlier.year"]
            .sudo()
            .search(
                [
                    ("company_id", "=", period.company_id.id),
                    ("year", "=", period.date_from.year - 1),
                    ("employee_id", "in", employees.ids),
                    ("state", "=", TAKEN_OVER),
                ]
            )
        )
        for row in rows:
            place = Rank(row.position, row.population - row.position + 1, row.population)
            found.setdefault(row.employee_id, {}).setdefault(row.ranking, place)
        return found
