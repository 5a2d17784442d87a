"""docs/RIGHTS.md, cell by cell, through RPC: who reads and does what at every step of a month (R23, R29d, R33)."""

import contextlib
from datetime import timedelta

import pytest

from tests.system import rights
from tests.system.person import Person, Refused
from tests.system.shared import copied, execute, finished, rows, sample_today

LOGINS = {
    "Colleague": "ding.wanru",
    "Appraiser": "zou.kaiwen",
    "Superior": "song.yifan",
    "Substitute": "yin.lirong",
    "Designated": "hao.zhenbang",
    "HR officer": "wan.tingting",
    "HR manager": "su.meizhen",
    "General manager": "lin.guanghui",
    "Delegate": "qiu.yongnian",
}
# The first is looked at; the others are there so that each who may do something does it once.
PEOPLE = ("feng.xiaolu", "cai.minna", "han.zhiyuan", "jiang.haoran", "shen.jiaqi", "yuan.shaofeng")
SECRET = "Nobody else reads this"
CASE = "marketing.appraisal"
# Row of the table: model, the way to the appraisal or the person, a field that tells something.
THINGS = {
    "Appraisal with step, self-assessment and interview": (CASE, "id", "self_assessment"),
    "Log of steps": ("marketing.appraisal.step", "appraisal_id", "user_id"),
    "Scores and their reasons": ("marketing.appraisal.rating", "appraisal_id", "note"),
    "Result": ("marketing.appraisal.result", "appraisal_id", "total"),
    "Lines of the result": ("marketing.appraisal.result.line", "result_id.appraisal_id", "points"),
    "Calibrations": ("marketing.appraisal.calibration", "appraisal_id", "before"),
    "Note that is shared": ("marketing.appraisal.note", "appraisal_id", "text"),
    "Note that is not shared": ("marketing.appraisal.note", "appraisal_id", "text"),
    "Goal": ("marketing.appraisal.goal", "appraisal_id", "name"),
    "Event": ("marketing.appraisal.event", "employee_id", "description"),
    "Proposed event": ("marketing.appraisal.event.proposal", "appraisal_id", "label"),
    "Performance pay": ("marketing.appraisal.pay", "result_id.appraisal_id", "amount"),
    "Appeal": ("marketing.appraisal.appeal", "appraisal_id", "grounds"),
    "Signed snapshot": ("marketing.appraisal.seal", "result_id.appraisal_id", "content"),
}


