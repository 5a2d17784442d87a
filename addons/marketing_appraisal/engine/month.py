"""One employee's month: sections, total and grade out of points that are already gathered."""

from dataclasses import dataclass
from decimal import Decimal

from .grades import GradeScale
from .totals import BLOCK, Combined, Part, combine, company_points, form_total, section_points

WORK, BEHAVIOUR, COMPANY = "work", "behaviour", "company"
SECTIONS = (WORK, BEHAVIOUR, COMPANY)


@dataclass(frozen=True)
class MonthRules:
    """What the policy says about a month (R20 to R22, R25, R34)."""

    work_weight: Decimal = Decimal(40)
    behaviour_weight: Decimal = Decimal(30)
    company_weight: Decimal = Decimal(40)
    cap_work: bool = True
    cap_company: bool = False
    missing_rule: str = BLOCK
    total_mode: str = "as_written"
    grades: GradeScale = GradeScale(Decimal(90), Decimal(70))


@dataclass(frozen=True)
class MonthInput:
    """The gathered points of one person: work as its card or tasks come to, parts of behaviour, rate of the company."""

    work: Combined
    behaviour: tuple
    company_rate: Decimal | None
    a_is_barred: bool = False


@dataclass(frozen=True)
class MonthResult:
    """Unrounded points per section (None: missing), the rounded total, its grade, and if a bar lowered it (R26)."""

    sections: dict
    missing: tuple
    raw_total: Decimal | None
    maximum: Decimal
    total: Decimal | None
    grade: str | None
    is_barred: bool = False


def grade_month(month, rules):
    """Compute one person's month.

    :param MonthInput month: what was gathered
    :param MonthRules rules: what the policy says
    :return: MonthResult; without a total where a missing value blocks it
    """
    behaviour = combine(month.behaviour, rules.missing_rule)
    points = {
        WORK: section_points(month.work, rules.work_weight, rules.cap_work),
        BEHAVIOUR: section_points(behaviour, rules.behaviour_weight),
        COMPANY: company_points(month.company_rate, rules.company_weight, rules.cap_company),
    }
    weights = {
        WORK: rules.work_weight,
        BEHAVIOUR: rules.behaviour_weight,
        COMPANY: rules.company_weight,
    }
    # A section without weight is no part of the appraisal and cannot be missing.
    parts = [Part(section, weights[section], points[section]) for section in SECTIONS if weights[section]]
    combined = combine(parts, rules.missing_rule) if parts else Combined(None, Decimal(0), ())
    total = form_total(combined, rules.total_mode)
    grade = None if total is None else rules.grades.grade(total, month.a_is_barred)
    is_barred = total is not None and grade != rules.grades.grade(total)
    return MonthResult(points, combined.missing, combined.points, combined.maximum, total, grade, is_barred)
