from odoo import api, models
from odoo.exceptions import AccessError

BADGES = {"monthly": "badge_best", "annual": "badge_best_year"}


class GamificationBadgeUser(models.Model):
    """The badges of the month and the year are granted and taken back by the announcement alone (R29, R56).

    Odoo's rule on a badge holds for creating only, and not for administrators.
    """

    _inherit = "gamification.badge.user"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_best(vals.get("badge_id"))
        return super().create(vals_list)

    def write(self, vals):
        for grant in self:
            grant._refuse_best(grant.badge_id.id)
        self._refuse_best(vals.get("badge_id"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_best(self):
        for grant in self:
            grant._refuse_best(grant.badge_id.id)

    @api.model
    def _refuse_best(self, badge_id):
        if not self.env.su and badge_id and any(badge_id == self._get_best_badge(kind).id for kind in BADGES):
            raise AccessError(
                self.env._(
                    "The badge of the employee of the month or year is granted by the announcement and by nobody else."
                )
            )

    @api.model
    def _get_best_badge(self, kind):
        """Return the shipped badge of a kind of period, or nothing where somebody has deleted it."""
        name = BADGES.get(kind, BADGES["monthly"])
        badge = self.env.ref(f"marketing_appraisal_gamification.{name}", raise_if_not_found=False)
        return badge or self.env["gamification.badge"]
