"""How a figure and its period read in Chinese and in English, hedge and all.

A published figure keeps its printed form in Chinese. English says the same with the same digits: units of
万 and 亿 become thousands, millions and billions, and a hedge stays a hedge.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from data.vocabularies import FALLEN

_HEDGE_EN = {"over": "over ", "nearly": "nearly ", "about": "about "}
_HEDGE_ZH = {"over": "不少于", "nearly": "不到", "about": "约"}  # of derived values: others keep the print
_RATIO_UNITS_EN = {"万人次/日": " visits a day", "亿元/个": " yuan a project", "亿元/月": " yuan a month"}


def number(value: float, decimals: int) -> str:
    """A number with a fixed count of decimals, rounding half up as statistics offices do, without grouping."""
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding='ROUND_HALF_UP')}"


def scaled_en(base: Decimal) -> str:
    """The same digits in English magnitudes: 36700000000 → 36.7 billion, 340000 → 340,000."""
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(base) >= size:
            return f"{(base / size).normalize():f} {word}"
    whole = base == base.to_integral_value()
    return f"{base.to_integral_value() if whole else base:,f}"


def figure_zh(row: dict[str, Any]) -> str:
    """The figure in Chinese: as printed, or for a derived one its rounded value with 约/超/不到."""
    if row["basis"] != "derived":
        if row["kind"] == "rank" and row["qualifier"] == "exact":  # 41, 第2, 第一名: side by side one way of saying it
            return f"第{number(row['value'], 0)}位"
        return f"{_fell(row)}{row['printed']}"
    if row["kind"] == "streak":
        return str(row["period_zh"])
    if row["qualifier"] == "range":
        low, high = (number(row[bound], row["decimals"]) for bound in ("lower", "upper"))
        if row["unit"] == "%":
            return f"{low}%—{high}%"
        return f"第{low}—{high}位" if row["kind"] == "rank" else f"{low}—{high}{_unit_zh(row['unit'])}"
    hedge = _HEDGE_ZH.get(row["qualifier"], "")
    text = number(row["value"], row["decimals"])
    return f"第{text}位" if row["kind"] == "rank" else f"{hedge}{text}{_unit_zh(row['unit'])}"


def _fell(row: dict[str, Any]) -> str:
    """The word that a later figure of a list lacks, standing alone: 下降2.3%、1.5%."""
    highest = row["value"] if row["value"] is not None else row["upper"]
    return "下降" if highest is not None and highest < 0 and not FALLEN.match(row["printed"]) else ""


def bounds(row: dict[str, Any]) -> tuple[str | None, str | None]:
    """What a figure lies between, in Chinese and in English, unit and all; None where nothing is open."""
    lower, upper = row["lower"], row["upper"]
    if lower == upper:
        return None, None
    plain = row | {"basis": "derived", "kind": "" if row["kind"] == "streak" else row["kind"]}
    if lower is None or upper is None:
        end = plain | {"qualifier": "exact", "value": upper if lower is None else lower}
        sign = "≤ " if lower is None else "≥ "
        return sign + figure_zh(end), sign + figure_en(end)
    between = plain | {"qualifier": "range"}
    # as many decimals as it takes to tell the ends from the value: 9.46–9.58 about 9.5, not 9.5–9.6
    while between["decimals"] < row["decimals"] + 3 and row["value"] is not None:
        ends = {number(row[bound], between["decimals"]) for bound in ("lower", "upper")}
        if number(row["value"], between["decimals"]) not in ends:
            break
        between["decimals"] += 1
    return figure_zh(between), figure_en(between)


def _unit_zh(unit: str) -> str:
    return "个百分点" if unit == "百分点" else unit


def figure_en(row: dict[str, Any]) -> str:
    """The figure in English, with the same digits and the same hedge."""
    unit, name, factor = row["unit"], row["name_en"] or "", Decimal(int(row["factor"]))
    if row["basis"] == "derived" and row["kind"] == "streak":
        return str(row["period_en"])
    if row["qualifier"] == "order":
        return f"on the order of {scaled_en(Decimal(str(row['lower'])) * factor)} {name}".strip()
    if row["qualifier"] == "range":
        bounds = [Decimal(number(row[bound], row["decimals"])) * factor for bound in ("lower", "upper")]
        if unit == "%":
            return "–".join(f"{bound}%" for bound in bounds)
        if row["kind"] == "rank":
            return f"No. {bounds[0]}–{bounds[1]}"
        low, high = map(scaled_en, bounds)
        low = low.removesuffix(high[high.rfind(" ") :]) if " " in high else low  # 2–3 billion, not 2 billion–3 billion
        return f"{low}–{high}{_RATIO_UNITS_EN.get(unit) or ' ' + name.split('|')[-1]}".strip()
    hedge = _HEDGE_EN.get(row["qualifier"], "")
    if row["basis"] == "derived" and row["qualifier"] == "nearly":
        hedge = "under "  # an upper bound computed, not a number approached
    if row["basis"] == "derived" and row["qualifier"] == "over":
        hedge = "at least "
    value = Decimal(number(row["value"], row["decimals"]))
    if row["kind"] == "rank":
        return f"No. {value}"
    if unit in ("%", "P"):
        return f"{hedge}{value}{unit}"
    if "|" in name:
        one, many = name.split("|")
        name = one if value == 1 else many
    if unit in _RATIO_UNITS_EN:
        return f"{hedge}{scaled_en(value * factor)}{_RATIO_UNITS_EN[unit]}"
    return f"{hedge}{scaled_en(value * factor)} {name}".strip()


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _day_zh(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_en(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_zh(kind: str, start: dt.date | None, end: dt.date | None) -> str:
    """A period in Chinese, from its kind and its inclusive ends."""
    match kind, start, end:
        case "half_year", dt.date(), _:
            return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
        case "year", dt.date(), _:
            return f"{start.year}年"
        case "years", dt.date(), dt.date():
            return f"{start.year}—{end.year}年"
        case "month", dt.date(), _:
            return f"{start.year}年{start.month}月"
        case "day", dt.date(), _:
            return _day_zh(start)
        case "as_of", _, dt.date():
            return f"截至{_day_zh(end)}"
        case _, dt.date(), dt.date():
            return f"{_day_zh(start)}—{_day_zh(end)}"
        case _, dt.date(), None:
            return f"{_day_zh(start)}以来"
        case _, None, dt.date():
            return f"截至{_day_zh(end)}"
    return "未写明"


def period_en(kind: str, start: dt.date | None, end: dt.date | None) -> str:
    """A period in English, from its kind and its inclusive ends."""
    match kind, start, end:
        case "half_year", dt.date(), _:
            return f"{'first' if start.month == 1 else 'second'} half of {start.year}"
        case "year", dt.date(), _:
            return f"{start.year}"
        case "years", dt.date(), dt.date():
            return f"{start.year}–{end.year}"
        case "month", dt.date(), _:
            return f"{_MONTHS[start.month - 1]} {start.year}"
        case "day", dt.date(), _:
            return _day_en(start)
        case "as_of", _, dt.date():
            return f"as of {_day_en(end)}"
        case _, dt.date(), dt.date():
            return f"{_day_en(start)} – {_day_en(end)}"
        case _, dt.date(), None:
            return f"since {_day_en(start)}"
        case _, None, dt.date():
            return f"to {_day_en(end)}"
    return "not stated"
