"""A grid as days: where the header is, what each column and cell means, and what stands around the days.

Nothing is repaired and nothing lost: a row is a day, or a note at the end, or a header again, or a fault.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from data.faults import Fault
from data.quotes import cells as parse
from data.quotes.grids import Grid, Row, grids
from data.quotes.terms import (
    ALL_WAYS,
    BASIS_NAMES,
    CLOSED,
    DIMENSION,
    EMPTY,
    FOOTER,
    LOTS,
    NAMES,
    NATIONAL,
    NOTHING,
    OFFERED,
    PARTS,
    PLAIN,
    PRICES,
    QUANTUM,
    SUM,
    UNITS,
    UNTRADED,
    named,
    other_market,
    plain,
    product,
)

HEADER_WITHIN: Final = 30  # rows: how far down titles may push the header
HEADER_EXPECTED: Final = "a row of names: 日期, 开盘价, … or date, open, …"

Day = dict[str, Any]


class Column(NamedTuple):
    """Where a quantity stands in a file: place from 0, header as printed, factor to the plain unit, words of it."""

    place: int
    header: str
    factor: Decimal
    unit: str
    said: bool  # whether the file names the unit


class Sheet(NamedTuple):
    """What a table of a file turned out to be."""

    file: str
    saved: str
    columns: dict[str, Column]
    unread: tuple[str, ...]
    notes: tuple[str, ...]  # what was left aside, in words
    days: list[Day]


class Header(NamedTuple):
    """The row of names, or two made one: its rows' numbers, the names, and how many columns they give."""

    rows: tuple[int, ...]
    cells: list[str]
    known: int


def read(path: Path) -> tuple[list[Sheet], list[Fault]]:
    """The tables of one file with their faults, each table's days from old to new."""
    found, faults = grids(path, lambda rows: _header(rows).known)
    sheets: list[Sheet] = []
    bare: list[Fault] = []
    if name := other_market(path.stem, label=True):
        faults.append(Fault(path.name, 0, "", f"the name of {name}", NATIONAL))
    for grid in found:
        header = _header(grid.rows)
        if grid.broken:
            faults.append(Fault(grid.file, grid.broken[0], "", grid.broken[1], "well-formed CSV"))
        elif header.known < 3:
            missing = Fault(grid.file, 1, "", f"no header in the first {HEADER_WITHIN} lines", HEADER_EXPECTED)
            (faults if any(_like_day(row) for _, row in grid.rows) else bare).append(missing)
        else:
            sheet, wrong = _sheet(grid, header)
            sheets += [sheet] if sheet else []
            faults += wrong
    if not sheets and not faults:
        faults = bare
    return sheets, faults


def _like_day(row: list[str]) -> bool:
    """Whether a row has a date and three numbers: no table may be passed over for want of names."""
    filled = [cell for cell in row if cell.strip()]
    numbers = sum(parse.number(cell, "price", Decimal(1))[0] is not None for cell in filled)
    return numbers > 3 and any(parse.date(cell)[0] for cell in filled[:3])


def _header(rows: list[Row]) -> Header:
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


def _sheet(grid: Grid, header: Header) -> tuple[Sheet | None, list[Fault]]:
    file = grid.file
    width = len(header.cells)
    while width and not header.cells[width - 1].strip():
        width -= 1
    names = header.cells[:width]
    at = next(place for place, (row, _) in enumerate(grid.rows) if row == header.rows[0])
    columns, faults = _columns(grid.rows[:at], names, header.rows[0], file)
    titles = [(row, cell) for row, cells in grid.rows[:at] for cell in cells]
    if grid.sheet and (name := other_market(grid.sheet, label=True)):
        faults.append(Fault(file, 0, "", f"the sheet of {name}", NATIONAL))
    if "date" not in columns or [fault for fault in faults if fault.row == header.rows[0]]:
        return None, faults + _title_faults(titles, file)
    body = [item for item in grid.rows[at + len(header.rows) :] if any(re.search(r"\w", cell) for cell in item[1])]
    body, again = _without_headers(body, [cells for row, cells in grid.rows if row in header.rows])
    body, notes = _without_notes(body, columns["date"].place)
    titles += again + [
        (row, cell) for row, cells in notes for cell in cells if "来源" in cell or "source" in cell.lower()
    ]
    faults += _title_faults(titles, file)

    days: list[Day] = []
    closed = 0
    others = set(range(width)) - {column.place for column in columns.values()}
    seen: dict[int, dict[str, int]] = {place: {} for place in sorted(others)}  # cells and where each first stands
    for row, cells in body:
        while len(cells) > width and not cells[-1].strip():  # separators left over at the end of a line
            cells = cells[:-1]
        label = next(plain(cell) for cell in cells if cell.strip())
        dated = columns["date"].place < len(cells) and parse.date(cells[columns["date"].place])[0]
        if FOOTER.match(label.lower()) and not dated:
            faults.append(Fault(file, row, "", label, "a day; sums and notes stand below the last one"))
            continue
        if len(cells) != width:
            faults.append(Fault(file, row, "", f"{len(cells)} cells", f"{width}, as in the header"))
            continue
        if _closed([plain(cells[column.place]) for name, column in columns.items() if name in (*PRICES, *PARTS)]):
            closed += 1
            continue
        day, wrong = _day(cells, columns, file, row)
        faults += wrong
        days.append(day)
        for place in others:
            seen[place].setdefault(cells[place].strip(), row)
    faults += _product_faults(seen, names, file)
    if not days and not faults:
        faults.append(Fault(file, header.rows[0], "", "no row below the header", "one row a trading day"))
    faults += _two_digit_years(days)
    _round(days, columns)
    dates = [day["date"] for day in days if day["date"]]
    if len(dates) > 1 and all(a >= b for a, b in pairwise(dates)) and dates[0] != dates[-1]:
        days.reverse()  # the newest came first
    faults += _sums(notes, days, columns, file)
    unread = tuple(
        cell.strip()
        for place, cell in enumerate(names)
        if cell.strip() and place in others and named(cell)[0] not in ("product", "way")
    )
    told = [f"row {row}: {next(cell.strip() for cell in cells if cell.strip())}" for row, cells in notes]
    told += [f"days on which the market was closed: {closed}"] if closed else []
    return Sheet(file, grid.saved, columns, unread, tuple(told), days), faults


