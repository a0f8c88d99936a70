"""What comes out of a browser's own printing: the page and nothing around it, light, cards whole, nothing cut."""

import re
from collections.abc import Callable

import pypdfium2
import pytest

from tests.browser.conftest import Visit

UNHEARD = ".stAppHeader, .st-key-tabs, .stElementToolbar, [class*=st-key-more_], [class*=st-key-take_], .stCheckbox"
# every colour that is filled behind anything of the page, and whether each card may be split
LOOK = """() => {
    const all = [document.documentElement, document.body, ...document.querySelectorAll('.stApp, .stApp :not(svg *)')];
    const light = ([r, g, b, a = 1]) => a === 0 || Math.min(r, g, b) > 200;
    const ground = one => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number);
    const cards = [...document.querySelectorAll('[class*=st-key-card_]')];
    return {
        dark: all.filter(one => !light(ground(one))).map(one => one.outerHTML.slice(0, 200)),
        split: cards.filter(card => getComputedStyle(card).breakInside !== 'avoid').length,
        cards: cards.length,
        wide: [...document.querySelectorAll('.stMain svg.marks, .stMain canvas')]
            .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length,
    };
}"""


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize(
    ("address", "scheme"),
    [("/", "dark"), ("/consumption?lang=en", "light"), ("/explore", "dark"), ("/sources?lang=en", "dark")],
)
def test_a_page_prints_light_and_whole_without_what_surrounds_it(
    visit: Callable[..., Visit], address: str, scheme: str
) -> None:
    page, errors, foreign = visit(address, scheme=scheme)
    titles = page.locator(".stMain :is(h1, h2)").all_inner_texts()
    page.set_viewport_size({"width": 718, "height": 800})  # A4 less its margins, px
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    assert not [one for one in page.locator(UNHEARD).all() if one.is_visible()]
    look = page.evaluate(LOOK)
    assert look["cards"]
    assert (look["dark"], look["split"], look["wide"]) == ([], 0, 0)
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    told = plain("".join(sheet.get_textpage().get_text_range() for sheet in printed))
    assert len(printed) > 1
    assert not [title for title in titles if plain(title) not in told]
    assert not errors
    assert not foreign


def test_a_table_says_that_paper_holds_what_was_in_sight(visit: Callable[..., Visit]) -> None:
    page, *_ = visit("/explore?lang=en")
    page.emulate_media(media="print")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    told = plain("".join(sheet.get_textpage().get_text_range() for sheet in printed))
    assert told.count(plain("paper holds what was in sight on the screen")) == page.locator(".stDataFrame").count()