class Month:
    """One month of a team in the sample company, and everybody who has to do with it."""

    def __init__(self, ground, database, address):
        self.ground, self.database = ground, database
        self.people = {login: Person(address, database, login) for login in PEOPLE}
        self.others = {role: Person(address, database, login) for role, login in LOGINS.items()}
        self.period = None
        self.cases = {}

    def sql(self, query, *values):
        return rows(self.ground, self.database, query, *values)

    def employee(self, login):
        return self.sql(
            "SELECT e.id FROM hr_employee e JOIN res_users u ON u.id = e.user_id WHERE u.login = %s", login
        )[0][0]

    def who(self, role, login=PEOPLE[0]):
        """Whoever has a role towards the appraisal of one of the people."""
        return self.people[login] if role == "Person" else self.others[role]

    def step(self, login=PEOPLE[0]):
        return self.sql("SELECT step FROM marketing_appraisal WHERE id = %s", self.cases[login])[0][0]

    def begin(self):
        """Open the month and name everybody who stands in or countersigns."""
        officer = self.others["HR officer"]
        company = self.sql("SELECT company_id FROM marketing_appraisal LIMIT 1")[0][0]
        self.period = officer.ask(
            "marketing.appraisal.period", "create", {"date_from": "2026-01-01", "company_id": company}
        )
        officer.ask("marketing.appraisal.period", "action_open", [self.period])
        found = self.sql(
            """SELECT u.login, a.id FROM marketing_appraisal a JOIN res_users u ON u.id = a.user_id
                WHERE a.period_id = %s AND u.login IN %s""",
            self.period,
            PEOPLE,
        )
        self.cases = dict(found)
        designated = {"period_id": self.period, "employee_id": self.employee(LOGINS["Designated"])}
        officer.ask("marketing.appraisal.designation", "create", designated)
        today = sample_today()
        days = {"date_from": str(today), "date_to": str(today + timedelta(days=5)), "reason": "Leave"}
        for role, owner, duty in (
            ("Substitute", "Appraiser", "appraisal"),
            ("Delegate", "General manager", "signature"),
        ):
            named = {"employee_id": self.employee(LOGINS[owner]), "substitute_id": self.employee(LOGINS[role])}
            self.others[owner].ask("marketing.appraisal.substitution", "create", {**days, **named, "duty": duty})

    def fill(self):
        """Put into the first appraisal one of everything that can be read."""
        case, employee = self.cases[PEOPLE[0]], self.employee(PEOPLE[0])
        appraiser, officer = self.others["Appraiser"], self.others["HR officer"]
        for shared in (True, False):
            note = {"appraisal_id": case, "kind": "improve", "date": "2026-01-15", "text": SECRET, "is_shared": shared}
            appraiser.ask("marketing.appraisal.note", "create", note)
        appraiser.ask("marketing.appraisal.goal", "create", {"appraisal_id": case, "name": "Three dealers"})
        kind = self.sql(
            "SELECT res_id FROM ir_model_data WHERE module = 'marketing_appraisal' AND name = 'event_type_item_missed'"
        )[0][0]
        event = {"employee_id": employee, "type_id": kind, "date": "2026-01-20", "description": "File missing"}
        officer.ask("marketing.appraisal.event", "create", event)
        execute(
            self.ground,
            self.database,
            """INSERT INTO marketing_appraisal_event_proposal
                      (appraisal_id, employee_id, period_id, company_id, type_id, date, label, res_model, res_id, state)
               SELECT a.id, a.employee_id, a.period_id, a.company_id, %s, '2026-01-21', %s, 'res.partner', 1, 'open'
                 FROM marketing_appraisal a WHERE a.id = %s""",
            kind,
            SECRET,
            case,
        )
        ratings = officer.ask(
            "marketing.appraisal.rating", "search", [("appraisal_id", "in", list(self.cases.values()))]
        )
        officer.ask("marketing.appraisal.rating", "write", ratings, {"score": 4, "note": SECRET})

    def ids(self, thing):
        """The records of the first appraisal, as the database has them."""
        model, way, _field = THINGS[thing]
        case, employee = self.cases[PEOPLE[0]], self.employee(PEOPLE[0])
        name = model.replace(".", "_")
        if model == CASE:
            return [case]
        if way == "employee_id":
            return [key for (key,) in self.sql(f"SELECT id FROM {name} WHERE employee_id = %s", employee)]
        if way.startswith("result_id"):
            query = f"SELECT t.id FROM {name} t JOIN marketing_appraisal_result r ON r.id = t.result_id"
            return [key for (key,) in self.sql(f"{query} WHERE r.appraisal_id = %s", case)]
        also = {"Note that is shared": " AND is_shared", "Note that is not shared": " AND NOT is_shared"}.get(thing, "")
        return [key for (key,) in self.sql(f"SELECT id FROM {name} WHERE appraisal_id = %s{also}", case)]


@pytest.fixture(scope="module")
def month(ground, sample):
    """A month with sales, opened, with one of everything in the first appraisal."""
    database = copied(ground, sample, "rights")
    finished(ground, "sell", database, "2026-01-31", 100, 120)
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        one = Month(ground, database, address)
        one.begin()
        one.fill()
        yield one


# ---------------------------------------------------------------------- reading


def _check_reading(month, stage):
    wrong = []
    for thing, words in rights.table(rights.READING).items():
        ids = month.ids(thing)
        for role, word in words.items():
            person, expected = month.who(role), rights.reads(word, stage)
            model, _way, field = THINGS[thing]
            wrong += [
                (stage, thing, role, way, expected) for way in rights.wrong_answers(person, model, field, ids, expected)
            ]
    assert not wrong, "\n".join(map(str, wrong))


