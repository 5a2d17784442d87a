from odoo import api, fields, models
from odoo.exceptions import UserError

from .marketing_appraisal_appeal import OFFICER, RUNNING

APPEAL = "marketing.appraisal.appeal"


class MarketingAppraisalResult(models.Model):
    """The way to an appeal from the published result."""

    _inherit = "marketing.appraisal.result"

    appeal_deadline = fields.Date(
        string="Appeal Until", compute="_compute_may_appeal", help="In writing, to HR; this day included."
    )
    may_appeal = fields.Boolean(compute="_compute_may_appeal", export_string_translation=False)
    may_enter_appeal = fields.Boolean(compute="_compute_may_appeal", export_string_translation=False)
    appeal_count = fields.Integer(string="Appeals", compute="_compute_appeal_count")

    @api.depends_context("uid")
    @api.depends("is_published", "published_date", "active", "user_id")
    def _compute_may_appeal(self):
        """Offer it to the person until the last day, and to HR for staff without a login, who write letters."""
        running = self.env[APPEAL]._get_running_results(self)
        final = self.env[APPEAL]._get_final_results(self)
        officer = self.env.user.has_group(OFFICER)
        for result in self:
            out = result.is_published and result.published_date and result.active and not result.is_imported
            out = out and result not in final
            last = out and result.appraisal_id._get_objection_deadline(result.published_date)
            free = out and result not in running
            result.appeal_deadline = last
            in_time = free and result.company_id.sudo()._get_company_today() <= last
            result.may_appeal = in_time and result.user_id == self.env.user
            result.may_enter_appeal = free and officer and not result.user_id

    def _compute_appeal_count(self):
        groups = self.env[APPEAL]._read_group([("result_id", "in", self.ids)], ["result_id"], ["__count"])
        counts = {result.id: count for result, count in groups}
        for result in self:
            result.appeal_count = counts.get(result.id, 0)

    def action_ask_appeal(self):
        """Ask for the grounds of an appeal."""
        self.ensure_one()
        self.env[APPEAL]._check_may_file(self)
        return self.env[APPEAL]._ask("file", self.env._("Appeal"), default_result_id=self.id)

    def action_open_appeals(self):
        """Open the appeals against the result."""
        return self.env[APPEAL]._open([("result_id", "in", self.ids)])


class MarketingAppraisal(models.Model):
    """The way to an appeal from the appraisal."""

    _inherit = "marketing.appraisal"

    may_appeal = fields.Boolean(compute="_compute_may_appeal", export_string_translation=False)
    may_enter_appeal = fields.Boolean(compute="_compute_may_appeal", export_string_translation=False)
    appeal_count = fields.Integer(string="Appeals", compute="_compute_appeal_count")

    @api.depends_context("uid")
    @api.depends("is_published", "result_ids.is_published")
    def _compute_may_appeal(self):
        by_case = {result.appraisal_id.id: result for result in self._get_appealed_results()}
        for case in self:
            result = by_case.get(case._origin.id)
            case.may_appeal = bool(result) and result.may_appeal
            case.may_enter_appeal = bool(result) and result.may_enter_appeal

    def _compute_appeal_count(self):
        groups = self.env[APPEAL]._read_group([("appraisal_id", "in", self.ids)], ["appraisal_id"], ["__count"])
        counts = {case.id: count for case, count in groups}
        for case in self:
            case.appeal_count = counts.get(case.id, 0)

    def _get_appealed_results(self):
        """Return the published results that count, as far as the reader may read them."""
        results = self.env["marketing.appraisal.result"]
        if not results.has_access("read"):
            return results
        return results.search([("appraisal_id", "in", self.ids), ("is_published", "=", True)])

    def action_ask_appeal(self):
        """Ask for the grounds of an appeal against the published result."""
        self.ensure_one()
        result = self._get_appealed_results()
        if not result:
            raise UserError(self.env._("%(name)s is not published.", name=self.display_name))
        return result.action_ask_appeal()

    def action_open_appeals(self):
        """Open the appeals against the results of the appraisal."""
        return self.env[APPEAL]._open([("appraisal_id", "in", self.ids)])

    def action_erase_texts(self):
        """Erase what was written in closed appeals as well; of one that is open the texts are still needed."""
        result = super().action_erase_texts()
        appeals = self.env[APPEAL].sudo().search([("appraisal_id", "in", self.ids)])
        if any(appeal.state in RUNNING for appeal in appeals):
            raise UserError(self.env._("There is an open appeal; its texts are still needed."))
        appeals._erase()
        return result


