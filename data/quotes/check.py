"""What must hold: inside a day, between the days of a table, and between tables. Each breach is a fault."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from data.faults import Fault
from data.quotes.days import Day
from data.quotes.header import Column
from data.quotes.terms import BASIS_CHANGED, DIMENSION, PARTS, PRICES, WAYS, basis_of

LONG_GAP: Final = 15  # days: longer than any holiday, so days are missing (the longest so far: 10)
# what a block trade may be off the close before it, by the exchange's rule; what one day may be off another
BLOCK: Final = (Decimal("0.7"), Decimal("1.3"))
DAILY: Final = Decimal("1.1")
# auctions have no such rule: only a wrong unit is off as far as that
FAR: Final = Decimal(10)

Span = tuple[Decimal, Decimal]


def days_faults(days: list[Day], columns: Mapping[str, Column]) -> list[Fault]:
    """All breaches of one table, its days from old to new. Days without trade lose the price carried over."""
    faults: list[Fault] = []
    before: Day | None = None
    for day in days:
        faults += _day_faults(day, before, columns)
        before = day
    return faults + _high_ratios(days, faults) + list(_order_faults(days))


def printed(value: Any) -> str:
    """A value as a fault shows it, in the plain unit."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00") if value == round(value, 2) else f"{value.normalize():f}"
    return "" if value is None else str(value)


def fault(day: Mapping[str, Any], name: str, expected: str) -> Fault:
    """The fault of a day's value."""
    return Fault(day["file"], day["row"], day["headers"].get(name, name), printed(day[name]), expected)


def _day_faults(day: Day, before: Day | None, columns: Mapping[str, Column]) -> Iterator[Fault]:
    unread = day["unread"]
    for name in DIMENSION:
        if name not in PRICES and day.get(name) is not None and day[name] < 0:
            yield fault(day, name, "0 or more")
            unread.add(name)
    yield from _price_faults(day)
    wrong = list(_part_faults(day, columns))
    yield from wrong
    volumes = {columns[name].header for name in ("volume", *PARTS["volume"]) if name in columns}
    if not volumes & {fault.column for fault in wrong} and not unread & {"volume", "turnover"}:
        yield from _ratio_faults(day, before)
    if day.get("price_basis") and day["date"] and day["price_basis"] != basis_of(day["date"]):
        since = f"from {BASIS_CHANGED}" if day["date"] >= BASIS_CHANGED else f"before {BASIS_CHANGED}"
        yield fault(day, "price_basis", f"{basis_of(day['date'])}, the basis of the exchange's price {since}")


def _price_faults(day: Day) -> Iterator[Fault]:
    unread = day["unread"]
    prices = {name: day[name] for name in PRICES if name not in unread}
    if day["volume"] == 0 and not unread & set(PRICES):
        # no trade: the exchange leaves the prices out; files have zeros, or the close before carried over
        given = {price for price in prices.values() if price}
        if all(price >= 0 for price in given):
            if len(given) > 1:
                yield fault(day, "close", "one price carried over or none, as nothing was traded")
            day.update(dict.fromkeys(PRICES))
            return
    for name, price in prices.items():
        if price is not None and price <= 0:
            yield fault(day, name, "a price above 0")
            unread.add(name)
    if day["date"] and any(price is None for price in prices.values()) and not (unread & set(PRICES)):
        # the exchange leaves the price out where nothing was traded in the way the price is of
        none = day["volume"] == 0 or (day.get("listed_volume") == 0 and basis_of(day["date"]) == "listed")
        if any(price is not None for price in prices.values()) or not ({"volume"} & unread or none):
            for name, price in prices.items():
                if price is None:
                    yield fault(day, name, "a price; all four may be empty on a day without trade")
    low, high = (None if name in unread else day[name] for name in ("low", "high"))
    if low is not None and high is not None and low > high:
        yield fault(day, "low", f"no more than the high, {printed(high)}")
        unread |= {"low", "high"}
        return
    for name in ("open", "close"):
        price = None if name in unread else day[name]
        if price is not None and low is not None and price < low:
            yield fault(day, name, f"no less than the low, {printed(low)}")
        if price is not None and high is not None and price > high:
            yield fault(day, name, f"no more than the high, {printed(high)}")


