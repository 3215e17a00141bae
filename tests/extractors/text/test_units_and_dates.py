"""Units of money and dates."""

import datetime as dt
from decimal import Decimal

import pytest

from extractors.text.dates import find_dates, find_years
from extractors.text.units import MoneyUnit, money_unit, to_wan


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("金额单位：万元", MoneyUnit.TEN_THOUSAND_YUAN),
        ("单位: 元", MoneyUnit.YUAN),
        ("单 位：人民币元", MoneyUnit.YUAN),
        ("决算数（万元）", MoneyUnit.TEN_THOUSAND_YUAN),
        ("部门：某局 金额单位：亿元", MoneyUnit.HUNDRED_MILLION_YUAN),
        ("万元", MoneyUnit.TEN_THOUSAND_YUAN),
        ("单位名称：某局", None),
        ("支出100万元", None),
        ("单价50万元以上通用设备", None),
    ],
)
def test_units_of_money_in_print(printed: str, unit: MoneyUnit | None) -> None:
    assert money_unit(printed) == unit


def test_yuan_become_wan_without_loss() -> None:
    assert to_wan(Decimal("42575058.26"), MoneyUnit.YUAN) == Decimal("4257.505826")


def test_dates_in_arabic_and_chinese_numerals() -> None:
    text = "公开时间：2021 年 9 月 24 日；二〇二一年十二月三十一日；2021-13-40"
    assert [d.value for d in find_dates(text)] == [dt.date(2021, 9, 24), dt.date(2021, 12, 31)]


def test_years_stand_before_the_word() -> None:
    assert [y.value for y in find_years("2020 年度，二〇二三年，共2020个")] == [2020, 2023]
