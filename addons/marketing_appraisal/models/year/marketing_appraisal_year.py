from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list


class MarketingAppraisal(models.Model):
    """The year as a case: the direct manager's score and overall judgement, and ranks that are those of now (R54)."""

    _inherit = "marketing.appraisal"

    year_points = fields.Integer(string="Points", compute="_compute_visible_result")
    annual_score = fields.Float(digits=(8, 2), compute="_compute_visible_result")
    has_annual_score = fields.Boolean(compute="_compute_visible_result", export_string_translation=False)

    def _show_result(self, result):
        res = super()._show_result(result)
        self.year_points = result.points
        self.annual_score = result.annual_score
        self.has_annual_score = result.has_annual_score
        return res

    def _check_step_scoring(self):
        """A year is handed in with a written judgement: its bonus refers to it."""
        result = super()._check_step_scoring()
        for case in self.filtered(lambda case: case.kind == "annual"):
            overall = case.sudo().rating_ids.filtered(lambda one: one.kind == "year" and one.is_scored)
            if overall and not (overall.note or "").strip():
                raise UserError(
                    self.env._("%(name)s: write the overall judgement beside the score.", name=case.display_name)
                )
        return result

    def _check_step_signature(self):
        """What is signed with a rank is signed with the rank of now, and not while colleagues still vote on it."""
        self._check_no_vote_is_open()
        result = super()._check_step_signature()
        self.sudo().period_id._check_year_is_over()
        ranks = self.env["marketing.appraisal.rank"].sudo()
        for period in self.sudo().period_id.filtered(lambda period: period.kind == "annual"):
            outdated = ranks._find_outdated(period).appraisal_id & self.sudo()
            if outdated:
                names = format_list(self.env, outdated.mapped("display_name"))
                raise UserError(
                    self.env._("Ranks have changed since the grading. Compute the annual grades again: %(names)s.",
                        names=names)
                )  # fmt: skip
        return result

    def _check_no_vote_is_open(self):
        years = self.filtered(lambda case: case.kind == "annual")
        if not years:
            return
        votes = self.env["marketing.appraisal.review"].sudo().search(
            [("state", "=", "open"), ("subject_ids", "in", years.ids)]
        )  # fmt: skip
        if votes:
            raise UserError(
                self.env._(
                    "The democratic review of %(names)s is still open. Close the vote and compute the annual grades"
                    " again before you sign.",
                    names=format_list(self.env, votes.mapped("display_name")),
                )
            )

    def _check_scored(self, kinds, second=False):
        """The year has a rule of its own for what is missing; by default it waits for nobody's score (R52)."""
        years = self.filtered(lambda case: case.kind == "annual")
        result = super(MarketingAppraisal, self - years)._check_scored(kinds, second)
        strict = years.sudo().filtered(lambda case: case.policy_id.score_missing_rule == "block")
        missing = strict.rating_ids.filtered(lambda one: one.kind == "year" and not one.is_scored)[:1]
        if missing:
            name = missing.appraisal_id.employee_id.name
            raise UserError(self.env._("%(person)s: the year has no score of the direct manager yet.", person=name))
        return result


class MarketingAppraisalPeriod(models.Model):
    """What of a year is still to come, so that it is not closed over it."""

    _inherit = "marketing.appraisal.period"

    months_note = fields.Text(compute="_compute_months_note", export_string_translation=False)

    @api.depends_context("lang")
    @api.depends("kind", "state", "date_from", "date_to")
    def _compute_months_note(self):
        """Name the months of a year under way that are not published, or not opened at all (R50)."""
        self.months_note = False
        for year in self.filtered(lambda one: one.kind == "annual" and one.state == "open"):
            months = {month.date_from: month for month in year.sudo()._find_months()}
            first, missing, partly = year.date_from, [], []
            while first <= year.date_to:
                month = months.get(first)
                if not month or not month.published_count:
                    missing.append(first.strftime("%Y-%m"))
                elif month.state != "published":
                    partly.append(month.name)
                first = fields.Date.add(first, months=1)
            sentences = [
                missing and self.env._("Not published, and so not counted: %s.", format_list(self.env, missing)),
                partly and self.env._("Not published for everybody yet: %s.", format_list(self.env, partly)),
            ]
            year.months_note = "\n".join(filter(None, sentences)) or False

    def _find_months(self):
        """Return the monthly periods within the year."""
        self.ensure_one()
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "monthly"),
                ("date_from", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
            ]
        )

    def _check_year_is_over(self):
        """Refuse to sign a year with months still to come."""
        for year in self.filtered(lambda period: period.kind == "annual"):
            if year.date_to >= year.company_id._get_company_today():
                raise UserError(
                    self.env._(
                        "%(year)s lasts until %(day)s and is signed after that.",
                        year=year.name,
                        day=format_date(self.env, year.date_to),
                    )
                )


class MarketingAppraisalSealer(models.AbstractModel):
    """The ranks of a year are signed with it (R70)."""

    _inherit = "marketing.appraisal.sealer"

    @api.model
    def _get_rows(self, results, evidence):
        rows = super()._get_rows(results, evidence)
        years = results.filtered(lambda result: result.kind == "annual")
        ranks = self.env["marketing.appraisal.rank"].search(
            [("result_id", "in", years.ids)], order="result_id, ranking"
        )
        for result, mine in ranks.grouped("result_id").items():
            rows[result]["ranks"] = [[one.ranking, one.position, one.from_bottom, one.population] for one in mine]
        return rows
