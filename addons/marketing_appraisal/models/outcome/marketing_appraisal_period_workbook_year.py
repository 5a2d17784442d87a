from odoo import fields, models
from odoo.tools import format_date

from odoo.addons.sales_kpi.engine.sheets import AMOUNT, DAY, MONEY, NUMBER, TEXT, Column

from ...engine.annual_score import PARTS, REVIEW
from ..period.marketing_appraisal_period_workbook import PERSON, SENTENCE
from ..year.marketing_appraisal_rank import HEADS_RANKING, LEVEL, OTHERS
from .marketing_appraisal_outcome import DECIDED, PROPOSED

MONTHS = 12


class MarketingAppraisalPeriod(models.Model):
    """A year as a workbook: a row a person, who takes no part, and how the reviews went (R50 to R55).

    Lines, ranks and outcomes are searched as the reader, once for everybody: what a record rule keeps from the reader
    is an empty cell (R29d).
    """

    _inherit = "marketing.appraisal.period"

    def _get_sheets(self, cases, shown):
        if self.kind != "annual":
            return super()._get_sheets(cases, shown)
        sheets = [
            (self.env._("Results by Person"), self._get_columns_of_year(), self._get_rows_of_year(cases, shown)),
            (self.env._("No Part in the Year"), self._get_columns_of_absent(), self._get_rows_of_absent()),
        ]
        if self.env["marketing.appraisal.review"].has_access("read"):
            name = self.env._("Democratic Reviews")
            sheets.append((name, self._get_columns_of_reviews(), self._get_rows_of_reviews()))
        return sheets

    def _get_first_days(self):
        """Return the first day of each of the twelve months."""
        return [fields.Date.add(self.date_from, months=number) for number in range(MONTHS)]

    # ------------------------------------------------------------------ one row a person

    def _get_columns_of_year(self):
        case, result = "marketing.appraisal", "marketing.appraisal.result"
        sections = self._options("marketing.appraisal.result.line", "section")
        return [
            *(Column(self._label(case, name), TEXT, PERSON) for name in ("employee_id", "department_id", "branch_id")),
            Column(self._label(case, "job_id"), TEXT, PERSON),
            Column(self._label(result, "level")),
            Column(self.env._("Direct Manager"), TEXT, PERSON),
            *(Column(f"{day:%Y-%m}", TEXT, 12) for day in self._get_first_days()),
            *(Column(self._label(result, name), NUMBER, 12) for name in ("points", "months_counted")),
            Column(self.env._("Annual Grade")),
            Column(self._label(result, "bar_id"), TEXT, 30),
            *(Column(self.env._("%(part)s, Value", part=sections[part]), AMOUNT, 12) for part in PARTS),
            Column(self.env._("Ballots"), NUMBER, 10),
            Column(self._label(result, "annual_score"), AMOUNT, 12),
            Column(self.env._("Rank in the Level"), NUMBER, 10),
            Column(self.env._("In the Level, of"), NUMBER, 10),
            Column(self.env._("Ranked Among"), TEXT, PERSON),
            Column(self.env._("Rank among Them"), NUMBER, 10),
            Column(self.env._("Among Them, of"), NUMBER, 10),
            Column(self.env._("Proposed Outcomes"), TEXT, SENTENCE),
            Column(self._label("marketing.appraisal.outcome", "kind_id"), TEXT, SENTENCE),
            Column(self.env._("Proposed Bonus"), MONEY, 16),
            Column(self.env._("Decided Bonus"), MONEY, 16),
            Column(self._label(result, "status")),
            *(Column(self._label(result, name), DAY, 12) for name in ("signed_date", "published_date")),
        ]

    def _get_rows_of_year(self, cases, shown):
        results = self.env["marketing.appraisal.result"].browse([result.id for result in shown.values()])
        lines = self._search_by_result("marketing.appraisal.result.line", results)
        ranks = self._search_by_result("marketing.appraisal.rank", results)
        outcomes = self._search_by_result("marketing.appraisal.outcome", results)
        bonuses = self._get_year_bonuses()
        ballots = self._get_ballots(cases.filtered(lambda case: case in shown))
        levels = self._options("marketing.role", "level")
        for case in cases:
            person, result = case.sudo(), shown.get(case, results.browse())
            yield [
                person.employee_id.name,
                person.department_id.display_name,
                # Nobody is left without a unit: who sits in no branch is head office.
                person.branch_id.display_name or self.env._("Head office"),
                person.job_id.name,
                levels.get(person.role_id.level),
                person.appraiser_id.name,
                *self._get_cells_of_months(lines.get(result.id, ())),
                *self._get_cells_of_grade(result),
                *self._get_cells_of_score(result, lines.get(result.id, ()), ballots.get(case)),
                *self._get_cells_of_ranks(ranks.get(result.id, ())),
                *self._get_cells_of_outcomes(outcomes.get(result.id, ())),
                *self._get_cells_of_bonuses(bonuses.get(person.employee_id.id, ())),
                self._get_status(case, result),
                self._get_day(result.signed_date),
                self._get_day(result.published_date),
            ]

    def _search_by_result(self, model, results):
        """Return {result id: records} of what belongs to results, as far as the reader may read it."""
        records = self.env[model]
        if not records.has_access("read"):
            return {}
        return records.search([("result_id", "in", results.ids)]).grouped(lambda one: one.result_id.id)

    def _get_cells_of_months(self, lines):
        """Return twelve cells: the grade, a mark where the month does not count, nothing where there was none."""
        statuses = self._options("marketing.appraisal.result.line", "status")
        cells = dict.fromkeys(self._get_first_days())
        for line in lines:
            if line.month_id:
                is_counted = line.status == "value" and line.grade
                cells[line.sudo().month_id.date_from] = line.grade.upper() if is_counted else statuses[line.status]
        return list(cells.values())[:MONTHS]

    def _get_cells_of_grade(self, result):
        return [
            result.points if result else None,
            result.months_counted if result else None,
            self._options("marketing.appraisal.result", "grade").get(result.grade),
            result.bar_name,
        ]

    def _get_cells_of_score(self, result, lines, ballots):
        """Return the parts of the annual score, from how many ballots, and the score (R52, R53)."""
        values = {line.section: line.numerator for line in lines if line.section in PARTS and line.status == "value"}
        return [
            *(values.get(part) for part in PARTS),
            ballots if REVIEW in values else None,
            result.annual_score if result.has_annual_score else None,
        ]

    def _get_ballots(self, cases):
        """Return {appraisal: number of ballots} of closed votes, from the least number of the policy on (R53)."""
        means = self.env["marketing.appraisal.ballot"].sudo()._get_means(cases)
        counts = {case: means[case][1] for case in cases if case in means}
        return {case: count for case, count in counts.items() if count >= case.sudo().policy_id.minimum_ballots}

    def _get_cells_of_ranks(self, ranks):
        by_ranking = {one.ranking: one for one in ranks}
        level, among = by_ranking.get(LEVEL), by_ranking.get(HEADS_RANKING) or by_ranking.get(OTHERS)
        labels = self._options("marketing.appraisal.rank", "ranking")
        return [
            level and level.position,
            level and level.population,
            among and labels[among.ranking],
            among and among.position,
            among and among.population,
        ]

    def _get_cells_of_outcomes(self, outcomes):
        """Return the rules that are met and not decided, and what was decided on which day (R55)."""
        proposed = [one.title for one in outcomes if one.state == PROPOSED]
        decided = [
            f"{one.kind_id.name or self.env._('Nothing follows')} ({format_date(self.env, day)})"
            for one in outcomes
            if one.state == DECIDED and (day := self._get_day(one.decided_date))
        ]
        return ["; ".join(proposed) or None, "; ".join(decided) or None]

    def _get_year_bonuses(self):
        """Return {employee id: year-end bonuses}, as far as the reader may read them; of one issued again several."""
        bonuses = self.env["marketing.appraisal.bonus"]
        if not bonuses.has_access("read"):
            return {}
        return bonuses.search([("period_id", "=", self.id)]).grouped(lambda bonus: bonus.employee_id.id)

    def _get_cells_of_bonuses(self, bonuses):
        """Return what the grade proposes, and what is confirmed; what waits or is missing is empty (R54)."""
        settled = [bonus for bonus in bonuses if bonus.status in bonus._get_settled_statuses()]
        confirmed = [bonus for bonus in settled if bonus.is_confirmed]
        return [
            sum(bonus.proposed_amount for bonus in settled) if settled else None,
            sum(bonus.amount for bonus in confirmed) if confirmed else None,
        ]

    # ------------------------------------------------------------------ who takes no part

    def _get_columns_of_absent(self):
        omission = "marketing.appraisal.omission"
        return [
            Column(self._label(omission, "employee_id"), TEXT, PERSON),
            Column(self._label(omission, "reason"), TEXT, SENTENCE),
            Column(self._label(omission, "date"), DAY, 12),
            Column(self._label(omission, "event_id"), TEXT, 40),
        ]

    def _get_rows_of_absent(self):
        """The record behind an omission is named to whoever may read it (R51)."""
        reasons = self._options("marketing.appraisal.omission", "reason")
        events = self.env["marketing.appraisal.event"]
        wanted = self.omission_ids.sudo().event_id
        readable = events.search([("id", "in", wanted.ids)]) if events.has_access("read") else events
        for omission in self.omission_ids:
            event = readable & omission.sudo().event_id
            yield [omission.sudo().employee_id.name, reasons[omission.reason], omission.date, event.display_name]

    # ------------------------------------------------------------------ the democratic reviews

    def _get_columns_of_reviews(self):
        review = "marketing.appraisal.review"
        return [
            Column(self._label(review, "department_id"), TEXT, PERSON),
            *(Column(self._label(review, name), NUMBER, 12) for name in ("voter_count", "voted_count")),
            Column(self._label(review, "deadline"), DAY, 12),
            Column(self._label(review, "state")),
        ]

    def _get_rows_of_reviews(self):
        """Numbers, and never names: who has voted stands nowhere (R53)."""
        states = self._options("marketing.appraisal.review", "state")
        for one in self.env["marketing.appraisal.review"].search([("period_id", "=", self.id)], order="department_id"):
            name = one.sudo().department_id.display_name
            yield [name, one.voter_count, one.voted_count, one.deadline, states[one.state]]
