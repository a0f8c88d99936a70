"""Reading the records: CSV and TOML edited by people, with every fault named at its place.

A reader never repairs: what does not fit the rules is reported with file, row, column, the value
found and what was expected, and all faults of all files come out together.
"""

import csv
import datetime as dt
import io
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from data import schema
from data.faults import Fault

Row = dict[str, Any]


class Field(NamedTuple):
    """What a record's column must hold."""

    kind: str = "text"  # text, id, int, digit, factor, step, float, date, bool, list
    required: bool = True
    among: tuple[str, ...] = ()
    refers: str = ""  # table whose ids the value (or each list item) must be among


TEXT, OPTIONAL = Field(), Field(required=False)
ID = Field("id")
LOCATOR = {"paragraph": Field("int"), "char_start": Field("int"), "char_end": Field("int")}

# file name -> column -> rule. The first column is the key unless the file has none.
CATALOGUE: dict[str, dict[str, Field]] = {
    "themes": {
        "theme_id": ID, "title_zh": TEXT, "title_en": TEXT, "sort": Field("int"),
    },
    "units": {
        "unit": TEXT, "name_en": OPTIONAL, "base_unit": TEXT, "factor": Field("factor"), "quantity": TEXT,
    },
    "subjects": {
        "subject_id": ID, "name_zh": TEXT, "name_en": TEXT, "scope": Field(among=schema.SCOPES),
        "parent_id": Field(required=False, refers="subjects"),
    },
    "metrics": {
        "metric_id": ID, "theme_id": Field(refers="themes"), "topic": TEXT, "title_zh": TEXT, "title_en": TEXT,
        "definition_zh": TEXT, "definition_en": TEXT, "unit": Field(refers="units"),
        "kind": Field(among=schema.METRIC_KINDS), "quantity": ID,
        "nature": Field(required=False, among=schema.NATURES),
        "base": Field(required=False, among=schema.METRIC_BASES), "better": Field(among=schema.DIRECTIONS),
        "additive": Field("bool"), "decimals": Field("digit"), "headline": Field("bool"), "sort": Field("int"),
    },
    "terms": {
        "vocabulary": ID, "term": ID, "title_zh": TEXT, "title_en": TEXT,
        "note_zh": OPTIONAL, "note_en": OPTIONAL,
    },
    "checks": {"check_id": ID, "title_zh": TEXT, "title_en": TEXT},
    "refusals": {
        "refusal_id": ID, "metric_ids": Field("list", refers="metrics"), "title_zh": TEXT, "title_en": TEXT,
        "reason_zh": TEXT, "reason_en": TEXT,
    },
}  # fmt: skip

REPORT: dict[str, dict[str, Field]] = {
    "sections": {
        "section": ID, "title_zh": TEXT, "title_en": TEXT,
        "paragraph_start": Field("int"), "paragraph_end": Field("int"),
    },
    "paragraphs": {"paragraph": Field("int"), "char_start": Field("int"), "char_end": Field("int")},
    "observations": {
        "observation_id": ID, "metric_id": Field(refers="metrics"), "subject_id": Field(refers="subjects"),
        "period_kind": Field(among=schema.PERIOD_KINDS),
        "period_start": Field("date", required=False), "period_end": Field("date", required=False),
        "period_zh": OPTIONAL, "period_en": OPTIONAL,
        "value": Field("float", required=False), "lower": Field("float", required=False),
        "upper": Field("float", required=False), "unit": Field(refers="units"),
        "qualifier": Field(among=schema.QUALIFIERS), "printed": TEXT, "decimals": Field("digit"),
        "rounded_to": Field("step", required=False), "rounding": Field(required=False, among=schema.ROUNDINGS),
        "status": Field(among=schema.STATUSES),
        "comparison": Field(required=False, among=schema.COMPARISONS), **LOCATOR,
        "statement_zh": TEXT, "statement_en": TEXT, "caveat_zh": OPTIONAL, "caveat_en": OPTIONAL,
    },
    "entities": {
        "entity_id": ID, "kind": Field(among=schema.ENTITY_KINDS), "name_zh": TEXT, "name_en": TEXT,
        "theme_id": Field(refers="themes"), "part_of": Field(required=False, refers="entities"),
        "relation": Field(required=False, among=schema.RELATIONS), "note_zh": OPTIONAL, "note_en": OPTIONAL,
        "featured": Field("bool"), **LOCATOR,
    },
    "events": {
        "event_id": ID, "kind": Field(among=schema.EVENT_KINDS), "theme_id": Field(refers="themes"),
        "date_start": Field("date"), "date_end": Field("date"), "date_precision": Field(among=schema.DATE_PRECISIONS),
        "when_zh": OPTIONAL, "when_en": OPTIONAL,
        "title_zh": TEXT, "title_en": TEXT, "short_zh": TEXT, "short_en": TEXT,
        "entity_ids": Field("list", required=False, refers="entities"),
        "observation_ids": Field("list", required=False, refers="observations"), **LOCATOR,
    },
    "ledger": {
        **LOCATOR, "printed": TEXT, "reason": Field(among=schema.LEDGER_REASONS),
    },
    "pairs": {
        "our_id": ID, "test": Field(among=schema.PAIR_TESTS), "their_ids": Field("list", refers="observations"),
    },
}  # fmt: skip
MAY_BE_MISSING: Final = ("pairs",)  # files that only some reports have

