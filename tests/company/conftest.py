"""Plain tests of the sample company and the loaders: no Odoo, no database."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture
def sample_folder():
    """The committed sample company."""
    return ROOT / "data" / "sample"


@pytest.fixture
def crm_folder():
    """The public sales data set, where it is at hand."""
    place = Path(os.environ.get("SALES_DATA") or ROOT.parent / "shared" / "data")
    folder = place if place.name == "crm_sales" else place / "crm_sales"
    if not (folder / "sales_pipeline.csv").is_file():
        pytest.skip(f"the data set crm_sales is not in {place}: set SALES_DATA to the folder that holds it")
    return folder


@pytest.fixture
def folder_of(tmp_path):
    """Return a function that writes files {name: text or bytes} into a folder."""

    def write(**files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.csv").write_bytes(data)
        return tmp_path

    return write
