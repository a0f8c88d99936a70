"""A row below the header as a day, and what can be said only when all rows are read: rounding, order, sums."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.faults import Fault
from data.quotes import cells as parse
from data.quotes.grids import Row
from data.quotes.header import Column
from data.quotes.terms import (
    BASIS_NAMES,
    CLOSED,
    DIMENSION,
    EMPTY,
    NOTHING,
    PARTS,
    PRICES,
    QUANTUM,
    SUM,
    UNTRADED,
    plain,
)

Day = dict[str, Any]


def is_closed(cells: list[str]) -> bool:
    """Whether a row says that the market was closed: by a word, and no number beside it."""
    return any(cell in CLOSED for cell in cells) and all(cell in CLOSED or cell.lower() in EMPTY for cell in cells)


def read_day(cells: list[str], columns: Mapping[str, Column], file: str, row: int) -> tuple[Day, list[Fault]]:
    """The cells of one row, typed: Decimals in plain units, absent ones None. What cannot be read is absent too."""
    day: Day = {"file": file, "row": row, "unread": set(), "steps": {}, "half": {}}
    day["headers"] = {name: column.header for name, column in columns.items()}
    faults: list[Fault] = []
    given = {name: plain(cells[column.place]) for name, column in columns.items()}
    # a dash for what was traded: nothing. A blank: nothing is known, unless the prices say in a word that none was
    totals = [
        given[name]
        for whole, parts in PARTS.items()
        for name in ([whole] if whole in given else parts)
        if name in given
    ]
    untraded = all(cell in NOTHING or re.fullmatch(r"-?0+(\.0+)?", cell) for cell in totals) or (
        all(given[name] in UNTRADED for name in PRICES) and all(cell.lower() in EMPTY for cell in totals)
    )
    for name, column in columns.items():
        cell = given[name]
        value: Any = None
        problem = ""
        if name == "date":
            value, problem, day["other_date"] = parse.date(cells[column.place])
            day["as_printed"] = cells[column.place].strip()
        elif name == "price_basis":
            value = BASIS_NAMES.get(cell.lower())
            problem = "" if value or cell.lower() in EMPTY else "listed (挂牌价) or composite (综合价)"
        elif name in DIMENSION and cell.lower() in EMPTY:
            part = next((total for total, parts in PARTS.items() if name in parts), "")
            if (name in PARTS and untraded) or (part and cell in NOTHING):
                value = Decimal(0)
            elif name in PARTS or (part and part not in columns):
                problem = "a number, 0 where nothing was traded"
        elif name in DIMENSION:
            value, step, own, problem = parse.number(cells[column.place], DIMENSION[name], column.factor)
            if own:
                day["half"][name] = _half(step, DIMENSION[name])
            elif value is not None:
                day["steps"][name] = step
        day[name] = value
        if problem:
            faults.append(Fault(file, row, column.header, cells[column.place].strip(), problem))
            day["unread"].add(name)
    return day, faults


def faults_of_years(days: list[Day]) -> list[Fault]:
    """24-8-7 is 2024, as people here write; but where every day may also be the other way round, nobody knows."""
    if not all(day["other_date"] for day in days):
        return []
    return [
        Fault(
            day["file"], day["row"], day["headers"]["date"], day["as_printed"],
            f"a year of four digits, as it may also be {day['other_date']}",
        )
        for day in days
    ]  # fmt: skip


def _half(step: Decimal, dimension: str) -> Decimal:
    return Decimal(0) if step <= QUANTUM[dimension] else step / 2


def settle_rounding(days: list[Day], columns: Mapping[str, Column]) -> None:
    """Each row's ``half``: by column, half of the last place that the file prints, 0 where that is the whole."""
    half = {}
    for name, column in columns.items():
        if dimension := DIMENSION.get(name):
            # the finest of all rows: a spreadsheet drops zeros at the end
            steps = [day["steps"][name] for day in days if name in day["steps"]]
            half[name] = _half(min(steps, default=column.factor), dimension)
    for day in days:
        day["half"] = half | day["half"]
        for total, parts in PARTS.items():
            if total not in columns:
                values = [day[part] for part in parts if part in columns]
                day[total] = None if None in values else sum(values, Decimal(0))
                day["half"][total] = sum((day["half"][part] for part in parts if part in columns), Decimal(0))
                if day["unread"] & set(parts):
                    day["unread"].add(total)


def faults_of_sums(notes: list[Row], days: list[Day], columns: Mapping[str, Column], file: str) -> list[Fault]:
    """A row of sums below the days must be the sum of them, or of the last month's or year's where it says so."""
    faults: list[Fault] = []
    for row, cells in notes:
        found = SUM.match(plain(next(cell for cell in cells if cell.strip())).lower())
        if not found or not days or any(day["date"] is None for day in days):
            continue
        running = found[3] == "累计"
        last = max(day["date"] for day in days)
        summed = [day for day in days if found[1] not in ("本", "当") or _same_span(day["date"], last, found[2] or "")]
        for name, column in columns.items():
            if DIMENSION.get(name) not in ("mass", "money") or name.startswith("cum_") or column.place >= len(cells):
                continue
            value, step, _, _ = parse.number(cells[column.place], DIMENSION[name], column.factor)
            if value is None or any(name in day["unread"] for day in summed):
                continue
            added = sum((day[name] for day in summed if day.get(name) is not None), Decimal(0))
            slack = _half(step, DIMENSION[name]) + sum((day["half"][name] for day in summed), Decimal(0))
            if added - value > slack or (not running and value - added > slack):
                expected = f"{'no less than ' * running}{added:,f}, the sum of the {len(summed)} days above"
                faults.append(Fault(file, row, column.header, cells[column.place].strip(), expected))
    return faults


def _same_span(date: dt.date, last: dt.date, span: str) -> bool:
    if span == "月":
        return (date.year, date.month) == (last.year, last.month)
    return span != "年" or date.year == last.year
