"""Every page, opened by its address, in both languages, light and dark, on a phone, a laptop and a wall."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, Visit, serious, settle

# how many charts each page draws
PAGES = {
    "overview": 5,
    "digital_economy": 3,
    "dual_carbon": 3,
    "consumption": 5,
    "business_environment": 3,
    "context": 16,
    "explore": 3,
    "sql": 0,
    "sources": 1,
    "verify": 0,
    "intake": 0,
}
TWICE = {"twice": (683, 384)}  # a laptop's page made twice as large
CLIPPED = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(element => {
    const style = getComputedStyle(element);
    return style.textOverflow === 'ellipsis' && style.overflowX !== 'visible' && element.type !== 'file'
        && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.textContent)"""
MARKED = """all => all.map(chart => [
    chart.querySelectorAll('svg.marks [class*=mark-] path, svg.marks [class*=mark-] text, canvas').length,
    chart.getAttribute('aria-label') || '',
])"""
FITTED = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => {
    const drawn = chart.querySelector('svg.marks');
    return !drawn || Math.abs(drawn.getBoundingClientRect().width - chart.clientWidth) <= 1.5;
})"""
COLUMNS = """() => new Set([...document.querySelectorAll('[class*=st-key-columns_] [class*=st-key-card_]')]
    .map(card => Math.round(card.getBoundingClientRect().left))).size"""
CUT = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks')].flatMap(svg => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const opacity = [getComputedStyle(text).opacity, text.getAttribute('opacity')];
        if (!text.textContent || opacity.includes('0')) return false;
        const box = text.getBoundingClientRect();
        return box.width > 0 && (box.left < frame.left - 1.5 || box.right > frame.right + 1.5
            || box.top < frame.top - 3 || box.bottom > frame.bottom + 3);
    }).map(text => text.textContent);
})"""


def address(name: str, lang: str) -> str:
    path = "/" if name == "overview" else f"/{name}"
    return path + ("?lang=en" if lang == "en" else "")


def resize(page: Page, size: str) -> None:
    """Make the window as large as one of SIZES or TWICE, and wait until the charts have followed."""
    width, height = (SIZES | TWICE)[size]
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(FITTED)
    settle(page)


def check_whole(page: Page, drawn: int) -> None:
    """The page as it stands at its present width: all painted, nothing broken, clipped or cut."""
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    charts = page.locator("[data-testid=stVegaLiteChart]")
    assert charts.count() == drawn
    take_away = page.locator("[class*=st-key-masthead_]").get_by_role("button", name=re.compile("带走|Take away"))
    expect(take_away).to_have_count(0 if "/intake" in page.url else 1)  # one that is being entered has none yet
    for marks, label in charts.evaluate_all(MARKED):
        assert marks > 3
        assert len(label) > 20, "a chart without alternative text"
    sideways = page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth - main.clientWidth")
    assert sideways <= 0, "the page scrolls sideways"
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CUT) == [], "chart text is cut off"


# colours do not depend on the words: either language in one scheme tries both of each. Each opens at a width of its own
# and is then made wider or narrower: what is right when it is opened cold need not be so when it is resized.
@pytest.mark.parametrize(
    ("lang", "scheme", "sizes"),
    [("zh", "light", ("phone", "wall", "twice")), ("en", "dark", ("laptop", "wall", "phone"))],
)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_at_every_width(
    visit: Callable[..., Visit], name: str, lang: str, scheme: str, sizes: tuple[str, ...]
) -> None:
    cold, *others = sizes
    page, errors, foreign = visit(address(name, lang), scheme=scheme, size=cold)
    check_whole(page, PAGES[name])
    check_language(page, lang)
    assert serious(page) == []
    for size in others:
        resize(page, size)
        check_whole(page, PAGES[name])
        if size == "twice":
            assert page.evaluate(COLUMNS) <= 1
    assert foreign == []
    assert errors == []


@pytest.mark.parametrize(("name", "drawn"), [("overview", 3), ("consumption", 2), ("business_environment", 2)])
def test_a_composed_page_is_whole(visit: Callable[..., Visit], name: str, drawn: int) -> None:
    """In English, whose texts are the longer ones."""
    page, errors, foreign = visit(address(name, "en").replace("lang=en", "lang=en&report=hubei-work-2026"))
    for size in ("laptop", "phone"):
        resize(page, size)
        check_whole(page, drawn)
    assert foreign == []
    assert errors == []


# What a Chinese page may say in Latin letters: names, units and file formats.
LATIN = {
    "SKP", "SQL", "CSV", "XLSX", "PNG", "SVG", "JSON", "Parquet", "P", "M758", "MALL", "AI", "English", "sha256",
    "FP16", "GBK", "UTF", "REPORT_TEXT_DIR", "DuckDB", "SELECT", "MB", "PPTX", "DOCX", "PDF", "HTML",
    "TXT", "DOC", "txt", "docx", "pdf", "html", "drafts",
}  # fmt: skip
# What an English page may say in Chinese: the name of the other language.
HAN = {"中文"}


def check_language(page: Page, lang: str) -> None:
    """No word of the other language, but for names, units and file formats."""
    text = re.sub(r"(?<![0-9A-Za-z])[0-9a-f]{12,}", "", said(page))  # data version, checksum
    if lang == "zh":
        assert set(re.findall(r"[A-Za-z][A-Za-z0-9_]+", text)) - LATIN == set()
    else:
        for name in HAN:
            text = text.replace(name, "")
        assert re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", text) == []


def said(page: Page) -> str:
    """All that a page says: its text, and the labels and alternative texts of its elements."""
    text: str = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid=stMain]').cloneNode(true);
            // cells of a table are data: the ledger prints the source's own characters in both languages
            const unsaid = 'code, textarea, style, script, canvas, [data-testid=stIconMaterial], '
                + '[data-testid=stAlertDynamicIcon]';
            main.querySelectorAll(unsaid).forEach(node => node.remove());
            const texts = [];
            const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) texts.push(walk.currentNode.textContent);
            const charts = '[data-testid=stVegaLiteChart][aria-label], [data-testid=stVegaLiteChart] [aria-label]';
            document.querySelectorAll(charts).forEach(node => texts.push(node.getAttribute('aria-label')));
            document.querySelectorAll('header a').forEach(node => texts.push(node.textContent));
            return texts.join('\\n');
        }"""
    )
    return text
