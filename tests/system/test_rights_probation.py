"""docs/RIGHTS.md, cell by cell, of a probation and its referral, from the plan to the decision."""

import pytest

from tests.system import rights
from tests.system.cast import cast
from tests.system.person import Refused

LOGINS = {
    "Person": "cai.minna",
    "Colleague": "feng.xiaolu",
    "Appraiser": "zou.kaiwen",
    "Substitute": "yin.lirong",
    "Referrer": "jiang.haoran",
    "HR officer": "wan.tingting",
    "HR manager": "su.meizhen",
    "General manager": "lin.guanghui",
    "Elsewhere": "far.away",
}
READING, DOING = "## What is read of a probation", "## What is done in a probation"
PROBATION, CASE = "marketing.probation", "marketing.probation.appraisal"
VOICE, REFERRAL = "marketing.probation.voice", "marketing.referral"
# In the order of a probation.
STAGES = ("planned", "begun", "one voice", "both", "decided", "told")
READS = {
    "always": STAGES,
    "begun": STAGES[1:],
    "until told": STAGES[1:-1],
    "own voice": STAGES[2:],
    "both": STAGES[3:],
    "both, until told": STAGES[3:-1],
    "told": STAGES[-1:],
    "-": (),
}
SECRET = "Nobody else reads this"


@pytest.fixture(scope="module")
def people(ground, sample):
    with cast(ground, sample, "rights_probation", LOGINS) as found:
        found.stand_in()
        yield found


def _check_reading(people, number, stage):
    """Each row of the table at one stage; a voice that is the reader's own is there before the other one."""
    of_case = "SELECT id FROM marketing_probation_voice WHERE employee_id = %s AND side = %s"
    person = people.employee("Person")
    things = {
        "Probation": (PROBATION, "date_end", [number]),
        "Probation appraisal": (
            CASE, "score", people.ids("SELECT id FROM marketing_probation_appraisal WHERE probation_id = %s", number)
        ),
        "Voice of the manager": (VOICE, "text", people.ids(of_case, person, "manager")),
        "Voice of administration": (VOICE, "text", people.ids(of_case, person, "hr")),
        "Referral reward": (
            REFERRAL, "amount", people.ids("SELECT id FROM marketing_referral WHERE probation_id = %s", number)
        ),
    }  # fmt: skip
    assert stage in ("planned", "begun") or all(ids for _model, _field, ids in list(things.values())[:3])
    people.check_reading(READING, things, lambda _thing, _role, word: stage in READS[word], stage)


def _learns_nothing(people, number):
    """What a probation shows of its appraisal is empty to its person until they are told (R29d)."""
    asked = dict.fromkeys(
        ("score", "grade", "decision", "reason", "appraisal_id", "appraisal_state", "voice_ids", "waiting_note",
         "waiting_task", "signature_note"), {},
    )  # fmt: skip
    (read,) = people.who["Person"].ask(PROBATION, "web_read", [number], asked)
    assert not any(read[name] for name in asked), read
    through = [("appraisal_ids.grade", "!=", False)], [("appraisal_ids.voice_ids.score", ">=", 0)]
    for domain in (*through, [("waits_for_me", "=", True)], [("referral_ids.amount", ">", 0)]):
        assert rights.refused(lambda domain=domain: _must_find(people, number, domain)), domain


def _must_find(people, number, domain):
    if not people.who["Person"].ask(PROBATION, "search", [("id", "=", number), *domain]):
        raise Refused


def _speak(people, number, role, score):
    person = people.who[role]
    action = person.ask(PROBATION, "action_appraise", [number])
    dialog = {"appraisal_id": action["context"]["default_appraisal_id"], "score": score, "text": SECRET}
    giving = person.ask(action["res_model"], "create", dialog)
    person.ask(action["res_model"], "action_confirm", [giving])


def _propose(people, case, role):
    dialog = people.who[role].ask(
        "marketing.probation.proposal", "create", {"appraisal_id": case, "decision": "confirm"}
    )
    people.who[role].ask("marketing.probation.proposal", "action_confirm", [dialog])


def _plan(people):
    """Planned by each who may, one after the other."""
    person = people.employee("Person")

    def plan(role):
        people.who[role].ask(PROBATION, "create", {"employee_id": person, "date_start": "2026-09-01", "months": 4})

    def away():
        people.who["HR manager"].ask(
            PROBATION, "unlink", people.ids("SELECT id FROM marketing_probation WHERE employee_id = %s", person)
        )

    people.check_doing(DOING, "Plan a probation", plan, away)
    (number,) = people.ids("SELECT id FROM marketing_probation WHERE employee_id = %s", person)
    return number


def _refer(people, number):
    vals = {"probation_id": number, "referrer_id": people.employee("Referrer"), "amount": 600, "note": SECRET}

    def away():
        people.who["HR manager"].ask(
            REFERRAL, "unlink", people.ids("SELECT id FROM marketing_referral WHERE probation_id = %s", number)
        )

    people.check_doing(DOING, "Enter a referral", lambda role: people.who[role].ask(REFERRAL, "create", vals), away)


