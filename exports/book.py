"""A parcel as one workbook: its figures and all that they stand on, a sheet each.

Numbers are numbers and days are days; ids, places and everything else is text, whatever it begins with.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

import queries
from charts.text import text_width
from exports.parcel import Parcel
from locales import text as t
from story import pairs

NARROWEST, WIDEST = 6, 60  # signs of a column
SIGN: Final = 7.0  # px of a sign that Excel reckons widths in
SIZE: Final = 14.7  # px of its text: 11 pt


class Formats(NamedTuple):
    """How cells are set."""

    head: Format
    text: Format
    day: Format


def xlsx(parcel: Parcel) -> bytes:
    """The workbook as a file. Raises QueryFailed."""
    lang, source = parcel.lang, parcel.view.source
    figures = parcel.figures
    derived = figures[figures["basis"] == "derived"]
    asked = {"source": source, "lang": lang}
    memory = io.BytesIO()
    with xlsxwriter.Workbook(
        memory, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties({"title": parcel.title, "subject": parcel.source, "comments": parcel.checked})
        formats = Formats(
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        )
        sheets = {
            t("Figures", lang): (figures, _of_figures(lang)),
            t("Derived", lang): (derived, _of_derived(lang)),
            t("Ledger", lang): (queries.run("sources/ledger", **asked), _of_ledger(lang)),
            t("Definitions", lang): (queries.run("sources/definitions", themes=[], **asked), _of_definitions(lang)),
            t("Documents", lang): (pd.DataFrame(parcel.documents), _of_documents(lang)),
        }
        if parcel.pairs:
            paired = pd.DataFrame([pairs.cells(pair, lang) for pair in parcel.pairs])
            sheets[t("Pair by pair", lang)] = (paired, pairs.columns(lang))
        for name, (frame, columns) in sheets.items():
            _sheet(book.add_worksheet(name), frame, columns, formats)
        _about(book.add_worksheet(t("About", lang)), parcel, formats)
    return memory.getvalue()


# --- what the columns are called ------------------------------------------------------------------


def _of_figures(lang: str) -> dict[str, str]:
    return {
        "label": t("Item", lang), "subject": t("Subject", lang), "display": t("Figure", lang),
        "value": t("Value", lang), "lower": t("Lower bound", lang), "upper": t("Upper bound", lang),
        "unit": t("Unit", lang), "qualifier_title": t("Qualifier", lang), "period": t("Period", lang),
        "period_start": t("First day", lang), "period_end": t("Last day", lang),
        "comparison_title": t("Against", lang), "status_title": t("Status", lang), "basis_title": t("Nature", lang),
        "theme": t("Theme", lang), "statement": t("In words", lang), "caveat": t("Caveat", lang),
        "printed": t("As printed", lang), "where": t("Source", lang), "observation_id": t("Id", lang),
    }  # fmt: skip


def _of_derived(lang: str) -> dict[str, str]:
    return {
        "label": t("Item", lang), "subject": t("Subject", lang), "display": t("Figure", lang),
        "bounds": t("Holds between", lang), "period": t("Period", lang), "formula": t("Formula", lang),
        "inputs": t("Inputs", lang), "statement": t("In words", lang), "caveat": t("Caveat", lang),
        "observation_id": t("Id", lang),
    }  # fmt: skip


def _of_ledger(lang: str) -> dict[str, str]:
    return {
        "paragraph": t("Paragraph", lang), "place": t("Place", lang), "printed": t("As printed", lang),
        "entered": t("In words", lang), "reason": t("Why it is no figure", lang),
    }  # fmt: skip


def _of_definitions(lang: str) -> dict[str, str]:
    return {
        "theme": t("Theme", lang), "title": t("Title", lang), "definition": t("Definition", lang),
        "unit": t("Unit", lang), "kind": t("Kind", lang),
    }  # fmt: skip


def _of_documents(lang: str) -> dict[str, str]:
    names = {
        "title": t("Title", lang), "publisher": t("Publisher", lang), "date_published": t("Published on", lang),
        "figures": t("Figures", lang), "url": t("Address", lang), "note": t("Note", lang),
    }  # fmt: skip
    if lang == "en":
        del names["publisher"]  # whose names are Chinese
    return names


# --- how they are set -----------------------------------------------------------------------------


def _sheet(sheet: Worksheet, frame: pd.DataFrame, columns: Mapping[str, str], formats: Formats) -> None:
    """A table under a head that stays in sight, each column as wide as most of what it holds, with filters."""
    for place, (column, name) in enumerate(columns.items()):
        cells = [_cell(value) for value in frame[column].tolist()]
        sheet.set_column(place, place, _width([name, *cells]))
        sheet.write_string(0, place, name, formats.head)
        for row, cell in enumerate(cells, 1):
            _write(sheet, row, place, cell, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(frame)), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, place: int, cell: Any, formats: Formats) -> None:
    if cell is None:
        return
    if isinstance(cell, dt.date):
        sheet.write_datetime(row, place, dt.datetime.combine(cell, dt.time()), formats.day)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell, formats.text)
    else:
        sheet.write_string(row, place, cell, formats.text)


def _cell(value: Any) -> dt.date | int | float | str | None:
    """What a sheet holds: a list as its parts, nothing where there is nothing."""
    if isinstance(value, Sequence | Iterable) and not isinstance(value, str):
        return "; ".join(map(str, value)) or None
    if pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, int | float | dt.date) else str(value) or None


def _width(cells: Iterable[Any]) -> float:
    """Signs that nine in ten cells need, within what can be read."""
    wide = sorted(text_width(str(cell), SIZE) / SIGN for cell in cells if cell is not None)
    return min(WIDEST, max(NARROWEST, wide[0], wide[int(0.9 * (len(wide) - 1))]) + 2)


def _about(sheet: Worksheet, parcel: Parcel, formats: Formats) -> None:
    lang = parcel.lang
    facts = {
        t("Title", lang): parcel.title, t("Source", lang): parcel.source,
        t("Pages", lang): t(", ", lang).join(part.name for part in parcel.parts),
        t("Data version", lang): parcel.view.version, t("Mark", lang): parcel.mark,
        t("Taken on", lang): parcel.made, t("Address", lang): parcel.address if parcel.base else None,
    }  # fmt: skip
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    for row, (name, fact) in enumerate(facts.items()):
        sheet.write_string(row, 0, name, formats.head)
        _write(sheet, row, 1, fact, formats)
