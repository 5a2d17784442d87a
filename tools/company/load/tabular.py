"""Turn a book of sales into a company: people, orders, invoices, receipts, quotas, graded months."""

import re
import unicodedata
from decimal import Decimal

from ..independent.calendar import month_end
from . import appraisals, documents, people
from .environment import release, say
from .sample import closing, quotas
from .setup import bank_line, set_up_company
from .summary import keep

PASSWORD = "sample"
HEAD = "General Manager"
OFFICER = "HR Officer"


def load(env, book):
    """Load a book; return the closing lines."""
    title = book.name.replace("_", " ").replace("-", " ").title()
    home = env.company
    company = set_up_company(env, title, home.country_id.code or "US", home.currency_id.name, "UTC")
    say(f"{company.name}: {len(book.sellers)} salespeople, {len(book.managers)} managers")
    months = book.months()
    users, employees = _people(env, book, months[0].replace(month=1))
    rows = [
        {"employee": seller, "month": month.isoformat()[:7], "amount": float(amount)}
        for (seller, month), amount in sorted(book.quotas().items())
        if month in months
    ]
    plan = f"Quotas {months[0]:%Y-%m} to {months[-1]:%Y-%m}"
    quotas(env, plan, rows, employees, approver=env["res.users"].browse(users[HEAD]))
    _documents(env, book, company, users)
    _set_policy(env, company)
    for month in months:
        period = appraisals.make_period(env, "monthly", month, month_end(month))
        as_officer = period.with_user(users[OFFICER])
        as_officer.action_open()
        as_officer.action_grade()
        release(env)
        say(f"  {period.name}: graded")
    return [*closing(env, company), *_check(env, book, company)]


