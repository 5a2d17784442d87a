from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list, formatLang

from ..engine.outcomes import RANK

PROPOSED, DECIDED, DROPPED = "proposed", "decided", "dropped"


class MarketingAppraisalOutcome(models.Model):
    """What a rule proposes for somebody at the end of a year, with its evidence; a person decides it (R55)."""

    _name = "marketing.appraisal.outcome"
    _description = "Proposed Outcome"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "period_id desc, employee_id, direction, id"

    result_id = fields.Many2one(
        "marketing.appraisal.result", required=True, index=True, readonly=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(related="result_id.employee_id", store=True, precompute=True, index=True)
    user_id = fields.Many2one(
        related="result_id.user_id", string="User", store=True, precompute=True, export_string_translation=False
    )
    period_id = fields.Many2one(related="result_id.period_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True, precompute=True, index=True)
    department_id = fields.Many2one(related="result_id.department_id", store=True, precompute=True)
    appraiser_id = fields.Many2one(related="result_id.appraiser_id", store=True, precompute=True)
    rule_id = fields.Many2one("marketing.appraisal.outcome.rule", required=True, readonly=True, ondelete="restrict")
    direction = fields.Selection(related="rule_id.direction", store=True, precompute=True)
    reason = fields.Text(related="rule_id.reason", string="The Rule")
    month_ids = fields.Many2many(
        "marketing.appraisal.result", "marketing_appraisal_outcome_month_rel", "outcome_id", "result_id",
        string="Months", readonly=True, help="The months by which the rule is met.",
    )  # fmt: skip
    evidence = fields.Text(compute="_compute_evidence")
    state = fields.Selection(
        [(PROPOSED, "To Decide"), (DECIDED, "Decided"), (DROPPED, "No Longer Met")],
        default=PROPOSED,
        required=True,
        readonly=True,
        tracking=True,
        index=True,
    )
    tied = fields.Integer(string="Named by a Tie", readonly=True, aggregator=None)
    place = fields.Integer(readonly=True, aggregator=None)
    place_before = fields.Integer(string="Place the Year Before", readonly=True, aggregator=None)
    population = fields.Integer(readonly=True, aggregator=None)
    manager_comment = fields.Text(help="What the direct manager says to it.")
    person_comment = fields.Text(help="What the person says to it.")
    is_readable = fields.Boolean(
        compute="_compute_is_readable",
        store=True,
        export_string_translation=False,
        help="Its person may read it: decided, or published to them by the policy, once the year is published.",
    )
    other_ids = fields.Many2many("marketing.appraisal.outcome", string="Also Proposed", compute="_compute_other_ids")
    has_opposite = fields.Boolean(compute="_compute_other_ids", export_string_translation=False)

    _rule_uniq = models.Constraint("unique(result_id, rule_id)", "A rule proposes something to one person once a year.")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {
            "result_id", "rule_id", "month_ids", "state", "tied", "place", "place_before", "population",
        }  # fmt: skip

    @api.depends("employee_id", "rule_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.employee_id.name}: {one.rule_id.name}"

    @api.depends("state", "result_id.is_published", "result_id.appraisal_id.policy_id.publishes_outcomes")
    def _compute_is_readable(self):
        for one in self:
            publishes = one.result_id.appraisal_id.policy_id.publishes_outcomes
            shown = one.state == DECIDED or (publishes and one.state == PROPOSED)
            one.is_readable = one.result_id.is_published and shown

    def _compute_other_ids(self):
        """Show favourable and unfavourable side by side: the decision settles it (R57)."""
        found = self.search([("result_id", "in", self.result_id.ids), ("state", "!=", DROPPED)])
        by_result = found.grouped("result_id")
        for one in self:
            one.other_ids = by_result.get(one.result_id, found.browse()) - one._origin
            one.has_opposite = any(other.direction != one.direction for other in one.other_ids)

    @api.depends_context("lang")
    @api.depends("month_ids", "place", "population", "tied")
    def _compute_evidence(self):
        """Say the facts by which the rule is met, each with its number."""
        for one in self:
            one.evidence = "\n".join(one.sudo()._describe_evidence())

    def _describe_evidence(self):
        self.ensure_one()
        sentences = []
        if self.month_ids:
            names = self.month_ids.sorted("date_from").period_id.mapped("name")
            sentences.append(
                self.env._("%(count)s months: %(names)s.", count=len(names), names=format_list(self.env, names))
            )
        if self.rule_id.condition == RANK:
            words = {"place": self.place, "population": self.population, "before": self.place_before}
            sentences.append(self.env._("Place %(place)s of %(population)s.", **words))
            if self.place_before:
                sentences.append(self.env._("In the year before place %(before)s.", **words))
            if self.tied:
                sentences.append(
                    self.env._(
                        "A tie at the last place: %(tied)s more are named than there are places.", tied=self.tied
                    )
                )
        result = self.result_id
        grades = dict(result._fields["grade"]._description_selection(self.env))
        score = formatLang(self.env, result.annual_score, digits=2) if result.has_annual_score else "-"
        sentences.append(
            self.env._(
                "%(points)s points from %(months)s months, grade %(grade)s, annual score %(score)s.",
                points=result.points,
                months=result.months_counted,
                grade=grades.get(result.grade, "-"),
                score=score,
            )
        )
        return sentences

    def action_open_result(self):
        """Open the annual result that it rests on."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal.result",
            "res_id": self.result_id.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------ proposing

    @api.model
    def _propose(self, period):
        """Store what the active rules propose for a year; what is not met any more is dropped, decisions stay.

        :param period: one annual marketing.appraisal.period
        """
        rules = self.env["marketing.appraisal.outcome.rule"].sudo()._get_rules(period.company_id)
        finder = self.env["marketing.appraisal.outcome.finder"].sudo()
        met = {key: found for key, found in finder._find(period, rules).items() if found.is_met}
        results = {result.employee_id: result for result in finder._get_year_results(period)}
        known = {(one.employee_id, one.rule_id): one for one in self.sudo().search([("period_id", "=", period.id)])}
        ties = self._count_ties(met, results)
        fresh = []
        for (employee, rule), found in met.items():
            vals = self._prepare_vals(rule, results[employee], found, ties.get((employee, rule), 0))
            present = known.get((employee, rule))
            if not present:
                fresh.append(vals)
            elif present.state != DECIDED:
                present.write({**vals, "state": PROPOSED})
        gone = [one.id for key, one in known.items() if key not in met and one.state == PROPOSED]
        self.sudo().browse(gone).write({"state": DROPPED})
        return self.sudo().create(fresh)

    @api.model
    def _count_ties(self, met, results):
        """Return {(employee, rule): by how many more people than places are named in their group of the ranking}."""
        ranks, groups = self.env["marketing.appraisal.rank"], {}
        for employee, rule in met:
            if rule.condition == RANK:
                group = dict(ranks._get_groups(results[employee]))[rule.ranking]
                groups.setdefault((rule, group), []).append(employee)
        return {
            (employee, rule): rule._to_condition().tied_at_cut(len(employees))
            for (rule, _group), employees in groups.items()
            for employee in employees
        }

    @api.model
    def _prepare_vals(self, rule, result, found, tied):
        """Return the values of a proposal."""
        end = rule.end or "bottom"
        return {
            "result_id": result.id,
            "rule_id": rule.id,
            "month_ids": [Command.set([month.key for month in found.months])],
            "tied": tied,
            "place": found.rank.counted_from(end) if found.rank else 0,
            "place_before": found.rank_before.counted_from(end) if found.rank_before else 0,
            "population": found.rank.population if found.rank else 0,
        }


class MarketingAppraisalPeriod(models.Model):
    """Proposing what follows from a year: by a button, and by a server action on annual periods."""

    _inherit = "marketing.appraisal.period"

    outcome_count = fields.Integer(string="Proposed Outcomes", compute="_compute_outcome_count")

    def _compute_outcome_count(self):
        outcomes = self.env["marketing.appraisal.outcome"]
        counts = {}
        if outcomes.has_access("read"):
            domain = [("period_id", "in", self.ids), ("state", "!=", DROPPED)]
            counts = dict(outcomes._read_group(domain, ["period_id"], ["__count"]))
        for period in self:
            period.outcome_count = counts.get(period._origin, 0)

    def action_propose_outcomes(self):
        """Propose what the rules say for signed years, and show it; asks for the right itself."""
        self._check_runs_periods()
        for period in self:
            # Before the publication the places of others would tell the reader their own (R29d).
            if period.kind != "annual" or period.state != "published":
                raise UserError(
                    self.env._(
                        "%(name)s is no published year: outcomes are proposed from what is published.", name=period.name
                    )
                )
            self.env["marketing.appraisal.outcome"]._propose(period.sudo())
        return self.action_open_outcomes()

    def action_open_outcomes(self):
        """Open what is proposed from the years."""
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_outcome_action")
        return dict(action, domain=[("period_id", "in", self.ids)])
