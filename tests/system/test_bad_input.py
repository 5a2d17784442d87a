"""Bad files through the real loader: one clear sentence each, and the database as it was before."""

import os
import subprocess

import pytest

from tests.system.shared import OURS, ROOT, SAMPLE, copied, counts, ended, rows
from tools.paths import VENV_PYTHON
from tools.problems import Problem

HEADER = "order,salesperson,manager,branch,customer,product,date,amount\n"
GOOD = "1,Ann Lee,Bo Chen,North,Shop,Tea,2017-03-01,100\n2,Cy Wu,Bo Chen,North,Shop,Tea,2017-04-03,50.50\n"
# Odoo notes here which caches are stale.
NOT_DATA = "orm_signaling"


@pytest.fixture(scope="module")
def empty(ground):
    """All three addons and no company."""
    return ground.new_database("bad_input", modules=OURS)


@pytest.fixture
def fresh(ground, empty):
    """A copy of it for what does load."""
    return copied(ground, empty, "good_input")


def written(folder, name, content):
    """A folder with one more file."""
    folder.mkdir(exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    return folder


def everything(ground, database):
    """The number of rows of every table."""
    return {name: number for name, number in counts(ground, database).items() if not name.startswith(NOT_DATA)}


def loader(ground, database, folder, *arguments):
    """The loader as `make run DATA=...` calls it."""
    command = [VENV_PYTHON, "-m", "tools.company", "load", "--config", ground.config()]
    command += ["--database", database, "--folder", folder, "--report", folder / "report.txt", *arguments]
    return subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **ground.environment()},
    )


def orders(ground, database):
    """What was entered: reference or name of the customer, salesperson and amount of every order."""
    return rows(
        ground,
        database,
        """SELECT c.name, u.login, o.amount_untaxed::float FROM sale_order o
             JOIN res_partner c ON c.id = o.partner_id JOIN res_users u ON u.id = o.user_id ORDER BY o.id""",
    )


LATIN = HEADER.encode() + "1,René Dubé,Bo,North,Shop,Tea,2017-03-01,100\n".encode("latin-1")
NO_AMOUNT = "salesperson,date\nAnn Lee,2017-03-01\n"
BAD_DATE = HEADER + "1,Ann Lee,Bo Chen,North,Shop,Tea,2017-02-30,100\n"
NEGATIVE = HEADER + "1,Ann Lee,Bo Chen,North,Shop,Tea,2017-03-01,-100\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (LATIN, "sales.csv is neither UTF-8 nor GB18030 (line 2): save it as UTF-8."),
        (NO_AMOUNT, "sales.csv has no column for amount."),
        (BAD_DATE, "the first reason: sales.csv, line 2: '2017-02-30' is no date"),
        (NEGATIVE, "the first reason: sales.csv, line 2: the amount -100 is negative"),
        ("", "sales.csv is empty."),
    ],
    ids=["encoding", "missing column", "bad date", "negative amount", "empty"],
)
def test_refused_in_one_sentence(content, sentence, ground, empty, tmp_path):
    before = everything(ground, empty)
    with pytest.raises(Problem) as refusal:
        ground.load_company(empty, written(tmp_path / "data", "sales.csv", content))
    said = str(refusal.value)
    assert sentence in said
    assert "\n" not in said and "Traceback" not in said
    assert everything(ground, empty) == before


def test_broken_lines_do_not_stop_the_others(ground, fresh, tmp_path):
    """A bad date, a negative amount and a key that was there: each said once, none entered, the rest whole."""
    broken = (
        "3,Ann Lee,Bo Chen,North,Shop,Tea,2017-13-01,10\n"
        "4,Ann Lee,Bo Chen,North,Shop,Tea,2017-03-01,-10\n"
        "2,Ann Lee,Bo Chen,North,Shop,Tea,2017-03-01,10\n"
    )
    last = "5,Cy Wu,Bo Chen,North,Shop,Tea,2017-04-05,7\n"
    folder = written(tmp_path / "data", "sales.csv", HEADER + GOOD + broken + last)
    lines, _complaints = ended(loader(ground, fresh, folder))
    report = (folder / "report.txt").read_text()
    for number, reason in ((4, "'2017-13-01' is no date"), (5, "-10 is negative"), (6, "key 2 was there before")):
        (said,) = [line for line in report.splitlines() if f"sales.csv, line {number}:" in line]
        assert reason in said and said.endswith("the line was not entered")
    assert [amount for _customer, _login, amount in orders(ground, fresh)] == [100.0, 50.5, 7.0]
    assert rows(ground, fresh, "SELECT COUNT(*) FROM account_move WHERE move_type = 'out_invoice'") == [(3,)]
    assert "3 invoices, 157.50 in all, as in the files." in lines


def test_the_same_again_and_another(ground, fresh, tmp_path):
    """Loaded twice, also under another name: said, nothing doubled. Another company: refused."""
    folder = written(tmp_path / "data", "sales.csv", HEADER + GOOD)
    ground.load_company(fresh, folder)
    before = everything(ground, fresh)
    lines, _complaints = ended(loader(ground, fresh, folder))
    assert any("is already loaded in" in line and "nothing was changed" in line for line in lines)
    again = written(tmp_path / "again", "renamed.csv", HEADER + GOOD)
    lines, _complaints = ended(loader(ground, fresh, again))
    assert any("is already loaded in" in line for line in lines)
    other = written(tmp_path / "other", "sales.csv", HEADER + GOOD.replace("100", "101"))
    for second in (other, SAMPLE):
        with pytest.raises(Problem, match="already holds data: load .* into a new one"):
            ground.load_company(fresh, second)
    assert everything(ground, fresh) == before


def test_the_same_file_twice_in_a_folder(ground, fresh, tmp_path):
    folder = written(tmp_path / "data", "sales.csv", HEADER + GOOD)
    written(folder, "sales_copy.csv", HEADER + GOOD)
    lines, _complaints = ended(loader(ground, fresh, folder))
    assert any("sales_copy.csv is the same file as sales.csv: read once." in line for line in lines)
    assert len(orders(ground, fresh)) == 2


def test_a_chinese_encoding_is_read(ground, fresh, tmp_path):
    text = "业务员,经理,分公司,客户,产品,成交日期,金额\n李安,陈波,北方,小店,茶,2017年3月1日,1200.50\n"
    ground.load_company(fresh, written(tmp_path / "data", "sales.csv", text.encode("gb18030")))
    assert [(customer, amount) for customer, _login, amount in orders(ground, fresh)] == [("小店", 1200.5)]
    people = {name for (name,) in rows(ground, fresh, "SELECT name FROM hr_employee WHERE active")}
    assert {"李安", "陈波"} <= people


def test_killed_in_the_middle_nothing_is_left(ground, fresh, tmp_path):
    """SIGKILL when the first month is graded, everything entered and nothing kept yet; then it loads."""
    before = everything(ground, fresh)
    folder = written(tmp_path / "data", "sales.csv", HEADER + GOOD)
    process = loader(ground, fresh, folder)
    while "2017-03: graded" not in (heard := process.stdout.readline()):
        assert heard, process.stderr.read()
    process.kill()
    process.communicate()
    assert everything(ground, fresh) == before
    ground.load_company(fresh, folder)
    assert len(orders(ground, fresh)) == 2
