"""What the tests of the whole system have in common: SQL, copies of databases, programs inside Odoo."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2

from tools import addons, locks
from tools.company.sample.people import COMPANY
from tools.odoo_log import faulty
from tools.paths import VENV_PYTHON
from tools.stamps import digest, digest_folder

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
OURS = ("marketing_roles", "sales_kpi", "marketing_appraisal", "marketing_roles_crm")
PREFIXES = ("marketing", "sales_kpi", "sales_quota")
TOOLS_THAT_LOAD = ROOT / "tools" / "company"


def sample_today() -> date:
    """Today where the sample company is: in its evening the machine's date may still be the day before."""
    return datetime.now(ZoneInfo(dict(COMPANY)["timezone"])).date()


def connection_to(ground, database: str):
    """A connection of psycopg2; every statement is on its own."""
    server = ground.here.server
    connection = psycopg2.connect(host=server.host, port=server.port, user=server.user, dbname=database)
    connection.autocommit = True
    return connection


@contextmanager
def connected(ground, database: str) -> Iterator:
    """The same for the time of a block."""
    with closing(connection_to(ground, database)) as connection:
        yield connection


def rows(ground, database: str, query: str, *values) -> list[tuple]:
    """The rows of one query."""
    with connected(ground, database) as connection, connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def execute(ground, database: str, query: str, *values) -> None:
    """One statement that returns nothing."""
    with connected(ground, database) as connection, connection.cursor() as cursor:
        cursor.execute(query, values or None)


def copied(ground, source: str, name: str) -> str:
    """A fresh copy of a database; its full name."""
    full = f"mr_test_{name}"
    ground.here.databases.copy(source, full)
    return full


def loaded(ground, name: str, folder: Path) -> str:
    """A database that holds the company of a folder; kept until code or data change."""
    full = f"mr_test_{name}"
    note = digest(ground.here.template, addons.code_digest(), digest_folder(TOOLS_THAT_LOAD), digest_folder(folder))
    with locks.waited_for(full):
        if ground.here.databases.note(full) != note:
            assert ground.new_database(name, modules=OURS) == full
            ground.load_company(full, folder)
            ground.here.databases.write_note(full, note)
    return full


def counts(ground, database: str, *prefixes: str) -> dict[str, int]:
    """How many rows every table has whose name begins with one of the prefixes; without any, every table."""
    tables = [
        name
        for (name,) in rows(ground, database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if not prefixes or name.startswith(prefixes)
    ]
    query = " UNION ALL ".join(f"""SELECT '{name}', COUNT(*) FROM "{name}" """ for name in tables)
    return dict(rows(ground, database, query)) if tables else {}


def warnings_in(log: str) -> list[str]:
    """Every line of a log of Odoo that is more than information."""
    return faulty(log.splitlines())


def started(ground, program: str, database: str, *arguments: object) -> subprocess.Popen:
    """Start a program of tests/system/programs in a process of its own; it is spoken to by lines."""
    command = [VENV_PYTHON, "-m", f"tests.system.programs.{program}", database, *arguments]
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **ground.environment()},
    )


def ended(process: subprocess.Popen, patience: float = 600) -> tuple[list[str], list[str]]:
    """Wait for such a program: the lines that it printed, and what its log says above information."""
    output, log = process.communicate(timeout=patience)
    assert process.returncode == 0, log
    return output.splitlines(), warnings_in(log)


def finished(ground, program: str, database: str, *arguments: object) -> list[str]:
    """Run such a program to its end, without a warning; the lines that it printed."""
    lines, complaints = ended(started(ground, program, database, *arguments))
    assert complaints == []
    return lines
