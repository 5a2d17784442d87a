"""docs/RIGHTS.md, cell by cell, of a year: annual score, ranks, the secret vote, and what is proposed and decided."""

import urllib.parse
import urllib.request

import pytest

from tests.system import rights
from tests.system.cast import cast
from tests.system.person import Refused
from tests.system.shared import execute

LOGINS = {
    "Person": "feng.xiaolu",
    "Colleague": "jiang.haoran",
    "Appraiser": "zou.kaiwen",
    "Substitute": "yin.lirong",
    "HR officer": "wan.tingting",
    "HR manager": "su.meizhen",
    "General manager": "lin.guanghui",
    "Elsewhere": "far.away",
}
READING, DOING = "## What is read of a year", "## What is done in a year"
# Who is ranked in a year that is over, and that the sample company has not appraised here: the first is looked at,
# with months that have something proposed.
RANKED = {"feng.xiaolu": "c", "jiang.haoran": "a", "zou.kaiwen": "b", "wan.tingting": "b", "su.meizhen": "a",
          "shen.jiaqi": "b", "han.zhiyuan": "b", "yuan.shaofeng": "b"}  # fmt: skip
TOTALS = {"a": 95, "b": 80, "c": 40}
# In the order of a year.
STAGES = ("open", "graded", "published", "proposed", "shown", "decided")
READS = {
    "always": STAGES,
    "until published": STAGES[:2],
    "published": STAGES[2:],
    "shown": STAGES[4:],
    "-": (),
}
CASE, PERIOD, OUTCOME = "marketing.appraisal", "marketing.appraisal.period", "marketing.appraisal.outcome"
RULE, REVIEW, DECIDE = "marketing.appraisal.outcome.rule", "marketing.appraisal.review", "marketing.appraisal.decide"
SECRET = "Nobody else reads this"
# It is gone with the close of the vote.
REGISTER = "Register of who may vote"


class Year:
    """The year 2024 of a team, on three earlier months."""

    def __init__(self, people):
        self.people = people
        self.company = people.sql("SELECT company_id FROM marketing_appraisal LIMIT 1")[0][0]
        self._take_over_months()
        self.rule = self.ask("HR manager", RULE, "create", {
            "name": "Poor year here", "company_id": self.company, "direction": "unfavourable", "condition": "grade",
            "grade": "c", "reason": SECRET, "kind_ids": [(6, 0, [people.ref("outcome_kind_improvement")])],
        })  # fmt: skip
        self.period = self.ask("HR officer", PERIOD, "create", {
            "kind": "annual", "date_from": "2024-01-01", "date_to": "2024-12-31", "company_id": self.company,
        })  # fmt: skip
        self.ask("HR officer", PERIOD, "action_open", [self.period])
        person = people.employee("Person")
        self.case = people.ids(
            "SELECT id FROM marketing_appraisal WHERE period_id = %s AND employee_id = %s", self.period, person
        )[0]

    def ask(self, role, *args, **kwargs):
        return self.people.who[role].ask(*args, **kwargs)

    def _take_over_months(self):
        """Three months of everybody; nobody enters their own, so that it is the administrator who enters them."""
        model, rows = "marketing.appraisal.earlier.result", []
        people = dict(self.people.sql("SELECT u.login, e.id FROM hr_employee e JOIN res_users u ON u.id = e.user_id"))
        for login, grade in RANKED.items():
            vals = {"employee_id": people[login], "total": TOTALS[grade], "grade": grade, "company_id": self.company}
            rows += [{**vals, "month": f"2024-0{month}-01"} for month in (1, 2, 3)]
        numbers = self.ask("Administrator", model, "create", rows)
        self.ask("General manager", model, "action_take_over", numbers)

    def things(self):
        """{row of the table: (model, field, ids)} of the person."""
        ids = self.people.ids
        of_case = (self.case,)
        return {
            "Annual appraisal": (CASE, "step", [self.case]),
            "Score and judgement of the manager": (
                "marketing.appraisal.rating", "note",
                ids("SELECT id FROM marketing_appraisal_rating WHERE appraisal_id = %s", *of_case),
            ),
            "Annual result with its score": (
                "marketing.appraisal.result", "annual_score",
                ids("SELECT id FROM marketing_appraisal_result WHERE appraisal_id = %s", *of_case),
            ),
            "Rank": (
                "marketing.appraisal.rank", "position",
                ids("SELECT k.id FROM marketing_appraisal_rank k JOIN marketing_appraisal_result r"
                    " ON r.id = k.result_id WHERE r.appraisal_id = %s", *of_case),
            ),
            "Proposed outcome": (
                OUTCOME, "decision_reason",
                ids("SELECT o.id FROM marketing_appraisal_outcome o JOIN marketing_appraisal_result r"
                    " ON r.id = o.result_id WHERE r.appraisal_id = %s", *of_case),
            ),
            "Democratic review": (
                REVIEW, "voter_count",
                ids("SELECT id FROM marketing_appraisal_review WHERE period_id = %s", self.period),
            ),
            REGISTER: (
                "marketing.appraisal.review.voter", "token", ids("SELECT id FROM marketing_appraisal_review_voter")
            ),
            "Ballot": (
                "marketing.appraisal.ballot", "work",
                ids("SELECT id FROM marketing_appraisal_ballot WHERE appraisal_id = %s", *of_case),
            ),
            "Outcome rule of the company": (RULE, "reason", [self.rule]),
        }  # fmt: skip

    def check_reading(self, stage, *empty):
        """The whole table at one stage, at which all but these rows have records."""
        things = self.things()
        assert {thing for thing, (_model, _field, ids) in things.items() if not ids} == set(empty), stage
        self.people.check_reading(READING, things, lambda _thing, _role, word: stage in READS[word], stage)

    def check_doing(self, row, do, before=None):
        self.people.check_doing(DOING, row, do, before)


