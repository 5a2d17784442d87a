"""`make run`: from a bare checkout to a served company, and `make stop` and `make clean`, which undo it."""

import subprocess

from tools import (
    choices,
    clusters,
    company_step,
    ground,
    locks,
    paths,
    postgres_home,
    preflight,
    run_database,
    web,
)
from tools.commands import end
from tools.console import say, step
from tools.problems import Problem
from tools.processes import RunningServer, recorded_server, start_time
from tools.stamps import remove
from tools.system_packages import FOR_RUNNING

LOCK = "run"
LOG = paths.LOGS / "odoo.log"
BEING_MADE = "Another make run (process {pid}) is on its way in this checkout"


def run() -> None:
    """Prepare everything, serve the company and say where; ends with Ctrl-C or `make stop`."""
    running = recorded_server()
    other = f"The Odoo of this checkout already runs at {running.address}" if running else BEING_MADE
    with locks.take(LOCK, f"{other}: use that one, or end it with `make stop`.") as lock:
        port, folder, database = preflight.chosen_port(), choices.data_folder(), choices.database_name()
        preflight.check_port(port)
        with ground.standing(clusters.RUN, FOR_RUNNING) as here:
            with locks.held("prepare", ground.BUSY):
                run_database.ensure(here, database, folder)
            process = _serve(here, database, port, lock)
            say(_closing_words(here, database, port))
            if not choices.in_background():
                _stay(process)


def _serve(here: ground.Ground, database: str, port: int, lock) -> subprocess.Popen:
    """Start the server and wait for it; it keeps this run's lock and PostgreSQL as long as it lives."""
    with step("Starting Odoo"), locks.join(here.server.lock) as lease:
        run_database.tell_address(here, database, web.address(port))
        process = web.start(here.odoo, database, port, LOG, [lock, lease])
        RunningServer(process.pid, start_time(process.pid), web.address(port), database).save()
        web.wait_until_ready(process, port, LOG)
    return process


def _closing_words(here: ground.Ground, database: str, port: int) -> str:
    ending = "`make stop` ends it" if choices.in_background() else "Ctrl-C (or `make stop` elsewhere) ends it"
    summary = company_step.summary(here.odoo, database)
    return f"\n{web.address(port)}\n\n{summary}\n\nThe log is {LOG}; {ending}."


def _stay(process: subprocess.Popen) -> None:
    try:
        code = process.wait()
    except KeyboardInterrupt:
        end(process, patience=20)
        raise
    if code:
        raise Problem(f"Odoo ended by itself with code {code}: see {LOG}.")


def stop() -> None:
    """End the server that `make run` started, and PostgreSQL unless somebody still uses it."""
    server = recorded_server()
    if server:
        server.stop()
        say(f"  Stopped the Odoo at {server.address}.")
    elif locks.is_taken(LOCK):
        raise Problem("A make run is still preparing: end it with Ctrl-C where it runs.")
    else:
        say("  No server is running.")
    paths.SERVER_RECORD.unlink(missing_ok=True)
    _stop_clusters()


def _stop_clusters() -> None:
    """Stop each cluster of this checkout that nobody uses any more."""
    if not any(paths.DEV.glob("venv-*/lib")):
        return
    for name in (clusters.RUN, clusters.TEST):
        cluster = clusters.own_cluster(name)
        with locks.join(cluster.lock) as lease:
            if locks.leave(lease):
                cluster.stop()


def clean() -> None:
    """Stop everything and remove all state of this checkout."""
    if not paths.DEV.exists():
        say("  There is nothing to remove.")
        return
    stop()
    with (
        locks.held("prepare", ground.BUSY),
        locks.held("test", "make test (process {pid}) is running: end it first."),
    ):
        for place in (*postgres_home.places_outside(), paths.DEV):
            remove(place)
            say(f"  Removed {place}.")