# Domains that reach through what one may read into what one may not.
THROUGH = [
    (CASE, [("result_ids.total", ">=", 0)]),
    (CASE, [("result_ids.grade", "!=", False)]),
    (CASE, [("result_ids.line_ids.points", ">=", 0)]),
    (CASE, [("rating_ids.is_scored", "=", True)]),
    (CASE, [("rating_ids.calibration_ids", "!=", False)]),
    (CASE, [("note_ids.text", "ilike", SECRET)]),
    (CASE, [("period_id.proposal_ids.label", "ilike", SECRET)]),
    ("marketing.appraisal.period", [("appraisal_ids.result_ids.exception_count", ">=", 0)]),
]


def _check_no_way_through(month, stage):
    """Before the publication its person learns nothing by asking for what they may read (R29d)."""
    person, case = month.who("Person"), month.cases[PEOPLE[0]]
    learned = []
    for model, domain in THROUGH:
        own = [("id", "=", case)] if model == CASE else [("id", "=", month.period)]
        with contextlib.suppress(Refused):
            if person.ask(model, "search", [*own, *domain]):
                learned.append((stage, model, domain))
    texts = str(person.ask("mail.message", "search_read", [("model", "=", CASE), ("res_id", "=", case)], ["body"]))
    asked = {name: {} for name in ("total", "grade", "rating_ids", "result_ids", "note_ids")}
    (read,) = person.ask(CASE, "web_read", [case], asked)
    assert SECRET not in texts
    assert (read["grade"], read["total"]) == (False, 0.0)
    assert [read[name] for name in ("rating_ids", "result_ids", "note_ids")] == [[], [], []], stage
    assert learned == []


# ---------------------------------------------------------------------- doing


def _summary(month, login):
    return {"interview_summary": f"Spoken with {login}"}


def _hold(person, month, login):
    person.ask(CASE, "write", [month.cases[login]], _summary(month, login))
    person.ask(CASE, "action_hold_interview", [month.cases[login]])


def _hand_in(person, month, login):
    if person is month.people.get(login):
        person.ask(CASE, "write", [month.cases[login]], {"self_assessment": "All dealers visited."})
    person.ask(CASE, "action_complete_step", [month.cases[login]])


def _complete(person, month, login):
    person.ask(CASE, "action_complete_step", [month.cases[login]])


# What moves an appraisal on: row of the table, the step at which it is done, and how.
STEPS = [
    ("Complete the plan", "plan", _complete),
    ("Hand in the self-assessment", "self_assessment", _hand_in),
    ("Hand in the scores of work", "scoring", _complete),
    ("Countersign", "countersignature", _complete),
    ("Hand in the scores of behaviour", "behaviour", _complete),
    ("Complete the oral report", "oral_report", _complete),
    ("Sign", "signature", lambda person, month, login: person.ask(CASE, "action_sign", [month.cases[login]])),
    ("Publish", "publication", lambda person, month, login: person.ask(CASE, "action_publish", [month.cases[login]])),
    ("Complete the follow-up", "follow_up", _complete),
]


def _refused(month, role, do, login=PEOPLE[0]):
    """Whether somebody is refused, with the step as it was."""
    before = month.step(login)
    try:
        do(month.who(role, login), month, login)
    except Refused:
        return month.step(login) == before
    return False


def _run_step(month, row, do, keep=()):
    """Let everybody try who may not, then everybody who may, each on another one's appraisal."""
    words = rights.table(rights.DOING)[row]
    not_refused = [role for role, word in words.items() if word == "-" and not _refused(month, role, do)]
    assert not_refused == [], row
    allowed = [role for role, word in words.items() if word == "yes"]
    for number, login in enumerate(PEOPLE):
        if login not in keep:
            do(month.who(allowed[number % len(allowed)], login), month, login)


