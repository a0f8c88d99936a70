"""Every picture of every card: the chart has its width, the words stay inside, 16:9, source and title on it."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from PIL import Image, ImageFont
from streamlit.testing.v1 import AppTest

from charts.theme import PALETTES
from data import quotes, schema
from exports import images
from exports.cards import picture
from story import card as story, citation
from tests.records import SOURCE
from tests.ui.test_pages import PAGES, turned_to
from ui import cards

ROOT = Path(__file__).resolve().parents[2]
HIGH = {"map"}  # 70 paragraphs, a row each: higher than 16:9
DOCUMENT = {"zh": "武昌高质量发展稿件", "en": "Wuchang report"}
SVG = "{http://www.w3.org/2000/svg}"


class Card(NamedTuple):
    card: story.Card
    view: story.View


@pytest.fixture(scope="module", autouse=True)
def with_quotes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data with made-up quotes, so that the K-line has its card."""
    folder = tmp_path_factory.mktemp("tables")
    for table in schema.TABLES:
        schema.parquet(table, folder).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    path = folder / "made-up.csv"
    with path.open("w", encoding="utf8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["date", "open", "high", "low", "close", "volume", "turnover"])
        for number, day in enumerate(pd.bdate_range("2024-01-02", periods=150)):
            price = 60 + number % 17
            lines.writerow([day.date(), price, price + 1, price - 1, price, 100, price * 100])
    quotes.write(quotes.gather([path])[1], folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        yield


@pytest.fixture(scope="module", params=DOCUMENT)
def drawn(request: pytest.FixtureRequest) -> dict[str, Card]:
    """What every page draws on cards, by the card's key, met by opening the page with all its switches on."""
    met: dict[str, Card] = {}

    def meet(card: story.Card, view: story.View, *_: Any) -> None:
        if card.form not in story.PLAIN:
            met[card.key] = Card(card, view)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "_card", meet)
        patch.setattr(cards, "_card_alone", meet)
        test = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=120)
        for switch, value in {"lang": request.param, "context": "1", "later": "1"}.items():
            test.query_params[switch] = value
        assert not test.run().exception
        # Explore last: AppTest cannot take its choice, worded in the session's language, on to another page
        for page in sorted(PAGES, key=lambda name: name == "explore"):
            assert not turned_to(test, page).exception, page
    assert {"services_growth", "settled", "context_market", "context_gdp", "values", "map"} <= set(met)
    told = story.pages(SOURCE, request.param)
    assert {card.key for page in told.values() for card in page.cards if card.form not in story.PLAIN} <= set(met)
    return met


@cache
def font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(images.FONTS / "NotoSansSC-Regular.otf"), size)


class Text(NamedTuple):
    words: str
    left: float
    right: float
    top: float
    bottom: float


def texts(element: ET.Element, x: float = 0, y: float = 0) -> Iterator[Text]:
    """The texts that can be seen, each with the box it fills, by the font that pictures are set in."""
    for move in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        numbers = [float(number) for number in re.split(r"[ ,]+", move[1])]
        assert move[0] == "translate" or not any(numbers), f"cannot measure {move}"
        if move[0] == "translate":
            x, y = x + numbers[0], y + (numbers[1] if len(numbers) > 1 else 0)
    if element.get("opacity") == "0" or element.get("display") == "none":
        return
    if element.tag == f"{SVG}text":
        size = float(element.get("font-size", "16px").removesuffix("px"))
        down = y
        for line in [element, *element]:
            down += float(line.get("dy", 0))
            if words := (line.text or "").strip():
                width = font(size).getlength(words) * (1.02 if element.get("font-weight") == "bold" else 1)
                left = x - width * {"middle": 0.5, "end": 1}.get(element.get("text-anchor", "start"), 0)
                yield Text(words, left, left + width, down - 0.9 * size, down + 0.2 * size)
    for child in element:
        if element.tag != f"{SVG}text":
            yield from texts(child, x, y)


