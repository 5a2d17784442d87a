from odoo import api, fields, models


class MarketingLeadHandover(models.Model):
    """Who had a lead from whom, and when: one row each time it changes hands (R8). Nobody writes it by hand."""

    _name = "marketing.lead.handover"
    _description = "Hand-over of a Lead"
    _order = "date desc, id desc"
    _rec_name = "lead_id"

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [("passed", "Passed to Sales"), ("passed_on", "Passed On"), ("reassigned", "Salesperson Changed")],
        required=True,
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    author_id = fields.Many2one("res.users", string="By", required=True, default=lambda self: self.env.user)
    from_user_id = fields.Many2one("res.users", string="Salesperson Before")
    to_user_id = fields.Many2one("res.users", string="Salesperson After")
    region_id = fields.Many2one("marketing.lead.region", ondelete="set null")
    reason = fields.Char()

    @api.model
    def _record_changes(self, before):
        """Note the leads whose salesperson is another one than before.

        :param dict before: {lead: salesperson before}
        """
        # Only the system says that it passes a lead on; a context alone could be anybody's.
        reason = self.env.su and self.env.context.get("passed_on_because")
        self.sudo().create(
            [
                {
                    "lead_id": lead.id,
                    "kind": "passed_on" if reason else "reassigned",
                    "from_user_id": user.id,
                    "to_user_id": lead.user_id.id,
                    "reason": reason,
                }
                for lead, user in before.items()
                if lead.user_id != user
            ]
        )
