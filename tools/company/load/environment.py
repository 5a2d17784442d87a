"""Open a database the way Odoo's own commands do, for one piece of work in one transaction."""

import threading
from contextlib import contextmanager

from ..errors import CompanyError

# Ordinary documents, but without the mail and the followers that a person at a screen would cause.
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_notify_force_send": False,
    "mail_notrack": True,
    "no_reset_password": True,
    "lang": "en_US",
}
NEEDED = ("marketing_roles", "sales_kpi", "marketing_appraisal")


def say(text):
    """Print a line of progress at once."""
    print(text, flush=True)


def _registry(options):
    """Read the configuration and return the registry of the database."""
    try:
        import odoo.init  # noqa: F401 (fills the namespace odoo.api, odoo.Command ...)
        from odoo.modules.registry import Registry
        from odoo.tools import config
    except ImportError as error:
        raise CompanyError("Odoo cannot be imported: run this in the project's environment.") from error
    arguments = ["-d", options.database, "--log-level", "warn", *getattr(options, "odoo", [])]
    if options.config:
        arguments = ["-c", options.config, *arguments]
    config.parse_config(arguments, setup_logging=True)
    threading.current_thread().dbname = options.database
    try:
        return Registry(options.database)
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CompanyError(f"The database {options.database} cannot be opened: {reason}") from error


@contextmanager
def opened(options):
    """Give a superuser environment; everything is committed at the end, or nothing."""
    registry = _registry(options)
    import odoo

    with registry.cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {})
        installed = set(env["ir.module.module"].search([("state", "=", "installed")]).mapped("name"))
        missing = [name for name in NEEDED if name not in installed]
        if missing:
            raise CompanyError(f"The database {options.database} has not installed {', '.join(missing)}.")
        company = env["res.company"].search([], order="id", limit=1)
        yield env(context=dict(QUIET, allowed_company_ids=company.ids))


def batches(rows, size):
    """Cut a list or recordset into pieces of ``size``."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def release(env):
    """Write what is pending and forget what is cached, so that a long load stays small."""
    env.flush_all()
    env.invalidate_all()
