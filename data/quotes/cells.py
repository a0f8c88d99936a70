"""Cells of quotes files: a date, or a number with what its print may hide, in whatever form people and terminals write.

Both give a value or, as text, what was expected in its place.
"""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Final

from data.quotes.terms import LARGE, LOTS, OPENED, PLAIN, TRADITIONAL, UNITS, YUAN, plain, unquoted

BEIJING: Final = dt.timedelta(hours=8)
SERIAL_ZERO: Final = dt.date(1899, 12, 30)  # a spreadsheet's day 0
SERIALS: Final = (40_000, 80_000)  # what a spreadsheet's day number lies between in this century
A_DATE: Final = "a date such as 2024-08-01, 2024/8/1, 20240801 or 2024年8月1日"

WEEKDAYS: Final = "一二三四五六日"
ENGLISH_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = "|".join(f"{day}[a-z]*" for day in ENGLISH_DAYS)
_WEEKDAY: Final = re.compile(
    rf"[\s,(\[]*(?:(?:星期|周|礼拜)([{WEEKDAYS}天])|(?<=,)([{WEEKDAYS}])|\b({_DAYS})\b)[.,)\]\s]*"
)
_CLOCK: Final = re.compile(
    r"(?:T|\s|(?<=日))\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(am|pm)?\s*"
    r"(z|cst|北京时间|(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|utc|gmt)?$",
    re.IGNORECASE,
)
_MONTH: Final = rf"({'|'.join(MONTHS)})[a-z]*"


def date(cell: str) -> tuple[dt.date | None, str, dt.date | None]:
    """The day in Beijing, or what was expected; and the other day that a year of two digits may mean instead."""
    text = unicodedata.normalize("NFKC", unquoted(cell)).translate(TRADITIONAL).lower()
    text = re.sub(r"\s+", " ", text).strip()
    text, weekday = _weekday(text)
    text, shift = _clock(text)
    text = re.sub(r"\s*([-/.年月日,])\s*", r"\1", text).strip(" ,")
    day, other = _day(text)
    if day is None:
        return None, A_DATE, None
    if weekday is not None and day.weekday() != weekday:
        return None, f"a weekday that fits: {day} is 星期{WEEKDAYS[day.weekday()]}", None
    day = (dt.datetime.combine(day, dt.time()) + shift).date() if shift is not None else day
    if day < OPENED:
        return None, f"{OPENED}, the market's first day, or later", None
    if day > dt.date.today() + dt.timedelta(days=1):
        return None, "a day that is not still to come", None
    return day, "", other


def _weekday(text: str) -> tuple[str, int | None]:
    found = _WEEKDAY.search(text)
    if not found:
        return text, None
    chinese, english = found[1] or found[2], found[3]
    number = WEEKDAYS.index(chinese.replace("天", "日")) if chinese else ENGLISH_DAYS.index(english[:3])
    return (text[: found.start()] + " " + text[found.end() :]).strip(), number


def _clock(text: str) -> tuple[str, dt.timedelta | None]:
    """The text without its time of day, and, where a time zone stands, how far Beijing's clock is from midnight."""
    found = _CLOCK.search(text)
    if not found:
        return text, None
    hour, minute, zone = int(found[1]), int(found[2]), found[5] or ""
    hour = hour % 12 + 12 * (found[4].lower() == "pm") if found[4] else hour
    text = text[: found.start()].strip()
    if zone in ("", "cst", "北京时间"):
        return text, None
    ahead = dt.timedelta()
    if offset := re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone):
        ahead = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)) * (-1 if offset[1] == "-" else 1)
    return text, dt.timedelta(hours=hour, minutes=minute) - ahead + BEIJING


