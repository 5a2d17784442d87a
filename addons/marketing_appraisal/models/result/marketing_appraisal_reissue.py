from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from .. import steps

GENERAL_MANAGER = "marketing_roles.group_general_manager"
REISSUED = "reissued"


class MarketingAppraisalStep(models.Model):
    """That a result is issued again stands in the log, with the reason (R62)."""

    _inherit = "marketing.appraisal.step"

    operation = fields.Selection(selection_add=[(REISSUED, "Issued Again")], ondelete={REISSUED: "cascade"})


class MarketingAppraisalResult(models.Model):
    """Results that replace others: what was published stays readable, the new one says why it differs (R61, R62)."""

    _inherit = "marketing.appraisal.result"

    active = fields.Boolean(
        default=True, readonly=True, copy=False, help="Not active: it was replaced, and stays as it was signed."
    )
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    replaces_id = fields.Many2one(
        "marketing.appraisal.result", string="Instead Of", readonly=True, copy=False, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    reissue_reason = fields.Text(string="Why It Was Reissued", readonly=True, copy=False)
    is_replaced = fields.Boolean(compute="_compute_is_replaced", export_string_translation=False)

    @api.depends("active", "appraisal_id.is_published")
    def _compute_is_replaced(self):
        """Until the new one is published the one before it counts, and is not called replaced."""
        for result in self:
            result.is_replaced = not result.active and (
                result.sudo().appraisal_id.is_published or not result.is_published
            )

    @api.depends("appraisal_id", "version")
    def _compute_display_name(self):
        for result in self:
            name = result.appraisal_id.display_name
            result.display_name = f"{name} ({result.version})" if result.version > 1 else name

    def _describe_month(self):
        return [*super()._describe_month(), *self._describe_reissue()]

    def _describe_year(self):
        return [*super()._describe_year(), *self._describe_reissue()]

    def _describe_reissue(self):
        """Say why it was issued again, and what stood there before."""
        before = self.sudo().replaces_id
        if not before:
            return []
        grades = dict(before._fields["grade"]._description_selection(self.env))
        words = {"reason": f"{(self.reissue_reason or '').rstrip('.。 ')}.", "grade": grades.get(before.grade, "-")}
        if self.kind == "annual":
            return [self.env._("Issued again: %(reason)s Before: %(grade)s.", **words)]
        total = formatLang(self.env, before.total, digits=2)
        return [self.env._("Issued again: %(reason)s Before: %(total)s, %(grade)s.", total=total, **words)]

    def _get_figures_before(self):
        """Return the result whose figures count until this one is graded: what it replaces, or itself."""
        self.ensure_one()
        is_empty = self.status == "none" and self.replaces_id
        return self.replaces_id if is_empty else self

    def action_open_replaced(self):
        """Open the result that this one replaces."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.replaces_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _get_latest_published(self, results):
        """Return the results that count, in their order: while one is issued again, the one before it still does."""
        latest = {}
        for result in results.sorted("version"):
            if result.is_published or result.appraisal_id not in latest:
                latest[result.appraisal_id] = result
        kept = set(latest.values())
        return results.filtered(lambda result: result in kept)


class MarketingAppraisal(models.Model):
    """Mending an error after publication: by the general manager, with a reason (R62)."""

    _inherit = "marketing.appraisal"

    reissue_note = fields.Text(compute="_compute_reissue_note")

    @api.depends_context("lang")
    @api.depends("is_published", "step")
    def _compute_reissue_note(self):
        """Say that a published result is being issued again, and why; its person reads it as well."""
        under_way = self.filtered(lambda case: not case.is_published)
        results = (
            self.env["marketing.appraisal.result"]
            .sudo()
            .search([("appraisal_id", "in", under_way.ids), ("replaces_id", "!=", False)])
        )
        reasons = {result.appraisal_id: result.reissue_reason for result in results}
        for case in self:
            reason = reasons.get(case._origin)
            case.reissue_note = reason and self.env._(
                "The published result is being issued again and stays readable until then: %(reason)s", reason=reason
            )

    def _get_shown_results(self):
        """Return {appraisal: the graded result that the reader is shown}, searched as the reader (R29d).

        While a result is issued again the one before it stands, until the new one is graded and may be read.
        """
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        found = results.search([("appraisal_id", "in", self.ids), ("status", "!=", "none")], order="version, id")
        return {result.appraisal_id: result for result in found}

    def action_ask_reissue(self):
        """Ask why the result is issued again."""
        self.ensure_one()
        self._check_may_reissue()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Issue the Result Again"),
            "res_model": "marketing.appraisal.reissue",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_appraisal_id": self.id},
        }

    def _check_may_reissue(self):
        self.check_access("read")
        for appraisal in self:
            if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
                raise AccessError(self.env._("Results are issued again by the general manager."))
            if not self.env.su and appraisal.user_id == self.env.user:
                raise AccessError(self.env._("Nobody issues their own result again."))
            if not appraisal.is_published:
                name = appraisal.display_name
                raise UserError(self.env._("%(name)s is not published: it can still be changed as it is.", name=name))

    def _reissue(self, reason):
        """Open published appraisals again at the final score, with a new result beside the old one.

        :raises UserError: without a reason, or where nothing is published
        """
        self._check_may_reissue()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the result is issued again; its person reads it."))
        for appraisal in self.sudo():
            before = appraisal.result_ids
            before.write({"active": False})
            before.flush_recordset(["active"])
            self.env["marketing.appraisal.result"].sudo().create(
                {
                    "appraisal_id": appraisal.id,
                    "version": before.version + 1,
                    "replaces_id": before.id,
                    "reissue_reason": reason.strip(),
                }
            )
            flags = dict.fromkeys(("is_signed", "is_published", "is_graded"), False)
            appraisal._log_steps([appraisal.step], operation=REISSUED, reason=reason.strip())
            appraisal.write({"step": steps.ORAL_REPORT, "graded_run": 0, **flags})
            appraisal.invalidate_recordset(["result_ids"])
            appraisal.message_post(
                body=self.env._("The result is issued again: %(reason)s", reason=reason.strip()),
                author_id=self.env.user.partner_id.id,
            )
        self.period_id._settle_state()

    def _tell_of_year(self):
        """Where a month is published again and its year is signed already, the general manager looks at the year."""
        again = self.filtered(lambda one: one.kind == "monthly" and one.result_ids.replaces_id)
        for (month, reader), years in again._get_signed_years().items():
            summary = self.with_context(lang=reader.lang).env._(
                "%(month)s was issued again: see whether the year has to be as well", month=month.name
            )
            years.with_context(lang=reader.lang).activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=reader.id
            )

    def _get_signed_years(self):
        """Return {(month, user who signed it): signed annual appraisals of the same people}: one query."""
        if not self:
            return {}
        years = self.search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("kind", "=", "annual"),
                ("is_signed", "=", True),
                ("date_from", "<=", max(self.mapped("date_from"))),
                ("date_to", ">=", min(self.mapped("date_to"))),
            ]
        )
        by_employee, found = years.grouped("employee_id"), {}
        for case in self:
            mine = by_employee.get(case.employee_id, years.browse())
            year = mine.filtered(lambda one, case=case: one.date_from <= case.date_from and one.date_to >= case.date_to)
            if year:
                key = case.period_id, case.result_ids.signed_by_id
                found[key] = found.get(key, years.browse()) | year[:1]
        return found
