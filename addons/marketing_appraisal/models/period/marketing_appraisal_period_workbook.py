from odoo import fields, models

from odoo.addons.sales_kpi.engine.sheets import AMOUNT, DAY, NUMBER, RATE, TEXT, Book, Column

SECTIONS = ("work", "behaviour", "company")
PERSON, SENTENCE = 24, 60


class MarketingAppraisalPeriod(models.Model):
    """A period as a workbook: everybody's result, the lines it rests on, and who was left out. Pay is not in it."""

    _inherit = "marketing.appraisal.period"

    def action_export_workbook(self):
        """Download the period; the reader gets what they may read on the screen and nothing else (R29d)."""
        self.ensure_one()
        self._check_runs_periods()
        self.check_access("read")
        cases = self.env["marketing.appraisal"].search(
            [("period_id", "=", self.id)], order="department_id, employee_id"
        )
        book = Book()
        for sheet in self._get_sheets(cases, cases._get_shown_results()):
            book.add_sheet(*sheet)
        name = f"{self.env._('Appraisals')} {self.name}.xlsx"
        return self.env["marketing.download"]._offer(name, book.get_content())

    def _get_sheets(self, cases, shown):
        """Return (name, columns, rows) of each sheet; for other kinds of period to replace.

        :param dict shown: {appraisal: result that the reader may read}
        """
        return [
            (self.env._("Results by Person"), self._get_columns_of_people(), self._get_rows_of_people(cases, shown)),
            (self.env._("Lines of the Results"), self._get_columns_of_lines(), self._get_rows_of_lines(cases, shown)),
            (self.env._("Not Appraised"), self._get_columns_of_omissions(), self._get_rows_of_omissions()),
        ]

    def _label(self, model, name):
        return self.env[model]._fields[name]._description_string(self.env)

    def _options(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    # ------------------------------------------------------------------ one row a person

    def _get_columns_of_people(self):
        case, result = "marketing.appraisal", "marketing.appraisal.result"
        columns = [
            Column(self._label(case, "employee_id"), TEXT, PERSON),
            Column(self._label(case, "department_id"), TEXT, PERSON),
            Column(self._label(case, "job_id"), TEXT, PERSON),
            Column(self._label(case, "appraiser_id"), TEXT, PERSON),
            Column(self._label(case, "step")),
        ]
        for section in SECTIONS:
            name = self._label(result, f"{section}_points")
            columns += [
                Column(name, AMOUNT, 12),
                Column(self.env._("%(section)s, at Most", section=name), AMOUNT, 12),
            ]
        return [
            *columns,
            Column(self._label(result, "total"), AMOUNT, 12),
            Column(self._label(result, "grade"), TEXT, 8),
            Column(self._label(result, "bar_id"), TEXT, 30),
            Column(self._label(result, "status")),
            Column(self.env._("Why There Is No Total"), TEXT, SENTENCE),
            Column(self._label(result, "signed_date"), DAY, 12),
            Column(self._label(result, "published_date"), DAY, 12),
        ]

    def _get_rows_of_people(self, cases, shown):
        steps = self._options("marketing.appraisal", "step")
        for case in cases:
            person = case.sudo()
            yield [
                person.employee_id.name,
                person.department_id.display_name,
                person.job_id.name,
                person.appraiser_id.name,
                steps[case.step],
                *self._get_cells_of_result(case, shown.get(case, self.env["marketing.appraisal.result"])),
            ]

    def _get_cells_of_result(self, case, result):
        """Return what the row of a person says of the result; an own one is not told before it is published."""
        is_graded = result.status == "graded"
        cells = []
        for section in SECTIONS:
            is_present = result[f"{section}_status"] == "value"
            maximum = result[f"{section}_maximum"] if result else case.policy_id[f"{section}_weight"]
            cells += [result[f"{section}_points"] if is_present else None, maximum]
        return [
            *cells,
            result.total if is_graded else None,
            self._options("marketing.appraisal.result", "grade").get(result.grade),
            result.bar_name,
            self._get_status(case, result),
            result.explanation if result and not is_graded else None,
            self._get_day(result.signed_date),
            self._get_day(result.published_date),
        ]

    def _get_status(self, case, result):
        if not result and case.is_mine:
            return self.env._("Shown to you once it is published")
        return self._options("marketing.appraisal.result", "status")[result.status or "none"]

    def _get_day(self, moment):
        """Return the reader's day of a moment."""
        return moment and fields.Datetime.context_timestamp(self, moment).date()

    # ------------------------------------------------------------------ one row a line

    def _get_columns_of_lines(self):
        line, criterion = "marketing.appraisal.result.line", "marketing.scorecard.criterion"
        return [
            Column(self._label(line, "employee_id"), TEXT, PERSON),
            Column(self._label(line, "section")),
            Column(self._label(line, "name"), TEXT, 36),
            Column(self._label(criterion, "source"), TEXT, 20),
            Column(self._label(criterion, "parent_id"), TEXT, 20),
            Column(self._label(criterion, "kpi_id"), TEXT, PERSON),
            *(Column(self._label(line, name), AMOUNT) for name in ("numerator", "denominator")),
            Column(self.env._("Rate"), RATE, 10),
            *(Column(self._label(line, name), AMOUNT) for name in ("maximum", "points")),
            Column(self._label(line, "grade"), TEXT, 8),
            Column(self._label(line, "status"), TEXT, PERSON),
        ]

    def _get_rows_of_lines(self, cases, shown):
        """A block of a scorecard is a line as well: its criteria name it, so that nothing is added up twice."""
        results = [shown[case].id for case in cases if case in shown]
        lines = self.env["marketing.appraisal.result.line"].search([("result_id", "in", results)])
        by_result = lines.grouped(lambda line: line.result_id.id)
        sections, statuses, grades = (self._options(lines._name, name) for name in ("section", "status", "grade"))
        sources = self._options("marketing.scorecard.criterion", "source")
        for line in (line for result in results for line in by_result.get(result, ())):
            figures, criterion = line._get_figures(), line.sudo().criterion_id
            yield [
                line.sudo().employee_id.name,
                sections[line.section],
                line.name,
                sources.get(criterion.source),
                criterion.parent_id.name,
                line.sudo().kpi_id.name,
                *(figures[name] for name in ("numerator", "denominator", "rate", "maximum", "points")),
                grades.get(line.grade),
                statuses[line.status],
            ]

    # ------------------------------------------------------------------ who was left out

    def _get_columns_of_omissions(self):
        omission = "marketing.appraisal.omission"
        return [
            Column(self._label(omission, "employee_id"), TEXT, PERSON),
            Column(self._label(omission, "reason"), TEXT, SENTENCE),
            *(Column(self._label(omission, name), NUMBER) for name in ("worked_days", "possible_days")),
        ]

    def _get_rows_of_omissions(self):
        reasons = self._options("marketing.appraisal.omission", "reason")
        for omission in self.omission_ids:
            name = omission.sudo().employee_id.name
            yield [name, reasons[omission.reason], omission.worked_days, omission.possible_days]
