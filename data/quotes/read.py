"""A grid as days: where the header is, what each column and cell means, and what stands around the days.

Nothing is repaired and nothing lost: a row is a day, or a note at the end, or a header again, or a fault.
"""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from data.faults import Fault
from data.quotes import cells as parse
from data.quotes.days import Day, faults_of_sums, faults_of_years, is_closed, read_day, settle_rounding
from data.quotes.grids import Grid, Row, grids
from data.quotes.header import HEADER_WITHIN, Column, Header, find_columns, find_header
from data.quotes.terms import (
    ALL_WAYS,
    EMPTY,
    FOOTER,
    NATIONAL,
    PARTS,
    PRICES,
    named,
    other_market,
    plain,
    product,
)

HEADER_EXPECTED: Final = "a row of names: 日期, 开盘价, … or date, open, …"


class Sheet(NamedTuple):
    """What a table of a file turned out to be."""

    file: str
    saved: str
    columns: dict[str, Column]
    unread: tuple[str, ...]
    notes: tuple[str, ...]  # what was left aside, in words
    days: list[Day]


def read(path: Path) -> tuple[list[Sheet], list[Fault]]:
    """The tables of one file with their faults, each table's days from old to new."""
    found, faults = grids(path, lambda rows: find_header(rows).known)
    sheets: list[Sheet] = []
    bare: list[Fault] = []
    if name := other_market(path.stem, label=True):
        faults.append(Fault(path.name, 0, "", f"the name of {name}", NATIONAL))
    for grid in found:
        header = find_header(grid.rows)
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


def _sheet(grid: Grid, header: Header) -> tuple[Sheet | None, list[Fault]]:
    file = grid.file
    width = len(header.cells)
    while width and not header.cells[width - 1].strip():
        width -= 1
    names = header.cells[:width]
    at = next(place for place, (row, _) in enumerate(grid.rows) if row == header.rows[0])
    columns, faults = find_columns(grid.rows[:at], names, header.rows[0], file)
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
        if is_closed([plain(cells[column.place]) for name, column in columns.items() if name in (*PRICES, *PARTS)]):
            closed += 1
            continue
        day, wrong = read_day(cells, columns, file, row)
        faults += wrong
        days.append(day)
        for place in others:
            seen[place].setdefault(cells[place].strip(), row)
    faults += _product_faults(seen, names, file)
    if not days and not faults:
        faults.append(Fault(file, header.rows[0], "", "no row below the header", "one row a trading day"))
    faults += faults_of_years(days)
    settle_rounding(days, columns)
    dates = [day["date"] for day in days if day["date"]]
    if len(dates) > 1 and all(a >= b for a, b in pairwise(dates)) and dates[0] != dates[-1]:
        days.reverse()  # the newest came first
    faults += faults_of_sums(notes, days, columns, file)
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


def _title_faults(titles: list[tuple[int, str]], file: str) -> list[Fault]:
    return [
        Fault(file, row, "", f"a title that names {name}: {cell.strip()[:60]}", NATIONAL)
        for row, cell in titles
        if (name := other_market(cell))
    ]


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
