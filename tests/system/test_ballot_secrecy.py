"""A vote held over the web, then attacked with one dump of the database and every log (R53)."""

import re
import subprocess
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.system import ballot_attack as attack
from tests.system.shared import copied, execute, finished
from tools.paths import LOGS

DEPARTMENT, YEAR = "Logistics", "2024"
ITEMS = ("behaviour", "work", "record")


@pytest.fixture(scope="module")
def vote(ground, sample):
    """The vote while it is open and after its close: {moment: (dump, logs)}, with what every voter gave."""
    database = copied(ground, sample, "ballots")
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    lines = finished(ground, "hold_review", database, "open", DEPARTMENT, YEAR)
    voters = [line.split("|") for line in lines]
    given = {}
    with ground.serve(database) as address:
        for number, (employee, _name, key, subjects) in enumerate(voters):
            if int(subjects):
                given[employee] = (key, tuple(61 + 5 * number + part for part in range(3)))
                _hand_in(f"{address}/appraisal/review/{key}", given[employee][1])
        is_open = _taken(ground, database)
        finished(ground, "hold_review", database, "close")
        closed = _taken(ground, database)
    return {"open": is_open, "closed": closed, "given": given, "voters": voters}


def _hand_in(address, numbers):
    """Fill in the paper as a browser without a login does."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(address, timeout=60).read().decode()
    fields = re.findall(r'name="(\d+_(?:behaviour|work|record))"', page)
    values = {name: numbers[ITEMS.index(name.split("_")[1])] for name in fields}
    values["csrf_token"] = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    answer = browser.open(address, urllib.parse.urlencode(values).encode(), timeout=60).read().decode()
    assert fields and "Your vote is taken" in answer


def _taken(ground, database):
    """(the database as pg_dump writes it, the text of every log that there is)."""
    server = ground.here.server
    text = subprocess.run(
        [server.programs / "pg_dump", "-h", server.host, "-p", server.port, "-U", server.user, database],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = [path for path in LOGS.iterdir() if database in path.name]
    assert any("serve" in path.name for path in paths)
    logs = "\n".join(path.read_text(errors="replace") for path in paths)
    return attack.Dump.read(text), logs


def _right_guesses(vote, moment):
    """(how many ballots are laid at the right voter by their order, of how many)."""
    dump, logs = vote[moment]
    ballots, keys = attack.guess_by_order(dump, logs)
    by_key = dict(vote["given"].values())
    right = total = 0
    for mine in ballots.values():
        # Nobody votes on themselves: of a reviewed person the own paper drops out of the order.
        order = [key for key in keys if by_key[key] in mine]
        right += sum(numbers == by_key[key] for numbers, key in zip(mine, order, strict=True))
        total += len(mine)
    return right, total


def test_while_the_vote_is_open_the_attack_finds_them(vote):
    """The attack can succeed: in an open vote the order of the rows is the order of the papers."""
    right, total = _right_guesses(vote, "open")
    assert (right, total) == (12, 12)
    dump, logs = vote["open"]
    assert len(attack.order_of_votes(logs)) == len(vote["given"]) == 7


def test_r53_after_the_close_the_order_says_nothing(vote):
    """By chance two of twelve come out right, and nine or more once in some ten thousand votes."""
    right, total = _right_guesses(vote, "closed")
    assert total == 12
    assert right < 9


def test_r53_after_the_close_the_register_is_empty_and_ballots_are_numbers(vote):
    dump, _logs = vote["closed"]
    assert dump.rows(attack.REGISTER) == []
    columns, _rows = dump.tables[attack.BALLOTS]
    assert set(columns) == {"id", "review_id", "appraisal_id", *ITEMS}
    numbers = {numbers for _key, numbers in vote["given"].values()}
    found = {tuple(int(row[item]) for item in ITEMS) for row in attack.of_last_vote(dump)}
    assert numbers == found, "what was voted is there, and only that"


def test_r53_no_other_row_and_no_line_of_a_log_knows_a_ballot(vote):
    """Nothing refers to a ballot, and where a paper's key stands there is no number of a vote beside it."""
    dump, logs = vote["closed"]
    ids = {row["id"] for row in dump.rows(attack.BALLOTS)}
    assert attack.places_of(dump, attack.BALLOTS, ids) == []
    assert attack.BALLOTS not in logs
    keys = {key for key, _numbers in vote["given"].values()}
    about = [line for line in logs.splitlines() if any(key in line for key in keys)]
    assert len(about) >= 2 * len(keys)
    for line in about:
        assert "_work" not in line and "_record" not in line
    for table, (_columns, rows) in dump.tables.items():
        for row in rows:
            named = [key for key in keys if key in "\t".join(row)]
            assert not named or (len(named) == 1 and table in ("mail_mail", "mail_message")), table


def test_r53_the_rows_of_the_close_are_of_one_transaction(vote, ground):
    """Not in the dump, but in the files: who copies them learns no order either."""
    rows = ground.psql("mr_test_ballots", f"SELECT DISTINCT b.xmin FROM {attack.BALLOTS} b"
                       " JOIN marketing_appraisal_review r ON r.id = b.review_id"
                       " JOIN marketing_appraisal_period p ON p.id = r.period_id WHERE p.name = '2024'")  # fmt: skip
    assert len(rows.split()) == 1
