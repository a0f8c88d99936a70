"""Daily quotes of the carbon market, from files that the user supplies. ``python -m data.quotes FILE [FILE…]``.

The files are the exchange's daily tables as CSV, in whatever encoding, delimiter, language and units they were saved;
the table ``quotes`` is one row a trading day in tonnes and yuan. Nothing is repaired: every fault of every file is
named at its place, and ``quotes.parquet`` is written only when there is none, so the last good one stays.
"""

import argparse
import csv
import datetime as dt
import hashlib
import io
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from data import schema
from data.records import Fault, RecordsError

OPENED: Final = dt.date(2021, 7, 16)  # the market's first day
BASIS_CHANGED: Final = dt.date(2023, 8, 28)  # from here the exchange prints the composite price, before it the listed
LONG_GAP: Final = 15  # days: longer than any holiday, so days are missing (the longest so far: 10)
HEADER_WITHIN: Final = 30  # lines: how far down titles may push the header

PRICES: Final = ("open", "high", "low", "close")
DIMENSION: Final = {
    **dict.fromkeys(PRICES, "price"),
    **dict.fromkeys(("volume", "listed_volume", "block_volume", "auction_volume", "cum_volume"), "mass"),
    **dict.fromkeys(("turnover", "listed_turnover", "block_turnover", "auction_turnover", "cum_turnover"), "money"),
}
PARTS: Final = {
    total: tuple(f"{way}_{total}" for way in ("listed", "block", "auction")) for total in ("volume", "turnover")
}
QUANTUM: Final = {"mass": Decimal(1), "money": Decimal("0.01")}  # t, yuan: what cannot be divided is printed whole

# the unit as a header has it -> dimension, factor to t, yuan or yuan a tonne
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    **{unit: ("mass", Decimal(1)) for unit in ("吨", "t", "ton", "tons", "tonne", "tonnes", "tco2", "吨co2")},
    "万吨": ("mass", Decimal(10**4)),
    "亿吨": ("mass", Decimal(10**8)),
    **{unit: ("money", Decimal(1)) for unit in ("元", "人民币元", "cny", "yuan", "rmb")},
    "万元": ("money", Decimal(10**4)),
    "亿元": ("money", Decimal(10**8)),
    **{unit: ("price", Decimal(1)) for unit in ("元/吨", "元/t", "yuan/t", "cny/t", "yuan/tonne", "rmb/t")},
}
PLAIN: Final = {"price": "元/吨", "mass": "吨", "money": "元"}  # what a column is in where nothing says

# names as headers have them, without unit, space, bracket or underscore
NAMES: Final[dict[str, str]] = {
    name: column
    for column, names in {
        "date": "日期 交易日期 交易日 date tradedate tradingdate",
        "open": "开盘价 开盘 今开 open openprice openingprice",
        "high": "最高价 最高 high highprice",
        "low": "最低价 最低 low lowprice",
        "close": "收盘价 收盘 close closeprice closingprice",
        "volume": "成交量 总成交量 当日成交量 合计成交量 成交总量 volume vol totalvolume totalvol",
        "listed_volume": "挂牌成交量 挂牌协议成交量 挂牌协议交易成交量 挂牌协议交易量 listedvolume listedvol",
        "block_volume": "大宗成交量 大宗协议成交量 大宗协议交易成交量 大宗协议交易量 blockvolume blockvol",
        "auction_volume": "单向竞价成交量 单向竞买成交量 auctionvolume auctionvol",
        "turnover": "成交额 总成交额 当日成交额 合计成交额 成交金额 总成交金额 turnover totalturnover amount"
        " totalamount amt totalamt",
        "listed_turnover": "挂牌成交额 挂牌协议成交额 挂牌协议交易成交额 listedturnover listedamount listedamt",
        "block_turnover": "大宗成交额 大宗协议成交额 大宗协议交易成交额 blockturnover blockamount blockamt",
        "auction_turnover": "单向竞价成交额 单向竞买成交额 auctionturnover auctionamount auctionamt",
        "cum_volume": "累计成交量 累计总成交量 总累计成交量 cumvolume cumvol cumulativevolume",
        "cum_turnover": "累计成交额 累计成交金额 累计总成交额 总累计成交额 cumturnover cumamount cumamt",
        "price_basis": "价格口径 价格类型 价格基准 pricebasis",
        "flag": "标记 标志 备注 flag note",
    }.items()
    for name in names.split()
}
BASIS_NAMES: Final = {
    "listed": "listed", "挂牌": "listed", "挂牌价": "listed", "挂牌价格": "listed", "挂牌协议": "listed",
    "composite": "composite", "综合": "composite", "综合价": "composite", "综合价格": "composite",
}  # fmt: skip
EMPTY: Final = ("", "-", "--", "—", "——", "/")


