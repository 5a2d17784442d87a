from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.holdings import DEPUTY, RESPONSIBLE, SUPPORT
from .marketing_duty_assignment import KINDS

STRENGTH = {SUPPORT: 0, DEPUTY: 1, RESPONSIBLE: 2}


class MarketingDutyHandoverLine(models.Model):
    _name = "marketing.duty.handover.line"
    _description = "Duty Handed Over"
    _order = "handover_id, id"
    _check_company_auto = True

    handover_id = fields.Many2one("marketing.duty.handover", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="handover_id.company_id", store=True, precompute=True)
    state = fields.Selection(related="handover_id.state")
    duty_id = fields.Many2one(
        "marketing.duty", required=True, ondelete="cascade", domain="[('job_id', '!=', False)]", check_company=True
    )
    work_standard = fields.Text(related="duty_id.work_standard")
    kind = fields.Selection(KINDS, required=True, default="responsible")
    receiver_id = fields.Many2one("hr.employee", string="Handed Over To", ondelete="restrict", check_company=True)

    _duty_uniq = models.Constraint("unique(handover_id, duty_id)", "A duty is handed over to one person.")

    @api.constrains("receiver_id", "handover_id")
    def _check_receiver(self):
        for line in self:
            if line.receiver_id and line.receiver_id == line.handover_id.employee_id:
                raise ValidationError(
                    self.env._("%(name)s cannot take over from themselves.", name=line.receiver_id.name)
                )

    def write(self, vals):
        if not self.env.su:
            self._check_not_done(self.handover_id)
        return super().write(vals)

    @api.model
    def _check_not_done(self, handovers):
        done = handovers.filtered(lambda handover: handover.state == "done")[:1]
        if done:
            raise UserError(self.env._("%(name)s are handed over already.", name=done.name))

    def _get_present_holders(self):
        """Return who holds the duty of a line on the first day, in the same way or a stronger one."""
        self.ensure_one()
        first = self.handover_id.date_from
        if not self.duty_id or not first:
            return self.env["hr.employee"]
        held = self.sudo().duty_id._origin._get_holdings(first, first, self.receiver_id._origin)
        strong = [each.employee for each in held if STRENGTH[each.kind] >= STRENGTH[self.kind]]
        return self.env["hr.employee"].browse(strong)

    def _get_arrangements(self):
        """Return what each line arranges: the giver no more, the receiver instead (see _arrange)."""
        arrangements = []
        for line in self.sudo():
            handover = line.handover_id
            first, last = handover.date_from, handover.date_to
            if handover.employee_id:
                by_job = handover.employee_id._has_job_on(line.duty_id.job_id, first)
                arrangements.append((line.duty_id, handover.employee_id, "none" if by_job else None, first, last))
            # Whoever holds the duty already, in the same way or a stronger one, keeps it as it is.
            if line.receiver_id not in line._get_present_holders():
                # What the job gives anyway needs no arrangement, only the end of those that say otherwise.
                by_job = line.kind == RESPONSIBLE and line.receiver_id._has_job_on(line.duty_id.job_id, first)
                arrangements.append((line.duty_id, line.receiver_id, None if by_job else line.kind, first, last))
        return arrangements
