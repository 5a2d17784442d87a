"""`make bench`: how long figures, a month and a year take, as ratios against plain SQL that reads the same rows."""

import os
import re
import subprocess

from tools import addons, clusters, settings
from tools.commands import merged
from tools.console import say, step
from tools.ground import standing
from tools.paths import LOGS, ROOT, VENV_PYTHON
from tools.problems import Problem

DATABASE = "mr_bench"
PAGE = ROOT / "docs" / "BENCHMARK.md"
SIZES = {"PEOPLE": 2_000, "DOCUMENTS": 500_000, "APPRAISED": 10_000}
# What makes each part of the page: (module to install, program, sizes that it takes).
PARTS = {
    "figures": ("sales_kpi", "program", ("PEOPLE", "DOCUMENTS")),
    "month": ("marketing_appraisal", "month", ("APPRAISED",)),
    "year": ("marketing_appraisal", "year", ("APPRAISED",)),
}


def run() -> int:
    """Build a synthetic company by bulk SQL and measure in it; PART chooses one part of the page."""
    wanted = os.environ.get("PART") or ",".join(PARTS)
    unknown = set(wanted.split(",")) - set(PARTS)
    if unknown:
        raise Problem(f"PART={wanted} is no part of the benchmark: choose {' or '.join(PARTS)}.")
    sizes = {name: _size(name) for name in SIZES}
    kept = dict(zip(PARTS, _read_page(), strict=True))
    for part in wanted.split(","):
        made = _made(part, sizes)
        say("\n" + made)
        if all(sizes[name] == SIZES[name] for name in PARTS[part][-1]):
            kept[part] = made
            PAGE.write_text("\n".join(filter(None, kept.values())))
    return 0


def _made(part: str, sizes: dict[str, int]) -> str:
    """What the program of one part prints, in a fresh database."""
    module, program, names = PARTS[part]
    with standing(clusters.TEST) as here:
        note = f"{here.template} {addons.code_digest()}"
        with step(f"Installing {module}"):
            here.databases.copy(settings.TEMPLATE, DATABASE)
            if here.odoo.run(DATABASE, ["-i", module], LOGS / "bench.log", lambda _state: None):
                raise Problem(f"Odoo could not install {module}: see {LOGS / 'bench.log'}.")
        here.databases.write_note(DATABASE, note)
        command = [VENV_PYTHON, "-m", f"tools.bench.{program}", DATABASE, *(sizes[name] for name in names)]
        done = subprocess.run(
            list(map(str, command)), env=merged(here.odoo.environment()), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
    if done.returncode:
        raise Problem("The benchmark gave up; what it said stands above.")
    return done.stdout


def _read_page() -> list[str]:
    """The parts of the page as they stand, in the order of PARTS; what is not there yet is empty."""
    parts = re.split(r"\n(?=## )", PAGE.read_text() if PAGE.exists() else "")
    return parts + [""] * (len(PARTS) - len(parts))


def _size(name: str) -> int:
    text = os.environ.get(name) or str(SIZES[name])
    if not text.isdigit() or int(text) < 100:
        raise Problem(f"{name}={text} is no size: choose a number from 100 up.")
    return int(text)
