from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.quotas import share_out
from ..models.sales_quota_row import BRANCH, COMPANY, LEVELS, PERSON, TEAM

# To whom the plan of each level is shared out.
BELOW = {COMPANY: (BRANCH, TEAM, PERSON), BRANCH: (TEAM, PERSON), TEAM: (PERSON,)}


class SalesQuotaShare(models.TransientModel):
    """Shares the plan of a company, branch or team out over those in it, by the year before."""

    _name = "sales.quota.share"
    _description = "Share a Plan Out"

    quota_id = fields.Many2one("sales.quota", string="Plan", required=True, readonly=True)
    row_id = fields.Many2one(
        "sales.quota.row",
        string="What Is Shared Out",
        required=True,
        compute="_compute_row_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('quota_id', '=', quota_id), ('level', '!=', 'person')]",
    )
    level = fields.Selection(
        [(level, label) for level, label in LEVELS if level != COMPANY],
        string="Among",
        required=True,
        default=PERSON,
    )
    basis = fields.Selection(
        [
            ("actual", "What each reached in the year before"),
            ("quota", "The quotas of the year before"),
            ("equal", "The same for each"),
        ],
        string="In Proportion To",
        required=True,
        default="actual",
    )
    rounding = fields.Selection(
        [("0", "As exact as the currency"), ("1", "Whole numbers"), ("10", "Tens"), ("100", "Hundreds"),
         ("1000", "Thousands")],
        string="Rounded To",
        required=True,
        default="0",
        help="The parts add up to the whole all the same: what rounding leaves over goes to the largest fractions.",
    )  # fmt: skip
    line_ids = fields.One2many(
        "sales.quota.share.line", "share_id", compute="_compute_line_ids", store=True, readonly=False
    )

    @api.depends("quota_id")
    def _compute_row_id(self):
        """Propose the widest unit that is planned, if there is just one of its level."""
        for wizard in self:
            units = wizard.quota_id.row_ids.filtered(lambda row: row.level != PERSON)
            by_level = units.grouped("level_order")
            widest = by_level[min(by_level)] if by_level else units
            wizard.row_id = widest if len(widest) == 1 else False

    @api.depends("row_id", "level", "basis")
    def _compute_line_ids(self):
        """Propose shares; they can be changed before anything is stored."""
        for wizard in self:
            weights = wizard._get_weights() if wizard.row_id and wizard.level and wizard.basis else {}
            total = sum(weights.values())
            wizard.line_ids = [fields.Command.clear()] + [
                fields.Command.create({**wizard._name_subject(subject), "share": float(100 * weight / total)})
                for subject, weight in sorted(weights.items(), key=lambda item: -item[1])
                if total
            ]

    def action_share_out(self):
        """Write the parts into the draft; the quotas of these people or units are replaced."""
        self.ensure_one()
        self.quota_id._check_draft()
        source = self.row_id
        shares = {line._get_subject(): Decimal(str(line.share)) for line in self.line_ids if line.share > 0}
        if not shares:
            raise UserError(self.env._("There is nobody to share out to: no share is above zero."))
        step = self._get_step()
        rows = self.env["sales.quota.row"]._find_or_make(
            [{"quota_id": self.quota_id.id, **self._name_subject(subject)} for subject in shares]
        )
        self.env["sales.quota.row"].union(*rows).line_ids.unlink()
        self.env["sales.quota.line"].create(
            [
                {"row_id": row.id, "month": line.month, "amount": float(part)}
                for line in source.line_ids
                for row, part in zip(rows, share_out(Decimal(str(line.amount)), shares, step).values(), strict=True)
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _get_step(self):
        """Return the smallest amount of which the parts are multiples, as a Decimal."""
        if self.rounding != "0":
            return Decimal(self.rounding)
        currency = self.row_id.currency_id
        return Decimal(1).scaleb(-currency.decimal_places if currency else 0)

    # ------------------------------------------------------------------ who, and by what

    def _name_subject(self, subject):
        """Return the values that name a unit or person: a department for a branch, else an employee."""
        name = "department_id" if self.level == BRANCH else "employee_id"
        return {"level": self.level, name: subject}

    def _get_weights(self):
        """Return {id of the employee or branch: Decimal weight} of everybody in the unit that is shared out."""
        self.ensure_one()
        if self.level not in BELOW[self.row_id.level]:
            raise UserError(
                self.env._(
                    "%(whose)s cannot be shared out among units of the same size or larger.", whose=self.row_id.subject
                )
            )
        members = self._get_members()
        if self.basis == "equal":
            return dict.fromkeys(members, Decimal(1))
        table = self._get_last_year()
        of = {BRANCH: table.of_branch, TEAM: table.of_person, PERSON: table.of_employee_alone}[self.level]
        figures = {member: of(member) for member in members}
        pick = "numerator" if self.basis == "actual" else "denominator"
        return {member: weight for member, figure in figures.items() if (weight := getattr(figure, pick)) > 0}

    def _get_last_year(self):
        """Return the figures of the same months a year before."""
        plan, back = self.quota_id, relativedelta(years=1)
        kpi = plan.kpi_id
        return kpi._get_measure_tables(plan.date_from - back, plan.date_to - back, plan.company_id)[kpi]

    def _get_members(self):
        """Return the ids of the people, leaders or branches in the unit on the first day of the plan.

        People are those who had a quota of this kind before, or have one in this plan.
        """
        unit, day = self.row_id, max(self.quota_id.date_from, fields.Date.context_today(self))
        domain = [("company_id", "=", self.quota_id.company_id.id), ("date_from", "<=", day), ("date_to", ">", day)]
        if unit.level == BRANCH:
            domain.append(("branch_id", "=", unit.department_id.id))
        positions = self.env["marketing.dated.position"].sudo().search(domain)
        positions = positions.filtered(lambda position: not position.date_end or position.date_end >= day)
        if unit.level == TEAM:
            leader = unit.employee_id
            positions = positions.filtered(lambda position: leader in position.employee_id | position.appraiser_id)
        if self.level == BRANCH:
            return positions.branch_id.ids
        planned = self._get_people_with_quotas()
        people = positions.filtered(lambda position: position.employee_id in planned)
        return (people.appraiser_id if self.level == TEAM else people.employee_id).ids

    def _get_people_with_quotas(self):
        lines = self.env["sales.quota.line"].search(
            [("kpi_id", "=", self.quota_id.kpi_id.id), ("company_id", "=", self.quota_id.company_id.id),
             ("level", "=", PERSON)]
        )  # fmt: skip
        return (lines.employee_id | self.quota_id.row_ids.filtered(lambda row: row.level == PERSON).employee_id).sudo()


class SalesQuotaShareLine(models.TransientModel):
    _name = "sales.quota.share.line"
    _description = "Share in a Plan"

    share_id = fields.Many2one("sales.quota.share", required=True, ondelete="cascade")
    level = fields.Selection(LEVELS, required=True)
    employee_id = fields.Many2one("hr.employee")
    department_id = fields.Many2one("hr.department", string="Branch")
    share = fields.Float(string="Share (%)", digits=(16, 4), help="Only the proportion of the shares counts.")

    _share_not_negative = models.Constraint("CHECK(share >= 0)", "A share cannot be negative.")

    def _get_subject(self):
        return self.department_id.id or self.employee_id.id
