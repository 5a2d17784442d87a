from odoo import fields, models

DIRECTIONS = [("favourable", "Favourable"), ("unfavourable", "Unfavourable"), ("neutral", "Neither")]


class MarketingAppraisalOutcomeKind(models.Model):
    """What may follow from a year: what it is, and what is prepared once it is decided (R55)."""

    _name = "marketing.appraisal.outcome.kind"
    _description = "Kind of Outcome"
    _inherit = ["marketing.in.use.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    direction = fields.Selection(
        DIRECTIONS,
        required=True,
        default="neutral",
    )
    effect = fields.Selection(
        [
            ("pay", "HR prepares a contract version with other pay"),
            ("position", "HR prepares a change of job or department"),
            ("task", "HR gets an activity, and nothing else"),
        ],
        required=True,
        default="task",
        help="What is prepared once it is decided. Nothing changes on the employee by itself.",
    )
    is_step = fields.Boolean(
        string="A Step before a Dismissal",
        help="An improvement plan, training or transfer: without one on record nobody is dismissed for results.",
    )
    is_dismissal = fields.Boolean(
        string="A Dismissal", help="Decided only after such a step, a renewed failure and HR's legal check-list."
    )
    code_required = fields.Boolean(string="Names the Company's Code", help="The paragraph is written down.")
