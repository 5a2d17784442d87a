from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..outcome.marketing_appraisal_outcome import DROPPED

WAIT, REISSUE = "wait", "reissue"


class MarketingAppraisalOutcome(models.Model):
    """An appeal in time holds a dismissal (R55, R60)."""

    _inherit = "marketing.appraisal.outcome"

    def _find_holding_appeal(self):
        appeals = self.env["marketing.appraisal.appeal"]._get_open(self.employee_id)
        return appeals.get(self.employee_id, self.env["marketing.appraisal.appeal"])[:1].display_name


class MarketingAppraisalAppeal(models.Model):
    """What was proposed or decided on the result that an appeal has changed stands among what follows (R61)."""

    _inherit = "marketing.appraisal.appeal"

    def _get_consequences(self):
        rows = super()._get_consequences()
        if not rows:
            return rows
        outcomes = self.env["marketing.appraisal.outcome"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("period_id.date_from", "<=", self.date_from),
                ("period_id.date_to", ">=", self.date_to),
            ]
        )
        states = dict(outcomes._fields["state"]._description_selection(self.env))
        return rows + [
            {
                "subject": one.title,
                "before": "" if one.state == DROPPED else states[one.state],
                "after": states[DROPPED] if one.state == DROPPED else one.kind_id.name or "",
                "note": ""
                if one.state == DROPPED
                else self.env._("Propose the outcomes of the year again once it is published anew."),
            }
            for one in outcomes
        ]


class MarketingAppraisalPolicy(models.Model):
    _inherit = "marketing.appraisal.policy"

    open_appeals = fields.Selection(
        [(WAIT, "The year waits for them"), (REISSUE, "The year is signed, and issued again where they are upheld")],
        string="Open Appeals against Months",
        default=WAIT,
        required=True,
        tracking=True,
        help="A choice: appeals against the last months run into the days of the annual appraisal.",
    )

    @api.model
    def _get_rule_fields(self):
        return [*super()._get_rule_fields(), "open_appeals"]


class MarketingAppraisal(models.Model):
    """The annual grade waits for appeals against its months, where the policy says so (R60)."""

    _inherit = "marketing.appraisal"

    def _check_step_signature(self):
        result = super()._check_step_signature()
        years = self.sudo().filtered(lambda case: case.kind == "annual" and case.policy_id.open_appeals == WAIT)
        for period, cases in years.grouped("period_id").items():
            waiting = self.env["marketing.appraisal.appeal"]._get_open_in(
                period.date_from, period.date_to, cases.employee_id
            )
            if waiting:
                names = format_list(self.env, [employee.sudo().name for employee in waiting])
                raise UserError(
                    self.env._("The year waits for appeals against months that are not over: %(names)s.", names=names)
                )
        return result
