from odoo.tests import HttpCase, tagged

from .common import MarketingAppraisalCase


@tagged("post_install", "-at_install")
class TestTour(HttpCase, MarketingAppraisalCase):
    """HR in the browser: from the list of periods to the documents behind a result."""

    def test_grade_a_month(self):
        self.sell()
        self.add_task(self.clerk)
        period = self.open_month()
        self.score(period)
        self.officer.lang = "en_US"
        self.start_tour("/odoo/appraisal-periods", "marketing_appraisal_grade", login="officer")
        result = self.appraisal_of(period, self.seller).result_ids
        self.assertEqual((period.grading_state, result.grade, result.total), ("done", "a", 102.0))
