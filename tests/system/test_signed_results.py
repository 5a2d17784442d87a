"""R71 on the year of the sample company: hundreds of signed results, whole as loaded, and every tampering named."""

from tests.system.shared import copied, execute, finished, rows

# Each is before the one that was changed already: what is found is the first break.
CUT, SNAPSHOT, SCORES, RESULT = 3, 300, 200, 100


def of(number):
    """SQL of the id of a signed result by its number."""
    return f"(SELECT result_id FROM marketing_appraisal_seal WHERE number = {number})"


def verified(ground, database):
    """State, number of verified results, result of the first break, sentence."""
    (line,) = finished(ground, "verify", database)
    state, count, result, sentence = line.split("|", 3)
    return state, int(count), result, sentence


def name_of(ground, database, number):
    """Whose result has a number."""
    ((name,),) = rows(
        ground,
        database,
        "SELECT e.name FROM hr_employee e JOIN marketing_appraisal_result r ON r.employee_id = e.id"
        f" WHERE r.id = {of(number)}",
    )
    return name


def test_the_year_is_whole_and_every_tampering_is_found_and_named(ground, sample):
    database = copied(ground, sample, "verified")
    query = "SELECT COUNT(*) FROM marketing_appraisal_result WHERE signed_date IS NOT NULL OR is_imported"
    ((signed,),) = rows(ground, database, query)
    assert signed > 450
    assert verified(ground, database)[:3] == ("whole", signed, "-")

    last = f"number > {signed - CUT}"
    seals = f"SELECT id FROM marketing_appraisal_seal WHERE {last}"
    execute(ground, database, f"DELETE FROM marketing_appraisal_seal_text WHERE seal_id IN ({seals})")
    execute(ground, database, f"DELETE FROM marketing_appraisal_seal WHERE {last}")
    state, count, _result, sentence = verified(ground, database)
    assert (state, count) == ("broken", signed - CUT)
    assert f"from number {signed - CUT + 1} on" in sentence

    changes = (
        (
            SNAPSHOT,
            f"UPDATE marketing_appraisal_seal SET content = REPLACE(content, '.', ',') WHERE number = {SNAPSHOT}",
            "changed",
        ),
        (
            SCORES,
            "UPDATE marketing_appraisal_rating SET score = 3 - score % 2 WHERE appraisal_id ="
            f" (SELECT appraisal_id FROM marketing_appraisal_result WHERE id = {of(SCORES)})",
            "the scores",
        ),
        (
            RESULT,
            f"UPDATE marketing_appraisal_result SET total = total + 0.01 WHERE id = {of(RESULT)}",
            "points, total or grade",
        ),
    )
    for number, change, said in changes:
        execute(ground, database, change)
        state, count, result, sentence = verified(ground, database)
        assert (state, count) == ("broken", number - 1)
        assert result.startswith(name_of(ground, database, number))
        assert said in sentence
        assert str(number) in sentence
