from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .. import steps
from ..grades import GRADES

# What users write directly, beside the discussion; everything else moves by steps and gradings.
WRITTEN_FIELDS = {
    "self_assessment", "appraiser_id", "rating_ids", "interview_date", "interview_summary", "form_scan",
    "form_scan_name", "note_ids",
}  # fmt: skip
DISCUSSION_PREFIXES = ("message_", "activity_", "my_activity_")


class MarketingAppraisal(models.Model):
    """One employee in one period: who, by whom, at which step.

    Never holds a score: everybody may read their own case from the first day,
    while scores and grade stand in the result, which is read once published (R29d).
    """

    _name = "marketing.appraisal"
    _description = "Appraisal"
    _inherit = ["mail.thread", "mail.activity.mixin", "marketing.guarded.mixin"]
    _order = "date_from desc, department_id, employee_id, id"
    _check_company_auto = True

    period_id = fields.Many2one("marketing.appraisal.period", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(related="period_id.kind", store=True, precompute=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    date_from = fields.Date(related="period_id.date_from", store=True, precompute=True)
    date_to = fields.Date(related="period_id.date_to", store=True, precompute=True)
    grading_deadline = fields.Date(related="period_id.grading_deadline")
    publication_deadline = fields.Date(related="period_id.publication_deadline")
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", check_company=True)
    user_id = fields.Many2one(related="employee_id.user_id", store=True, precompute=True, index=True)
    appraiser_id = fields.Many2one("hr.employee", required=True, index=True, check_company=True, tracking=True)
    has_named_appraiser = fields.Boolean(
        readonly=True, copy=False, export_string_translation=False, help="HR has named another than the superior."
    )
    appraiser_user_id = fields.Many2one(related="appraiser_id.user_id", string="Appraiser's User")
    department_id = fields.Many2one("hr.department", index=True)
    branch_id = fields.Many2one("hr.department", help="Empty: head office.")
    job_id = fields.Many2one("hr.job", string="Job Position")
    role_id = fields.Many2one("marketing.role")
    policy_id = fields.Many2one("marketing.appraisal.policy", required=True, ondelete="restrict")
    scorecard_id = fields.Many2one(
        "marketing.scorecard", ondelete="restrict", help="Empty: work is judged by the month's tasks."
    )
    # Not tracked: the log of steps says who moved it and when, for hundreds at once in one statement.
    step = fields.Selection(steps.STEPS, default=steps.PLAN, required=True, index=True, group_expand=True)
    step_ids = fields.One2many("marketing.appraisal.step", "appraisal_id", string="Steps Done", readonly=True)
    graded_run = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    is_graded = fields.Boolean(string="Graded", readonly=True, copy=False)
    is_blocked = fields.Boolean(string="Without Total", readonly=True, copy=False)
    is_signed = fields.Boolean(string="Signed", readonly=True, copy=False, index=True)
    is_published = fields.Boolean(string="Published", readonly=True, copy=False)
    is_signable = fields.Boolean(compute="_compute_is_signable")
    self_assessment = fields.Text(help="What went well, what did not, what you need.")
    rating_ids = fields.One2many("marketing.appraisal.rating", "appraisal_id", string="Scores")
    result_ids = fields.One2many("marketing.appraisal.result", "appraisal_id")
    total = fields.Float(digits=(8, 2), compute="_compute_visible_result")
    grade = fields.Selection(GRADES, compute="_compute_visible_result")
    has_visible_result = fields.Boolean(compute="_compute_visible_result")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    may_score = fields.Boolean(compute="_compute_is_mine")
    may_complete = fields.Boolean(compute="_compute_may_complete")

    _employee_uniq = models.Constraint(
        "unique(period_id, employee_id)", "There is one appraisal per person and period."
    )

    @api.depends("employee_id", "period_id")
    def _compute_display_name(self):
        for appraisal in self:
            appraisal.display_name = f"{appraisal.employee_id.name} {appraisal.period_id.name}"

    @api.depends("step", "is_graded", "is_blocked")
    def _compute_is_signable(self):
        for appraisal in self:
            ready = appraisal.step == steps.SIGNATURE and appraisal.is_graded
            appraisal.is_signable = ready and not appraisal.is_blocked

    @api.depends_context("uid")
    @api.depends("employee_id", "appraiser_id")
    def _compute_is_mine(self):
        officer = self.env.user.has_group("marketing_roles.group_hr_officer")
        for appraisal in self:
            appraisal.is_mine = appraisal.user_id == self.env.user
            scores = officer or appraisal._filter_appraised_by(self.env.user)
            appraisal.may_score = bool(scores) and not appraisal.is_mine

    @api.depends_context("uid")
    @api.depends("step", "appraiser_id", "user_id")
    def _compute_may_complete(self):
        """Offer the button of the current step to whoever owns it, and to nobody else."""
        # These have buttons of their own.
        apart = (steps.INTERVIEW, steps.SIGNATURE, steps.PUBLICATION, steps.DONE)
        for appraisal in self:
            may = appraisal.step not in apart and appraisal._filter_may_complete(appraisal.step)
            appraisal.may_complete = bool(may)

    @api.depends_context("uid")
    @api.depends("result_ids.total", "result_ids.grade")
    def _compute_visible_result(self):
        """Show the result to whoever may read it; searched as the reader, so that the rules decide."""
        results = self.env["marketing.appraisal.result"]
        if results.has_access("read"):
            # While a result is issued again, the published one before it still counts.
            results = results.with_context(active_test=False).search([("appraisal_id", "in", self.ids)])
            results = results._get_latest_published(results)
        by_appraisal = {result.appraisal_id.id: result for result in results}
        for appraisal in self:
            appraisal._show_result(by_appraisal.get(appraisal._origin.id, results.browse()))

    def _show_result(self, result):
        """Show one result that the reader may read, or that there is none."""
        self.ensure_one()
        self.has_visible_result = bool(result) and result.status != "none"
        self.total = result.total
        self.grade = result.grade

    @api.model_create_multi
    def create(self, vals_list):
        appraisals = super().create(vals_list)
        self.env["marketing.appraisal.result"].sudo().create(
            [{"appraisal_id": appraisal.id} for appraisal in appraisals]
        )
        return appraisals

    @api.model
    def _get_guarded_fields(self):
        written = {name for name in self._fields if name.startswith(DISCUSSION_PREFIXES)} | WRITTEN_FIELDS
        return super()._get_guarded_fields() | (set(self._fields) - written)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if "self_assessment" in vals:
                self._check_may_assess_self()
            if "appraiser_id" in vals:
                self._check_may_name_appraiser()
                self.sudo().write({"has_named_appraiser": True})
            if vals.keys() & {"interview_date", "interview_summary"}:
                self._check_may_record_interview()
            if vals.keys() & {"form_scan", "form_scan_name"}:
                self._check_may_file_scan()
        return super().write(vals)

    def _check_may_assess_self(self):
        """The self-assessment is its person's, until it is handed in; HR types it for staff without a login."""
        officer = self.env.user.has_group("marketing_roles.group_hr_officer")
        for appraisal in self:
            own = appraisal.user_id == self.env.user
            if not own and (appraisal.user_id or not officer):
                raise UserError(
                    self.env._(
                        "The self-assessment of %(name)s is written by themselves.", name=appraisal.employee_id.name
                    )
                )
            if steps.is_before(steps.SELF_ASSESSMENT, appraisal.step):
                raise UserError(self.env._("The self-assessment of %(name)s is closed.", name=appraisal.display_name))

    def _check_may_name_appraiser(self):
        """HR names another appraiser while nothing is signed, and nobody their own (R33)."""
        officer = self.env.user.has_group("marketing_roles.group_hr_officer")
        for appraisal in self:
            if not officer or appraisal.user_id == self.env.user:
                raise AccessError(self.env._("The appraiser is named by HR, and never on one's own appraisal."))
            if appraisal.is_signed:
                raise UserError(self.env._("%(name)s is signed; its appraiser is fixed.", name=appraisal.display_name))

    @api.constrains("appraiser_id", "employee_id")
    def _check_appraiser_is_another(self):
        for appraisal in self:
            if appraisal.appraiser_id == appraisal.employee_id:
                raise ValidationError(
                    self.env._("%(name)s cannot be their own appraiser.", name=appraisal.employee_id.name)
                )

    def _is_begun(self):
        """Tell whether anybody has scored anything or completed a step."""
        self.ensure_one()
        return bool(self.sudo().step_ids) or self._is_scored()

    def _is_scored(self):
        """Tell whether anybody has scored anything."""
        self.ensure_one()
        return any(self.sudo().rating_ids.mapped("is_scored"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        for appraisal in self:
            if appraisal.is_signed:
                raise UserError(self.env._("%(name)s is signed and cannot be deleted.", name=appraisal.display_name))
            if appraisal._is_begun():
                raise UserError(
                    self.env._("%(name)s has scores or completed steps and is kept.", name=appraisal.display_name)
                )

    def _sync_ratings(self):
        """Give every unsigned appraisal a line for each score that it needs.

        Scores that were given stay; a line without a score goes when nothing asks for it any more.
        """
        appraisals = self.sudo()._filter_rated()
        missing, needless = appraisals._compare_ratings()
        self.env["marketing.appraisal.rating"].sudo().create(
            [self.env["marketing.appraisal.rating"]._prepare_line_vals(*line) for line in missing]
        )
        needless.unlink()

    def _filter_rated(self):
        """Return the appraisals whose scores still follow what is asked for."""
        return self.filtered(lambda appraisal: not appraisal.is_signed)

    def _compare_ratings(self):
        """Return what the scores lack and what they have too much of.

        :return: ([(appraisal id, kind, subject id)] without a line yet, unscored lines that nothing asks for)
        """
        wanted = dict.fromkeys(self._get_wanted_ratings())
        present = {
            rating: (rating.appraisal_id.id, rating.kind, rating._get_subject().id) for rating in self.rating_ids
        }
        known = set(present.values())
        needless = [rating.id for rating, key in present.items() if key not in wanted and not rating.is_scored]
        return [key for key in wanted if key not in known], self.rating_ids.browse(needless)

    def _get_wanted_ratings(self):
        """Return (appraisal id, kind, subject id) of every score that the appraisals need, in order."""
        years = self.filtered(lambda appraisal: appraisal.kind == "annual")
        others = self - years
        behaviours, tasks = others._get_behaviours(), others._get_tasks()
        wanted = [(appraisal.id, "year", appraisal.period_id.id) for appraisal in years]
        for appraisal in others:
            wanted += [(appraisal.id, "behaviour", item.id) for item in behaviours[appraisal.company_id]]
            if appraisal.scorecard_id:
                rated = appraisal.scorecard_id.criterion_ids.filtered(lambda item: item.source == "rating")
                wanted += [(appraisal.id, "criterion", item.id) for item in rated]
            else:
                mine = tasks.get(appraisal.id, ())
                wanted += [(appraisal.id, "task", task_id) for task_id in mine]
                if not mine and appraisal._is_judged_by_purpose():
                    wanted.append((appraisal.id, "purpose", appraisal.period_id.id))
        return wanted

    def _get_behaviours(self):
        """Return {company: the criteria of behaviour that hold in it}."""
        companies = self.company_id
        behaviours = self.env["marketing.appraisal.behaviour"].search([("company_id", "in", [*companies.ids, False])])
        return {
            company: behaviours.filtered(lambda item, company=company: item.company_id in (company, company.browse()))
            for company in companies
        }

    def _get_tasks(self):
        """Return {appraisal id: ids of the tasks to score that fell due in the period}."""
        if not self:
            return {}
        tasks = self.env["marketing.task"].search_fetch(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("date_deadline", ">=", min(self.mapped("date_from"))),
                ("date_deadline", "<=", max(self.mapped("date_to"))),
                ("is_appraised", "=", True),
            ],
            ["employee_id", "date_deadline"],
        )
        by_employee = tasks.grouped("employee_id")
        none = tasks.browse()
        return {
            appraisal.id: [
                task.id
                for task in by_employee.get(appraisal.employee_id, none)
                if appraisal.date_from <= task.date_deadline <= appraisal.date_to
            ]
            for appraisal in self
        }

    def action_open_result(self):
        """Open the result, or say that it is not published yet."""
        self.ensure_one()
        result = self.env["marketing.appraisal.result"].search([("appraisal_id", "=", self.id)], limit=1)
        if not result:
            raise UserError(self.env._("The result is not published yet."))
        return {
            "type": "ir.actions.act_window",
            "res_model": "marketing.appraisal.result",
            "res_id": result.id,
            "views": [(False, "form")],
        }

    def action_open_form(self):
        """Open the appraisal itself, from a list inside another form."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
