"""What every kind of file does alike: Context whole, with the table of pairs; a card without rows says so."""

import io
from dataclasses import replace
from typing import Any, Final

import docx
import openpyxl
import pypdf
import pytest
import segno
from pptx import Presentation

from exports import images, making, offline
from exports.making import KINDS, Asked, make
from exports.parcel import CONTEXT, Parcel, Taken
from story import card as story, pairs, words
from story.card import View
from tests import records
from tests.exports import sequences

_drawn = io.BytesIO()
segno.make("x").save(_drawn, kind="png")
PNG: Final = _drawn.getvalue()  # in the place of a chart


@pytest.fixture(scope="module")
def parcel() -> Parcel:
    return Parcel(View(records.SOURCE, "zh", "light", False, ""), Taken((CONTEXT,)), base="https://board.example")


def test_it_holds_what_the_page_shows(parcel: Parcel) -> None:
    beside = {page.page_id: page.beside for page in story.pages(records.SOURCE, "zh").values()}
    assert any(beside.values())
    for part in parcel.parts:
        assert [row["observation_id"] for row in part.headline] == list(beside[part.page_id])
        assert part.title == part.name, "a page's conclusion is of the report's own figures"
    assert parcel.pairs and parcel.title.endswith("：横向对比")
    held = set(parcel.figures["observation_id"])
    for pair in parcel.pairs:
        assert held >= {pair["our_id"], *pair["their_ids"]}
    assert {row["observation_id"] for row in parcel._marked} >= {
        one for pair in parcel.pairs for one in pair["their_ids"]
    }


def _text(kind: str, content: bytes) -> str:
    file = io.BytesIO(content)
    if kind == "pptx":
        slides: Any = Presentation(file).slides
        shapes = [shape for slide in slides for shape in slide.shapes]
        shapes += [one for shape in shapes if shape.shape_type == 6 for one in shape.shapes]
        cells = [cell for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        return "\n".join([*(shape.text_frame.text for shape in shapes if shape.has_text_frame),
                          *(cell.text for cell in cells)])  # fmt: skip
    if kind == "docx":
        document = docx.Document(file)
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *(cell.text for cell in cells)])
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    book = openpyxl.load_workbook(file, read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("kind", [kind for kind, of in KINDS.items() if not of.whole])
def test_every_kind_of_file_holds_it(parcel: Parcel, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "png", lambda *_, **__: PNG)  # charts are looked at elsewhere
    monkeypatch.setattr(images, "alone", lambda *_: ('<svg xmlns="http://www.w3.org/2000/svg"/>', 9.0))
    made = make(Asked(kind, parcel.view, parcel.taken, parcel.base))
    told = "".join(_text(kind, made.content).split())
    for pair in parcel.pairs:
        for said, beneath in pairs.stacked(pair, "zh").values():
            assert "".join(said.split()) in told and "".join(beneath.split()) in told
    for row in (row for part in parcel.parts for row in part.headline):
        assert row["display"] in told
    if kind in ("pptx", "docx"):  # a table of pairs is in no other file
        assert sequences.faults(made.content) == []


def test_a_card_without_rows_says_so_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "png", lambda *_, **__: PNG)
    monkeypatch.setattr(images, "alone", lambda *_: ('<svg xmlns="http://www.w3.org/2000/svg"/>', 9.0))
    sent = Parcel(View(records.SOURCE, "zh", "light", False, ""), Taken(("consumption",)))
    (part,) = sent.parts
    asked = [(card, dict(card.parameters)) for card in part.cards]
    empty = tuple(
        replace(card, parameters=tuple((given | dict.fromkeys(by, "nosuch")).items()))
        for card, given in asked
        if (by := {"metric", "theme"} & given.keys())
    )
    assert {card.form for card in empty} == {"compare", "entries"}
    sent.parts = (part._replace(cards=empty),)
    for kind in ("pptx", "docx", "pdf"):
        told = _text(kind, making._named(KINDS[kind].maker)(sent))
        assert told.count(words.absent("zh")) == len(empty), kind
    for card in empty:
        assert offline._card(card, part, sent.view, {})["notes"] == [words.absent("zh")]