def _day(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The date, and the other one that the same print may be."""
    if found := re.fullmatch(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)|(\d{4})年(\d\d?)月(\d\d?)日", text, re.ASCII):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return _calendar(year, month, day), None
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:\.0)?", text, re.ASCII):
        return _calendar(*found.groups()), None
    if found := re.fullmatch(r"(\d{5})(?:\.\d+)?", text, re.ASCII):
        number = int(found[1])
        return (SERIAL_ZERO + dt.timedelta(days=number) if SERIALS[0] < number < SERIALS[1] else None), None
    if found := re.fullmatch(r"(\d\d)([-/.])(\d\d?)\2(\d\d?)|(\d\d)年(\d\d?)月(\d\d?)日", text, re.ASCII):
        if found[5]:
            return _calendar("20" + found[5], found[6], found[7]), None
        other = _calendar(f"20{found[4]:0>2}", found[3], found[1])
        day = _calendar(f"20{found[1]}", found[3], found[4])
        return day, other if other and other != day and OPENED <= other <= dt.date.today() else None
    if found := re.fullmatch(rf"(\d\d?)(?:st|nd|rd|th)?[-/ ]?{_MONTH}[-/., ]*(\d{{4}}|\d\d)", text, re.ASCII):
        return _calendar(f"20{found[3][-2:]}", str(MONTHS.index(found[2]) + 1), found[1]), None
    if found := re.fullmatch(rf"{_MONTH}[. ]*(\d\d?)(?:st|nd|rd|th)?[, ]+(\d{{4}})", text, re.ASCII):
        return _calendar(found[3], str(MONTHS.index(found[1]) + 1), found[2]), None
    return None, None


def _calendar(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


_NUMBER: Final = re.compile(
    r"(?P<before>¥|rmb|cny|人民币)?(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<e>e[+-]?\d{1,2})?"
    r"(?P<after>[a-z\u4e00-\u9fff/0-9]*)",
    re.ASCII,
)


def number(cell: str, dimension: str, factor: Decimal) -> tuple[Decimal | None, Decimal, bool, str]:
    """The number in t, yuan or yuan a tonne, the step of its last place, whether it is the cell's own, or what else.

    How coarsely a plain number is printed its column says, as a spreadsheet drops the zeros at the end. A cell's own
    万 or E+03 makes the cell coarse. Where there is no number, the last is what was expected.
    """
    text = plain(cell).lower().replace("−", "-")
    found = _NUMBER.fullmatch(text)
    if not found:
        comma = re.fullmatch(r"[\d.]+,\d{1,2}", text, re.ASCII)
        return None, Decimal(0), False, "a number with a decimal point" if comma else "a number"
    sign, unit = found["before"] or "", found["after"]
    if unit == LOTS:
        return None, Decimal(0), False, "tonnes; how many tonnes a 手 (lot) holds, the file does not say"
    if sign and dimension == "mass":
        return None, Decimal(0), False, "tonnes"
    own = Decimal(1)
    if unit:
        full = unit + PLAIN[dimension][0] if unit in LARGE and dimension in ("mass", "money") else unit
        full = PLAIN["price"] if dimension == "price" and unit in YUAN else full
        if UNITS.get(full, ("", own))[0] != dimension:
            return None, Decimal(0), False, "a number" if unit not in UNITS else f"a number in {PLAIN[dimension]}"
        own = UNITS[full][1]
        if factor != 1 and own != factor:
            return None, Decimal(0), False, "a number in its column's unit"
        if factor != 1 and unit in LARGE:
            return None, Decimal(0), False, "a number in its column's unit, which already is so large"
    value = Decimal(found["number"].replace(",", "") + (found["e"] or ""))
    # sums of what is longer would no longer be exact in Decimal's 28 digits
    if abs(value) >= 10**15 or len(value.as_tuple().digits) > 18 or int(value.as_tuple().exponent) < -15:
        return None, Decimal(0), False, "a number of up to 18 digits"
    scale = own if own != 1 else factor
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * scale
    return value * scale + 0, step, own != 1 or bool(found["e"]), ""  # + 0: no negative zero
