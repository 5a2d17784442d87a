from datetime import date

from odoo import Command

from odoo.addons.sales_kpi.tests.common import SalesKpiCase


class MarketingAppraisalCase(SalesKpiCase):
    """The company of sales_kpi with a general manager's signature, HR and a policy of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.new_user("officer", "base.group_user,marketing_roles.group_hr_officer")
        cls.hr_manager = cls.new_user("hr_manager", "base.group_user,marketing_roles.group_hr_manager")
        cls.general_manager = cls.new_user("gm", "base.group_user,marketing_roles.group_general_manager")
        cls.policy = cls.env.ref("marketing_appraisal.policy_default").copy(
            {"name": "Test policy", "company_id": cls.company.id}
        )
        # Whoever leads the team is judged here by its sales alone; the whole card is tried by itself.
        cls.chief_card = cls.env.ref("marketing_appraisal.scorecard_salesperson").copy(
            {
                "name": "Chief",
                "company_id": cls.company.id,
                "role_ids": [Command.set(cls.env.ref("marketing_roles.role_sales_supervisor").ids)],
            }
        )

    @classmethod
    def open_month(cls, month=3, year=2025):
        """Create and open a monthly period."""
        period = cls.env["marketing.appraisal.period"].create(
            {"date_from": date(year, month, 1), "company_id": cls.company.id}
        )
        period.action_open()
        return period

    @classmethod
    def add_task(cls, employee, day="2025-03-20", name="Task"):
        return cls.env["marketing.task"].create(
            {"name": name, "employee_id": employee.id, "date_deadline": day, "date_from": False}
        )

    @classmethod
    def appraisal_of(cls, period, employee):
        return period.appraisal_ids.filtered(lambda appraisal: appraisal.employee_id == employee)

    @classmethod
    def score(cls, period, behaviour=5, task=100):
        """Give everybody the same scores."""
        for rating in period.appraisal_ids.rating_ids:
            rating.score = behaviour if rating.kind == "behaviour" else task

    @classmethod
    def sell(cls, month=3, seller=900, other=500):
        """Plan 1,000 for both sellers and sell something."""
        day = date(2025, month, 10)
        cls.plan([(cls.seller, day, 1000), (cls.other_seller, day, 1000)], name=f"Plan of month {month}")
        cls.invoice(cls.seller.user_id, day, seller)
        cls.invoice(cls.other_seller.user_id, day, other)

    @classmethod
    def run_steps(cls, period, until="signature"):
        """Complete every step before `until`."""
        while any(appraisal.step != until for appraisal in period.appraisal_ids):
            period.action_complete_step()

    @classmethod
    def published_month(cls, month=3, **sales):
        """Run a whole month up to its publication and return it."""
        cls.sell(month, **sales)
        cls.add_task(cls.clerk, date(2025, month, 20))
        period = cls.open_month(month)
        cls.score(period)
        cls.run_steps(period)
        period.action_grade()
        period.with_user(cls.general_manager).action_sign()
        period.with_user(cls.officer).action_publish()
        return period