@pytest.fixture(scope="module")
def year(ground, sample):
    with cast(ground, sample, "rights_year", {**LOGINS, "Administrator": "root.hr"}) as people:
        people.stand_in()
        yield Year(people)


def _run_review(year):
    """Run by each who may; then a colleague votes, by the token of the register."""
    people = year.people
    department = people.sql("SELECT department_id FROM marketing_appraisal WHERE id = %s", year.case)[0][0]
    vals = {"period_id": year.period, "department_id": department}

    def run(role):
        number = year.ask(role, REVIEW, "create", vals)
        year.ask(role, REVIEW, "action_open", [number])

    def away():
        execute(people.ground, people.database, "DELETE FROM marketing_appraisal_review")

    year.check_doing("Run a democratic review", run, away)
    colleague = people.employee("Colleague")
    query = "SELECT token FROM marketing_appraisal_review_voter WHERE employee_id = %s"
    address = f"{people.address}/appraisal/review/{people.sql(query, colleague)[0][0]}"
    opener = people.who["Colleague"].opener
    with opener.open(address, timeout=60) as paper:
        text = paper.read().decode()
    names = [part.split('"', 1)[0] for part in text.split('name="')[1:]]
    form = {name: "70" for name in names if name.rpartition("_")[2] in ("behaviour", "work", "record")}
    form["csrf_token"] = text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    body = urllib.parse.urlencode(form).encode()
    with opener.open(urllib.request.Request(address, body), timeout=60) as answer:
        assert "Your vote is taken" in answer.read().decode()
    assert people.ids(query, colleague) == []


def _score(year):
    """The manager's score and judgement, by each who may."""
    rating = year.things()["Score and judgement of the manager"][2]

    def give(role):
        year.ask(role, "marketing.appraisal.rating", "write", rating, {"score": 40, "note": SECRET})

    year.check_doing("Give the score of the year", give)


def _nobody_reads_ballots(year, *kept):
    """Nor whoever administers the system and is HR; the averages are all that comes out."""
    things, administrator = year.things(), year.people.who["Administrator"]
    for thing in kept:
        model, field, ids = things[thing]
        assert ids
        assert rights.wrong_answers(administrator, model, field, ids, False) == []
    # The same logins read what is theirs: it is the right that is missing, not the way.
    model, field, ids = things["Democratic review"]
    assert rights.wrong_answers(administrator, model, field, ids, True) == []


# Domains that reach through what one may read into what one may not.
THROUGH = [
    (CASE, "result_ids.annual_score"),
    (CASE, "result_ids.rank_ids.position"),
    (CASE, "rating_ids.score"),
    (PERIOD, "appraisal_ids.result_ids.rank_ids.position"),
    (PERIOD, "appraisal_ids.rating_ids.note"),
]


def _learns_nothing(year, role="Person"):
    """Before the publication its person finds nothing of it by asking for what they may read (R29d)."""
    for model, path in THROUGH:
        own = year.case if model == CASE else year.period
        domain = [("id", "=", own), "|", (path, "!=", False), (path, ">=", 0)]
        assert rights.refused(lambda model=model, domain=domain: _find(year, role, model, domain)), (model, path)
    asked = dict.fromkeys(("grade", "rating_ids", "result_ids"), {})
    (read,) = year.ask(role, CASE, "web_read", [year.case], asked)
    assert (read["grade"], read["rating_ids"], read["result_ids"]) == (False, [], [])


def _find(year, role, model, domain):
    if not year.ask(role, model, "search", domain):
        raise Refused


