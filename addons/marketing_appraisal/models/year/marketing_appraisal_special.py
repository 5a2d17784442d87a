from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OWN_OF_SPECIAL = ("purpose", "employee_ids", "policy_id", "rule_ids")


class MarketingAppraisalPeriod(models.Model):
    """A special appraisal: at any time, for chosen people, by a policy of its own, with what may follow from it."""

    _inherit = "marketing.appraisal.period"

    purpose = fields.Text(string="Why It Is Held", tracking=True, help="Everybody who is appraised reads it.")
    employee_ids = fields.Many2many(
        "hr.employee",
        "marketing_special_period_employee_rel",
        "period_id",
        "employee_id",
        string="Who Is Appraised",
        domain="[('company_id', '=', company_id)]",
        help="Empty: everybody of the departments.",
    )
    policy_id = fields.Many2one(
        "marketing.appraisal.policy",
        string="By Which Policy",
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
        help="Empty: the policies that hold on its last day.",
    )
    opening_date = fields.Date(
        string="Opened On", readonly=True, copy=False, help="Nothing is due before this day where its days are over."
    )
    rule_ids = fields.Many2many(
        "marketing.appraisal.outcome.rule",
        "marketing_special_period_rule_rel",
        "period_id",
        "rule_id",
        string="What May Follow",
        domain="[('applies_to', '=', 'special'), ('company_id', 'in', (company_id, False))]",
        help="Outcome rules for special appraisals, asked once it is published. Empty: nothing is proposed by itself.",
    )

    @api.constrains("kind", *OWN_OF_SPECIAL, "company_id")
    def _check_special(self):
        """A month is everybody's, by the policy that holds; a special appraisal says why it is held."""
        for period in self:
            if period.kind != "special":
                if period.employee_ids or period.policy_id or period.rule_ids:
                    raise ValidationError(
                        self.env._("%(name)s: only a special appraisal chooses people and policy.", name=period.name)
                    )
                continue
            if not (period.purpose or "").strip():
                raise ValidationError(self.env._("%(name)s: say why the special appraisal is held.", name=period.name))
            foreign = period.employee_ids.company_id - period.company_id
            others = (period.policy_id.company_id | period.rule_ids.company_id) - period.company_id
            if foreign or others:
                raise ValidationError(
                    self.env._(
                        "%(name)s: people, policy and rules are those of %(company)s.",
                        name=period.name,
                        company=period.company_id.name,
                    )
                )

    @api.constrains("kind", "name", "company_id")
    def _check_special_name(self):
        """Two special appraisals of the same name could not be told apart on a paper or in a list."""
        for period in self.filtered(lambda one: one.kind == "special"):
            twins = self.search_count(
                [
                    ("id", "!=", period.id),
                    ("kind", "=", "special"),
                    ("company_id", "=", period.company_id.id),
                    ("name", "=", period.name),
                ],
                limit=1,
            )
            if twins:
                raise ValidationError(
                    self.env._("There is a special appraisal “%(name)s” already: give this one another name.",
                        name=period.name)
                )  # fmt: skip

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for period, vals in zip(self, vals_list, strict=True):
            if period.kind == "special" and vals.get("name") == period.name:
                vals["name"] = self.env._("%s (copy)", period.name)
        return vals_list

    @api.onchange("kind")
    def _onchange_kind(self):
        """Propose the days from today to the end of the next month, not those of a month that is over."""
        result = super()._onchange_kind()
        if self.kind == "special" and self._origin.kind != "special":
            today = (self.company_id or self.env.company)._get_company_today()
            self.date_from = today
            self.date_to = fields.Date.end_of(fields.Date.add(today, months=1), "month")
        return result

    def write(self, vals):
        opened = self.filtered(lambda period: period.state != "draft")[:1]
        if opened and vals.keys() & {"employee_ids", "policy_id", "purpose"}:
            raise UserError(
                self.env._("%(name)s is open already; its people, policy and purpose are fixed.", name=opened.name)
            )
        return super().write(vals)

    def _open_month(self):
        """Say who is appraised: a special appraisal of everybody by oversight would be hard to take back."""
        if self.kind == "special":
            if not self.employee_ids and not self.department_ids:
                raise UserError(
                    self.env._("Choose who is appraised in %(name)s: people or departments.", name=self.name)
                )
            self.opening_date = self.opening_date or self.company_id._get_company_today()
        return super()._open_month()

    def _get_day_counted_from(self):
        """Count from the day on which it was opened, where its last day had passed by then."""
        last = super()._get_day_counted_from()
        return max(last, self.opening_date) if self.kind == "special" and self.opening_date else last

    def _get_purpose_title(self):
        """Return the purpose as the name of what is scored: its first line."""
        lines = (self.purpose or "").strip().splitlines()
        return lines[0] if lines else self.name or ""

    def _get_policies(self):
        self.ensure_one()
        return {False: self.policy_id.sudo()} if self.policy_id else super()._get_policies()

    def _get_positions(self):
        positions = super()._get_positions()
        if not self.employee_ids:
            return positions
        return positions.filtered(lambda position: position.employee_id in self.employee_ids)

    def _get_further_omissions(self):
        """Name the chosen people who have no position in these days or departments."""
        missing = self.employee_ids - self._get_positions().employee_id if self.employee_ids else self.employee_ids
        return [
            *super()._get_further_omissions(),
            *(self._prepare_omission_vals(employee, "not_employed") for employee in missing),
        ]


class MarketingAppraisalOmission(models.Model):
    _inherit = "marketing.appraisal.omission"

    reason = fields.Selection(
        selection_add=[("not_employed", "No position in the period's days and departments")],
        ondelete={"not_employed": "cascade"},
    )


class MarketingAppraisal(models.Model):
    """The person reads what a special appraisal is held for."""

    _inherit = "marketing.appraisal"

    purpose = fields.Text(related="period_id.purpose", string="Why It Is Held")

    def _is_judged_by_purpose(self):
        """Tell whether the purpose is scored where no task is: a special appraisal without a scorecard."""
        self.ensure_one()
        return self.kind == "special" and not self.scorecard_id and self.sudo().policy_id.work_weight > 0
