"""Locks that a killed process cannot leave behind: the kernel drops them with the process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tools.paths import LOCKS
from tools.problems import Problem


def take(name: str, sentence: str) -> IO[str]:
    """Take the lock or raise the sentence ({pid} is the holder). Closing the file frees it."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    file = (LOCKS / name).open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        file.close()
        raise Problem(sentence.format(pid=holder)) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def is_taken(name: str) -> bool:
    """True while some process holds the lock."""
    try:
        take(name, "").close()
    except Problem:
        return True
    return False


@contextmanager
def held(name: str, sentence: str) -> Iterator[None]:
    """Hold a lock for the time of a block."""
    with take(name, sentence):
        yield


@contextmanager
def waited_for(name: str) -> Iterator[None]:
    """Hold a lock for the time of a block, after whoever holds it now."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    with (LOCKS / name).open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def join(name: str) -> IO[str]:
    """Become one of several users of a thing."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    file = (LOCKS / name).open("a+")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def leave(file: IO[str]) -> bool:
    """Stop being a user; True for the last one, who has to clear up while still holding the file."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    return True
