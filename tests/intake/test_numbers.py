"""What a printed number says: value, bounds, unit, hedge. The spans are our own, of the kinds that reports hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from intake.fold import fold
from intake.numbers import missed, numerals, parse

Said = tuple[float | None, float | None, float | None, str, str]

SPANS: list[tuple[str, str, Said]] = [
    ("产值达1234.5亿元", "1234.5亿元", (1234.5, 1234.5, 1234.5, "亿元", "exact")),
    ("产值达1,234亿元", "1,234亿元", (1234, 1234, 1234, "亿元", "exact")),
    ("产值达１２．５亿元", "12.5亿元", (12.5, 12.5, 12.5, "亿元", "exact")),
    ("惠及近三成家庭", "近三成", (30, None, 30, "%", "nearly")),
    ("占比四成半", "四成半", (45, 45, 45, "%", "exact")),
    ("总量两万亿级", "两万亿级", (None, 2, 3, "万亿元", "order")),
    ("每年百万元级投资", "百万元级", (None, 100, 1000, "万元", "order")),
    ("吸引超过3万名游客", "超过3万名", (3, 3, None, "万名", "over")),
    ("不足500家", "不足500家", (500, None, 500, "家", "nearly")),
    ("服务300余家企业", "300余家", (300, 300, None, "家", "over")),
    ("惠及310多万户", "310多万户", (310, 310, None, "万户", "over")),
    ("千余名干部", "千余名", (1000, 1000, None, "名", "over")),
    ("数十家企业", "数十家", (10, 10, None, "家", "over")),
    ("达到约550亿斤", "约550亿斤", (550, None, None, "亿斤", "about")),
    ("增长6%左右", "6%左右", (6, None, None, "%", "about")),
    ("占五分之一以上", "五分之一以上", (20, 20, None, "%", "over")),
    ("占1/4", "1/4", (25, 25, 25, "%", "exact")),
    ("提升10%—15%", "10%—15%", (None, 10, 15, "%", "range")),
    ("需要3至5个", "3至5个", (None, 3, 5, "个", "range")),
    ("走访两三家", "两三家", (None, 2, 3, "家", "range")),
    ("五千亿元", "五千亿元", (5000, 5000, 5000, "亿元", "exact")),
    ("一亿五千万元", "一亿五千万元", (1.5, 1.5, 1.5, "亿元", "exact")),
    ("人均9.5万元/人", "9.5万元/人", (9.5, 9.5, 9.5, "万元/人", "exact")),
    ("列全省第三位", "第三位", (3, 3, 3, "位", "exact")),
    ("进入全国前10", "前10", (None, 1, 10, "位", "range")),
    ("同比变化-2.5%", "-2.5%", (-2.5, -2.5, -2.5, "%", "exact")),
    ("產值達二萬億元", "二万亿元", (2, 2, 2, "万亿元", "exact")),
]


@pytest.mark.parametrize(("text", "printed", "said"), SPANS, ids=[text for text, _, _ in SPANS])
def test_a_span_is_read_as_it_says(text: str, printed: str, said: Said) -> None:
    folded = fold(text)
    found = [numeral for numeral in numerals(folded) if numeral.kind in ("number", "rank")]
    assert [folded[numeral.start : numeral.end] for numeral in found] == [printed]
    (numeral,) = found
    assert (numeral.value, numeral.lower, numeral.upper, numeral.unit, numeral.qualifier) == said


@pytest.mark.parametrize(
    "text", ["5G网络", "PM2.5浓度", "M758地块", "1-7月", "2024年3月5日9时30分", "前三季度", "上半年", "4+1体系"]
)
def test_names_and_dates_are_no_quantities(text: str) -> None:
    assert [numeral.kind for numeral in numerals(text)] in (["date"], ["latin"])


def test_a_percentage_point_holds_no_hundred() -> None:
    assert [numeral.unit for numeral in numerals("提高0.7个百分点")] == ["百分点"]


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_say_their_number(number: int) -> None:
    assert parse(_spelt(number)) == number


def _spelt(number: int) -> str:
    """A number below 10⁸ in Chinese numerals."""
    if number >= 10_000:
        head, tail = divmod(number, 10_000)
        return _spelt(head) + "万" + (("零" if tail < 1000 else "") + _spelt(tail) if tail else "")
    words, zero = "", False
    for power, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + mark
        zero = not digit
    return words or "零"


@given(
    st.text(
        alphabet="0123456789.%,-—~至到一二两三十百千万亿半双首第前年月日个家元级超近余多和、。“”5GPMa 成分之",
        max_size=40,
    )
)
def test_no_number_of_any_text_is_passed_over(text: str) -> None:
    found = list(numerals(text))
    assert missed(text, found) == []
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
