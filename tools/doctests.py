"""The examples in the engines' docstrings, one test per module: `make test` runs this file with pytest."""

import doctest
import importlib

import pytest

from tools.engines import modules_of


def _with_examples() -> list[str]:
    """Modules that have an example; importing each also proves that it needs no Odoo."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [importlib.import_module(name) for name in modules_of()]
    return [module.__name__ for module in modules if any(one.examples for one in finder.find(module))]


@pytest.mark.parametrize("name", _with_examples())
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0
