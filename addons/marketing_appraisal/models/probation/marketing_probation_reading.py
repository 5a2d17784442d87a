from odoo import api, fields, models

from ...engine import probation as rules
from ..grades import GRADES
from .marketing_probation import GENERAL_MANAGER, IN_PROBATION, OFFICER, UNDER_WAY
from .marketing_probation_appraisal import DECIDED, GRADED, PROPOSED, PUBLISHED, VOICES
from .marketing_probation_decision import DECISION_FIELDS, DECISIONS, GROUNDS


class MarketingProbation(models.Model):
    """What the reader may know of the appraisal, on the form of the probation.

    Nothing here is stored or searched: it is looked up as the reader, so that the rules of the appraisal, the voices
    and the results say what is seen, and its person sees nothing before it is published (R29d).
    """

    _inherit = "marketing.probation"

    appraisal_id = fields.Many2one("marketing.probation.appraisal", compute="_compute_appraisal")
    appraisal_state = fields.Selection(
        [
            (VOICES, "Waits for Voices"),
            (GRADED, "Graded"),
            (PROPOSED, "Decision Proposed"),
            (DECIDED, "Decided"),
            (PUBLISHED, "Told to the Person"),
        ],
        string="Stage",
        compute="_compute_appraisal",
    )
    score = fields.Float(digits=(8, 2), compute="_compute_appraisal")
    grade = fields.Selection(GRADES, compute="_compute_appraisal")
    decision = fields.Selection(DECISIONS, compute="_compute_appraisal")
    decision_day = fields.Date(compute="_compute_appraisal")
    confirmed_from = fields.Date(compute="_compute_appraisal")
    decision_days = fields.Integer(string="Days More", compute="_compute_appraisal")
    ground = fields.Selection(GROUNDS, compute="_compute_appraisal")
    reason = fields.Text(compute="_compute_appraisal")
    signature_note = fields.Char(compute="_compute_appraisal", export_string_translation=False)
    voice_ids = fields.Many2many("marketing.probation.voice", compute="_compute_voice_ids", string="Voices")
    result_ids = fields.Many2many(
        "marketing.appraisal.result", compute="_compute_result_ids", string="Months Appraised",
        help="The published months of the probation.",
    )  # fmt: skip
    is_late = fields.Boolean(string="Overdue", compute="_compute_is_late")
    days_left = fields.Integer(compute="_compute_is_late", export_string_translation=False)
    is_mine = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_keep = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_approve = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_speak = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_decide = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_agree = fields.Boolean(compute="_compute_may", export_string_translation=False)
    may_tell = fields.Boolean(compute="_compute_may", export_string_translation=False)

    @api.depends_context("uid", "lang")
    @api.depends(
        "state", "appraisal_ids.state", "appraisal_ids.decision", "appraisal_ids.score", "appraisal_ids.grade",
        "appraisal_ids.manager_signed_by_id", "appraisal_ids.hr_signed_by_id",
    )  # fmt: skip
    def _compute_appraisal(self):
        """Take the newest appraisal that the reader may read."""
        Appraisal = self.env["marketing.probation.appraisal"]
        found = Appraisal
        if self.ids and Appraisal.has_access("read"):
            found = Appraisal.search([("probation_id", "in", self.ids)], order="number desc")
        by_probation = found.grouped("probation_id")
        for probation in self:
            newest = by_probation.get(probation._origin, found.browse())[:1]
            probation.appraisal_id = newest
            probation.appraisal_state = newest.state
            for name in ("score", "grade", "confirmed_from", *DECISION_FIELDS):
                probation[name] = newest[name]
            probation.signature_note = newest._describe_signature()

    @api.depends_context("uid")
    @api.depends("appraisal_id", "appraisal_ids.voice_ids.score", "appraisal_ids.voice_ids.text")
    def _compute_voice_ids(self):
        voices = self.env["marketing.probation.voice"]
        if voices.has_access("read") and self.appraisal_id:
            voices = voices.search([("appraisal_id", "in", self.appraisal_id.ids)])
        by_appraisal = voices.grouped("appraisal_id")
        for probation in self:
            probation.voice_ids = by_appraisal.get(probation.appraisal_id, voices.browse())

    @api.depends_context("uid")
    @api.depends("employee_id", "date_start", "date_end")
    def _compute_result_ids(self):
        for probation in self:
            probation.result_ids = probation._origin._get_months() if probation._origin else False

    @api.depends("state", "date_end")
    def _compute_is_late(self):
        for probation in self:
            today = probation.company_id.sudo()._get_company_today() if probation.company_id else False
            under_way = probation.state in UNDER_WAY and probation.date_end and today
            probation.days_left = (probation.date_end - today).days if under_way else 0
            probation.is_late = under_way and probation.date_end < today

    @api.depends_context("uid")
    @api.depends("state", "months", "approved_by_id", "employee_id", "appraisal_state")
    def _compute_may(self):
        """Offer the buttons that the reader may use now; each method checks again."""
        user = self.env.user
        officer = user.has_group(OFFICER)
        general = user.has_group(GENERAL_MANAGER)
        for probation in self:
            own = probation.sudo().user_id == user
            side = probation._get_side() if probation.employee_id else None
            stage = probation.appraisal_state
            probation.is_mine = own
            probation.may_keep = officer and not own
            probation.may_approve = general and not own and probation.needs_approval
            open_voice = probation.state in IN_PROBATION and stage in (False, VOICES, PUBLISHED)
            probation.may_speak = bool(side) and open_voice and not probation._has_spoken(side)
            probation.may_decide = bool(side) and stage in (GRADED, PROPOSED)
            probation.may_agree = bool(side) and stage == PROPOSED and probation._waits_for_signature(side)
            probation.may_tell = officer and not own and stage == DECIDED

    def _has_spoken(self, side):
        """Tell whether somebody else has given the voice of a side; whoever gave it may change it."""
        voices = self.sudo().appraisal_id.voice_ids if self.appraisal_state == VOICES else self.voice_ids.browse()
        mine = voices.filtered(lambda voice: voice.side == side)
        return bool(mine) and mine.user_id != self.env.user

    def _waits_for_signature(self, side):
        signed = {
            rules.MANAGER: self.appraisal_id.sudo().manager_signed_by_id,
            rules.HR: self.appraisal_id.sudo().hr_signed_by_id,
        }
        return not signed[side] and self.env.user not in signed[rules.MANAGER] | signed[rules.HR]

    # ------------------------------------------------------------------ buttons that go on to the appraisal

    def action_ask_decision(self):
        """Ask which decision the user proposes."""
        self.ensure_one()
        return self.appraisal_id.action_ask_decision()

    def action_agree(self):
        """Sign the proposed decision."""
        self.appraisal_id.action_agree()

    def action_publish(self):
        """Tell the person."""
        self.appraisal_id.action_publish()

    def action_grade_again(self):
        """Grade again with what was published since."""
        self.appraisal_id.action_grade_again()

    def action_open_appraisal(self):
        """Open the probation appraisal, with its discussion."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.probation.appraisal",
            "res_id": self.appraisal_id.id,
            "views": [(False, "form")],
        }

    def action_ask_contract(self):
        """Ask the HR manager for the contract version that follows."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contract Version"),
            "res_model": "marketing.probation.contract",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_probation_id": self.id},
        }
