"""The file that needs no network, opened from the disk with no network: pages, charts, figures, addresses."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import queries
from exports import offline
from story.card import pages
from tests.browser.conftest import SIZES, note, serious
from tests.exports.test_offline import HOSTILE, REPORTS, written
from tests.records import SOURCE

ALL = ["published", "derived", "context"]
NONE: dict[str, Any] = {
    "themes": [], "topics": [], "kinds": [], "units": [], "scopes": [], "subjects": [], "qualifiers": [], "bases": ALL,
    "period_kinds": [], "years": [], "text": "",
}  # fmt: skip
DRAWN = "name => document.documentElement.dataset.drawn === name"
FAILED = "() => document.querySelectorAll('.chart[data-drawn=no]').length"


class Opened(NamedTuple):
    page: Page
    address: str
    errors: list[str]
    asked: list[str]  # whatever is not the file itself


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("offline")
    for source in REPORTS:
        (folder / f"{source}.html").write_bytes(offline.html(source))
    return {source: folder / f"{source}.html" for source in REPORTS}


@pytest.fixture
def read(browser: Browser, files: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """Open a file at a fragment, as by a double click."""
    contexts: list[BrowserContext] = []

    def opened(
        fragment: str = "", *, source: str = SOURCE, size: str = "laptop", path: Path | None = None, **more: Any
    ) -> Opened:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **more)
        contexts.append(context)
        page = context.new_page()
        errors: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: note(message, errors))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        address = (path or files[source]).as_uri()
        page.on("request", lambda request: None if request.url.split("#")[0] == address else asked.append(request.url))
        page.goto(address + fragment)
        return Opened(page, address, errors, asked)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def leaf(browser: Browser, files: dict[str, Path]) -> Iterator[Callable[..., Page]]:
    """The same open file at another fragment, ``leaf("#/zh/figures", SOURCE)``: for tests that ask for one page."""
    pages: dict[str, Page] = {}

    def turned(fragment: str, source: str = SOURCE) -> Page:
        if source not in pages:
            pages[source] = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
            pages[source].goto(files[source].as_uri())
        pages[source].evaluate("fragment => { location.hash = fragment }", fragment)
        return pages[source]

    yield turned
    for page in pages.values():
        page.context.close()


def shown(page: Page, lang: str = "zh") -> list[str]:
    """The ids of the figures in the table, in its order."""
    return list(
        page.locator(f'[data-at="/{lang}/figures"] tbody tr:not([hidden])').evaluate_all(
            "rows => rows.map(row => row.dataset.at.split('/').slice(3).join('/'))"
        )
    )


def passing(source: str, **asked: Any) -> set[str]:
    """The ids of the figures that the dashboard's own question lets through."""
    rows = queries.run("explore/page", **{**NONE, **asked}, source=source, lang="zh", limit=10_000, offset=0)
    return set(rows["observation_id"])


@pytest.mark.parametrize("source", REPORTS)
@pytest.mark.parametrize("lang", offline.LANGUAGES)
def test_every_page_draws_all_its_charts(read: Callable[..., Opened], source: str, lang: str) -> None:
    page, _, errors, asked = read(f"#/{lang}/overview", source=source)
    for name, told in pages(source, lang).items():
        page.locator(f'.told[data-lang={lang}] nav a[href="#/{lang}/{name}"]').click()
        expect(page.locator("h1:visible")).to_have_text(told.title)
        page.wait_for_function(DRAWN, arg=name)
    page.locator(f'.told[data-lang={lang}] nav a[href="#/{lang}/context"]').click()
    page.wait_for_function(DRAWN, arg="context")
    assert page.evaluate(FAILED) == 0
    assert page.locator(f".told[data-lang={lang}] .chart svg").count() == page.locator(
        f".told[data-lang={lang}] .chart"
    ).count()  # fmt: skip
    assert (errors, asked) == ([], [])


