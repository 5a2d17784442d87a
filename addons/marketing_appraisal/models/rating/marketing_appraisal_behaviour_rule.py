from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list

from ...engine.behaviour import proposed_score

REPORT_MISSING, REPORT_LATE, TASK_MISSED, EVENT = "report_missing", "report_late", "task_missed", "event"
# Days are read; beyond this many, a number says more.
DAYS_SHOWN = 5


class MarketingAppraisalBehaviour(models.Model):
    _inherit = "marketing.appraisal.behaviour"

    rule_ids = fields.One2many(
        "marketing.appraisal.behaviour.rule",
        "behaviour_id",
        string="What Takes Points",
        help="From these facts a score is proposed to HR. Without any, nothing is proposed.",
    )


class MarketingAppraisalBehaviourRule(models.Model):
    """What a fact that Odoo knows takes off the full marks of a behaviour criterion (R21)."""

    _name = "marketing.appraisal.behaviour.rule"
    _description = "What Takes Points of Behaviour"
    _order = "behaviour_id, sequence, id"

    behaviour_id = fields.Many2one("marketing.appraisal.behaviour", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="behaviour_id.company_id")
    sequence = fields.Integer(default=10)
    fact = fields.Selection(
        [
            (REPORT_MISSING, "Report not handed in"),
            (REPORT_LATE, "Report handed in late"),
            (TASK_MISSED, "Task recorded as missed"),
            (EVENT, "Event of these types"),
        ],
        required=True,
        default=EVENT,
    )
    event_type_ids = fields.Many2many(
        "marketing.appraisal.event.type", "marketing_appraisal_behaviour_rule_event_rel", "rule_id", "type_id",
        string="Types of Event",
    )  # fmt: skip
    per = fields.Integer(string="For Each", default=1, required=True, help="So many of them take the points once.")
    points = fields.Integer(string="Takes", default=1, required=True, help="Points of the five.")

    _positive = models.Constraint("CHECK(per > 0 AND points > 0)", "A rule takes at least one point for at least one.")

    @api.constrains("fact", "event_type_ids")
    def _check_event_types(self):
        for rule in self:
            if rule.fact == EVENT and not rule.event_type_ids:
                raise UserError(self.env._("Say which types of event take points."))

    # ------------------------------------------------------------------ facts

    def _get_facts(self, period, employees):
        """Return {rule: {employee id: days on which its fact happened, in order}}: one query a kind of fact.

        :param period: marketing.appraisal.period
        :param employees: hr.employee records of its company
        """
        by_kind = {}
        for kind in set(self.mapped("fact")) - {EVENT}:
            by_kind[kind] = getattr(self, f"_find_{kind}")(period, employees)
        facts = {rule: by_kind[rule.fact] for rule in self if rule.fact in by_kind}
        with_events = self.filtered(lambda rule: rule.fact == EVENT)
        if with_events:
            events = self.env["marketing.appraisal.event"]._get_by_employee(employees, period)
            for rule in with_events:
                facts[rule] = {
                    employee.id: [one.date for one in mine._filter_in(period) if one.type_id in rule.event_type_ids]
                    for employee, mine in events.items()
                }
        return facts

    @api.model
    def _find_report_missing(self, period, employees):
        yesterday = period.company_id._get_company_today() - timedelta(days=1)
        return self._collect_days(
            "marketing.work.report",
            "date_due",
            employees,
            period.date_from,
            min(period.date_to, yesterday),
            [("is_owed", "=", True), ("state", "=", "due")],
        )

    @api.model
    def _find_report_late(self, period, employees):
        return self._collect_days(
            "marketing.work.report",
            "date_due",
            employees,
            period.date_from,
            period.date_to,
            [("is_owed", "=", True), ("is_late", "=", True), ("state", "!=", "due")],
        )

    @api.model
    def _find_task_missed(self, period, employees):
        return self._collect_days(
            "marketing.task", "date_deadline", employees, period.date_from, period.date_to, [("state", "=", "missed")]
        )

    @api.model
    def _collect_days(self, model, day_field, employees, first, last, domain):
        """Return {employee id: days of the records between two days, both included}."""
        found = defaultdict(list)
        records = self.env[model].sudo().search_fetch(
            [("employee_id", "in", employees.ids), (day_field, ">=", first), (day_field, "<=", last), *domain],
            ["employee_id", day_field],
            order=f"{day_field}, id",
        )  # fmt: skip
        for record in records:
            found[record.employee_id.id].append(record[day_field])
        return found


