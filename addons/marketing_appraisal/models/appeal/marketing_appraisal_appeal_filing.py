from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .marketing_appraisal_appeal import OFFICER, RUNNING

DIALOG = "marketing.appraisal.appeal.dialog"


class MarketingAppraisalAppeal(models.Model):
    """Filing: by the person from the publication on, in time, or by HR for staff without a login (R60)."""

    _inherit = "marketing.appraisal.appeal"

    @api.model
    def _file(self, result, grounds, attachments=None, received=None):
        """File an appeal against a result and tell HR.

        :param result: one published marketing.appraisal.result
        :param attachments: ir.attachment records that the user has uploaded for it
        :param date received: for staff without a login, the day on which HR received it in writing
        :raises UserError: too late, against what is not published, twice, or without grounds
        """
        result.ensure_one()
        self._check_may_file(result)
        if not (grounds or "").strip():
            raise UserError(self.env._("Say what is wrong with the result, and what it should be."))
        case = result.appraisal_id
        today = result.company_id.sudo()._get_company_today()
        day = self._get_day_received(result, attachments, received, today) if not result.user_id else today
        last = case._get_objection_deadline(result.published_date)
        self._check_in_time(result, day, last)
        appeal = self.sudo().create(
            {
                "result_id": result.id,
                "grounds": grounds.strip(),
                "filed_date": day,
                "filed_by_id": self.env.uid,
                "appeal_deadline": last,
                "answer_deadline": case._get_last_appeal_day(day, case.sudo().policy_id.answer_days),
            }
        )
        appeal = appeal.with_env(self.env)
        appeal.sudo().attachment_ids = appeal._take_attachments(attachments)
        appeal._tell_filed()
        return appeal

    @api.model
    def _check_may_file(self, result):
        """Refuse whoever is not its person, and a result that cannot be appealed."""
        result.check_access("read")
        is_person = result.user_id == self.env.user
        if not self.env.su and not is_person and (result.user_id or not self.env.user.has_group(OFFICER)):
            raise AccessError(
                self.env._("An appeal is filed by the person themselves; HR enters those of staff without a login.")
            )
        name = result.display_name
        if result.is_imported:
            raise UserError(
                self.env._("%(name)s is from before the installation; it was published elsewhere.", name=name)
            )
        if not result.is_published:
            raise UserError(self.env._("%(name)s is not published.", name=name))
        if not result.active:
            raise UserError(
                self.env._("%(name)s was replaced. Once the new result is published, appeal against it.", name=name)
            )
        if result in self._get_final_results(result):
            raise UserError(
                self.env._("%(name)s was decided by the general manager's meeting, which is final inside the company.",
                    name=name)
            )  # fmt: skip
        if self.sudo().search_count([("result_id", "=", result.id), ("state", "in", RUNNING)], limit=1):
            raise UserError(self.env._("There is an open appeal against this result already."))

    @api.model
    def _get_final_results(self, results):
        """Return those that come from a decision of the meeting, which is final inside the company (R60)."""
        decided = self.sudo().search([("new_result_id", "in", results.ids), ("decision_outcome", "!=", False)])
        return decided.new_result_id.with_env(results.env)

    @api.model
    def _get_day_received(self, result, attachments, received, today):
        """Return the day that counts for staff without a login, whose letter is filed as a scan."""
        if self.env.su and not received:
            return today
        if not attachments:
            raise UserError(self.env._("Add a scan of the letter that was received."))
        published = result.company_id.sudo()._get_company_day(result.published_date)
        if not received or not published <= received <= today:
            raise UserError(
                self.env._(
                    "The day on which it was received lies between the publication on %(first)s and today.",
                    first=format_date(self.env, published),
                )
            )
        return received

    @api.model
    def _check_in_time(self, result, day, last):
        """Refuse what comes after the last day, with the date (R60)."""
        if day > last:
            raise UserError(
                self.env._(
                    "An appeal against %(name)s could be filed until %(day)s, this day included; it is too late now.",
                    name=result.display_name,
                    day=format_date(self.env, last),
                )
            )

    def _take_attachments(self, attachments):
        """Attach to the appeal what the user has uploaded in the dialog, and nothing else; return it."""
        self.ensure_one()
        if not attachments:
            return self.env["ir.attachment"].sudo()
        uploaded = attachments.sudo().filtered(
            lambda one: one.create_uid == self.env.user and one.res_model in (DIALOG, False) and not one.res_field
        )
        if uploaded != attachments.sudo():
            raise AccessError(self.env._("Attach files that you have uploaded for this appeal."))
        uploaded.write({"res_model": self._name, "res_id": self.id})
        return uploaded

    @api.model
    def _get_running_results(self, results):
        """Return the results with an appeal that is not closed: one query, whoever reads the appeals."""
        domain = [("result_id", "in", results.ids), ("state", "in", RUNNING)]
        return self.env["marketing.appraisal.result"].union(
            *(result.with_env(self.env) for (result,) in self.sudo()._read_group(domain, ["result_id"]))
        )