# colours do not depend on the words: either scheme meets every kind of element
@pytest.mark.parametrize(
    ("fragment", "scheme"),
    [
        ("#/zh/overview", "light"), ("#/en/dual_carbon", "dark"), ("#/zh/figures", "light"), ("#/zh/figures", "dark"),
        ("#/en/sources", "dark"), ("#/en/context", "light"),
    ],
)  # fmt: skip
def test_everybody_can_use_it(read: Callable[..., Opened], scheme: str, fragment: str) -> None:
    page, _, errors, _ = read(fragment, color_scheme=scheme)
    page.wait_for_function(DRAWN, arg=fragment.split("/")[-1])
    assert serious(page) == []
    assert errors == []


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_window(read: Callable[..., Opened], size: str) -> None:
    page = read(size=size).page
    for name in (*pages(SOURCE, "zh"), "context", "figures", "sources"):
        page.evaluate("hash => { location.hash = hash }", f"#/zh/{name}")
        page.wait_for_function(DRAWN, arg=name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= SIZES[size][0], name


def test_an_address_restores_what_was_seen(read: Callable[..., Opened]) -> None:
    page, address, errors, _ = read("#/zh/figures")
    table = page.locator('[data-at="/zh/figures"]')
    table.get_by_role("searchbox").fill("成交")
    table.get_by_label("主题").select_option("dual_carbon")
    table.get_by_role("button", name="数字").click()
    expect(table.locator("[data-sort=figure]")).to_have_attribute("aria-sort", "ascending")
    seen, kept = shown(page), page.url
    assert set(seen) == passing(SOURCE, themes=["dual_carbon"], text="成交")
    again = read(kept.removeprefix(address)).page
    expect(again.locator('[data-at="/zh/figures"]').get_by_role("searchbox")).to_have_value("成交")
    expect(again.locator('[data-at="/zh/figures"] tbody tr:not([hidden])')).to_have_count(len(seen))
    assert shown(again) == seen
    again.get_by_role("link", name="English").click()
    expect(again.locator("html")).to_have_attribute("lang", "en")
    assert shown(again, "en") != []
    assert set(shown(again, "en")) == set(seen)
    page.go_back()
    expect(table.locator("[aria-sort]")).to_have_count(0)
    page.go_back()
    expect(table.get_by_label("主题")).to_have_value("")
    assert errors == []


@pytest.mark.parametrize("source", REPORTS)
@pytest.mark.parametrize(
    "text", ["武汉 投资", "第４１", "GDP 2024", "skp", "零号员工", "nothing of the kind", "亿元 增"]
)
def test_a_search_finds_what_the_dashboard_finds(leaf: Callable[..., Page], source: str, text: str) -> None:
    page = leaf(f"#/zh/figures?q={quote(text)}", source)
    expected = passing(source, text=text)
    expect(page.locator('[data-at="/zh/figures"] tbody tr:not([hidden])')).to_have_count(len(expected))
    assert set(shown(page)) == expected


@pytest.mark.parametrize("source", REPORTS)
@pytest.mark.parametrize("name", ["theme", "subject", "qualifier", "year"])
def test_a_filter_leaves_what_the_tables_have_and_counts_it(
    leaf: Callable[..., Page], source: str, name: str
) -> None:  # fmt: skip
    page = leaf("#/zh/figures", source)
    select = page.locator(f'[data-at="/zh/figures"] select[name={name}]')
    options = select.locator("option").evaluate_all("all => all.slice(1).map(one => [one.value, one.textContent])")
    assert options
    for value, title in options:
        select.select_option(value)
        asked = {"years": [int(value)]} if name == "year" else {f"{name}s": [value]}
        expected = passing(source, **asked)
        expect(page.locator('[data-at="/zh/figures"] tbody tr:not([hidden])')).to_have_count(len(expected))
        assert set(shown(page)) == expected
        assert title.endswith(f"（{len(expected)}）")


def test_a_mark_opens_its_figure_and_the_way_back_closes_it(read: Callable[..., Opened]) -> None:
    page, _, errors, _ = read("#/zh/consumption")
    page.wait_for_function(DRAWN, arg="consumption")
    mark = page.locator('[data-chart="zh/consumption/retail"] svg [aria-label*="367亿元"]').last
    mark.scroll_into_view_if_needed()
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("367亿元")
    mark.click()
    dialog = page.get_by_role("dialog")
    row = next(iter(queries.rows("figures/by_id", observation_id="retail_sales_2024h1", source=SOURCE, lang="zh")))
    for words in (
        row["display"],
        row["statement"],
        row["definition"],
        row["qualifier_title"],
        row["section"],
        "第56段",
    ):
        expect(dialog).to_contain_text(words)
    expect(page).to_have_url(re.compile("#/zh/figure/retail_sales_2024h1$"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile("#/zh/consumption$"))
    page.go_forward()
    expect(dialog).to_be_visible()
    page.go_back()
    expect(dialog).to_have_count(0)
    assert errors == []


def test_a_figure_by_its_address_with_the_keyboard_alone(read: Callable[..., Opened]) -> None:
    page = read("#/en/figure/retail_sales_2024h1").page
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("36.7 billion yuan")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("h1:visible")).to_contain_text("figures in all")
    link = page.locator('[data-at="/en/figure/retail_sales_2024h1"] a')
    link.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.wait_for_function("() => document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("#/zh/figure/none", "figure/none"), ("#/fr/overview", "fr"), ("#/zh/overview/none", "none"),
        ("#/zh/figures?theme=none&sort=none", "theme=none, sort=none"), ("#/zh/%3Cb%3E", "<b>"), ("#/zh/%zz", "%zz"),
    ],
)  # fmt: skip
def test_what_an_address_asks_in_vain_is_named(read: Callable[..., Opened], fragment: str, told: str) -> None:
    page, _, errors, _ = read(fragment)
    expect(page.locator(".in-vain:visible")).to_contain_text(told)
    expect(page.locator("h1:visible")).to_have_count(1)
    assert errors == []


