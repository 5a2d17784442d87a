"""`make bench`: how long figures take, as ratios against plain SQL over the same rows in the same run."""

import os
import subprocess

from tools import addons, clusters, settings
from tools.commands import merged
from tools.console import say, step
from tools.ground import standing
from tools.paths import LOGS, ROOT, VENV_PYTHON
from tools.problems import Problem

DATABASE = "mr_bench"
PAGE = ROOT / "docs" / "BENCHMARK.md"
SIZES = {"PEOPLE": 2_000, "DOCUMENTS": 500_000}


def run() -> int:
    """Build a synthetic company by bulk SQL and measure the figures in it; PEOPLE and DOCUMENTS set its size."""
    people, documents = (_size(name) for name in SIZES)
    with standing(clusters.TEST) as here:
        note = f"{here.template} {addons.code_digest()}"
        with step("Installing Sales KPI"):
            here.databases.copy(settings.TEMPLATE, DATABASE)
            if here.odoo.run(DATABASE, ["-i", "sales_kpi"], LOGS / "bench.log", lambda _state: None):
                raise Problem(f"Odoo could not install Sales KPI: see {LOGS / 'bench.log'}.")
        here.databases.write_note(DATABASE, note)
        command = [VENV_PYTHON, "-m", "tools.bench.program", DATABASE, people, documents]
        done = subprocess.run(
            list(map(str, command)), env=merged(here.odoo.environment()), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
    if done.returncode:
        raise Problem("The benchmark gave up; what it said stands above.")
    say(done.stdout)
    if (people, documents) == tuple(SIZES.values()):
        PAGE.write_text(done.stdout)
    return 0


def _size(name: str) -> int:
    text = os.environ.get(name) or str(SIZES[name])
    if not text.isdigit() or int(text) < 100:
        raise Problem(f"{name}={text} is no size: choose a number from 100 up.")
    return int(text)
