"""The workbook, opened again by another library: numbers are numbers, days are days, all else is text."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import queries
from exports import book
from exports.parcel import REPORT, Parcel, Taken
from locales import text as t
from story.card import View
from tests import records

CASES = [(records.SOURCE, "zh", True), (records.SOURCE, "en", False), ("hubei-work-2026", "zh", False)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def made(request: pytest.FixtureRequest) -> tuple[Parcel, openpyxl.Workbook]:
    source, lang, beside = request.param
    parcel = Parcel(View(source, lang, "light", False, ""), Taken((REPORT,), beside), base="http://board.example")
    return parcel, openpyxl.load_workbook(io.BytesIO(book.xlsx(parcel)))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_every_figure_is_there_as_it_is_in_the_tables(made: tuple[Parcel, openpyxl.Workbook]) -> None:
    parcel, workbook = made
    names = {column: t(name, parcel.lang) for column, name in (
        ("display", "Figure"), ("unit", "Unit"), ("qualifier_title", "Qualifier"), ("statement", "In words"),
        ("where", "Source"), ("observation_id", "Id"), ("printed", "As printed"), ("caveat", "Caveat"),
    )}  # fmt: skip
    rows = table(workbook[t("Figures", parcel.lang)])
    assert len(rows) == len(parcel.figures)
    for row, (_, figure) in zip(rows, parcel.figures.iterrows(), strict=True):
        for column, name in names.items():
            told = figure[column]
            assert row[name] == (told if isinstance(told, str) and told else None)
        for column, name in (("value", "Value"), ("lower", "Lower bound"), ("upper", "Upper bound")):
            cell = row[t(name, parcel.lang)]
            assert cell is None if pd.isna(figure[column]) else cell == pytest.approx(figure[column], rel=1e-14)
        for column, name in (("period_start", "First day"), ("period_end", "Last day")):
            cell = row[t(name, parcel.lang)]
            assert cell is None if pd.isna(figure[column]) else cell == figure[column].to_pydatetime()


def test_what_the_figures_stand_on_is_there(made: tuple[Parcel, openpyxl.Workbook]) -> None:
    parcel, workbook = made
    lang, asked = parcel.lang, {"source": parcel.view.source, "lang": parcel.lang}
    derived = parcel.figures[parcel.figures["basis"] == "derived"]
    rows = table(workbook[t("Derived", lang)])
    assert [row[t("Formula", lang)] for row in rows] == derived["formula"].tolist()
    assert [row[t("Holds between", lang)] or None for row in rows] == [
        bounds if isinstance(bounds, str) else None for bounds in derived["bounds"]
    ]
    ledger = queries.run("sources/ledger", **asked)
    told = table(workbook[t("Ledger", lang)])
    assert [row[t("As printed", lang)] for row in told] == ledger["printed"].tolist()
    assert all(isinstance(row[t("Place", lang)], str) for row in told)
    titles = {row[t("Title", lang)] for row in table(workbook[t("Documents", lang)])}
    assert parcel.report["title"] in titles
    assert titles == {row["title"] for row in parcel.documents}
    assert {row["source_id"] for row in parcel.documents} >= set(parcel.figures["source_id"])
    defined = {row[t("Title", lang)] for row in table(workbook[t("Definitions", lang)])}
    assert set(parcel.figures["title"]) <= defined
    about = dict(workbook[t("About", lang)].iter_rows(values_only=True))
    assert about[t("Mark", lang)] == parcel.mark
    assert about[t("Data version", lang)] == parcel.view.version
    assert about[t("Taken on", lang)] == dt.datetime.combine(parcel.made, dt.time())


def test_every_table_can_be_read_and_filtered(made: tuple[Parcel, openpyxl.Workbook]) -> None:
    _, workbook = made
    *tables, _ = workbook.worksheets
    for sheet in tables:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(6 <= column.width <= 64 for column in sheet.column_dimensions.values())


@pytest.mark.parametrize(
    "words", ["=1+1", "+7.3%", "-5", "@SUM(A1)", "＝1", "\t=1", "007", "https://a.example", "1e5", "3-4"]
)
def test_text_stays_text(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = Parcel(View(records.SOURCE, "zh", "light", False, ""), Taken(("consumption",)))
    figures = parcel.figures.assign(statement=words)
    monkeypatch.setattr(Parcel, "figures", property(lambda _: figures))
    sheet = openpyxl.load_workbook(io.BytesIO(book.xlsx(parcel)))[t("Figures", "zh")]
    place = [cell.value for cell in sheet[1]].index(t("In words", "zh"))
    for row in sheet.iter_rows(min_row=2):
        assert row[place].data_type == "s" and row[place].value == words and row[place].hyperlink is None
