from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .. import steps
from .marketing_appraisal_earlier_result import DRAFT, TAKEN_OVER
from .marketing_appraisal_imported import IMPORTED

GENERAL_MANAGER = "marketing_roles.group_general_manager"


class MarketingAppraisalEarlierResult(models.Model):
    """Taking earlier results over as published ones, and back as long as no year rests on them (R72).

    The general manager does both: a result counts because the general manager says so (R23), and whoever enters one
    does not let it count. It is no signature, and says so.
    """

    _inherit = "marketing.appraisal.earlier.result"

    def action_take_over(self):
        """Let the results count from now on, visible to their people."""
        self._check_may_take(DRAFT)
        self.sudo()._take_over()

    def action_take_back(self):
        """Take results back that were taken over by mistake: they count no longer and can be corrected."""
        self._check_may_take(TAKEN_OVER)
        signed = self._get_signed_years()
        for row in self:
            if (row.employee_id, row.month.year) in signed:
                raise UserError(
                    self.env._(
                        "%(name)s: the annual result of %(year)s is signed and rests on its months.",
                        name=row.display_name,
                        year=row.month.year,
                    )
                )
        self.sudo()._take_back()

    def _check_may_take(self, state):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(GENERAL_MANAGER):
            raise AccessError(self.env._("Earlier results are taken over, and back, by the general manager."))
        self._refuse_own(self.employee_id)
        self.sudo().lock_for_update()
        wrong = self.filtered(lambda row: row.state != state)[:1]
        if wrong:
            raise UserError(
                self.env._("%(name)s is taken over already.", name=wrong.display_name)
                if state == DRAFT
                else self.env._("%(name)s is not taken over.", name=wrong.display_name)
            )

    def _take_over(self):
        """Make period, appraisal and result of each row, and chain the results."""
        self._check_row()
        cases = self._make_cases(self._make_periods())
        now = fields.Datetime.now()
        for row, case in cases.items():
            case.result_ids.write(row._prepare_figures())
            row.result_id = case.result_ids
        self.result_id.write(self._prepare_source_vals(now))
        self.write({"state": TAKEN_OVER, "taken_over_by_id": self.env.uid, "taken_over_date": now})
        self.env["marketing.appraisal.step"].create(
            [
                {"appraisal_id": case.id, "step": steps.DONE, "user_id": self.env.uid, "operation": IMPORTED}
                for case in cases.values()
            ]
        )
        self.env.flush_all()
        self.env["marketing.appraisal.sealer"]._seal(self.result_id)

    def _make_periods(self):
        """Return {(company, first day): period}; months that are not there yet are made as published ones."""
        periods = self._get_periods_by_month()
        missing = sorted({(row.company_id, row.month) for row in self} - set(periods), key=lambda key: key[1])
        made = self.env["marketing.appraisal.period"].create(
            [
                {
                    "kind": "monthly",
                    "company_id": company.id,
                    "date_from": month,
                    "state": "published",
                    "is_imported": True,
                }
                for company, month in missing
            ]
        )
        return periods | dict(zip(missing, made, strict=True))

    def _make_cases(self, periods):
        """Return {row: appraisal}, one of an earlier take-over again where there is one."""
        bases = self._get_bases()
        archived = self.env["marketing.appraisal"].search(
            [("period_id", "in", [period.id for period in periods.values()]), ("active", "=", False)]
        )
        known = {(case.period_id, case.employee_id): case for case in archived}
        cases, fresh = {}, {}
        for row in self:
            period = periods[row.company_id, row.month]
            vals = row._prepare_case_vals(period, *bases[row])
            case = known.get((period, row.employee_id))
            if case:
                case.write(vals)
                case._renew_result()
                cases[row] = case
            else:
                fresh[row] = vals
        made = self.env["marketing.appraisal"].create(list(fresh.values()))
        return cases | dict(zip(fresh, made, strict=True))

    def _prepare_case_vals(self, period, position, policy):
        """Return the values of the appraisal: who sat where for whom then, as far as it is known here.

        :raises UserError: where nobody is known who could have appraised them
        """
        self.ensure_one()
        if not position.appraiser_id:
            raise UserError(
                self.env._("%(name)s: nobody is named as appraiser; name one on the employee.", name=self.display_name)
            )
        return {
            **period._prepare_appraisal_vals(position, policy),
            "step": steps.DONE,
            "is_graded": True,
            "is_published": True,
            "active": True,
        }

    def _prepare_figures(self):
        """Return the values of the result that differ from row to row."""
        self.ensure_one()
        return {
            "status": "graded",
            "total": self.total,
            "grade": self.grade,
            "points": self.points,
            "imported_rank": self.rank,
            "imported_note": self.note,
        }

    def _prepare_source_vals(self, now):
        """Return where results come from; from then on their figures are fixed."""
        return {
            "is_imported": True,
            "imported_by_id": self.env.uid,
            "imported_date": now,
            "is_published": True,
            "published_date": now,
        }

    def _take_back(self):
        """Archive result and appraisal: both stay in the chain, as nothing that was in it is ever deleted."""
        self.result_id.write({"active": False, "is_published": False})
        self.result_id.appraisal_id.write({"active": False, "is_published": False, "is_graded": False})
        self.write({"state": DRAFT, "result_id": False, "taken_over_by_id": False, "taken_over_date": False})


class MarketingAppraisal(models.Model):
    _inherit = "marketing.appraisal"

    def _renew_result(self):
        """Give an appraisal whose result was taken back an empty one of the next version."""
        self.ensure_one()
        before = self.with_context(active_test=False).result_ids
        self.env["marketing.appraisal.result"].create(
            {"appraisal_id": self.id, "version": max(before.mapped("version"), default=0) + 1}
        )
        self.invalidate_recordset(["result_ids"])
