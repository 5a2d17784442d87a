"""What a grade of the year proposes as year-end bonus (R54). Money is Decimal, rounded to the coin."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from .pay import coin

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class BonusRules:
    """Per grade months of base performance pay, or an amount; in proportion to the months appraised or not."""

    rates: dict = field(default_factory=dict)
    is_amount: bool = False
    pro_rata: bool = True

    def get_rate(self, grade):
        """Return what a grade gives; zero is nothing, and no gap.

        >>> BonusRules({"a": Decimal(2)}).get_rate("a"), BonusRules({"a": Decimal(2)}).get_rate("c")
        (Decimal('2'), Decimal('0'))
        """
        return self.rates.get(grade, Decimal(0))

    def get_months(self, counted):
        """Return of how many twelfths the bonus is: those appraised, or all of them.

        >>> BonusRules().get_months(9), BonusRules().get_months(13), BonusRules(pro_rata=False).get_months(3)
        (9, 12, 12)
        """
        return min(counted, MONTHS_OF_YEAR) if self.pro_rata else MONTHS_OF_YEAR


def year_end_bonus(rules, grade, base, counted, decimals=2):
    """Return rate x base x months appraised / 12, rounded half up to the coin once, at the end.

    :param BonusRules rules: of the policy
    :param str grade: of the year
    :param Decimal base: base performance pay of a month at the end of the year; an amount asks for none
    :param int counted: months appraised
    :param int decimals: of the currency

    >>> rules = BonusRules({"a": Decimal(2), "b": Decimal(1)})
    >>> [year_end_bonus(rules, grade, Decimal(1000), 10) for grade in "abc"]
    [Decimal('1666.67'), Decimal('833.33'), Decimal('0.00')]
    >>> year_end_bonus(BonusRules({"a": Decimal(5000)}, is_amount=True, pro_rata=False), "a", Decimal(0), 3)
    Decimal('5000.00')
    """
    whole = rules.get_rate(grade) * (1 if rules.is_amount else base)
    return (whole * rules.get_months(counted) / MONTHS_OF_YEAR).quantize(coin(decimals), rounding=ROUND_HALF_UP)
