from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.sales_kpi.models.sales_kpi_scale import as_decimal

from ...engine.deadlines import StepDays
from ...engine.grades import AnnualRules, GradeScale
from ...engine.month import MonthRules
from ..grades import GRADES


class MarketingAppraisalPolicy(models.Model):
    """The rules of appraisal as data. What the regulation leaves open is a field with a default."""

    _name = "marketing.appraisal.policy"
    _description = "Appraisal Policy"
    _inherit = ["mail.thread", "marketing.in.use.mixin"]
    _order = "sequence, date_from desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for companies without a policy of their own.")
    department_id = fields.Many2one(
        "hr.department", check_company=True, help="Empty: for all departments without a policy of their own."
    )
    is_special = fields.Boolean(
        string="For Special Appraisals Only",
        tracking=True,
        help="It holds where a special appraisal names it, and nowhere by itself.",
    )
    date_from = fields.Date(string="Valid From")
    date_to = fields.Date(string="Valid Until")

    work_weight = fields.Float(string="Work", digits=(6, 2), default=40, required=True, tracking=True)
    behaviour_weight = fields.Float(string="Behaviour", digits=(6, 2), default=30, required=True, tracking=True)
    company_weight = fields.Float(string="Company Result", digits=(6, 2), default=40, required=True, tracking=True)
    weight_total = fields.Float(string="Sum of Weights", digits=(6, 2), compute="_compute_weight_total")
    weight_note = fields.Char(compute="_compute_weight_total")
    cap_work = fields.Boolean(
        string="Cap Work at Its Weight",
        default=True,
        tracking=True,
        help="A choice: a scorecard that goes beyond full marks brings no more than the weight of the section.",
    )
    cap_company = fields.Boolean(
        string="Cap Company Result at Its Weight",
        tracking=True,
        help="A choice: by default a company that sells more than planned lifts everybody's total.",
    )
    company_kpi_id = fields.Many2one(
        "sales.kpi",
        string="Measured By",
        required=True,
        ondelete="restrict",
        domain="[('measure', '=', 'unit_sales'), ('source_kpi_id.measure', '=', 'sales')]",
        default=lambda self: self.env.ref("sales_kpi.kpi_company_result", raise_if_not_found=False),
        help="The KPI that gives the company result.",
    )
    head_office_scope = fields.Selection(
        [("company", "All branches with head office's own sales"), ("branches", "All branches only")],
        default="company",
        required=True,
        tracking=True,
        help="A choice: what head-office staff are measured by in the company result.",
    )
    missing_rule = fields.Selection(
        [
            ("block", "Blocks the total"),
            ("spread", "Spreads its weight over the rest"),
            ("zero", "Counts as zero"),
        ],
        string="A Missing Value",
        default="block",
        required=True,
        tracking=True,
        help="A choice: what happens when a score or a quota is missing. Blocking is the safest: nobody is "
        "graded on half of the facts without somebody noticing.",
    )
    total_mode = fields.Selection(
        [("as_written", "As written, may exceed 100"), ("capped", "Capped at 100"), ("scaled", "Scaled to 100")],
        string="How the Total Is Formed",
        default="as_written",
        required=True,
        tracking=True,
        help="A choice: weights of 40, 30 and 40 sum to 110, while grades speak of 100.",
    )
    grade_a_from = fields.Float(string="A From", digits=(6, 2), default=90, required=True, tracking=True)
    grade_b_from = fields.Float(string="B From", digits=(6, 2), default=70, required=True, tracking=True)
    barred_grade = fields.Selection(
        [grade for grade in GRADES if grade[0] != "a"],
        string="A Barred A Becomes",
        default="b",
        required=True,
        tracking=True,
        help="A choice: what absence without leave or a sanction makes of an A, in the month and in the year.",
    )

    grading_day = fields.Integer(
        string="Grade By Day", default=5, required=True, tracking=True, help="Of the following month, included."
    )
    publication_day = fields.Integer(
        string="Publish By Day", default=7, required=True, tracking=True, help="Of the following month, included."
    )
    publication_distance = fields.Integer(
        string="Working Days Between",
        default=1,
        required=True,
        help="A choice: publication keeps at least this many working days from grading when holidays move both.",
    )
    plan_day = fields.Integer(default=5, required=True, help="A choice: of the month itself, included.")
    self_assessment_day = fields.Integer(
        default=2, required=True, help="A choice: of the following month, included, as for the steps after it."
    )
    interview_day = fields.Integer(default=3, required=True, help="A choice: of the following month, included.")
    scoring_day = fields.Integer(
        string="Supervisor's Scores By Day",
        default=4,
        required=True,
        help="A choice: of the following month, included.",
    )
    behaviour_day = fields.Integer(
        string="Behaviour Scores By Day", default=4, required=True, help="A choice: of the following month, included."
    )
    follow_up_day = fields.Integer(default=20, required=True, help="A choice: of the following month, included.")
    annual_day = fields.Integer(
        string="Annual Until Day", default=15, required=True, help="Of January after the year, included."
    )
    minimum_presence = fields.Float(
        string="Least Presence",
        digits=(5, 4),
        default=0.5,
        required=True,
        tracking=True,
        help="A choice: whoever was employed on a smaller part of the period's working days is not appraised.",
    )

    points_a = fields.Integer(string="Points for A", default=2, required=True)
    points_b = fields.Integer(string="Points for B", default=1, required=True)
    points_c = fields.Integer(string="Points for C", default=0, required=True)
    annual_a_from = fields.Integer(default=18, required=True, tracking=True)
    annual_b_from = fields.Integer(default=12, required=True, tracking=True)
    short_year = fields.Selection(
        [("pro_rata", "Held to the same averages"), ("strict", "Held to the full year's points")],
        string="Fewer Than Twelve Months",
        default="pro_rata",
        required=True,
        tracking=True,
        help="A choice: how somebody is graded who has no twelve appraised months.",
    )
    minimum_months = fields.Integer(
        string="Least Months",
        default=3,
        required=True,
        tracking=True,
        help="A choice: with fewer appraised months there is no annual grade.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A policy cannot end before it begins.",
    )
    _weights_not_negative = models.Constraint(
        "CHECK(work_weight >= 0 AND behaviour_weight >= 0 AND company_weight >= 0"
        " AND work_weight + behaviour_weight + company_weight > 0)",
        "Weights cannot be negative, and one at least must be above zero.",
    )
    _grades_in_order = models.Constraint("CHECK(grade_a_from > grade_b_from)", "An A must ask for more than a B.")
    _days_of_month = models.Constraint(
        "CHECK(grading_day BETWEEN 1 AND 28 AND publication_day BETWEEN grading_day AND 28"
        " AND annual_day BETWEEN 1 AND 28 AND publication_distance >= 0)",
        "Deadlines are days from 1 to 28, and publication does not come before grading.",
    )
    _days_of_steps = models.Constraint(
        "CHECK(plan_day BETWEEN 1 AND 28 AND self_assessment_day BETWEEN 1 AND interview_day"
        " AND scoring_day BETWEEN interview_day AND grading_day AND behaviour_day BETWEEN interview_day AND grading_day"
        " AND follow_up_day BETWEEN publication_day AND 28)",
        "The steps follow each other: self-assessment, interview, scores, grading, publication, follow-up.",
    )
    _presence_is_share = models.Constraint(
        "CHECK(minimum_presence BETWEEN 0 AND 1)", "The least presence is a share between 0 and 100 %."
    )

    @api.depends_context("lang")
    @api.depends("work_weight", "behaviour_weight", "company_weight", "grade_a_from", "total_mode")
    def _compute_weight_total(self):
        for policy in self:
            total = policy.work_weight + policy.behaviour_weight + policy.company_weight
            policy.weight_total = total
            policy.weight_note = policy._describe_weights(total)

    def _describe_weights(self, total):
        """Say what weights that do not come to 100 mean for an A (R34)."""
        if not total or round(total, 2) == 100:
            return False
        needed = self.grade_a_from if self.total_mode == "scaled" else self.grade_a_from / total * 100
        return self.env._(
            "The sections come to %(total)g, not 100: an A takes %(needed).1f %% of the maximum.",
            total=total,
            needed=needed,
        )

    @api.constrains("company_id", "department_id", "date_from", "date_to", "active", "is_special")
    def _check_one_at_a_time(self):
        """Of those that hold by themselves; a special appraisal names its own."""
        for policy in self.filtered(lambda policy: policy.active and not policy.is_special):
            others = self.search(
                [
                    ("id", "!=", policy.id),
                    ("company_id", "=", policy.company_id.id),
                    ("department_id", "=", policy.department_id.id),
                    ("is_special", "=", False),
                ]
            )
            first, last = policy._get_validity()
            for other in others:
                other_first, other_last = other._get_validity()
                if first <= other_last and other_first <= last:
                    raise ValidationError(
                        self.env._(
                            "%(one)s and %(two)s would hold for the same people on the same days.",
                            one=policy.name,
                            two=other.name,
                        )
                    )

    @api.model
    def _get_rule_fields(self):
        """Return the names of the fields that a signed result rests on."""
        return [
            "work_weight", "behaviour_weight", "company_weight", "cap_work", "cap_company", "company_kpi_id",
            "head_office_scope",
            "missing_rule", "total_mode", "grade_a_from", "grade_b_from", "barred_grade", "minimum_presence",
            "points_a", "points_b", "points_c", "annual_a_from", "annual_b_from", "short_year", "minimum_months",
        ]  # fmt: skip

    def _get_validity(self):
        self.ensure_one()
        return self.date_from or fields.Date.to_date("0001-01-01"), self.date_to or fields.Date.to_date("9999-12-31")

    @api.model
    def _get_policies_on(self, company, day):
        """Return the policies that may hold in a company on a day, as {department id: policy}.

        The key False holds for every department without a policy of its own; a
        company's own policy goes before the general one.
        """
        policies = self.sudo().search(
            [
                ("company_id", "in", [company.id, False]),
                ("is_special", "=", False),
                "|", ("date_from", "=", False), ("date_from", "<=", day),
                "|", ("date_to", "=", False), ("date_to", ">=", day),
            ]
        )  # fmt: skip
        by_department = {}
        for policy in policies.sorted(lambda policy: bool(policy.company_id)):
            by_department[policy.department_id.id] = policy
        return by_department

    def _to_month_rules(self):
        """Return the policy as the engine's rules of a month."""
        self.ensure_one()
        return MonthRules(
            work_weight=as_decimal(self.work_weight),
            behaviour_weight=as_decimal(self.behaviour_weight),
            company_weight=as_decimal(self.company_weight),
            cap_work=self.cap_work,
            cap_company=self.cap_company,
            missing_rule=self.missing_rule,
            total_mode=self.total_mode,
            grades=GradeScale(as_decimal(self.grade_a_from), as_decimal(self.grade_b_from), self.barred_grade),
        )

    def _to_annual_rules(self):
        """Return the policy as the engine's rules of a year."""
        self.ensure_one()
        return AnnualRules(
            self.points_a,
            self.points_b,
            self.points_c,
            self.annual_a_from,
            self.annual_b_from,
            self.short_year,
            self.minimum_months,
            self.barred_grade,
        )

    def _to_step_days(self):
        """Return by which day each step is done, as the engine's StepDays."""
        self.ensure_one()
        return StepDays(
            plan=self.plan_day,
            self_assessment=self.self_assessment_day,
            interview=self.interview_day,
            scoring=self.scoring_day,
            behaviour=self.behaviour_day,
            follow_up=self.follow_up_day,
        )

    def _get_minimum_presence(self):
        """Return the least share of working days as a Fraction."""
        self.ensure_one()
        return Fraction(as_decimal(self.minimum_presence, 4))
