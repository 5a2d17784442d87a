from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

from .. import steps

# An average of fewer tells too much of each of them.
LEAST_PEERS = 4


class MarketingAppraisal(models.Model):
    """What a person sees of their own month: what is expected, where the measures stand, until when to object."""

    _inherit = "marketing.appraisal"

    measure_ids = fields.Many2many("sales.kpi.report", string="Measures", compute="_compute_measure_ids")
    objection_deadline = fields.Date(
        string="Object Until", compute="_compute_objection_deadline", help="In writing, to HR; this day included."
    )

    peer_comparison = fields.Char(string="Beside Like Positions", compute="_compute_peer_comparison")

    @api.depends_context("uid")
    @api.depends("employee_id", "scorecard_id", "policy_id", "date_from", "date_to")
    def _compute_measure_ids(self):
        """Take the live figures of the card and of the company result, as far as the reader may read them."""
        Report = self.env["sales.kpi.report"]
        domains = {case: case._get_measure_domain() for case in self if case.kind != "annual"}
        rows = Report.search(Domain.OR(domains.values())) if domains and Report.has_access("read") else Report
        for case in self:
            case.measure_ids = rows.filtered_domain(domains[case]) if case in domains else Report

    def _get_measure_domain(self):
        """Return the domain of one's own rows and those of the branch, for the KPIs that are counted."""
        self.ensure_one()
        kpis = self.sudo().scorecard_id.criterion_ids.kpi_id | self.sudo().policy_id.company_kpi_id
        whose = Domain("employee_id", "=", self.employee_id.id)
        if self.branch_id:
            whose |= Domain("employee_id", "=", False) & Domain("branch_id", "=", self.branch_id.id)
        domain = whose & Domain("kpi_id", "in", kpis.ids) & Domain("company_id", "=", self.company_id.id)
        return domain & Domain("month", ">=", self.date_from) & Domain("month", "<=", self.date_to)

    @api.depends("result_ids.published_date", "policy_id.appeal_days", "policy_id.appeal_day_moves")
    def _compute_objection_deadline(self):
        """Count calendar days from the publication; a last day of rest moves where the policy says so (R60)."""
        results = self.env["marketing.appraisal.result"]
        if results.has_access("read"):
            # One that is being issued again still has its days.
            results = results.with_context(active_test=False).search(
                [("appraisal_id", "in", self.ids), ("is_published", "=", True)], order="version"
            )
        published = {result.appraisal_id: result.published_date for result in results}
        for case in self:
            moment = published.get(case._origin)
            case.objection_deadline = moment and case._get_objection_deadline(moment)

    def _get_objection_deadline(self, moment):
        """Return the last day on which the person may object (R60).

        :param datetime moment: of the publication, in UTC
        """
        self.ensure_one()
        day = self.company_id.sudo()._get_company_day(moment)
        return self._get_last_appeal_day(day, self.sudo().policy_id.appeal_days)

    @api.depends_context("uid", "lang")
    @api.depends("role_id", "job_id", "is_published")
    def _compute_peer_comparison(self):
        """Set a published month beside the others of the same position, for whoever follows it up (R23)."""
        self.peer_comparison = False
        published = self.filtered(lambda case: case.is_published and case.kind == "monthly" and case.job_id)
        averages = self._get_peer_averages() if published else {}
        results = self.env["marketing.appraisal.result"].search([("appraisal_id", "in", published.ids)])
        for result in results.filtered(lambda result: result.grade and result.employee_id.user_id != self.env.user):
            case = result.appraisal_id
            average, people = averages.get((case.period_id, case.job_id), (0, 0))
            if people >= LEAST_PEERS:
                case.peer_comparison = self.env._(
                    "%(total)s; on average %(average)s of %(count)s people in the same position.",
                    total=formatLang(self.env, result.total, digits=2),
                    average=formatLang(self.env, average, digits=2),
                    count=people,
                )

    def _get_peer_averages(self):
        """Return {(period, job): (average total, people)} of what is published: one query."""
        groups = self.env["marketing.appraisal.result"].sudo()._read_group(
            [
                ("period_id", "in", self.period_id.ids),
                ("appraisal_id.job_id", "in", self.job_id.ids),
                ("is_published", "=", True),
                ("grade", "!=", False),
            ],
            ["period_id", "appraisal_id.job_id"],
            ["total:avg", "__count"],
        )  # fmt: skip
        return {(period, job): (average, count) for period, job, average, count in groups}

    @api.model
    def action_open_mine(self):
        """Open what waits for oneself, or else one's own latest month, or the list that says why there is none."""
        own = Domain("user_id", "=", self.env.uid)
        waits = own & Domain("waiting_user_id", "=", self.env.uid)
        mine = self.search(waits, order="step_deadline, id", limit=1)
        mine = mine or self.search(own & Domain("kind", "=", "monthly"), limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_action_mine")
        if not mine:
            return action
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Appraisal"),
            "res_model": self._name,
            "res_id": mine.id,
            "views": [(False, "form")],
        }


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    appeal_days = fields.Integer(
        string="Days to Object",
        default=7,
        required=True,
        tracking=True,
        help="Calendar days after the publication in which the person may appeal.",
    )

    _appeal_days_positive = models.Constraint("CHECK(appeal_days > 0)", "There is at least one day to object.")


class MarketingAppraisalPeriod(models.Model):
    """What HR sees of a period at a glance."""

    _inherit = "marketing.appraisal.period"

    late_count = fields.Integer(string="Overdue Steps", compute="_compute_desk_counts")
    step_summary = fields.Char(string="Where It Stands", compute="_compute_desk_counts")

    @api.depends_context("lang")
    @api.depends("appraisal_ids.step", "appraisal_ids.step_deadline")
    def _compute_desk_counts(self):
        """Count the cases by step, and those whose step is overdue, as far as the reader reads them."""
        Appraisal = self.env["marketing.appraisal"]
        labels = dict(Appraisal._fields["step"]._description_selection(self.env))
        # A follow-up that is late says nothing about the month itself, which is published.
        late_domain = [("period_id", "in", self.ids), ("is_late", "=", True), ("is_published", "=", False)]
        late = dict(Appraisal._read_group(late_domain, ["period_id"], ["__count"]))
        groups = Appraisal._read_group([("period_id", "in", self.ids)], ["period_id", "step"], ["__count"])
        by_period = {}
        for period, step, count in groups:
            by_period.setdefault(period, {})[step] = count
        for period in self:
            found = by_period.get(period._origin, {})
            period.late_count = late.get(period._origin, 0)
            period.step_summary = ", ".join(
                f"{labels[step]} {found[step]}" for step in steps.STEP_ORDER if step in found
            )

    def action_open_late(self):
        """Open the overdue cases of the period."""
        self.ensure_one()
        domain = [("period_id", "=", self.id), ("is_late", "=", True), ("is_published", "=", False)]
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_action_late")
        return dict(action, domain=domain, display_name=self.name)

    def action_open_pivot(self):
        """Open the cases of the period by department and step."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_action")
        views = [(False, "pivot"), (False, "graph"), (False, "list"), (False, "form")]
        return dict(action, domain=[("period_id", "=", self.id)], context={}, views=views, display_name=self.name)
