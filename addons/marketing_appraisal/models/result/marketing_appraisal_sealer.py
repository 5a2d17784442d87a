import json
import secrets

from odoo import api, models

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.chain import salted_digest
from ..appraisal.marketing_appraisal_erase import ERASED
from ..appraisal.marketing_appraisal_note import BEFORE_SIGNATURE
from .marketing_appraisal_result_store import LINE_COLUMNS, RESULT_COLUMNS

SALT_BYTES = 16
TEXT_FIELDS = ("self_assessment", "interview_summary", "interview_objection")
# What stays on the rows that people see, and is compared with what was signed.
RATING_FIELDS = (
    "kind", "task_id", "criterion_id", "behaviour_id", "score", "is_scored", "second_score", "is_second_scored",
)  # fmt: skip
PEOPLE = (
    "employee_id", "appraiser_id", "countersigner_id", "department_id", "branch_id", "job_id", "role_id", "policy_id",
    "scorecard_id", "period_id",
)  # fmt: skip
SCALE_FIELDS = (
    "kind", "value_is", "nominal_points", "has_floor", "floor_value", "has_cap", "cap_points", "points_per_unit",
    "unit", "unit_counting", "reference_value",
)  # fmt: skip
CRITERION_FIELDS = ("parent_id", "source", "weight", "missing_rule", "kpi_id", "value", "takes")
CARD_FIELDS = ("kind", "start_points", "has_floor", "floor_points", "has_ceiling", "ceiling_points")


