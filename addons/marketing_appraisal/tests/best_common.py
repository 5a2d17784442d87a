from odoo.tools import SQL

from .common import MarketingAppraisalCase

BEST, CANDIDATE, NOTICE = (
    "marketing.appraisal.best",
    "marketing.appraisal.best.candidate",
    "marketing.appraisal.best.notice",
)


class BestCase(MarketingAppraisalCase):
    """A published March in which the seller and the chief both have exactly 90 % of work and company result."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.period = cls.published_month()
        cls.gm_view = cls.period.with_user(cls.general_manager)

    def set_result(self, employee, period=None, **columns):
        """Give a signed result other figures, past the ORM that keeps it as it is."""
        result = self.appraisal_of(period or self.period, employee).result_ids
        self.env.flush_all()
        for name, value in columns.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE marketing_appraisal_result SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    value,
                    result.id,
                )
            )
        self.env.invalidate_all(flush=False)
        return result

    def prepare(self, user=None, period=None):
        user = user or self.general_manager
        action = (period or self.period).with_user(user).action_open_best()
        # The language decides how names are listed, and Odoo takes it from the context alone.
        return self.env[BEST].with_user(user).with_context(lang="en_US").browse(action["res_id"])

    def choose(self, best, employee):
        best.candidate_ids.filtered(lambda one: one.employee_id == employee).action_choose()
        return best

    def announced(self, employee=None, bonus=500):
        best = self.choose(self.prepare(), employee or self.seller)
        best.write({"reason": "Always there for others", "bonus": bonus})
        best.action_announce()
        return best

    def names(self, best):
        return best.sudo().candidate_ids.employee_id.mapped("name")

    def signed_april(self):
        """Return April, signed and not published."""
        self.sell(4)
        self.add_task(self.clerk, "2025-04-20")
        april = self.open_month(4)
        self.score(april)
        self.run_steps(april)
        april.action_grade()
        april.with_user(self.general_manager).action_sign()
        return april
