"""The header of a grid: where it stands, and what each of its columns holds in which unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from data.faults import Fault
from data.quotes.grids import Row
from data.quotes.terms import (
    DIMENSION,
    LOTS,
    NAMES,
    OFFERED,
    PARTS,
    PLAIN,
    PRICES,
    UNITS,
    named,
    plain,
)

HEADER_WITHIN: Final = 30  # rows: how far down titles may push the header


class Column(NamedTuple):
    """Where a quantity stands in a file: place from 0, header as printed, factor to the plain unit, words of it."""

    place: int
    header: str
    factor: Decimal
    unit: str
    said: bool  # whether the file names the unit


class Header(NamedTuple):
    """The row of names, or two made one: its rows' numbers, the names, and how many columns they give."""

    rows: tuple[int, ...]
    cells: list[str]
    known: int


def find_header(rows: list[Row]) -> Header:
    """The best row of names; where names stand in two rows (a group over its columns, a unit below), both as one."""
    ones = [Header((row,), cells, _known(cells)) for row, cells in rows[:HEADER_WITHIN]]
    best = max(ones, key=lambda header: header.known, default=Header((), [], 0))
    if not best.known:
        return best
    place = ones.index(best)
    twos = [header for start in (place, place - 1) if start >= 0 for header in _two_rows(rows, start)]
    # units below the names tell more; a title above them does not
    return max([best, *twos], key=lambda header: (header.known, header.rows[0] == best.rows[0] and _units(header)))


def _known(cells: list[str]) -> int:
    return len({column for cell in cells if (column := named(cell)[0])})


def _units(header: Header) -> int:
    return sum(bool(named(cell)[1]) for cell in header.cells)


def _two_rows(rows: list[Row], place: int) -> Iterator[Header]:
    if place + 1 >= len(rows):
        return
    (row, above), (below_row, below) = rows[place : place + 2]
    if any(re.search(r"\d", cell) for cell in below):  # already a day
        return
    width = max(len(above), len(below))
    above, below = (cells + [""] * (width - len(cells)) for cells in (above, below))
    group, joined = "", []
    for high, low in zip(above, below, strict=True):
        group = high if high.strip() else group if low.strip() else ""
        joined.append(group.strip() + low.strip())
    yield Header((row, below_row), joined, _known(joined))


def find_columns(above: list[Row], header: list[str], row: int, file: str) -> tuple[dict[str, Column], list[Fault]]:
    """Every quantity's place and unit, and faults.

    A unit stands in the header or, for all columns, in a line above (单位：…).
    """
    words = plain(" ".join(cell for _, cells in above for cell in cells)).partition("单位")[2]
    general: dict[str, set[str]] = {}
    for unit in re.findall(r"元/吨|(?:[千万亿]|百万)?[吨元]", words):
        general.setdefault(UNITS[unit][0], set()).add(unit)
    columns: dict[str, Column] = {}
    misfit: set[str] = set()
    faults: list[Fault] = []
    meant = [named(cell) for cell in header]
    if not any(column == "date" for column, _ in meant):
        meant = [("date" if column == "time" else column, unit) for column, unit in meant]
    in_tonnes = [column for column, unit in meant if column == "volume" and unit != LOTS]
    for place, (cell, (column, unit)) in enumerate(zip(header, meant, strict=True)):
        if column in ("", "product", "way", "time") or (unit == LOTS and column == "volume" and in_tonnes):
            continue
        if column in columns or column in misfit:
            faults.append(Fault(file, row, cell.strip(), f"the {column} a second time", "it once"))
            continue
        dimension = DIMENSION.get(column)
        said = bool(unit)
        if dimension and not unit:
            among = general.get(dimension, set())
            if len(among) > 1:
                faults.append(Fault(file, row, cell.strip(), "units " + ", ".join(sorted(among)), "its own unit"))
            said, unit = bool(among), next(iter(among), PLAIN[dimension])
        if dimension and UNITS.get(unit, ("",))[0] != dimension:
            why = "; how many tonnes a lot holds, the file does not say" if LOTS in unit else ""
            faults.append(Fault(file, row, cell.strip(), f"unit {unit}", f"{OFFERED[dimension]}{why}"))
            misfit.add(column)
            continue
        columns[column] = Column(place, cell.strip(), UNITS[unit][1] if dimension else Decimal(1), unit, said)
    for column in ("date", *PRICES, "volume", "turnover"):
        parts = PARTS.get(column, ())
        if {column, *parts} & misfit or column in columns:
            continue
        if parts and all(part in columns for part in parts[:2]):  # listed and block make the total
            continue
        given = [columns[part].header for part in parts if part in columns]
        found = f"only a part, {', '.join(given)}" if given else "no such column"
        names = " or ".join([name for name, known in NAMES.items() if known == column][:2])
        faults.append(Fault(file, row, column, found, f"a column named {names} or {column}"))
    return columns, faults