class MarketingAppraisalPeriod(models.Model):
    _inherit = "marketing.appraisal.period"

    appeal_count = fields.Integer(string="Appeals", compute="_compute_appeal_count")

    def _compute_appeal_count(self):
        groups = self.env[APPEAL]._read_group([("period_id", "in", self.ids)], ["period_id"], ["__count"])
        counts = {period.id: count for period, count in groups}
        for period in self:
            period.appeal_count = counts.get(period.id, 0)

    def action_open_appeals(self):
        """Open the appeals against results of the period."""
        return self.env[APPEAL]._open([("period_id", "in", self.ids)])


class MarketingAppraisalAppeal(models.Model):
    """The buttons of an appeal."""

    _inherit = "marketing.appraisal.appeal"

    has_letter = fields.Boolean(compute="_compute_has_letter", export_string_translation=False)

    @api.depends("answer_outcome", "decision_outcome", "state")
    def _compute_has_letter(self):
        for appeal in self:
            appeal.has_letter = bool(appeal.answer_outcome or appeal.decision_outcome)

    @api.model
    def _ask(self, operation, title, **defaults):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "marketing.appraisal.appeal.dialog",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_operation": operation, **defaults},
        }

    def _ask_about(self, operation, title):
        self._check_may(operation)
        return self._ask(operation, title, default_appeal_id=self.id)

    def action_ask_answer(self):
        """Ask HR for the answer."""
        return self._ask_about("answer", self.env._("Answer the Appeal"))

    def action_ask_comment(self):
        """Ask the appraiser for a comment."""
        return self._ask_about("comment", self.env._("Comment"))

    def action_ask_further(self):
        """Ask the person why it goes to the meeting."""
        return self._ask_about("further", self.env._("Take It to the Meeting"))

    def action_ask_decide(self):
        """Ask the general manager for the decision of the meeting and its minutes."""
        return self._ask_about("decide", self.env._("Decide on the Appeal"))

    def action_ask_withdraw(self):
        """Ask whether to withdraw it."""
        return self._ask_about("withdraw", self.env._("Withdraw the Appeal"))

    @api.model
    def _open(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_appeal_action")
        found = self.search(domain, limit=2)
        if len(found) == 1:
            return {**action, "res_id": found.id, "views": [(False, "form")], "context": {}}
        return dict(action, domain=domain, context={})

    def action_open_appraisal(self):
        """Open the appraisal, where an upheld appeal is carried out."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal",
            "res_id": self.appraisal_id.id,
            "views": [(False, "form")],
        }

    def action_open_result(self):
        """Open the result that was appealed against."""
        self.ensure_one()
        return self._open_result(self.result_id)

    def action_open_new_result(self):
        """Open the result that was issued instead."""
        self.ensure_one()
        return self._open_result(self.new_result_id)

    def _open_result(self, result):
        return {
            "type": "ir.actions.act_window",
            "res_model": result._name,
            "res_id": result.id,
            "views": [(False, "form")],
        }

    def action_print_letter(self):
        """Print the answer or the decision as a letter."""
        self.check_access("read")
        if not all(self.mapped("has_letter")):
            raise UserError(self.env._("There is no answer yet that could be printed."))
        return self.env.ref("marketing_appraisal.action_report_appeal_letter").report_action(self)

    def _erase(self):
        """Erase what people wrote and handed in; that there was an appeal, and how it ended, stays."""
        texts = (
            "answer", "appraiser_comment", "further_reason", "participants", "minutes", "minutes_document", "decision",
            "withdrawal_reason",
        )  # fmt: skip
        self.attachment_ids.unlink()
        self.write({"grounds": "-", **dict.fromkeys(texts, False)})
