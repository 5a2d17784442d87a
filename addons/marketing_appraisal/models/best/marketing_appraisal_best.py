from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .marketing_appraisal_best_mixin import BRANCH, COMPANY, HEAD_OFFICE

DRAFT, ANNOUNCED = "draft", "announced"
PERSON, NOBODY = "person", "nobody"
HR_MANAGER = "marketing_roles.group_hr_manager"
GENERAL_MANAGER = "marketing_roles.group_general_manager"


class MarketingAppraisalBest(models.Model):
    """The decision who is employee of the month or year: one per month and company (R29), one per year and unit (R56).

    Perhaps it is nobody. HR managers prepare it, the general manager decides and announces. All of it, candidates and
    bonus above all, is read by these two alone; what everybody may read is the notice that the announcement makes
    (R29d).
    """

    _name = "marketing.appraisal.best"
    _description = "Employee of the Month or Year"
    _inherit = ["marketing.appraisal.best.mixin", "mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_from desc, unit desc, id"

    candidate_ids = fields.One2many("marketing.appraisal.best.candidate", "best_id", string="Candidates", readonly=True)
    outcome = fields.Selection(
        [(PERSON, "An Employee"), (NOBODY, "Nobody")], string="Choice", readonly=True, copy=False, tracking=True
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Chosen", readonly=True, copy=False, index="btree_not_null", ondelete="restrict",
        tracking=True,
    )  # fmt: skip
    reason = fields.Text(copy=False, help="Everybody in the company reads it: no scores, no grades, no amounts.")
    bonus = fields.Monetary(copy=False, help="Paid once with this period, outside the pools.")
    state = fields.Selection(
        [(DRAFT, "Draft"), (ANNOUNCED, "Announced")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    chosen_by_id = fields.Many2one("res.users", string="Decided By", readonly=True, copy=False)
    chosen_date = fields.Datetime(string="Decided On", readonly=True, copy=False)
    announced_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    announced_date = fields.Datetime(string="Announced On", readonly=True, copy=False)
    withdrawal_reason = fields.Text(string="Why It Was Withdrawn", readonly=True, copy=False)
    notice_id = fields.Many2one(
        "marketing.appraisal.best.notice", readonly=True, copy=False, index="btree_not_null",
        ondelete="set null",
    )  # fmt: skip

    _unit_uniq = models.UniqueIndex(
        "(period_id, COALESCE(branch_id, 0))", "The month, or the year and unit, has its decision already."
    )
    _bonus_not_negative = models.Constraint("CHECK(bonus >= 0)", "A bonus is not below zero.")

    @api.depends_context("lang")
    @api.depends("period_id", "unit_name")
    def _compute_display_name(self):
        for best in self:
            best.display_name = best._get_subject()

    # ------------------------------------------------------------------ writing

    @api.model
    def _get_guarded_fields(self):
        """Only the reason and the bonus are written by hand."""
        return super()._get_guarded_fields() | {
            "period_id", "kind", "company_id", "date_from", "unit", "branch_id", "candidate_ids", "outcome",
            "employee_id", "state", "chosen_by_id", "chosen_date", "announced_by_id", "announced_date",
            "withdrawal_reason", "notice_id",
        }  # fmt: skip

    def write(self, vals):
        """What is announced stays, and nobody sets their own bonus."""
        if not self.env.su and vals.keys() & {"reason", "bonus"}:
            self._check_is_draft()
            if any(best.sudo().employee_id.user_id == self.env.user for best in self):
                raise AccessError(self.env._("Nobody writes the reason or the bonus of their own choice."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_announced(self):
        self._check_is_draft()

    def _check_is_draft(self):
        for best in self:
            if best.state != DRAFT:
                raise UserError(self.env._("%(name)s is announced and stays as it is.", name=best.display_name))

    def _check_may_decide(self):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("The general manager decides on the employee of the month or year."))

    # ------------------------------------------------------------------ preparing

    @api.model
    def _prepare_for(self, period):
        """Return the decision of a month or the decisions of a year, made where there are none yet.

        :param period: one marketing.appraisal.period, a month that is signed or published, or a published year
        """
        if not self.env.su and not any(map(self.env.user.has_group, (HR_MANAGER, GENERAL_MANAGER))):
            raise AccessError(
                self.env._("The employee of the month or year is prepared by the HR manager or the general manager.")
            )
        period.check_access("read")
        bests = self.search([("period_id", "=", period.id)])
        known = {best.branch_id.id for best in bests}
        missing = [vals for vals in self._get_units(period) if vals.get("branch_id", False) not in known]
        if bests and (not missing or not self._is_ready(period)):
            return bests
        self._check_is_ready(period)
        made = self.sudo().create([{"period_id": period.id, **vals} for vals in missing])
        made._refresh_candidates()
        return bests | made.with_env(self.env)

    @api.model
    def _get_units(self, period):
        """Return the values that name the units of a period: a month has one, a year head office and each branch."""
        if period.kind != "annual":
            return [{"unit": COMPANY}]
        branches = self.env["hr.department"].sudo().search(
            [("company_id", "=", period.company_id.id), ("is_branch", "=", True)]
        ) | period.sudo().appraisal_ids.branch_id  # fmt: skip
        if not branches:
            return [{"unit": COMPANY}]
        # Head office stands without a branch, as everywhere.
        return [
            {"unit": HEAD_OFFICE},
            *({"unit": BRANCH, "branch_id": branch.id} for branch in branches.sorted("name")),
        ]

    @api.model
    def _is_ready(self, period):
        """Tell whether candidates may be looked for.

        A year waits for its publication: the places of all others would tell the reader their own before (R29d).
        """
        return period.state in {"monthly": ("signed", "published"), "annual": ("published",)}.get(period.kind, ())

    @api.model
    def _check_is_ready(self, period):
        if self._is_ready(period):
            return
        if period.kind == "annual":
            raise UserError(self.env._("The employee of the year belongs to a year whose results are all published."))
        raise UserError(self.env._("The employee of the month belongs to a month whose results are all signed."))

    def action_refresh(self):
        """Look for the candidates again."""
        self.check_access("write")
        self._check_is_draft()
        for period in self.period_id:
            self._check_is_ready(period)
        self._refresh_candidates()

    def _refresh_candidates(self):
        """Replace the candidates by those that the signed results give now."""
        bests = self.sudo()
        bests.candidate_ids.unlink()
        self.env["marketing.appraisal.best.candidate"].sudo()._create_for(bests)

    def _get_refusal(self, employee):
        """Return a sentence that says why somebody cannot be chosen, or False."""
        self.ensure_one()
        return self._get_refusals({self: employee})[self]

    def _get_refusals(self, employees):
        """Return {decision: a sentence that says why its person cannot be chosen, or False}; each period judged once.

        :param dict employees: {decision: hr.employee}
        """
        judged = self.env["marketing.appraisal.best.candidate"].sudo()._judge_for(self)
        refusals = {}
        for best in self:
            person = employees[best].sudo()
            found = judged[best].get(person)
            if found:
                refusals[best] = found.explain(self.env)
            elif best.kind == "annual":
                refusals[best] = self.env._("%(name)s has no signed annual result in this unit.", name=person.name)
            else:
                refusals[best] = self.env._("%(name)s has no signed result in this month.", name=person.name)
        return refusals

    # ------------------------------------------------------------------ deciding

    def _choose(self, employee):
        """Decide for somebody: the general manager, never for themselves, and never before their result is published.

        :param employee: hr.employee, or empty for nobody
        """
        self.ensure_one()
        self._check_may_decide()
        self._check_is_draft()
        if self.kind == "annual":
            self._check_is_ready(self.period_id)
        self._refresh_candidates()
        if employee:
            self._check_choice(employee)
        self.sudo().write(
            {
                "outcome": PERSON if employee else NOBODY,
                "employee_id": employee.id,
                "chosen_by_id": self.env.uid,
                "chosen_date": fields.Datetime.now(),
                **({} if employee else {"bonus": 0}),
            }
        )

    def _check_choice(self, employee):
        if not self.env.su and employee.sudo().user_id == self.env.user:
            raise AccessError(self.env._("Nobody chooses themselves."))
        refusal = self._get_refusal(employee)
        if refusal:
            raise UserError(refusal)

    def action_choose_nobody(self):
        """Decide that the month, or the year and unit, has nobody."""
        self._choose(self.env["hr.employee"])

    def action_announce(self):
        """Tell everybody, once the period is published; from then on the decision is fixed."""
        self.ensure_one()
        self._check_may_decide()
        self._check_is_draft()
        if self.period_id.state != "published":
            if self.kind == "annual":
                self._check_is_ready(self.period_id)
            raise UserError(self.env._("It is announced once all results of the month are published."))
        if not self.outcome:
            raise UserError(self.env._("Decide first: choose somebody or nobody."))
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why; everybody reads it."))
        self._refresh_candidates()
        if self.employee_id:
            self._check_choice(self.employee_id)
        self.sudo().write(
            {
                "state": ANNOUNCED,
                "announced_by_id": self.env.uid,
                "announced_date": fields.Datetime.now(),
                "withdrawal_reason": False,
            }
        )
        self.sudo()._follow_announcement()

    def _follow_announcement(self):
        """Do what an announcement brings, as superuser; for addons to add to."""
        self.notice_id = self.env["marketing.appraisal.best.notice"].create(
            {
                "period_id": self.period_id.id,
                "unit": self.unit,
                "branch_id": self.branch_id.id,
                "employee_id": self.employee_id.id,
                "reason": self.reason.strip(),
            }
        )
        self.notice_id._tell_everybody()

    def action_ask_withdraw(self):
        """Ask why the announcement is withdrawn."""
        self.ensure_one()
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw the Announcement"),
            "res_model": "marketing.appraisal.best.withdrawal",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_best_id": self.id},
        }

    def _withdraw(self, reason):
        """Take the announcement back; the reason stays with HR and the general manager, and all is open again."""
        self.ensure_one()
        self._check_may_decide()
        if self.state != ANNOUNCED:
            raise UserError(self.env._("%(name)s is not announced.", name=self.display_name))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is withdrawn."))
        best = self.sudo()
        best._follow_withdrawal()
        best.activity_unlink(["mail.mail_activity_data_todo"])
        best.write(
            dict.fromkeys(("outcome", "employee_id", "chosen_by_id", "chosen_date", "announced_by_id"), False)
            | {"announced_date": False, "state": DRAFT, "withdrawal_reason": reason.strip()}
        )
        best.message_post(
            body=self.env._("The announcement is withdrawn: %(reason)s", reason=reason.strip()),
            author_id=self.env.user.partner_id.id,
        )

    def _follow_withdrawal(self):
        """Undo what the announcement brought, as superuser; for addons to add to."""
        self.notice_id._tell_withdrawal()
        self.notice_id.unlink()

    def _get_decider(self):
        """Return who announced it, or another general manager of the company where they have left."""
        managers = self.env.ref(GENERAL_MANAGER).all_user_ids.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        )
        return (self.announced_by_id & managers) or managers[:1]
