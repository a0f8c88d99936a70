"""The brief, opened again: what it says, how it is set, that its figures are the tables'."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports import brief
from exports.parcel import REPORT, Parcel, Taken
from story.card import PLAIN, View
from tests import records

CASES = [(records.SOURCE, "zh", True), (records.SOURCE, "en", False), ("hubei-work-2026", "zh", False)]
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def made(request: pytest.FixtureRequest) -> tuple[Parcel, bytes]:
    source, lang, beside = request.param
    parcel = Parcel(View(source, lang, "dark", False, ""), Taken((REPORT,), beside), base="http://board.example")
    return parcel, brief.docx(parcel)


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def test_every_figure_is_in_the_table_as_printed_with_its_source(made: tuple[Parcel, bytes]) -> None:
    parcel, content = made
    (table,) = opened(content).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    told = [row for row in rows[1:] if len(set(row)) > 1]
    figures = parcel.figures
    assert len(told) == len(figures)
    for row, (_, figure) in zip(told, figures.iterrows(), strict=True):
        assert row[1].splitlines()[0] == figure["display"]
        assert row[0].startswith(figure["title"])
        assert row[2].startswith(figure["period"])
        assert row[3] == figure["where"]
    for row in table.rows:
        assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_it_says_what_the_story_says(made: tuple[Parcel, bytes]) -> None:
    parcel, content = made
    document = opened(content)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[: len(parcel.parts)] == [part.name for part in parcel.parts]
    for part in parcel.parts:
        assert part.title in text
        for row in part.headline:
            assert row["statement"].rstrip("。.") in text
        for card in part.cards:
            assert card.title in text
    assert parcel.checked in text
    assert parcel.report["title"] in text


def test_every_chart_is_a_picture_with_words_for_who_cannot_see_it(made: tuple[Parcel, bytes]) -> None:
    parcel, content = made
    charts = [card for part in parcel.parts for card in part.cards if card.form not in PLAIN]
    *pictures, code = opened(content).inline_shapes
    assert [shape._inline.docPr.get("name") for shape in pictures] == [card.title for card in charts]
    for shape, card in zip(pictures, charts, strict=True):
        assert shape._inline.docPr.get("descr") == card.told(parcel.view).alternative
        assert shape.width <= brief.WIDTH and shape.height <= brief.HIGHEST
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        assert opened(content).part.related_parts[blip].image.px_width / (brief.WIDTH / Mm(25.4)) >= 299
        break
    assert code._inline.docPr.get("descr") == parcel.address


def test_it_is_set_as_offices_set_it(made: tuple[Parcel, bytes]) -> None:
    parcel, content = made
    document = opened(content)
    section = document.sections[0]
    lengths = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
        section.right_margin,
    )  # fmt: skip
    for length, wanted in zip(lengths, (210, 297, 37, 35, 28, 26), strict=True):
        assert length is not None and abs(length - Mm(wanted)) < Mm(0.1)
    faces = {
        style.name: (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size)
        for style in document.styles
        if style.name in ("Title", "Heading 1", "Heading 2", "Body Text")
    }
    if parcel.lang == "zh":
        assert faces["Title"] == ("方正小标宋简体", Pt(22))
        assert faces["Heading 1"] == ("黑体", Pt(16))
        assert faces["Heading 2"] == ("楷体_GB2312", Pt(16))
        assert faces["Body Text"] == ("仿宋_GB2312", Pt(16))
        assert document.styles["Body Text"].paragraph_format.line_spacing == Pt(28)
    for foot in (section.footer, section.even_page_footer):
        assert 'w:instr="PAGE"' in foot._element.xml
        assert parcel.checked in foot.paragraphs[1].text


def test_nothing_in_the_file_is_twice_or_from_elsewhere(made: tuple[Parcel, bytes]) -> None:
    _, content = made
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert 'TargetMode="External"' not in archive.read(name).decode()
        told = archive.read("word/document.xml").decode()
    ids = re.findall(r'<wp:docPr[^>]* id="(\d+)"', told)
    assert len(ids) == len(set(ids))


def test_words_that_look_like_markup_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = Parcel(View(records.SOURCE, "zh", "light", False, ""), Taken(("consumption",)))
    monkeypatch.setattr(Parcel, "title", property(lambda _: "<w:p>&amp; \"x\" 'y'"))
    assert opened(brief.docx(parcel)).paragraphs[0].text == "<w:p>&amp; \"x\" 'y'"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_an_office_opens_it(made: tuple[Parcel, bytes], tmp_path: Path) -> None:
    assert OFFICE is not None
    (tmp_path / "brief.docx").write_bytes(made[1])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        OFFICE,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "brief.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
