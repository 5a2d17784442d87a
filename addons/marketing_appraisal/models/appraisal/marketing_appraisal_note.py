from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .marketing_appraisal_erase import ERASED

# What is written before the signature is evidence of the scores; the rest belongs to the follow-up (R23).
BEFORE_SIGNATURE = ("good", "improve", "oral_report")


class MarketingAppraisalNote(models.Model):
    """What a superior writes down about a person: coaching through the period, the oral report, the follow-up (R29a).

    A note belongs to the appraisal in which it is written, or else to the month of its day, also where that month is
    opened later. Its person reads what is shared with them, and that only once the month is published (R29d).
    """

    _name = "marketing.appraisal.note"
    _description = "Note"
    _inherit = ["marketing.appraisal.about.mixin"]
    _order = "date desc, id desc"

    kind = fields.Selection(
        [
            ("good", "Coaching: went well"),
            ("improve", "Coaching: to improve"),
            ("oral_report", "Oral report"),
            ("comparison", "Follow-up: beside like positions"),
            ("improvement", "Follow-up: improvement"),
            ("suggestion", "Follow-up: suggestion to the company"),
        ],
        required=True,
        default="good",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    text = fields.Text(required=True)
    is_shared = fields.Boolean(
        string="For the Person to Read", default=True, help="They read it once the month is published, never before."
    )
    user_id = fields.Many2one(
        "res.users", string="By", default=lambda self: self.env.user, required=True, readonly=True, ondelete="restrict"
    )
    appraisal_id = fields.Many2one(readonly=True)

    @api.depends("employee_id", "kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for note in self:
            note.display_name = ": ".join(filter(None, (note.employee_id.name, kinds.get(note.kind))))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("appraisal_id"):
                case = self.env["marketing.appraisal"].browse(vals["appraisal_id"])
                vals["employee_id"] = case.employee_id.id
            if not self.env.su:
                vals["user_id"] = self.env.uid
        notes = super().create(vals_list)
        notes._check_may_write()
        notes.sudo()._link()
        notes._check_not_signed()
        return notes

    def write(self, vals):
        if not self.env.su and vals.keys() & {"user_id", "appraisal_id", "employee_id"}:
            raise AccessError(self.env._("A note stays with its writer and its person."))
        # Erasing is possible after the signature, as for every personal text.
        if set(vals) != {"appraisal_id"} and not (self.env.su and vals == {"text": ERASED}):
            self._check_may_write()
            self._check_not_signed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_may_write()
        self._check_not_signed()

    def _check_may_write(self):
        """Superiors, their substitutes, HR and the general manager write; nobody about themselves, or for others."""
        if self.env.su:
            return
        user = self.env.user
        for note in self:
            if note.sudo().employee_id.user_id == user:
                raise AccessError(self.env._("Nobody writes notes about themselves."))
            if note.user_id != user:
                raise AccessError(self.env._("A note is changed by whoever wrote it."))
            if not note._is_by_superior():
                raise AccessError(self.env._("Notes are written by the superior, HR or the general manager."))

    def _get_case(self):
        """Take the month of the day for one that is not tied to its appraisal yet."""
        return self.appraisal_id or self._find_cases().get(self, self.appraisal_id)

    def _check_not_signed(self):
        """What the signature rests on stays as it was (R70)."""
        for note in self.sudo():
            if note.kind in BEFORE_SIGNATURE and note.appraisal_id.is_signed:
                raise UserError(
                    self.env._("%(name)s is signed; its notes are fixed.", name=note.appraisal_id.display_name)
                )

    def _find_cases(self):
        """Return {note: the monthly appraisal of its person and day}: one query."""
        if not self:
            return {}
        cases = self.env["marketing.appraisal"].search_fetch(
            Domain("employee_id", "in", self.employee_id.ids)
            & Domain("kind", "=", "monthly")
            & Domain("date_from", "<=", max(self.mapped("date")))
            & Domain("date_to", ">=", min(self.mapped("date"))),
            ["employee_id", "date_from", "date_to"],
        )
        by_employee = cases.grouped("employee_id")
        return {
            note: case
            for note in self
            for case in by_employee.get(note.employee_id, ())
            if case.date_from <= note.date <= case.date_to
        }

    def _link(self):
        """Tie notes that belong nowhere yet to the appraisal of the month of their day."""
        loose = self.filtered(lambda one: not one.appraisal_id)
        for note, case in loose._find_cases().items():
            note.appraisal_id = case


class MarketingAppraisal(models.Model):
    """The notes of a month beside its scores."""

    _inherit = "marketing.appraisal"

    note_ids = fields.One2many("marketing.appraisal.note", "appraisal_id", string="Notes")

    @api.model_create_multi
    def create(self, vals_list):
        appraisals = super().create(vals_list)
        appraisals.sudo()._gather_notes()
        return appraisals

    def _gather_notes(self):
        """Tie what was written before the month was opened."""
        months = self.filtered(lambda case: case.kind == "monthly")
        if months:
            self.env["marketing.appraisal.note"].search(
                [
                    ("appraisal_id", "=", False),
                    ("employee_id", "in", months.employee_id.ids),
                    ("date", ">=", min(months.mapped("date_from"))),
                    ("date", "<=", max(months.mapped("date_to"))),
                ]
            )._link()
