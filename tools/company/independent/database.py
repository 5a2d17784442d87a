"""The raw facts of a company, read from an Odoo database by plain SQL.

Every function takes a psycopg2 connection (or a cursor's like) and one company id.
"""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from .books import Figures
from .database_year import read_year
from .facts import (
    Behaviour,
    Books,
    CardScore,
    Event,
    Expense,
    Facts,
    Person,
    Plan,
    Quota,
    Report,
    Sale,
    Task,
    Version,
)
from .sql import fetch

_PERSONS = """
    SELECT id, COALESCE(NULLIF(barcode, ''), CASE WHEN COUNT(*) OVER (PARTITION BY name) > 1
           THEN name || ' ' || id ELSE name END), name, user_id
      FROM hr_employee WHERE company_id = %s ORDER BY id
"""
_VERSIONS = """
    SELECT v.employee_id, v.date_version, v.department_id, x.name, v.appraiser_id,
           v.contract_date_start, v.contract_date_end, v.departure_date, COALESCE(o.level, ''),
           COALESCE(v.performance_pay_base, 0)::numeric, v.trial_date_end
      FROM hr_version v
      JOIN hr_employee e ON e.id = v.employee_id
      LEFT JOIN hr_job j ON j.id = v.job_id
      LEFT JOIN marketing_role o ON o.id = j.role_id
      LEFT JOIN ir_model_data x
             ON x.model = 'marketing.role' AND x.module = 'marketing_roles' AND x.res_id = j.role_id
     WHERE e.company_id = %s AND v.active
     ORDER BY v.employee_id, v.date_version
"""
_SALES = """
    SELECT m.invoice_user_id, m.invoice_date, -SUM(l.balance)::numeric
      FROM account_move m
      JOIN account_move_line l ON l.move_id = m.id AND l.display_type = 'product'
     WHERE m.company_id = %s AND m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund')
     GROUP BY m.id, m.invoice_user_id, m.invoice_date
"""
_QUOTAS = """
    SELECT q.employee_id, q.month, q.amount::numeric
      FROM sales_quota_line q
      JOIN ir_model_data x ON x.model = 'sales.kpi' AND x.res_id = q.kpi_id
     WHERE q.company_id = %s AND q.state = 'approved'
       AND x.module = 'sales_kpi' AND x.name = 'kpi_plan_completion'
"""
_TASKS = """
    SELECT t.employee_id, t.date_deadline, r.score::numeric, r.is_scored
      FROM marketing_task t
      JOIN hr_employee e ON e.id = t.employee_id
      LEFT JOIN marketing_appraisal_rating r ON r.task_id = t.id AND r.kind = 'task'
     WHERE e.company_id = %s
"""
_BEHAVIOUR = """
    SELECT a.employee_id, p.date_from, b.code, r.score::numeric, r.is_scored
      FROM marketing_appraisal_rating r
      JOIN marketing_appraisal a ON a.id = r.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
      JOIN marketing_appraisal_behaviour b ON b.id = r.behaviour_id
     WHERE p.company_id = %s AND p.kind = 'monthly' AND r.kind = 'behaviour'
"""
_PLANS = """
    SELECT x.name, q.employee_id, q.month, q.amount::numeric
      FROM sales_quota_line q
      JOIN ir_model_data x ON x.model = 'sales.kpi' AND x.res_id = q.kpi_id AND x.module = 'sales_kpi'
     WHERE q.company_id = %s AND q.state = 'approved' AND q.level IN ('person', 'company')
"""
# The budget is the line of the month on whose analytic account the expense stands.
_EXPENSES = """
    SELECT q.employee_id, l.date, l.balance::numeric
      FROM account_move_line l
      JOIN account_move m ON m.id = l.move_id AND m.state = 'posted'
      JOIN account_account a ON a.id = l.account_id AND a.account_type LIKE 'expense%%'
      JOIN sales_quota_line q ON q.state = 'approved' AND q.month = date_trunc('month', l.date)::date
           AND l.analytic_distribution ? q.analytic_account_id::text
     WHERE m.company_id = %s
"""
_REPORTS = """
    SELECT r.employee_id, r.date_to, (r.submitted_date AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date <= r.date_due,
           COALESCE(r.market_feedback, '') != '', COALESCE(r.service_feedback, '') != ''
      FROM marketing_work_report r
      JOIN res_company o ON o.id = r.company_id
      JOIN resource_calendar c ON c.id = o.resource_calendar_id
     WHERE r.company_id = %s AND r.kind = 'daily' AND r.is_owed
"""
_CARD_SCORES = """
    SELECT a.employee_id, p.date_from, x.name, r.score::numeric, r.is_scored
      FROM marketing_appraisal_rating r
      JOIN marketing_appraisal a ON a.id = r.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
      JOIN ir_model_data x ON x.model = 'marketing.scorecard.criterion' AND x.res_id = r.criterion_id
     WHERE p.company_id = %s AND p.kind = 'monthly' AND r.kind = 'criterion'
"""
_EVENTS = """
    SELECT e.employee_id, e.date, x.name, COALESCE(e.amount, 0)::numeric, COALESCE(e.points, 0)::numeric
      FROM marketing_appraisal_event e
      JOIN ir_model_data x ON x.model = 'marketing.appraisal.event.type' AND x.res_id = e.type_id
     WHERE e.company_id = %s AND e.state NOT IN ('withdrawn', 'discharged')
"""
# Paid is an invoice without residual, on the last day of what settled it.
_INVOICES = """
    SELECT m.invoice_date, CASE WHEN m.amount_residual = 0 THEN (
           SELECT MAX(o.date) FROM account_move_line l
             JOIN account_partial_reconcile r ON r.debit_move_id = l.id
             JOIN account_move_line o ON o.id = r.credit_move_id WHERE l.move_id = m.id) END
      FROM account_move m
     WHERE m.company_id = %s AND m.state = 'posted' AND m.move_type = 'out_invoice'
"""
_KPIS = {"kpi_collection": "collection", "kpi_new_customers": "new_customers", "kpi_expense_use": "expense_use"}
_OVERRIDES = "SELECT kind, date_from, date_to FROM marketing_workday_override WHERE company_id = %s"
_DEPARTMENTS = "SELECT id, parent_id, is_branch, COALESCE(name->>'en_US', '') FROM hr_department"
_RULE = """
    SELECT missing_rule FROM marketing_appraisal_policy
     WHERE (company_id = %s OR company_id IS NULL) AND department_id IS NULL
     ORDER BY company_id IS NULL, date_from DESC NULLS LAST LIMIT 1
"""


