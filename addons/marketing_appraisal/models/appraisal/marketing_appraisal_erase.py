from odoo import models
from odoo.exceptions import AccessError, UserError

# A note without any text could not be told from one that was never written.
ERASED = "-"


class MarketingAppraisal(models.Model):
    """Erasing what people wrote, where the law or the person asks for it: points, grade and chain stay whole (R71)."""

    _inherit = "marketing.appraisal"

    def action_erase_texts(self):
        """Erase the self-assessment and the reasons for scores of signed appraisals, and the salts of their digests."""
        if not self.env.su and not self.env.user.has_group("marketing_roles.group_hr_manager"):
            raise AccessError(self.env._("Texts are erased by the HR manager."))
        self.check_access("write")
        open_still = (self - self._get_erasable())[:1]
        if open_still:
            raise UserError(
                self.env._("%(name)s is not signed: its texts can still be changed.", name=open_still.display_name)
            )
        secret = self.sudo()
        secret.write({"self_assessment": False})
        secret.rating_ids.filtered("note").write({"note": False})
        secret.write({"interview_summary": False, "interview_objection": False, "form_scan": False})
        secret.note_ids.write({"text": ERASED})
        secret.result_ids.filtered("imported_note").write({"imported_note": False})
        secret.result_ids.seal_ids.text_ids.write({"salt": False})
        for appraisal in self:
            appraisal.message_post(
                body=self.env._("What was written was erased; points and grade stay as they were signed.")
            )

    def _get_erasable(self):
        """Return the appraisals whose texts nobody changes any more."""
        return self.filtered("is_signed")