class Number(NamedTuple):
    """A number in t, yuan or yuan a tonne, and how far off rounding in print may leave it."""

    value: Decimal
    half: Decimal = Decimal(0)


class Column(NamedTuple):
    """Where a quantity stands in a file: place from 0, header as printed, factor to the plain unit, words of it."""

    place: int
    header: str
    factor: Decimal
    unit: str
    said: bool  # whether the file names the unit


class Sheet(NamedTuple):
    """What a file turned out to be."""

    file: str
    encoding: str
    delimiter: str
    columns: dict[str, Column]
    unread: tuple[str, ...]
    days: list[dict[str, Any]]


# --- one file -------------------------------------------------------------------------------------


def read(path: Path) -> tuple[Sheet | None, list[Fault]]:
    """The days of one file with their faults; None where no table is found in it."""
    file = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Fault(file, 0, "", error.strerror or str(error), "a CSV of daily quotes")]
    text, encoding = _decoded(raw)
    if text is None:
        return None, [Fault(file, 0, "", encoding, "a CSV in UTF-8 or GBK/GB18030")]
    found = max((_table(text, mark) for mark in ",\t;"), key=lambda table: len(table[2]))
    delimiter, lines, columns, at, wrong = found
    if wrong:
        return None, [Fault(file, wrong[0], "", wrong[1], "well-formed CSV")]
    if len(columns) < 3:
        expected = "a row of names: 日期, 开盘价, … or date, open, …"
        return None, [Fault(file, 1, "", f"no header in the first {HEADER_WITHIN} lines", expected)]
    known, faults = _columns(lines, at, file)
    if faults:
        return None, faults
    header = lines[at][1]
    unread = tuple(cell.strip() for cell in header if cell.strip() and not _named(cell)[0])
    days: list[dict[str, Any]] = []
    for row, cells in lines[at + 1 :]:
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > len(header) and not cells[-1].strip():  # separators left over at the end of a line
            cells = cells[:-1]
        if len(cells) != len(header):
            faults.append(Fault(file, row, "", f"{len(cells)} cells", f"{len(header)}, as in the header"))
            continue
        day, wrong_cells = _day(cells, known, file, row)
        faults += wrong_cells
        days.append(day)
    if not days and not faults:
        faults.append(Fault(file, lines[at][0], "", "no row below the header", "one row a trading day"))
    _round(days, known)
    faults += [fault for day in days for fault in _day_faults(day, known)] + list(_order_faults(days))
    return Sheet(file, encoding, delimiter, known, unread, days), faults


def _decoded(raw: bytes) -> tuple[str | None, str]:
    """The text and its encoding; without text, what was found instead."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None, "an Excel workbook"
    if not raw.strip():
        return None, "an empty file"
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GBK/GB18030")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.removeprefix("\ufeff"), f"{name} BOM" if text.startswith("\ufeff") else name
    return None, f"bytes {raw[:4].hex(' ')}"


def _table(text: str, mark: str) -> tuple[str, list[tuple[int, list[str]]], set[str], int, tuple[int, str] | None]:
    """The lines cut at ``mark``, the columns known in the best header, its place among them, and what broke off."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    lines: list[tuple[int, list[str]]] = []
    wrong = None
    try:
        lines.extend(enumerate(reader, 1))  # a cell of two lines is one row of the spreadsheet
    except csv.Error as error:
        wrong = (reader.line_num, str(error))
    best: set[str] = set()
    at = 0
    for place, (_, cells) in enumerate(lines[:HEADER_WITHIN]):
        known = {column for cell in cells if (column := _named(cell)[0])}
        if len(known) > len(best):
            best, at = known, place
    return mark, lines, best, at, wrong


