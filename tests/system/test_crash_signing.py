"""A signature or publication that is killed, and two at once, leave what an undisturbed one leaves (R70, R71).

Each is one transaction, however many people it covers: all of it or nothing.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.system.person import Person
from tests.system.shared import connected, copied, ended, execute, finished, rows, started

MONTH, FIRST, LAST = "2026-01", "2026-01-01", "2026-01-31"
GENERAL_MANAGER, OFFICER = "lin.guanghui", "wan.tingting"
SIGN, PUBLISH = "action_sign", "action_publish"
SIGNING = "Somebody else is signing at this moment. Sign again in a minute."
# Some of what is written, in that order: killed at the beginning, in the middle, and at the last row of all.
SIGNED_TABLES = ("step", "evidence_row", "seal", "chain")
PUBLISHED_TABLES = ("result", "period")

RESULTS = """
    SELECT e.name, r.status, r.total, r.grade, r.active, r.is_signed, r.is_published, u.login,
           r.signed_date IS NOT NULL, r.published_date IS NOT NULL,
           a.step, a.is_signed, a.is_published, a.waiting_for, w.login, p.state
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal a ON a.id = r.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
      JOIN hr_employee e ON e.id = r.employee_id
 LEFT JOIN res_users u ON u.id = r.signed_by_id
 LEFT JOIN res_users w ON w.id = a.waiting_user_id
     WHERE p.name = %s ORDER BY e.name, r.id
"""
STEPS = """
    SELECT e.name, s.step, s.operation, u.login, s.stood_in_for_id, s.to_step, s.reason
      FROM marketing_appraisal_step s
      JOIN marketing_appraisal a ON a.id = s.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
      JOIN hr_employee e ON e.id = a.employee_id
      JOIN res_users u ON u.id = s.user_id
     WHERE p.name = %s ORDER BY e.name, s.id
"""
SEALS = """
    SELECT s.number, s.content, ARRAY(SELECT key FROM marketing_appraisal_seal_text WHERE seal_id = s.id ORDER BY key)
      FROM marketing_appraisal_seal s
      JOIN marketing_appraisal_result r ON r.id = s.result_id
      JOIN marketing_appraisal_period p ON p.id = r.period_id
     WHERE p.name = %s ORDER BY s.number
"""
EVIDENCE = """
    SELECT k.code, e.digest, (SELECT COUNT(*) FROM marketing_appraisal_evidence_row WHERE evidence_id = e.id)
      FROM marketing_appraisal_evidence e
      JOIN marketing_appraisal_period p ON p.id = e.period_id
      JOIN sales_kpi k ON k.id = e.kpi_id
     WHERE p.name = %s ORDER BY k.code, e.id
