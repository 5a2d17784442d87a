"""Leads between marketing and sales: regions, what was passed, and the feedback on it."""

from datetime import datetime, time, timedelta

from odoo import Command

from .setup import translated


def make_leads(env, tables, employees):
    """Enter, pass and report on leads as people would; then put the days back to when they would have."""
    company, salespeople = env.company, env["hr.employee"].browse(employees.values())
    users = {row.id: row.user_id for row in salespeople}
    env.ref("sales_team.group_sale_salesman").user_ids |= salespeople.user_id
    country = company.country_id.code.lower()
    for row in tables["regions"]:
        region = env["marketing.lead.region"].create(
            {
                "name": row["name"],
                "state_ids": [Command.set([_province(env, country, code).id for code in row["provinces"].split()])],
                "user_id": users[employees[row["employee"]]].id,
            }
        )
        translated(env, region, "name", row["name_zh"])
    names = {row["campaign"] for row in tables["leads"]} - {""}
    campaigns = {name: env["utm.campaign"].create({"title": name}) for name in sorted(names)}
    for row in tables["leads"]:
        lead = env["crm.lead"].create(
            {
                "name": row["lead"],
                "campaign_id": campaigns[row["campaign"]].id if row["campaign"] else False,
                "handover_kind": row["kind"],
                "country_id": company.country_id.id,
                "state_id": _province(env, country, row["province"]).id,
                "user_id": False,
            }
        )
        if row["passed"]:
            _pass(lead, users.get(employees.get(row["to"])), row)


def _province(env, country, code):
    """Return a province by Odoo's own identifier; its field for the code holds a Chinese character."""
    return env.ref(f"base.state_{country}_{code}")


def _pass(lead, user, row):
    today = lead.env.company._get_company_today()
    lead._pass_to_sales(user)
    lead.passed_date = today - timedelta(days=int(row["passed"]))
    if row["reported"]:
        feedback = lead.env["marketing.lead.feedback"].with_user(lead.user_id)
        written = feedback.create({"lead_id": lead.id, "text": row["feedback"], "result": row["result"]})
        day = today - timedelta(days=int(row["reported"]))
        written.sudo().write({"date": day, "is_late": bool(written.date_due) and day > written.date_due})
    lead.handover_ids.date = datetime.combine(lead.passed_date, time(8, 0))
