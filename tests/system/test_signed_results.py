"""R71 on the year of the sample company: hundreds of signed results, whole as loaded, and every tampering named."""

import pytest

from tests.system.shared import copied, execute, finished, rows

MIDDLE = 250
RESULT = f"(SELECT result_id FROM marketing_appraisal_seal WHERE number = {MIDDLE})"


def verified(ground, database):
    """State, number of verified results, result of the first break, sentence."""
    (line,) = finished(ground, "verify", database)
    state, count, result, sentence = line.split("|", 3)
    return state, int(count), result, sentence


@pytest.fixture(scope="module")
def signed(ground, sample):
    """How many results the sample company has signed."""
    ((count,),) = rows(ground, sample, "SELECT COUNT(*) FROM marketing_appraisal_result WHERE signed_date IS NOT NULL")
    assert count > 450
    return count


def test_the_year_is_whole_as_it_was_loaded(ground, sample, signed):
    database = copied(ground, sample, "verified")
    assert verified(ground, database)[:3] == ("whole", signed, "-")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"UPDATE marketing_appraisal_result SET total = total + 0.01 WHERE id = {RESULT}", "points, total or grade"),
        (
            "UPDATE marketing_appraisal_rating SET score = 3 - score % 2 WHERE appraisal_id ="
            f" (SELECT appraisal_id FROM marketing_appraisal_result WHERE id = {RESULT})",
            "the scores",
        ),
        (
            f"UPDATE marketing_appraisal_seal SET content = REPLACE(content, '.', ',') WHERE number = {MIDDLE}",
            "changed",
        ),
    ],
    ids=["result", "scores", "snapshot"],
)
def test_a_change_in_the_middle_is_found_and_named(change, said, ground, sample, signed):
    database = copied(ground, sample, "tampered")
    execute(ground, database, change)
    state, count, result, sentence = verified(ground, database)
    ((name,),) = rows(
        ground,
        database,
        "SELECT e.name FROM hr_employee e JOIN marketing_appraisal_result r ON r.employee_id = e.id"
        f" WHERE r.id = {RESULT}",
    )
    assert state == "broken"
    assert count < signed
    assert result.startswith(name)
    assert said in sentence
    assert str(MIDDLE) in sentence


def test_a_tail_that_is_cut_off_is_found(ground, sample, signed):
    """With the head left as it was; texts and everything that hangs on the last results go with them."""
    database = copied(ground, sample, "cut")
    last = f"number > {signed - 3}"
    seals = f"SELECT id FROM marketing_appraisal_seal WHERE {last}"
    execute(ground, database, f"DELETE FROM marketing_appraisal_seal_text WHERE seal_id IN ({seals})")
    execute(ground, database, f"DELETE FROM marketing_appraisal_seal WHERE {last}")
    state, count, _result, sentence = verified(ground, database)
    assert (state, count) == ("broken", signed - 3)
    assert f"from number {signed - 2} on" in sentence