def _plain(cell: str) -> str:
    """A cell without full-width forms and space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))


def _named(cell: str) -> tuple[str, str]:
    """The column that a header names, else nothing, and the unit it gives, else nothing."""
    name, unit = _plain(cell).lower(), ""
    if bracketed := re.fullmatch(r"(.+?)[(\[【](?:单位:?)?([^()\[\]【】]+)[)\]】]", name):
        name, unit = bracketed.groups()
    elif suffixed := re.fullmatch(r"(.+)_(t|cny)", name):
        name, unit = suffixed.groups()
    elif divided := re.fullmatch(r"([^/:]+)[/:](元/吨|[万亿]?[吨元])", name):
        name, unit = divided.groups()
    column = NAMES.get(name.replace("_", ""), "")
    if unit == "cny" and DIMENSION.get(column) == "price":  # close_cny: yuan, and a price is per tonne
        unit = "cny/t"
    return column, "元/吨" if unit == "元" and DIMENSION.get(column) == "price" else unit


def _columns(lines: list[tuple[int, list[str]]], at: int, file: str) -> tuple[dict[str, Column], list[Fault]]:
    """Every quantity's place and unit. A unit stands in the header or, for all columns, in a line above (单位：…)."""
    row, header = lines[at]
    above = _plain(" ".join(cell for _, cells in lines[:at] for cell in cells)).partition("单位")[2]
    general: dict[str, set[str]] = {}
    for unit in re.findall(r"元/吨|[万亿]?[吨元]", above):
        general.setdefault(UNITS[unit][0], set()).add(unit)
    columns: dict[str, Column] = {}
    misfit: set[str] = set()
    faults: list[Fault] = []
    for place, cell in enumerate(header):
        column, unit = _named(cell)
        if not column:
            continue
        if column in columns:
            faults.append(Fault(file, row, cell.strip(), f"the {column} a second time", "it once"))
            continue
        dimension = DIMENSION.get(column)
        said = bool(unit)
        if dimension and not unit:
            among = general.get(dimension, set())
            if len(among) > 1:
                faults.append(Fault(file, row, cell.strip(), "units " + ", ".join(sorted(among)), "its own unit"))
            said, unit = bool(among), next(iter(among), PLAIN[dimension])
        if dimension and (unit not in UNITS or UNITS[unit][0] != dimension):
            fitting = ", ".join(known for known, (of, _) in UNITS.items() if of == dimension and not known.isascii())
            faults.append(Fault(file, row, cell.strip(), f"unit {unit}", f"one of {fitting}"))
            misfit.add(column)
            continue
        columns[column] = Column(place, cell.strip(), UNITS[unit][1] if dimension else Decimal(1), unit, said)
    for column in ("date", *PRICES, "volume", "turnover"):
        parts = PARTS.get(column, ())
        if {column, *parts} & misfit or column in columns:
            continue
        if parts and all(part in columns for part in parts[:2]):  # listed and block make the total
            continue
        names = " or ".join(name for name, known in NAMES.items() if known == column and len(name) < 7)
        faults.append(Fault(file, row, column, "no such column", f"a column named {names}"))
    return columns, faults


