from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_kpi.engine.sheets import AMOUNT, MONEY, NUMBER, TEXT
from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.bonus import year_end_bonus
from ..grades import GRADES
from .marketing_appraisal_pay import DUE, HR_MANAGER, NO_BASE, PENDING

ZERO, NO_GRADE = "zero", "no_grade"
GENERAL_MANAGER = "marketing_roles.group_general_manager"


class MarketingAppraisalBonus(models.Model):
    """What a year proposes to somebody as year-end bonus: by the annual grade, fitted into the pool (R54, R28).

    Made after the performance pay of a month, of which it takes the pool, the confirming and the difference of a result
    that is issued again. It is a proposal: the general manager decides, perhaps on another amount, and confirms.
    Waiting for a signature, a grade that gives nothing and what is missing are three statuses.
    """

    _name = "marketing.appraisal.bonus"
    _description = "Year-End Bonus"
    _inherit = ["marketing.appraisal.pay"]
    _order = "period_id desc, department_id, employee_id, id"

    total = fields.Float(string="Annual Score", help="It ranks; the bonus comes from the grade.")
    has_annual_score = fields.Boolean(related="result_id.has_annual_score", export_string_translation=False)
    # Written with the proposal: related to the result, each grade that is stored anywhere would be looked up here.
    grade = fields.Selection(GRADES, string="Annual Grade", readonly=True)
    points = fields.Integer(related="result_id.points")
    months_counted = fields.Integer(related="result_id.months_counted", string="Months Appraised")
    rate = fields.Float(
        string="The Grade Gives",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="Months of base performance pay, or an amount, by the policy.",
    )
    is_amount = fields.Boolean(string="A Fixed Amount", readonly=True)
    months = fields.Integer(string="Twelfths", readonly=True, aggregator=None, help="Of twelve months.")
    base = fields.Monetary(help="On the contract version that holds at the end of the year.")
    computed_amount = fields.Monetary(help="By the annual grade. Whoever shares a pool is cut to it, everybody alike.")
    proposed_amount = fields.Monetary(readonly=True, help="By the annual grade, cut to the pool where one is exceeded.")
    amount = fields.Monetary(
        string="Decided Amount",
        help="As proposed, unless the general manager has decided on another amount with a reason.",
    )
    status = fields.Selection(
        selection_add=[(ZERO, "The grade gives nothing"), (NO_GRADE, "No annual grade")],
        ondelete={ZERO: "cascade", NO_GRADE: "cascade"},
    )
    change_reason = fields.Text(string="Why Another Amount", readonly=True)
    changed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    changed_date = fields.Datetime(string="Changed On", readonly=True)
    judgement = fields.Text(
        string="Overall Judgement", compute="_compute_judgement", help="What the direct manager wrote about the year."
    )
    may_change = fields.Boolean(compute="_compute_may_change", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("result_id")
    def _compute_judgement(self):
        """Show the judgement that the bonus refers to, to whoever may read it: one query (R54, R29d)."""
        ratings = self.env["marketing.appraisal.rating"].search(
            [("appraisal_id", "in", self.sudo().result_id.appraisal_id.ids), ("kind", "=", "year")]
        )
        notes = {rating.appraisal_id.id: rating.note for rating in ratings}
        for bonus in self:
            bonus.judgement = notes.get(bonus.sudo().result_id.appraisal_id.id, False)

    # ------------------------------------------------------------------ proposing

    @api.model
    def _check_may_prepare(self):
        if not self.env.su and not any(map(self.env.user.has_group, (HR_MANAGER, GENERAL_MANAGER))):
            raise AccessError(self.env._("Year-end bonuses are proposed by the HR manager or the general manager."))

    @api.model
    def _check_period(self, period):
        if period.kind != "annual" or not period.signed_count:
            raise UserError(self.env._("Year-end bonuses belong to a year with signed results."))

    @api.model
    def _get_settled_statuses(self):
        return (*super()._get_settled_statuses(), ZERO, NO_GRADE)

    @api.model
    def _prepare_result_vals(self, result, base, decimals):
        """What waits has no grade to tell yet; a grade that gives nothing asks for no base."""
        if not result.is_signed:
            return {"status": PENDING}
        vals = {"total": result.annual_score, "computed_amount": as_decimal(0), "amount": as_decimal(0)}
        if result.status != "graded" or not result.grade:
            return vals | {"status": NO_GRADE}
        rules = result.appraisal_id.policy_id._to_bonus_rules()
        vals |= {
            "grade": result.grade,
            "rate": float(rules.get_rate(result.grade)),
            "is_amount": rules.is_amount,
            "months": rules.get_months(result.months_counted),
        }
        if not rules.get_rate(result.grade):
            return vals | {"status": ZERO}
        if not rules.is_amount and not base:
            return vals | {"status": NO_BASE}
        amount = year_end_bonus(rules, result.grade, as_decimal(base), result.months_counted, decimals)
        return vals | {"status": DUE, "computed_amount": amount, "amount": amount}

    @api.model
    def _fit(self, period, rows):
        """A pool waits for the publication: the amounts of all others would tell the reader their own (R29d)."""
        pools = period.sudo().pay_pool_ids
        results = self.env["marketing.appraisal.result"].sudo()
        pooled = results.browse([row["result_id"] for row in rows
                                 if row.get("result_id") and pools._find(row["department_id"])])  # fmt: skip
        if any(not result.is_published for result in pooled):
            raise UserError(
                self.env._(
                    "A pool is shared out once the results of its people are published: before, the amounts of all "
                    "others would tell their readers their own."
                )
            )
        return super()._fit(period, rows)

    @api.model
    def _get_open_rows(self, period, confirmed):
        rows = super()._get_open_rows(period, confirmed)
        for row in rows:
            row["proposed_amount"] = row.get("amount", 0)
        return rows

    @api.model
    def _compute_for(self, period):
        """Propose anew; what was decided otherwise stays so while the grade gives the same."""
        changed = self.sudo().search(
            [("period_id", "=", period.id), ("is_confirmed", "=", False), ("changed_by_id", "!=", False)]
        )
        kept = {bonus._get_key(): bonus._get_change() for bonus in changed}
        bonuses = super()._compute_for(period)
        for bonus in bonuses:
            if bonus._get_key() in kept:
                bonus.write(kept[bonus._get_key()])
        return bonuses

    def _get_key(self):
        """Return what a change of the amount rests on: what the grade gives before any pool takes of it."""
        return self.result_id.id, round(self.computed_amount, 4)

    def _get_change(self):
        """Return the values of a change of the amount."""
        return {
            "amount": self.amount,
            "change_reason": self.change_reason,
            "changed_by_id": self.changed_by_id.id,
            "changed_date": self.changed_date,
        }

    def _get_computed(self):
        return self.proposed_amount

    # ------------------------------------------------------------------ paying out

    @api.model
    def _get_payable_domain(self):
        return [("is_confirmed", "=", True), ("amount", ">", 0)]

    @api.model
    def _get_sheet_kinds(self):
        return {
            "employee_id": (TEXT, 24),
            "department_id": (TEXT, 24),
            "grade": (TEXT, 12),
            "points": (NUMBER, 12),
            "total": (AMOUNT, 12),
            "base": (MONEY, 16),
            "computed_amount": (MONEY, 16),
            "proposed_amount": (MONEY, 16),
            "amount": (MONEY, 16),
            "change_reason": (TEXT, 40),
            "judgement": (TEXT, 40),
        }

    def _get_cells(self, names):
        """A grade is shown by its label, and a score that is missing is an empty cell."""
        cells = dict(zip(names, super()._get_cells(names), strict=True))
        grades = dict(self._fields["grade"]._description_selection(self.env))
        cells["grade"] = grades.get(self.grade)
        cells["total"] = self.total if self.has_annual_score else None
        return [None if cell is False else cell for cell in cells.values()]

    @api.model
    def _refuse_empty(self):
        return self.env._("There is nothing to confirm: propose the bonuses first.")

    @api.model
    def _refuse_changed(self, names):
        return self.env._("Propose the bonuses again first; they have changed for %(names)s.", names=names)
