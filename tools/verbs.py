"""The verbs of the Makefile, and how each of them ends: well, or with one sentence."""

import errno
import signal
import sys
import traceback

from tools import paths, preflight, prompts, run
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
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        say_problem(
            verb, f"{error.strerror} ({error.filename}): make room or correct the rights, run it again."
        )
    return 1


def say_problem(verb: str, sentence: str) -> None:
    """The one sentence, after whatever was printed."""
    sys.stdout.flush()
    print(f"make {verb}: {sentence}", file=sys.stderr, flush=True)


def show_help() -> None:
    """List the verbs."""
    for verb, function in VERBS.items():
        say(f"make {verb:<6} {function.__doc__.splitlines()[0]}")


VERBS = {
    "help": show_help,
    "run": run.run,
    "stop": run.stop,
    "shell": prompts.shell,
    "psql": prompts.psql,
    "clean": run.clean,
}
WITH_ARGUMENTS = {"odoo": prompts.odoo, "database": prompts.database}
