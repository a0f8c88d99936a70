"""The slides, opened again: figures as printed, charts with the table's numbers, words that fit, sound XML."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdf import PdfReader

from charts.forms import FORMS
from charts.text import wrap
from exports import slides
from exports.parcel import REPORT, Parcel, Taken
from story.card import PLAIN, Card, View
from tests import codes
from tests.exports import sequences
from tests.records import SOURCE, table

OTHER = "hubei-work-2026"
BASE = "https://figures.example/dashboard"
DECKS = [(SOURCE, "zh", True), (SOURCE, "en", False), (OTHER, "zh", False), (OTHER, "en", False)]
CHARTED = (*slides.DOTS, *slides.BARS)


@cache
def parcel(source: str, lang: str, beside: bool) -> Parcel:
    return Parcel(View(source, lang, "light", False, ""), Taken((REPORT,), beside), base=BASE)


@cache
def made(source: str, lang: str, beside: bool) -> bytes:
    return slides.pptx(parcel(source, lang, beside))


@pytest.fixture(params=DECKS, ids=lambda deck: "-".join(map(str, deck)))
def deck(request: pytest.FixtureRequest) -> tuple[Parcel, Any]:
    return parcel(*request.param), Presentation(io.BytesIO(made(*request.param)))


def words(slide: Any) -> str:
    """All that is written on a slide, its charts' labels included."""
    told = [node.text or "" for node in slide._element.iter(qn("a:t"))]
    for shape in slide.shapes:
        if shape.has_chart:
            told += [node.text or "" for node in shape.chart._chartSpace.iter(qn("a:t"))]
            told += [node.text or "" for node in shape.chart._chartSpace.iter(qn("c:v"))]
    return "\n".join(told)


def of_cards(sent: Parcel, file: Any) -> list[tuple[Card, list[Any]]]:
    """Each card with its slides, in their order."""
    left = list(file.slides)[1:]
    found = []
    for part in sent.parts:
        if part.headline:
            assert left.pop(0).shapes.title.text_frame.text == part.title
        for card in part.cards:
            own = []
            while left and re.sub(r" \(\d/\d\)$", "", left[0].shapes.title.text_frame.text) == card.title:
                own.append(left.pop(0))
                if not re.search(r"\(\d/\d\)$", own[-1].shapes.title.text_frame.text):
                    break
            assert own, card.key
            found.append((card, own))
    assert left, "the sources come last"
    return found


