"""The brief opened again: what it says is the story's, its figures the tables', and it is set as offices set one."""

import datetime as dt
import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image
from pypdf import PdfReader

from exports import brief
from exports.parcel import Parcel, Taken
from story.card import PLAIN, View
from tests import codes
from tests.exports import sequences
from tests.records import SOURCE

BASE = "https://dashboard.example"
TAKEN = [(SOURCE, Taken(("report",), True)), ("hubei-work-2026", Taken(("report",)))]


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=TAKEN, ids=lambda taken: taken[0])
def parcel(request: pytest.FixtureRequest, lang: str) -> Parcel:
    source, taken = request.param
    return Parcel(View(source, lang, "light", False, ""), taken, base=BASE, made=dt.date(2026, 3, 1))


@pytest.fixture(scope="module")
def written(parcel: Parcel) -> bytes:
    return brief.docx(parcel)


@pytest.fixture(scope="module")
def document(written: bytes) -> Document:
    return docx.Document(io.BytesIO(written))


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


def plain(words: str) -> str:
    return re.sub(r"[\s。.]", "", words)


def test_the_figures_in_its_table_are_those_of_the_tables(parcel: Parcel, document: Document) -> None:
    told = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    told = [cells for cells in told if len(set(cells)) > 1]  # else a theme across the table
    left = parcel.figures.to_dict("records")
    for item, figure, period, source in told:
        kin = [
            row
            for row in left
            if item.split(" · ")[0] == row["title"]
            and figure.split("\n")[0] == row["display"]
            and source == row["where"]
            and period.startswith(row["period"])
            and (row["subject_id"] == parcel.report["subject_id"] or item.endswith(row["subject"]))
        ]
        assert kin, (item, figure, period, source)
        one = kin[0]
        left = [row for row in left if row is not one]
        if one["basis"] == "derived" and isinstance(one["bounds"], str):
            assert one["bounds"] in figure
        if one["status"] in ("estimate", "target"):
            assert one["status_title"] in period
    assert not left


def test_every_sentence_is_of_the_story_or_of_a_figure(parcel: Parcel, document: Document) -> None:
    known = {words for part in parcel.parts for words in (part.title, part.summary)}
    for part in parcel.parts:
        known |= {row["statement"] for row in part.headline}
        for card in part.cards:
            frame = card.frames(parcel.view)[-1]
            for column in {"statement", "display", "note", "label"} & set(frame):
                known |= set(frame[column].dropna())
    left = plain("".join(styled(document, "Body Text")))
    for words in sorted(map(plain, known), key=len, reverse=True):
        if words:
            left = left.replace(words, "")
    assert not re.sub(r"[：:]", "", left)
    together = plain("".join(styled(document, "Body Text")))
    missing = [
        row["statement"] for part in parcel.parts for row in part.headline if plain(row["statement"]) not in together
    ]
    assert not missing
    assert styled(document, "Title") == [parcel.title]
    assert [part.name for part in parcel.parts] == styled(document, "Heading 1")[: len(parcel.parts)]
    assert styled(document, "Heading 2") == [card.title for part in parcel.parts for card in part.cards]


def test_every_chart_is_a_picture_of_300_dpi_with_its_words(parcel: Parcel, document: Document) -> None:
    drawn = [card for part in parcel.parts for card in part.cards if card.form not in PLAIN]
    shapes = document.inline_shapes
    assert len(shapes) == len(drawn) + 1  # and the code to check it by
    beside = [above for above, below in pairwise(document.paragraphs) if list(below._p.iter(qn("w:drawing")))]
    for card, shape, above in zip(drawn, shapes, beside, strict=False):
        assert above.paragraph_format.keep_with_next, f"may be torn from its words: {card.key}"
        assert shape._inline.docPr.get("descr") == card.told(parcel.view).alternative
        png = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        picture = Image.open(io.BytesIO(png))
        assert picture.width / (shape.width / Mm(25.4)) >= 299.5
        assert picture.width / picture.height == pytest.approx(shape.width / shape.height, rel=0.01)
        assert shape.width <= brief.WIDTH and shape.height <= brief.HIGHEST
    code = shapes[len(drawn)]._inline
    assert code.docPr.get("descr") == parcel.address
    assert codes.read(document.part.related_parts[code.graphic.graphicData.pic.blipFill.blip.embed].blob) == [
        parcel.address
    ]


def test_the_page_and_its_styles_are_those_of_offices(parcel: Parcel, document: Document) -> None:
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [side and round(side.mm) for side in (section.page_width, section.page_height, *sides)] == [
        210, 297, 37, 35, 28, 26,
    ]  # fmt: skip
    for footer in (section.footer, section.even_page_footer):
        assert "".join(node.text or "" for node in footer.paragraphs[0]._p.iter(qn("w:t"))) == "— 1 —"
        assert next(footer.paragraphs[0]._p.iter(qn("w:fldSimple"))).get(qn("w:instr")) == "PAGE"
        assert footer.paragraphs[1].text == parcel.checked
    faces = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Body Text")
    }
    assert faces == {
        "Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312", "Body Text": "仿宋_GB2312",
    }  # fmt: skip
    if parcel.lang == "zh":
        body = document.styles["Body Text"]
        assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
        assert document.styles["Title"].font.size.pt == 22
    fonts = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml").blob
    for face in faces.values():
        assert re.search(f'w:name="{face}"><w:altName w:val="[^"]+,', fonts.decode()), face


def test_it_can_be_sent(written: bytes) -> None:
    assert len(written) < 5_000_000


def test_elements_stand_in_the_order_of_the_schema(written: bytes) -> None:
    assert sequences.faults(written) == []


def test_a_table_repeats_its_head_and_tears_no_row(document: Document) -> None:
    rows = document.tables[0].rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)


def test_without_an_address_there_is_no_code_and_without_charts_no_picture() -> None:
    view = View("hubei-work-2026", "zh", "light", False, "")
    document = docx.Document(io.BytesIO(brief.docx(Parcel(view, Taken(("digital_economy.more",))))))
    assert len(document.inline_shapes) == 0
    assert len(styled(document, "Heading 2")) == 1


def test_libreoffice_reads_it(tmp_path: Path, written: bytes, parcel: Parcel) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "brief.docx").write_bytes(written)
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "brief.docx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "brief.pdf").pages
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages} == {(595, 842)}
    for number, page in enumerate(pages, 1):
        text = re.sub(r"\s", "", page.extract_text())
        assert f"—{number}—" in text and parcel.mark in text
