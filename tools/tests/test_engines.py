"""An addon's engine can be imported without the addon and without Odoo."""

import importlib
import sys

import pytest

from tools.engines import EngineFinder, modules_of


@pytest.fixture
def addons(tmp_path, monkeypatch):
    engine = tmp_path / "shop" / "engine"
    engine.mkdir(parents=True)
    (tmp_path / "shop" / "__init__.py").write_text("raise RuntimeError('the addon was imported')")
    (engine / "__init__.py").write_text("")
    (engine / "scales.py").write_text("from .units import ONE\nTWO = ONE + ONE\n")
    (engine / "units.py").write_text("ONE = 1\n")
    (tmp_path / "plain").mkdir()
    monkeypatch.setattr(sys, "meta_path", [EngineFinder(tmp_path), *sys.meta_path])
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("engine_of.shop")]:
        del sys.modules[name]


def test_engine_is_imported_without_its_addon(addons):
    assert importlib.import_module("engine_of.shop.scales").TWO == 2


def test_addon_without_an_engine_is_not_found(addons):
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("engine_of.plain")


def test_every_module_is_listed(addons):
    assert modules_of(addons) == ["engine_of.shop", "engine_of.shop.scales", "engine_of.shop.units"]
