from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

IMPORTED = "imported"


class MarketingAppraisalPeriod(models.Model):
    """Months from before the installation: they hold what was decided elsewhere; nobody works in them here (R72)."""

    _inherit = "marketing.appraisal.period"

    is_imported = fields.Boolean(string="Imported", readonly=True, copy=False)

    def action_grade(self):
        self._check_not_imported()
        return super().action_grade()

    def action_open(self):
        self._check_not_imported()
        return super().action_open()

    @api.private
    def _check_not_imported(self):
        imported = self.filtered("is_imported")[:1]
        if imported:
            raise UserError(
                self.env._(
                    "%(name)s holds results from before the installation: nothing is appraised or paid in it here.",
                    name=imported.name,
                )
            )

    def _get_ungraded_domain(self):
        return super()._get_ungraded_domain() & Domain("is_published", "=", False)


class MarketingAppraisal(models.Model):
    """The case of an imported result: done from the first moment, signed by nobody here (R72)."""

    _inherit = "marketing.appraisal"

    active = fields.Boolean(
        default=True, readonly=True, copy=False, help="Not active: an imported result that was taken back."
    )
    is_imported = fields.Boolean(related="period_id.is_imported", store=True, precompute=True, string="Imported")

    def _filter_rated(self):
        return super()._filter_rated().filtered(lambda appraisal: not appraisal.is_imported)

    def _check_may_reissue(self):
        imported = self.filtered("is_imported")[:1]
        if imported:
            raise UserError(
                self.env._(
                    "%(name)s is imported: there is nothing to score again."
                    " Take it back and import it as it should be.",
                    name=imported.display_name,
                )
            )
        return super()._check_may_reissue()

    def _check_may_name_appraiser(self):
        imported = self.filtered("is_imported")[:1]
        if imported:
            raise UserError(self.env._("%(name)s is imported; its appraiser is fixed.", name=imported.display_name))
        return super()._check_may_name_appraiser()

    def _get_erasable(self):
        return super()._get_erasable() | self.filtered("is_imported")


class MarketingAppraisalStep(models.Model):
    """Whoever takes an earlier result over stands in the log, and as nothing else."""

    _inherit = "marketing.appraisal.step"

    operation = fields.Selection(selection_add=[(IMPORTED, "Taken Over")], ondelete={IMPORTED: "cascade"})


class MarketingAppraisalResult(models.Model):
    """A result from before the installation: counts like the others, and says where it comes from (R72)."""

    _inherit = "marketing.appraisal.result"

    is_imported = fields.Boolean(string="Imported", readonly=True, copy=False)
    source_label = fields.Char(string="Source", compute="_compute_source_label")
    imported_by_id = fields.Many2one("res.users", string="Taken Over By", readonly=True, copy=False)
    imported_date = fields.Datetime(string="Taken Over On", readonly=True, copy=False)
    imported_rank = fields.Integer(string="Rank", readonly=True, copy=False, aggregator=None)
    imported_note = fields.Text(string="Note", readonly=True, copy=False)

    @api.depends_context("lang")
    @api.depends("is_imported", "active", "is_replaced")
    def _compute_source_label(self):
        for result in self:
            label = self.env._("Imported") if result.is_imported else False
            if result.is_replaced:
                label = self.env._("Replaced")
            elif not result.active:
                label = self.env._("Being issued again")
            result.source_label = label

    def _describe_month(self):
        if not self.is_imported:
            return super()._describe_month()
        sentence = self.env._(
            "From before the installation: it was not computed or signed here. %(name)s took it over on %(date)s.",
            name=self.sudo().imported_by_id.name,
            date=format_datetime(self.env, self.imported_date),
        )
        return [sentence, *([self.imported_note] if self.imported_note else [])]

    def _is_fixed(self):
        return super()._is_fixed() or self.is_imported

    @api.model
    def _get_free_fields(self):
        """The note about a person can be erased; the chain knows its digest alone."""
        return super()._get_free_fields() | {"imported_note"}


class MarketingAppraisalSealer(models.AbstractModel):
    """What is taken over enters the chain as imported: by whom and when, and with no rules behind it (R71, R72)."""

    _inherit = "marketing.appraisal.sealer"

    @api.model
    def _get_rows(self, results, evidence):
        rows = super()._get_rows(results, evidence)
        for result in results.filtered("is_imported"):
            rows[result][IMPORTED] = {
                "by": result.imported_by_id.id,
                "date": result.imported_date and result.imported_date.isoformat(),
                "rank": result.imported_rank,
            }
        return rows

    @api.model
    def _get_context(self, results):
        imported = results.filtered("is_imported")
        context = super()._get_context(results - imported) if results - imported else {}
        return context | dict.fromkeys(imported, {IMPORTED: True})

    @api.model
    def _get_texts(self, results):
        texts = super()._get_texts(results)
        for result in results.filtered("imported_note"):
            texts[result]["imported_note"] = result.imported_note
        return texts


class MarketingAppraisalPay(models.Model):
    """Imported months were paid where they were decided."""

    _inherit = "marketing.appraisal.pay"

    @api.model
    def _check_may_compute(self, period):
        period._check_not_imported()
        return super()._check_may_compute(period)
