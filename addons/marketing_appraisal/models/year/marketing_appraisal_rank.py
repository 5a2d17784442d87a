import json

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.marketing_roles.models.marketing_role import ROLE_LEVELS
from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.ranking import Rank, rank

HEADS = ("director", "deputy_director")
LEVELS = [level for level, _label in ROLE_LEVELS]
LEVEL, LEVEL_IN_UNIT, HEADS_RANKING, OTHERS = "level", "level_in_unit", "heads", "others"
RANKINGS = [
    (LEVEL, "Same level, whole company"),
    (LEVEL_IN_UNIT, "Same level, branch or head office"),
    (HEADS_RANKING, "Directors and deputy directors"),
    (OTHERS, "Other staff"),
]


class MarketingAppraisalRank(models.Model):
    """Where a year's result stands among which others, by annual score (R54, R55); read with its result.

    Computed when the whole year is graded. A rank stays as it was signed, whatever becomes of the others afterwards.
    """

    _name = "marketing.appraisal.rank"
    _description = "Rank"
    _order = "result_id, ranking"

    result_id = fields.Many2one("marketing.appraisal.result", required=True, ondelete="cascade", index=True)
    employee_id = fields.Many2one(related="result_id.employee_id", store=True, precompute=True, index=True)
    period_id = fields.Many2one(related="result_id.period_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="result_id.company_id", store=True, precompute=True, index=True)
    ranking = fields.Selection(RANKINGS, required=True, readonly=True)
    position = fields.Integer(string="Rank", readonly=True, aggregator=None, help="1 is the highest score; ties share.")
    from_bottom = fields.Integer(readonly=True, aggregator=None, help="1 is the lowest score; ties share.")
    population = fields.Integer(string="Of", readonly=True, aggregator=None)

    _ranking_uniq = models.Constraint("unique(result_id, ranking)", "A result stands once in each ranking.")

    @api.depends("ranking", "position", "population")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["ranking"]._description_selection(self.env))
        for one in self:
            one.display_name = self.env._(
                "%(ranking)s: %(position)s of %(population)s",
                ranking=labels.get(one.ranking, ""),
                position=one.position,
                population=one.population,
            )

    def _to_engine(self):
        """Return the rank as the engine's Rank."""
        self.ensure_one()
        return Rank(self.position, self.from_bottom, self.population)

    # ------------------------------------------------------------------ computing

    @api.model
    def _rank_year(self, period):
        """Rank everybody of a year who has a score, and write what is not signed: few queries, however many people."""
        results = period.appraisal_ids.result_ids
        found = self._compute_ranks(results)
        open_results = results.filtered(lambda result: not result.is_signed)
        self._store(period, open_results, {key: one for key, one in found.items() if key[0] in open_results})

    @api.model
    def _store(self, period, results, ranks):
        """Replace the ranks of results by two statements; nothing computed or tracked hangs on them.

        :param dict ranks: {(result, ranking): engine Rank}
        """
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM marketing_appraisal_rank WHERE result_id = ANY(%s)", results.ids))
        rows = [
            {"result": result.id, "employee": result.employee_id.id, "ranking": ranking, "top": one.position,
             "bottom": one.from_bottom, "population": one.population}
            for (result, ranking), one in ranks.items()
        ]  # fmt: skip
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO marketing_appraisal_rank
                            (result_id, employee_id, ranking, position, from_bottom, population, period_id, company_id,
                             create_uid, write_uid, create_date, write_date)
                     SELECT v.*, %(period)s, %(company)s, %(uid)s, %(uid)s,
                            NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
                       FROM jsonb_to_recordset(%(rows)s::jsonb)
                         AS v(result int4, employee int4, ranking varchar, top int4, bottom int4, population int4)
                """,
                period=period.id,
                company=period.company_id.id,
                uid=self.env.uid,
                rows=json.dumps(rows),
            )
        )
        self.invalidate_model(flush=False)
        results.invalidate_recordset(["rank_ids"], flush=False)

    @api.model
    def _compute_ranks(self, results):
        """Return {(result, ranking): engine Rank} of the results of one year."""
        groups = {}
        for result in results:
            score = as_decimal(result.annual_score, 2) if result._is_ranked() else None
            for ranking, group in self._get_groups(result):
                groups.setdefault((ranking, group), {})[result] = score
        return {
            (result, ranking): one
            for (ranking, _group), scores in groups.items()
            for result, one in rank(scores).items()
        }

    @api.model
    def _get_groups(self, result):
        """Yield (ranking, key of the group in it) for each ranking that a result stands in."""
        level = result._get_level()
        if level:
            yield LEVEL, level
            yield LEVEL_IN_UNIT, (level, result.branch_id.id)
        if level in HEADS:
            yield HEADS_RANKING, None
        elif not level or LEVELS.index(level) >= LEVELS.index(result.appraisal_id.policy_id.others_from_level):
            yield OTHERS, None

    @api.model
    def _find_outdated(self, period):
        """Return the unsigned results of a year whose stored ranks are not those of now."""
        results = period.appraisal_ids.result_ids
        now = self._compute_ranks(results)
        stored = {
            (one.result_id, one.ranking): one._to_engine() for one in self.search([("period_id", "=", period.id)])
        }
        return results.filtered(
            lambda result: (
                not result.is_signed
                and any(now.get((result, key)) != stored.get((result, key)) for key, _label in RANKINGS)
            )
        )


class MarketingAppraisalResult(models.Model):
    """The ranks beside the annual score."""

    _inherit = "marketing.appraisal.result"

    level = fields.Selection(related="appraisal_id.role_id.level", store=True)
    rank_ids = fields.One2many("marketing.appraisal.rank", "result_id", string="Ranks", readonly=True)

    def _is_ranked(self):
        """Tell whether it stands in the rankings: with an annual score, of enough months (R54)."""
        self.ensure_one()
        return self.has_annual_score and self.months_counted >= self.appraisal_id.policy_id.ranks_from_months

    def _get_level(self):
        """Return the level of the role that was appraised, or False."""
        self.ensure_one()
        return self.level


class MarketingAppraisalPolicy(models.Model):
    """Who is ranked, and from which level down the other staff are ranked together (R54, R55 g)."""

    _inherit = "marketing.appraisal.policy"

    others_from_level = fields.Selection(
        [level for level in ROLE_LEVELS if level[0] not in HEADS],
        string="Other Staff Are Ranked From",
        default="manager",
        required=True,
        tracking=True,
        help="A choice: from this level down staff are ranked together, with those whose role has no level. Directors "
        "and deputy directors are ranked by themselves.",
    )

    ranks_from_months = fields.Integer(
        string="Ranked From Months",
        tracking=True,
        help="A choice: somebody with fewer appraised months in the year stands in no ranking, neither first nor last. "
        "Zero: everybody with an annual score is ranked.",
    )

    _ranks_from_months_possible = models.Constraint(
        "CHECK(ranks_from_months BETWEEN 0 AND 12)", "A year has 12 months: rank from 0 to 12 of them."
    )

    @api.model
    def _get_rule_fields(self):
        return [*super()._get_rule_fields(), "others_from_level", "ranks_from_months"]


class MarketingAppraisalPeriod(models.Model):
    """A year is ranked when all of it is graded."""

    _inherit = "marketing.appraisal.period"

    def _grade_next_block(self, block_size=None):
        done = super()._grade_next_block(block_size)
        if self.kind == "annual" and self.grading_state == "done" and done:
            self.env["marketing.appraisal.rank"]._rank_year(self)
        return done
