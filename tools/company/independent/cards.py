"""The points of the scorecards S1 to S4, from facts alone, with fractions (R10 to R18, section 3)."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from math import floor

from .calendar import month_end

ROLE_MARKETING, ROLE_SALES = "role_marketing_supervisor", "role_sales_supervisor"
ROLE_CUSTOMERS, ROLE_INFORMATION = "role_customer_supervisor", "role_information_supervisor"
CARD_ROLES = frozenset((ROLE_MARKETING, ROLE_SALES, ROLE_CUSTOMERS, ROLE_INFORMATION))
MARKS_S1 = (
    (70, ("criterion_s1_department", "criterion_s1_publicity", "criterion_s1_output", "criterion_s1_support")),
    (30, ("criterion_s1_market_sense", "criterion_s1_team_spirit", "criterion_s1_execution")),
)
MARKS_S4 = ("criterion_s4_accuracy", "criterion_s4_systems", "criterion_s4_security", "criterion_s4_cooperation")
# S3: (type of event, points for each, or for each 10,000 of its amount).
BY_NUMBER = {
    "event_type_customer_lost": 5,
    "event_type_customer_lost_by_contract": 10,
    "event_type_order_followed_up_poorly": 2,
    "event_type_item_missed": 2,
    "event_type_task_missed": 2,
}
BY_AMOUNT = {
    "event_type_credit_check_loss": 2,
    "event_type_customer_misjudged_loss": 5,
    "event_type_contract_text_loss": 5,
}
BY_POINTS = ("event_type_order_loss", "event_type_breach")
FEEDBACK_TARGET = 4


def plan_points(rate):
    """Return the points of the plan completion line: 40 x rate, nothing below 60 %, 60 at most.

    >>> [int(plan_points(Fraction(percent, 100))) for percent in (59, 60, 85, 100, 125, 150, 200)]
    [0, 24, 34, 40, 50, 60, 60]
    """
    return Fraction(0) if rate < Fraction(6, 10) else min(40 * rate, Fraction(60))


def attainment_points(rate):
    """Return the points for the part of the team that reached its plan.

    >>> [attainment_points(Fraction(met, 10)) for met in (9, 8, 7, 6, 5)]
    [20, 18, 15, 10, 0]
    """
    return next((points for least, points in ((90, 20), (80, 18), (70, 15), (60, 10)) if 100 * rate >= least), 0)


def expense_points(rate):
    """Return the points for expenses against the budget.

    >>> [int(expense_points(Fraction(percent, 100))) for percent in (70, 90, 100, 110, 130)]
    [20, 18, 16, 8, 0]
    """
    if rate <= 1:
        return min(20 - (rate - Fraction(8, 10)) * 20, Fraction(20))
    return max(16 - (rate - 1) * 80, Fraction(0))


def collection_points(rate):
    """Return one point for each whole percentage point above or below the plan.

    >>> [collection_points(Fraction(text)) for text in ("0.96", "0.955", "1", "1.039")]
    [-4, -4, 0, 3]
    """
    points = (rate - 1) * 100
    return floor(points) if points >= 0 else -floor(-points)


class Cards:
    """Works out the card of one person and month; None where a value is missing and blocks it."""

    def __init__(self, facts, sales):
        self.facts, self.sales = facts, sales
        self.plans, self.expenses = defaultdict(Fraction), defaultdict(Fraction)
        for plan in facts.plans:
            self.plans[plan.kpi, plan.person, plan.month] += plan.amount
        for expense in facts.expenses:
            self.expenses[expense.person, expense.day.replace(day=1)] += expense.amount
        self.scores = {(row.person, row.month, row.criterion): row.score for row in facts.card_scores}
        self.events = defaultdict(list)
        for event in facts.events:
            self.events[event.person].append(event)
        self.reports = self._sum_reports()

    def points(self, person, version, month):
        """Return what the card comes to, of 100."""
        card = {
            ROLE_MARKETING: self._marketing,
            ROLE_SALES: self._sales_supervisor,
            ROLE_CUSTOMERS: self._customers,
            ROLE_INFORMATION: self._information,
        }
        return card[version.role](person, month)

    # ------------------------------------------------------------------ S1 and S4

    def _marketing(self, person, month):
        blocks = [(weight, self._added(person, month, names)) for weight, names in MARKS_S1]
        if any(points is None for _weight, points in blocks):
            return None
        return sum((weight * points / 100 for weight, points in blocks), Fraction(0))

    def _information(self, person, month):
        return self._added(person, month, MARKS_S4)

    def _added(self, person, month, names):
        scores = [self.scores.get((person.key, month, name)) for name in names]
        return None if None in scores else Fraction(sum(scores))

    # ------------------------------------------------------------------ S2

    def _sales_supervisor(self, person, month):
        plan = self.sales.person_rate(person, month)
        team = self._attainment(person.key, month)
        budget = self.plans["expense_use", person.key, month]
        attitude = self.scores.get((person.key, month, "criterion_s2_attitude"))
        information = self._use_of_information(person.key, month)
        if None in (plan, team, attitude, information) or budget <= 0:
            return None
        spent = self.expenses[person.key, month] / budget
        return plan_points(plan) + attainment_points(team) + expense_points(spent) + information + attitude

    def _attainment(self, leader, month):
        """Members with a quota whose own completion is 100 %; the team is that of the month's first day (R11)."""
        met = members = 0
        for key, person in self.facts.persons.items():
            planned = self.sales.planned.get((month, "person", key), Fraction(0))
            if key != leader and person.version_on(month).appraiser == leader and planned > 0:
                members += 1
                met += self.sales.actual.get((month, "person", key), Fraction(0)) >= planned
        return Fraction(met, members) if members else None

    def _sum_reports(self):
        """Return {(leader, month): {part: [done, due]}} of the daily reports of each team (R17)."""
        found = defaultdict(lambda: {"reports": [0, 0], "market": [0, 0], "service": [0, 0]})
        owing = set()
        for report in self.facts.reports:
            person, month = self.facts.persons[report.person], report.day.replace(day=1)
            parts = found[person.version_on(report.day).appraiser, month]
            parts["reports"][0] += report.in_time
            parts["reports"][1] += 1
            parts["market"][0] += report.market
            parts["service"][0] += report.service
            owing.add((report.person, month))
        for key, month in owing:
            parts = found[self.facts.persons[key].version_on(month).appraiser, month]
            parts["market"][1] += FEEDBACK_TARGET
            parts["service"][1] += FEEDBACK_TARGET
        return found

    def _use_of_information(self, leader, month):
        """15 points over the parts that there are: files of customers have no history (R17)."""
        parts = [min(Fraction(done, due), Fraction(1)) for done, due in self.reports[leader, month].values() if due]
        return 15 * sum(parts, Fraction(0)) / len(parts) if parts else None

    # ------------------------------------------------------------------ S3

    def _customers(self, person, month):
        books, research = self.facts.books, self.scores.get((person.key, month, "criterion_s3_research"))
        if books is None:
            return None
        effective = self._planned_collection(month)
        wanted = self.plans["new_customers", None, month]
        if research is None or effective <= 0 or ("new_customers", None, month) not in self.plans:
            return None
        collected = sum((amount for (when, _key), amount in books.collected.items() if when == month), Fraction(0))
        won = sum((number for (when, _key), number in books.new_customers.items() if when == month), Fraction(0))
        points = 100 + collection_points(collected / effective) - 2 * max(wanted - won, 0) - research
        points -= min(self._days_late(month), 30)
        last = month_end(month)
        for event in self.events[person.key]:
            if month <= event.day <= last:
                points -= self._taken(event)
        return max(points, Fraction(0))

    def _planned_collection(self, month):
        """Plans of everybody with what was short in the months before (R14)."""
        planned = defaultdict(dict)
        for (kpi, key, when), amount in self.plans.items():
            if kpi == "collection":
                planned[key][when] = amount
        total = Fraction(0)
        for key, plans in planned.items():
            end, when, open_amount = self.facts.persons[key].end, min(plans), Fraction(0)
            while when <= month and (end is None or when <= end):
                effective = plans.get(when, Fraction(0)) + open_amount
                if when == month:
                    total += effective
                open_amount = max(effective - self.facts.books.collected.get((when, key), Fraction(0)), Fraction(0))
                when = month_end(when) + timedelta(days=1)
        return total

    def _days_late(self, month):
        """Days of the month on which an invoice was open more than 30 days after its date (R16)."""
        last, days = month_end(month), 0
        for shipped, paid in self.facts.books.invoices:
            begin = max(shipped + timedelta(days=31), month)
            days += max((min(paid or last, last) - begin).days + 1, 0)
        return days

    def _taken(self, event):
        if event.kind in BY_NUMBER:
            return Fraction(BY_NUMBER[event.kind])
        if event.kind in BY_AMOUNT:
            return BY_AMOUNT[event.kind] * event.amount / 10000
        return event.points if event.kind in BY_POINTS else Fraction(0)

    # ------------------------------------------------------------------ R26

    def is_barred(self, key, first, last):
        """Tell whether something bars an A of the days from ``first`` to ``last`` of one year."""
        for event in self.events[key]:
            in_period = event.kind == "event_type_absence" and first <= event.day <= last
            in_year = event.kind in ("event_type_warning", "event_type_demerit")
            if in_period or (in_year and first.replace(month=1, day=1) <= event.day <= last):
                return True
        return False
