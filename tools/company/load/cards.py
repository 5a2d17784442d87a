"""What the scorecards stand on: plans, budgets and expenses, a year of daily reports, events."""

import base64
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from odoo import Command

from ..independent.calendar import month_end
from ..independent.facts import Report
from .environment import batches, release, say

KPIS = {"collection": "kpi_collection", "new_customers": "kpi_new_customers", "expense_use": "kpi_expense_use"}
DONE = "Visited stores and took orders."
MARKET = "Prices and displays of the competitors noted."
SERVICE = "A customer spoke about delivery and packaging."
# In the company's time zone it is the late afternoon.
HANDED_IN = time(9, 30)
LATE = timedelta(days=15)
SIZE = 500


def make_plans(env, rows, employees, approver):
    """Enter one plan a KPI and have it approved; a line without a person is the company's.

    Budgets get an analytic account for each person; return {employee code: account id}.
    """
    accounts = _make_accounts(env, sorted({row["employee"] for row in rows if row["kpi"] == "expense_use"}))
    by_kpi = defaultdict(list)
    for row in rows:
        by_kpi[row["kpi"]].append(row)
    for kpi, lines in by_kpi.items():
        months = sorted(row["month"] for row in lines)
        record = env.ref(f"sales_kpi.{KPIS[kpi]}")
        plan = env["sales.quota"].create(
            {
                "name": f"{record.name} {months[0][:4]}",
                "kpi_id": record.id,
                "date_from": months[0] + "-01",
                "date_to": month_end(date.fromisoformat(months[-1] + "-01")),
                "line_ids": [Command.create(_line_vals(row, employees)) for row in lines],
            }
        )
        for row in plan.row_ids.filtered(lambda row, kpi=kpi: kpi == "expense_use" and row.employee_id):
            code = next(code for code, number in employees.items() if number == row.employee_id.id)
            row.analytic_account_id = accounts[code]
        plan.with_user(approver).action_approve()
        say(f"  plan of {record.name}: {len(lines)}")
    return accounts


def _line_vals(row, employees):
    whose = {"employee_id": employees[row["employee"]]} if row["employee"] else {"level": "company"}
    return dict(whose, month=row["month"] + "-01", amount=row["amount"])


def _make_accounts(env, codes):
    # A further plan would be a column in the tables of analytic lines.
    plan = env["account.analytic.plan"].search([("parent_id", "=", False)], limit=1)
    accounts = env["account.analytic.account"].create(
        [{"name": f"Sales budget {code}", "plan_id": plan.id, "company_id": env.company.id} for code in codes]
    )
    return dict(zip(codes, accounts.ids, strict=True))


def make_expenses(env, rows, accounts):
    """Post one entry an expense, on the analytic account of whoever has the budget."""
    company = [("company_ids", "in", env.company.ids)]
    expense = env["account.account"].search([("account_type", "=", "expense"), *company], limit=1)
    owed = env["account.account"].search([("account_type", "=", "liability_current"), *company], limit=1)
    journal = env["account.journal"].search([("type", "=", "general"), ("company_id", "=", env.company.id)], limit=1)
    moves = env["account.move"].create(
        [
            {
                "journal_id": journal.id,
                "date": row["date"],
                "ref": row["expense"],
                "line_ids": [
                    Command.create(
                        {
                            "account_id": expense.id,
                            "name": f"{row['name']} {row['name_zh']}",
                            "debit": float(row["amount"]),
                            "analytic_distribution": {str(accounts[row["employee"]]): 100},
                        }
                    ),
                    Command.create({"account_id": owed.id, "name": row["expense"], "credit": float(row["amount"])}),
                ],
            }
            for row in rows
        ]
    )
    moves.action_post()
    release(env)
    say(f"  expenses: {len(moves)}")


def make_daily_reports(env, reports: list[Report], employees):
    """Enter the daily reports of a year that is over: owed, handed in, and read."""
    fresh = env["marketing.work.report"].with_context(tracking_disable=True, mail_create_nolog=True)
    count = 0
    for batch in batches(reports, SIZE):
        fresh.create([_report_vals(report, employees) for report in batch])
        count += len(batch)
        release(env)
    say(f"  daily reports: {count}")


def _report_vals(report, employees):
    handed_in = datetime.combine(report.day, HANDED_IN) + (timedelta() if report.in_time else LATE)
    return {
        "employee_id": employees[report.person],
        "kind": "daily",
        "date_from": report.day,
        "is_owed": True,
        "state": "read",
        "done": DONE,
        "market_feedback": MARKET if report.market else False,
        "service_feedback": SERVICE if report.service else False,
        "submitted_date": handed_in,
        "read_date": handed_in + timedelta(days=1),
    }


def make_events(env, rows, employees, officer):
    """Record events as HR does, and let the people read them; a sanction comes with its notice."""
    for row in rows:
        kind = env.ref(f"marketing_appraisal.{row['type']}")
        notice = {}
        if kind.needs_document:
            text = f"{kind.name} of {row['date']}: {row['description']}"
            notice = {"document": base64.b64encode(text.encode()), "document_name": "notice.txt"}
        event = env["marketing.appraisal.event"].with_user(officer).create(
            {
                "employee_id": employees[row["employee"]],
                "date": row["date"],
                "type_id": kind.id,
                "amount": float(row["amount"] or 0),
                "points": float(row["points"] or 0),
                "description": row["description"],
                **notice,
            }
        )  # fmt: skip
        if event.user_id:
            event.with_user(event.user_id).action_acknowledge()
    say(f"  events: {len(rows)}")
