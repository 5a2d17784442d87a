from odoo import api, fields, models
from odoo.tools import formatLang

from ...engine.best_year import FREE, POINTS
from .marketing_appraisal_best import DRAFT


class MarketingAppraisalBest(models.Model):
    """What a decision says in sentences: who leads, a tie, nobody, and a choice that would be refused now (R29)."""

    _inherit = "marketing.appraisal.best"

    situation = fields.Text(compute="_compute_situation")
    doubt = fields.Text(compute="_compute_doubt", help="Why the chosen person could not be chosen any more.")

    @api.depends_context("lang", "uid")
    @api.depends("candidate_ids.total", "period_id.appraisal_count", "period_id.signed_count")
    def _compute_situation(self):
        """Say how many stand for choice and who leads, with what the reader may read (R29d)."""
        candidates = self.env["marketing.appraisal.best.candidate"].search([("best_id", "in", self.ids)])
        by_best = candidates.grouped("best_id")
        own = self.env["marketing.appraisal"].sudo().search(
            [
                ("period_id", "in", self.period_id.ids),
                ("user_id", "=", self.env.uid),
                ("is_published", "=", False),
            ]
        )  # fmt: skip
        for best in self:
            if best.period_id in own.period_id:
                # Whether one is among them oneself would be told by the number alone.
                best.situation = self.env._("Who leads is shown to you once your own result is published.")
            else:
                best.situation = best._describe_situation(by_best.get(best._origin, candidates.browse()))

    def _describe_situation(self, candidates):
        """Return sentences on a tie, on nobody, and on results that do not count yet."""
        self.ensure_one()
        sentences = [self._describe_leaders(candidates)]
        unsigned = self.period_id.appraisal_count - self.period_id.signed_count
        if unsigned and self.state == DRAFT:
            sentences.append(self.env._("Results that are not signed do not count: %(count)s.", count=unsigned))
        return " ".join(sentences)

    def _describe_leaders(self, candidates):
        if self.kind == "annual":
            return self._describe_leaders_of_year(candidates)
        first = candidates.filtered("is_first")
        if not first:
            return self.env._("Nobody has every section at A level without a bar: nobody can be chosen.")
        words = {
            "names": self.env["marketing.appraisal.pay"]._list_names(first.employee_id),
            "total": formatLang(self.env, first[0].total, digits=2),
            "count": len(candidates),
        }
        if len(first) > 1:
            return self.env._("A tie: %(names)s have the same highest total of %(total)s.", **words)
        if len(candidates) == 1:
            return self.env._("%(names)s alone has every section at A level.", **words)
        return self.env._(
            "%(count)s people have every section at A level; %(names)s has the highest total of %(total)s.", **words
        )

    def _describe_leaders_of_year(self, candidates):
        """Return a sentence on who comes first by the method of the policy, on a tie and on nobody (R56)."""
        method = self.period_id.sudo()._get_best_method()
        first = candidates.filtered("is_first")
        words = {
            "names": self.env["marketing.appraisal.pay"]._list_names(first.employee_id),
            "score": formatLang(self.env, first[:1].annual_score, digits=2),
            "points": first[:1].points,
            "count": len(candidates),
        }
        if not candidates:
            return self.env._("Nobody here fulfils what the policy asks for: nobody can be chosen.")
        if method == FREE:
            return self.env._("Candidates: %(count)s. The general manager chooses freely among them.", **words)
        if not first:
            return self.env._("No candidate has an annual score, so nobody comes first and nobody can be chosen.")
        if method == POINTS and len(first) > 1:
            return self.env._("A tie: %(names)s have the same most annual points, %(points)s.", **words)
        if method == POINTS:
            return self.env._("Candidates: %(count)s. %(names)s has the most annual points, %(points)s.", **words)
        if len(first) > 1:
            return self.env._("A tie: %(names)s have the same highest annual score of %(score)s.", **words)
        return self.env._("Candidates: %(count)s. %(names)s has the highest annual score of %(score)s.", **words)

    @api.depends_context("lang", "uid")
    @api.depends("state", "employee_id")
    def _compute_doubt(self):
        """Point out a choice that would be refused now, after a result was issued again; nothing changes by itself."""
        # One's own new result is not told before it is published, not even as a reason (R29d).
        told = self.filtered(lambda best: best.employee_id and best.employee_id.sudo().user_id != self.env.user)
        refusals = told._get_refusals({best: best.employee_id for best in told})
        for best in self:
            best.doubt = refusals.get(best, False)
