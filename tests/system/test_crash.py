"""A grading that is killed, and two gradings at once, leave the table that an undisturbed one leaves."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.system.person import Person
from tests.system.shared import connected, copied, ended, execute, finished, rows, started

MONTH = "2025-06"
BLOCK = 5
# So many people are appraised in that month.
PEOPLE = 47
BLOCKS = 10

# What is the same however often and by whomever a period is graded.
RESULTS = """
    SELECT r.employee_id, r.status, r.total, r.grade, r.missing_rule, r.total_mode,
           r.work_points, r.work_status, r.work_maximum, r.behaviour_points, r.behaviour_status,
           r.behaviour_maximum, r.company_points, r.company_status, r.company_maximum, r.points, r.months_counted,
           a.is_graded, a.is_blocked, a.step, a.is_signed, a.is_published
      FROM marketing_appraisal_result r
      JOIN marketing_appraisal a ON a.id = r.appraisal_id
      JOIN marketing_appraisal_period p ON p.id = a.period_id
     WHERE p.name = %s ORDER BY r.employee_id, r.id
"""
LINES = """
    SELECT r.employee_id, l.sequence, l.section, l.status, l.numerator, l.denominator, l.points, l.maximum,
           l.grade, l.kpi_id, l.criterion_id, l.task_id, l.behaviour_id, l.month_id
      FROM marketing_appraisal_result_line l
      JOIN marketing_appraisal_result r ON r.id = l.result_id
      JOIN marketing_appraisal_period p ON p.id = r.period_id
     WHERE p.name = %s ORDER BY r.employee_id, l.sequence, l.id
"""


def table(ground, database):
    """Results and their lines, without ids, dates and names of those who graded."""
    return rows(ground, database, RESULTS, MONTH), rows(ground, database, LINES, MONTH)


def graded(ground, database):
    """How many results stand, the state of the grading, and its number."""
    return rows(
        ground,
        database,
        """SELECT (SELECT COUNT(*) FROM marketing_appraisal_result WHERE period_id = p.id AND status = 'graded'),
                  p.grading_state, p.grading_run
             FROM marketing_appraisal_period p WHERE p.name = %s""",
        MONTH,
    )[0]


@pytest.fixture(scope="module")
def waiting(ground, sample):
    """The sample company with one month that waits for its grading."""
    database = copied(ground, sample, "waiting")
    finished(ground, "open_again", database, MONTH)
    assert graded(ground, database)[:2] == (0, "none")
    return database


@pytest.fixture(scope="module")
def undisturbed(ground, waiting):
    """The table after one grading that nobody disturbed."""
    database = copied(ground, waiting, "undisturbed")
    lines = finished(ground, "grade", database, MONTH, BLOCK, 0)
    assert len([line for line in lines if line.startswith("done")]) == BLOCKS
    results, explained = table(ground, database)
    assert len(results) == PEOPLE and len(explained) > PEOPLE * 8
    assert {row[1] for row in results} == {"graded"}
    return results, explained


def test_a_second_grading_gives_what_was_published(ground, sample, undisturbed):
    """The month that was signed and published in the sample comes out the same again."""
    figures = [row[:17] for row in undisturbed[0]]
    assert figures == [row[:17] for row in rows(ground, sample, RESULTS, MONTH)]
    assert undisturbed[1] == rows(ground, sample, LINES, MONTH)


@pytest.mark.parametrize("point", [1, 2, 5, BLOCKS])
def test_killed_and_run_again(point, ground, waiting, undisturbed):
    """SIGKILL when a block is written and not committed; then the scheduled action does the rest."""
    database = copied(ground, waiting, "killed")
    process = started(ground, "grade", database, MONTH, BLOCK, point)
    heard = ""
    while not heard.startswith("inside"):
        heard = process.stdout.readline()
        assert heard, process.stderr.read()
    process.kill()
    process.wait()
    process.communicate()
    _wait_until_alone(ground, database)

    count, state, run = graded(ground, database)
    assert (count, state) == ((point - 1) * BLOCK, "queued")
    assert table(ground, database) != undisturbed
    finished(ground, "run_cron", database, BLOCK)
    assert graded(ground, database)[1:] == ("done", run)
    assert table(ground, database) == undisturbed


def test_killed_and_run_again_by_the_button(ground, waiting, undisturbed):
    """After the crash somebody presses the button: it goes on with the grading that was under way."""
    database = copied(ground, waiting, "killed")
    process = started(ground, "grade", database, MONTH, BLOCK, 4)
    while not (heard := process.stdout.readline()).startswith("inside"):
        assert heard, process.stderr.read()
    process.kill()
    process.communicate()
    _wait_until_alone(ground, database)
    assert finished(ground, "grade", database, MONTH, 200, 0) == [f"done 1 {PEOPLE - 3 * BLOCK}"]
    assert table(ground, database) == undisturbed


def _wait_until_alone(ground, database):
    """PostgreSQL ends the session of a killed program as soon as it notices."""
    query = """SELECT pg_stat_clear_snapshot(), COUNT(*) FROM pg_stat_activity
                WHERE datname = %s AND pid != pg_backend_pid() AND backend_type = 'client backend'"""
    with connected(ground, database) as connection, connection.cursor() as cursor:
        for _attempt in range(200):
            cursor.execute(query, (database,))
            if not cursor.fetchone()[1]:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("the killed program still has a session")


def _by_hand_only(ground, database):
    """The server's own scheduled actions stay out of it."""
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    return database


def _period(person):
    """The id of the month."""
    (found,) = person.ask("marketing.appraisal.period", "search", [["name", "=", MONTH]])
    return found


def test_whoever_comes_second_is_told(ground, waiting, undisturbed):
    """While one grading is inside a block, another one is refused in one sentence and changes nothing."""
    database = _by_hand_only(ground, copied(ground, waiting, "twice"))
    with ground.serve(database) as address:
        first = started(ground, "grade", database, MONTH, BLOCK, 3)
        while not (heard := first.stdout.readline()).startswith("inside"):
            assert heard, first.stderr.read()
        person = Person(address, database, "wan.tingting")
        period = _period(person)
        refused = person.call("marketing.appraisal.period", "action_grade", [period])
        assert refused["error"]["data"]["message"] == f"{MONTH} is being graded by somebody else at this moment."
        first.stdin.write("\n")
        first.stdin.flush()
        lines, complaints = ended(first)
    assert complaints == []
    assert len([line for line in lines if line.startswith("done")]) == BLOCKS - 2
    assert table(ground, database) == undisturbed


def test_many_at_once(ground, waiting, undisturbed):
    """Several people press the button in the same moment: one table, nothing doubled."""
    database = _by_hand_only(ground, copied(ground, waiting, "at_once"))
    with ground.serve(database) as address:
        people = [Person(address, database, login) for login in ("wan.tingting", "lin.guanghui", "su.meizhen") * 2]
        period = _period(people[0])
        with ThreadPoolExecutor(len(people)) as pool:
            answers = list(
                pool.map(lambda person: person.call("marketing.appraisal.period", "action_grade", [period]), people)
            )
    sentence = f"{MONTH} is being graded by somebody else at this moment."
    refusals = [answer["error"]["data"]["message"] for answer in answers if "error" in answer]
    assert set(refusals) <= {sentence}
    assert len(refusals) < len(answers)
    assert table(ground, database) == undisturbed
