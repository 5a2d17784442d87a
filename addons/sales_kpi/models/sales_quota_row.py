from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

COMPANY, BRANCH, TEAM, PERSON = "company", "branch", "team", "person"
LEVELS = [(COMPANY, "Company"), (BRANCH, "Branch"), (TEAM, "Team"), (PERSON, "Person")]
# Whom a level names.
NAMED_BY = {COMPANY: (), BRANCH: ("department_id",), TEAM: ("employee_id",), PERSON: ("employee_id",)}
MONTHS = range(1, 13)
# A thousand billions: more is a slip of the hand.
HIGHEST = 10**15


def month_field(number):
    """Return the name of the field with the amount of a calendar month."""
    return f"amount_{number:02}"


def month_amount(number, label):
    """Return the field of one calendar month; it reads and writes the line of the month."""
    return fields.Monetary(
        string=label,
        compute="_compute_amounts",
        inverse=lambda rows: rows._set_month(number),
    )


class SalesQuotaRow(models.Model):
    """The months of one person, team, branch or company in a plan: a line of the grid.

    The amounts themselves stand in the lines, one a month.
    """

    _name = "sales.quota.row"
    _description = "Quotas by Month"
    _inherit = ["marketing.guarded.mixin"]
    _order = "quota_id, level_order, department_id, employee_id, id"
    _rec_name = "subject"
    _check_company_auto = True

    quota_id = fields.Many2one("sales.quota", string="Plan", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="quota_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="quota_id.currency_id", store=True, precompute=True)
    state = fields.Selection(related="quota_id.state", store=True, precompute=True)
    level = fields.Selection(
        LEVELS,
        required=True,
        default=PERSON,
        help="A plan for a team, branch or the company is shared out over those in it; what is not shared out yet "
        "stands as a row of its own, so that the sums are those of the plan.",
    )
    level_order = fields.Integer(compute="_compute_level_order", store=True, precompute=True)
    employee_id = fields.Many2one(
        "hr.employee", index=True, ondelete="restrict", check_company=True, help="Of a team: who leads it."
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Branch",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_branch', '=', True)]",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        index="btree_not_null",
        help="Of an expense budget: posted expenses of the month on this account count against it.",
    )
    subject = fields.Char(string="Whose", compute="_compute_subject")
    line_ids = fields.One2many("sales.quota.line", "row_id", string="Quotas", copy=True)
    total_amount = fields.Monetary(string="Total", compute="_compute_total_amount")
    amount_01 = month_amount(1, "January")
    amount_02 = month_amount(2, "February")
    amount_03 = month_amount(3, "March")
    amount_04 = month_amount(4, "April")
    amount_05 = month_amount(5, "May")
    amount_06 = month_amount(6, "June")
    amount_07 = month_amount(7, "July")
    amount_08 = month_amount(8, "August")
    amount_09 = month_amount(9, "September")
    amount_10 = month_amount(10, "October")
    amount_11 = month_amount(11, "November")
    amount_12 = month_amount(12, "December")

    _subject_uniq = models.UniqueIndex(
        "(quota_id, level, COALESCE(employee_id, 0), COALESCE(department_id, 0))",
        "A plan names everybody once: this person, team, branch or company is in it already.",
    )

    # ------------------------------------------------------------------ whose

    @api.depends("level")
    def _compute_level_order(self):
        order = {level: number for number, (level, _label) in enumerate(LEVELS)}
        for row in self:
            row.level_order = order.get(row.level, 0)

    @api.depends_context("lang")
    @api.depends("level", "employee_id", "department_id", "company_id")
    def _compute_subject(self):
        for row in self:
            name = row.employee_id.name or ""
            row.subject = {
                COMPANY: row.company_id.name,
                BRANCH: row.department_id.name,
                TEAM: self.env._("Team of %(leader)s", leader=name),
                PERSON: name,
            }.get(row.level)

    @api.constrains("level", "employee_id", "department_id")
    def _check_subject(self):
        for row in self:
            named = {name for name in ("employee_id", "department_id") if row[name]}
            if named != set(NAMED_BY[row.level]):
                raise ValidationError(
                    {
                        COMPANY: self.env._("A quota of the company names no person and no branch."),
                        BRANCH: self.env._("A quota of a branch names the branch and no person."),
                        TEAM: self.env._("A quota of a team names the person who leads it and no branch."),
                        PERSON: self.env._("A quota of a person names the person and no branch."),
                    }[row.level]
                )
            if row.level == BRANCH and not row.department_id.is_branch:
                raise ValidationError(
                    self.env._("%(department)s is not marked as a branch.", department=row.department_id.name)
                )

    # ------------------------------------------------------------------ months

    @api.depends("line_ids.amount", "line_ids.month")
    def _compute_amounts(self):
        for row in self:
            amounts = {line.month.month: line.amount for line in row.line_ids if line.month}
            for number in MONTHS:
                row[month_field(number)] = amounts.get(number, 0.0)

    @api.depends(*map(month_field, MONTHS))
    def _compute_total_amount(self):
        for row in self:
            row.total_amount = sum(row[month_field(number)] for number in MONTHS)

    def _get_unit_key(self):
        """Return what tells the unit of this row from the other units of the plan: (level, id)."""
        self.ensure_one()
        unit = {COMPANY: self.company_id, BRANCH: self.department_id, TEAM: self.employee_id}
        return self.level, unit[self.level].id

    def _get_keys_of_units_above(self):
        """Return the keys of the company, branch and teams that this row is part of, as people sit today."""
        self.ensure_one()
        keys = [(COMPANY, self.company_id.id)]
        person = self.employee_id.sudo()
        if self.level in (TEAM, PERSON):
            keys.append((BRANCH, person.department_id.branch_id.id))
        if self.level == PERSON:
            # Whoever leads a team sells in it as well.
            keys += [(TEAM, leader.id) for leader in person | person.appraiser_id]
        return keys

    def _without_parts(self):
        """Return the rows without those whose quota is part of another one's: of their branch, team or company."""
        if len(set(self.mapped("level"))) < 2:
            return self
        of_company = self.filtered(lambda row: row.level == COMPANY)
        if of_company:
            return of_company
        branches = self.department_id
        outside = self.filtered(lambda row: row.employee_id.sudo().department_id.branch_id not in branches)
        leaders = outside.filtered(lambda row: row.level == TEAM).employee_id
        in_teams = outside.filtered(
            lambda row: row.level == PERSON and (row.employee_id | row.employee_id.sudo().appraiser_id) & leaders
        )
        return self.filtered(lambda row: row.level == BRANCH) | (outside - in_teams)

    def _set_month(self, number):
        """Store the amount of one calendar month; nothing where there is nothing and nothing was."""
        new = []
        for row in self:
            amount = row[month_field(number)]
            row._check_amount(number, amount)
            line = row.line_ids.filtered(lambda line: line.month.month == number)
            if line and line.amount != amount:
                line.amount = amount
            elif not line and amount:
                new.append({"row_id": row.id, "month": row._get_month(number), "amount": amount})
        self.env["sales.quota.line"].create(new)

    def _check_amount(self, number, amount):
        """Say in which cell of the grid the slip is; the line itself would only say that there is one."""
        words = {"whose": self.subject, "month": self._fields[month_field(number)]._description_string(self.env)}
        if amount < 0:
            raise UserError(self.env._("%(whose)s, %(month)s: a quota cannot be negative.", **words))
        if amount >= HIGHEST:
            raise UserError(
                self.env._("%(whose)s, %(month)s: so large a quota is taken for a slip of the hand.", **words)
            )

    def _get_month(self, number):
        """Return the first day of a calendar month inside the plan.

        :raises UserError: if the plan does not run through such a month
        """
        first, last = self.quota_id.date_from.replace(day=1), self.quota_id.date_to
        found = first.replace(month=number, year=first.year + (number < first.month))
        if found > last:
            raise UserError(
                self.env._(
                    "%(month)s lies outside %(plan)s, which runs from %(first)s to %(last)s.",
                    month=self._fields[month_field(number)]._description_string(self.env),
                    plan=self.quota_id.name,
                    first=format_date(self.env, self.quota_id.date_from),
                    last=format_date(self.env, last),
                )
            )
        return found

    # ------------------------------------------------------------------ fixed once approved

    @api.model
    def _get_guarded_fields(self):
        """What a row repeats of its plan follows the plan."""
        return super()._get_guarded_fields() | {"state", "company_id"}

    @api.model_create_multi
    def create(self, vals_list):
        plans = self.env["sales.quota"].browse({vals["quota_id"] for vals in vals_list if vals.get("quota_id")})
        plans._check_draft()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"level", "employee_id", "department_id", "analytic_account_id", "quota_id"}:
            self.quota_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.quota_id._check_draft()

    @api.model
    def _find_or_make(self, vals_list):
        """Return the row that each values of a line mean, made where it is not there yet.

        :param vals_list: dicts with quota_id, level, employee_id, department_id, analytic_account_id; what they
            do not say is taken as a person's
        """
        keys = [self._get_key(vals) for vals in vals_list]
        rows = self.search([("quota_id", "in", list({key[0] for key in keys}))])
        found = {(row.quota_id.id, row.level, row.employee_id.id, row.department_id.id): row for row in rows}
        missing = {}
        for key, vals in zip(keys, vals_list, strict=True):
            if key not in found:
                missing.setdefault(key, vals)
        names = ("quota_id", "level", "employee_id", "department_id")
        new = self.create(
            [
                {**dict(zip(names, key, strict=True)), "analytic_account_id": vals.get("analytic_account_id")}
                for key, vals in missing.items()
            ]
        )
        found.update(zip(missing, new, strict=True))
        return [found[key] for key in keys]

    @api.model
    def _get_key(self, vals):
        return (
            vals.get("quota_id"),
            vals.get("level") or PERSON,
            vals.get("employee_id") or False,
            vals.get("department_id") or False,
        )
