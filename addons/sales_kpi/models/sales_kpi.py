import itertools
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount, formatLang

MEASURES = [
    ("sales", "Sales plan completion"),
    ("unit_sales", "Result of the branch or company"),
    ("collection", "Collections"),
    ("new_customers", "New customers"),
    ("days_late", "Days paid late"),
    ("expense", "Expense use"),
    ("team_attainment", "Team attainment"),
    ("reports_in_time", "Daily reports in time"),
    ("customer_files", "Complete customer files"),
    ("market_feedback", "Market feedback"),
    ("service_feedback", "Service feedback"),
    ("custom", "Documents of your choice"),
]
UNITS = {"days_late": "days", "sales": "money", "unit_sales": "money", "collection": "money", "expense": "money"}
# What is planned by quotas; the rest brings its own denominator, or needs none.
PLANNED = ("sales", "collection", "new_customers", "expense", "custom")
# What is worked out from another KPI.
DERIVED = ("unit_sales", "team_attainment")

DEFINED_BY = ("measure", "basis", "source_kpi_id", "days_allowed", "carry", "carry_reset")
CODE = re.compile(r"[A-Za-z0-9_.-]+")


class SalesKpi(models.Model):
    """What is measured. How it is gathered stands in sales_kpi_measure.py."""

    _name = "sales.kpi"
    _description = "KPI"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        copy=False,
        help="By which imports and programs name the KPI, whatever it is called: letters, digits, - and _.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    description = fields.Text(translate=True)
    measure = fields.Selection(
        MEASURES,
        required=True,
        default="sales",
        tracking=True,
        help="Everything but the unit's result is a person's own, or for whoever leads a team the whole team's with "
        "their own. The unit's result is the same for everybody in it: branch staff by their branch, head office by "
        "the company.",
    )
    unit = fields.Selection(
        [("money", "Money"), ("count", "Number"), ("days", "Days")],
        string="Counted In",
        compute="_compute_unit",
        recursive=True,
        store=True,
        precompute=True,
    )
    value_kind = fields.Selection(
        [("rate", "Actual divided by target"), ("sum", "Actual")],
        string="Scored By",
        compute="_compute_value_kind",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What a scale turns into points: the completion, which needs a target, or the sum itself.",
    )
    lower_is_better = fields.Boolean(
        string="Less Is Better",
        compute="_compute_lower_is_better",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="As for expenses: whoever has used the least of the budget comes first, and more than the target is bad.",
    )
    days_allowed = fields.Integer(
        default=30, help="Days after shipment within which a delivery is paid in time. The regulation says 30."
    )
    carry = fields.Selection(
        [("none", "Nothing"), ("shortfall", "What is short of the target"), ("both", "Shortfall and surplus")],
        string="Carried to the Next Month",
        default="none",
        required=True,
        tracking=True,
        help="What a month is short of its target is added to the target of the next one. A choice: the regulation "
        "carries the shortfall of collections and says nothing of a surplus, which is not carried.",
    )
    carry_reset = fields.Selection(
        [("never", "Never"), ("yearly", "Every year")],
        string="Begins Anew",
        default="never",
        required=True,
        tracking=True,
        help="A choice: the regulation does not say that the chain ends with a year.",
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
        string="Worked Out From",
        ondelete="restrict",
        domain="[('measure', '=', 'sales')] if measure == 'team_attainment' else "
        "[('measure', 'not in', ('unit_sales', 'team_attainment'))]",
        help="The KPI whose figures and quotas are added up for the branch or company, or by which the members of a "
        "team are counted.",
    )
    reader_role_ids = fields.Many2many(
        "marketing.role",
        "sales_kpi_reader_role_rel",
        "kpi_id",
        "role_id",
        string="Only for Roles",
        help="Who reads the result of their unit, beside sales managers, HR and the general manager. "
        "Empty: everybody in the unit.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is already a KPI with this code in the company."
    )

    _days_allowed_not_negative = models.Constraint("CHECK(days_allowed >= 0)", "Days allowed cannot be negative.")

    @api.depends("measure", "basis", "source_kpi_id.unit", "custom_value_field_id")
    def _compute_unit(self):
        for kpi in self:
            is_quantity = kpi.measure == "sales" and kpi.basis == "quantity"
            kpi.unit = "count" if is_quantity else UNITS.get(kpi.measure, "count")
            if kpi.measure == "custom" and kpi.custom_value_field_id.ttype == "monetary":
                kpi.unit = "money"
            if kpi.measure == "unit_sales" and kpi.source_kpi_id:
                kpi.unit = kpi.source_kpi_id.unit

    @api.depends("measure", "source_kpi_id.measure")
    def _compute_value_kind(self):
        for kpi in self:
            kpi.value_kind = "sum" if kpi._get_counted().measure == "days_late" else "rate"

    @api.model_create_multi
    def create(self, vals_list):
        # An empty cell of a file asks for a proposal as well as none.
        return super().create([{k: v for k, v in vals.items() if k != "code" or v} for vals in vals_list])

    @api.depends("name")
    def _compute_code(self):
        """Propose one from the name, or from what is measured where the name has no Latin letters."""
        taken = set(self.with_context(active_test=False).sudo().search([("code", "!=", False)]).mapped("code"))
        for kpi in self.filtered(lambda kpi: not kpi.code and kpi.name):
            latin = self.env["ir.http"]._slugify(kpi.name).encode("ascii", "ignore").decode()
            stem = latin.strip("-").replace("-", "_") or kpi.measure or "kpi"
            numbered = itertools.chain([stem], (f"{stem}_{number}" for number in itertools.count(2)))
            kpi.code = next(code for code in numbered if code not in taken)
            taken.add(kpi.code)

    @api.constrains("code")
    def _check_code(self):
        for kpi in self:
            if not CODE.fullmatch(kpi.code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is no code: it consists of letters, digits, points, - and _ only.", code=kpi.code
                    )
                )

    @api.depends("measure", "source_kpi_id.measure")
    def _compute_lower_is_better(self):
        for kpi in self:
            kpi.lower_is_better = kpi._get_counted().measure in ("expense", "days_late")

    @api.onchange(*DEFINED_BY)
    def _onchange_definition(self):
        """Closed months keep their figures; who changes what a KPI counts should know what that does to them."""
        kpi = self._origin
        closed = kpi and self.env["sales.kpi.closing"].search([("kpi_ids", "in", kpi.ids), ("state", "=", "closed")])
        if not closed or all(self[name] == kpi[name] for name in DEFINED_BY):
            return None
        return {
            "warning": {
                "title": self.env._("Months are closed"),
                "message": self.env._(
                    "%(kpi)s is part of %(count)s closed months. They keep their figures, and everything that it "
                    "counts in another way from now on shows there as changed since the closing.",
                    kpi=kpi.name,
                    count=len(closed),
                ),
            }
        }

    @api.constrains("measure", "source_kpi_id")
    def _check_source(self):
        for kpi in self:
            source = kpi.source_kpi_id
            if kpi.measure == "team_attainment" and source.measure != "sales":
                raise ValidationError(
                    self.env._("Choose the plan completion KPI that %(name)s is worked out from.", name=kpi.name)
                )
            if kpi.measure == "unit_sales" and (not source or source.measure in DERIVED):
                raise ValidationError(
                    self.env._("Choose the KPI of people that %(name)s adds up for the unit.", name=kpi.name)
                )

    def _is_unit_level(self):
        """Tell whether the KPI has one figure for a whole branch or company."""
        self.ensure_one()
        return self.measure == "unit_sales"

    def _get_counted(self):
        """Return the KPI whose documents are counted: of a unit's KPI the one that it adds up."""
        self.ensure_one()
        return self.source_kpi_id if self._is_unit_level() and self.source_kpi_id else self

    def _adds_up_by_day(self):
        """Tell whether the figure grows towards a plan over the month, so that it has a pace."""
        return self._get_counted().measure in PLANNED

    def _get_value(self, measure):
        """Return what a scale turns into points, or None where there is no value (R19).

        :param measure: engine.measures.Measure
        """
        self.ensure_one()
        return measure.rate if self.value_kind == "rate" else measure.numerator

    def _format_value(self, amount, currency):
        """Return an amount of the KPI as people read it: money with its currency, days and numbers as short as may be.

        :param currency: of the company
        """
        self.ensure_one()
        if self.unit == "money":
            return format_amount(self.env, amount, currency)
        number = formatLang(self.env, amount, digits=0 if amount == int(amount) else 2)
        return self.env._("%(number)s days", number=number) if self.unit == "days" else number

    def action_open_evidence(self):
        """Open the documents behind the KPI."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sales_kpi.sales_kpi_evidence_action")
        action["context"] = {"search_default_kpi_id": self.id}
        return action
