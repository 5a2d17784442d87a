from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ...engine import probation as rules
from .marketing_probation_limit import CONTRACT_KINDS

DRAFT, RUNNING, EXTENDED, APPRAISED = "draft", "running", "extended", "appraised"
CONFIRMED, CONFIRMED_EARLY, ENDED = "confirmed", "confirmed_early", "ended"
IN_PROBATION = (RUNNING, EXTENDED)
UNDER_WAY = (RUNNING, EXTENDED, APPRAISED)
OFFICER = "marketing_roles.group_hr_officer"
GENERAL_MANAGER = "marketing_roles.group_general_manager"
# What is agreed on before the first day; the rest says how far it has come, and only the buttons write it.
AGREED = {"employee_id", "date_start", "months", "contract_kind", "contract_months"}
DISCUSSION_PREFIXES = ("message_", "activity_", "my_activity_")


class MarketingProbation(models.Model):
    """The probation of one person with one employer: its days, and what its person may always read of it (R40, R41).

    Voices, grade and decision are not here but on the probation appraisal, which its person reads once it is
    published. The state of this record follows at that moment and not before (R29d).
    """

    _name = "marketing.probation"
    _description = "Probation"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_end desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", tracking=True)
    user_id = fields.Many2one(related="employee_id.user_id", string="User", export_string_translation=False)
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True, required=True, index=True
    )
    department_id = fields.Many2one(related="employee_id.department_id")
    date_start = fields.Date(
        string="First Day", compute="_compute_date_start", store=True, readonly=False, precompute=True, required=True,
        tracking=True,
    )  # fmt: skip
    months = fields.Integer(
        string="Length in Months", compute="_compute_months", store=True, readonly=False, precompute=True,
        required=True, tracking=True,
        help="At least 1, normally up to 3; up to 6 with the general manager's approval.", aggregator="avg",
    )  # fmt: skip
    contract_kind = fields.Selection(
        CONTRACT_KINDS, string="Contract", compute="_compute_contract_kind", store=True, readonly=False,
        precompute=True, required=True,
    )  # fmt: skip
    contract_months = fields.Integer(
        compute="_compute_contract_months", store=True, readonly=False, precompute=True, aggregator="avg",
        help="Whole months of a fixed term.",
    )  # fmt: skip
    extension_days = fields.Integer(string="Extended by Days", readonly=True, copy=False)
    closing_date = fields.Date(
        string="Last Day by Decision", readonly=True, copy=False, help="Where it ended before its agreed end."
    )
    date_end = fields.Date(
        string="Last Day", compute="_compute_date_end", store=True, precompute=True, index=True, tracking=True
    )
    state = fields.Selection(
        [
            (DRAFT, "Planned"),
            (RUNNING, "Running"),
            (EXTENDED, "Extended"),
            (APPRAISED, "Appraised"),
            (CONFIRMED, "Confirmed"),
            (CONFIRMED_EARLY, "Confirmed Early"),
            (ENDED, "Ended"),
        ],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    approved_by_id = fields.Many2one("res.users", string="Length Approved By", readonly=True, copy=False)
    approved_date = fields.Date(string="Approved On", readonly=True, copy=False)
    needs_approval = fields.Boolean(compute="_compute_limit_note", export_string_translation=False)
    limit_note = fields.Char(compute="_compute_limit_note", export_string_translation=False)

    _person_uniq = models.UniqueIndex(
        "(company_id, employee_id)", "There is one probation for each employer and person, and this person had it."
    )

    @api.depends("employee_id")
    def _compute_company_id(self):
        """The employer stays who it was, also where the person later moves to another company."""
        for probation in self:
            probation.company_id = probation.employee_id.company_id or self.env.company

    @api.depends("date_start", "months", "extension_days", "closing_date")
    def _compute_date_end(self):
        for probation in self:
            probation.date_end = probation.closing_date or probation._get_agreed_end()

    def _get_agreed_end(self):
        """Return the last day as agreed, with its extension."""
        self.ensure_one()
        if not self.date_start or self.months < 1:
            return False
        return rules.extended_end(rules.last_day(self.date_start, self.months), self.extension_days)

    @api.depends("employee_id", "date_start")
    def _compute_display_name(self):
        for probation in self:
            day = format_date(self.env, probation.date_start) if probation.date_start else ""
            probation.display_name = f"{probation.employee_id.name or ''} · {day}"

    @api.model
    def _get_guarded_fields(self):
        free = {name for name in self._fields if name.startswith(DISCUSSION_PREFIXES)} | AGREED
        return super()._get_guarded_fields() | (set(self._fields) - free)

    # ------------------------------------------------------------------ keeping

    @api.constrains("months")
    def _check_months(self):
        for probation in self:
            if not rules.LEAST_MONTHS <= probation.months <= rules.MOST_MONTHS:
                raise ValidationError(
                    self.env._("A probation lasts 1 to 6 months, not %(months)s.", months=probation.months)
                )

    @api.constrains("employee_id")
    def _check_one_for_each_person(self):
        """Somebody who comes back to the same employer under a new employee record has had their probation (R40)."""
        for probation in self.sudo():
            if probation._find_other(probation.employee_id, probation.company_id):
                raise ValidationError(
                    self.env._(
                        "%(name)s has had a probation with this employer already.", name=probation.employee_id.name
                    )
                )

    @api.model
    def _find_other(self, employee, company):
        """Return a probation of the same person with the employer under another employee record, by their contact."""
        if not employee.work_contact_id:
            return self.sudo().browse()
        return self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("employee_id", "!=", employee.id),
                ("employee_id.work_contact_id", "=", employee.work_contact_id.id),
                ("employee_id.active", "in", (True, False)),
            ],
            limit=1,
        )

    @api.model_create_multi
    def create(self, vals_list):
        probations = super().create(vals_list)
        probations._check_may_keep()
        return probations

    def write(self, vals):
        if not self.env.su and any(not name.startswith(DISCUSSION_PREFIXES) for name in vals):
            self._check_may_keep()
            if vals.keys() & AGREED:
                self._check_is_planned()
        result = super().write(vals)
        if vals.keys() & AGREED:
            # What was approved was this length for this contract.
            approved = self.sudo().filtered(lambda one: one.state == DRAFT and one.approved_by_id)
            approved.write({"approved_by_id": False, "approved_date": False})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        self._check_may_keep()
        self._check_is_planned()

    def _check_may_keep(self):
        """HR keeps probations, nobody their own."""
        if self.env.su:
            return
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Probations are kept by HR."))
        self._check_not_own()

    def _check_not_own(self):
        if any(probation.sudo().user_id == self.env.user for probation in self):
            raise AccessError(self.env._("Nobody keeps or decides their own probation."))

    def _check_is_planned(self):
        for probation in self:
            if probation.state != DRAFT:
                raise UserError(
                    self.env._(
                        "The probation of %(name)s has begun and stays as agreed.", name=probation.employee_id.name
                    )
                )

    # ------------------------------------------------------------------ beginning

    def action_approve(self):
        """Approve a length above the normal one, as the general manager (R40)."""
        self.check_access("read")
        if not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("More than 3 months are approved by the general manager."))
        self._check_not_own()
        self._check_is_planned()
        for probation in self:
            probation._check_length()
            probation.sudo().write(
                {"approved_by_id": self.env.uid, "approved_date": probation.company_id.sudo()._get_company_today()}
            )

    def action_begin(self):
        """Let planned probations run: the length is held against every limit, and its end goes to the contract."""
        self.check_access("write")
        self._check_may_keep()
        self._check_is_planned()
        for probation in self:
            probation._check_length()
            if rules.needs_approval(probation.months) and not probation.approved_by_id:
                raise UserError(
                    self.env._("%(months)s months need the general manager's approval first.", months=probation.months)
                )
            probation.sudo().write({"state": RUNNING})
            probation._write_trial_end(probation.date_end)

    def action_plan_again(self):
        """Take back the beginning of a probation on which nobody has said anything yet."""
        self.check_access("write")
        self._check_may_keep()
        for probation in self:
            appraisals = probation.sudo().appraisal_ids
            if probation.state != RUNNING or appraisals.voice_ids:
                raise UserError(
                    self.env._("The probation of %(name)s has gone too far to be planned again.",
                        name=probation.employee_id.name)
                )  # fmt: skip
            appraisals.unlink()
            probation.sudo().write({"state": DRAFT, "approved_by_id": False, "approved_date": False})
            probation._write_trial_end(False)
            probation._end_reminders()

    def _write_trial_end(self, day):
        """Write the end of the trial on the version in force on the first day and on all after it (R51 reads it)."""
        self.ensure_one()
        employee = self.employee_id.sudo()
        first = employee._get_version(self.date_start).date_version
        versions = employee.version_ids.filtered(lambda version: version.date_version >= first)
        versions.filtered(lambda version: version.trial_date_end != day).write({"trial_date_end": day})
