from collections import Counter

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Date, Domain

# A section with more cells than this is fetched when it is opened.
CELLS_AT_ONCE = 1500


class MarketingDuty(models.Model):
    """Duties by people on one day, for the coverage screen."""

    _inherit = "marketing.duty"

    @api.model
    @api.readonly
    def get_coverage(self, day=False, department_id=False, job_id=False):
        """Return who holds what on a day, a section per job; the number of queries is the same for any company.

        :param day: date or ISO string; today when empty
        :param department_id: only jobs of this department and those below it
        :param job_id: only this job, always with its cells
        :return: {"day", "sections": [{"job_id", "job", "department", "counts": {status: number}, "people",
            "duties"}]}; people and duties are missing where the screen asks for them by `job_id` later
        """
        if not self.env.user.has_group("marketing_roles.group_assessor"):
            raise AccessError(self.env._("The coverage is for those who lead people, and for HR."))
        day = Date.to_date(day) or Date.context_today(self)
        duties = self.search_fetch(
            self._get_coverage_domain(department_id, job_id),
            ["name", "job_id", "area_id", "frequency", "sequence"],
            order="job_id, sequence, id",
        )
        holders = self.env["marketing.duty.holder"].with_context(on_date=day, in_days=0)
        columns = ["duty_id", "employee_id", "kind", "is_away"]
        held = holders.search_fetch([("duty_id", "in", duties.ids)], columns).grouped("duty_id")
        by_job = duties.grouped("job_id")
        names = self._get_people_names(held)
        sections = [self._prepare_section(job, mine, held, names, bool(job_id)) for job, mine in by_job.items()]
        return {"day": Date.to_string(day), "sections": sections}

    @api.model
    def _get_coverage_action(self, **params):
        """Return the action that opens the coverage of a department or of a job."""
        action = self.env["ir.actions.client"]._for_xml_id("marketing_roles.marketing_coverage_action")
        return dict(action, params=params)

    @api.model
    def _get_coverage_domain(self, department_id, job_id):
        companies = [*self.env.companies.ids, False]
        domain = Domain("job_id.active", "=", True) & Domain("company_id", "in", companies)
        if department_id:
            domain &= Domain("department_id", "child_of", department_id)
        if job_id:
            domain &= Domain("job_id", "=", job_id)
        return domain

    @api.model
    def _get_people_names(self, held):
        """Return {employee id: name} of everybody who holds anything."""
        ids = {row.employee_id.id for rows in held.values() for row in rows}
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        return {employee.id: employee.name for employee in employees.search_fetch([("id", "in", list(ids))], ["name"])}

    @api.model
    def _prepare_section(self, job, duties, held, names, wanted):
        none = self.env["marketing.duty.holder"]
        rows = [self._prepare_duty(duty, held.get(duty, none)) for duty in duties]
        away = {row.employee_id.id: row.is_away for duty in duties for row in held.get(duty, none)}
        section = {
            "job_id": job.id,
            "job": job.display_name,
            "department": job.department_id.display_name or "",
            "counts": dict(Counter(row["status"] for row in rows)),
            "total": len(rows),
        }
        if wanted or len(rows) * max(len(away), 1) <= CELLS_AT_ONCE:
            section["duties"] = rows
            section["people"] = [
                {"id": employee_id, "name": names[employee_id], "is_away": away[employee_id]}
                for employee_id in sorted(away, key=lambda each: names[each])
            ]
        return section

    @api.model
    def _prepare_duty(self, duty, holders):
        """Return one row: its cells, and whether somebody is there to do it."""
        doing = [row for row in holders if row.kind in ("responsible", "deputy")]
        present = [row for row in doing if not row.is_away]
        if any(row.kind == "responsible" for row in present):
            status = "covered"
        elif present:
            status = "deputy"
        else:
            status = "away" if doing else "open"
        return {
            "id": duty.id,
            "name": duty.name,
            "area": duty.area_id.name or "",
            "frequency": dict(self._fields["frequency"]._description_selection(self.env)).get(duty.frequency, ""),
            "status": status,
            "cells": {row.employee_id.id: row.kind for row in holders},
        }
