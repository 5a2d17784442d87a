from odoo import api, fields, models

from ..models.appeal.marketing_appraisal_appeal import OFFICER, OUTCOMES


class MarketingAppraisalAppealDialog(models.TransientModel):
    """Asks for what is said with each move of an appeal; who may move it is checked by the appeal itself (R60)."""

    _name = "marketing.appraisal.appeal.dialog"
    _description = "Move of an Appeal"

    operation = fields.Selection(
        [
            ("file", "Appeal"),
            ("answer", "Answer"),
            ("comment", "Comment"),
            ("further", "To the Meeting"),
            ("decide", "Decide"),
            ("withdraw", "Withdraw"),
        ],
        required=True,
        readonly=True,
    )
    result_id = fields.Many2one("marketing.appraisal.result", readonly=True, ondelete="cascade")
    appeal_id = fields.Many2one("marketing.appraisal.appeal", readonly=True, ondelete="cascade")
    grounds = fields.Text(related="appeal_id.grounds", related_sudo=False, string="Grounds of the Appeal")
    answer = fields.Text(related="appeal_id.answer", related_sudo=False, string="Answer of HR")
    further_reason = fields.Text(
        related="appeal_id.further_reason", related_sudo=False, string="Why It Was Not Accepted"
    )
    is_year = fields.Boolean(compute="_compute_is_year", export_string_translation=False)
    last_day = fields.Date(compute="_compute_last_day")
    is_on_paper = fields.Boolean(compute="_compute_last_day", export_string_translation=False)
    text = fields.Text()
    outcome = fields.Selection(OUTCOMES)
    received_date = fields.Date(string="Received On", help="In writing; this day counts.")
    meeting_date = fields.Date(string="Meeting On")
    participants = fields.Text(string="Who Took Part")
    minutes = fields.Text()
    minutes_document = fields.Binary(string="Signed Minutes", attachment=False)
    minutes_document_name = fields.Char(export_string_translation=False)
    attachment_ids = fields.Many2many(
        "ir.attachment", "marketing_appraisal_appeal_dialog_attachment_rel", "dialog_id", "attachment_id",
        string="Attachments",
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs._check_may_read()
        return dialogs

    def write(self, vals):
        done = super().write(vals)
        self._check_may_read()
        return done

    def _check_may_read(self):
        """A dialog tells the name of what it is about, and its texts: to those alone who read it anyway (R29d)."""
        self.result_id.with_env(self.env).check_access("read")
        self.appeal_id.with_env(self.env).check_access("read")

    @api.depends("result_id", "appeal_id")
    def _compute_is_year(self):
        """Tell whether it is about a year, whose grade comes from its months (R50)."""
        for dialog in self:
            dialog.is_year = (dialog.result_id or dialog.appeal_id.result_id).kind == "annual"

    @api.depends_context("uid")
    @api.depends("operation", "result_id", "appeal_id")
    def _compute_last_day(self):
        """Say until when it is in time, and whether HR enters what came on paper."""
        officer = self.env.user.has_group(OFFICER)
        for dialog in self:
            days = {
                "file": dialog.result_id.appeal_deadline,
                "answer": dialog.appeal_id.answer_deadline,
                "further": dialog.appeal_id.further_deadline,
                "decide": dialog.appeal_id.meeting_deadline,
            }
            dialog.last_day = days.get(dialog.operation)
            person = dialog.result_id.user_id or dialog.appeal_id.user_id
            dialog.is_on_paper = dialog.operation in ("file", "further") and officer and not person

    def action_confirm(self):
        """Do what was asked for."""
        self.ensure_one()
        appeals = self.env["marketing.appraisal.appeal"]
        if self.operation == "file":
            appeal = appeals._file(self.result_id, self.text, self.attachment_ids, self.received_date)
            return {
                "type": "ir.actions.act_window",
                "res_model": appeal._name,
                "res_id": appeal.id,
                "views": [(False, "form")],
            }
        self._move(self.appeal_id)
        return {"type": "ir.actions.act_window_close"}

    def _move(self, appeal):
        if self.operation == "answer":
            appeal._answer(self.outcome, self.text)
        elif self.operation == "comment":
            appeal._comment(self.text)
        elif self.operation == "further":
            appeal._take_further(self.text, self.attachment_ids, self.received_date)
        elif self.operation == "withdraw":
            appeal._withdraw(self.text)
        else:
            appeal._decide(
                self.outcome,
                self.text,
                meeting_date=self.meeting_date,
                participants=self.participants,
                minutes=self.minutes,
                minutes_document=self.minutes_document,
                minutes_document_name=self.minutes_document_name,
            )
