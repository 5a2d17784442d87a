"""A log of Odoo tells how many tests ran, and no warning in it goes unseen."""

import pytest

from tools.odoo_log import read_log

START = "2026-03-01 10:00:00,123 77 "


def reading(tmp_path, *lines):
    log = tmp_path / "log"
    log.write_text("\n".join(lines) + "\n")
    return read_log(log)


def test_tests_are_counted(tmp_path):
    found = reading(
        tmp_path,
        START + "INFO db odoo.addons.x.tests.test_x: skipped TestX.test_tour : no Chromium",
        START + "ERROR db odoo.tests.result: 1 failed, 2 error(s) of 30 tests when loading database 'db' ",
    )
    assert (found.tests, found.failed, found.skipped) == (30, 3, 1)


def test_log_without_a_conclusion_has_no_tests(tmp_path):
    assert reading(tmp_path, START + "INFO db odoo: hello").tests == 0


@pytest.mark.parametrize(
    "line",
    [
        START + "WARNING db odoo.models: something is deprecated",
        START + "ERROR ? odoo.sql_db: bad query",
        START + "CRITICAL db odoo.modules.module: Couldn't load module x",
        START + "WARNING db py.warnings: /x.py:1: DeprecationWarning: old",
        "<string>:38: (ERROR/3) Unexpected indentation.",
    ],
)
def test_every_warning_is_a_fault(tmp_path, line):
    assert reading(tmp_path, START + "INFO db odoo: fine", line).faults == [line]


def test_words_alone_are_no_fault(tmp_path):
    assert not reading(tmp_path, START + "INFO db odoo: no ERROR here, WARNING neither").faults