def _part_faults(day: Day, columns: Mapping[str, Column]) -> Iterator[Fault]:
    """A part is no more than the whole, and the parts make it."""
    unread = day["unread"]
    for total, parts in PARTS.items():
        given = [part for part in parts if day.get(part) is not None and part not in unread]
        if total not in columns or unread & {total, *parts} or day[total] is None:
            continue
        larger = [part for part in given if day[part] - day["half"][part] > day[total] + day["half"][total]]
        for part in larger:
            yield fault(day, part, f"no more than the whole, {columns[total].header} {printed(day[total])}")
        added = sum((day[part] for part in given), Decimal(0))
        slack = day["half"][total] + sum((day["half"][part] for part in given), Decimal(0))
        if len(given) > 1 and not larger and abs(added - day[total]) > slack:
            named = " + ".join(columns[part].header for part in given)
            yield fault(day, total, f"{named} = {printed(added)}")


def _ratio_faults(day: Day, before: Day | None) -> Iterator[Fault]:
    """Turnover ÷ volume lies where the day's prices allow, in each way of trading and over all of them."""
    volume, turnover = (_span(day, name) for name in ("volume", "turnover"))
    if volume[1] == 0:
        if turnover[0] > 0:
            yield fault(day, "turnover", "0, as the volume is 0")
        return
    bands = _bands(day, before)
    if not bands:
        return
    ways = [way for way in WAYS if _known(day, f"{way}_volume")]
    traded = [(_span(day, f"{way}_volume"), bands[way]) for way in ways]
    for way, trade in zip(ways, traded, strict=True):
        if _known(day, f"{way}_turnover"):
            yield from _outside(day, f"{way}_turnover", [trade], _span(day, f"{way}_turnover"))
    # what has no column of its own is the listed trade where blocks have theirs, and may else be blocks
    left = _left(day, "volume", ways)
    trade = left, bands["listed" if "block" in ways and "listed" not in ways else "block"]
    if ways and left[0] > 0 and all(_known(day, f"{way}_turnover") for way in ways):
        yield from _outside(day, "turnover", [trade], _left(day, "turnover", ways))
    else:
        yield from _outside(day, "turnover", [*traded, trade], turnover)


def _known(day: Day, name: str) -> bool:
    return day.get(name) is not None and name not in day["unread"]


def _span(day: Day, name: str) -> Span:
    """What a printed value may be before rounding."""
    return max(day[name] - day["half"][name], Decimal(0)), day[name] + day["half"][name]


def _left(day: Day, total: str, ways: list[str]) -> Span:
    """What a total may leave for the ways of trading that have no column."""
    least, most = _span(day, total)
    for way in ways:
        part = _span(day, f"{way}_{total}")
        least, most = least - part[1], most - part[0]
    return max(least, Decimal(0)), max(most, Decimal(0))


def _bands(day: Day, before: Day | None) -> dict[str, Span]:
    """The prices that each way of trading allows.

    The exchange's listed price is that of all listed trades. What its composite price is made of no file says (days
    are known whose listed average lies outside), so under it listed trades have the room of block trades.
    """
    if not _known(day, "low") or not _known(day, "high"):
        return {}
    listed = (day["low"] - day["half"]["low"], day["high"] + day["half"]["high"])
    composite = basis_of(day["date"]) == "composite"
    near = listed
    if before and _known(before, "close") and before["date"] and day["date"]:
        near = (min(listed[0], before["close"]), max(listed[1], before["close"]))
    room = DAILY if composite or near is listed else Decimal(1)
    block = (near[0] * BLOCK[0] / room, near[1] * BLOCK[1])  # blocks are known far below the day, not far above
    return {"listed": block if composite else listed, "block": block, "auction": (day["low"] / FAR, day["high"] * FAR)}


