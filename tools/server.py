"""A PostgreSQL server as its users see it: where it is, and SQL sent to it through psql."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.problems import Problem


@dataclass(frozen=True)
class Server:
    """Address and role of a running server; `lock` is shared by those who need it to go on running."""

    programs: Path
    host: str
    port: str
    user: str
    lock: str

    def environment(self) -> dict[str, str]:
        """The variables that psql, Odoo and libpq all read."""
        return {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user}

    def psql_command(self, database: str) -> list[str]:
        return [str(self.programs / "psql"), "-X", "-d", database]

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run SQL and return what it prints: one row per line, values divided by |."""
        done = subprocess.run(
            [*self.psql_command(database), "-Atq", "-v", "ON_ERROR_STOP=1", "-c", statement],
            env={**os.environ, **self.environment()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Problem(f"PostgreSQL refused: {done.stderr.strip().splitlines()[0]}")
        return done.stdout.rstrip("\n")

    def require_answer(self) -> None:
        """One clear sentence if nobody answers there, or if it is not fit for Odoo."""
        try:
            version = int(self.sql("SHOW server_version_num"))
        except Problem as error:
            raise Problem(
                f"The PostgreSQL server named by PGHOST ({self.host}, port {self.port}, user {self.user}) "
                f"does not answer: start it, or unset PGHOST to use this project's own. {error}"
            ) from None
        if version < 130000:
            raise Problem(f"The PostgreSQL at {self.host} is older than version 13, which Odoo needs.")
        allowed = self.sql("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if allowed != "t":
            raise Problem(f"The PostgreSQL role {self.user} may not create databases: ALTER ROLE … CREATEDB.")


def quoted(name: str) -> str:
    """An identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
