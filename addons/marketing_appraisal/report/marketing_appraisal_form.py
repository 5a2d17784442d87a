from odoo import api, models
from odoo.tools import format_date, format_datetime, formatLang

from ..models import steps
from ..models.appraisal.marketing_appraisal_back import BACK
from ..models.policy.marketing_scorecard import BALANCE
from .row import Row

SECTIONS = ("work", "behaviour", "company")
# What happens without anybody's doing is not waited for on paper.
NOT_ON_PAPER = (steps.FILING, steps.DONE)


class AppraisalForm(models.AbstractModel):
    """The form that is signed on paper: empty before the grading, filled in afterwards.

    What is still missing after a grading is left empty as well.

    Results, scores and reasons are searched as the reader, who gets on paper what they get on the screen; somebody
    who prints their own appraisal before its publication gets the empty form (R29d). Names of people, jobs and
    criteria are read as superuser, as the screen shows them. Everything is read for all appraisals of a language
    at once.
    """

    _name = "report.marketing_appraisal.report_appraisal_form"
    _description = "Appraisal Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        cases = self.env["marketing.appraisal"].browse(docids)
        cases.check_access("read")
        forms = {}
        for lang, group in cases.grouped(self._get_lang).items():
            forms |= self.with_context(lang=lang)._get_forms(group.with_context(lang=lang))
        return {
            "doc_ids": docids,
            "doc_model": cases._name,
            "docs": cases,
            "forms": [forms[case.id] for case in cases],
        }

    @api.model
    def _get_lang(self, case):
        """Return the language of the person whose form it is; the reader's where it is not known."""
        person = case.sudo().employee_id
        lang = person.user_id.lang or person.lang
        return lang if self.env["res.lang"]._get_data(code=lang) else self.env.lang

    @api.model
    def _get_forms(self, cases):
        """Return {appraisal id: what the template needs}."""
        shown = cases._get_shown_results()
        tables = self._get_tables_of_results(cases, shown)
        tables |= self._get_empty_tables(cases.filtered(lambda case: case not in shown))
        years = self._get_years(cases.filtered(lambda case: case.kind == "annual"), shown)
        rights = self._get_rights(cases, shown)
        logs = self.env["marketing.appraisal.step"].search([("appraisal_id", "in", cases.ids)])
        by_case = logs.grouped("appraisal_id")
        return {
            case.id: {
                "doc": case,
                "lang": self.env.lang,
                "company": case.sudo().company_id,
                "facts": self._get_facts(case),
                "result": self._get_result(shown.get(case)),
                "sections": self._get_sections(case, shown.get(case)),
                "tables": tables[case],
                "left_out": self._get_left_out(case, shown.get(case)),
                "log": self._get_log(case, by_case.get(case, ())),
                "year": years.get(case),
                "rights": rights[case],
            }
            for case in cases
        }

    # ------------------------------------------------------------------ head and foot

    @api.model
    def _get_facts(self, case):
        """Return who is appraised by whom, when and how; read as the screen reads names."""
        bare = case.sudo()
        first, last = format_date(self.env, case.date_from), format_date(self.env, case.date_to)
        return {
            "company": bare.company_id.name,
            "period": bare.period_id.name,
            "days": f"{first} – {last}",
            "employee": bare.employee_id.name,
            "department": bare.department_id.name,
            "branch": bare.branch_id.name,
            "job": bare.job_id.name,
            "appraiser": bare.appraiser_id.name,
            "purpose": bare.purpose if case.kind == "special" else False,
            "policy": bare.policy_id.display_name,
            "scorecard": bare.scorecard_id.name,
            "card_notes": self._describe_card(bare.scorecard_id),
            "weight_note": bare.policy_id.weight_note if case.kind != "annual" else False,
        }

    @api.model
    def _describe_card(self, card):
        """Say how the marks of a scorecard become the points of its section (R20)."""
        notes = []
        if card.kind == BALANCE:
            notes.append(
                self.env._(
                    "The scorecard begins with %(marks)s marks; its criteria add to them and take from them.",
                    marks=self._number(card.start_points),
                )
            )
        if card:
            notes.append(self.env._("The marks of the scorecard are scaled to the maximum of the section."))
        return notes

    @api.model
    def _get_rights(self, cases, shown):
        """Return {appraisal: what the signature of the employee means, and how they object} (R60)."""
        meaning = self.env._(
            "The signature of the employee confirms that the result was made known to them, not that they agree "
            "with it."
        )
        last_days, rights = self._get_last_days(shown), {}
        for case in cases:
            ways = [self._describe_appeal_days(case.sudo().policy_id)]
            if case in last_days:
                ways.insert(0, self._describe_last_day(last_days[case]))
            rights[case] = [meaning, *ways]
        return rights

    @api.model
    def _get_last_days(self, shown):
        """Return {appraisal: last day to object to a published result}; a day is looked up once for all of it."""
        known, days = {}, {}
        for case, result in shown.items():
            if result.is_published and result.published_date and not result.is_imported:
                key = case.company_id, case.sudo().policy_id, result.published_date
                if key not in known:
                    known[key] = case._get_objection_deadline(result.published_date)
                days[case] = known[key]
        return days

    @api.model
    def _describe_last_day(self, day):
        return self.env._(
            "The result can be objected to until %(day)s, this day included.", day=format_date(self.env, day)
        )

    @api.model
    def _describe_appeal_days(self, policy):
        """Say within how many days one appeals, and whether a last day of rest moves."""
        if policy.appeal_day_moves:
            return self.env._(
                "Whoever objects to the result does so in writing to HR within %(days)s calendar days after its "
                "publication; where the last of these days is not a working day, the next working day counts.",
                days=policy.appeal_days,
            )
        return self.env._(
            "Whoever objects to the result does so in writing to HR within %(days)s calendar days after its "
            "publication; the last of these days counts, whether it is a working day or not.",
            days=policy.appeal_days,
        )

    @api.model
    def _get_result(self, result):
        """Return what the result says as a whole; None while the form is empty."""
        if not result:
            return None
        grades = self._options(result, "grade")
        return {
            "grade": grades.get(result.grade),
            "points": str(result.points),
            "months": str(result.months_counted),
            "bar": result.bar_name,
            "explanation": result.explanation,
            # Months are graded every day while they run: what is missing is still filled in by hand.
            "is_open": result.status == "blocked",
            "state": self._describe_state(result),
            "signed_by": result.sudo().signed_by_id.name,
            "signature": result.signed_date
            and self.env._("Signed in the system on %(date)s", date=self._moment(result.signed_date)),
        }

    @api.model
    def _describe_state(self, result):
        """Return sentences that say how far the result is, and which it is of several (R61)."""
        if result.is_published:
            state = self.env._("Published on %(date)s.", date=self._moment(result.published_date))
        elif result.is_signed:
            state = self.env._("Signed, not published yet.")
        elif result.status == "blocked":
            state = self.env._("No total yet: a value is missing.")
        else:
            state = self.env._("Graded, not signed yet: without the signature the result is void.")
        sentences = [state]
        if result.version > 1:
            sentences.insert(0, self.env._("Result number %(number)s.", number=result.version))
        if result.is_published and not result.active:
            sentences.append(self.env._("It is being issued again; this result stands until the new one is published."))
        return sentences

    @api.model
    def _get_sections(self, case, result):
        """Return the three sections with their maximum, and in the end what they come to (R34)."""
        if case.kind == "annual":
            return []
        names = {
            "work": self.env._("Work"),
            "behaviour": self.env._("Behaviour"),
            "company": self.env._("Company Result"),
        }
        policy = case.sudo().policy_id
        maxima = {one: result[f"{one}_maximum"] if result else policy[f"{one}_weight"] for one in SECTIONS}
        left_out = self._get_left_out(case, result)
        rows = [
            Row(
                names[one],
                maximum=self._number(maxima[one]),
                points=self._points(result[f"{one}_points"]) if result and result[f"{one}_status"] == "value" else None,
            )
            for one in SECTIONS
            if one not in left_out
        ]
        total = self._points(result.total) if result and result.status == "graded" else None
        return [
            *rows,
            Row(self.env._("Total"), is_block=True, maximum=self._number(sum(maxima.values())), points=total),
        ]

    @api.model
    def _get_left_out(self, case, result):
        """Return the sections to which a special appraisal gives no weight; a month shows all of them."""
        if case.kind != "special":
            return []
        policy = case.sudo().policy_id
        return [one for one in SECTIONS if not (result[f"{one}_maximum"] if result else policy[f"{one}_weight"])]

    @api.model
    def _get_log(self, case, log):
        """Return the completed steps, and after them those that wait, to be filled in by hand (R23)."""
        labels, done = self._options(case, "step"), self._options(self.env["marketing.appraisal.step"], "operation")
        rows = [
            {
                "step": labels[entry.step],
                "done": self.env._("Sent back to %(step)s", step=labels[entry.to_step])
                if entry.operation == BACK
                else done[entry.operation],
                "reason": entry.reason,
                "user": entry.sudo().user_id.name,
                "date": self._moment(entry.date),
            }
            for entry in log
        ]
        waiting = [step for step in steps.path(case.kind) if not steps.is_before(step, case.step)]
        return rows + [{"step": labels[step]} for step in waiting if step not in NOT_ON_PAPER]

    # ------------------------------------------------------------------ texts

    @api.model
    def _number(self, value):
        """Return a number as people read it: without decimals where it has none."""
        if value is None:
            return None
        value = round(value, 2)
        return formatLang(self.env, value, digits=0 if float(value).is_integer() else 2)

    @api.model
    def _points(self, value):
        """Return points with two decimals, so that they stand below each other."""
        return None if value is None else formatLang(self.env, value, digits=2)

    @api.model
    def _moment(self, moment):
        return format_datetime(self.env, moment, dt_format="short")

    @api.model
    def _options(self, records, name):
        return dict(records._fields[name]._description_selection(self.env))
