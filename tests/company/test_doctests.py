"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import tools.company

PURE = ("independent", "sample", "tabular")
MODULES = [
    module.name
    for module in pkgutil.walk_packages(tools.company.__path__, "tools.company.")
    if module.name.split(".")[2] in PURE
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_pure_packages_do_not_import_odoo():
    for name in MODULES:
        source = importlib.import_module(name).__loader__.get_data(importlib.import_module(name).__file__).decode()
        assert "import odoo" not in source and "from odoo" not in source, name
