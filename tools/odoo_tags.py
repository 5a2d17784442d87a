"""Lets tests outside an addon (tests/odoo) use Odoo's test classes: a plugin for pytest inside Odoo.

Odoo gives a test class its tags only if the class lies in `odoo.addons`.
"""


def pytest_collection() -> None:
    """Give every test class of Odoo the tags and the module name that its constructor asks for."""
    from odoo.tests.common import BaseCase

    if not hasattr(BaseCase, "test_tags"):
        BaseCase.test_tags = {"standard", "at_install"}
        BaseCase.test_module = "tests"
