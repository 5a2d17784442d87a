from odoo import api, fields, models


class MarketingAppraisalBest(models.Model):
    """The announcement grants the badge of the month or year, its withdrawal takes it back (R29, R56)."""

    _inherit = "marketing.appraisal.best"

    badge_user_id = fields.Many2one(
        "gamification.badge.user", string="Badge", readonly=True, copy=False, index="btree_not_null",
        ondelete="set null",
    )  # fmt: skip
    badge_note = fields.Char(compute="_compute_badge_note", help="Why no badge is granted.")

    @api.depends_context("lang")
    @api.depends("employee_id.user_id")
    def _compute_badge_note(self):
        """Say beforehand, and afterwards, that somebody without a login gets no badge."""
        for best in self:
            person = best.employee_id.sudo()
            best.badge_note = False
            if person and not best._get_badge_owner():
                best.badge_note = self.env._("%(name)s has no login, so there is no badge.", name=person.name)

    def _get_badge_owner(self):
        return self.employee_id.sudo().user_id.filtered("active")

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"badge_user_id"}

    def _follow_announcement(self):
        result = super()._follow_announcement()
        self._grant_badge()
        return result

    def _grant_badge(self):
        """Grant the badge once; where there is none to grant, the discussion of the decision says so."""
        Grant = self.env["gamification.badge.user"]
        badge, user = Grant._get_best_badge(self.kind), self._get_badge_owner()
        if self.badge_note:
            self.message_post(body=self.badge_note)
        if not badge or not user or self.badge_user_id:
            return
        vals = {
            "user_id": user.id,
            "badge_id": badge.id,
            "sender_id": self.env.uid,
            "comment": self.notice_id.with_context(lang=user.lang)._get_headline(),
        }
        if "employee_id" in Grant._fields:
            # Where badges stand on the page of the employee as well.
            vals["employee_id"] = self.employee_id.id
        self.badge_user_id = Grant.create(vals)
        self.badge_user_id.with_context(lang=user.lang)._send_badge()

    def _follow_withdrawal(self):
        self.badge_user_id.unlink()
        return super()._follow_withdrawal()
