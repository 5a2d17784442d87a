"""The people of a case in a served copy of the sample company, each of whom works through RPC."""

from contextlib import contextmanager
from datetime import timedelta

from tests.system import rights
from tests.system.person import PASSWORD, Person
from tests.system.shared import copied, execute, finished, rows, sample_today


class Cast:
    """Everybody by their role, and the database beside them."""

    def __init__(self, ground, database, address, logins):
        self.ground, self.database, self.address, self.logins = ground, database, address, logins
        self.who = {role: Person(address, database, login) for role, login in logins.items()}

    def sql(self, query, *values):
        return rows(self.ground, self.database, query, *values)

    def ids(self, query, *values):
        return [key for (key,) in self.sql(query, *values)]

    def employee(self, role):
        """The employee of a role."""
        query = "SELECT e.id FROM hr_employee e JOIN res_users u ON u.id = e.user_id WHERE u.login = %s"
        return self.ids(query, self.logins[role])[0]

    def ref(self, name):
        query = "SELECT res_id FROM ir_model_data WHERE module = 'marketing_appraisal' AND name = %s"
        return self.ids(query, name)[0]

    def stand_in(self):
        """Let the substitute act for the appraiser in these days."""
        today = sample_today()
        vals = {"employee_id": self.employee("Appraiser"), "substitute_id": self.employee("Substitute"),
                "date_from": str(today), "date_to": str(today + timedelta(days=5)), "reason": "Leave"}  # fmt: skip
        self.who["Appraiser"].ask("marketing.appraisal.substitution", "create", vals)

    def check_reading(self, heading, things, reads, stage):
        """Hold every cell of a table of what is read against what comes out.

        :param dict things: {row: (model, field, ids)}
        :param reads: a function of (row, role, word) that tells whether something comes out
        """
        wrong = []
        for thing, words in rights.table(heading).items():
            model, field, ids = things[thing]
            for role, word in words.items():
                expected = reads(thing, role, word)
                ways = rights.wrong_answers(self.who[role], model, field, ids, expected)
                wrong += [
                    (stage, thing, role, way, "nothing comes out" if expected else "it comes out") for way in ways
                ]
        assert not wrong, "\n".join(map(str, wrong))

    def check_doing(self, heading, row, do, before=None):
        """Let everybody try, those who may not first, and compare with the table.

        :param do: a function of the role, which raises Refused where it is refused
        :param before: what makes it possible anew for the next who may
        """
        words = rights.table(heading)[row]
        wrong = [(row, role, "did it") for role, word in words.items() if word == "-" and not rights.refused(
            lambda role=role: do(role))]  # fmt: skip
        for role in (role for role, word in words.items() if word == "yes"):
            if before:
                before()
            do(role)
        assert wrong == []


@contextmanager
def cast(ground, sample, name, logins):
    """Serve a copy of the sample company in which these people have logged in."""
    database = copied(ground, sample, name)
    finished(ground, "stranger", database, PASSWORD)
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield Cast(ground, database, address, logins)
