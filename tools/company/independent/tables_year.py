"""Write the years of the calculation, and compare them with what the addons stored."""

from .sql import fetch

YEAR_COLUMNS = (
    "employee", "points", "months", "grade", "left_out", "review", "manager", "score", "bonus", "places", "rules",
)  # fmt: skip
# A mean may have no end: shown with four decimals, compared by the score that it comes to.
_STORED_YEAR = """
    SELECT r.employee_id, r.points, r.months_counted, COALESCE(r.grade, ''),
           CASE WHEN r.has_annual_score THEN r.annual_score::numeric(8, 2)::text ELSE '' END
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal_period p ON p.id = r.period_id
     WHERE p.kind = 'annual' AND p.company_id = %s
"""
_STORED_BONUSES = """
    SELECT b.employee_id, b.computed_amount::numeric(16, 2)::text
      FROM marketing_appraisal_bonus b
     WHERE b.company_id = %s AND b.status IN ('due', 'zero')
"""
_STORED_PLACES = """
    SELECT k.employee_id, k.ranking, k.position, k.population
      FROM marketing_appraisal_rank k
     WHERE k.company_id = %s
"""
_STORED_RULES = """
    SELECT o.employee_id, replace(x.name, 'outcome_rule_', '')
      FROM marketing_appraisal_outcome o
      JOIN ir_model_data x ON x.model = 'marketing.appraisal.outcome.rule' AND x.res_id = o.rule_id
     WHERE o.company_id = %s AND o.state != 'dropped'
"""
_STORED_LEFT_OUT = """
    SELECT o.employee_id, o.reason
      FROM marketing_appraisal_omission o
      JOIN marketing_appraisal_period p ON p.id = o.period_id
     WHERE p.kind = 'annual' AND p.company_id = %s
"""


def year_rows(rows):
    """Return year rows as text."""
    return sorted(
        (
            row.person,
            str(row.points),
            str(row.months),
            row.grade,
            row.left_out,
            _text(row.review),
            _text(row.manager),
            "" if row.score is None else str(row.score),
            "" if row.bonus is None else str(row.bonus),
            _places(row.places),
            " ".join(row.rules),
        )
        for row in rows
    )


def _text(value):
    return "" if value is None else f"{float(value):.4f}".rstrip("0").rstrip(".")


def _places(places):
    """Return rankings with place and population: level 1/27; others 3/40."""
    return "; ".join(f"{ranking} {place[0]}/{place[-1]}" for ranking, place in sorted(places.items()))


def compare_years(connection, company_id, codes, expected):
    """Yield the differences between the stored years and the expected rows, as sentences."""
    stored = {
        codes[key]: (str(points or 0), str(months or 0), grade, score)
        for key, points, months, grade, score in fetch(connection, _STORED_YEAR, company_id)
    }
    left_out = {codes[key]: reason for key, reason in fetch(connection, _STORED_LEFT_OUT, company_id)}
    bonuses = {codes[key]: amount for key, amount in fetch(connection, _STORED_BONUSES, company_id)}
    places, rules = {}, {}
    for key, ranking, *place in fetch(connection, _STORED_PLACES, company_id):
        places.setdefault(codes[key], {})[ranking] = place
    for key, rule in fetch(connection, _STORED_RULES, company_id):
        rules.setdefault(codes[key], []).append(rule)
    for code, points, months, grade, why, _review, _manager, score, *rest in expected:
        want = ("0", "0", "", "") if why else (points, months, grade, score)
        have = stored.pop(code, ("0", "0", "", ""))
        if have != want:
            yield f"{code}: year {have} stored, {want} expected"
        found = (bonuses.pop(code, ""), _places(places.pop(code, {})), " ".join(sorted(rules.pop(code, []))))
        if found != tuple(rest):
            yield f"{code}: {found} stored, {tuple(rest)} expected"
        if left_out.get(code, "") != why:
            yield f"{code}: left out by {left_out.get(code) or 'nothing'}, expected {why or 'nothing'}"
    yield from (f"{code}: a graded year is stored, none expected" for code, row in sorted(stored.items()) if row[2])
    others = sorted(places | rules | bonuses)
    yield from (f"{code}: proposals, places or a bonus are stored, none expected" for code in others)
