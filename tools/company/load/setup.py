"""Company, currency, accounts, tax, journal: what must stand before the first document."""

from ..errors import CompanyError


def set_up_company(env, name, country, currency, timezone):
    """Name the main company, give it its currency and a chart of accounts; return it."""
    company = env.company
    land = env["res.country"].search([("code", "=", country)], limit=1)
    money = env["res.currency"].with_context(active_test=False).search([("name", "=", currency)], limit=1)
    money.active = True
    if env["account.move.line"].search_count([("company_id", "=", company.id)], limit=1):
        raise CompanyError(f"The company {company.name} already has accounting entries: load into a new database.")
    # install_mode keeps Odoo from installing a localisation in the middle of the load.
    company.with_context(install_mode=True).write({"name": name, "country_id": land.id})
    if not company.chart_template:
        env["account.chart.template"].with_context(install_mode=True).try_loading(
            "generic_coa", company, install_demo=False
        )
    company.write({"currency_id": money.id, "tax_calculation_rounding_method": "round_per_line"})
    company.resource_calendar_id.tz = timezone
    env["res.users"].browse(env.uid).tz = timezone
    admin = env.ref("base.user_admin", raise_if_not_found=False)
    if admin:
        admin.tz = timezone
        # At the administrator's first login Odoo moves the company's working hours, and with them the edges of
        # its months, to the browser's time zone; this company's is known.
        env["res.users.log"].with_user(admin).sudo().create({})
    _archive_default_employee(env)
    _stay_at_home(env)
    return company


def _archive_default_employee(env):
    """Odoo's own record for the administrator is nobody of the company."""
    employee = env.ref("hr.employee_admin", raise_if_not_found=False)
    if employee:
        employee.active = False


def _stay_at_home(env):
    """A company to try things on reports to nobody: Odoo's weekly call to its publisher stays off."""
    call = env.ref("mail.ir_cron_module_update_notification", raise_if_not_found=False)
    if call:
        call.active = False


def bank_line(env, company):
    """Return (journal, payment method line) for receipts, with an account that keeps them open to view."""
    journal = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)], limit=1)
    line = journal.inbound_payment_method_line_ids[:1]
    if not line:
        raise CompanyError(f"The company {company.name} has no bank journal that receives payments.")
    if not line.payment_account_id:
        line.payment_account_id = journal.default_account_id
    return journal, line


def sales_tax(env, company, percent):
    """Return the sales tax of a percentage, made when it is missing; nothing for 0."""
    taxes = env["account.tax"]
    if not percent:
        return taxes
    domain = [
        ("company_id", "=", company.id),
        ("type_tax_use", "=", "sale"),
        ("amount", "=", percent),
        ("amount_type", "=", "percent"),
        ("price_include_override", "=", "tax_excluded"),
    ]
    found = taxes.search(domain, limit=1)
    return found or taxes.create(
        {
            "name": f"VAT {percent}%",
            "amount": percent,
            "amount_type": "percent",
            "type_tax_use": "sale",
            "price_include_override": "tax_excluded",
            "company_id": company.id,
            "country_id": company.account_fiscal_country_id.id,
        }
    )


def translated(env, record, field, chinese):
    """Write the Chinese term of a translated field when that language is installed."""
    if chinese and "zh_CN" in dict(env["res.lang"].get_installed()) and record._fields[field].translate:
        record.with_context(lang="zh_CN")[field] = chinese
