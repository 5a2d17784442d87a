"""Reading and writing the project's own CSV files: UTF-8, LF, comma, header line."""

import csv
from pathlib import Path

from .errors import CompanyError


def write_rows(path, header, rows):
    """Write ``rows`` (sequences as long as ``header``) to ``path``, byte for byte the same everywhere."""
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def read_rows(path):
    """Return the rows of ``path`` as dictionaries, with blanks trimmed."""
    path = Path(path)
    if not path.is_file():
        raise CompanyError(f"The file {path} is missing from the sample folder.")
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(stream)]
    except UnicodeDecodeError as error:
        raise CompanyError(f"The file {path} is not UTF-8 text (byte {error.start}).") from error