"""


def table(ground, database):
    """Everything that signing and publishing write, without ids, moments and salts."""
    found = [rows(ground, database, query, MONTH) for query in (RESULTS, STEPS, EVIDENCE)]
    seals = [(number, _plain(content), keys) for number, content, keys in rows(ground, database, SEALS, MONTH)]
    head = rows(ground, database, "SELECT company_id, last_number FROM marketing_appraisal_chain ORDER BY 1")
    links = rows(ground, database, "SELECT COUNT(*), MAX(number) FROM marketing_appraisal_seal")
    return *found, seals, head, links


def _plain(content):
    """A snapshot without what differs from one signature to the next."""
    found = json.loads(content)
    found["rows"]["signed"] = bool(found["rows"]["signed"])
    found["rows"]["evidence"] = {key: digest for key, (_id, digest) in found["rows"]["evidence"].items()}
    found["context"]["steps"] = [[step, user, owner] for step, user, _date, owner in found["context"]["steps"]]
    found["texts"] = sorted(found["texts"])
    return found


def _is_whole(ground, database):
    """Whether the chain and everything signed verify."""
    return finished(ground, "verify", database)[0].split("|")[:2]


@pytest.fixture(scope="module")
def ready(ground, sample):
    """The sample company with one more month that waits for its signature."""
    database = copied(ground, sample, "ready")
    finished(ground, "sell", database, LAST, 100, 120)
    name, count, signable = finished(ground, "ready_to_sign", database, FIRST)[0].split()
    assert (name, count) == (MONTH, signable) and int(count) > 30
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    return database


@pytest.fixture(scope="module")
def signed(ground, ready):
    """The same month, signed without a disturbance."""
    database = copied(ground, ready, "signed")
    finished(ground, "press", database, GENERAL_MANAGER, MONTH, SIGN, 0)
    return database


@pytest.fixture(scope="module")
def after(ground, ready, signed):
    """What an undisturbed signature and an undisturbed publication leave."""
    before, found = table(ground, ready), {SIGN: table(ground, signed)}
    database = copied(ground, signed, "published")
    finished(ground, "press", database, OFFICER, MONTH, PUBLISH, 0)
    found[PUBLISH] = table(ground, database)
    people = len(found[SIGN][3])
    assert people > 30 and not before[3]
    assert found[SIGN][5] == [(before[5][0][0] + people, before[5][0][1] + people)]
    assert _is_whole(ground, database) == ["whole", str(found[SIGN][5][0][0])]
    return found


def _is_waiting(ground, database):
    """Whether a session of the database waits for a lock."""
    query = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    return rows(ground, database, query, database)[0][0] > 0


def _wait_for(ground, database, condition, process=None):
    with connected(ground, database) as connection, connection.cursor() as cursor:
        for _attempt in range(1200):
            if condition():
                return
            assert process is None or process.poll() is None, process.stderr.read()
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("it did not come to that within a minute")


def _is_alone(ground, database):
    query = """SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = %s AND pid != pg_backend_pid() AND backend_type = 'client backend'"""
    return rows(ground, "postgres", query, database)[0][0] == 0


@contextmanager
def _held(ground, database, name):
    """Let nobody write a table for the time of the block; reading and locking rows goes on."""
    with connected(ground, database) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(f"LOCK TABLE marketing_appraisal_{name} IN SHARE MODE")
        yield
        cursor.execute("ROLLBACK")


def _killed_at(ground, database, name, *button):
    """Press a button, and kill it where it writes a table."""
    with _held(ground, database, name):
        process = started(ground, "press", database, *button, 0)
        _wait_for(ground, database, lambda: _is_waiting(ground, database), process)
        process.kill()
        process.communicate()
    _wait_for(ground, "postgres", lambda: _is_alone(ground, database))


def _killed_before_the_commit(ground, database, *button):
    """Press a button, and kill it when everything is written and nothing is committed."""
    process = started(ground, "press", database, *button, 1)
    assert process.stdout.readline() == "inside\n", process.stderr.read()
    process.kill()
    process.communicate()
    _wait_for(ground, "postgres", lambda: _is_alone(ground, database))


@pytest.mark.parametrize("name", [*SIGNED_TABLES, None])
def test_r70_a_killed_signature_leaves_nothing_and_is_given_again(name, ground, ready, after):
    """SIGKILL where each table is written, and before the commit: the second signature is the only one."""
    database = copied(ground, ready, "killed_signing")
    button = (GENERAL_MANAGER, MONTH, SIGN)
    if name:
        _killed_at(ground, database, name, *button)
    else:
        _killed_before_the_commit(ground, database, *button)
    assert table(ground, database) == table(ground, ready)
    finished(ground, "press", database, *button, 0)
    assert table(ground, database) == after[SIGN]
    assert _is_whole(ground, database) == ["whole", str(after[SIGN][5][0][0])]


@pytest.mark.parametrize("name", [*PUBLISHED_TABLES, None])
def test_a_killed_publication_leaves_nothing_and_is_done_again(name, ground, signed, after):
    database = copied(ground, signed, "killed_publishing")
    button = (OFFICER, MONTH, PUBLISH)
    if name:
        _killed_at(ground, database, name, *button)
    else:
        _killed_before_the_commit(ground, database, *button)
    assert table(ground, database) == after[SIGN]
    finished(ground, "press", database, *button, 0)
    assert table(ground, database) == after[PUBLISH]


def _refused(address, database, login, method):
    """The sentence with which a button answers."""
    person = Person(address, database, login)
    period = person.ask("marketing.appraisal.period", "search", [["name", "=", MONTH]])
    return person.call("marketing.appraisal.period", method, period)["error"]["data"]["message"]


@pytest.mark.parametrize("is_first", [False, True])
def test_r71_whoever_signs_second_is_told(is_first, ground, ready, after):
    """While somebody signs, another one is refused in one sentence; also where the company has no chain yet."""
    database = copied(ground, ready, "twice_signing")
    if is_first:
        execute(ground, database, "TRUNCATE marketing_appraisal_seal_text, marketing_appraisal_seal")
        execute(ground, database, "DELETE FROM marketing_appraisal_chain")
    with ground.serve(database) as address:
        first = started(ground, "press", database, GENERAL_MANAGER, MONTH, SIGN, 1)
        assert first.stdout.readline() == "inside\n", first.stderr.read()
        assert _refused(address, database, GENERAL_MANAGER, SIGN) == SIGNING
        first.stdin.write("\n")
        first.stdin.flush()
        assert ended(first) == (["done"], [])
        assert _refused(address, database, GENERAL_MANAGER, SIGN) == f"Nothing in {MONTH} waits for a signature."
    if is_first:
        assert [seal[0] for seal in table(ground, database)[3]] == list(range(1, len(after[SIGN][3]) + 1))
    else:
        assert table(ground, database) == after[SIGN]
        assert _is_whole(ground, database)[0] == "whole"


def test_whoever_publishes_second_is_told(ground, signed, after):
    database = copied(ground, signed, "twice_publishing")
    with ground.serve(database) as address:
        first = started(ground, "press", database, OFFICER, MONTH, PUBLISH, 1)
        assert first.stdout.readline() == "inside\n", first.stderr.read()
        sentence = _refused(address, database, OFFICER, PUBLISH)
        assert sentence.startswith("Somebody else is working on ")
        assert sentence.endswith(f" {MONTH} at this moment. Try again in a minute.")
        first.stdin.write("\n")
        first.stdin.flush()
        assert ended(first) == (["done"], [])
    assert table(ground, database) == after[PUBLISH]


def test_r71_many_sign_at_once(ground, ready, after):
    """Several sessions sign in the same moment: one does it, nothing is doubled, and each other gets a sentence."""
    database = copied(ground, ready, "at_once_signing")
    with ground.serve(database) as address:
        people = [Person(address, database, GENERAL_MANAGER) for _session in range(4)]
        period = people[0].ask("marketing.appraisal.period", "search", [["name", "=", MONTH]])
        with ThreadPoolExecutor(len(people)) as pool:
            answers = list(pool.map(lambda person: person.call("marketing.appraisal.period", SIGN, period), people))
    refusals = [answer["error"]["data"]["message"] for answer in answers if "error" in answer]
    assert len(refusals) == len(answers) - 1
    assert set(refusals) <= {SIGNING, f"Nothing in {MONTH} waits for a signature."}
    assert table(ground, database) == after[SIGN]
    assert _is_whole(ground, database)[0] == "whole"
