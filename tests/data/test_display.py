"""How figures and periods read: every qualifier in both languages, and the same digits in each."""

import csv
import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

from data import display, schema

with (schema.CATALOGUE / "units.csv").open(encoding="utf-8-sig", newline="") as units_file:
    UNITS = {row["unit"]: (row["name_en"] or None, float(row["factor"])) for row in csv.DictReader(units_file)}


def figure(
    value: float | None,
    unit: str,
    qualifier: str = "exact",
    *,
    printed: str | None = None,
    bounds: tuple[float, float] | None = None,
    decimals: int = 0,
    kind: str = "level",
) -> dict[str, Any]:
    """A figure as the build hands it over; without a print it is a derived one."""
    name, factor = UNITS[unit]
    return {
        "value": value,
        "lower": bounds[0] if bounds else value,
        "upper": bounds[1] if bounds else value,
        "unit": unit,
        "qualifier": qualifier,
        "printed": printed,
        "decimals": decimals,
        "kind": kind,
        "basis": "published" if printed else "derived",
        "name_en": name,
        "factor": factor,
        "period_zh": "2020—2024年",
        "period_en": "2020–2024",
    }


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (figure(367, "亿元", printed="367亿元"), "367亿元", "36.7 billion yuan"),
        (figure(273.33, "亿元", printed="273.33亿元", decimals=2), "273.33亿元", "27.333 billion yuan"),
        (figure(4.69, "亿吨", printed="4.69亿吨", decimals=2), "4.69亿吨", "469 million t"),
        (figure(2500, "万人次", printed="2500万人次"), "2500万人次", "25 million visits"),
        (figure(7.3, "%", printed="7.3%", decimals=1, kind="growth"), "7.3%", "7.3%"),
        (figure(-2.3, "%", printed="下降2.3%", decimals=1, kind="growth"), "下降2.3%", "-2.3%"),
        (figure(-1.5, "%", printed="1.5%", decimals=1, kind="growth"), "下降1.5%", "-1.5%"),
        (figure(3.8, "百分点", printed="3.8个百分点", decimals=1, kind="gap"), "3.8个百分点", "3.8 pp"),
        (figure(100, "P", printed="100P"), "100P", "100P"),
        (figure(12, "个", printed="12个", kind="count"), "12个", "12"),
        (figure(3, "次", printed="三次", kind="count"), "三次", "3 times"),
        (figure(1, "位", printed="1位", kind="gap"), "1位", "1 place"),
        (figure(15, "个月", printed="15个月", kind="streak"), "15个月", "15 months"),
        (figure(5, "年", printed="五年", kind="streak"), "五年", "5 years"),
        (figure(41, "位", printed="41", kind="rank"), "第41位", "No. 41"),
        (figure(1, "位", printed="第一", kind="rank"), "第1位", "No. 1"),
        (figure(1, "位", printed="第一名", kind="rank"), "第1位", "No. 1"),
        (figure(100, "万平方米", "over", printed="超100万平方米"), "超100万平方米", "over 1 million m²"),
        (figure(1, "亿元", "over", printed="突破亿元"), "突破亿元", "over 100 million yuan"),
        (figure(1000, "名", "over", printed="千余名", kind="count"), "千余名", "over 1,000"),
        (figure(10, "万吨", "over", printed="超过10万吨"), "超过10万吨", "over 100,000 t"),
        (figure(400, "家", "nearly", printed="近400家", kind="count"), "近400家", "nearly 400"),
        (figure(34, "万人次", "nearly", printed="近34万人次"), "近34万人次", "nearly 340,000 visits"),
        (figure(50, "亿元", "about", printed="约50亿元"), "约50亿元", "about 5 billion yuan"),
        (
            figure(None, "%", "range", printed="20%—30%", bounds=(20, 30), kind="growth"),
            "20%—30%",
            "20%–30%",
        ),
        (
            figure(None, "万元", "order", printed="千万元级", bounds=(1000, 10000)),
            "千万元级",
            "on the order of 10 million yuan",
        ),
    ],
    ids=lambda part: part["printed"] if isinstance(part, dict) else "",
)
def test_published_figure(row: dict[str, Any], zh: str, en: str) -> None:
    assert display.figure_zh(row) == zh
    assert display.figure_en(row) == en


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        (figure(58.2793, "元/吨", "about", decimals=2), "约58.28元/吨", "about 58.28 yuan/t"),
        (figure(1008.0, "元/人次", "about"), "约1008元/人次", "about 1,008 yuan a visit"),
        (figure(215.2256, "亿元", "about", decimals=1), "约215.2亿元", "about 21.52 billion yuan"),
        (figure(9.5, "亿元/个", "about", decimals=1), "约9.5亿元/个", "about 950 million yuan a project"),
        (figure(6.8, "万人次/日", "nearly", decimals=1), "不到6.8万人次/日", "under 68,000 visits a day"),
        (figure(6.8, "万人次/日", "over", decimals=1), "不少于6.8万人次/日", "at least 68,000 visits a day"),
        (figure(2.6, "%", "about", decimals=1, kind="growth"), "约2.6%", "about 2.6%"),
        (figure(2.6, "百分点", "about", decimals=1, kind="gap"), "约2.6个百分点", "about 2.6 pp"),
        (figure(109, "年"), "109年", "109 years"),
        (figure(42, "位", kind="rank"), "第42位", "No. 42"),
        (figure(5, "年", kind="streak"), "2020—2024年", "2020–2024"),
    ],
    ids=lambda part: part["unit"] if isinstance(part, dict) else "",
)
def test_derived_figure(row: dict[str, Any], zh: str, en: str) -> None:
    assert display.figure_zh(row) == zh
    assert display.figure_en(row) == en


