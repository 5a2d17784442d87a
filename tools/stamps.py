"""Stamps: a step counts as done only when its last act, writing the stamp, happened with the same inputs."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAMP = ".stamp"


def digest(*inputs: object) -> str:
    """One short name for a list of inputs, each taken as text."""
    return hashlib.sha256("\0".join(map(str, inputs)).encode()).hexdigest()[:24]


def digest_file(path: Path) -> str:
    """The digest of a file's contents."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_folder(folder: Path) -> str:
    """The digest of every file below a folder, with its name; compiled Python does not count."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return digest(*(part for path in files for part in (path.relative_to(folder), digest_file(path))))


def is_done(folder: Path, inputs: str) -> bool:
    """True if the folder was completed with just these inputs."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == inputs


def mark_done(folder: Path, inputs: str) -> None:
    """Write the stamp, in one go."""
    fresh = folder / (STAMP + ".new")
    fresh.write_text(inputs)
    os.replace(fresh, folder / STAMP)


@contextmanager
def building(target: Path, inputs: str) -> Iterator[Path]:
    """Fill a temporary folder that takes the target's place, stamped, only when all went well."""
    fresh = target.with_name(target.name + ".new")
    remove(fresh)
    fresh.mkdir(parents=True)
    yield fresh
    mark_done(fresh, inputs)
    remove(target)
    os.replace(fresh, target)


def remove(folder: Path) -> None:
    """Remove a folder if it is there."""
    if folder.exists():
        shutil.rmtree(folder)
