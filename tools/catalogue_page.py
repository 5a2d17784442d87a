"""Writes docs/CATALOGUES.md from the files of the catalogues: what is in each, and where it breaks off."""

import csv
from pathlib import Path

from tools.console import say
from tools.paths import ROOT

FOLDER = ROOT / "addons" / "marketing_roles" / "catalogues"
PAGE = ROOT / "docs" / "CATALOGUES.md"
KINDS = ("function", "power", "principle", "objective", "structure", "content", "rule", "workflow")
HEAD = """# The catalogues

What is in each of the catalogues that come with `marketing_roles`. This page is written by `make docs` from
`addons/marketing_roles/catalogues/*.csv`; change those. "Breaks off" marks a list that is known only in part.
"""


def page(folder: Path = FOLDER) -> str:
    """The whole page."""
    catalogues = [_read(path) for path in sorted(folder.glob("*.csv"))]
    lines = [
        HEAD,
        "| catalogue | kind of business | roles | duties | other entries | breaks off |",
        "|---|---|--:|--:|--:|---|",
    ]
    lines += [_summary(rows) for rows in catalogues]
    for rows in catalogues:
        lines += ["", *_details(rows)]
    return "\n".join(lines) + "\n"


def write_page() -> None:
    """Write the pages of docs/ that are made from other files."""
    PAGE.write_text(page(), encoding="utf-8")
    say(f"  Wrote {PAGE.relative_to(ROOT)}.")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _summary(rows: list[dict[str, str]]) -> str:
    kinds = [row["row"] for row in rows]
    others = len(rows) - 1 - kinds.count("role") - kinds.count("duty")
    cut = ", ".join(sorted({_place(row, rows) for row in rows if row["breaks_off"]}))
    counts = f"{kinds.count('role')} | {kinds.count('duty')} | {others}"
    return f"| `{rows[0]['code']}` | {rows[0]['name']} | {counts} | {cut} |"


def _place(row: dict[str, str], rows: list[dict[str, str]]) -> str:
    """Name the list that breaks off after a row."""
    names = {one["code"]: one["name"] for one in rows if one["row"] == "role"}
    if row["row"] in ("role", "duty"):
        return names[row["role"] or row["code"]]
    return row["section"] or f"{row['row']}s"


def _details(rows: list[dict[str, str]]) -> list[str]:
    lines = [f"## {rows[0]['name']} (`{rows[0]['code']}`)", "", "| what | entries | |", "|---|--:|---|"]
    for role in (row for row in rows if row["row"] == "role"):
        duties = [row for row in rows if row["row"] == "duty" and row["role"] == role["code"]]
        cut = any(row["breaks_off"] for row in (role, *duties))
        lines.append(
            f"| {role['name']} ({role['level'].replace('_', ' ')}) | {len(duties)} | {'breaks off' if cut else ''} |"
        )
    for kind in KINDS:
        sections = dict.fromkeys(row["section"] for row in rows if row["row"] == kind)
        for section in sections:
            found = [row for row in rows if row["row"] == kind and row["section"] == section]
            cut = "breaks off" if any(row["breaks_off"] for row in found) else ""
            lines.append(f"| {kind}s{': ' + section if section else ''} | {len(found)} | {cut} |")
    return lines
