from odoo import fields, models
from odoo.tools import format_list, formatLang

from ...engine.annual_score import BLOCK, PARTS, SPREAD, ZERO


class MarketingAppraisalResult(models.Model):
    """What a year has beside points and grade: the score that ranks (R52, R54)."""

    _inherit = "marketing.appraisal.result"

    annual_score = fields.Float(digits=(8, 2), readonly=True, aggregator="avg")
    has_annual_score = fields.Boolean(readonly=True, export_string_translation=False)
    score_missing_rule = fields.Selection(
        [
            (SPREAD, "Spreads its weight over the rest"),
            (BLOCK, "Blocks the annual score"),
            (ZERO, "Counts as zero"),
        ],
        string="A Missing Part",
        readonly=True,
    )

    def _describe_year(self):
        return [*super()._describe_year(), *self._describe_score(), *self._describe_ranks()]

    def _describe_ranks(self):
        """Say why there is no rank, or of a year that was issued again that nobody else's has moved (R54, R70)."""
        least = self.sudo().appraisal_id.policy_id.ranks_from_months
        if self.has_annual_score and not self._is_ranked():
            return [
                self.env._(
                    "Not ranked: %(months)s months were appraised, and the policy ranks from %(least)s on.",
                    months=self.months_counted,
                    least=least,
                )
            ]
        if not self.replaces_id or not self.rank_ids:
            return []
        return [self.env._("The ranks of the others are those that they were signed with; this result moves none.")]

    def _describe_score(self):
        """Say what the annual score is made of, and what a missing part did to it (R52)."""
        lines = self.line_ids.filtered(lambda line: line.section in PARTS)
        if not lines:
            return []
        labels = dict(lines._fields["section"]._description_selection(self.env))
        missing = [labels[line.section] for line in lines if line.status != "value"]
        present = lines.filtered(lambda line: line.status == "value")
        parts = " + ".join(
            f"{labels[line.section]} {formatLang(self.env, line.numerator, digits=2)} × {line.maximum:g} %"
            for line in present
        )
        if missing and self.score_missing_rule == SPREAD:
            parts = f"({parts}) / {sum(present.mapped('maximum')):g} %"
        score = formatLang(self.env, self.annual_score, digits=2)
        sentences = []
        if self.has_annual_score:
            sentences.append(self.env._("Annual score %(score)s: %(parts)s.", score=score, parts=parts))
        if missing:
            effects = {
                SPREAD: self.env._("Missing: %(names)s. The weight goes to the rest in proportion."),
                BLOCK: self.env._("Missing: %(names)s, so there is no annual score."),
                ZERO: self.env._("Missing: %(names)s. The policy counts it as zero."),
            }
            sentences.append(effects[self.score_missing_rule or SPREAD] % {"names": format_list(self.env, missing)})
        return sentences