def plot_width(picture: ET.Element) -> float:
    """Width of the rectangle that the marks are drawn in."""
    path = next(path for path in picture.iter(f"{SVG}path") if path.get("class") == "background")
    width = re.match(r"M[\d.]+,[\d.]+h([\d.]+)", path.get("d", ""))
    assert width
    return float(width[1])


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_picture_holds_its_chart_and_its_words(drawn: dict[str, Card], scheme: str) -> None:
    faults = []
    for key, (card, view) in drawn.items():
        drawing = ET.fromstring(picture(images.svg, card, view._replace(scheme=scheme)))
        width, height = float(drawing.get("width", 0)), float(drawing.get("height", 0))
        if (share := plot_width(drawing) / width) < 0.85:
            faults.append(f"{key}: the chart has {share:.0%} of the width")
        if width * 9 != height * 16 and not (key in HIGH and width == images.WIDTHS[-1] and height > width * 9 / 16):
            faults.append(f"{key}: {width:g} × {height:g} is not 16:9")
        ground = drawing.find(f"{SVG}rect")
        if ground is None or ground.get("fill") != PALETTES[scheme].canvas:
            faults.append(f"{key}: not on the {scheme} ground")
        told = list(texts(drawing))
        faults += [
            f"{key}: “{text.words}” leaves the picture"
            for text in told
            if text.left < 0 or text.right > width or text.top < 0 or text.bottom > height
        ]
        together = plain("".join(text.words for text in told))
        source = citation.line(card.frames(view)[-1], view.lang)
        said = (card.title, card.about, card.note, source)
        faults += [f"{key}: “{words}” is missing" for words in said if plain(words) not in together]
        named = source.count(DOCUMENT[view.lang])
        if named > 1 or (named == 0 and not key.startswith("context_")):
            faults.append(f"{key}: the document is not named once: {source}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_png_is_16_by_9_and_not_empty(drawn: dict[str, Card], scheme: str) -> None:
    for key in ("services_growth", "first_in_province", "context_market"):
        card, view = drawn[key]
        png = Image.open(io.BytesIO(picture(images.png, card, view._replace(scheme=scheme)))).convert("RGB")
        assert png.size == (2560, 1440)
        assert f"#{png.crop((4, 4, 5, 5)).tobytes().hex().upper()}" == PALETTES[scheme].canvas
        colours = png.getcolors(1 << 24)
        assert colours is not None
        canvas = max(count for count, _ in colours)
        assert 0.005 < 1 - canvas / (2560 * 1440) < 0.6, key


def test_a_long_title_note_and_source_leave_the_chart_its_width(drawn: dict[str, Card]) -> None:
    card, view = drawn["services_growth"]
    spec = card.spec(view._replace(scheme="light"))
    long = "一个很长的标题 with a long English tail " * 8
    drawing = ET.fromstring(images.svg(spec, title=long, about=long, note=long, source=long))
    width, height = float(drawing.get("width", 0)), float(drawing.get("height", 0))
    assert plot_width(drawing) / width > 0.85
    assert all(text.left >= 0 and text.right <= width and text.bottom <= height for text in texts(drawing))


def test_bold_is_bold_and_latin_signs_have_no_chinese_air() -> None:
    text = '<text font-size="20px" font-weight="bold" fill="#10161F">{}</text>'
    assert 'stroke="#10161F"' in images._set(text.format("标题"))
    assert '<tspan dx="-0.18em">¶</tspan>' in images._set(text.format("Report (¶24)"))
    assert "tspan" not in images._set(text.format("“五一”"))


def test_bold_text_without_words_stays_as_it_is() -> None:
    empty = '<text font-size="20px" font-weight="bold" fill="#10161F"/>'
    assert images._set(empty) == empty


def test_a_ground_behind_bold_words_keeps_its_own_colour() -> None:
    ground = '<text font-weight="bold" font-size="12px" fill="#111" stroke="#FFF" stroke-width="4">词</text>'
    assert images._set(ground) == ground
