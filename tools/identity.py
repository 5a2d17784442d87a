"""Whose name PostgreSQL runs under: it refuses root, so root lends it an account without rights."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.problems import Problem

CANDIDATES = ("postgres", "nobody")


def unprivileged_account() -> pwd.struct_passwd | None:
    """The account to use, or None where this process is not root and runs PostgreSQL itself."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(f"As root this needs an account without rights ({' or '.join(CANDIDATES)}) for PostgreSQL.")


def run_as_account(command: Sequence[object], **options) -> subprocess.CompletedProcess:
    """Run a short program under that account, output captured as text."""
    account = unprivileged_account()
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        **options,
    )


def give_to_account(folder: Path) -> None:
    """Make the folder the account's own and nobody else's."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    account = unprivileged_account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