def _outside(day: Day, name: str, trades: list[tuple[Span, Span]], turnover: Span) -> Iterator[Fault]:
    """The fault of a turnover outside what volumes times prices allow."""
    least, most = (sum((volume[end] * band[end] for volume, band in trades), Decimal(0)) for end in (0, 1))
    if least <= turnover[1] and turnover[0] <= most:
        return
    volume = sum((sum(volume) for volume, _ in trades), Decimal(0))
    price = f"{sum(turnover) / volume:,.4f}" if volume else "without limit"
    low, high = (f"{day[end].normalize():f}" for end in ("low", "high"))
    allowed = f"{least.to_integral_value():,f}–{most.to_integral_value():,f}"
    yield fault(
        day, name,
        f"what volume and prices allow ({allowed}): turnover ÷ volume is {price}, the day's prices {low}–{high} 元/吨."
        " Is one of the two but a part of the trade, or its unit wrong?",
    )  # fmt: skip


def _high_ratios(days: list[Day], faults: list[Fault]) -> list[Fault]:
    """Above the day's high on most days: a volume that lacks a part of the trade. A single block may be so high."""
    wrong = {(fault.file, fault.row) for fault in faults}
    traded = [
        day
        for day in days
        if (day["file"], day["row"]) not in wrong and not day["unread"] and day["volume"] and day["high"]
    ]
    high = [day for day in traded if _span(day, "turnover")[0] > _span(day, "volume")[1] * day["high"] * DAILY]
    if len(high) < 3 or len(high) * 2 <= len(traded):
        return []
    expected = (
        f"turnover ÷ volume near the day's prices; on {len(high)} of {len(traded)} days it is more than a tenth above"
        " the high. Is the volume but a part of the trade?"
    )
    return [fault(high[0], "turnover", expected)]


def _order_faults(days: list[Day]) -> Iterator[Fault]:
    """Breaches between the rows of one table: dates in order, sums that run on."""
    dated = [day for day in days if day["date"]]
    for before, day in pairwise(dated):
        if day["date"] < before["date"]:
            yield fault(day, "date", f"a day after {before['date']}")
        elif day["date"] > before["date"]:
            missing = (day["date"] - before["date"]).days > LONG_GAP
            yield from sum_faults(before, day, exact=not missing and abs(day["row"] - before["row"]) == 1)
    if dated:
        for total in PARTS:
            cum = f"cum_{total}"
            first = dated[0]
            if first.get(cum) is not None and first[total] is not None and not first["unread"] & {total, cum}:
                slack = first["half"][cum] + first["half"][total]
                if first[cum] + slack < first[total]:
                    yield fault(first, cum, f"no less than the day's own {printed(first[total])}")


def sum_faults(before: Day, day: Day, *, exact: bool) -> Iterator[Fault]:
    """The cumulative sum must be the one before plus the day, or no less where days may lie between."""
    for total in PARTS:
        cum = f"cum_{total}"
        if day.get(cum) is None or before.get(cum) is None or (day["unread"] | before["unread"]) & {cum}:
            continue
        if day[total] is None or total in day["unread"]:
            continue
        expected = before[cum] + day[total]
        slack = before["half"][cum] + day["half"][cum] + day["half"][total]
        short = expected - day[cum]
        if (abs(short) if exact else short) > slack:
            least = "" if exact else "no less than "
            yield fault(day, cum, f"{least}{printed(before[cum])} + {printed(day[total])} = {printed(expected)}")


def same(first: Day, day: Day) -> str:
    """The column in which two prints of one day differ by more than their rounding; nothing where they agree."""
    for name in DIMENSION:
        a, b = first.get(name), day.get(name)
        if name not in PRICES and (a is None or b is None):
            continue
        halves = first["half"].get(name, Decimal(0)), day["half"].get(name, Decimal(0))
        slack = sum(halves) if halves[0] != halves[1] else 0  # what is printed equally fine is printed alike
        if (a is None) != (b is None) or (a is not None and abs(a - b) > slack):
            return name
    return ""
