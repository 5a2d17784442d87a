"""Work reports of the last five weeks: asked of everybody, written by some, read by fewer."""

from datetime import datetime, time, timedelta

WEEKS = timedelta(weeks=5)
TEXTS = ("done", "problems", "next", "market_feedback")


def make_reports(env, rows, employees):
    """Ask for reports as the settings page does, and hand in the written ones in their authors' names."""
    company = env.company
    today = company._get_company_today()
    company.write({"work_report_scope": "everybody", "work_report_since": today - WEEKS})
    env["marketing.work.report"]._make_reports(company)
    for row in rows:
        report = env["marketing.work.report"].search(
            [
                ("employee_id", "=", employees[row["employee"]]),
                ("kind", "=", row["kind"]),
                ("date_to", "<", today),
            ],
            order="date_to desc",
            limit=1,
        )
        if report:
            _write(report, row)
    env["marketing.work.summary"]._cron_summarise()


def _write(report, row):
    author = report.with_user(report.employee_id.user_id)
    author.write({name: row[name] or False for name in TEXTS})
    author.action_submit()
    # The load happens in one moment; a person would have handed it in on the afternoon of the last day.
    report.submitted_date = datetime.combine(report.date_to, time(9, 0))
    if row["comment"]:
        reader = report.with_user(report.appraiser_id.user_id)
        reader.manager_comment = row["comment"]
        reader.action_mark_read()
