from odoo import api, fields, models

from ...engine import probation as rules
from .marketing_probation import DRAFT, GENERAL_MANAGER, IN_PROBATION, OFFICER, UNDER_WAY
from .marketing_probation_appraisal import DECIDED, GRADED, PROPOSED, VOICES

BOTH = (rules.MANAGER, rules.HR)
NAMED_AT_MOST = 4
TASKS = [
    ("approve", "Approve the Length"),
    ("begin", "Let It Begin"),
    ("voice", "Give Your Voice"),
    ("propose", "Propose a Decision"),
    ("sign", "Sign the Decision"),
    ("tell", "Tell the Person"),
]


class MarketingProbation(models.Model):
    """What of a probation waits for the reader, and for whom else (R41).

    Nothing of it is stored or told to the person, who would read off it how far the others are (R29d).
    """

    _inherit = "marketing.probation"

    waiting_task = fields.Selection(TASKS, string="What Waits", compute="_compute_waiting_task")
    waits_for_me = fields.Boolean(
        compute="_compute_waiting_task", search="_search_waits_for_me", export_string_translation=False
    )
    waiting_note = fields.Char(compute="_compute_waiting_note", export_string_translation=False)

    # ------------------------------------------------------------------ for the reader

    @api.depends_context("uid")
    @api.depends("state", "employee_id", "date_start", "date_end", "approved_by_id", "appraisal_ids.state",
                 "appraisal_ids.voice_count")  # fmt: skip
    def _compute_waiting_task(self):
        user = self.env.user
        officer, general = user.has_group(OFFICER), user.has_group(GENERAL_MANAGER)
        near = self._filter_near_end()
        for probation in self:
            own = probation.sudo().user_id == user
            if own or not probation._origin:
                task = False
            elif probation.state == DRAFT:
                task = probation._find_planned_task(officer, general)
            else:
                task = probation._find_task(officer, probation in near)
            probation.waiting_task = task
            probation.waits_for_me = bool(task)

    def _search_waits_for_me(self, operator, value):
        """Look through what is not closed: few people are on probation at a time."""
        if operator != "in":
            return NotImplemented
        mine = self.search([("state", "in", (DRAFT, *UNDER_WAY))]).filtered("waits_for_me")
        return [("id", "in" if True in value else "not in", mine.ids)]

    def _find_planned_task(self, officer, general):
        """Return what a plan waits for: the general manager's approval, and from its first day on HR's beginning."""
        if self.needs_approval:
            return general and "approve"
        return officer and self.date_start <= self.company_id.sudo()._get_company_today() and "begin"

    def _find_task(self, officer, is_near_end):
        """Return what a probation under way waits for from the user.

        A voice is asked for from the day of the reminders on, or once the other side has spoken.
        """
        newest = self._get_newest_appraisal()
        if newest.state == DECIDED:
            return officer and "tell"
        waits = newest.state in (GRADED, PROPOSED) or newest.voice_count or is_near_end
        side = waits and self._get_side()
        missing = self._get_missing_sides()
        if not side or side not in missing or self.env.user in missing[side]:
            return False
        return {GRADED: "propose", PROPOSED: "sign"}.get(newest.state, "voice")

    def _filter_near_end(self):
        """Return those of whose end people are reminded."""
        policies = self._find_policies()
        return self.filtered(
            lambda one: (
                one.date_end
                and one.date_end
                <= fields.Date.add(one.company_id.sudo()._get_company_today(), days=policies[one].probation_remind_days)
            )
        )

    def _get_missing_sides(self):
        """Return {side that has still to speak or to sign: users who have done the other side's part}."""
        self.ensure_one()
        newest = self._get_newest_appraisal()
        nobody = newest.voice_ids.user_id.browse()
        if newest.state == PROPOSED:
            done = {rules.MANAGER: newest.manager_signed_by_id, rules.HR: newest.hr_signed_by_id}
        elif newest.state == VOICES:
            done = {side: newest.voice_ids.filtered(lambda one, side=side: one.side == side).user_id for side in BOTH}
        elif newest.state == GRADED or self.state in IN_PROBATION:
            done = dict.fromkeys(BOTH, nobody)
        else:
            return {}
        others = {rules.MANAGER: done[rules.HR], rules.HR: done[rules.MANAGER]}
        return {side: others[side] for side in BOTH if not done[side]}

    # ------------------------------------------------------------------ who can do it

    @api.depends_context("uid", "lang")
    @api.depends("state", "employee_id", "appraisal_ids.state", "appraisal_ids.voice_count")
    def _compute_waiting_note(self):
        """Name who can still speak or sign, to whoever takes part."""
        user = self.env.user
        reads = user.has_group(OFFICER) or user.has_group(GENERAL_MANAGER)
        substitutes = self._get_substitute_users()
        for probation in self:
            missing = {}
            takes_part = probation._origin and probation.sudo().user_id != user
            if takes_part and probation.state in UNDER_WAY and (reads or probation._get_side()):
                missing = probation._get_missing_sides()
            substitute = substitutes.get(probation.id, user.browse())
            probation.waiting_note = bool(missing) and probation._describe_missing(missing, substitute)

    def _describe_missing(self, missing, substitute):
        """Return the sentence that says for whom it waits; nobody speaks for both sides."""
        managers = self._get_manager_users()
        able = {rules.MANAGER: managers | substitute, rules.HR: self._get_hr_users() - managers - substitute}
        titles = {rules.MANAGER: self.env._("direct manager"), rules.HR: self.env._("administration")}
        sides = []
        for side, others in missing.items():
            users = able[side] - others
            names = users.sudo()[:NAMED_AT_MOST].mapped("name")
            if len(users) > NAMED_AT_MOST:
                names.append("…")
            who = ", ".join(names) or self.env._("nobody who may: somebody else has to get the right")
            sides.append(f"{titles[side]} ({who})")
        words = {"sides": "; ".join(sides)}
        state = self._get_newest_appraisal().state
        if state == PROPOSED:
            note = self.env._("Still to sign: %(sides)s.", **words)
        elif state == GRADED:
            note = self.env._("A decision is proposed by one and signed by the other: %(sides)s.", **words)
        else:
            note = self.env._("Voices still to be given: %(sides)s.", **words)
        both = managers & self._get_hr_users() if rules.HR in missing else managers.browse()
        if both:
            note = self.env._("%(note)s %(name)s speaks as the direct manager and cannot speak for administration too.",
                note=note, name=both[:1].sudo().name)  # fmt: skip
        return note
