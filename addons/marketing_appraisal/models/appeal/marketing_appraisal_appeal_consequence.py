from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formatLang

from .marketing_appraisal_appeal import GRANTED, RUNNING


class MarketingAppraisalAppeal(models.Model):
    """What an upheld appeal brings about: nothing of it is stored, each reader is shown what they may read (R61)."""

    _inherit = "marketing.appraisal.appeal"

    new_result_id = fields.Many2one(
        "marketing.appraisal.result", readonly=True, index="btree_not_null", ondelete="restrict",
        help="With which the result was issued again.",
    )  # fmt: skip
    new_result_published = fields.Boolean(related="new_result_id.is_published", export_string_translation=False)
    is_open = fields.Boolean(
        string="Not Over",
        compute="_compute_is_open",
        store=True,
        index=True,
        help="Until it is closed, and where it is upheld until the new result is published.",
    )
    consequences = fields.Html(string="What Follows", compute="_compute_consequences", sanitize=False)

    @api.depends("state", "outcome", "new_result_id.is_published")
    def _compute_is_open(self):
        for appeal in self:
            waits = appeal.outcome in GRANTED and not appeal.new_result_id.is_published
            appeal.is_open = appeal.state in RUNNING or waits

    # ------------------------------------------------------------------ for what waits on appeals

    @api.model
    def _get_open(self, employees):
        """Return {employee: appeals that are not over}, for what must not be decided meanwhile: one query.

        Upheld ones are among them until the new result is published.
        """
        return self._get_open_by_employee([("employee_id", "in", employees.ids)])

    @api.model
    def _get_open_in(self, date_from, date_to, employees):
        """Return {employee: appeals that are not over} against results of periods within a stretch: one query.

        December's appeals run into the window of the annual appraisal, which waits for them or is issued again (R60).
        """
        return self._get_open_by_employee(
            [
                ("employee_id", "in", employees.ids),
                ("date_from", ">=", date_from),
                ("date_to", "<=", date_to),
                ("kind", "!=", "annual"),
            ]
        )

    @api.model
    def _get_open_by_employee(self, domain):
        found = self.sudo().search_fetch([("is_open", "=", True), *domain], ["employee_id", "period_id"])
        return {employee.with_env(self.env): appeals for employee, appeals in found.grouped("employee_id").items()}

    # ------------------------------------------------------------------ what follows

    def _get_consequences(self):
        """Return what follows from an upheld appeal, as dicts with subject, before, after and note.

        Everything is searched as the reader: an unpublished result, somebody's pay or a year that is not published
        is left out for whoever may not read it (R29d). Other appraisals and proposals that rest on the result are
        added by overriding it.
        """
        self.ensure_one()
        if self.outcome not in GRANTED:
            return []
        return [
            *self._get_consequences_of_result(),
            *self._get_consequences_of_pay(),
            *self._get_consequences_of_year(),
        ]

    def _get_readable_results(self):
        """Return the result before and the new one, each empty where the reader may not read it or it is not out."""
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        ids = [self.result_id.id, self.sudo().new_result_id.id]
        found = results.search([("id", "in", ids), ("is_published", "=", True)])
        return found.filtered(lambda one: one.id == ids[0]), found.filtered(lambda one: one.id == ids[1])

    def _describe_result(self, result):
        grades = dict(result._fields["grade"]._description_selection(self.env))
        grade = grades.get(result.grade, "-")
        if not result:
            return ""
        if result.kind == "annual":
            score = formatLang(self.env, result.annual_score, digits=2) if result.has_annual_score else "-"
            return self.env._("%(points)s points · %(grade)s · score %(score)s", points=result.points, grade=grade,
                              score=score)  # fmt: skip
        return f"{formatLang(self.env, result.total, digits=2)} · {grade}"

    def _get_consequences_of_result(self):
        before, after = self._get_readable_results()
        note = "" if after else self.env._("The result is issued again; until it is published the one before stands.")
        row = {
            "subject": self.env._("Result"),
            "before": self._describe_result(before),
            "after": self._describe_result(after),
            "note": note,
        }
        return [row]

    def _get_consequences_of_pay(self):
        """Say what was paid and what the new result brings on top, to whoever may read it."""
        pays = self.env[self.period_id.sudo()._get_pay_model()]
        if not pays.has_access("read"):
            return []
        found = pays.search(
            [
                ("period_id", "=", self.period_id.id),
                ("employee_id", "=", self.employee_id.id),
                ("status", "in", pays._get_settled_statuses()),
                ("result_id", "!=", False),
            ]
        )
        again = found.filtered(lambda pay: pay.result_id == self.new_result_id)
        paid = (found - again).filtered(lambda pay: pay.result_id.version < self.new_result_id.sudo().version)
        if not found or not self.new_result_id.sudo().is_published:
            return []

        def money(amount):
            return formatLang(self.env, amount, currency_obj=self.company_id.sudo().currency_id)

        note = "" if again else self.env._("The difference is computed with the pay of the period.")
        if again.overpaid_amount:
            note = self.env._(
                "%(amount)s was paid too much and is not taken back.", amount=money(again.overpaid_amount)
            )
        return [
            {
                "subject": self.env._("Year-end bonus") if self.kind == "annual" else self.env._("Performance pay"),
                "before": money(sum(paid.mapped("amount"))) if paid else "",
                "after": f"+ {money(again.amount)}" if again and paid else money(again.amount) if again else "",
                "note": note,
            }
        ]

    def _get_consequences_of_year(self):
        """Say what the month gives for the year, and where the year stands."""
        before, after = self._get_readable_results()
        if self.kind == "annual" or not after:
            return []
        rows = [
            {
                "subject": self.env._("Annual points of the month"),
                "before": self._get_points_of_year(before),
                "after": self._get_points_of_year(after),
                "note": "",
            }
        ]
        for year in self._get_years():
            sentence = self.env._("%(points)s points from %(months)s months.", points=year.points,
                                  months=year.months_counted)  # fmt: skip
            rows.append(
                {
                    "subject": year.period_id.name,
                    "before": self._describe_result(self._get_year_before(year, after)),
                    "after": self._describe_result(year),
                    "note": f"{sentence} {self._describe_year_state(year, after)}".strip(),
                }
            )
        return rows

    def _get_points_of_year(self, result):
        """Return the annual points that the policy gives for the grade of a month."""
        return str(self.sudo().appraisal_id.policy_id[f"points_{result.grade}"]) if result.grade else ""

    def _get_years(self):
        """Return the annual results, as far as the reader may read them, that the month counts in."""
        return self.env["marketing.appraisal.result"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("kind", "=", "annual"),
                ("status", "!=", "none"),
                ("appraisal_id.date_from", "<=", self.date_from),
                ("appraisal_id.date_to", ">=", self.date_to),
            ]
        )

    def _get_year_before(self, year, month):
        """Return the annual result that was issued again because of the month, where the reader may read it."""
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        before = results.search([("id", "=", year.sudo().replaces_id.id), ("is_published", "=", True)])
        signed_after = before.signed_date and month.published_date and before.signed_date >= month.published_date
        return results.browse() if signed_after else before

    def _describe_year_state(self, year, month):
        """Say whether the year was graded with the new month already."""
        if year.graded_date and month.published_date and year.graded_date >= month.published_date:
            return ""
        if year.is_signed:
            return self.env._("It was signed before; the general manager looks at it again.")
        return self.env._("It is computed again with the next annual grading.")

    @api.depends_context("uid", "lang")
    @api.depends("outcome", "new_result_id.is_published")
    def _compute_consequences(self):
        for appeal in self:
            rows = appeal._get_consequences() if appeal.id else []
            appeal.consequences = appeal._render_consequences(rows) if rows else False

    def _render_consequences(self, rows):
        """Return the table of what follows."""
        head = Markup("<tr><th></th><th>%s</th><th>%s</th></tr>") % (self.env._("Before"), self.env._("Now"))
        body = Markup("").join(
            Markup("<tr><td>%s%s</td><td>%s</td><td>%s</td></tr>")
            % (
                row["subject"],
                Markup("<div class='text-muted'>%s</div>") % row["note"] if row["note"] else "",
                row["before"],
                row["after"],
            )
            for row in rows
        )
        return Markup("<table class='table table-sm'><thead>%s</thead><tbody>%s</tbody></table>") % (head, body)


class MarketingAppraisalResult(models.Model):
    _inherit = "marketing.appraisal.result"

    def _get_exceptions(self):
        """Point out, before a year is signed, the appeals against its months that are not over (R60)."""
        found = super()._get_exceptions()
        for period, years in self.filtered(lambda result: result.kind == "annual").grouped("period_id").items():
            appeals = self.env["marketing.appraisal.appeal"]
            waiting = appeals._get_open_in(period.date_from, period.date_to, years.employee_id)
            for year in years.filtered(lambda one, waiting=waiting: one.employee_id in waiting):
                months = ", ".join(waiting[year.employee_id].period_id.mapped("name"))
                found.setdefault(year, []).append(self.env._("An appeal is not over: %(months)s.", months=months))
        return found
