"""Files as grids of text: what a spreadsheet would show, whatever it was saved as.

Text comes in UTF-8, UTF-16, GBK or Big5, its cells apart by comma, tab, semicolon, bar or space; a workbook (.xlsx,
.xls, .ods) has a grid a sheet. Content decides, not the ending: terminals call text .xls.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import python_calamine as calamine

from data.faults import Fault

EXPECTED: Final = "daily quotes as CSV, text of a terminal, .xlsx or .xls"
MARKS: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", " ": "spaces"}

Row = tuple[int, list[str]]  # its number as a spreadsheet counts from 1, and its cells


class Grid(NamedTuple):
    """A table as text: the file or file › sheet, how it was saved, the sheet's name, its rows, and what broke off."""

    file: str
    saved: str
    sheet: str
    rows: list[Row]
    broken: tuple[int, str] | None = None


def grids(path: Path, better: Callable[[list[Row]], int]) -> tuple[list[Grid], list[Fault]]:
    """The grids of one file: of a text the one reading that ``better`` ranks highest, of a workbook every sheet."""
    file = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [Fault(file, 0, "", error.strerror or str(error), EXPECTED)]
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        return [], [Fault(file, 0, "", "an empty file", EXPECTED)]
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(raw, file)
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    for sign, found in ((b"%pdf", "a PDF"), (b"<", "a web page or XML"), (b"\x1f\x8b", "a compressed file")):
        if start.startswith(sign):
            return [], [Fault(file, 0, "", found, f"{EXPECTED}; open it in a spreadsheet and save it as one")]
    readings = [
        Grid(file, f"{encoding}, {MARKS[mark]}", "", *_cut(text, mark))
        for encoding, text in _decoded(raw)
        for mark in MARKS
    ]
    if not readings:
        return [], [Fault(file, 0, "", f"bytes {raw[:4].hex(' ')}", EXPECTED)]
    return [max(readings, key=lambda grid: better(grid.rows))], []


def _decoded(raw: bytes) -> Iterator[tuple[str, str]]:
    """The texts that the bytes may be, each with its encoding."""
    utf16 = [("UTF-16 LE", "utf-16-le"), ("UTF-16 BE", "utf-16-be")]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = [utf16[raw.startswith(b"\xfe\xff")]]
    elif b"\0" in raw:
        tried = utf16
    else:
        tried = [("UTF-8", "utf-8"), ("GBK/GB18030", "gb18030"), ("Big5", "big5hkscs")]
    for name, encoding in tried:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            continue
        yield f"{name} BOM" if text.startswith("\ufeff") else name, text.removeprefix("\ufeff")
        if encoding == "utf-8":  # what reads as UTF-8 is UTF-8
            return


def _cut(text: str, mark: str) -> tuple[list[Row], tuple[int, str] | None]:
    if mark == " ":
        return [(row, line.split()) for row, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)], None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[Row] = []
    try:
        rows.extend(enumerate(reader, 1))  # a cell of two lines is one row of the spreadsheet
    except csv.Error as error:
        return rows, (reader.line_num, str(error))
    return rows, None


def _workbook(raw: bytes, file: str) -> tuple[list[Grid], list[Fault]]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [
            (meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        return [], [Fault(file, 0, "", "a workbook with a password", EXPECTED)]
    except Exception as error:  # calamine lets errors of its own and of its reader out
        return [], [Fault(file, 0, "", f"a workbook that does not open ({error})", EXPECTED)]
    kind = "Excel workbook" if raw.startswith(b"\xd0") else "workbook"
    return [
        Grid(
            f"{file} › {name}" if len(sheets) > 1 else file, kind, name,
            [(row, [_shown(value) for value in cells]) for row, cells in enumerate(rows, 1)],
        )
        for name, rows in sheets
    ], []  # fmt: skip


def _shown(value: Any) -> str:
    """A workbook's cell as text; a spreadsheet keeps 15 digits of a number."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value)
