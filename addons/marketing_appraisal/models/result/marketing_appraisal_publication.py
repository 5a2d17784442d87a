from odoo import fields, models
from odoo.tools import format_date


class MarketingAppraisal(models.Model):
    """Telling people that their result is published: from that day on they may appeal (R60)."""

    _inherit = "marketing.appraisal"

    def action_publish(self):
        result = super().action_publish()
        # A load of many documents tells nobody, as with Odoo's own messages.
        if not self.env.context.get("tracking_disable"):
            self._tell_published()
        return result

    def _tell_published(self):
        """Tell each in their language what can be read where, and until when they may appeal; nothing of what it says.

        One message for all of a period who read the same language.
        """
        told = self.sudo().filtered(lambda case: case.user_id.active)
        for (period, _policy, lang), cases in told.grouped(
            lambda case: (case.period_id, case.policy_id, case.user_id.lang)
        ).items():
            reader = self.with_context(lang=lang)
            last = cases[0]._get_objection_deadline(fields.Datetime.now())
            reader.env["mail.thread"].message_notify(
                partner_ids=cases.user_id.partner_id.ids,
                subject=reader.env._("Your result of %(period)s is published", period=period.name),
                body=reader.env._(
                    "It stands under Me > My Results. Whoever does not agree can appeal until %(day)s.",
                    day=format_date(reader.env, last),
                ),
                author_id=self.env.user.partner_id.id,
            )