def test_the_scheme_is_the_readers_and_paper_is_light(read: Callable[..., Opened]) -> None:
    page = read(color_scheme="dark").page
    page.wait_for_function(DRAWN, arg="overview")
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    inks = """() => {
        const texts = document.querySelectorAll(".shown .chart svg text");
        return [...new Set([...texts].map(text => getComputedStyle(text).fill))];
    }"""
    assert page.evaluate(ground) == "rgb(18, 22, 28)"
    dark = page.evaluate(inks)
    page.get_by_role("button", name="浅色").click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    light = page.evaluate(inks)
    assert set(light).isdisjoint(dark)
    page.get_by_role("button", name="深色").click()
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate(inks) == light
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("button", name="打印")).to_have_count(0)
    cards = pages(SOURCE, "zh")["overview"].shown(beside=False, later=False)
    expect(page.locator(".card:visible")).to_have_count(len(cards))


def test_without_a_script_the_figures_can_be_read(read: Callable[..., Opened]) -> None:
    page = read(java_script_enabled=False).page
    expect(page.locator(".notice:visible").first).to_contain_text("脚本")
    for lang in offline.LANGUAGES:
        expect(page.locator(f'[id="/{lang}/figures"] tbody tr:visible')).to_have_count(len(passing(SOURCE)))
    expect(page.locator("form:visible")).to_have_count(0)


def test_markup_in_the_words_of_figures_does_no_harm(
    read: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(written(tmp_path, monkeypatch))
    page, _, errors, asked = read("#/zh/figure/retail_sales_2024h1", path=path)
    expect(page.get_by_role("dialog")).to_contain_text(HOSTILE.split("\u2028")[0])
    page.keyboard.press("Escape")
    page.evaluate("() => { location.hash = '#/en/overview' }")
    page.wait_for_function(DRAWN, arg="overview")
    page.locator('[data-chart="en/overview/money"] svg').hover()
    expect(page.get_by_role("tooltip")).to_contain_text("onerror")
    assert page.locator("img").count() == 0
    assert (errors, asked) == ([], [])


def test_charts_fit_a_window_that_was_made_narrow_meanwhile(read: Callable[..., Opened]) -> None:
    page = read("#/zh/consumption").page
    page.wait_for_function(DRAWN, arg="consumption")
    page.evaluate("() => { location.hash = '#/zh/figures' }")
    page.wait_for_function(DRAWN, arg="figures")
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => { location.hash = '#/zh/consumption' }")
    page.wait_for_function(
        """() => [...document.querySelectorAll('.shown .chart')].filter(chart => chart.offsetParent).every(
            chart => Math.abs(chart.clientWidth - chart.querySelector('svg').clientWidth) < 2)"""
    )
