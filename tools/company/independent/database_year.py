"""What a year stands on beside its months, read from an Odoo database by plain SQL (R52, R53, R72)."""

from collections import defaultdict
from fractions import Fraction

from .sql import fetch

_YEAR_SCORES = """
    SELECT a.employee_id, r.score::numeric
      FROM marketing_appraisal_rating r
      JOIN marketing_appraisal a ON a.id = r.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
     WHERE p.company_id = %s AND p.kind = 'annual' AND r.kind = 'year' AND r.is_scored
"""
_BALLOTS = """
    SELECT a.employee_id, b.behaviour, b.work, b.record
      FROM marketing_appraisal_ballot b
      JOIN marketing_appraisal_review w ON w.id = b.review_id AND w.state = 'closed'
      JOIN marketing_appraisal a ON a.id = b.appraisal_id
     WHERE w.company_id = %s
"""
_EARLIER_MONTHS = """
    SELECT employee_id, month, grade
      FROM marketing_appraisal_earlier_result
     WHERE company_id = %s AND state = 'taken_over'
"""
_EARLIER_PLACES = """
    SELECT employee_id, year, ranking, position, population
      FROM marketing_appraisal_earlier_year
     WHERE company_id = %s AND state = 'taken_over'
"""


def read_year(connection, company_id, codes, facts):
    """Fill the manager's scores, the ballots and what was imported of earlier years."""
    facts.year_scores = {
        codes[person]: Fraction(score) for person, score in fetch(connection, _YEAR_SCORES, company_id)
    }
    ballots, months = defaultdict(list), defaultdict(list)
    for person, *numbers in fetch(connection, _BALLOTS, company_id):
        ballots[codes[person]].append(tuple(numbers))
    for person, month, grade in fetch(connection, _EARLIER_MONTHS, company_id):
        months[codes[person]].append((month, grade))
    facts.ballots, facts.earlier_months = dict(ballots), dict(months)
    facts.earlier_places = {
        (codes[person], year, ranking): (position, population)
        for person, year, ranking, position, population in fetch(connection, _EARLIER_PLACES, company_id)
    }
