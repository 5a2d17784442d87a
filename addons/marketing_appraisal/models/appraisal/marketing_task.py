from odoo import api, models
from odoo.fields import Domain

# What decides whether a task is scored, and in whose month.
SCORED_BY = {"employee_id", "date_deadline", "is_appraised"}


class MarketingTask(models.Model):
    """Tasks of a month that is under way: each is to be scored from the moment on at which it is planned (R20)."""

    _inherit = "marketing.task"

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._sync_scores()
        return tasks

    def write(self, vals):
        moved = vals.keys() & SCORED_BY
        cases = self._get_open_cases() if moved else self.env["marketing.appraisal"]
        result = super().write(vals)
        if moved:
            (cases | self._get_open_cases())._sync_ratings()
        return result

    def _sync_scores(self):
        """Let the open appraisals of the tasks' people and days ask for a score of each."""
        self._get_open_cases()._sync_ratings()

    def _get_open_cases(self):
        """Return the months of the tasks' people in which they fall due and whose scores are not handed in: one query.

        What is planned after the scores were handed in is asked for by the next grading, which says so.
        """
        tasks = self.sudo().filtered("is_appraised")
        if not tasks:
            return self.env["marketing.appraisal"].sudo()
        cases = (
            self.env["marketing.appraisal"]
            .sudo()
            .search(
                Domain("employee_id", "in", tasks.employee_id.ids)
                & Domain("kind", "=", "monthly")
                & Domain("scorecard_id", "=", False)
                & Domain("step", "in", ("plan", "self_assessment", "interview", "scoring"))
                & Domain("date_from", "<=", max(tasks.mapped("date_deadline")))
                & Domain("date_to", ">=", min(tasks.mapped("date_deadline")))
            )
        )
        days = {(task.employee_id, task.date_deadline) for task in tasks}
        return cases.filtered(
            lambda case: any(
                employee == case.employee_id and case.date_from <= day <= case.date_to for employee, day in days
            )
        )

    def _release(self):
        """A line for a score that was never given goes with its task; a score that was given keeps it."""
        ratings = self.env["marketing.appraisal.rating"].sudo()
        ratings.search(
            [("task_id", "in", self.ids), ("is_scored", "=", False), ("appraisal_id.is_signed", "=", False)]
        ).unlink()
        return super()._release()
