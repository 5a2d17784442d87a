from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang


class MarketingAppraisalResult(models.Model):
    """What deserves a look before the signature; what the general manager signs is sorted by it.

    It stands on the result, which nobody reads of themselves before the publication (R29d). The number is stored, so
    that lists are sorted by it, and is brought up to date with each grading; the sentences are those of this moment.
    """

    _inherit = "marketing.appraisal.result"

    # Without a default it would be empty, which sorts before every number.
    exception_count = fields.Integer(string="Exceptions", default=0, readonly=True, copy=False)
    exceptions = fields.Text(string="Look at First", compute="_compute_exceptions")
    previous_total = fields.Float(string="Month Before", digits=(8, 2), compute="_compute_exceptions")
    may_sign = fields.Boolean(related="appraisal_id.may_sign", export_string_translation=False)

    @api.depends_context("lang")
    @api.depends("status", "grade", "total", "bar_id", "appraisal_id.interview_state")
    def _compute_exceptions(self):
        found, before = self._get_exceptions(), self._get_previous_totals()
        for result in self:
            result.exceptions = "\n".join(found.get(result, ()))
            result.previous_total = before.get(result, 0.0)

    def _refresh_exceptions(self):
        """Store how many exceptions the results of a block have: two queries, however many they are."""
        found = self._get_exceptions()
        for count, results in self.grouped(lambda result: len(found.get(result, ()))).items():
            results.filtered(lambda result, count=count: result.exception_count != count).exception_count = count

    def _get_exceptions(self):
        """Return {result: sentences that say what is unusual about it}.

        No total, a C, a barred A, a total far from the month before, an objection to the interview, calibrated scores,
        and that it was published before and is issued again.
        """
        before = self._get_previous_totals()
        calibrated = dict(
            self.env["marketing.appraisal.calibration"]
            .sudo()
            ._read_group([("appraisal_id", "in", self.appraisal_id.ids)], ["appraisal_id"], ["__count"])
        )
        found = {}
        for result in self:
            secret = result.sudo()
            unusual = [
                (secret.status == "blocked", self.env._("No total: a value is missing.")),
                (secret.grade == "c", self.env._("Grade C.")),
                (secret.bar_id, self.env._("An A is barred.")),
                (secret.appraisal_id.interview_state == "objected", self.env._("Objected to the interview.")),
            ]
            sentences = [sentence for is_so, sentence in unusual if is_so]
            sentences += secret._describe_change(before.get(result))
            sentences += secret._describe_reissue()
            if secret.appraisal_id in calibrated:
                sentences.append(self.env._("Scores calibrated: %(count)s.", count=calibrated[secret.appraisal_id]))
            if sentences:
                found[result] = sentences
        return found

    def _describe_change(self, before):
        """Say that the total is far from that of the month before, by the policy's measure of far."""
        limit = self.appraisal_id.policy_id.notable_change
        if before is None or not self.grade or not limit or abs(self.total - before) < limit:
            return []
        return [
            self.env._(
                "%(total)s after %(before)s in the month before.",
                total=formatLang(self.env, self.total, digits=2),
                before=formatLang(self.env, before, digits=2),
            )
        ]

    def _get_previous_totals(self):
        """Return {result: total of the same person's month before it}: one query."""
        months = self.filtered(lambda result: result.kind == "monthly" and result.date_from)
        if not months:
            return {}
        earlier = self.sudo().search_fetch(
            Domain("employee_id", "in", months.employee_id.ids)
            & Domain("kind", "=", "monthly")
            & Domain("grade", "!=", False)
            & Domain("date_from", ">=", fields.Date.subtract(min(months.mapped("date_from")), months=1))
            & Domain("date_from", "<", max(months.mapped("date_from"))),
            ["employee_id", "date_from", "total"],
        )
        totals = {(one.employee_id.id, one.date_from): one.total for one in earlier}
        keys = {one: (one.employee_id.id, fields.Date.subtract(one.date_from, months=1)) for one in months}
        return {result: totals[key] for result, key in keys.items() if key in totals}

    def action_sign(self):
        """Sign the appraisals of these results."""
        self.appraisal_id.action_sign()


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    notable_change = fields.Float(
        digits=(6, 2),
        default=15,
        help="A choice: from how many points' difference to the month before a total is pointed out before the "
        "signature. Zero: never.",
    )
