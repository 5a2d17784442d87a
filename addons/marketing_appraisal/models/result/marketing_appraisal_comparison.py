from odoo import api, models
from odoo.tools import formatLang

from .marketing_appraisal_result import find_different

SECTIONS = ("work", "behaviour", "company")
# By what a line is known, whichever grading it came from; the first one that is set names it.
SUBJECTS = {
    "criterion_id": "marketing.scorecard.criterion",
    "task_id": "marketing.task",
    "behaviour_id": "marketing.appraisal.behaviour",
    "month_id": "marketing.appraisal.period",
    "kpi_id": "sales.kpi",
}
LINE_VALUES = ("status", "numerator", "denominator", "points", "maximum", "grade")
NO_BAR = {"bar_model": False, "bar_id": False}


class MarketingAppraisalDryGrader(models.AbstractModel):
    """Grades as a grading would, without giving anybody the lines for scores that it would give them first."""

    _name = "marketing.appraisal.dry.grader"
    _inherit = "marketing.appraisal.grader"
    _description = "Grading without Storing"

    @api.model
    def _get_ratings(self, appraisals):
        """Add the scores that are asked for by now, leave out those that nothing asks for any more."""
        found = super()._get_ratings(appraisals)
        missing, needless = appraisals._filter_rated()._compare_ratings()
        ratings = {key: [one for one in mine if one not in needless] for key, mine in found.items()}
        for appraisal_id, kind, subject_id in missing:
            vals = needless._prepare_line_vals(appraisal_id, kind, subject_id)
            # Without its appraisal, whose list of scores it would enter.
            del vals["appraisal_id"]
            rating = needless.new(vals)
            ratings.setdefault(appraisal_id, []).append(rating)
        return ratings


class MarketingAppraisalComparison(models.AbstractModel):
    """Says in sentences in what a stored result differs from an outcome of the grader, and by what.

    Names of what came and went are read for all results at once: the number of queries does not depend on how many
    are compared.
    """

    _name = "marketing.appraisal.comparison"
    _description = "Comparison of a Result with an Outcome"

    @api.model
    def _compare(self, results, outcome):
        """Return {result: sentences} of the results that would be otherwise, empty sentences for those not graded yet.

        What is issued again has no figures yet: it is compared with, and returned as, the result that it replaces.

        :param dict outcome: {appraisal id: (result values, list of line values)}
        """
        results = results.browse([result._get_figures_before().id for result in results])
        results.fetch(["status", "total", "grade", "bar_model", "bar_id"])
        self._read_names([line for _vals, lines in outcome.values() for line in lines])
        found = {}
        for result in results:
            vals, lines = outcome[result.appraisal_id.id]
            if result.status == "none":
                found[result] = []
                continue
            different = set(find_different(result, {**NO_BAR, **vals}))
            reasons = self._describe_lines(result, lines)
            if different or reasons:
                found[result] = self._describe_figures(result, vals, different, reasons)
        return found

    @api.model
    def _read_names(self, lines):
        """Read the names of everything that the lines are about, one query a kind of it."""
        for name, model in SUBJECTS.items():
            ids = {line[name] for line in lines if line.get(name)}
            self.env[model].browse(ids).mapped("display_name")

    # ------------------------------------------------------------------ figures and rules

    @api.model
    def _describe_figures(self, result, vals, different, reasons):
        """Return the sentences of a result: its sections, their lines, the bar and the rules."""
        figures = [self._describe_change(result, name, vals[name]) for name in self._get_figures() if name in different]
        rules = [self._describe_change(result, name, vals[name]) for name in self._get_rules() if name in different]
        bar = self._describe_bar(result, vals) if different & set(NO_BAR) else []
        if not (reasons or bar or rules):
            # Limits of grades and caps are kept on the policy alone.
            rules = [self.env._("A rule of the policy has changed.")]
        return [*figures, *reasons, *bar, *rules]

    @api.model
    def _get_figures(self):
        return [*(f"{section}_points" for section in SECTIONS), "points", "months_counted"]

    @api.model
    def _get_rules(self):
        return [*(f"{section}_maximum" for section in SECTIONS), "missing_rule", "total_mode"]

    @api.model
    def _describe_change(self, result, name, value):
        field = result._fields[name]
        label = field._description_string(self.env)
        if name.endswith("_maximum"):
            section = result._fields[name.replace("_maximum", "_points")]._description_string(self.env)
            label = self.env._("Weight of %(section)s", section=section)
        return self.env._(
            "%(what)s: %(before)s, now %(now)s",
            what=label,
            before=self._format(field, result[name]),
            now=self._format(field, value),
        )

    @api.model
    def _format(self, field, value):
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "-")
        if field.type == "float":
            return formatLang(self.env, float(value or 0), digits=2)
        return str(value or 0)

    @api.model
    def _describe_bar(self, result, vals):
        """Say which record bars an A by now, and which one no longer does (R26)."""
        sentences = []
        before = result._get_bar()
        if before:
            sentences.append(self.env._("No longer bars an A: %(record)s", record=before.display_name))
        elif result.bar_id:
            sentences.append(self.env._("The record that barred an A is not there any more."))
        if vals.get("bar_id"):
            now = self.env[vals["bar_model"]].browse(vals["bar_id"])
            sentences.append(self.env._("Bars an A: %(record)s", record=now.display_name))
        return sentences

    # ------------------------------------------------------------------ lines

    @api.model
    def _describe_lines(self, result, lines):
        """Return a sentence for each line that would be otherwise, that would come, and that would go."""
        stored = {self._get_key(line): line for line in result.line_ids}
        now = {self._get_key(line, result): line for line in lines}
        sentences = []
        for key in [*stored, *(key for key in now if key not in stored)]:
            line, vals = stored.get(key), now.get(key)
            if not vals:
                sentences.append(
                    self.env._("%(what)s goes: %(before)s", before=line.explanation, **self._get_words(line))
                )
                continue
            draft = result.line_ids.new({**vals, "result_id": result.id})
            if not line:
                sentences.append(self.env._("%(what)s is new: %(now)s", now=draft._explain(), **self._get_words(draft)))
            elif find_different(line, {name: vals.get(name) for name in LINE_VALUES}):
                words = {"before": line.explanation, "now": draft._explain(), **self._get_words(line)}
                sentences.append(self.env._("%(what)s: %(before)s → %(now)s", **words))
        return sentences

    @api.model
    def _get_key(self, line, result=None):
        """Return the key of a stored line, or of line values: section and subjects."""
        if result is not None:
            return (line["section"], *(line.get(name) or False for name in SUBJECTS))
        return (line.section, *(line[name].id for name in SUBJECTS))

    @api.model
    def _get_words(self, line):
        section = dict(line._fields["section"]._description_selection(self.env))[line.section]
        subject = next((line[name] for name in SUBJECTS if line[name]), None)
        return {"what": f"{section} · {subject.display_name}" if subject else section}