class MarketingAppraisalRating(models.Model):
    """The score that the facts propose, and why; HR gives the score (R21)."""

    _inherit = "marketing.appraisal.rating"

    proposed_score = fields.Integer(string="Proposed", compute="_compute_proposal", aggregator=None)
    proposal_reason = fields.Text(string="Why Proposed", compute="_compute_proposal")

    @api.depends("kind", "behaviour_id")
    @api.depends_context("lang")
    def _compute_proposal(self):
        """Work out the proposals of all behaviour scores that are looked at together."""
        self.proposed_score = 0
        self.proposal_reason = False
        behaviour = self.filtered(lambda rating: rating.kind == "behaviour")
        for period, ratings in behaviour.grouped("period_id").items():
            rules = ratings.behaviour_id.sudo().rule_ids
            facts = rules._get_facts(period.sudo(), ratings.employee_id)
            for rating in ratings:
                mine = rules.filtered(lambda rule, rating=rating: rule.behaviour_id == rating.behaviour_id)
                if mine:
                    rating._set_proposal({rule: facts[rule].get(rating.employee_id.id, []) for rule in mine})
                else:
                    rating.proposal_reason = self.env._("Nothing that Odoo knows tells about it.")

    def _set_proposal(self, days):
        """Propose the score that facts leave.

        :param dict days: {rule: days on which its fact happened}
        """
        self.ensure_one()
        self.proposed_score = proposed_score([(len(found), rule.per, rule.points) for rule, found in days.items()])
        labels = dict(self.env["marketing.appraisal.behaviour.rule"]._fields["fact"]._description_selection(self.env))
        sentences = []
        for rule, found in days.items():
            if found:
                name = (
                    labels[rule.fact]
                    if rule.fact != EVENT
                    else format_list(self.env, rule.event_type_ids.mapped("name"))
                )
                shown = [format_date(self.env, day) for day in found[:DAYS_SHOWN]]
                more = len(found) - len(shown)
                shown += [self.env._("%(count)s more", count=more)] if more else []
                sentences.append(
                    self.env._(
                        "%(fact)s: %(count)s (%(days)s)", fact=name, count=len(found), days=format_list(self.env, shown)
                    )
                )
        self.proposal_reason = "\n".join(sentences) or self.env._("Nothing against it is on record.")

    def action_take_proposal(self):
        """Give the proposed scores with their reasons where nobody has scored yet."""
        taken = self.filtered(lambda rating: rating.proposed_score and not rating.is_scored)
        alike = taken.grouped(lambda rating: (rating.proposed_score, rating.proposal_reason))
        for (score, reason), ratings in alike.items():
            ratings.write({"score": score, "note": reason})
        return taken


class MarketingAppraisalPeriod(models.Model):
    _inherit = "marketing.appraisal.period"

    def action_take_proposals(self):
        """Give everybody the behaviour scores that are proposed and not given yet, but oneself."""
        self.ensure_one()
        ratings = self.env["marketing.appraisal.rating"].search(
            [("period_id", "=", self.id), ("kind", "=", "behaviour"), ("is_scored", "=", False)]
        )
        taken = ratings.filtered("may_score").action_take_proposal()
        return self._notify(
            self.env._(
                "%(taken)s scores taken over as proposed; %(left)s are left to give.",
                taken=len(taken),
                left=len(ratings) - len(taken),
            ),
            "success" if taken else "info",
        )
