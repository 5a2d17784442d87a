"""R19: a spreadsheet program that reads the figures' formulas comes to the figures."""

import csv
import shutil
import subprocess
from datetime import date, timedelta
from random import Random

import pytest

from engine_of.sales_kpi.workbook import Document, Figure, write

WORDS = {
    "figures": "Figures",
    "documents": "Documents",
    "names": ("Month", "KPI", "Whose"),
    **{word: word.title() for word in ("key", "target", "actual", "gap", "rate", "total", "day", "label", "kind")},
}
# What LibreOffice is told: compute every formula anew, whatever the file says it came to.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def _company(seed):
    """Figures of twenty people with their documents; the stored results of the formulas are wrong on purpose."""
    random = Random(seed)
    documents, expected = [], {}
    for number in range(1, 21):
        targets = [random.choice([0, 1000.5, 333.33]) if number % 5 else 0 for _each in range(3)]
        actuals = [random.randrange(-5000, 99999) / 100 for _each in range(random.randrange(1, 30))]
        for place, amount in enumerate(actuals):
            day = date(2025, 1, 1) + timedelta(days=place)
            documents.append(Document(str(number), day, f"=INV/{place}", "Done", amount, 0.0))
        documents += [Document(str(number), date(2025, 1, 1), "Plan", "Planned", 0.0, target) for target in targets]
        expected[str(number)] = (round(sum(targets), 2), round(sum(actuals), 2))
    figures = [Figure(key, ("2025-01", "Sales", f"Person {key}"), 7.0, 7.0) for key in expected]
    random.shuffle(documents)
    return write(figures, documents, WORDS, total_by=(1,)), expected


@pytest.mark.skipif(not shutil.which("soffice"), reason="there is no LibreOffice on this machine")
def test_r19_libreoffice_comes_to_the_same_numbers(tmp_path):
    content, expected = _company(seed := 20250101)
    (tmp_path / "profile" / "user").mkdir(parents=True)
    (tmp_path / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    (tmp_path / "figures.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", tmp_path, tmp_path / "figures.xlsx"]
    subprocess.run(list(map(str, command)), check=True, timeout=300, capture_output=True)
    with (tmp_path / "figures.csv").open(newline="") as file:
        _headings, *lines, total = csv.reader(file)
    found = {line[0]: tuple(float(text.replace(",", "")) for text in line[4:6]) for line in lines}
    assert found == expected, f"seed {seed}"
    for line in lines:
        target, actual = found[line[0]]
        assert float(line[6].replace(",", "")) == pytest.approx(actual - target, abs=0.006)
        rate = float(line[7].rstrip("%")) / 100 if line[7] else None
        assert rate == (pytest.approx(actual / target, abs=0.00006) if target > 0 else None)
    sums = tuple(round(sum(figures[place] for figures in expected.values()), 2) for place in (0, 1))
    assert tuple(float(text.replace(",", "")) for text in total[4:6]) == pytest.approx(sums, abs=0.006)
