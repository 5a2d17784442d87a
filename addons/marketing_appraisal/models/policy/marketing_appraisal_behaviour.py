from odoo import fields, models


class MarketingAppraisalBehaviour(models.Model):
    _name = "marketing.appraisal.behaviour"
    _description = "Behaviour Criterion"
    _inherit = ["marketing.code.mixin"]
    _order = "sequence, id"

    description = fields.Text(translate=True, help="What deserves 5 and what only 1.")
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is already a behaviour criterion with this code."
    )