@pytest.mark.parametrize(
    ("row", "en"),
    [
        pytest.param(
            figure(None, "亿元", "range", printed="20—30亿元", bounds=(20, 30)),
            "2–3 billion yuan",
            id="scaled range",
        ),
        pytest.param(
            figure(None, "次", "range", printed="2—3次", bounds=(2, 3), kind="count"),
            "2–3 times",
            id="range of times",
        ),
        pytest.param(
            figure(None, "亿元", "order", printed="十亿元级", bounds=(10, 100)),
            "on the order of 1 billion yuan",
            id="order of billions",
        ),
        pytest.param(
            figure(58.30, "元/吨", printed="58.30元/吨", decimals=2),
            "58.30 yuan/t",
            id="trailing zero as printed",
        ),
    ],
)
def test_figure_that_another_report_may_print(row: dict[str, Any], en: str) -> None:
    assert display.figure_en(row) == en


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2.68"),
        (342.03, 1, "342.0"),
        (-3.45, 1, "-3.5"),
    ],
)
def test_number_rounds_half_up(value: float, decimals: int, shown: str) -> None:
    assert display.number(value, decimals) == shown


Day = dt.date
PERIODS = [
    ("half_year", Day(2024, 1, 1), Day(2024, 6, 30), "2024年上半年", "first half of 2024"),
    ("half_year", Day(2023, 7, 1), Day(2023, 12, 31), "2023年下半年", "second half of 2023"),
    ("year", Day(2024, 1, 1), Day(2024, 12, 31), "2024年", "2024"),
    ("month", Day(2024, 7, 1), Day(2024, 7, 31), "2024年7月", "July 2024"),
    ("day", Day(2024, 8, 30), Day(2024, 8, 30), "2024年8月30日", "30 August 2024"),
    ("as_of", None, Day(2024, 9, 2), "截至2024年9月2日", "as of 2 September 2024"),
    (
        "to_date", Day(2021, 7, 16), Day(2024, 8, 14),
        "2021年7月16日—2024年8月14日", "16 July 2021 – 14 August 2024",
    ),
    ("to_date", Day(2024, 3, 1), None, "2024年3月1日以来", "since 1 March 2024"),
    ("to_date", None, Day(2024, 8, 14), "截至2024年8月14日", "to 14 August 2024"),
    ("holiday", Day(2024, 5, 1), Day(2024, 5, 5), "2024年5月1日—2024年5月5日", "1 May 2024 – 5 May 2024"),
    ("season", None, None, "未写明", "not stated"),
    ("half_year", None, None, "未写明", "not stated"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "start", "end", "zh", "en"), PERIODS)
def test_period(kind: str, start: dt.date | None, end: dt.date | None, zh: str, en: str) -> None:
    assert display.period_zh(kind, start, end) == zh
    assert display.period_en(kind, start, end) == en


def read_back(text: str) -> Decimal:
    """The number that an English figure says, magnitude words included."""
    found = re.search(r"(-?[\d,]+(?:\.\d+)?)(?: (million|billion|trillion))?(?!\d)", text)
    assert found, text
    magnitudes = {"million": 10**6, "billion": 10**9, "trillion": 10**12, None: 1}
    return Decimal(found[1].replace(",", "")) * magnitudes[found[2]]


@given(
    unit=st.sampled_from(sorted(UNITS)),
    qualifier=st.sampled_from(["exact", "over", "nearly", "about"]),
    digits=st.integers(-(10**9), 10**9),
    decimals=st.integers(0, 4),
    published=st.booleans(),
)
def test_digits_in_english_are_the_base_value(
    unit: str, qualifier: str, digits: int, decimals: int, published: bool
) -> None:
    value = Decimal(digits).scaleb(-decimals)
    row = figure(float(value), unit, qualifier, printed=f"{value}{unit}" if published else None, decimals=decimals)
    text = display.figure_en(row)
    assert read_back(text) == value * Decimal(str(UNITS[unit][1]))
    hedges = {
        "exact": "",
        "over": "over " if published else "at least ",
        "nearly": "nearly " if published else "under ",
        "about": "about ",
    }
    assert re.match(r"[a-z ]*", text)[0] == hedges[qualifier]  # type: ignore[index]


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4))
def test_rounding_keeps_the_number_within_half_a_unit(value: float, decimals: int) -> None:
    shown = Decimal(display.number(value, decimals))
    assert abs(shown - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


@given(st.dates(), st.dates())
def test_period_of_two_days_names_both(start: dt.date, end: dt.date) -> None:
    assume(start <= end)
    english = display.period_en("to_date", start, end)
    assert str(start.year) in english
    assert str(end.year) in english
    numbers = [int(number) for number in re.findall(r"\d+", display.period_zh("to_date", start, end))]
    assert numbers == [start.year, start.month, start.day, end.year, end.month, end.day]
