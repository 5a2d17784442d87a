from datetime import date

from .test_year import YearCase


class OutcomeCase(YearCase):
    """A published year of three months, and rules made to fit it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["marketing.appraisal.outcome.rule"].search([]).active = False
        cls.kinds = {
            name: cls.env.ref(f"marketing_appraisal.outcome_kind_{name}")
            for name in ("raise", "demotion", "improvement", "dismissal", "code_penalty", "promotion")
        }
        cls.year = cls.env["marketing.appraisal.period"].create(
            {"kind": "annual", "date_from": date(2025, 1, 1), "company_id": cls.company.id}
        )
        cls.year.action_grade_year()
        cls.run_steps(cls.year)
        cls.year.with_user(cls.general_manager).action_sign()
        cls.year.with_user(cls.officer).action_publish()

    def rule(self, *kinds, **vals):
        return self.env["marketing.appraisal.outcome.rule"].create(
            {
                "name": "A rule",
                "reason": "Because of it",
                "company_id": self.company.id,
                "kind_ids": [(6, 0, [self.kinds[kind].id for kind in kinds or ("raise",)])],
                "condition": "months",
                "grade": "a",
                "in_all": 2,
                **vals,
            }
        )

    def propose(self):
        self.year.with_user(self.officer).action_propose_outcomes()
        return self.env["marketing.appraisal.outcome"].search([("period_id", "=", self.year.id)])

    def grades(self, person):
        months = self.env["marketing.appraisal.result"].search(
            [("employee_id", "=", person.id), ("kind", "=", "monthly"), ("is_published", "=", True)], order="date_from"
        )
        return months, "".join(months.mapped("grade"))