def _without_headers(body: list[Row], headers: list[list[str]]) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows without the header printed again, and without the title of one cell above it, which is given back."""
    known = [[plain(cell) for cell in cells if cell.strip()] for cells in headers]
    kept: list[Row] = []
    titles: list[tuple[int, str]] = []
    for row, cells in body:
        if [plain(cell) for cell in cells if cell.strip()] not in known:
            kept.append((row, cells))
            continue
        while kept and len(title := [cell for cell in kept[-1][1] if cell.strip()]) == 1:
            if re.match(r"\d", plain(title[0])) or "单位" in plain(title[0]) or FOOTER.match(plain(title[0]).lower()):
                break
            titles.append((kept.pop()[0], title[0]))
    return kept, titles


def _without_notes(body: list[Row], place: int) -> tuple[list[Row], list[Row]]:
    """The rows down to the last day, and below it those that are none: sums, averages, sources, remarks."""
    end = len(body)
    while end:
        cells = body[end - 1][1]
        filled = [plain(cell) for cell in cells if cell.strip()]
        if place < len(cells) and parse.date(cells[place])[0]:
            break
        # words, and not what is left of a day where a file broke off
        remark = len(filled) == 1 and re.search(r"[^\W\d_年月日].*[^\W\d_年月日]", filled[0]) and filled[0] not in EMPTY
        if not remark and not FOOTER.match(filled[0].lower()):
            break
        end -= 1
    return body[:end], body[end:]


def _columns(above: list[Row], header: list[str], row: int, file: str) -> tuple[dict[str, Column], list[Fault]]:
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


def _title_faults(titles: list[tuple[int, str]], file: str) -> list[Fault]:
    return [
        Fault(file, row, "", f"a title that names {name}: {cell.strip()[:60]}", NATIONAL)
        for row, cell in titles
        if (name := other_market(cell))
    ]


def _closed(cells: list[str]) -> bool:
    """Whether a row says that the market was closed: by a word, and no number beside it."""
    return any(cell in CLOSED for cell in cells) and all(cell in CLOSED or cell.lower() in EMPTY for cell in cells)


def _product_faults(seen: dict[int, dict[str, int]], names: list[str], file: str) -> list[Fault]:
    """Every product but the national market's, once, where it first stands.

    A code that says nothing by itself passes where a name beside it says the market, and where it is always the same.
    A column whose own name says nothing is of products where all its cells name some.
    """
    faults: list[Fault] = []
    columns: dict[int, dict[str, str]] = {}
    for place, cells in seen.items():
        kinds = {cell: product(cell) for cell in cells if cell}
        if named(names[place])[0] == "product" or (
            not named(names[place])[0] and set(kinds.values()) <= {"national", "other"}
        ):
            columns[place] = kinds
        if named(names[place])[0] == "way":
            faults += [
                Fault(file, row, names[place].strip(), cell, "a row a day, over all ways of trading together")
                for cell, row in cells.items()
                if plain(cell).lower() not in (*EMPTY, *ALL_WAYS)
            ]
    said = any("national" in kinds.values() for kinds in columns.values())
    for place, kinds in columns.items():
        alone = list(kinds.values()).count("unknown") == 1
        faults += [
            Fault(file, seen[place][cell], names[place].strip(), cell, NATIONAL)
            for cell, kind in kinds.items()
            if kind == "other" or (kind == "unknown" and not (said and alone))
        ]
    return faults


def _day(cells: list[str], columns: Mapping[str, Column], file: str, row: int) -> tuple[Day, list[Fault]]:
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


def _two_digit_years(days: list[Day]) -> list[Fault]:
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


def _round(days: list[Day], columns: Mapping[str, Column]) -> None:
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


def _sums(notes: list[Row], days: list[Day], columns: Mapping[str, Column], file: str) -> list[Fault]:
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
