from odoo import fields, models


class MarketingAppraisalBehaviour(models.Model):
    _name = "marketing.appraisal.behaviour"
    _description = "Behaviour Criterion"
    _inherit = ["marketing.in.use.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable identifier used by imports.")
    description = fields.Text(translate=True, help="What deserves 5 and what only 1.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is already a behaviour criterion with this code."
    )
