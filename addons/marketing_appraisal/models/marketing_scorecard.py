from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarketingScorecard(models.Model):
    """How the work of a role becomes points: criteria that are measured or rated."""

    _name = "marketing.scorecard"
    _description = "Scorecard"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    role_ids = fields.Many2many("marketing.role", string="Roles", required=True)
    criterion_ids = fields.One2many("marketing.scorecard.criterion", "scorecard_id", string="Criteria", copy=True)
    nominal_points = fields.Float(string="Full Marks", digits=(16, 2), compute="_compute_nominal_points")

    @api.depends("criterion_ids.nominal_points")
    def _compute_nominal_points(self):
        for scorecard in self:
            scorecard.nominal_points = sum(scorecard.criterion_ids.mapped("nominal_points"))

    @api.constrains("criterion_ids")
    def _check_has_criteria(self):
        for scorecard in self:
            if not scorecard.criterion_ids:
                raise ValidationError(self.env._("The scorecard %(name)s has no criterion.", name=scorecard.name))

    @api.constrains("role_ids", "company_id", "active")
    def _check_one_per_role(self):
        for scorecard in self.filtered("active"):
            other = self.search(
                [
                    ("id", "!=", scorecard.id),
                    ("company_id", "=", scorecard.company_id.id),
                    ("role_ids", "in", scorecard.role_ids.ids),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(one)s and %(two)s are both for the role %(role)s.",
                        one=scorecard.name,
                        two=other.name,
                        role=(scorecard.role_ids & other.role_ids)[:1].name,
                    )
                )

    @api.model
    def _get_by_role(self, company):
        """Return {role id: scorecard} for a company; its own go before the general ones."""
        by_role = {}
        scorecards = self.sudo().search([("company_id", "in", [company.id, False])])
        for scorecard in scorecards.sorted(lambda scorecard: bool(scorecard.company_id)):
            by_role.update(dict.fromkeys(scorecard.role_ids.ids, scorecard))
        return by_role


class MarketingScorecardCriterion(models.Model):
    _name = "marketing.scorecard.criterion"
    _description = "Criterion"
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one("marketing.scorecard", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    source = fields.Selection(
        [("measure", "Measured"), ("rating", "Rated by the appraiser")], required=True, default="measure"
    )
    kpi_id = fields.Many2one("sales.kpi", string="KPI", ondelete="restrict")
    scale_id = fields.Many2one("sales.kpi.scale", required=True, ondelete="restrict")
    nominal_points = fields.Float(string="Full Marks", related="scale_id.nominal_points")

    @api.constrains("source", "kpi_id", "scale_id")
    def _check_source(self):
        for criterion in self:
            if criterion.source == "measure" and not criterion.kpi_id:
                raise ValidationError(
                    self.env._("Choose the KPI that measures the criterion %(name)s.", name=criterion.name)
                )
            if criterion.source == "rating" and criterion.scale_id.kind != "rating":
                raise ValidationError(
                    self.env._("The criterion %(name)s needs a scale of assessor's points.", name=criterion.name)
                )
