from odoo import models

from ..appraisal.marketing_appraisal_erase import ERASED
from .marketing_appraisal_outcome import PROPOSED


class MarketingAppraisal(models.Model):
    """Erasing what was written about a year beside its appraisal: on its outcomes and its bonus (R71).

    What is still to be decided keeps its texts, for they are needed; what was decided, and by whom, stays.
    """

    _inherit = "marketing.appraisal"

    def action_erase_texts(self):
        result = super().action_erase_texts()
        mine = [("result_id.appraisal_id", "in", self.ids)]
        everything = {"active_test": False}
        outcomes = self.env["marketing.appraisal.outcome"].sudo().with_context(**everything)
        over = outcomes.search([*mine, ("state", "!=", PROPOSED)])
        over.write({"manager_comment": False, "person_comment": False})
        for name in ("decision_reason", "hand_reason"):
            over.filtered(name).write({name: ERASED})
        bonuses = self.env["marketing.appraisal.bonus"].sudo().with_context(**everything)
        changed = bonuses.search([*mine, ("is_confirmed", "=", True), ("change_reason", "!=", False)])
        changed.write({"change_reason": ERASED})
        return result