def _day(cells: list[str], columns: Mapping[str, Column], file: str, row: int) -> tuple[dict[str, Any], list[Fault]]:
    """The cells of one row, typed: Decimals in plain units, absent ones None. What cannot be read is absent too."""
    day: dict[str, Any] = {"file": file, "row": row, "unread": set(), "decimals": {}}
    day["headers"] = {name: column.header for name, column in columns.items()}
    faults: list[Fault] = []
    for name, column in columns.items():
        cell = _plain(cells[column.place])
        value: Any = None
        problem = ""
        if name == "date":
            value = _date(cell)
            problem = "" if value else "a date such as 2024-08-01, 2024/8/1, 20240801 or 2024年8月1日"
            if value and value < OPENED:
                value, problem = None, f"{OPENED}, the market's first day, or later"
        elif name == "price_basis":
            value = BASIS_NAMES.get(cell.lower())
            problem = "" if value or cell in EMPTY else "listed (挂牌价) or composite (综合价)"
        elif name in DIMENSION:
            number = _number(cell)
            if number is not None:
                value = number * column.factor
                day["decimals"][name] = max(0, -int(number.as_tuple().exponent))
            elif cell not in EMPTY or name in PARTS:
                problem = "a number" + (", 0 where nothing was traded" if name in PARTS else "")
        day[name] = value
        if problem:
            faults.append(Fault(file, row, column.header, cells[column.place].strip(), problem))
            day["unread"].add(name)
    return day, faults


def _date(cell: str) -> dt.date | None:
    form = r"(\d{4})(?:-(\d\d?)-|/(\d\d?)/|\.(\d\d?)\.|年(\d\d?)月|(\d\d))(\d\d?)日?(?:T?0?0:00(?::00)?)?"
    if not (found := re.fullmatch(form, cell, re.ASCII)) or ("年" in cell) != ("日" in cell):
        return None
    year, *months, day = found.groups()
    if months[-1] and len(day) != 2:
        return None
    try:
        return dt.date(int(year), int(next(month for month in months if month)), int(day))
    except ValueError:
        return None


