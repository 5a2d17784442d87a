from odoo import api, models
from odoo.exceptions import UserError

# In the order in which they are scored.
KINDS = ("criterion", "task", "purpose", "behaviour", "year")
READ = (
    "appraisal_id", "employee_id", "period_id", "company_id", "kind", "task_id", "criterion_id", "behaviour_id",
    "score", "is_scored", "second_score", "is_second_scored", "note",
)  # fmt: skip


class MarketingAppraisalRating(models.Model):
    """The score sheet: the people of a period side by side, what is scored as columns, filled in by the keyboard."""

    _inherit = "marketing.appraisal.rating"

    @api.model
    def get_score_sheet(self, period_id=None, kind=None):
        """Return what the score sheet shows: everything that the reader may read, and which of it they may score.

        :param int period_id: a period, or None for the latest one in which the reader has something to score
        :param str kind: task, criterion, behaviour or year, or None for all that the reader may score
        :return: {"period": {id, name} or False, "periods": [{id, name}], "blocks": [block]}; a block {"key", "title",
            "columns": [{key, name, lowest, highest}], "people": [{id, name, appraisal_id, cells: {column key: cell}}]}
            and a cell {id, score or False, may_score, proposed, reason, note, name, highest, facts, takes_note}
        """
        periods = self._get_periods_to_score()
        period = self.env["marketing.appraisal.period"].browse(period_id) if period_id else periods[:1]
        if not period:
            return {"period": False, "periods": [], "blocks": []}
        domain = [("period_id", "=", period.id), ("employee_id.user_id", "!=", self.env.uid)]
        # At once, where Odoo would read and compute a thousand scores at a time.
        ratings = self.search_fetch([*domain, ("kind", "=", kind)] if kind else domain, READ)
        ratings.task_id.fetch(["name"])
        self._fields["proposed_score"].compute_value(ratings)
        blocks = self._get_sheet_blocks(ratings)
        return {
            "period": {"id": period.id, "name": period.name},
            "periods": [{"id": one.id, "name": one.name} for one in periods | period],
            "blocks": blocks,
        }

    @api.model
    def _get_periods_to_score(self):
        """Return the open periods in which the reader reads scores, the latest first."""
        groups = self._read_group([("period_id.state", "=", "open")], ["period_id"], order="period_id DESC")
        return self.env["marketing.appraisal.period"].browse([period.id for (period,) in groups]).sorted(
            "date_to", reverse=True
        )  # fmt: skip

    @api.model
    def _get_sheet_blocks(self, ratings):
        """Return the tables of a sheet: of each scorecard, of tasks, of behaviour, with what is in them."""
        titles = dict(self._fields["kind"]._description_selection(self.env))
        by_block = {}
        for rating in ratings.sorted(lambda one: (KINDS.index(one.kind), one.employee_id.name or "", one.id)):
            card = rating.criterion_id.scorecard_id
            by_block.setdefault((rating.kind, card), []).append(rating)
        return [
            {
                "key": f"{kind}-{card.id}",
                "title": card.display_name if card else titles[kind],
                "kind": kind,
                **self._get_sheet_table(kind, found),
            }
            for (kind, card), found in by_block.items()
        ]

    @api.model
    def _get_sheet_table(self, kind, ratings):
        """Return {"columns", "people"} of one table; tasks differ by person, so they are numbered."""
        people, columns = {}, {}
        for rating in ratings:
            case = rating.appraisal_id
            person = people.setdefault(
                case.id,
                {"id": case.employee_id.id, "name": case.employee_id.name, "appraisal_id": case.id, "cells": {}},
            )
            key = str(len(person["cells"]) + 1) if kind == "task" else str(rating._get_subject().id)
            name = self.env._("Task %(number)s", number=key) if kind == "task" else rating.name
            columns.setdefault(
                key, {"key": key, "name": name, "lowest": rating._get_lowest(), "highest": rating.highest}
            )
            person["cells"][key] = rating._get_sheet_cell()
        ordered = columns.values()
        if kind in ("criterion", "behaviour"):
            subject = f"{kind}_id"
            order = self.env[self._fields[subject].comodel_name].browse([int(key) for key in columns]).sorted().ids
            ordered = sorted(columns.values(), key=lambda column: order.index(int(column["key"])))
        return {"columns": list(ordered), "people": list(people.values())}

    def _get_sheet_cell(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name if self.kind == "task" else False,
            "score": self.score if self.is_scored else False,
            "highest": self.highest,
            "may_score": self.may_score,
            "proposed": self.proposed_score or False,
            "reason": self.proposal_reason or False,
            "note": self.note or False,
            # A year is handed in with a written judgement, so it can be written here.
            "takes_note": self.kind == "year",
            "facts": self.year_facts,
        }

    def set_sheet_note(self, note):
        """Write the reason or judgement from the sheet, and return the cell as it now stands."""
        self.ensure_one()
        self.write({"note": (note or "").strip() or False})
        return self._get_sheet_cell()

    def set_sheet_score(self, score):
        """Give a score from the sheet, or take it back, and return the cell as it now stands.

        :param score: a number, or False for no score
        :raises UserError: where it is no number
        """
        self.ensure_one()
        if score is False or score is None:
            self.write({"score": 0, "is_scored": False})
        elif isinstance(score, bool) or not isinstance(score, (int, float)):
            raise UserError(self.env._("A score is a number."))
        else:
            self.write({"score": score})
        return self._get_sheet_cell()


class MarketingAppraisalPeriod(models.Model):
    _inherit = "marketing.appraisal.period"

    def action_open_score_sheet(self):
        """Open the score sheet of the period."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("marketing_appraisal.marketing_appraisal_score_sheet_action")
        return dict(action, params={"period_id": self.id})
