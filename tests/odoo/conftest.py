"""Says at the end of a run which seed it had, so that it can be run again."""

from tests.odoo.seed import DOCUMENTS, SEED


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"Random documents: {DOCUMENTS}, seed {SEED} (again: SEED={SEED})")
