"""Opening a database the way Odoo's own commands do."""

import os
import threading
from contextlib import contextmanager


@contextmanager
def opened(database):
    """Give a superuser environment; the program commits by itself."""
    import odoo.init  # noqa: F401 (fills the namespace odoo.api, odoo.Command ...)
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-c", os.environ["ODOO_RC"], "-d", database, "--log-level=warn"], setup_logging=True)
    threading.current_thread().dbname = database
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})