def _sign_and_publish(year):
    review = year.things()["Democratic review"][2]
    year.ask("HR officer", REVIEW, "action_close", review)
    own = year.people.ids("SELECT id FROM res_users WHERE login = %s", LOGINS["HR officer"])[0]
    waiting = """SELECT id, user_id FROM marketing_appraisal
                  WHERE period_id = %s AND step NOT IN ('signature', 'publication')"""
    while cases := year.people.sql(waiting, year.period):
        for case, user in cases:
            year.ask("HR manager" if user == own else "HR officer", CASE, "action_complete_step", [case])
    year.check_doing("Compute the annual grades", lambda role: year.ask(role, PERIOD, "action_grade", [year.period]))
    assert year.people.sql("SELECT COUNT(*) FROM marketing_appraisal_rank WHERE period_id = %s", year.period)[0][0]
    year.check_reading("graded", REGISTER, "Proposed outcome")
    _learns_nothing(year)
    year.check_doing("Sign the year", lambda role: year.ask(role, CASE, "action_sign", [year.case]))
    year.ask("General manager", PERIOD, "action_sign", [year.period])
    _learns_nothing(year)
    others = year.people.ids("SELECT id FROM marketing_appraisal WHERE period_id = %s ORDER BY id", year.period)
    assert year.case in others
    turns = iter([year.case, next(one for one in others if one != year.case)])
    tried = {}

    def publish(role):
        may = rights.table(DOING)["Publish the year"][role] == "yes"
        case = tried.setdefault(role, next(turns)) if may else year.case
        year.ask(role, CASE, "action_publish", [case])

    year.check_doing("Publish the year", publish)
    year.ask("HR manager", PERIOD, "action_publish", [year.period])


def _propose_and_decide(year):
    people = year.people
    year.check_doing("Propose outcomes", lambda role: year.ask(role, PERIOD, "action_propose_outcomes", [year.period]))
    year.check_reading("proposed", REGISTER)
    (_model, _field, mine) = year.things()["Proposed outcome"]
    one = mine[0]
    policy = people.sql("SELECT policy_id FROM marketing_appraisal WHERE id = %s", year.case)[0][0]
    year.ask("HR manager", "marketing.appraisal.policy", "write", [policy], {"publishes_outcomes": True})
    year.check_reading("shown", REGISTER)
    for row, name in (("Comment on a proposal as the manager", "manager_comment"),
                      ("Comment on a proposal as the person", "person_comment")):  # fmt: skip
        year.check_doing(row, lambda role, name=name: year.ask(role, OUTCOME, "write", [one], {name: SECRET}))
    year.check_doing(
        "Tick the legal check-list", lambda role: year.ask(role, OUTCOME, "write", [one], {"check_notice": True})
    )
    year.check_doing(
        "Change an outcome rule of the company",
        lambda role: year.ask(role, RULE, "write", [year.rule], {"sequence": 31}),
    )
    # Taken back, what is proposed is no longer theirs to read.
    year.ask("HR manager", "marketing.appraisal.policy", "write", [policy], {"publishes_outcomes": False})
    year.check_reading("proposed", REGISTER)
    kind = people.ref("outcome_kind_improvement")

    def decide(role):
        dialog = year.ask(role, DECIDE, "create", {"outcome_id": one, "kind_id": kind, "reason": SECRET})
        year.ask(role, DECIDE, "action_decide", [dialog])

    for attempt in ({"state": "decided"}, {"kind_id": kind}, {"decision_reason": SECRET}):
        for role in LOGINS:
            assert rights.refused(lambda role=role, vals=attempt: year.ask(role, OUTCOME, "write", [one], vals)), role
    year.check_doing("Decide an outcome", decide)
    for other in mine[1:]:
        dialog = year.ask(
            "General manager", DECIDE, "create", {"outcome_id": other, "nothing_follows": True, "reason": SECRET}
        )
        year.ask("General manager", DECIDE, "action_decide", [dialog])
    year.check_reading("decided", REGISTER)


def test_every_cell_of_a_year(year):
    """From the opening to the decisions, with everybody trying everything on the way."""
    _run_review(year)
    _score(year)
    _nobody_reads_ballots(year, REGISTER, "Ballot")
    year.check_reading("open", "Rank", "Proposed outcome")
    _learns_nothing(year)
    _sign_and_publish(year)
    year.check_reading("published", REGISTER, "Proposed outcome")
    _propose_and_decide(year)
    _nobody_reads_ballots(year, "Ballot")


def test_the_tables_name_everybody_and_everything():
    """No row is forgotten: what is in the tables is tried, and what is tried is in the tables."""
    reading, doing = rights.table(READING), rights.table(DOING)
    assert {role for words in (*reading.values(), *doing.values()) for role in words} == set(LOGINS)
    assert {word for words in reading.values() for word in words.values()} == set(READS)
    assert len(reading) == 9
    assert len(doing) == 11