def test_each_card_is_a_slide_with_what_must_travel_with_it(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    assert file.slide_width * 9 == file.slide_height * 16
    assert next(iter(file.slides)).shapes.title.text_frame.text == sent.title
    drawn = set()
    for card, own in of_cards(sent, file):
        for slide in own:
            told = words(slide)
            assert card.about in told and card.note in told and sent.checked in told, card.key
            (code,) = [shape for shape in slide.shapes if shape.shape_type == 13]
            assert code._element.nvPicPr.cNvPr.get("descr") == sent.address
            drawn.add(code.image.blob)
    assert [codes.read(one) for one in drawn] == [[sent.address]]


def test_every_figure_that_is_drawn_stands_there_as_printed(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    displays = set(sent.figures["display"])
    seen: set[str] = set()
    for part in sent.parts:
        for row in part.headline:
            slide = next(one for one in file.slides if one.shapes.title.text_frame.text == part.title)
            told = words(slide)
            assert row["display"] in told and row["label"] in told and row["period"] in told and row["where"] in told
            seen.add(row["display"])
    for card, own in of_cards(sent, file):
        frame = card.frames(sent.view)[-1]
        told = "\n".join(map(words, own))
        for figure in frame.to_dict("records"):
            if card.form == "entries":
                assert all(one in told for one in figure["figures"]), card.key
            elif card.form == "streak":
                assert figure["run"] in told and (figure.get("inside") or "") in told
            elif "display" in figure and card.form not in ("timeline", "settlement"):
                assert figure["display"] in told, (card.key, figure["display"])
                seen.add(figure["display"])
    assert len(seen & displays) > 15


def test_charts_are_native_and_hold_the_numbers_of_the_table(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    charts = 0
    for card, own in of_cards(sent, file):
        drawn = [shape for slide in own for shape in slide.shapes if shape.has_chart]
        assert len(drawn) == (card.form in CHARTED), card.key
        assert len([shape for slide in own for shape in slide.shapes if shape.shape_type == 13]) == len(own)  # the code
        if not drawn:
            continue
        charts += 1
        chart = drawn[0].chart
        assert not list(chart._chartSpace.iter(qn("c:majorGridlines"))), "a line would cross the figures at the marks"
        assert chart.part.chart_workbook.xlsx_part is not None
        frame = card.drawn(sent.view)[0][-1]
        numbers = {value for name in ("value", "lower", "upper") for value in frame[name].dropna()}
        axis = "xVal" if card.form in slides.DOTS else "val"
        shown = []
        for series in chart.plots[0].series:
            points = [float(node.text) for node in series._element.iterfind(f".//{qn(f'c:{axis}')}//{qn('c:v')}")]
            assert points
            seen = series._element.find(f"{qn('c:marker')}/{qn('c:symbol')}[@val='none']") is None
            lined = series._element.find(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:solidFill')}") is not None
            if card.form not in slides.DOTS or seen or lined:  # else it holds words alone
                shown += [point for point in points if point != 0 or 0 in numbers]
        assert set(shown) <= numbers, card.key
        for row in frame.to_dict("records"):
            known = [row[name] for name in ("value", "lower", "upper") if pd.notna(row[name])]
            assert set(known) & set(shown), (card.key, row["label"])
            if row["basis"] != "derived" and pd.isna(row["value"]):
                assert set(known) <= set(shown), f"{card.key}: a bound of {row['display']} is not drawn"
            elif pd.notna(row["value"]) and row.get("qualifier") in ("exact", "about"):
                assert row["value"] in shown, (card.key, row["label"])
    assert charts


def test_english_is_english(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    assert sent.lang == "zh" or not re.findall(r"[\u3400-\u9fff]+", "".join(map(words, file.slides)))


def test_a_streak_fills_its_slide(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    for card, own in of_cards(sent, file):
        if card.form == "streak":
            (drawn,) = [shape for shape in own[0].shapes if shape.shape_type == 6]
            assert drawn.height > 0.4 * file.slide_height, card.key


def test_a_bound_is_marked_as_one(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    for card, own in of_cards(sent, file):
        if card.form not in CHARTED:
            continue
        frame = card.drawn(sent.view)[0][-1]
        told = words(own[0])
        labels = [line for line in told.splitlines() if "▶" in line or "◀" in line]
        for row in frame.to_dict("records"):
            sign = {"over": "▶", "nearly": "◀"}.get(row.get("qualifier", ""))
            if sign and row["basis"] != "derived":
                assert any(sign in line and row["display"] in line for line in labels), (card.key, row["display"])


def test_notes_hold_sentences_caveats_and_sources(deck: tuple[Parcel, Any]) -> None:
    sent, file = deck
    for card, own in of_cards(sent, file):
        frame = card.frames(sent.view)[-1]
        for slide in own:
            notes = slide.notes_slide.notes_text_frame.text
            for name in ("statement", "where", "caveat"):
                for said in frame[name].dropna() if name in frame else ():
                    assert said in notes, (card.key, name)
            assert sent.checked in notes and sent.address in notes
    told = "\n".join(words(slide) for slide in file.slides)
    sources = table("sources").set_index("source_id")
    used = {row["source_id"] for part in sent.parts for row in part.headline}
    for card, _ in of_cards(sent, file):
        frame = card.frames(sent.view)[-1]
        used |= set(frame["source_id"].dropna()) if "source_id" in frame else set()
    assert all(sources.loc[one, f"title_{sent.lang}"] in told for one in used)


def test_words_fit_their_boxes(deck: tuple[Parcel, Any]) -> None:
    _, file = deck

    def boxes(shapes: Any) -> list[Any]:
        return [one for shape in shapes for one in (boxes(shape.shapes) if shape.shape_type == 6 else [shape])]

    for slide in file.slides:
        for shape in boxes(slide.shapes):
            assert shape.left >= 0 and shape.left + shape.width <= file.slide_width, (slide.slide_id, shape.name)
            assert shape.top >= 0 and shape.top + shape.height <= file.slide_height, (slide.slide_id, shape.name)
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            need = 0.0
            for paragraph in shape.text_frame.paragraphs:
                nodes = paragraph._p.findall(f".//{qn('a:rPr')}")
                size, bold = int(nodes[0].get("sz")) / 75, nodes[0].get("b") == "1"
                said = "".join(node.text for node in paragraph._p.iter(qn("a:t")))
                assert size >= 9, said
                need += 1.32 * size * len(wrap(said, size, shape.width / 9525 + 1, bold=bold))
            assert need <= shape.height / 9525 + 1, (slide.shapes.title.text_frame.text, shape.text_frame.text)


def test_every_drawing_and_picture_has_alternative_text_and_every_id_is_its_own(deck: tuple[Parcel, Any]) -> None:
    _, file = deck
    for slide in file.slides:
        ids = [node.get("id") for node in slide._element.iter(qn("p:cNvPr"))]
        assert len(set(ids)) == len(ids)
        for shape in slide.shapes:
            if shape.shape_type in (6, 13) or shape.has_chart:
                assert len(shape._element[0][0].get("descr")) > 10, shape.name


@pytest.mark.parametrize("asked", DECKS[:2], ids=str)
def test_the_package_is_sound(asked: tuple[str, str, bool]) -> None:
    with zipfile.ZipFile(io.BytesIO(made(*asked))) as package:
        names = package.namelist()
        assert [name for name, count in Counter(names).items() if count > 1] == []
        assert package.testzip() is None
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            root = ET.fromstring(package.read(name))
            if name.endswith(".rels"):
                folder = Path(name).parent.parent
                for link in root:
                    assert link.get("TargetMode") != "External", "nothing is fetched from elsewhere"
                    target = link.get("Target", "")
                    held = target.lstrip("/") if target.startswith("/") else str(folder / target)
                    parts: list[str] = []
                    for step in held.split("/"):
                        parts = parts[:-1] if step == ".." else [*parts, step]
                    assert "/".join(part for part in parts if part != ".") in names, (name, target)
            if "/theme/" in name and name.endswith(".xml"):
                fonts = [font for kind in ("major", "minor") for font in root.iter(qn(f"a:{kind}Font"))]
                assert {node.get("typeface") for font in fonts for node in font.iter(qn("a:ea"))} == {slides.CHINESE}
            for node in (*root.iter(qn("c:axId")), *root.iter(qn("c:crossAx"))):
                assert int(node.get("val", "")) > 0
        said = package.read("docProps/core.xml").decode()
        assert "python-pptx" not in said and "Steve Canny" not in said
        assert not any("thumbnail" in name for name in names)


@pytest.mark.parametrize("asked", DECKS, ids=str)
def test_elements_stand_in_the_order_of_the_schema(asked: tuple[str, str, bool]) -> None:
    assert sequences.faults(made(*asked)) == []


def test_another_order_and_a_child_that_does_not_belong_are_found() -> None:
    chart = next(shape for slide in Presentation(io.BytesIO(made(*DECKS[0]))).slides for shape in slide.shapes
                 if shape.has_chart).chart  # fmt: skip
    for element in (one for one in chart._chartSpace.iter() if len(one) > 1 and sequences.known(one)):
        first, *_, last = element
        if first.tag == last.tag:
            continue
        element.insert(0, last)
        assert sequences.fault(element), element.tag
        element.append(last)
        assert not sequences.fault(element), element.tag
        element.append(element.makeelement(qn("a:nosuch")))
        assert sequences.fault(element), element.tag


def test_cards_put_aside_make_a_deck_without_headlines() -> None:
    whole = parcel(SOURCE, "zh", True)
    part = next(part for part in whole.parts if len(part.cards) > 2)
    keys = tuple(f"{part.page_id}.{card.key}" for card in part.cards[:2])
    sent = Parcel(whole.view, Taken(keys))
    file = Presentation(io.BytesIO(slides.pptx(sent)))
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert titles[0] == sent.title
    assert titles[1:3] == [card.title for card in part.cards[:2]] and len(titles) == 4
    # where the dashboard stands is not known here, so there is nowhere that a code could lead to
    assert not [shape for slide in file.slides for shape in slide.shapes if shape.shape_type == 13]


def test_every_form_that_a_story_tells_with_is_drawn() -> None:
    drawn = {*CHARTED, "entries", "numbers", "streak", "settlement", "timeline", "decades"}
    told = {card.form for asked in DECKS for part in parcel(*asked).parts for card in part.cards}
    assert told <= drawn <= {*FORMS, *PLAIN}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(made(*DECKS[2]))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    run = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(run, check=True, capture_output=True, timeout=300)
    pages = PdfReader(tmp_path / "deck.pdf").pages
    file = Presentation(io.BytesIO(path.read_bytes()))
    assert len(pages) == len(file.slides)
    flat = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for part in parcel(*DECKS[2]).parts:
        for row in part.headline:
            assert re.sub(r"\s", "", row["display"]) in flat
