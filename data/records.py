"""Reading the records: CSV and TOML edited by people, with every fault named at its place.

A reader never repairs: what does not fit the rules is reported with file, row, column, the value
found and what was expected, and all faults of all files come out together.
"""

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from data import schema
from data.faults import Fault
from data.tables import DAYS, Column, read, unseen

Row = dict[str, Any]


MAY_BE_MISSING: Final = ("pairs", "places")  # files that only some reports have

SOURCE: dict[str, type] = {
    "source_id": str, "title_zh": str, "title_en": str, "short_zh": str, "short_en": str, "publisher": str,
    "url": str, "kind": str, "licence": str, "note": str, "note_en": str, "basis": str, "confidence": str,
}  # fmt: skip
# a report: its text, whom it is about, and the period that most of it tells of
SOURCE_TEXT: dict[str, type] = {
    "text_sha256": str, "text_chars": int, "date_latest": dt.date, "subject_id": str, "period_start": dt.date,
    "period_end": dt.date,
}  # fmt: skip
SOURCE_CONTEXT: dict[str, type] = {"beside": list}  # another publication: the reports that it is set beside
SOURCE_OPTIONAL: dict[str, type] = {"date_published": dt.date}


NOT_EMPTY: Final = (
    "source_id",
    "title_zh",
    "title_en",
    "short_zh",
    "short_en",
    "publisher",
    "kind",
    "basis",
    "confidence",
)
# what every page relies on: the report's figures are told by this kind, others are context
KIND_OF: Final = {"published": "report", "context": "context"}
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\`{}|^]+", re.ASCII)


def read_text(path: Path, file: str) -> tuple[str, list[Fault]]:
    """The text of a UTF-8 file, with or without a byte-order mark."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        found = "a folder" if path.is_dir() else str(error.strerror or type(error).__name__)
        return "", [Fault(file, 0, "", found, "a file that can be read")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        try:
            raw.decode("gb18030")
            found = "GBK/GB18030 text"
        except UnicodeDecodeError:
            found = f"bytes {raw[error.start : error.start + 4].hex(' ')}"
        return "", [Fault(file, row, "", found, "UTF-8 (in Excel: save as “CSV UTF-8”)")]


def read_csv(path: Path, fields: dict[str, Column], file: str) -> tuple[list[Row], list[Fault]]:
    """The rows of one record file, typed, each with its line number under ``_row``."""
    if not path.exists():
        if path.stem in MAY_BE_MISSING:
            return [], []
        return [], [Fault(file, 0, "", "no such file", "a CSV with columns " + ", ".join(fields))]
    text, faults = read_text(path, file)
    if faults:
        return [], faults
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = list(enumerate(reader, 1))  # a cell of two lines is one row of the spreadsheet
    except csv.Error as error:
        return [], [Fault(file, reader.line_num, "", str(error), "well-formed CSV")]
    if not lines:
        return [], [Fault(file, 1, "", "an empty file", "a header row: " + ",".join(fields))]
    _, header = lines[0]
    faults = list(_header_faults(header, fields, file))
    if faults:
        return [], faults
    rows: list[Row] = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            if any(cells) or len(cells) > 1:
                faults.append(Fault(file, number, "", "a row of empty cells", "no such row; delete it"))
            continue
        if len(cells) != len(header):
            faults.append(Fault(file, number, "", f"{len(cells)} cells", f"{len(header)}, as in the header"))
            continue
        row: Row = {"_row": number, "_unread": set()}
        for column, cell in zip(header, cells, strict=True):
            row[column], problem = read(cell, fields[column])
            if problem:
                faults.append(Fault(file, number, column, cell, problem))
                row["_unread"].add(column)
        rows.append(row)
    return rows, faults


def _header_faults(header: list[str], fields: dict[str, Column], file: str) -> Iterator[Fault]:
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        mark = "tab" if "\t" in header[0] else "semicolon"
        yield Fault(file, 1, "", f"cells separated by {mark}", "cells separated by comma")
        return
    for column in fields:
        if column not in header:
            yield Fault(file, 1, column, "no such column", "columns " + ", ".join(fields))
    for column in header:
        if column not in fields:
            yield Fault(file, 1, column, "an unknown column", "only " + ", ".join(fields))
        elif header.count(column) > 1:
            yield Fault(file, 1, column, "the column twice", "it once")


def read_source(path: Path, file: str) -> tuple[Row, list[Fault]]:
    """The document a folder of records was read from."""
    if not path.exists():
        return {}, [Fault(file, 0, "", "no such file", "source.toml with " + ", ".join(SOURCE))]
    text, faults = read_text(path, file)
    if faults:
        return {}, faults
    try:
        row: Row = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number too long, brackets too deep
        found = "brackets too deep" if isinstance(error, RecursionError) else str(error)
        return {}, [Fault(file, 0, "", found, "well-formed TOML")]
    required = SOURCE | (SOURCE_CONTEXT if row.get("basis") == "context" else SOURCE_TEXT)
    for column, kind in required.items():
        if column not in row:
            faults.append(Fault(file, 0, column, "nothing", "a value (may be an empty text)"))
        elif type(row[column]) is not kind:
            faults.append(Fault(file, 0, column, _said(row[column]), f"a value of type {kind.__name__}"))
        elif kind is str and (mark := unseen(row[column])) is not None:
            expected = f"no character that cannot be seen, such as the U+{ord(mark):04X} here"
            faults.append(Fault(file, 0, column, row[column], expected))
        elif column in NOT_EMPTY and not row[column].strip():
            faults.append(Fault(file, 0, column, row[column], "a text"))
    for column, value in row.items():
        if column in SOURCE_OPTIONAL and type(value) is not SOURCE_OPTIONAL[column]:
            faults.append(Fault(file, 0, column, _said(value), "a date such as 2024-09-02"))
        elif column not in required and column not in SOURCE_OPTIONAL:
            faults.append(Fault(file, 0, column, _said(value), "only " + ", ".join(required)))
    faults += _source_faults(row, path, file, {fault.column for fault in faults})
    if row.get("confidence") not in (None, *schema.CONFIDENCES):
        faults.append(Fault(file, 0, "confidence", str(row["confidence"]), "one of " + ", ".join(schema.CONFIDENCES)))
    if row.get("basis") not in (None, "published", "context"):
        faults.append(Fault(file, 0, "basis", str(row["basis"]), "published or context"))
    return row, faults


def _said(value: Any) -> str:
    try:
        return str(value)
    except (ValueError, RecursionError):  # a number of thousands of digits
        return f"a {type(value).__name__} too long to print"


def _source_faults(row: Row, path: Path, file: str, named: set[str]) -> Iterator[Fault]:
    """The rules for values that are of the right type."""
    least, most = DAYS

    def rule(column: str, holds: Callable[[Any], bool], expected: str) -> Iterator[Fault]:
        if column in row and column not in named and not holds(row[column]):
            yield Fault(file, 0, column, _said(row[column]), expected)

    folder = path.parent.name
    yield from rule("source_id", lambda name: name == folder, f"{folder}, the name of its folder")
    basis = row.get("basis")
    if isinstance(basis, str) and basis in KIND_OF:
        kind = KIND_OF[basis]
        yield from rule("kind", lambda name: name == kind, f"{kind}: the basis is {basis}")
    yield from rule("url", lambda url: not url or bool(_ADDRESS.fullmatch(url)), "an http or https address, or nothing")
    yield from rule("text_chars", lambda count: 0 < count < 2**31, "the number of characters of the text")
    yield from rule(
        "text_sha256", lambda digest: bool(re.fullmatch("[0-9a-f]{64}", digest)), "64 digits of a SHA-256, 0–9 and a–f"
    )
    yield from rule(
        "beside", lambda names: all(isinstance(name, str) for name in names), "a list of source ids, or an empty one"
    )
    for column in ("date_latest", "date_published", "period_start", "period_end"):
        yield from rule(column, lambda day: least <= day <= most, "a date from 1800 to 2099")
    first = row.get("period_start")
    if type(first) is dt.date:
        yield from rule("period_end", lambda day: day >= first, f"{first} or later, when the period starts")
    published = row.get("date_published")
    if type(published) is dt.date:
        yield from rule("date_latest", lambda day: day <= published, f"at most {published}, when it was published")
