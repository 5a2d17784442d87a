from math import ceil

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# One block is one transaction: a killed server loses at most this much work,
# and a request never computes longer than one block takes.
BLOCK_SIZE = 200
# Each block reads the figures of the whole company: in more blocks than these a large one would read them too often.
MOST_BLOCKS = 20


class MarketingAppraisalPeriod(models.Model):
    """Grading: queued, in blocks, repeatable, and safe against two at once and against a crash.

    Every grading of a period has a number. An appraisal that carries the number
    is done; one that does not is still to do, also after a crash.
    """

    _inherit = "marketing.appraisal.period"

    grading_state = fields.Selection(
        [("none", "Not graded"), ("queued", "Grading"), ("stopped", "Stopped"), ("done", "Graded")],
        string="Grading",
        default="none",
        required=True,
        readonly=True,
        copy=False,
    )
    grading_run = fields.Integer(string="Number of Gradings", readonly=True, copy=False)
    grading_date = fields.Datetime(string="Last Graded", readonly=True, copy=False)
    grading_progress = fields.Float(compute="_compute_grading_progress")

    @api.depends("grading_state", "grading_run", "appraisal_count")
    def _compute_grading_progress(self):
        for period in self:
            total = period.appraisal_count
            todo = total and self.env["marketing.appraisal"].sudo().search_count(period._get_ungraded_domain())
            period.grading_progress = 100.0 * (total - todo) / total if total else 0.0

    def action_grade(self):
        """Grade the periods: at once what fits in one block, the rest in the background."""
        self._check_runs_periods()
        for period in self:
            if period.state == "draft":
                raise UserError(self.env._("Open %(name)s before grading it.", name=period.name))
        periods = self.sudo()
        periods._queue_grading()
        for period in periods:
            period._grade_next_block()
        if any(period.grading_state == "queued" for period in periods):
            self.env.ref("marketing_appraisal.ir_cron_grade").sudo()._trigger()
            return self._notify(
                self.env._("Grading goes on in the background; the progress is shown on the period."), "info"
            )
        return self._notify(self._describe_grading(), "warning" if periods._has_blocked() else "success")

    def action_grade_year(self):
        """Give points and the annual grade: opens the annual periods where that is still to do."""
        self._check_runs_periods()
        wrong = self.filtered(lambda period: period.kind != "annual")[:1]
        if wrong:
            raise UserError(self.env._("%(name)s is no annual period; points add up over a year.", name=wrong.name))
        self.filtered(lambda period: period.state in ("draft", "open")).action_open()
        return self.action_grade()

    def _queue_grading(self):
        """Begin a new grading, or go on with the one that is under way."""
        for period in self:
            if not period.try_lock_for_update():
                raise UserError(
                    self.env._("%(name)s is being graded by somebody else at this moment.", name=period.name)
                )
            if period.grading_state != "queued":
                period.appraisal_ids._sync_ratings()
                period.write({"grading_state": "queued", "grading_run": period.grading_run + 1})

    def action_stop_grading(self):
        """Take periods out of the queue; what is graded already keeps its new result, the rest its old one."""
        self._check_runs_periods()
        for period in self.sudo():
            if not period.try_lock_for_update():
                raise UserError(
                    self.env._("A block of %(name)s is being graded at this moment. Stop it again in a minute.",
                        name=period.name)
                )  # fmt: skip
            if period.grading_state == "queued":
                period.grading_state = "stopped"

    def _get_ungraded_domain(self):
        """Return the domain of the appraisals that this grading still has to do."""
        self.ensure_one()
        return (
            Domain("period_id", "=", self.id)
            & Domain("is_signed", "=", False)
            & Domain("graded_run", "!=", self.grading_run)
        )

    def _grade_next_block(self, block_size=None):
        """Grade the next appraisals of a queued period; return how many that were.

        The row of the period is locked, so that two gradings never work on the
        same period at the same time.
        """
        self.ensure_one()
        block_size = block_size or max(BLOCK_SIZE, ceil(len(self.appraisal_ids) / MOST_BLOCKS))
        if not self.try_lock_for_update() or self.grading_state != "queued":
            return 0
        # One more than the block tells whether this is the last one.
        todo = self.env["marketing.appraisal"].search(self._get_ungraded_domain(), limit=block_size + 1, order="id")
        block = todo[:block_size]
        self.env["marketing.appraisal.grader"]._grade(self, block)
        if block == todo:
            self.write({"grading_state": "done", "grading_date": fields.Datetime.now()})
        return len(block)

    @api.model
    def _cron_grade(self):
        """Grade what is queued, and what has ended and was not graded today."""
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("state", "=", "open"),
                ("date_to", "<", today),
                ("grading_state", "!=", "queued"),
            ]
        )
        due.filtered(lambda period: not period._is_graded_on(today))._queue_grading()
        periods = self.search([("grading_state", "=", "queued")], order="id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=sum(self.env["marketing.appraisal"].search_count(p._get_ungraded_domain()) for p in periods))
        for period in periods:
            while period.grading_state == "queued":
                done = period._grade_next_block()
                if not commit(done) or not done:
                    break

    def _is_graded_on(self, day):
        self.ensure_one()
        return bool(self.grading_date) and fields.Datetime.context_timestamp(self, self.grading_date).date() >= day

    def _has_blocked(self):
        return any(period.blocked_count for period in self)

    def _describe_grading(self):
        """Say how many were graded now, and how many are left as they were signed."""
        cases = self.appraisal_ids
        signed = cases.filtered("is_signed")
        open_cases = cases - signed
        counts = {
            "graded": len(open_cases.filtered(lambda case: case.is_graded and not case.is_blocked)),
            "blocked": len(open_cases.filtered("is_blocked")),
        }
        if set(self.mapped("kind")) == {"annual"}:
            too_few = open_cases.result_ids.filtered(lambda result: result.status == "too_few_months")
            counts = {"graded": counts["graded"] - len(too_few), "blocked": len(too_few)}
            sentence = self.env._("%(graded)s graded, %(blocked)s with too few months for a grade.", **counts)
        else:
            sentence = self.env._(
                "%(graded)s graded, %(blocked)s without a total because something is missing.", **counts
            )
        if not signed:
            return sentence
        return f"{sentence} {self.env._('Signed, and left as they are: %(count)s.', count=len(signed))}"

    @api.model
    def _notify(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
