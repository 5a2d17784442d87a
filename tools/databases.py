"""Databases together with their files: made, copied, renamed and dropped as one thing.

What a database was made from is kept as its comment, so that the note cannot outlive the database.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.server import Server, literal, quoted


@dataclass(frozen=True)
class Databases:
    """The databases of one server, and Odoo's folder with the files that belong to them."""

    server: Server
    data_folder: Path

    def names(self) -> list[str]:
        """Every database that is not PostgreSQL's own."""
        sql = "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY 1"
        return self.server.sql(sql).splitlines()

    def note(self, name: str) -> str:
        """What the database was made from; empty if it is not there or was never completed."""
        condition = f"datname = {literal(name)}"
        return self.server.sql(f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE {condition}")

    def write_note(self, name: str, note: str) -> None:
        self.server.sql(f"COMMENT ON DATABASE {quoted(name)} IS {literal(note)}")

    def exists(self, name: str) -> bool:
        return name in self.names()

    def drop(self, name: str) -> None:
        """Drop it if it is there, whoever is connected."""
        self.server.sql(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")
        shutil.rmtree(self.files(name), ignore_errors=True)

    def create(self, name: str) -> None:
        """A fresh empty database in the place of any other of this name."""
        self.drop(name)
        self.server.sql(
            f"CREATE DATABASE {quoted(name)} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )

    def copy(self, source: str, name: str) -> None:
        """A copy with its files; they are never changed in place, so a link is as good as a copy."""
        self.drop(name)
        self.server.sql(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(source)}")
        if self.files(source).is_dir():
            shutil.copytree(self.files(source), self.files(name), copy_function=_link_or_copy)

    def rename(self, old: str, new: str) -> None:
        """Put a finished database in its place."""
        self.drop(new)
        if self.files(old).is_dir():
            self.files(old).replace(self.files(new))
        self.server.sql(f"ALTER DATABASE {quoted(old)} RENAME TO {quoted(new)}")

    def files(self, name: str) -> Path:
        """Odoo's folder of attachments of a database."""
        return self.data_folder / "filestore" / name


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
