from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.marketing_scorecard_criterion import EVENT
from .marketing_appraisal_event_proposal import OPEN


class MarketingAppraisalEventProposal(models.Model):
    """Where proposals come from: reports that were not handed in, tasks that were missed, money that is late (R29b)."""

    _inherit = "marketing.appraisal.event.proposal"

    @api.model
    def _propose(self, period):
        """Propose what is new in a month, and take back what has settled itself since; what was decided stays.

        :param period: marketing.appraisal.period of the kind monthly
        """
        wanted = self._get_wanted_types(period)
        found = {}
        for kind in wanted.mapped("proposed_by") if wanted else ():
            cases = self._get_cases_by_type(period, kind)
            for case, kind_of_event, thing in getattr(self, f"_find_{kind}s")(period, cases):
                found[(case.employee_id.id, kind_of_event.id, *thing["key"])] = (case, kind_of_event, thing)
        present = {
            (one.employee_id.id, one.type_id.id, one.res_model, one.res_id): one
            for one in self.search([("period_id", "=", period.id)])
        }
        gone = [one.id for key, one in present.items() if key not in found and one.state == OPEN]
        self.browse(gone).unlink()
        decided = self.search([("employee_id", "in", period.appraisal_ids.employee_id.ids), ("state", "!=", OPEN)])
        known = set(present) | {(one.employee_id.id, one.type_id.id, one.res_model, one.res_id) for one in decided}
        self.create([self._prepare_vals(*what) for key, what in found.items() if key not in known])

    @api.model
    def _get_wanted_types(self, period):
        return self.env["marketing.appraisal.event.type"].search(
            [("proposed_by", "!=", False), ("company_id", "in", (period.company_id.id, False))]
        )

    @api.model
    def _get_cases_by_type(self, period, kind):
        """Return {unsigned appraisal: types proposed by this kind that its scorecard counts}."""
        found = {}
        for case in period.appraisal_ids.filtered(lambda one: not one.is_signed and one.scorecard_id):
            counted = case.scorecard_id.criterion_ids.filtered(lambda one: one.source == EVENT).event_type_ids
            types = counted.filtered(lambda one: one.proposed_by == kind)
            if types:
                found[case] = types
        return found

    @api.model
    def _get_last_day(self, period):
        """What can still be in time today is no event yet."""
        return min(period.date_to, period.company_id._get_company_today() - timedelta(days=1))

    @api.model
    def _find_reports(self, period, cases):
        """Yield (appraisal, type, thing) of every report that was not handed in: one query."""
        domain = [("is_owed", "=", True), ("state", "=", "due")]
        yield from self._find_records("marketing.work.report", "date_due", domain, period, cases)

    @api.model
    def _find_tasks(self, period, cases):
        """Yield (appraisal, type, thing) of every task that was recorded as missed: one query."""
        domain = [("state", "=", "missed")]
        yield from self._find_records("marketing.task", "date_deadline", domain, period, cases)

    @api.model
    def _find_records(self, model, day_field, domain, period, cases):
        by_employee = {case.employee_id: case for case in cases}
        records = self.env[model].search(
            Domain(domain)
            & Domain("employee_id", "in", [employee.id for employee in by_employee])
            & Domain(day_field, ">=", period.date_from)
            & Domain(day_field, "<=", self._get_last_day(period))
        )
        for record in records:
            case = by_employee[record.employee_id]
            thing = {"key": (model, record.id), "date": record[day_field], "label": record.display_name}
            for kind_of_event in cases[case]:
                yield case, kind_of_event, thing

    @api.model
    def _find_payments(self, period, cases):
        """Yield (appraisal, type, thing) of what came to be late for long in the month.

        Of the branch, for head office of the company. Each document is proposed in one month only: that in which its
        days late, of this month and of those that matter before, reach what the type says.
        """
        kpi = self.env.ref("sales_kpi.kpi_days_late", raise_if_not_found=False)
        if not kpi or not cases:
            return
        longest = max(one.proposed_after for types in cases.values() for one in types)
        late = self._get_late_documents(kpi, period, longest)
        day = self._get_last_day(period)
        for key, document in late.items():
            for case, types in cases.items():
                if case.branch_id and case.branch_id not in document["branches"]:
                    continue
                before, days = document["before"], document["before"] + document["now"]
                for kind_of_event in types.filtered(lambda one, span=(before, days): one._is_reached(*span)):
                    yield case, kind_of_event, {"key": key, "date": day, "label": document["label"], "days": days}

    @api.model
    def _get_late_documents(self, kpi, period, longest):
        """Return {document: label, its days late in the month, and before as far as they matter, and branches}.

        One query. Further back than `longest` days nothing changes whether a document was late for long before.
        """
        first = fields.Date.start_of(period.date_from - timedelta(days=longest), "month")
        domain = Domain("kpi_id", "=", kpi.id) & Domain("company_id", "=", period.company_id.id)
        domain &= Domain("date", ">=", first) & Domain("date", "<=", period.date_to) & Domain("res_id", "!=", False)
        late = {}
        for row in self.env["sales.kpi.evidence"].search(domain):
            document = late.setdefault((row.res_model, row.res_id), {"before": 0, "now": 0, "branches": set()})
            is_now = row.date >= period.date_from
            document["now" if is_now else "before"] += int(row.numerator)
            if is_now:
                document["label"] = row.label
                document["branches"].add(row.branch_id)
        return {key: document for key, document in late.items() if document["now"]}

    @api.model
    def _prepare_vals(self, case, kind_of_event, thing):
        model, number = thing["key"]
        return {
            "appraisal_id": case.id,
            "type_id": kind_of_event.id,
            "date": thing["date"],
            "days": thing.get("days", 0),
            "label": thing["label"],
            "res_model": model,
            "res_id": number,
        }
