from odoo import api, fields, models

from ..models.rating.marketing_appraisal_event import BARS, UPHELD, WITHDRAWN


class MarketingAppraisalEventAnswer(models.TransientModel):
    """Asks for the reason: of the person who contests an event, of HR that decides about it or ends its effect."""

    _name = "marketing.appraisal.event.answer"
    _description = "Answer to an Event"

    event_id = fields.Many2one("marketing.appraisal.event", required=True, readonly=True, ondelete="cascade")
    operation = fields.Selection(
        [("contest", "Contest"), ("uphold", "Uphold"), ("withdraw", "Withdraw"), ("discharge", "Discharge")],
        required=True,
        readonly=True,
    )
    objection = fields.Text(related="event_id.objection", related_sudo=False, string="The Person's Objection")
    reason = fields.Text()
    offset_id = fields.Many2one(
        "marketing.appraisal.event",
        string="Offset By",
        compute="_compute_offset_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', offer_ids)]",
        help="Empty: it is discharged by its age.",
    )
    offer_ids = fields.Many2many(
        "marketing.appraisal.event", compute="_compute_offer_ids", export_string_translation=False
    )

    @api.depends("event_id")
    def _compute_offset_id(self):
        self.offset_id = False

    @api.depends("event_id", "operation")
    def _compute_offer_ids(self):
        """Offer the commendations of the person that have ended no other event."""
        for answer in self:
            favourable = self.env["marketing.appraisal.event"]
            if answer.operation == "discharge":
                favourable = favourable.search(
                    [
                        ("employee_id", "=", answer.event_id.employee_id.id),
                        ("type_id.effect", "=", "for"),
                        ("state", "in", BARS),
                    ]
                )
                favourable -= favourable.search([("offset_id", "in", favourable.ids)]).offset_id
            answer.offer_ids = favourable

    def action_answer(self):
        """Do what was asked for, with the reason."""
        self.ensure_one()
        event = self.event_id
        if self.operation == "contest":
            event._contest(self.reason)
        elif self.operation == "discharge":
            event._discharge(self.reason, self.offset_id)
        else:
            event._decide({"uphold": UPHELD, "withdraw": WITHDRAWN}[self.operation], self.reason)
        return {"type": "ir.actions.act_window_close"}
