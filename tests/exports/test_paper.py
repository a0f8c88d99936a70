"""A parcel on paper: A4, nothing cut, real text of every figure, bookmarks, alternative texts, tags, both languages."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdf
import pypdfium2 as pdfium
import pytest

from exports import paper
from exports.parcel import Parcel, Taken
from locales import text as t
from story.card import PLAIN, View
from tests import codes
from tests.records import SOURCE

A4 = (595.28, 841.89)
CASES = [(SOURCE, "en", "report"), ("hubei-work-2026", "zh", "report"), (SOURCE, "zh", "dual_carbon")]


def parcel(source: str, lang: str, what: str, base: str = "https://figures.example") -> Parcel:
    return Parcel(View(source, lang, "light", False, ""), Taken((what,), beside=source == SOURCE), base=base)


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def made(request: pytest.FixtureRequest) -> tuple[Parcel, pypdf.PdfReader]:
    taken = parcel(*request.param)
    return taken, pypdf.PdfReader(io.BytesIO(paper.pdf(taken)))


class Page(NamedTuple):
    """A page as it is read: its text, and where each piece of it stands."""

    text: str
    places: list[tuple[float, float]]


@pytest.fixture(scope="module")
def pages(made: tuple[Parcel, pypdf.PdfReader]) -> list[Page]:
    found = []
    for page in made[1].pages:
        places: list[tuple[float, float]] = []

        def seen(text: str, cm: Any, tm: Any, *_: Any, places: list[tuple[float, float]] = places) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                places.append((x, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

        found.append(Page(page.extract_text(visitor_text=seen), places))
    return found


def plain(words: str) -> str:
    """Without what setting the words in lines may add: spaces and line ends."""
    return re.sub(r"\s", "", words)


def words(reader: pypdf.PdfReader) -> str:
    return plain("".join(page.extract_text() for page in reader.pages))


def structure(found: Any) -> Iterator[dict[str, Any]]:
    """Every element of the structure tree below one, in the order in which it is read out."""
    found = found.get_object()
    if isinstance(found, list):
        for one in found:
            yield from structure(one)
    elif isinstance(found, dict):
        if "/S" in found:
            yield found
        yield from structure(found.get("/K", pypdf.generic.NullObject()))


def tree(reader: pypdf.PdfReader) -> list[dict[str, Any]]:
    return list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]


def outline(entries: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    """The bookmarks as a reader sees them: how deep each is, and its title."""
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, level + 1)
        else:
            yield level, str(entry.title)


def test_every_figure_and_every_word_of_a_card_is_text(made: tuple[Parcel, pypdf.PdfReader], pages: list[Page]) -> None:
    taken, _ = made
    told = plain("".join(page.text for page in pages))
    said = [*taken.figures["display"], *taken.figures["statement"], taken.checked, taken.source]
    for part in taken.parts:
        said += [part.title, part.summary, *(row["display"] for row in part.headline)]
        for card in part.cards:
            said += [card.title, card.about, card.note]
    assert not [one for one in said if plain(one) not in told]


def test_words_in_a_chart_are_text(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    taken, _ = made
    page, card = next(
        (part.page_id, card) for part in taken.parts for card in part.cards if card.form in ("ladder", "amounts")
    )
    alone = Parcel(taken.view, Taken((f"{page}.{card.key}",)))
    told = plain(pypdf.PdfReader(io.BytesIO(paper.pdf(alone))).pages[0].extract_text())
    chart = told.split(plain(card.title), 1)[1].split(plain(t("Source: {source}", taken.lang).format(source="")), 1)[0]
    displays = card.frames(taken.view)[-1]["display"]
    assert not [one for one in displays if plain(one) not in chart]


def test_pages_are_a4_numbered_and_nothing_leaves_them(made: tuple[Parcel, pypdf.PdfReader], pages: list[Page]) -> None:
    _, reader = made
    for number, (page, (text, places)) in enumerate(zip(reader.pages, pages, strict=True), 1):
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(A4, abs=0.1)
        assert f"{number}/{len(pages)}" in plain(text)
        assert places
        assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in places), number


def test_nothing_but_the_foot_stands_in_the_bottom_margin(pages: list[Page]) -> None:
    """Where a block that is higher than its page would be set on."""
    for _, places in pages:
        assert len({round(y) for _, y in places if round(y) < 56}) == 1  # pt: 20 mm


def test_no_page_but_the_last_is_nearly_empty(pages: list[Page]) -> None:
    assert all(page.text.count("\n") > 3 for page in pages[:-1]), "the contents run over by a line"


def test_english_is_english(made: tuple[Parcel, pypdf.PdfReader], pages: list[Page]) -> None:
    taken, _ = made
    assert taken.lang == "zh" or not re.findall(r"[\u3400-\u9fff]+", "".join(page.text for page in pages))


def test_no_unit_and_no_place_is_torn(pages: list[Page]) -> None:
    text = "\n".join(page.text for page in pages)
    assert not re.findall(r".*(?:yuan/|元/|元\n/|第\d+)\n.*", text)


def test_bookmarks_name_the_parts_and_their_cards(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    taken, reader = made
    titles = [plain(title) for _, title in outline(reader.outline)]
    wanted = [title for part in taken.parts for title in (part.title, *(card.title for card in part.cards))]
    assert titles[: len(wanted)] == [plain(title) for title in wanted]


def test_it_is_tagged_names_its_language_and_tells_every_chart_in_words(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    taken, reader = made
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith(taken.lang)  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == taken.title
    metadata = root["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert re.search(r"pdfuaid:part\D+1", metadata)
    told = {str(found["/Alt"]) for found in tree(reader) if found["/S"] == "/Figure"}
    assert all(map(str.strip, told))
    charts = [card for part in taken.parts for card in part.cards if card.form not in PLAIN]
    assert {card.told(taken.view).alternative for card in charts} <= told
    assert taken.address in told  # the code to check it by


def test_headings_lead_through_it_and_are_its_bookmarks(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    _, reader = made
    headings = [
        (int(level[1]), str(found["/T"])) for found in tree(reader) if (level := re.fullmatch(r"/H(\d)", found["/S"]))
    ]
    levels = [0, *(level for level, _ in headings)]
    assert all(below <= above + 1 for above, below in pairwise(levels)), "a level is skipped"
    assert headings == list(outline(reader.outline))


def test_a_table_says_what_heads_its_columns(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    taken, reader = made
    tables = [found for found in tree(reader) if found["/S"] == "/Table"]
    assert tables
    for found in tables:
        head, *rows = (
            [cell for cell in structure(row["/K"]) if cell["/S"] in ("/TH", "/TD")]
            for row in structure(found["/K"]) if row["/S"] == "/TR"
        )  # fmt: skip
        assert [cell["/S"] for cell in head] == ["/TH"] * len(head)
        assert {cell["/A"][0].get_object()["/Scope"] for cell in head} == {"/Column"}
        assert rows and all([cell["/S"] for cell in row] == ["/TD"] * len(head) for row in rows)
    assert len(rows) == len(taken.figures)


def test_its_code_holds_the_address_that_its_mark_is_checked_at(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    taken, reader = made
    assert isinstance(reader.stream, io.BytesIO)
    with pdfium.PdfDocument(reader.stream.getvalue()) as document:
        seen = io.BytesIO()
        document[len(document) - 1].render(scale=2).to_pil().save(seen, "png")
    assert codes.read(seen.getvalue()) == [taken.address]
    assert taken.mark in taken.address


def test_all_fonts_travel_in_the_file(made: tuple[Parcel, pypdf.PdfReader]) -> None:
    _, reader = made
    fonts = {
        str(font["/BaseFont"])
        for page in reader.pages
        for font in (one.get_object() for one in page["/Resources"].get("/Font", {}).values())  # type: ignore[attr-defined]
    }
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+(NotoSansSC|DejaVuSansMono)", name) for name in fonts), fonts


def test_the_same_parcel_gives_the_same_bytes() -> None:
    assert paper.pdf(parcel(SOURCE, "zh", "overview.versus")) == paper.pdf(parcel(SOURCE, "zh", "overview.versus"))


def test_words_are_never_markup_and_a_sign_without_a_font_loses_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = r'#panic("x") $x^2$ *not bold* _no_ \ `raw` <label> @ref = no heading // kept [/] "as is" ~ -- ...'
    taken = parcel(SOURCE, "zh", "overview.versus", base="")
    part = taken.parts[0]
    card = part.cards[0]
    for title in (odd, odd + " \U0001f9ff"):
        changed = part._replace(cards=(type(card)(**{**card.__dict__, "title": title, "note": odd}),))
        monkeypatch.setattr(taken, "parts", (changed,))
        reader = pypdf.PdfReader(io.BytesIO(paper.pdf(taken)))
        assert words(reader).count(plain(odd)) == 2
