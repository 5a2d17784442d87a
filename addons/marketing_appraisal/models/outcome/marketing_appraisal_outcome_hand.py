from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .marketing_appraisal_outcome_proposing import KINDS

PROPOSERS = ("marketing_roles.group_hr_officer", "marketing_roles.group_general_manager")


class MarketingAppraisalOutcome(models.Model):
    """Proposing by hand, where no rule does: by the direct manager, HR or the general manager, with a reason (R55).

    It is decided like any other; a dismissal takes the same steps before it.
    """

    _inherit = "marketing.appraisal.outcome"

    hand_kind_id = fields.Many2one(
        "marketing.appraisal.outcome.kind", string="Proposed by Hand", readonly=True, copy=False, ondelete="restrict"
    )
    hand_reason = fields.Text(readonly=True, copy=False)
    proposed_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _rule_or_hand = models.Constraint(
        "CHECK((rule_id IS NULL) != (hand_kind_id IS NULL))", "A proposal is a rule's, or made by hand."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"hand_kind_id", "hand_reason", "proposed_by_id"}

    @api.depends("hand_kind_id.direction")
    def _compute_direction(self):
        result = super()._compute_direction()
        for one in self.filtered("hand_kind_id"):
            one.direction = one.hand_kind_id.direction
        return result

    @api.depends("hand_kind_id.name", "hand_reason")
    def _compute_from_rule(self):
        result = super()._compute_from_rule()
        for one in self.filtered("hand_kind_id"):
            one.title = one.hand_kind_id.name
            one.reason = one.hand_reason
            one.kind_ids = one.hand_kind_id
        return result

    @api.model
    def _propose_by_hand(self, result, kind, reason):
        """Store what somebody proposes for the person of a published result.

        :raises UserError: without a reason, on what is not published, or where the same is waiting already
        """
        result._check_may_propose()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why; whoever decides reads it, and the person may."))
        same = self.sudo().search_count(
            [("result_id", "=", result.id), ("hand_kind_id", "=", kind.id), ("state", "=", "proposed")], limit=1
        )
        if same:
            raise UserError(self.env._("“%(kind)s” is proposed already and waits for a decision.", kind=kind.name))
        vals = {"result_id": result.id, "hand_kind_id": kind.id, "hand_reason": reason, "proposed_by_id": self.env.uid}
        return self.sudo().create(vals).with_env(self.env)


class MarketingAppraisalResult(models.Model):
    """The button on a published year or special appraisal."""

    _inherit = "marketing.appraisal.result"

    may_propose = fields.Boolean(compute="_compute_may_propose", export_string_translation=False)

    @api.depends_context("uid")
    @api.depends("kind", "is_published", "active")
    def _compute_may_propose(self):
        for result in self:
            result.may_propose = result._is_proposable() and result._is_proposer()

    def _is_proposable(self):
        return self.kind in KINDS and self.is_published and self.active

    def _is_proposer(self):
        """Tell whether the user is the direct manager, HR or the general manager, and not the person."""
        user, me = self.env.user, self.sudo()
        if me.user_id == user:
            return False
        return me.appraiser_id.user_id == user or any(map(user.has_group, PROPOSERS))

    def _check_may_propose(self):
        self.check_access("read")
        for result in self:
            if not self.env.su and not result._is_proposer():
                raise AccessError(
                    self.env._("The direct manager, HR or the general manager proposes, and nobody for themselves.")
                )
            if not result._is_proposable():
                raise UserError(
                    self.env._(
                        "%(name)s is no published result of a year or special appraisal.", name=result.display_name
                    )
                )

    def action_ask_proposal(self):
        """Ask what is proposed, and why."""
        self.ensure_one()
        self._check_may_propose()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose an Outcome"),
            "res_model": "marketing.appraisal.outcome.proposal",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_result_id": self.id},
        }
