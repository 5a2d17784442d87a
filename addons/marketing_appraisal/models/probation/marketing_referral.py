from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .marketing_probation import CONFIRMED, CONFIRMED_EARLY, ENDED

PENDING, DUE, PAID, VOID = "pending", "due", "paid", "void"
OFFICER = "marketing_roles.group_hr_officer"
WRITTEN = {"probation_id", "referrer_id", "partner_id", "amount", "note"}
DISCUSSION_PREFIXES = ("message_", "activity_", "my_activity_")


class MarketingReferral(models.Model):
    """The reward of whoever referred somebody who passes their probation (R6, R42).

    Apart from the probation, because its person need not read what a colleague is paid. It follows the probation when
    the decision is told, so that nobody reads the decision off a reward before.
    """

    _name = "marketing.referral"
    _description = "Referral Reward"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "due_date desc, id desc"

    probation_id = fields.Many2one("marketing.probation", required=True, index=True, ondelete="restrict")
    employee_id = fields.Many2one(related="probation_id.employee_id", string="Referred", store=True, precompute=True)
    company_id = fields.Many2one(related="probation_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    referrer_id = fields.Many2one(
        "hr.employee", string="Referred By", index="btree_not_null", ondelete="restrict", tracking=True,
        domain="[('id', '!=', employee_id)]",
    )  # fmt: skip
    partner_id = fields.Many2one(
        "res.partner", string="Channel Partner", index="btree_not_null", ondelete="restrict", tracking=True
    )
    referrer_name = fields.Char(compute="_compute_referrer_name", string="Who Referred")
    amount = fields.Monetary(
        string="Reward", compute="_compute_amount", store=True, readonly=False, precompute=True, tracking=True,
        help="Within the bounds of the policy. For a partner the least is a floor and there is no ceiling.",
    )  # fmt: skip
    note = fields.Text()
    has_results = fields.Boolean(
        string="Brings Results", readonly=True, copy=False, tracking=True,
        help="A partner's reward is due only once HR has confirmed that the referral produces results.",
    )  # fmt: skip
    results_by_id = fields.Many2one("res.users", string="Results Confirmed By", readonly=True, copy=False)
    state = fields.Selection(
        [(PENDING, "Waits for the Probation"), (DUE, "To Pay"), (PAID, "Paid"), (VOID, "No Reward")],
        default=PENDING,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    due_date = fields.Date(string="Due Since", readonly=True, copy=False)
    paid_date = fields.Date(string="Paid On", readonly=True, copy=False)
    paid_by_id = fields.Many2one("res.users", string="Marked as Paid By", readonly=True, copy=False)
    explanation = fields.Char(compute="_compute_explanation", export_string_translation=False)

    _probation_uniq = models.UniqueIndex("(probation_id)", "There is one reward for each probation.")
    _one_referrer = models.Constraint(
        "CHECK((referrer_id IS NULL) != (partner_id IS NULL))", "Either an employee or a partner referred somebody."
    )

    @api.depends("probation_id")
    def _compute_amount(self):
        for referral in self:
            policy = referral.probation_id and referral.probation_id._find_policy()
            referral.amount = referral.amount or (policy.referral_least if policy else 0)

    @api.depends("referrer_id", "partner_id")
    def _compute_referrer_name(self):
        for referral in self:
            referral.referrer_name = referral.referrer_id.name or referral.partner_id.name

    @api.depends("employee_id", "referrer_name")
    def _compute_display_name(self):
        for referral in self:
            referral.display_name = f"{referral.referrer_name or ''} → {referral.employee_id.name or ''}"

    @api.depends_context("lang")
    @api.depends("state", "partner_id", "has_results", "probation_id.state")
    def _compute_explanation(self):
        """Say why it is not paid yet, or never; whoever referred somebody does not read the probation itself."""
        for referral in self:
            passed = referral.sudo().probation_id.state in (CONFIRMED, CONFIRMED_EARLY)
            if referral.state == VOID:
                note = self.env._("The probation was ended: there is no reward.")
            elif referral.state == PENDING and not passed:
                note = self.env._("It becomes due when the probation is confirmed.")
            elif referral.state == PENDING:
                note = self.env._("It becomes due once HR confirms that the partner's referral brings results.")
            else:
                note = False
            referral.explanation = note

    @api.model
    def _get_guarded_fields(self):
        free = {name for name in self._fields if name.startswith(DISCUSSION_PREFIXES)} | WRITTEN
        return super()._get_guarded_fields() | (set(self._fields) - free)

    # ------------------------------------------------------------------ keeping

    @api.constrains("referrer_id", "partner_id", "probation_id")
    def _check_referrer_is_another(self):
        for referral in self.sudo():
            hired = referral.probation_id.employee_id
            same = referral.referrer_id == hired or (
                referral.partner_id and referral.partner_id in hired.work_contact_id | hired.user_id.partner_id
            )
            if same:
                raise ValidationError(self.env._("Nobody refers themselves."))

    @api.constrains("amount", "referrer_id", "partner_id")
    def _check_amount(self):
        """Hold the reward against the bounds of the policy (R6)."""
        for referral in self:
            policy = referral.probation_id._get_policy()
            low, high = policy.referral_least, policy.referral_most
            words = {"low": low, "high": high, "amount": referral.amount, "currency": referral.currency_id.name}
            if referral.partner_id and referral.amount < low:
                raise ValidationError(
                    self.env._("A partner's reward is at least %(low)g %(currency)s, not %(amount)g.", **words)
                )
            if referral.referrer_id and not low <= referral.amount <= high:
                raise ValidationError(
                    self.env._("A reward is %(low)g to %(high)g %(currency)s, not %(amount)g.", **words)
                )

    @api.model_create_multi
    def create(self, vals_list):
        referrals = super().create(vals_list)
        referrals._check_may_keep()
        referrals.sudo()._follow_probation()
        return referrals

    def write(self, vals):
        if not self.env.su and any(not name.startswith(DISCUSSION_PREFIXES) for name in vals):
            self._check_may_keep()
            fixed = self.filtered(lambda one: one.state != PENDING)[:1]
            if fixed and vals.keys() & (WRITTEN - {"note"}):
                raise UserError(
                    self.env._("The reward of %(name)s is due or closed, and fixed.", name=fixed.referrer_name)
                )
            if "probation_id" in vals:
                raise UserError(self.env._("A reward stays with its probation."))
        result = super().write(vals)
        if not self.env.su and vals.keys() & {"referrer_id", "partner_id"}:
            # Whoever is named now must not be the one who names.
            self._check_may_keep()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_pending(self):
        self._check_may_keep()
        if any(referral.state != PENDING for referral in self):
            raise UserError(self.env._("A reward that is due or closed is not deleted."))

    def _check_may_keep(self):
        """HR keeps rewards; nobody their own, nor one for their own hiring."""
        if self.env.su:
            return
        user = self.env.user
        if not user.has_group(OFFICER):
            raise AccessError(self.env._("Referral rewards are kept by HR."))
        for referral in self.sudo():
            people = referral.referrer_id.user_id | referral.employee_id.user_id
            if user in people or (referral.partner_id and referral.partner_id == user.partner_id):
                raise AccessError(self.env._("Nobody rewards themselves."))

    # ------------------------------------------------------------------ becoming due

    def _follow_probation(self):
        """Become due where the probation is confirmed, or nothing where it was ended (R42)."""
        for referral in self.filtered(lambda one: one.state == PENDING):
            state = referral.probation_id.state
            if state == ENDED:
                referral.write({"state": VOID})
            elif state in (CONFIRMED, CONFIRMED_EARLY) and (referral.referrer_id or referral.has_results):
                today = referral.company_id._get_company_today()
                referral.write({"state": DUE, "due_date": today})
                referral._ask_hr()

    def _ask_hr(self):
        """Ask one of HR to pay it: whoever signed the confirmation, if that is not the one to be rewarded."""
        officers = self.probation_id._get_hr_users() - self.referrer_id.user_id
        signed = self.probation_id._get_newest_appraisal().hr_signed_by_id & officers
        user = signed or officers[:1]
        if user:
            reader = self.with_context(lang=user.lang)
            reader.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=reader.env._("Pay the reward for a referral"),
                user_id=user.id,
            )

    def action_confirm_results(self):
        """Confirm as HR that a partner's referral brings results (R6)."""
        self.check_access("write")
        self._check_may_keep()
        for referral in self:
            if not referral.partner_id or referral.state != PENDING or referral.has_results:
                raise UserError(self.env._("Results are confirmed once, for a partner's referral that is not due yet."))
        self.sudo().write({"has_results": True, "results_by_id": self.env.uid})
        self.sudo()._follow_probation()

    def action_pay(self):
        """Mark rewards as paid."""
        self.check_access("write")
        self._check_may_keep()
        for referral in self:
            if referral.state != DUE:
                raise UserError(referral.explanation or self.env._("It is paid already."))
            today = referral.company_id.sudo()._get_company_today()
            referral.sudo().write({"state": PAID, "paid_date": today, "paid_by_id": self.env.uid})
        self.sudo().activity_ids.unlink()


class MarketingProbation(models.Model):
    """The referral of a probation."""

    _inherit = "marketing.probation"

    referral_ids = fields.One2many("marketing.referral", "probation_id", copy=False)
    referral_note = fields.Char(compute="_compute_referral_note", export_string_translation=False)

    @api.depends_context("uid", "lang")
    @api.depends("referral_ids.state", "referral_ids.amount")
    def _compute_referral_note(self):
        """Say for the button how it stands, to whoever may read it."""
        referrals = self.env["marketing.referral"]
        found = referrals.search([("probation_id", "in", self.ids)]) if referrals.has_access("read") else referrals
        states = dict(referrals._fields["state"]._description_selection(self.env))
        by_probation = found.grouped("probation_id")
        for probation in self:
            mine = by_probation.get(probation._origin, referrals)[:1]
            probation.referral_note = states[mine.state] if mine else False

    def action_open_referral(self):
        """Open the reward for the referral, or a new one."""
        self.ensure_one()
        referral = self.env["marketing.referral"].search([("probation_id", "=", self.id)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Referral"),
            "res_model": "marketing.referral",
            "res_id": referral.id,
            "views": [(False, "form")],
            "context": {"default_probation_id": self.id},
        }