def codes_of(connection, company_id):
    """Return {employee id: badge, or name where there is no badge}."""
    return {number: code for number, code, _name, _user in fetch(connection, _PERSONS, company_id)}


def facts_from_database(connection, company_id):
    """Return the Facts of one company."""
    facts = Facts()
    codes, users = {}, {}
    names = {}
    for number, code, name, user in fetch(connection, _PERSONS, company_id):
        codes[number], names[number] = code, name
        users.setdefault(user, code)
    users.pop(None, None)
    facts.persons = _persons(connection, company_id, codes, names)
    facts.sales = [
        Sale(users.get(user), day, Fraction(amount)) for user, day, amount in fetch(connection, _SALES, company_id)
    ]
    facts.quotas = [
        Quota(codes[person], month, Fraction(amount))
        for person, month, amount in fetch(connection, _QUOTAS, company_id)
    ]
    _read_ratings(connection, company_id, codes, facts)
    _read_cards(connection, company_id, codes, facts)
    facts.books = _read_books(connection, company_id, codes)
    read_year(connection, company_id, codes, facts)
    facts.overrides = fetch(connection, _OVERRIDES, company_id)
    rule = fetch(connection, _RULE, company_id)
    facts.missing_rule = rule[0][0] if rule else "block"
    return facts


def _read_cards(connection, company_id, codes, facts):
    """Fill what the scorecards stand on: plans, expenses, reports, scores and events."""
    facts.plans = [
        Plan(_KPIS[kpi], codes.get(person), month, Fraction(amount))
        for kpi, person, month, amount in fetch(connection, _PLANS, company_id)
        if kpi in _KPIS
    ]
    facts.expenses = [
        Expense(codes[person], day, Fraction(amount))
        for person, day, amount in fetch(connection, _EXPENSES, company_id)
    ]
    facts.reports = [
        Report(codes[person], day, bool(in_time), market, service)
        for person, day, in_time, market, service in fetch(connection, _REPORTS, company_id)
    ]
    facts.card_scores = [
        CardScore(codes[person], month, criterion, Fraction(score or 0) if scored else None)
        for person, month, criterion, score, scored in fetch(connection, _CARD_SCORES, company_id)
    ]
    facts.events = [
        Event(codes[person], day, kind, Fraction(amount), Fraction(points))
        for person, day, kind, amount, points in fetch(connection, _EVENTS, company_id)
    ]


def _read_books(connection, company_id, codes):
    """Return the Books; what belongs to no employee stands under None."""
    ((zone,),) = fetch(
        connection,
        "SELECT c.tz FROM res_company o JOIN resource_calendar c ON c.id = o.resource_calendar_id WHERE o.id = %s",
        company_id,
    )
    with connection.cursor() as cursor:
        figures = Figures(cursor, company_id, zone)
        collected, won = figures.collected(), figures.new_customers()
    return Books(
        {(month, codes.get(person)): amount for (month, person), amount in collected.items()},
        {(month, codes.get(person)): number for (month, person), number in won.items()},
        tuple(fetch(connection, _INVOICES, company_id)),
    )


def _branches(connection):
    """Return {department id: name of its branch or None}."""
    rows = {number: (parent, flagged, name) for number, parent, flagged, name in fetch(connection, _DEPARTMENTS)}

    def branch(number):
        while number:
            parent, flagged, name = rows[number]
            if flagged:
                return name
            number = parent
        return None

    return {number: branch(number) for number in rows}


def _persons(connection, company_id, codes, names):
    """Return {code: Person}, each with all versions."""
    branch = _branches(connection)
    versions, begins, ends = defaultdict(list), defaultdict(list), defaultdict(list)
    trials = {}
    for row in fetch(connection, _VERSIONS, company_id):
        person, day, department, role, appraiser, begin, end, departure, level, base, trials[person] = row
        place, superior = branch.get(department), codes.get(appraiser)
        versions[person].append(Version(day, place, role or "", superior, level, Fraction(base)))
        begins[person].append(begin or date.max)
        ends[person] += [last for last in (end, departure) if last]
    persons = {}
    for number, dated in versions.items():
        start = min(begins[number])
        start = dated[0].date if start == date.max else start
        end = min(ends[number]) if ends[number] else None
        code = codes[number]
        persons[code] = Person(code, names[number], start, end, tuple(dated), trials[number])
    return persons


def _read_ratings(connection, company_id, codes, facts):
    """Fill tasks and behaviour; one without a score is a missing one, not a zero."""
    facts.tasks = [
        Task(codes[person], deadline, Fraction(score or 0) if scored else None)
        for person, deadline, score, scored in fetch(connection, _TASKS, company_id)
    ]
    facts.behaviour = [
        Behaviour(codes[person], month, item, Fraction(score or 0) if scored else None)
        for person, month, item, score, scored in fetch(connection, _BEHAVIOUR, company_id)
    ]
