"""What an adoption would do (R7): worked out once, then shown or carried out."""

from dataclasses import dataclass
from typing import Any

from ..engine.adoption import normal

CREATE, UPDATE, SKIP = "create", "update", "skip"
# What a job takes from its role where it has nothing of its own.
FILLED_FROM_ROLE = ("headcount_min", "headcount_max", "requirements")


@dataclass
class Change:
    """One line of the plan.

    :ivar owner: the job or department that gets it; empty while it does not exist yet
    """

    kind: str
    source: Any
    owner_name: str
    status: str
    note: str = ""


class AdoptionPlan:
    """Everything that adopting a catalogue would make, fill in, or find there already."""

    def __init__(self, adoption):
        self.adoption = adoption
        self.env = adoption.env
        self.lines = adoption.line_ids.filtered(lambda line: line.action != SKIP)

    # ------------------------------------------------------------------ what is there already

    def _find_present(self, items, present):
        """Return {item of the catalogue: what came from it, or from one that says the same}.

        Such sameness goes both ways and over one step, so that it does not matter which catalogue came first.
        """
        by_origin = {one.origin_id: one for one in present if one.origin_id}
        by_name = {name: one for one in present for name in self._get_names(one)}
        found = {}
        for item in items:
            alike = item | item.same_as_id | self._get_twins(item)
            hit = next((by_origin[one] for one in alike if one in by_origin), None)
            # What reads the same is the same, wherever it came from: a copy of a catalogue, or one's own pen.
            hit = hit or next((by_name[name] for name in self._get_names(item) if name in by_name), None)
            if hit:
                found[item] = hit
        return found

    def _get_names(self, item):
        """Return the names of an item in every language, without what does not tell it from another."""
        return {normal(item.with_context(lang=code).name) for code, _name in self.env["res.lang"].get_installed()}

    def _get_twins(self, item):
        model = item.with_context(active_test=False)
        twins = model.search([("same_as_id", "=", item.id)])
        return twins | (model.search([("same_as_id", "=", item.same_as_id.id)]) if item.same_as_id else twins)

    def _get_present_duties(self, job):
        return job.with_context(active_test=False).duty_ids

    def _get_present_functions(self):
        domain = [("department_id", "=", self.adoption.department_id.id)]
        return self.env["marketing.function"].with_context(active_test=False).search(domain)

    # ------------------------------------------------------------------ showing

    def describe(self):
        """Return values for the lines of the preview."""
        changes = []
        for line in self.lines:
            changes += self._describe_role(line)
        if self.adoption.take_functions:
            department = self.adoption.department_id
            functions = self.adoption.catalog_id.function_ids
            present = self._find_present(functions, self._get_present_functions())
            changes += [self._describe_item("function", item, present, department.name) for item in functions]
        return [
            {
                "kind": change.kind,
                "name": change.source.name,
                "owner": change.owner_name,
                "status": change.status,
                "note": change.note,
            }
            for change in changes
        ]

    def _describe_role(self, line):
        role, job = line.role_id, line.job_id if line.action == UPDATE else line.job_id.browse()
        name = job.name or role.name
        if not job:
            status, note = "new", ""
        else:
            filled = self._get_filled_fields(role, job)
            status, note = ("filled", self._describe_filling(role, filled)) if filled else ("there", "")
            if job.role_id and job.role_id != role:
                note = self.env._("keeps its role “%(role)s”", role=job.role_id.name)
        department = job.department_id if job else self.adoption.department_id
        found = [Change("job", job or role, department.name or "", status, note)]
        present = self._find_present(role.duty_ids, self._get_present_duties(job)) if job else {}
        return found + [self._describe_item("duty", duty, present, name) for duty in role.duty_ids]

    def _describe_item(self, kind, item, present, owner_name):
        here = present.get(item)
        if not here:
            return Change(kind, item, owner_name, "new")
        if here.origin_id != item:
            return Change(kind, item, owner_name, "same", here.origin_id.catalog_id.name or "")
        drifted = here.drift in ("there", "both")
        own_words = here.name if here.name != item.name else ""
        return Change(kind, item, owner_name, "drifted" if drifted else "there", own_words)

    def _describe_filling(self, role, filled):
        """Say what a job would get in each of its empty fields."""
        parts = []
        for field in filled:
            value = {"role_id": role.name, "reports_to_id": self._get_superior(role).name}.get(field) or role[field]
            parts.append(f"{self.env['hr.job']._fields[field]._description_string(self.env)}: {value}")
        return "; ".join(parts)

    def _get_filled_fields(self, role, job):
        """Return the fields of a job that are empty and that the role fills."""
        filled = [] if job.role_id else ["role_id"]
        filled += [field for field in FILLED_FROM_ROLE if role[field] and not job[field]]
        if {"headcount_min", "headcount_max"} & set(filled) and (job.headcount_min or job.headcount_max):
            filled = [field for field in filled if not field.startswith("headcount")]
        superior = self._get_superior(role)
        if not job.reports_to_id and superior and superior != job:
            filled.append("reports_to_id")
        return filled

    def _get_superior(self, role):
        """Return the job that holds the role which this one reports to, if there is one."""
        line = self.lines.filtered(lambda line: line.role_id == role.reports_to_id)
        return line.job_id

    # ------------------------------------------------------------------ doing

    def carry_out(self):
        """Make everything that is not there yet; what the company has of its own stays."""
        for line in self.lines.filtered(lambda line: line.action == CREATE):
            line.job_id = self._create_job(line.role_id)
        for line in self.lines:
            self._fill_in(line.role_id, line.job_id)
            present = self._find_present(line.role_id.duty_ids, self._get_present_duties(line.job_id))
            missing = line.role_id.duty_ids.filtered(lambda duty, present=present: duty not in present)
            self._start_tasks(line.job_id._adopt_duties(missing))
        if self.adoption.take_functions:
            self._take_functions()

    def _create_job(self, role):
        job = self.env["hr.job"].create(
            {
                "name": role.name,
                "company_id": self.adoption.company_id.id,
                "department_id": self.adoption.department_id.id,
            }
        )
        for code, _name in self.env["res.lang"].get_installed():
            job.with_context(lang=code).name = role.with_context(lang=code).name
        return job

    def _fill_in(self, role, job):
        values = {}
        for field in self._get_filled_fields(role, job):
            if field == "role_id":
                values[field] = role.id
            elif field == "reports_to_id":
                values[field] = self._get_superior(role).id
            else:
                values[field] = role[field]
        if values:
            job.write(values)

    def _start_tasks(self, duties):
        if self.adoption.makes_tasks:
            recurring = duties.filtered(lambda duty: duty.frequency not in (False, "event"))
            recurring.write({"makes_tasks": True, "tasks_from": self.adoption.company_id._get_company_today()})

    def _take_functions(self):
        functions = self.adoption.catalog_id.function_ids
        present = self._find_present(functions, self._get_present_functions())
        copies = self.env["marketing.function"]
        for function in functions.filtered(lambda function: function not in present):
            copies |= function.copy(
                {"catalog_id": False, "department_id": self.adoption.department_id.id, "origin_id": function.id}
            )
        copies._remember_origin()