def _login(name, taken):
    """Return a login for a name: plain letters and dots where that is possible."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    login = re.sub(r"[^a-z0-9]+", ".", plain).strip(".") or re.sub(r"\s+", ".", name)
    while login in taken:
        login += "1"
    taken.add(login)
    return login


def _people(env, book, since):
    """Create branches, teams, logins and employees; return ({name: user id}, {name: employee id})."""
    taken = set(env["res.users"].with_context(active_test=False).search([]).mapped("login"))
    persons = _persons(book, since.isoformat(), taken)
    departments = people.make_departments(env, _departments(book))
    jobs = people.make_jobs(
        env,
        [
            {"code": "GM", "name": HEAD, "name_zh": "总经理", "role": ""},
            {
                "code": "SS",
                "name": "Sales Supervisor",
                "name_zh": "销售主管",
                "role": "role_sales_supervisor",
            },
            {"code": "SALES", "name": "Salesperson", "name_zh": "销售代表", "role": "role_salesperson"},
        ],
    )
    officer = {"login": _login(OFFICER, taken), "name": OFFICER, "access": "hr_officer"}
    users = people.make_users(env, [*persons, officer], "UTC", PASSWORD)
    _keep_logins(env, book, [*persons, officer])
    employees = people.make_employees(env, persons, departments, jobs, users)
    people.set_managers(env, _departments(book), departments, employees)
    release(env)
    by_name = {person["code"]: users[person["login"]] for person in persons}
    return by_name | {OFFICER: users[officer["login"]]}, employees


def _keep_logins(env, book, persons):
    """Keep one login of each kind, and what the reading said, for the summary."""
    titles = {
        "general_manager": "General manager",
        "hr_officer": "HR officer",
        "sales_manager": "Sales manager",
        "salesperson": "Salesperson",
    }
    found = {}
    for row in persons:
        found.setdefault(row["access"], (titles[row["access"]], row["name"], row["login"], PASSWORD))
    keep(env, [found[access] for access in titles if access in found], book.report.summary())


def _departments(book):
    """Return the rows of the departments: branches, and in each the teams of its managers."""
    rows = [{"code": "HQ", "name": "Head Office", "parent": "", "is_branch": "0", "manager": HEAD}]
    branches = {branch for _manager, branch in book.sellers.values()} | set(book.managers.values())
    for branch in sorted(branches - {""}):
        rows.append({"code": f"B:{branch}", "name": branch, "parent": "", "is_branch": "1", "manager": ""})
    for manager, branch in sorted(book.managers.items()):
        parent = f"B:{branch}" if branch else "HQ"
        rows.append(
            {
                "code": f"T:{manager}",
                "name": f"Team {manager}",
                "parent": parent,
                "is_branch": "0",
                "manager": manager,
            }
        )
    return rows


def _persons(book, since, taken):
    """Return the rows of all employees: the head, the managers, the salespeople."""

    def row(name, job, department, appraiser, access):
        return {
            "code": name,
            "name": name,
            "login": _login(name, taken),
            "job": job,
            "department": department,
            "appraiser": appraiser,
            "hired": since,
            "left": "",
            "access": access,
        }

    rows = [row(HEAD, "GM", "HQ", "", "general_manager")]
    rows += [row(name, "SS", f"T:{name}", HEAD, "sales_manager") for name in sorted(book.managers)]
    for name, (manager, branch) in book.sellers.items():
        if name not in book.managers:
            place = f"T:{manager}" if manager else f"B:{branch}" if branch else "HQ"
            rows.append(row(name, "SALES", place, manager or HEAD, "salesperson"))
    return rows


def _documents(env, book, company, users):
    """Create products, customers, orders, posted invoices and receipts, all on the day of the sale."""
    journal, method = bank_line(env, company)
    product_vals = [
        {"name": name, "list_price": float(price), "invoice_policy": "order", "taxes_id": False}
        for name, price in book.products.items()
    ]
    partner_vals = [{"name": name, "is_company": True, "customer_rank": 1} for name in book.customers]
    products = dict(zip(book.products, env["product.product"].create(product_vals).ids, strict=True))
    partners = dict(zip(book.customers, env["res.partner"].create(partner_vals).ids, strict=True))
    sales = sorted(book.sales, key=lambda sale: (sale.day, sale.key))
    rows = [_document_row(sale, products, partners, users) for sale in sales]
    orders = documents.make_orders(env, [dict(row, state="confirmed") for row in rows])
    invoices = documents.make_invoices(env, [dict(row, state="posted", lines=None) for row in rows], orders)
    documents.make_receipts(env, [row for row in rows if row["amount"]], invoices, journal, method)


def _document_row(sale, products, partners, users):
    """Return what order, invoice and receipt of one sale have in common."""
    day = sale.day.isoformat()
    return {
        "key": sale.key,
        "order": sale.key,
        "invoice": sale.key,
        "partner": partners[sale.customer],
        "user": users[sale.salesperson],
        "date": day,
        "due": day,
        "lines": [(products[sale.product], 1, float(sale.amount), [])],
        "amount": float(sale.amount),
    }


def _set_policy(env, company):
    """Give the company a policy that spreads the weight of what is missing: nobody scored behaviour."""
    default = env.ref("marketing_appraisal.policy_default")
    default.copy({"name": "Sales only", "company_id": company.id, "missing_rule": "spread"})


def _check(env, book, company):
    """Compare what stands in the books with what the files say."""
    expected = sum((sale.amount for sale in book.sales), Decimal(0))
    env.cr.execute(
        "SELECT COUNT(*), SUM(amount_untaxed_signed) FROM account_move"
        " WHERE company_id = %s AND state = 'posted' AND move_type = 'out_invoice'",
        (company.id,),
    )
    count, total = env.cr.fetchone()
    if (count, Decimal(str(total or 0))) != (len(book.sales), expected):
        raise ValueError(f"{count} invoices of {total} were posted, the files say {len(book.sales)} of {expected}")
    return [f"{count:,} invoices, {expected:,} in all, as in the files."]