def _answer(person, month, login):
    person.ask(CASE, "action_acknowledge_interview", [month.cases[login]])


def _go_on(person, month, login):
    person.ask(CASE, "action_complete_step", [month.cases[login]], "No time")


def _interview(month):
    """Held by each who may, answered by its person, or passed over by HR with a reason."""
    words = rights.table(rights.DOING)
    _run_step(month, "Hold the interview", _hold)
    for row, do in (("Answer to the interview", _answer), ("Go on without an answer", _go_on)):
        wrong = [role for role, word in words[row].items() if word == "-" and not _refused(month, role, do)]
        assert wrong == [], row
    for login in PEOPLE[:4]:
        _answer(month.who("Person", login), month, login)
    for login, role in zip(PEOPLE[4:], ("HR officer", "HR manager"), strict=True):
        _go_on(month.who(role), month, login)


def _can(month, row, do):
    """Let everybody try something that leaves the step as it is, and compare with the table."""
    wrong = []
    for role, word in rights.table(rights.DOING)[row].items():
        try:
            do(month.who(role))
            done = True
        except Refused:
            done = False
        if done != (word == "yes"):
            wrong.append((row, role, done))
    assert wrong == []


def _rating(month, kind):
    return month.sql(
        "SELECT id FROM marketing_appraisal_rating WHERE appraisal_id = %s AND kind = %s ORDER BY id LIMIT 1",
        month.cases[PEOPLE[0]],
        kind,
    )[0][0]


def _beside_the_steps(month):
    """What can be done while the month is open, and leaves the step alone."""
    case, employee = month.cases[PEOPLE[0]], month.employee(PEOPLE[0])
    kind = month.sql("SELECT type_id FROM marketing_appraisal_event WHERE employee_id = %s LIMIT 1", employee)[0][0]
    note = {"appraisal_id": case, "kind": "good", "date": "2026-01-16", "text": SECRET}
    event = {"employee_id": employee, "type_id": kind, "date": "2026-01-22", "description": "Another file"}
    appraiser = month.sql("SELECT appraiser_id FROM marketing_appraisal WHERE id = %s", case)[0][0]
    _can(month, "Write a note", lambda who: who.ask("marketing.appraisal.note", "create", note))
    goal = {"appraisal_id": case, "name": "Another goal"}
    _can(month, "Agree on a goal", lambda who: who.ask("marketing.appraisal.goal", "create", goal))
    _can(month, "Record an event", lambda who: who.ask("marketing.appraisal.event", "create", event))
    rating = _rating(month, "behaviour")
    _can(month, "Score behaviour", lambda who: who.ask("marketing.appraisal.rating", "write", [rating], {"score": 5}))
    _can(month, "Name another appraiser", lambda who: who.ask(CASE, "write", [case], {"appraiser_id": appraiser}))


def _calibrate(who, month, score):
    values = {"rating_id": _rating(month, "behaviour"), "score": score, "reason": SECRET}
    dialog = who.ask("marketing.appraisal.calibrate", "create", values)
    who.ask("marketing.appraisal.calibrate", "action_calibrate", [dialog])


def _before_the_signature(month):
    """Calibrating and grading, by each who may."""
    scores = iter([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2])
    _can(month, "Calibrate a score", lambda who: _calibrate(who, month, next(scores)))
    _can(month, "Compute the grades", lambda who: who.ask("marketing.appraisal.period", "action_grade", [month.period]))


def _after_the_publication(month):
    """Pay, and what only few may do with what is published; what would change it is tried by those who may not."""
    case = month.cases[PEOPLE[0]]
    _can(
        month,
        "Compute the pay",
        lambda who: who.ask("marketing.appraisal.period", "action_compute_pay", [month.period]),
    )
    _can(month, "Verify the signed results", lambda who: who.ask("marketing.appraisal.verification", "create", {}))
    for row, method in (("Issue the result again", "action_ask_reissue"), ("Erase the texts", "action_erase_texts")):
        words = rights.table(rights.DOING)[row]
        for role in (role for role, word in words.items() if word == "-"):
            with pytest.raises(Refused):
                month.who(role).ask(CASE, method, [case])