def _number(cell: str) -> Decimal | None:
    if not re.fullmatch(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", cell, re.ASCII):
        return None
    number = Decimal(cell.replace(",", ""))
    # sums of what is longer would no longer be exact in Decimal's 28 digits
    return number if abs(number) < 10**15 and len(number.as_tuple().digits) <= 18 else None


def _round(days: list[dict[str, Any]], columns: Mapping[str, Column]) -> None:
    """Each row's ``half``: by column, half of the last place that the file prints, 0 where that is the whole."""
    half = {}
    for name, column in columns.items():
        if (dimension := DIMENSION.get(name)) in QUANTUM:
            # the most decimals of all rows: a spreadsheet drops zeros at the end
            step = column.factor.scaleb(-max((day["decimals"].get(name, 0) for day in days), default=0))
            half[name] = Decimal(0) if step <= QUANTUM[dimension] else step / 2
    for day in days:
        day["half"] = dict(half)
        for total, parts in PARTS.items():
            if total not in columns:
                values = [day[part] for part in parts if part in columns]
                day[total] = None if None in values else sum(values, Decimal(0))
                day["half"][total] = sum((half[part] for part in parts if part in columns), Decimal(0))
                if day["unread"] & set(parts):
                    day["unread"].add(total)


# --- what must hold -------------------------------------------------------------------------------


def _fault(day: Mapping[str, Any], name: str, expected: str) -> Fault:
    return Fault(day["file"], day["row"], day["headers"].get(name, name), _printed(day[name]), expected)


def _day_faults(day: dict[str, Any], columns: Mapping[str, Column]) -> Iterator[Fault]:
    """Breaches inside one row."""
    unread = day["unread"]
    for name in DIMENSION:
        if day.get(name) is None:
            continue
        if name in PRICES and day[name] <= 0:
            yield _fault(day, name, "a price above 0")
            unread.add(name)
        elif name not in PRICES and day[name] < 0:
            yield _fault(day, name, "0 or more")
            unread.add(name)
    prices = {name: day[name] for name in PRICES if name not in unread}
    if any(price is None for price in prices.values()) and not (unread & set(PRICES)):
        # the exchange leaves the price out where nothing was traded in the way the price is of
        none = day["volume"] == 0 or (day.get("listed_volume") == 0 and basis_of(day["date"]) == "listed")
        if any(price is not None for price in prices.values()) or not ({"volume"} & unread or none):
            for name, price in prices.items():
                if price is None:
                    yield _fault(day, name, "a price; all four may be empty on a day without trade")
    low, high = prices.get("low"), prices.get("high")
    if low is not None and high is not None and low > high:
        yield _fault(day, "low", f"no more than the high, {_printed(high)}")
    else:
        for name in ("open", "close"):
            price = prices.get(name)
            if price is not None and low is not None and price < low:
                yield _fault(day, name, f"no less than the low, {_printed(low)}")
            if price is not None and high is not None and price > high:
                yield _fault(day, name, f"no more than the high, {_printed(high)}")
    for total, parts in PARTS.items():
        given = [part for part in parts if day.get(part) is not None]
        if total not in columns or len(given) < 2 or (unread & {total, *parts}):
            continue
        added = sum((day[part] for part in given), Decimal(0))
        slack = day["half"][total] + sum((day["half"][part] for part in given), Decimal(0))
        if abs(added - day[total]) > slack:
            named = " + ".join(columns[part].header for part in given)
            yield _fault(day, total, f"{named} = {_printed(added)}")
    if not unread & {"volume", "turnover", "low", "high"}:
        yield from _unit_fault(day, _fault(day, "turnover", ""))
    if day.get("price_basis") and day["date"] and day["price_basis"] != basis_of(day["date"]):
        since = f"from {BASIS_CHANGED}" if day["date"] >= BASIS_CHANGED else f"before {BASIS_CHANGED}"
        yield _fault(day, "price_basis", f"{basis_of(day['date'])}, the basis of the exchange's price {since}")


def _unit_fault(day: dict[str, Any], fault: Fault) -> Iterator[Fault]:
    """Turnover ÷ volume tens of times off the day's prices: not a trade (block trades move within 30 %) but a unit."""
    volume, turnover = day["volume"], day["turnover"]
    most, least = volume + day["half"]["volume"], max(volume - day["half"]["volume"], Decimal(0))
    if most == 0:
        if turnover - day["half"]["turnover"] > 0:
            yield fault._replace(expected="0, as the volume is 0")
        return
    low, high = day["low"], day["high"]
    if low is None or high is None:
        return
    if turnover + day["half"]["turnover"] < low / 10 * least or turnover - day["half"]["turnover"] > high * 10 * most:
        price = turnover / volume if volume else turnover / most
        yield fault._replace(
            expected=f"turnover ÷ volume near the day's price, {low.normalize():f}–{high.normalize():f} 元/吨,"
            f" and not {price:,.4f}: are the units right?"
        )


def _order_faults(days: list[dict[str, Any]]) -> Iterator[Fault]:
    """Breaches between the rows of one file: dates in order, sums that run on."""
    dated = [day for day in days if day["date"]]
    if len(dated) > 2 and all(a["date"] > b["date"] for a, b in pairwise(dated)):
        yield _fault(dated[0], "date", "the oldest day first")
        return
    for before, day in pairwise(dated):
        if day["date"] < before["date"]:
            yield _fault(day, "date", f"a day after {before['date']}")
        elif day["date"] > before["date"]:
            missing = (day["date"] - before["date"]).days > LONG_GAP
            yield from _sum_faults(before, day, exact=not missing and day["row"] - before["row"] == 1)
    if dated:
        for total in PARTS:
            cum = f"cum_{total}"
            first = dated[0]
            if first.get(cum) is not None and not first["unread"] & {total, cum}:
                slack = first["half"][cum] + first["half"][total]
                if first[cum] + slack < first[total]:
                    yield _fault(first, cum, f"no less than the day's own {_printed(first[total])}")


def _sum_faults(before: dict[str, Any], day: dict[str, Any], *, exact: bool) -> Iterator[Fault]:
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
            yield _fault(day, cum, f"{least}{_printed(before[cum])} + {_printed(day[total])} = {_printed(expected)}")


def _printed(value: Any) -> str:
    """A value as a fault shows it, in the plain unit."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00") if value == round(value, 2) else f"{value.normalize():f}"
    return "" if value is None else str(value)


def basis_of(date: dt.date | None) -> str:
    """Which price the exchange prints for a day: "listed" (挂牌价) or "composite" (综合价)."""
    return "listed" if date is None or date < BASIS_CHANGED else "composite"


# --- all files ------------------------------------------------------------------------------------


def gather(paths: Iterable[Path]) -> tuple[list[Sheet], list[dict[str, Any]]]:
    """The files as read and their days in order of date. Raises RecordsError with all faults of all files."""
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for path in paths:
        sheet, wrong = read(path)
        sheets += [sheet] if sheet else []
        faults += wrong
    days = sorted((day for sheet in sheets for day in sheet.days if day["date"]), key=lambda day: day["date"])
    seen: dict[dt.date, dict[str, Any]] = {}
    for sheet in sheets:
        for day in sheet.days:
            if (date := day["date"]) in seen:
                first = seen[date]
                place = f"{first['file']}, row {first['row']}"
                faults.append(_fault(day, "date", f"each day once; it is in {place} already"))
            elif date:
                seen[date] = day
    for before, day in pairwise([day for day in days if seen[day["date"]] is day]):
        if before["file"] != day["file"]:
            faults += _sum_faults(before, day, exact=False)
    if faults:
        order = {fault: number for number, fault in enumerate(faults)}
        raise RecordsError(sorted(order, key=lambda fault: (fault.file, fault.row, order[fault])))
    return sheets, days


def write(days: list[dict[str, Any]], folder: Path) -> Path:
    """Write ``quotes.parquet`` to ``folder``: to a temporary file first, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for day in days:
        known = day | {"price_basis": basis_of(day["date"])}
        rows.append([float(v) if isinstance(v := known.get(name), Decimal) else v for name in schema.QUOTES])
    version = hashlib.sha256(repr(rows).encode()).hexdigest()[:8]
    path = schema.parquet("quotes", folder)
    with duckdb.connect() as con, tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as temporary:
        con.execute(f"create table quotes ({', '.join(f'{name} {kind}' for name, kind in schema.QUOTES.items())})")
        con.executemany(f"insert into quotes values ({', '.join('?' * len(schema.QUOTES))})", rows)
        literal = f"{temporary}/quotes.parquet".replace("'", "''")
        con.execute(
            f"copy (select * from quotes order by date) to '{literal}' (format parquet, compression zstd,"
            f" kv_metadata {{data_version: '{version}', schema_version: '{schema.SCHEMA_VERSION}'}})"
        )
        (Path(temporary) / "quotes.parquet").replace(path)
    return path


def account(sheets: list[Sheet], days: list[dict[str, Any]]) -> str:
    """What was read, in lines: days, first and last, then each file's encoding, delimiter and units, then gaps."""
    marks = {",": "comma", "\t": "tab", ";": "semicolon"}
    lines = [f"{len(sheets)} file{'s' * (len(sheets) > 1)}, {len(days)} days, {days[0]['date']} to {days[-1]['date']}"]
    for sheet in sheets:
        units: dict[str, list[str]] = {}
        for name, column in sheet.columns.items():
            if name in DIMENSION:
                unit = column.unit if column.said else f"{column.unit} (assumed, the file names none)"
                units.setdefault(unit, []).append(column.header)
        lines.append(f"  {sheet.file}: {len(sheet.days)} days, {sheet.encoding}, {marks[sheet.delimiter]}")
        lines += [f"    in {unit}: {', '.join(headers)}" for unit, headers in units.items()]
        if sheet.unread:
            lines.append(f"    not read: {', '.join(sheet.unread)}")
    for before, day in pairwise(days):
        if (day["date"] - before["date"]).days > LONG_GAP:
            lines.append(f"  gap: no day between {before['date']} and {day['date']}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Read daily quotes of the carbon market from the exchange's CSV files, or say everything wrong with them."""
    parser = argparse.ArgumentParser(prog="python -m data.quotes", description=main.__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        sheets, days = gather(options.files)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 1
    path = write(days, schema.data_dir())
    print(f"{path}: {account(sheets, days)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
