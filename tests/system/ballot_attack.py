"""What somebody with a dump of the database and all logs can try on a secret vote (R53).

The attacker knows the tables and how the addon works; nothing is read but the text of the dump and of the logs.
"""

import re
from dataclasses import dataclass

BALLOTS, REGISTER = "marketing_appraisal_ballot", "marketing_appraisal_review_voter"
POSTED = re.compile(r'"POST /appraisal/review/([A-Za-z0-9_-]{20,}) ')


@dataclass
class Dump:
    """The tables of a plain dump: {table: (columns, rows as lists of text, in the order of the file)}."""

    tables: dict

    @classmethod
    def read(cls, text):
        """Take the COPY blocks out of the text of pg_dump."""
        tables = {}
        for block in re.finditer(r"^COPY public\.(\w+) \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", text, re.M | re.S):
            rows = [line.split("\t") for line in block[3].splitlines()]
            tables[block[1]] = ([name.strip(' "') for name in block[2].split(",")], rows)
        return cls(tables)

    def rows(self, table):
        """The rows of a table as dictionaries."""
        columns, rows = self.tables.get(table, ((), ()))
        return [dict(zip(columns, row, strict=True)) for row in rows]


def order_of_votes(logs):
    """Keys of the papers in the order in which they were handed in, by the web server's log."""
    return list(dict.fromkeys(POSTED.findall(logs)))


def of_last_vote(dump):
    """The ballots of the vote that was begun last."""
    last = max(int(row["review_id"]) for row in dump.rows(BALLOTS))
    return [row for row in dump.rows(BALLOTS) if int(row["review_id"]) == last]


def guess_by_order(dump, logs):
    """({appraisal id: numbers of its ballots of the last vote in the order of the dump}, keys in the order of the log).

    The guess is that the two orders are one.
    """
    ballots = {}
    for row in sorted(of_last_vote(dump), key=lambda row: int(row["id"])):
        numbers = tuple(int(row[item]) for item in ("behaviour", "work", "record"))
        ballots.setdefault(row["appraisal_id"], []).append(numbers)
    return ballots, order_of_votes(logs)


def places_of(dump, table_name, ids):
    """Rows of other tables that point to a record of a model by its number: [(table, row)]."""
    model, found = table_name.replace("_", "."), []
    for table, (columns, rows) in dump.tables.items():
        names = set(columns)
        kind = next((name for name in ("model", "res_model") if name in names), None)
        if kind and "res_id" in names:
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                if values[kind] == model and values["res_id"] in ids:
                    found.append((table, values))
    return found