class MarketingAppraisalSealer(models.AbstractModel):
    """Gathers what a signature fixes, for many results at once (R70).

    A snapshot has two halves. `rows` is what still stands on the records and may never differ from them again.
    `context` is what the records rested on, such as the rules of the policy and of the scorecard, whose later changes
    are no break: they show as drift.
    """

    _name = "marketing.appraisal.sealer"
    _description = "Sealing of Results"

    @api.model
    def _seal(self, results):
        """Take the snapshots of results that have just been signed and chain them."""
        # At once, where Odoo would read a thousand lines at a time.
        self.env["marketing.appraisal.result.line"].search_fetch([("result_id", "in", results.ids)], LINE_COLUMNS)
        evidence = self._freeze_evidence(results)
        rows = self._get_rows(results, evidence)
        context = self._get_context(results)
        texts = self._get_texts(results)
        contents = {}
        for result in results.sorted("id"):
            salted = [(key, secrets.token_hex(SALT_BYTES), text) for key, text in texts[result].items()]
            digests = [(key, salt, salted_digest(salt, text)) for key, salt, text in salted]
            content = {
                "rows": rows[result],
                "context": context[result],
                "texts": {key: digest for key, _salt, digest in digests},
            }
            contents[result] = (content, digests)
        self.env["marketing.appraisal.seal"]._append(contents)

    @api.model
    def _freeze_evidence(self, results):
        """Return {result: {kpi: marketing.appraisal.evidence}} of what the lines of the results were measured by."""
        found = {}
        for period, mine in results.grouped("period_id").items():
            kpis = mine.line_ids.kpi_id
            frozen = self.env["marketing.appraisal.evidence"]._freeze(period, kpis) if kpis else {}
            for result in mine:
                found[result] = {kpi: frozen[kpi] for kpi in result.line_ids.kpi_id}
        return found

    # ------------------------------------------------------------------ what is compared

    @api.model
    def _get_rows(self, results, evidence):
        """Return {result: what stands on its rows}, as texts and numbers that do not depend on a language.

        :param dict evidence: {result: {kpi: marketing.appraisal.evidence}}
        """
        results.appraisal_id.fetch(PEOPLE)
        ratings = self.env["marketing.appraisal.rating"].search_fetch(
            [("appraisal_id", "in", results.appraisal_id.ids)], ["appraisal_id", "note", *RATING_FIELDS], order="id"
        )
        by_appraisal = ratings.grouped("appraisal_id")
        return {
            result: {
                "appraisal": self._read(result.appraisal_id, PEOPLE),
                "result": self._read(result, [*RESULT_COLUMNS, "signed_by_id"]),
                "signed": result.signed_date and result.signed_date.isoformat(),
                "lines": [self._read(line, LINE_COLUMNS) for line in result.line_ids.sorted("id")],
                "ratings": {
                    str(rating.id): self._read(rating, RATING_FIELDS)
                    for rating in by_appraisal.get(result.appraisal_id, ())
                },
                "evidence": {
                    str(kpi.id): [kept.id, kept.digest]
                    for kpi, kept in sorted(evidence[result].items(), key=lambda pair: pair[0].id)
                },
            }
            for result in results
        }

    @api.model
    def _read(self, record, names):
        """Return {field: value}: records as ids, numbers as text with the digits of the field, nothing as None."""
        values = {}
        for name in names:
            field, value = record._fields[name], record[name]
            if field.type == "many2one":
                value = value.id or None
            elif field.type in ("float", "monetary"):
                digits = field.get_digits(self.env) if field.type == "float" else None
                value = str(as_decimal(value, digits[1] if digits else None))
            elif field.type == "boolean":
                value = bool(value)
            elif not value and field.type not in ("integer", "many2one_reference"):
                value = None
            values[name] = value
        return values

    # ------------------------------------------------------------------ what it rested on

    @api.model
    def _get_context(self, results):
        """Return {result: rules, card, events and steps}; each policy and card is read once."""
        policies = {policy: self._read_policy(policy) for policy in results.appraisal_id.policy_id}
        cards = {card: self._read_card(card) for card in results.appraisal_id.scorecard_id}
        steps = self.env["marketing.appraisal.step"].search_fetch(
            [("appraisal_id", "in", results.appraisal_id.ids)],
            ["appraisal_id", "step", "user_id", "date", "stood_in_for_id"],
            order="id",
        )
        by_appraisal = steps.grouped("appraisal_id")
        events = {
            period: self.env["marketing.appraisal.event"]._get_by_employee(mine.employee_id, period)
            for period, mine in results.grouped("period_id").items()
        }
        return {
            result: {
                "policy": policies[result.appraisal_id.policy_id],
                "scorecard": cards.get(result.appraisal_id.scorecard_id),
                "events": [
                    [
                        event.id,
                        event.type_id.id,
                        event.date.isoformat(),
                        str(event.amount),
                        str(event.points),
                        event.state,
                    ]
                    for event in events[result.period_id].get(result.employee_id, ())
                ],
                "steps": [
                    [step.step, step.user_id.id, step.date.isoformat(), step.stood_in_for_id.id or None]
                    for step in by_appraisal.get(result.appraisal_id, ())
                ],
            }
            for result in results
        }

    @api.model
    def _read_policy(self, policy):
        return self._read(policy, policy._get_rule_fields())

    @api.model
    def _read_card(self, card):
        criteria = {}
        for criterion in card.criterion_ids:
            scale = criterion.scale_id
            criteria[str(criterion.id)] = {
                **self._read(criterion, CRITERION_FIELDS),
                "events": sorted(criterion.event_type_ids.ids),
                "scale": scale and self._read(scale, [name for name in SCALE_FIELDS if name in scale._fields]) or None,
                "steps": [[str(line.from_value), str(line.points)] for line in scale.line_ids],
            }
        return {**self._read(card, CARD_FIELDS), "criteria": criteria}

    # ------------------------------------------------------------------ what people wrote

    @api.model
    def _get_texts(self, results):
        """Return {result: {key: text}} of the texts that can be erased later."""
        texts = {}
        for result in results:
            appraisal = result.appraisal_id
            found = {name: appraisal[name] for name in TEXT_FIELDS}
            found |= {f"note:{rating.id}": rating.note for rating in appraisal.rating_ids}
            notes = appraisal.note_ids.filtered(lambda note: note.kind in BEFORE_SIGNATURE and note.text != ERASED)
            found |= {f"coaching:{note.id}": note.text for note in notes}
            texts[result] = {key: text for key, text in found.items() if text}
        return texts

    # ------------------------------------------------------------------ looking back

    @api.model
    def _find_differences(self, seals):
        """Return {seal: what differs from its snapshot}, empty where nothing does.

        :return: {seal: name of the half or row: result, lines, ratings, appraisal, evidence, texts}
        """
        results = seals.result_id
        contents = {seal: json.loads(seal.content) for seal in seals}
        evidence = self.env["marketing.appraisal.evidence"].browse(
            {kept for content in contents.values() for kept, _digest in content["rows"]["evidence"].values()}
        )
        alive = set(evidence.exists().ids)
        now = {kept: kept._compute_digest() for kept in evidence.browse(alive)}
        rows, texts = self._get_rows(results, {result: {} for result in results}), self._get_texts(results)
        found = {}
        for seal, content in contents.items():
            signed, present = dict(content["rows"]), dict(rows[seal.result_id])
            kept = signed.pop("evidence")
            present.pop("evidence")
            present = json.loads(json.dumps(present))
            # What was replaced keeps its figures; the scores are those of the one that replaced it.
            counts = seal.result_id.active
            compared = (signed | present) if counts else ("result", "signed", "lines")
            different = next((name for name in compared if signed.get(name) != present.get(name)), None)
            if not different and any(now.get(evidence.browse(key)) != digest for key, digest in kept.values()):
                different = "evidence"
            if not different and counts and self._has_other_texts(seal, content["texts"], texts[seal.result_id]):
                different = "texts"
            if different:
                found[seal] = different
        return found

    @api.model
    def _has_other_texts(self, seal, signed, texts):
        """Tell whether a text differs from its digest; one whose salt was erased cannot be compared any more."""
        known = {text.key: text for text in seal.text_ids}
        if set(signed) - set(known) or any(known[key].digest != digest for key, digest in signed.items()):
            return True
        kept = {key for key, text in known.items() if text.salt}
        if {key for key in texts if key not in known or key not in kept}:
            return True
        return any(salted_digest(known[key].salt, texts.get(key, "")) != signed[key] for key in kept)
