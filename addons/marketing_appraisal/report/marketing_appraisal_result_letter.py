from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ..models.outcome.marketing_appraisal_outcome import DECIDED

SECTIONS = ("work", "behaviour", "company")


class ResultLetter(models.AbstractModel):
    """The letter to the person: what a published result is, why, what was decided, and how they object (R54, R60).

    Who may read the result prints it. Ranks and decisions are searched as the reader, who finds in the letter what they
    find on the screen; a proposal is no decision and never in it (R55).
    """

    _name = "report.marketing_appraisal.report_result_letter"
    _description = "Letter on a Result"

    @api.model
    def _get_report_values(self, docids, data=None):
        results = self.env["marketing.appraisal.result"].browse(docids)
        results.check_access("read")
        early = results.filtered(lambda result: not result.is_published)[:1]
        if early:
            raise UserError(
                self.env._("%(name)s is not published: the letter is printed afterwards.", name=early.display_name)
            )
        letters = {}
        for lang, group in results.grouped(self._get_lang).items():
            letters |= self.with_context(lang=lang)._get_letters(group.with_context(lang=lang))
        return {
            "doc_ids": docids,
            "doc_model": results._name,
            "docs": results,
            "letters": [letters[result.id] for result in results],
        }

    @api.model
    def _get_lang(self, result):
        """Return the language of the person, the reader's where it is not known; as on the form."""
        return self.env["report.marketing_appraisal.report_appraisal_form"]._get_lang(result.appraisal_id)

    @api.model
    def _get_letters(self, results):
        """Return {result id: what the template needs}."""
        ranks, outcomes = self._get_ranks(results), self._get_outcomes(results)
        return {
            result.id: {
                "doc": result,
                "lang": self.env.lang,
                "company": result.sudo().company_id,
                "employee": result.sudo().employee_id.name,
                "department": result.sudo().department_id.name,
                "day": format_date(self.env, self._get_day(result, result.published_date)),
                "opening": self._describe_opening(result),
                "purpose": result.sudo().appraisal_id.purpose if result.kind == "special" else False,
                "facts": [*self._get_figures(result), *ranks.get(result.id, ())],
                "reasons": (result.explanation or "").splitlines(),
                "decisions": outcomes.get(result.id, ()),
                "sentences": self._describe_rest(result),
            }
            for result in results
        }

    @api.model
    def _get_day(self, result, moment):
        """Return the company's day of a moment; of a result without one, today."""
        company = result.sudo().company_id
        return company._get_company_day(moment) if moment else company._get_company_today()

    @api.model
    def _describe_opening(self, result):
        case = result.sudo().appraisal_id
        words = {
            "period": case.period_id.name,
            "first": format_date(self.env, case.date_from),
            "last": format_date(self.env, case.date_to),
        }
        if result.kind == "annual":
            return self.env._("This is the result of your appraisal of the year %(period)s.", **words)
        return self.env._("This is the result of your appraisal of %(period)s (%(first)s – %(last)s).", **words)

    # ------------------------------------------------------------------ what it is

    @api.model
    def _get_figures(self, result):
        """Return (label, value) of what the result consists of; what is not there is left out."""
        grade = (self._label(result, "grade"), self._options(result, "grade").get(result.grade, "–"))
        if result.kind == "annual":
            rows = [
                (self._label(result, "points"), str(result.points)),
                (self._label(result, "months_counted"), str(result.months_counted)),
                grade,
            ]
            if result.has_annual_score:
                rows.append((self._label(result, "annual_score"), self._number(result.annual_score)))
            return rows
        rows = [
            (
                self._label(result, f"{one}_points"),
                self.env._(
                    "%(points)s of %(maximum)s",
                    points=self._number(result[f"{one}_points"]),
                    maximum=self._number(result[f"{one}_maximum"]),
                ),
            )
            for one in SECTIONS
            if result[f"{one}_status"] == "value" and result[f"{one}_maximum"]
        ]
        if result.status == "graded":
            rows.append((self._label(result, "total"), self._number(result.total)))
        return [*rows, grade]

    @api.model
    def _get_ranks(self, results):
        """Return {result id: (ranking, place)} of the ranks that the reader may read: one query."""
        ranks = self.env["marketing.appraisal.rank"].search([("result_id", "in", results.ids)])
        labels, found = self._options(ranks, "ranking"), {}
        for one in ranks:
            place = self.env._("%(place)s of %(population)s", place=one.position, population=one.population)
            label = self.env._("Rank: %(ranking)s", ranking=labels[one.ranking])
            found.setdefault(one.result_id.id, []).append((label, place))
        return found

    @api.model
    def _get_outcomes(self, results):
        """Return {result id: decisions with kind, day and reason}; what is only proposed is nobody's letter (R55).

        A decision stays one of its person and year, also where the result was issued again.
        """
        cases = results.appraisal_id
        outcomes = self.env["marketing.appraisal.outcome"].search(
            [("result_id.appraisal_id", "in", cases.ids), ("state", "=", DECIDED)], order="decided_date, id"
        )
        found = {}
        for one, result in (
            (one, result)
            for result in results
            for one in outcomes
            if one.sudo().result_id.appraisal_id == result.appraisal_id
        ):
            found.setdefault(result.id, []).append(
                {
                    "kind": one.kind_id.name or self.env._("Nothing follows"),
                    "code": one.code_reference,
                    "day": format_date(self.env, self._get_day(one.result_id, one.decided_date)),
                    "reason": one.decision_reason,
                    "by": one.sudo().decided_by_id.name,
                }
            )
        return found

    # ------------------------------------------------------------------ how to go on

    @api.model
    def _describe_rest(self, result):
        """Return which result it is of several, how one objects to it, and what stays open (R60, R61)."""
        words = []
        if result.is_replaced:
            words.append(self.env._("A newer result has taken the place of this one, which is kept as it was."))
        elif not result.active:
            words.append(self.env._("It is being issued again; this result stands until the new one is published."))
        if result.appeal_deadline:
            words.append(self._describe_objection(result))
        words.append(
            self.env._(
                "Remedies outside the company, such as mediation, arbitration or a court, stay open to you; this "
                "letter changes nothing about them."
            )
        )
        return words

    @api.model
    def _describe_objection(self, result):
        last = result.appeal_deadline
        day = format_date(self.env, last)
        if result.sudo().company_id._get_company_today() > last:
            return self.env._("Objections to this result could be handed in to HR until %(day)s.", day=day)
        return self.env._(
            "If you do not agree with it, object in writing to HR until %(day)s, this day included.", day=day
        )

    # ------------------------------------------------------------------ texts

    @api.model
    def _number(self, value):
        return formatLang(self.env, value, digits=2)

    @api.model
    def _label(self, records, name):
        return records._fields[name]._description_string(self.env)

    @api.model
    def _options(self, records, name):
        return dict(records._fields[name]._description_selection(self.env))
