"""The commands: generate, first-quotas, load, summary, expect."""

import argparse
import sys

from .errors import CompanyError


def parser():
    """Return the argument parser of all commands."""
    top = argparse.ArgumentParser(prog="python -m tools.company", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    generate = commands.add_parser("generate", help="write the sample company's CSV files")
    generate.add_argument("--out", default="data/sample")
    march = commands.add_parser("first-quotas", help="write quotas for the first month of a sales pipeline")
    march.add_argument("--folder", required=True)
    march.add_argument("--month", required=True, help="such as 2017-03")
    march.add_argument("--out", required=True)
    for name, text in (
        ("load", "load a folder into a database"),
        ("summary", "print logins and grades of a loaded database"),
        ("expect", "write the independent calculation's tables"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--config", help="the Odoo configuration file")
        command.add_argument("--database", required=True)
        if name == "load":
            command.add_argument("--folder", required=True)
            command.add_argument("--report", help="file for the line-by-line report (tabular data)")
            command.add_argument("odoo", nargs="*", help="further Odoo options, after --")
        if name == "summary":
            command.add_argument("odoo", nargs="*", help="further Odoo options, after --")
        if name == "expect":
            command.add_argument("--out", nargs=2, metavar=("MONTHS", "YEAR"), required=True)
            command.add_argument("--year", type=int, default=2025)
    return top


def main(argv=None):
    """Run one command; the last line on the error stream says what was wrong."""
    options = parser().parse_args(argv)
    try:
        return COMMANDS[options.command](options) or 0
    except CompanyError as error:
        print(error, file=sys.stderr)
        return 2


def _generate(options):
    from .sample import generate

    tables = generate.generate()
    generate.write(tables, options.out)
    counts = ", ".join(
        f"{len(tables[name])} {name.replace('_', ' ')}"
        for name in ("employees", "orders", "invoices", "receipts", "tasks")
    )
    print(f"Wrote {options.out}: {counts}.")


def _first_quotas(options):
    from .csvio import write_rows
    from .tabular import march
    from .tabular.text import read_month

    rows = march.first_quotas(options.folder, read_month(options.month))
    write_rows(options.out, ("salesperson", "month", "amount"), rows)
    print(f"Wrote {len(rows)} quotas to {options.out}.")


def _load(options):
    from .load import run

    return run.load(options)


def _summary(options):
    from .load import summary

    return summary.show(options)


def _expect(options):
    from .independent import tables

    return tables.write_expected(options)


COMMANDS = {
    "generate": _generate,
    "first-quotas": _first_quotas,
    "load": _load,
    "summary": _summary,
    "expect": _expect,
}
