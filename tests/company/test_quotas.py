"""The quota rule: the mean of the last three months with a win, plus a tenth."""

from datetime import date
from decimal import Decimal

from tools.company.tabular.quotas import by_rule, complete


def month(number):
    return date(2017, number, 1)


def test_months_without_a_win_are_passed_over():
    wins = {month(3): Decimal(300), month(5): Decimal(600), month(8): Decimal(900)}
    assert by_rule(wins, month(9)) == 660
    assert by_rule(wins, month(4)) == 330
    assert by_rule(wins, month(3)) is None


def test_rounding_is_half_up_to_the_whole():
    assert by_rule({month(3): Decimal(5)}, month(4)) == 6  # 5.5


def test_no_win_takes_the_mean_of_the_team():
    sellers = {"a": "m", "b": "m", "c": "m", "d": "other"}
    wins = {"a": {month(3): Decimal(100)}, "b": {month(3): Decimal(200)}, "d": {month(3): Decimal(1000)}}
    quotas = complete(sellers, [month(4)], wins, {})
    assert quotas["a", month(4)] == 110 and quotas["b", month(4)] == 220
    assert quotas["c", month(4)] == 165


def test_a_given_quota_stands_and_a_lonely_one_takes_everybodys_mean():
    sellers = {"a": "m", "b": "other"}
    quotas = complete(sellers, [month(3)], {}, {("a", month(3)): Decimal(70)})
    assert quotas == {("a", month(3)): 70, ("b", month(3)): 70}
