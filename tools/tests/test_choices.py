"""What a person chooses with a variable of the Makefile."""

import pytest

from tools import addons, choices
from tools.paths import ROOT
from tools.problems import Problem


@pytest.mark.parametrize(
    ("data", "database"),
    [
        ("", "marketing"),
        ("data/sample", "marketing"),
        (str(ROOT / "data" / "sample"), "marketing"),
        ("data/crm_sales", "marketing_crm_sales"),
        ("/somewhere/My Shop-2/", "marketing_my_shop_2"),
    ],
)
def test_each_folder_has_its_database(monkeypatch, data, database):
    monkeypatch.setenv("DATA", data)
    assert choices.database_name() == database


def test_missing_folder_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA", str(tmp_path / "nothing"))
    with pytest.raises(Problem, match="There is no folder"):
        choices.data_folder()


def test_main_addons_come_first(tmp_path):
    for name in ("zebra", "sales_kpi", "aardvark", "marketing_roles"):
        (tmp_path / name).mkdir()
        (tmp_path / name / addons.MANIFEST).write_text("{}")
    (tmp_path / "no_addon").mkdir()
    assert addons.names(tmp_path) == ["marketing_roles", "sales_kpi", "aardvark", "zebra"]


def test_code_digest_follows_the_code(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / addons.MANIFEST).write_text("{}")
    before = addons.code_digest(tmp_path)
    (tmp_path / "one" / "x.xml").write_text("<odoo/>")
    assert addons.code_digest(tmp_path) != before
