from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ..grades import GRADES

DRAFT, TAKEN_OVER = "draft", "taken_over"
# Weights come to 110, and the company result has no cap: more than this is a typing error.
HIGHEST_TOTAL = 150


def is_empty(value):
    """Tell whether a value says nothing, as an empty cell of an import does; a zero says something."""
    return value is None or value is False or value == ""


class MarketingAppraisalEarlierResult(models.Model):
    """A result of a month before the installation, as it stands on paper or in another system (R72).

    The HR manager enters or imports it; it counts once the general manager has taken it over. Nobody enters, reads or
    takes over their own here: they read it as a result.
    """

    _name = "marketing.appraisal.earlier.result"
    _description = "Earlier Result"
    _inherit = ["mail.thread", "marketing.guarded.mixin"]
    _order = "month desc, employee_id, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    person = fields.Char(
        help="For an import: name or badge ID, as in the file. Employees are found by it, also those who have left."
    )
    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="restrict", check_company=True)
    department_id = fields.Many2one(related="employee_id.department_id")
    month = fields.Date(required=True, help="Any day of the month; kept as its first.")
    total = fields.Float(digits=(8, 2), aggregator="avg")
    grade = fields.Selection(GRADES, required=True)
    points = fields.Integer(
        string="Annual Points",
        compute="_compute_points",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
        help="Empty: those that the policy gives for the grade.",
    )
    rank = fields.Integer(aggregator=None, help="Among like positions, if there was one.")
    note = fields.Text(help="Where it comes from. The person reads it with the result.")
    state = fields.Selection(
        [(DRAFT, "To Take Over"), (TAKEN_OVER, "Taken Over")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    result_id = fields.Many2one(
        "marketing.appraisal.result", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    taken_over_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    taken_over_date = fields.Datetime(string="Taken Over On", readonly=True, copy=False)
    remark = fields.Char(compute="_compute_remark")

    _month_uniq = models.Constraint(
        "unique(employee_id, month)", "There is one earlier result per person and month, and this one is there already."
    )

    @api.model
    def _get_guarded_fields(self):
        return super()._get_guarded_fields() | {"state", "result_id", "taken_over_by_id", "taken_over_date"}

    @api.depends("employee_id", "month")
    def _compute_display_name(self):
        for row in self:
            row.display_name = " ".join(filter(None, (row.employee_id.name, row._get_month_label())))

    def _get_month_label(self):
        self.ensure_one()
        return f"{self.month:%Y-%m}" if self.month else ""

    @api.depends("grade", "employee_id", "month")
    def _compute_points(self):
        bases = self._get_bases()
        for row in self:
            policy = bases[row][1]
            row.points = policy._to_annual_rules().month_points(row.grade) if policy and row.grade else 0

    @api.depends_context("lang")
    @api.depends("grade", "total", "employee_id", "month")
    def _compute_remark(self):
        """Say where the policy of today would grade otherwise: it need not have been the one of then."""
        grades, bases = dict(self._fields["grade"]._description_selection(self.env)), self._get_bases()
        for row in self:
            policy = bases[row][1]
            scale = policy._to_month_rules().grades if policy and row.grade else None
            total = as_decimal(row.total, 2)
            may_be = {scale.grade(total), scale.grade(total, a_is_barred=True)} if scale else {row.grade}
            row.remark = row.grade not in may_be and self.env._(
                "By the policy %(total)s makes a grade of %(grade)s.",
                total=formatLang(self.env, row.total, digits=2),
                grade=grades[scale.grade(total)],
            )

    def _get_bases(self):
        """Return {row: (position on the last day of the month, policy of that position)}, empty ones where unknown."""
        known = self.filtered(lambda row: row.employee_id and row.month)
        positions = self.env["marketing.dated.position"].sudo().search(
            [("employee_id", "in", known.employee_id.ids)]
        )  # fmt: skip
        by_employee, none = positions.grouped("employee_id"), positions.browse()
        policies = {
            (company, month): self.env["marketing.appraisal.policy"]._get_policies_on(company, month)
            for company, month in {(row.company_id, row._get_last_day()) for row in known}
        }
        bases = dict.fromkeys(self, (none, self.env["marketing.appraisal.policy"]))
        for row in known:
            day = row._get_last_day()
            position = by_employee.get(row.employee_id._origin, none).filtered(
                lambda one, day=day: one.date_from <= day < one.date_to
            )
            found = policies[row.company_id, day]
            policy = found.get(position.department_id.id) or found.get(False)
            bases[row] = (position, policy or self.env["marketing.appraisal.policy"])
        return bases

    def _get_last_day(self):
        self.ensure_one()
        return fields.Date.end_of(self.month, "month")

    # ------------------------------------------------------------------ entering

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._resolve_people([self._clean(vals) for vals in vals_list])
        self._refuse_own(self.env["hr.employee"].browse([vals["employee_id"] for vals in vals_list]))
        return super().create(vals_list)

    def write(self, vals):
        taken = self.filtered(lambda row: row.state == TAKEN_OVER)[:1]
        if taken and not self.env.su:
            raise UserError(self.env._("%(name)s is taken over; take it back to change it.", name=taken.display_name))
        return super().write(self._clean(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken_over(self):
        taken = self.filtered(lambda row: row.state == TAKEN_OVER)[:1]
        if taken:
            raise UserError(self.env._("%(name)s is taken over; take it back to delete it.", name=taken.display_name))

    @api.model
    def _clean(self, vals):
        """Return values with the month's first day, and without the points of an empty cell."""
        vals = dict(vals)
        if vals.get("month"):
            vals["month"] = fields.Date.to_date(vals["month"]).replace(day=1)
        if "points" in vals and is_empty(vals["points"]):
            del vals["points"]
        return vals

    @api.model
    def _resolve_people(self, vals_list):
        """Return values with the employees whom names or badge IDs stand for; looked up at once for all of them.

        :raises ValidationError: where nobody or several have it, or where person or total are missing
        """
        asked = {
            str(vals["person"]).strip() for vals in vals_list if vals.get("person") and not vals.get("employee_id")
        }
        found = self._find_people(asked) if asked else {}
        for vals in vals_list:
            company = vals.get("company_id") or self.env.company.id
            if not vals.get("employee_id"):
                vals["employee_id"] = self._pick_person(str(vals.get("person") or "").strip(), company, found)
            if is_empty(vals.get("total")):
                name = self.env["hr.employee"].browse(vals["employee_id"]).name
                raise ValidationError(self.env._("The total of %(name)s is missing.", name=name))
        return vals_list

    @api.model
    def _find_people(self, asked):
        """Return {(company id, name or badge ID): employees}; people who have left are found as well."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False).search(
            [
                ("company_id", "in", self.env.companies.ids),
                "|", ("name", "in", list(asked)), ("barcode", "in", list(asked)),
            ]
        )  # fmt: skip
        found = {}
        for employee in employees:
            for key in {employee.name, employee.barcode} & asked:
                found.setdefault((employee.company_id.id, key), []).append(employee)
        return found

    @api.model
    def _pick_person(self, person, company_id, found):
        if not person:
            raise ValidationError(self.env._("Say whose result it is: by name or by badge ID."))
        people = found.get((company_id, person), [])
        present = [one for one in people if one.active] or people
        if not present:
            raise ValidationError(self.env._("Nobody has the name or badge ID “%(person)s”.", person=person))
        if len(present) > 1:
            raise ValidationError(
                self.env._("Several people are called “%(person)s”: give the badge ID instead.", person=person)
            )
        return present[0].id

    # ------------------------------------------------------------------ checks

    @api.constrains("employee_id", "month", "total", "grade", "points", "rank", "company_id")
    def _check_row(self):
        self._refuse_own(self.employee_id)
        self._check_figures()
        self._check_months()

    @api.model
    def _refuse_own(self, employees):
        if not self.env.su and self.env.user in employees.sudo().user_id:
            raise ValidationError(self.env._("Nobody enters or takes over their own earlier results."))

    def _check_figures(self):
        """The total is one, and the points are those that count: by the policy of the month."""
        grades, bases = dict(self._fields["grade"]._description_selection(self.env)), self._get_bases()
        for row in self:
            name, policy = row.display_name, bases[row][1]
            if not 0 <= row.total <= HIGHEST_TOTAL:
                raise ValidationError(
                    self.env._("%(name)s: a total lies between 0 and %(most)s.", name=name, most=HIGHEST_TOTAL)
                )
            if row.rank < 0:
                raise ValidationError(self.env._("%(name)s: a rank is counted from 1.", name=name))
            if not policy:
                raise ValidationError(self.env._("%(name)s: no policy holds in this month.", name=name))
            points = policy._to_annual_rules().month_points(row.grade)
            if row.points != points:
                raise ValidationError(
                    self.env._(
                        "%(name)s: by the policy the grade %(grade)s brings %(points)s points, not %(given)s.",
                        name=name,
                        grade=grades[row.grade],
                        points=points,
                        given=row.points,
                    )
                )

    def _check_months(self):
        """The month is over, is not appraised here, and its year is not signed yet."""
        periods = self._get_periods_by_month()
        signed = self._get_signed_years()
        for row in self:
            name = row.display_name
            if row._get_last_day() >= row.company_id.sudo()._get_company_today():
                raise ValidationError(self.env._("%(name)s: the month is not over yet.", name=name))
            period = periods.get((row.company_id, row.month))
            if period and not period.is_imported:
                has_case = row.employee_id in period.appraisal_ids.employee_id
                raise ValidationError(
                    self.env._("%(name)s: there is an appraisal of this month here already.", name=name)
                    if has_case
                    else self.env._("%(name)s: the month is appraised here; nothing of it is brought in.", name=name)
                )
            if (row.employee_id, row.month.year) in signed:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the annual result of %(year)s is signed and rests on its months.",
                        name=name,
                        year=row.month.year,
                    )
                )

    def _get_periods_by_month(self):
        """Return {(company, first day): monthly period} of the rows."""
        periods = self.env["marketing.appraisal.period"].sudo().search(
            [
                ("company_id", "in", self.company_id.ids),
                ("kind", "=", "monthly"),
                ("date_from", "in", list(set(self.mapped("month")))),
            ]
        )  # fmt: skip
        return {(period.company_id, period.date_from): period for period in periods}

    def _get_signed_years(self):
        """Return {(employee, year)} of the signed annual results of the people of the rows."""
        years = (
            self.env["marketing.appraisal"]
            .sudo()
            .search([("employee_id", "in", self.employee_id.ids), ("kind", "=", "annual"), ("is_signed", "=", True)])
        )
        return {(year.employee_id, year.date_from.year) for year in years}

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template: earlier results"),
                "template": "/marketing_appraisal/static/import/earlier_results.csv",
            }
        ]
