import re
from collections import Counter
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from odoo import fields, sql_db
from odoo.tests import tagged

from .common import MarketingAppraisalCase

FEW, BATCH, MANY = 10, 100, 200
WRITE = re.compile(r"\s*(INSERT INTO|UPDATE)\s+\"?(\w+)")


@tagged("post_install", "-at_install")
class TestQueries(MarketingAppraisalCase):
    """What is done for many people at once takes as many queries for two hundred of them as for ten.

    Odoo writes and creates a hundred rows in one statement. Up to there the number is the same; from there on each
    statement that writes may come once more for each further hundred, and no statement that reads.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell()
        # Changes are tracked, as they are in real life.
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        cls.everybody = cls.people(MANY)

    @classmethod
    def people(cls, count):
        """Create employees without users: half of them sellers, half judged by tasks."""
        jobs = [cls.seller_job, cls.clerk_job]
        return cls.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "company_id": cls.company.id,
                    "department_id": (cls.east_sales if number % 3 else cls.head_office).id,
                    "job_id": jobs[number % 2].id,
                    "parent_id": cls.chief.id,
                    "date_version": "2025-01-01",
                    "contract_date_start": "2025-01-01",
                }
                for number in range(count)
            ]
        )

    def open_month_of(self, month, people):
        """Open a month with sales, plans, tasks and scores for these people only."""
        for employee in people[1::2]:
            self.add_task(employee, date(2025, month, 20))
        if month != 3:
            self.sell(month)
        self.plan([(employee, date(2025, month, 1), 100) for employee in people[::2]], name=f"People of {month}")
        period = self.open_month(month)
        period.appraisal_ids.filtered(lambda case: case.employee_id not in people).unlink()
        for kind, ratings in period.appraisal_ids.rating_ids.grouped("kind").items():
            # From month to month far enough apart for the sentence about it.
            ratings.write({"score": 5 if kind == "behaviour" else 100 if month % 2 else 40})
        return period

    @contextmanager
    def counted(self):
        """Count the statements of a block with cold caches, what is still to be written and tracked included.

        :return: Counter {(verb, table): how often} of INSERT and UPDATE, {"read": how often} of everything else
        """
        self.env.cr.flush()
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        found, execute = Counter(), sql_db.Cursor.execute

        def listen(cursor, query, *args, **kwargs):
            text = query if isinstance(query, str) else query.code
            write = WRITE.match(text)
            found[write.groups() if write else "read"] += 1
            return execute(cursor, query, *args, **kwargs)

        with patch.object(sql_db.Cursor, "execute", listen):
            yield found
            self.env.cr.flush()

    def compare(self, operation, prepare=None, most=0, rows=1):
        """Check that an operation on a month takes as many statements for many people as for few.

        :param operation: takes a period
        :param prepare: takes a period, and is not counted
        :param int most: statements for few people
        :param int rows: how many rows of one table the operation writes for each person
        """
        counts = {}
        # The first month loads what Odoo loads once in a process.
        for month, size in enumerate((FEW, FEW, BATCH // rows, MANY), start=3):
            period = self.open_month_of(month, self.everybody[:size])
            if prepare:
                prepare(period)
            with self.counted() as found:
                operation(period)
            counts[size] = found
        few, many = counts[FEW], counts[MANY]
        self.assertEqual(counts[BATCH // rows], few)
        self.assertEqual(many["read"], few["read"])
        self.assertEqual(set(many), set(few))
        for statement in set(many) - {"read"}:
            self.assertLessEqual(many[statement], few[statement] * rows * MANY // BATCH, statement)
        self.assertLess(few.total(), most)

    def to_signature(self, period):
        period._queue_grading()
        period._grade_next_block()
        period.appraisal_ids.write({"step": "signature"})

    def to_publication(self, period):
        self.to_signature(period)
        period.with_user(self.general_manager).action_sign()

    def delegate(self):
        """Let a seller sign today in the general manager's place."""
        owner = self.general_manager.employee_id or self.env["hr.employee"].create(
            {"name": "Director", "company_id": self.company.id, "user_id": self.general_manager.id}
        )
        today = fields.Date.context_today(self.env["res.partner"])
        self.env["marketing.appraisal.substitution"].with_user(self.general_manager).create(
            {
                "duty": "signature",
                "employee_id": owner.id,
                "substitute_id": self.other_seller.id,
                "date_from": today,
                "date_to": today,
                "reason": "On leave",
            }
        )

    def test_grading_200_people_takes_the_queries_of_grading_10(self):
        def grade(period):
            self.assertEqual(period._grade_next_block(), len(period.appraisal_ids))

        self.compare(grade, lambda period: period._queue_grading(), most=60)

    def test_r70_signing_200_results_takes_the_queries_of_signing_10(self):
        def sign(period):
            period.with_user(self.general_manager).action_sign()
            self.assertEqual(period.state, "signed")

        self.compare(sign, self.to_signature, most=95)

    def test_r70_a_delegate_signs_200_results_with_the_queries_of_signing_10(self):
        def sign(period):
            period.appraisal_ids.with_user(self.other_seller.user_id).action_sign()
            self.assertEqual(period.state, "signed")

        self.delegate()
        self.compare(sign, self.to_signature, most=95)

    def test_publishing_200_results_takes_the_queries_of_publishing_10(self):
        def publish(period):
            period.with_user(self.officer).action_publish()
            self.assertEqual(period.state, "published")

        self.compare(publish, self.to_publication, most=50, rows=2)

    def test_completing_a_step_of_200_people_takes_the_queries_of_10(self):
        def go_on(period):
            period.with_user(self.officer).action_complete_step()
            self.assertEqual(set(period.appraisal_ids.mapped("step")), {"self_assessment"})

        self.compare(go_on, most=35)

    def test_the_score_sheet_of_200_people_takes_the_queries_of_10(self):
        def look(period):
            sheet = self.env["marketing.appraisal.rating"].with_user(self.officer).get_score_sheet(period.id)
            self.assertEqual(len(sheet["blocks"][-1]["people"]), len(period.appraisal_ids))

        self.compare(look, most=65)
