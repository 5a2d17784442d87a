from odoo.tools import SQL

from .test_year import YearCase

JUDGEMENT = "Steady and reliable."


class PublishedYearCase(YearCase):
    """A published year: the clerk in head office, chief and seller in East, other_chief and other_seller in West."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": "2025-01-01", "company_id": cls.company.id}
        )
        cls.year.action_open()
        cls.year.appraisal_ids.rating_ids.write({"score": 80, "note": JUDGEMENT})
        cls.year.action_grade_year()
        cls.run_steps(cls.year)
        cls.year.action_grade()
        cls.year.with_user(cls.general_manager).action_sign()
        cls.publish()
        # Everybody alike, so that a test says itself what differs.
        cls.set_year(
            *cls.year.appraisal_ids.employee_id, grade="a", points=20, months_counted=12, annual_score=90,
            has_annual_score=True, status="graded",
        )  # fmt: skip

    @classmethod
    def publish(cls):
        cls.year.with_user(cls.officer).action_publish()

    @classmethod
    def set_year(cls, *employees, **columns):
        """Give signed results other figures, past the ORM that keeps them as they are."""
        cls.env.flush_all()
        results = cls.year.appraisal_ids.filtered(lambda one: one.employee_id in employees).result_ids
        for name, value in columns.items():
            cls.env.cr.execute(
                SQL(
                    "UPDATE marketing_appraisal_result SET %s = %s WHERE id IN %s",
                    SQL.identifier(name),
                    value,
                    tuple(results.ids),
                )
            )
        cls.env.invalidate_all(flush=False)

    def result_of(self, employee):
        return self.appraisal_of(self.year, employee).result_ids

    def crowd(self, count):
        """Let so many more people have the annual result of the seller, with a base of their own."""
        people = self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": self.company.id,
                    "department_id": self.east_sales.id,
                    "job_id": self.seller_job.id,
                    "parent_id": self.chief.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(count)
            ]
        )
        people.version_id.write({"performance_pay_base": 1000})
        self.env.flush_all()
        case = self.appraisal_of(self.year, self.seller)
        self.copy_rows("marketing_appraisal", case.id, people)
        self.copy_rows("marketing_appraisal_result", case.result_ids.id, people)
        self.env.invalidate_all(flush=False)
        return people

    def copy_rows(self, table, number, people):
        """Copy a row for each of some people, of a result with their own appraisal."""
        self.env.cr.execute(
            """SELECT column_name FROM information_schema.columns
                WHERE table_name = %s AND column_name NOT IN ('id', 'employee_id', 'user_id', 'appraisal_id')""",
            [table],
        )
        names = [name for (name,) in self.env.cr.fetchall()]
        targets, values = map(SQL.identifier, names), [SQL.identifier("t", name) for name in names]
        if table == "marketing_appraisal_result":
            targets = [*targets, SQL("appraisal_id")]
            values.append(SQL("(SELECT max(id) FROM marketing_appraisal WHERE employee_id = p.id)"))
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (employee_id, %s) SELECT p.id, %s FROM %s t, unnest(%s) AS p(id) WHERE t.id = %s",
                SQL.identifier(table),
                SQL(", ").join(targets),
                SQL(", ").join(values),
                SQL.identifier(table),
                people.ids,
                number,
            )
        )

    def count_queries(self, do):
        """Return how many queries something takes from an empty cache on, what it writes included."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        do()
        self.env.flush_all()
        return self.cr.sql_log_count - before
