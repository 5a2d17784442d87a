from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SalesKpi(models.Model):
    """What is measured. How it is gathered stands in sales_kpi_measure.py."""

    _name = "sales.kpi"
    _description = "KPI"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, help="Stable identifier used by imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    description = fields.Text(translate=True)
    measure = fields.Selection(
        [("sales", "Sales plan completion"), ("unit_sales", "Result of the branch or company")],
        required=True,
        default="sales",
        tracking=True,
        help="Plan completion is sales divided by the quota: a salesperson's own, or for whoever leads a "
        "team the whole team's with their own. The unit's result is the same for everybody in it: branch "
        "staff by their branch, head office by the company.",
    )
    basis = fields.Selection(
        [
            ("invoiced", "Posted invoices less credit notes, untaxed"),
            ("ordered", "Confirmed orders, untaxed"),
            ("quantity", "Invoiced quantity less credited quantity"),
        ],
        default="invoiced",
        required=True,
        tracking=True,
        help="A choice: the regulation speaks of sales income without saying whether an order or an invoice "
        "makes it. Invoices count by invoice date, orders by order date, in company currency at the "
        "document's date.",
    )
    source_kpi_id = fields.Many2one(
        "sales.kpi",
        string="Sums Up",
        ondelete="restrict",
        domain="[('measure', '=', 'sales')]",
        help="The KPI whose sales and quotas are added up for the branch or company.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is already a KPI with this code in the company."
    )

    @api.constrains("measure", "source_kpi_id")
    def _check_source(self):
        for kpi in self:
            if kpi.measure == "unit_sales" and (not kpi.source_kpi_id or kpi.source_kpi_id.measure != "sales"):
                raise ValidationError(
                    self.env._("Choose the plan completion KPI that %(name)s adds up.", name=kpi.name)
                )

    def _is_unit_level(self):
        """Tell whether the KPI has one figure for a whole branch or company."""
        self.ensure_one()
        return self.measure == "unit_sales"

    def action_open_evidence(self):
        """Open the documents behind the KPI."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_evidence_action")
        action["context"] = {"search_default_kpi_id": self.id}
        return action