def _begin(people, number):
    def begin(role):
        people.who[role].ask(PROBATION, "action_begin", [number])

    def plan_again():
        if people.sql("SELECT state FROM marketing_probation WHERE id = %s", number) == [("running",)]:
            people.who["HR officer"].ask(PROBATION, "action_plan_again", [number])
            people.who["General manager"].ask(PROBATION, "action_approve", [number])

    people.check_doing(
        DOING, "Approve a length above the normal one",
        lambda role: people.who[role].ask(PROBATION, "action_approve", [number]),
    )  # fmt: skip
    people.check_doing(DOING, "Let it begin", begin, plan_again)


def _speak_all(people, number):
    """Everybody tries; whoever speaks for a side takes the voice back that another one gave for it."""

    def away(side):
        query = "DELETE FROM marketing_probation_voice WHERE employee_id = %s AND side = %s RETURNING id"
        return lambda: people.sql(query, people.employee("Person"), side)

    words = rights.table(DOING)
    speaks = {role for row in ("Give the voice of the manager", "Give the voice of administration")
              for role, word in words[row].items() if word == "yes"}  # fmt: skip
    done = [role for role in LOGINS if role not in speaks and not rights.refused(
        lambda role=role: _speak(people, number, role, 90))]  # fmt: skip
    assert done == []
    for role in ("Substitute", "Appraiser"):
        away("manager")()
        _speak(people, number, role, 80)
        assert _sides(people) == {"manager": LOGINS[role]}
    _check_reading(people, number, "one voice")
    _learns_nothing(people, number)
    for role in ("HR manager", "HR officer"):
        people.sql(
            "UPDATE marketing_probation_appraisal SET state = 'voices' WHERE probation_id = %s RETURNING id", number
        )
        people.sql("UPDATE marketing_probation SET state = 'running' WHERE id = %s RETURNING id", number)
        away("hr")()
        _speak(people, number, role, 90)
        assert _sides(people) == {"manager": LOGINS["Appraiser"], "hr": LOGINS[role]}


def _sides(people):
    return dict(people.sql(
        """SELECT v.side, u.login FROM marketing_probation_voice v JOIN res_users u ON u.id = v.user_id
            WHERE v.employee_id = %s""",
        people.employee("Person"),
    ))  # fmt: skip


def _decide_all(people, case):
    def sign(role):
        people.who[role].ask(CASE, "action_agree", [case])

    def anew(role):
        def again():
            people.sql("UPDATE marketing_probation_appraisal SET state = 'graded' WHERE id = %s RETURNING id", case)
            _propose(people, case, role)

        return again

    people.check_doing(DOING, "Propose a decision", lambda role: _propose(people, case, role))
    for row, proposer in (
        ("Sign what administration proposes", "HR officer"), ("Sign what the manager proposes", "Appraiser"),
    ):  # fmt: skip
        anew(proposer)()
        people.check_doing(DOING, row, sign, anew(proposer))


def test_every_cell_of_a_probation(people):
    """From the plan to the decision, with everybody trying everything on the way."""
    number = _plan(people)
    _refer(people, number)
    _check_reading(people, number, "planned")
    _begin(people, number)
    _check_reading(people, number, "begun")
    _learns_nothing(people, number)
    _speak_all(people, number)
    _check_reading(people, number, "both")
    _learns_nothing(people, number)
    (case,) = people.ids("SELECT id FROM marketing_probation_appraisal WHERE probation_id = %s", number)
    _decide_all(people, case)
    _check_reading(people, number, "decided")
    _learns_nothing(people, number)

    def decided():
        people.sql(
            "UPDATE marketing_probation_appraisal SET state = 'decided', is_published = FALSE"
            " WHERE id = %s RETURNING id",
            case,
        )

    people.check_doing(
        DOING, "Tell the person", lambda role: people.who[role].ask(CASE, "action_publish", [case]), decided
    )
    _check_reading(people, number, "told")
    (read,) = people.who["Person"].ask(PROBATION, "web_read", [number], {"decision": {}, "grade": {}, "voice_ids": {}})
    assert (read["decision"], bool(read["grade"]), len(read["voice_ids"])) == ("confirm", True, 2)
    _prepare_and_pay(people, number)


def _prepare_and_pay(people, number):
    def prepare(role):
        dialog = people.who[role].ask("marketing.probation.contract", "create", {"probation_id": number})
        people.who[role].ask("marketing.probation.contract", "action_confirm", [dialog])

    people.check_doing(DOING, "Prepare the contract version", prepare)
    (reward,) = people.ids("SELECT id FROM marketing_referral WHERE probation_id = %s", number)

    def due():
        people.sql("UPDATE marketing_referral SET state = 'due' WHERE id = %s RETURNING id", reward)

    def pay(role):
        people.who[role].ask(REFERRAL, "action_pay", [reward])

    people.check_doing(DOING, "Mark a reward as paid", pay, due)


def test_the_tables_name_everybody_and_everything():
    """No row is forgotten: what is in the tables is tried, and what is tried is in the tables."""
    reading, doing = rights.table(READING), rights.table(DOING)
    assert {role for words in (*reading.values(), *doing.values()) for role in words} == set(LOGINS)
    assert {word for words in reading.values() for word in words.values()} == set(READS)
    assert len(reading) == 5
    assert len(doing) == 12
