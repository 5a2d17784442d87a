"""Another version of Odoo, or half of one, is refused in one sentence."""

import pytest

from tools import odoo_home
from tools.problems import Problem


def make_odoo(folder, version="(19, 0, 0, FINAL, 0, '')", complete=True):
    release = folder / "odoo" / "release.py"
    release.parent.mkdir(parents=True)
    release.write_text(f"RELEASE_LEVELS = []\nversion_info = {version}\n")
    (folder / "odoo" / "addons" / "base").mkdir(parents=True)
    if complete:
        proof = folder / "odoo" / "addons" / odoo_home.PROOF
        proof.parent.mkdir(parents=True)
        proof.write_text("<odoo/>")
    return folder


def test_named_odoo_is_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("ODOO_HOME", str(make_odoo(tmp_path / "odoo19")))
    home = odoo_home.find_or_fetch()
    assert home.version == "19.0"
    assert home.origin == "ODOO_HOME names it"
    assert home.addons == (tmp_path / "odoo19" / "odoo" / "addons",)


@pytest.mark.parametrize(
    ("version", "said"),
    [("(18, 0, 0, FINAL, 0, '')", "Odoo 18.0"), ("('saas~18', 4, 0, FINAL, 0, '')", "Odoo saas~18.4")],
)
def test_other_versions_are_refused(tmp_path, version, said):
    with pytest.raises(Problem, match=f"holds {said}, but this project needs 19.0"):
        odoo_home.inspect(make_odoo(tmp_path / "old", version), "a test")


def test_folder_without_odoo_is_refused(tmp_path):
    with pytest.raises(Problem, match="There is no Odoo in"):
        odoo_home.inspect(tmp_path, "a test")


def test_odoo_without_its_web_client_is_refused(tmp_path):
    with pytest.raises(Problem, match="not complete"):
        odoo_home.inspect(make_odoo(tmp_path / "half", complete=False), "a test")


def test_links_to_nothing_are_found_but_for_a_few_fonts(tmp_path):
    home = odoo_home.inspect(make_odoo(tmp_path / "odoo19"), "a test")
    (home.addons[0] / "Inconsolata.otf").symlink_to("nowhere")
    odoo_home._check_complete(home)
    (home.addons[0] / "jquery.js").symlink_to("nowhere")
    with pytest.raises(Problem, match=r"1 of its files lead nowhere \(jquery.js\)"):
        odoo_home._check_complete(home)
