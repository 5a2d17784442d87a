from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

APPRAISAL, SIGNATURE = "appraisal", "signature"
OFFICER = "marketing_roles.group_hr_officer"
GENERAL_MANAGER = "marketing_roles.group_general_manager"


class MarketingAppraisalSubstitution(models.Model):
    """Somebody does another's part for some days: appraises their people, or signs as the general manager's delegate.

    It gives no rights beyond the cases that it is about, and none after its last day. Once it has begun it is ended,
    not rewritten, so that the log of steps can be held against it.
    """

    _name = "marketing.appraisal.substitution"
    _description = "Substitute"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    active = fields.Boolean(default=True, help="Not active: it was ended before its last day.")
    duty = fields.Selection(
        [(APPRAISAL, "Appraises in Their Place"), (SIGNATURE, "Signs in Their Place")],
        string="What For",
        default=APPRAISAL,
        required=True,
        tracking=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="In Place Of",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.employee_id,
        domain="[('company_id', 'in', allowed_company_ids)]",
        tracking=True,
    )
    substitute_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, precompute=True, index=True)
    date_from = fields.Date(string="First Day", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(string="Last Day", required=True, tracking=True)
    reason = fields.Text(required=True, help="Why somebody else acts, such as leave or a vacancy.")
    has_signature = fields.Boolean(
        compute="_compute_has_signature",
        default=lambda self: self.env.user.has_group(GENERAL_MANAGER),
        export_string_translation=False,
        help="The reader signs results, and may have a delegate for it.",
    )
    state = fields.Selection(
        [("coming", "Coming"), ("running", "Running"), ("ended", "Ended")], compute="_compute_state"
    )

    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "It cannot end before it begins.")
    _is_another = models.Constraint("CHECK(employee_id != substitute_id)", "Nobody stands in for themselves.")

    @api.depends_context("uid")
    def _compute_has_signature(self):
        self.has_signature = self.env.user.has_group(GENERAL_MANAGER)

    @api.depends("date_from", "date_to", "active")
    def _compute_state(self):
        for one in self:
            today = one.company_id._get_company_today() if one.company_id else fields.Date.context_today(one)
            if one.date_from and one.date_from > today:
                one.state = "coming"
            else:
                over = not one.active or (one.date_to and one.date_to < today)
                one.state = "ended" if over else "running"

    @api.depends("employee_id", "substitute_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.employee_id.name or ''} → {one.substitute_id.name or ''}"

    @api.constrains("duty", "employee_id", "date_from", "date_to")
    def _check_one_at_a_time(self):
        for one in self:
            other = self.sudo().search(
                [
                    ("id", "!=", one.id),
                    ("duty", "=", one.duty),
                    ("employee_id", "=", one.employee_id.id),
                    ("date_from", "<=", one.date_to),
                    ("date_to", ">=", one.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s has a substitute in these days already: %(other)s.",
                        name=one.employee_id.name,
                        other=other.substitute_id.name,
                    )
                )

    @api.constrains("substitute_id", "duty")
    def _check_can_act(self):
        for one in self:
            user = one.sudo().substitute_id.user_id
            if not user or user.share or not user.active:
                raise ValidationError(
                    self.env._("%(name)s has no login and cannot stand in.", name=one.substitute_id.name)
                )
            below = one.sudo().substitute_id.appraiser_id == one.employee_id
            if one.duty == APPRAISAL and below:
                raise ValidationError(
                    self.env._(
                        "%(name)s is appraised by %(boss)s and would read and score colleagues. Name somebody else.",
                        name=one.substitute_id.name,
                        boss=one.employee_id.name,
                    )
                )
            signs = one.sudo().employee_id.user_id.has_group(GENERAL_MANAGER)
            if one.duty == SIGNATURE and not signs:
                raise ValidationError(self.env._("Only a general manager has a signature to delegate."))

    @api.model_create_multi
    def create(self, vals_list):
        user = self.env.user
        if not self.env.su and not user.has_group(OFFICER):
            named = (
                self.env["hr.employee"]
                .sudo()
                .browse(vals["employee_id"] for vals in vals_list if vals.get("employee_id"))
            )
            if named - user.employee_ids:
                raise AccessError(self._say_who_names())
        substitutions = super().create(vals_list)
        substitutions._check_may_name()
        substitutions.substitute_id._grant_assessor_group()
        substitutions._apply()
        return substitutions

    def write(self, vals):
        self._check_may_name()
        fixed = vals.keys() & {"duty", "employee_id", "substitute_id", "date_from", "reason"}
        fixed |= {"active"} if vals.get("active") else set()
        begun = self.filtered(lambda one: one.state != "coming")[:1]
        if fixed and begun:
            raise UserError(self.env._("%(name)s has begun: only its last day can change.", name=begun.display_name))
        before = self.company_id
        result = super().write(vals)
        self._check_may_name()
        self.substitute_id._grant_assessor_group()
        self._apply(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_coming(self):
        self._check_may_name()
        begun = self.filtered(lambda one: one.state != "coming")[:1]
        if begun:
            raise UserError(self.env._("%(name)s has begun: end it instead.", name=begun.display_name))

    def _check_may_name(self):
        """Each names their own substitute, HR another's; the signature is delegated by its owner alone (R23)."""
        if self.env.su:
            return
        user = self.env.user
        officer = user.has_group(OFFICER)
        for one in self.sudo():
            own = one.employee_id.user_id == user
            if not own and (one.duty == SIGNATURE or not officer):
                raise AccessError(self._say_who_names())
            if one.substitute_id.user_id == user:
                raise AccessError(self.env._("Nobody names themselves as a substitute."))

    @api.model
    def _say_who_names(self):
        return self.env._("A substitute is named by oneself or by HR; the signature is delegated by its owner.")

    def action_end(self):
        """End running substitutions at this moment."""
        for one in self:
            one.write({"date_to": max(one.date_from, one.company_id._get_company_today()), "active": False})

    @api.model
    def _get_running(self, duty, companies):
        """Return {(company, absent employee): substitution} of those who have a substitute today."""
        today = {company: company._get_company_today() for company in companies.sudo()}
        if not today:
            return {}
        running = self.sudo().search(
            # Record rules ask without a filter for what is active.
            Domain("duty", "=", duty)
            & Domain("active", "=", True)
            & Domain.OR(
                Domain("company_id", "=", company.id) & Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
                for company, day in today.items()
            )
        )
        return {(one.company_id, one.employee_id): one for one in running}

    @api.model
    def _get_absent(self, duty, user):
        """Return [(company, absent employee)] of those in whose place a user acts today."""
        running = self._get_running(duty, user.sudo().employee_ids.company_id)
        return [key for key, one in running.items() if one.substitute_id.user_id == user]

    def _apply(self, companies=None):
        """Let the unsigned appraisals of the companies know who acts today."""
        companies = (companies or self.env["res.company"]) | self.company_id
        self.env["marketing.appraisal"]._refresh_acting(companies)