# of another publication only the figures are entered: nothing points into its text, which is not at hand
CONTEXT: dict[str, dict[str, Field]] = {
    "observations": {
        **{name: field for name, field in REPORT["observations"].items() if name not in LOCATOR},
        "series": Field("id", required=False),
    },
}

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


def unseen(text: str) -> str | None:
    """The first character that nobody sees: a control, a change of direction, one without width or meaning."""
    return next((mark for mark in text if mark != "\n" and unicodedata.category(mark) in _UNSEEN), None)


_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


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


def read_csv(path: Path, fields: dict[str, Field], file: str) -> tuple[list[Row], list[Fault]]:
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
            row[column], problem = _cell(cell, fields[column])
            if problem:
                faults.append(Fault(file, number, column, cell, problem))
                row["_unread"].add(column)
        rows.append(row)
    return rows, faults


def _header_faults(header: list[str], fields: dict[str, Field], file: str) -> Iterator[Fault]:
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


_FORMS = {
    "int": "a whole number, such as 12, within ±2147483647",
    "digit": "a whole number from 0 to 9",
    "factor": "a whole number from 1 to 1000000000000",
    "step": "a number above 0 without thousands separators, such as 0.5",
    "float": "a number without thousands separators, such as 273.33, within ±1000000000000000",
    "date": "a date as YYYY-MM-DD, such as 2024-06-30, from 1800 to 2099",
    "bool": "true or false",
    "id": "an id of a–z, 0–9 and _",
}


_WRITTEN = {
    "int": r"-?\d+", "digit": r"\d", "factor": r"\d+", "step": r"\d+(\.\d+)?", "float": r"-?\d+(\.\d+)?",
    "date": r"\d{4}-\d{2}-\d{2}",
}  # fmt: skip
_READ: dict[str, Callable[[str], Any]] = {
    "int": int, "digit": int, "factor": int, "step": float, "float": float, "date": dt.date.fromisoformat,
}  # fmt: skip
# what the tables hold, and what can be told and drawn
_WITHIN: dict[str, tuple[Any, Any]] = {
    "int": (-(2**31) + 1, 2**31 - 1), "digit": (0, 9), "factor": (1, 10**12), "step": (1e-9, 1e15),
    "float": (-1e15, 1e15),
    "date": (dt.date(1800, 1, 1), dt.date(2099, 12, 31)),
}  # fmt: skip
_LONGEST: Final = 40  # digits; a number of more is none


def _cell(cell: str, field: Field) -> tuple[Any, str]:
    """The typed value of a cell and, when it breaks the field's rule, what was expected."""
    if cell != cell.strip():
        return None, "no spaces at the ends"
    if (mark := unseen(cell)) is not None:
        return None, f"no character that cannot be seen, such as the U+{ord(mark):04X} here"
    if not cell:
        return ([] if field.kind == "list" else None), "a value" if field.required else ""
    value: Any = cell
    try:
        match field.kind:
            case "int" | "digit" | "factor" | "step" | "float" | "date":
                if len(cell) > _LONGEST or not re.fullmatch(_WRITTEN[field.kind], cell, re.ASCII):
                    raise ValueError
                value = _READ[field.kind](cell)
                least, most = _WITHIN[field.kind]
                if not least <= value <= most:
                    raise ValueError
            case "bool":
                value = {"true": True, "false": False}[cell]
            case "list":
                value = [item.strip() for item in cell.split(";") if item.strip()]
            case "id":
                if not re.fullmatch(r"[a-z][a-z0-9_]*", cell):
                    raise ValueError
    except (ValueError, KeyError):
        return None, _FORMS[field.kind]
    if field.among and value not in field.among:
        return None, "one of " + ", ".join(field.among)
    return value, ""


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
    least, most = _WITHIN["date"]

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
