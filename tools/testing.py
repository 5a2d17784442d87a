"""Fixtures for tests that need a whole Odoo, a plugin of pytest (see pyproject.toml).

    def test_it(ground):
        database = ground.new_database("try_out", modules=["sales_kpi"])
        with ground.serve(database) as address:
            ...

The throw-away cluster is brought up by the first test that asks for `ground` and left by the last.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tools import browser as browsers
from tools import choices, locks, system_packages


@pytest.fixture(scope="session")
def ground() -> Iterator:
    """Odoo, PostgreSQL and fresh databases: see tools.proving_ground.ProvingGround."""
    from tools import clusters
    from tools.ground import standing
    from tools.proving_ground import ProvingGround

    with ExitStack() as stack:
        # Processes that test side by side prepare one after the other.
        with locks.waited_for("ground-of-tests"):
            here = stack.enter_context(standing(clusters.TEST))
        yield ProvingGround(here)


@pytest.fixture(scope="session")
def browser():
    """A Playwright browser that drives the machine's own Chromium and talks to this machine only."""
    executable = system_packages.browser()
    if executable is None:
        sentence = "There is no Chromium on this machine: apt-get install chromium"
        (pytest.fail if choices.strict() else pytest.skip)(sentence)
    with browsers.launched(executable) as found:
        yield found
