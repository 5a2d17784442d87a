from odoo import fields, models
from odoo.exceptions import UserError

from ...engine import probation as rules
from .marketing_probation_appraisal import SIDES, VOICES


class MarketingProbationVoice(models.Model):
    """What one side says at the end of a probation: a score and why (R41).

    A model of its own, so that neither side reads the other's before both are given, and the person neither of them
    before the appraisal is published (R29d).
    """

    _name = "marketing.probation.voice"
    _description = "Voice on a Probation"
    _order = "appraisal_id, side desc"

    appraisal_id = fields.Many2one("marketing.probation.appraisal", required=True, index=True, ondelete="cascade")
    employee_id = fields.Many2one(related="appraisal_id.employee_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="appraisal_id.company_id", store=True, precompute=True, index=True)
    side = fields.Selection(SIDES, string="Whose", required=True)
    score = fields.Float(digits=(6, 2), required=True, aggregator="avg")
    text = fields.Text(string="Why", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True, ondelete="restrict")
    date = fields.Datetime(string="Given On", required=True, default=fields.Datetime.now)

    _side_uniq = models.UniqueIndex("(appraisal_id, side)", "Each side has one voice.")
    _score_of_100 = models.Constraint("CHECK(score BETWEEN 0 AND 100)", "A score is 0 to 100.")


class MarketingProbationAppraisal(models.Model):
    """Giving a voice."""

    _inherit = "marketing.probation.appraisal"

    def _give_voice(self, score, text):
        """Store the voice of the user's side; with both of them it is graded.

        Up to then whoever gave one may give it anew. The count is written each time, so that of two voices at the
        same moment one is repeated by Odoo and sees the other.
        """
        self.ensure_one()
        side = self._check_takes_part()
        if self.state != VOICES:
            raise UserError(self.env._("Both voices are given, and stay as they are."))
        text = (text or "").strip()
        if not 0 <= score <= 100:
            raise UserError(self.env._("A score is 0 to 100, not %(score)g.", score=score))
        if not text:
            raise UserError(self.env._("Say why."))
        given = self.sudo().voice_ids
        mine = given.filtered(lambda voice: voice.side == side)
        self._check_is_another(given - mine, mine)
        vals = {"score": score, "text": text, "user_id": self.env.uid, "date": fields.Datetime.now()}
        vals["stood_in_for_id"] = self.probation_id._get_stood_in_for().id
        if mine:
            mine.write(vals)
        else:
            given.create(dict(vals, appraisal_id=self.id, side=side))
        given = given.search([("appraisal_id", "=", self.id)])
        self.sudo().write({"voice_count": len(given)})
        if set(given.mapped("side")) == {rules.MANAGER, rules.HR}:
            self.sudo()._grade()

    def _check_is_another(self, other, mine):
        """Both voices come from different people, and nobody changes that of somebody else."""
        if self.env.user in other.user_id:
            raise UserError(self.env._("You have given the other side's voice; this one is somebody else's."))
        if mine and mine.user_id != self.env.user:
            raise UserError(self.env._("%(name)s has given this voice already.", name=mine.user_id.name))

    def action_ask_voice(self):
        """Ask for the user's voice."""
        self.ensure_one()
        self._check_takes_part()
        return self._ask(
            "marketing.probation.voice.giving", self.env._("Voice on %(name)s", name=self.employee_id.name)
        )

    def _ask(self, model, title):
        """Return the action that opens a wizard on this appraisal."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_appraisal_id": self.id},
        }