def _dialog(who, operation, **vals):
    """Fill in the dialog of an appeal and confirm it."""
    model = "marketing.appraisal.appeal.dialog"
    number = who.ask(model, "create", {"operation": operation, "text": SECRET, **vals})
    who.ask(model, "action_confirm", [number])


def _appeals(month):
    """An appeal from its filing to its end, with everybody trying every move of it."""
    query = "SELECT id FROM marketing_appraisal_result WHERE appraisal_id = %s AND active"
    result = month.sql(query, month.cases[PEOPLE[0]])[0][0]
    _can(month, "File an appeal", lambda who: _dialog(who, "file", result_id=result))
    appeals = month.ids("Appeal")
    assert len(appeals) == 1
    moved = {"appeal_id": appeals[0], "outcome": "dismissed"}
    _check_reading(month, "follow_up")
    _can(month, "Comment on an appeal", lambda who: _dialog(who, "comment", **moved))
    answered = []

    def answer(who):
        # Both HR officer and manager may: the second one is tried on the appeal as it was before.
        if answered and who is month.others["HR manager"]:
            execute(
                month.ground,
                month.database,
                "UPDATE marketing_appraisal_appeal SET state = 'filed' WHERE id = %s",
                appeals[0],
            )
        _dialog(who, "answer", **moved)
        answered.append(who)

    _can(month, "Answer an appeal", answer)
    _can(month, "Take an appeal to the meeting", lambda who: _dialog(who, "further", **moved))
    meeting = {"meeting_date": str(sample_today()), "participants": "All", "minutes": SECRET}
    _can(month, "Decide on an appeal", lambda who: _dialog(who, "decide", **moved, **meeting))
    _dialog(month.who("Person"), "file", result_id=result)
    (again,) = set(month.ids("Appeal")) - set(appeals)
    _can(month, "Withdraw an appeal", lambda who: _dialog(who, "withdraw", appeal_id=again))


def test_every_cell_of_the_tables(month):
    """A month by its people, with everybody trying everything on the way."""
    for row, step, do in STEPS:
        assert month.step() == step
        if step in rights.STAGES:
            _check_reading(month, step)
        if step != "follow_up":
            _check_no_way_through(month, step)
        if step == "plan":
            _beside_the_steps(month)
        if step == "signature":
            month.others["HR officer"].ask("marketing.appraisal.period", "action_grade", [month.period])
            _before_the_signature(month)
            _check_reading(month, step)
        if step == "follow_up":
            _after_the_publication(month)
            _appeals(month)
            month.others["HR manager"].ask("marketing.appraisal.period", "action_confirm_pay", [month.period])
            _check_reading(month, "paid")
        _run_step(month, row, do)
        if step == "self_assessment":
            _check_reading(month, "interview")
            _interview(month)
    assert {month.step(login) for login in PEOPLE} == {"done"}


def test_the_tables_name_everybody_and_everything():
    """No row is forgotten: what is in the tables is tried, and what is tried is in the tables."""
    reading, doing = rights.table(rights.READING), rights.table(rights.DOING)
    assert set(reading) == set(THINGS)
    assert {role for words in (*reading.values(), *doing.values()) for role in words} == {"Person", *LOGINS}
    tried = {row for row, _step, _do in STEPS} | {
        "Hold the interview", "Answer to the interview", "Go on without an answer", "Write a note", "Agree on a goal",
        "Record an event", "Score behaviour", "Name another appraiser", "Calibrate a score", "Compute the grades",
        "Compute the pay", "Verify the signed results", "Issue the result again", "Erase the texts",
        "File an appeal", "Comment on an appeal", "Answer an appeal", "Take an appeal to the meeting",
        "Decide on an appeal", "Withdraw an appeal",
    }  # fmt: skip
    assert set(doing) == tried
