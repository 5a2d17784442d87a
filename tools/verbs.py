"""The verbs of the Makefile, and how each of them ends: well, or with one sentence."""

import errno
import signal
import sys
import traceback

from tools import bench, catalogue_page, i18n, paths, preflight, prompts, run, suite
from tools.console import say
from tools.problems import Problem

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Carry out one verb; returns the exit code."""
    verb = arguments[0] if arguments else "help"
    if verb not in {**VERBS, **WITH_ARGUMENTS}:
        say(f"make: there is no {verb}; there are: {', '.join(VERBS)}.")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        preflight.check_python()
        return (WITH_ARGUMENTS[verb](arguments[1:]) if verb in WITH_ARGUMENTS else VERBS[verb]()) or 0
    except Problem as problem:
        say_problem(verb, str(problem))
    except KeyboardInterrupt:
        say(f"\nmake {verb}: stopped.")
        return INTERRUPTED
    except OSError as error:
        say_problem(verb, _about(error))
    except Exception as error:
        say_problem(verb, _unexpected(error))
    return 1


def _about(error: OSError) -> str:
    """A full disk or a missing right is the person's to change, anything else is a fault of this tooling."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full ({error.filename or paths.DEV}): make room and run it again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.filename} may not be written or read by this user: correct the rights, run it again."
    return _unexpected(error)


def _unexpected(error: Exception) -> str:
    """The whole story goes to a file."""
    paths.make_folders()
    log = paths.LOGS / "tools.log"
    log.write_text("".join(traceback.format_exception(error)))
    return f"Something unforeseen happened ({type(error).__name__}: {error}): please report it with {log}."


def say_problem(verb: str, sentence: str) -> None:
    """The one sentence, after whatever was printed."""
    sys.stdout.flush()
    print(f"make {verb}: {sentence}", file=sys.stderr, flush=True)


def show_help() -> None:
    """List the verbs."""
    for verb, function in VERBS.items():
        say(f"make {verb:<6} {function.__doc__.splitlines()[0]}")
    for verb, function in WITH_ARGUMENTS.items():
        say(f"python3 -m tools {verb} … {function.__doc__.splitlines()[0]}")


VERBS = {
    "help": show_help,
    "run": run.run,
    "stop": run.stop,
    "test": suite.run,
    "lint": suite.lint_only,
    "i18n": i18n.run,
    "docs": catalogue_page.write_page,
    "bench": bench.run,
    "shell": prompts.shell,
    "psql": prompts.psql,
    "clean": run.clean,
}
WITH_ARGUMENTS = {"odoo": prompts.odoo, "database": prompts.database, "pytest": suite.some}
