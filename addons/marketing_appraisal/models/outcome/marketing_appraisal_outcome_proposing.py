from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...engine.outcomes import RANK
from .marketing_appraisal_outcome import DECIDED, DROPPED, PROPOSED

# After these something may be proposed.
KINDS = ("annual", "special")
FIGURES = ("tied", "place", "place_before", "population")


class MarketingAppraisalOutcome(models.Model):
    """Asking the rules and storing what they propose; what is there already is written only where it differs."""

    _inherit = "marketing.appraisal.outcome"

    @api.model
    def _propose(self, period):
        """Store what the rules propose after a period; what is not met any more is dropped, decisions stay.

        :param period: one annual or special marketing.appraisal.period that is published
        :return: the proposals that are new
        """
        rules = self.env["marketing.appraisal.outcome.rule"].sudo()._get_rules(period)
        finder = self.env["marketing.appraisal.outcome.finder"].sudo()
        results = {result.employee_id: result for result in finder._get_year_results(period)}
        gone = self._get_gone(period, results)
        met = {
            (employee, rule): found
            for (employee, rule), found in finder._find(period, rules).items()
            if found.is_met and employee not in gone
        }
        ties = self._count_ties(met, results)
        wanted = {
            key: self._prepare_vals(key[1], results[key[0]], found, ties.get(key, 0)) for key, found in met.items()
        }
        present = self.sudo().search([("period_id", "=", period.id), ("rule_id", "!=", False)])
        known = {(one.employee_id, one.rule_id): one for one in present}
        for key, one in known.items():
            if one.state == PROPOSED and key not in wanted:
                one.state = DROPPED
            elif one.state != DECIDED and key in wanted:
                one._refresh(wanted[key])
        self._follow_reissues(period, results)
        return self._create_new([vals for key, vals in wanted.items() if key not in known])

    @api.model
    def _follow_reissues(self, period, results):
        """Let what was proposed by hand and waits rest on the result of now, where that was issued again."""
        by_hand = self.sudo().search([("period_id", "=", period.id), ("rule_id", "=", False), ("state", "=", PROPOSED)])
        for one in by_hand:
            now = results.get(one.employee_id)
            if now and now != one.result_id:
                one.result_id = now

    @api.model
    def _create_new(self, vals_list):
        """Create proposals at once; which of their months are active is read for all of them together."""
        months = {number for vals in vals_list for number in vals["month_ids"][0][2]}
        self.env["marketing.appraisal.result"].sudo().browse(months).fetch(["active"])
        # Nobody has to read of each of a thousand proposals that it was created.
        quiet = self.sudo().with_context(tracking_disable=True)
        return quiet.create(vals_list).with_env(self.env)

    @api.model
    def _get_gone(self, period, results):
        """Return the employees who have left by now: nothing is proposed about them; one query."""
        employees = self.env["hr.employee"].union(*results)
        left = self.env["marketing.dated.position"].sudo().search(
            [("employee_id", "in", employees.ids), ("date_end", "<", period.company_id._get_company_today())]
        )  # fmt: skip
        return left.employee_id

    def _refresh(self, vals):
        """Write the values of today, where the proposal does not say the same already."""
        self.ensure_one()
        is_same = (
            self.state == PROPOSED
            and self.result_id.id == vals["result_id"]
            and set(self.month_ids.ids) == set(vals["month_ids"][0][2])
            and all(self[name] == vals[name] for name in FIGURES)
        )
        if not is_same:
            self.write({**vals, "state": PROPOSED})

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
    """Proposing what follows from a year or special appraisal: by a button, and by a server action."""

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
        """Propose what the rules say after published years and special appraisals, and show it."""
        self._check_runs_periods()
        for period in self:
            # Before the publication the places of others would tell the reader their own (R29d).
            if period.kind not in KINDS or period.state != "published":
                raise UserError(
                    self.env._(
                        "%(name)s is no published year or special appraisal: outcomes are proposed from what is "
                        "published.",
                        name=period.name,
                    )
                )
            self.env["marketing.appraisal.outcome"]._propose(period.sudo())
        return self.action_open_outcomes()

    def action_open_outcomes(self):
        """Open what is proposed after the periods."""
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_outcome_action")
        return dict(action, domain=[("period_id", "in", self.ids)])
