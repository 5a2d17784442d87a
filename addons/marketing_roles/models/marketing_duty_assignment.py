from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..engine.holdings import Assignment

KINDS = [("responsible", "Responsible"), ("deputy", "Deputy"), ("support", "Support")]
# Far enough to mean "until further notice", and the same in the query of holders.
FOREVER = date(9999, 12, 31)


class MarketingDutyAssignment(models.Model):
    """What differs from the job: this employee holds this duty too, otherwise, or not.

    Without an assignment, whoever is in a job is responsible for its duties. Rows are ended,
    not rewritten, so that they are the history.
    """

    _name = "marketing.duty.assignment"
    _description = "Assignment of a Duty"
    _order = "date_from desc, duty_id, employee_id, id"
    _check_company_auto = True

    duty_id = fields.Many2one(
        "marketing.duty",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('job_id', '!=', False)]",
    )
    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    job_id = fields.Many2one(related="duty_id.job_id", string="Job Position", store=True, precompute=True)
    kind = fields.Selection(
        [*KINDS, ("none", "Not responsible")],
        required=True,
        default="responsible",
        help="Deputy: does it when the responsible person is away. Support: helps and gets no tasks of it. "
        "Not responsible: an exception for somebody whose job has the duty.",
    )
    date_from = fields.Date(string="First Day", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Last Day", help="Empty: until further notice.")
    reason = fields.Char(groups="marketing_roles.group_assessor")
    handover_id = fields.Many2one(
        "marketing.duty.handover", string="Hand-over", readonly=True, ondelete="set null", index="btree_not_null"
    )
    state = fields.Selection([("past", "Past"), ("current", "Current"), ("future", "Future")], compute="_compute_state")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "An assignment cannot end before it begins."
    )

    @api.depends("duty_id", "employee_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = f"{assignment.duty_id.name} – {assignment.employee_id.name}"

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for assignment in self:
            if assignment.date_from and assignment.date_from > today:
                assignment.state = "future"
            else:
                assignment.state = "past" if assignment.date_to and assignment.date_to < today else "current"

    @api.constrains("duty_id", "employee_id", "date_from", "date_to")
    def _check_no_overlap(self):
        """One person holds one duty in one way at a time; two people at once cannot break it."""
        self.duty_id.sudo().lock_for_update(allow_referencing=True)
        others = self.sudo().search(
            [("duty_id", "in", self.duty_id.ids), ("employee_id", "in", self.employee_id.ids)], order="id"
        )
        twins = others.grouped(lambda one: (one.duty_id, one.employee_id))
        for assignment in self.sudo():
            for other in twins[assignment.duty_id, assignment.employee_id] - assignment:
                if assignment.date_from < other._get_end() and other.date_from < assignment._get_end():
                    raise ValidationError(
                        self.env._(
                            "%(employee)s already has an arrangement about “%(duty)s” from %(first)s to %(last)s.",
                            employee=assignment.employee_id.name,
                            duty=assignment.duty_id.name,
                            first=format_date(self.env, other.date_from),
                            last=format_date(self.env, other.date_to) if other.date_to else "…",
                        )
                    )

    @api.constrains("duty_id")
    def _check_duty_of_a_job(self):
        for assignment in self:
            if not assignment.duty_id.job_id:
                raise ValidationError(
                    self.env._(
                        "“%(duty)s” is part of a catalogue; only duties of jobs are held by people.",
                        duty=assignment.duty_id.name,
                    )
                )

    def _get_end(self):
        """Return the first day on which the assignment no longer holds."""
        self.ensure_one()
        return self.date_to + timedelta(days=1) if self.date_to else FOREVER

    def _to_engine(self):
        """Return the assignments as objects of the engine, by ids."""
        return [Assignment(one.employee_id.id, one.duty_id.id, one.kind, one.date_from, one._get_end()) for one in self]

    @api.model
    def _arrange(self, arrangements, shared):
        """Lay arrangements over what is there: earlier ones are cut back for those days, never lost.

        :param arrangements: list of (duty, employee, kind or None, first day, last day or False); None for the
            kind leaves it to the job again
        :param dict shared: values for every new row, such as the reason
        :return: the new rows
        """
        duties = self.env["marketing.duty"].union(*(each[0] for each in arrangements))
        present = self.search([("duty_id", "in", duties.ids)]).grouped(lambda one: (one.duty_id, one.employee_id))
        new_vals = []
        for duty, employee, kind, first, last in arrangements:
            for row in present.get((duty, employee), self.browse()):
                new_vals += row._cut_out(first, last)
            if kind:
                vals = {"duty_id": duty.id, "employee_id": employee.id, "kind": kind}
                new_vals.append({**vals, "date_from": first, "date_to": last, **shared})
        return self.create(new_vals)

    def _cut_out(self, first, last):
        """Take some days out of a row; return the values of the part that is left behind them."""
        self.ensure_one()
        end = last + timedelta(days=1) if last else FOREVER
        if self.date_from >= end or self._get_end() <= first:
            return []
        rest = []
        if self._get_end() > end:
            vals = self.copy_data()[0]
            rest = [dict(vals, date_from=end, date_to=self.date_to)]
        if self.date_from < first:
            self.date_to = first - timedelta(days=1)
        else:
            self.unlink()
        return rest
