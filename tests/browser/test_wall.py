"""The wall: slides as large as the screen, that turn by themselves and can be stopped."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from story.card import pages
from tests.browser.conftest import is_foreign, note
from tests.records import SOURCE


@pytest.fixture(scope="module")
def wall(browser: Browser, dashboard: str) -> Iterator[Callable[[str], Page]]:
    page = browser.new_page()
    page.clock.install()

    def opened(more: str = "") -> Page:
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{dashboard}/?wall=1{more}")
        expect(page.locator(".stage .first h1")).to_be_visible(timeout=60_000)
        return page

    yield opened
    page.close()


def smallest(page: Page) -> float:
    """The height of the smallest letters on a slide, in px of the screen."""
    return float(
        page.locator(".slide svg").evaluate(
            """svg => Math.min(...[...svg.querySelectorAll("text")].filter(text => text.textContent.trim())
                .map(text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a))"""
        )
    )


def test_the_first_slide_is_the_conclusion_over_four_figures(wall: Callable[[str], Page]) -> None:
    page, told = wall(""), pages(SOURCE, "zh")["overview"]
    expect(page.locator(".first h1")).to_have_text(told.title)
    expect(page.locator(".first .figure")).to_have_count(4)
    sizes = page.locator(".first .figure").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 96
    words = page.locator(".first :not(:has(*))").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(words) >= 36
    expect(page.locator(".first .source")).to_contain_text("据《武昌：探索中心城区转型发展“新”路径》")
    box = page.locator(".stage").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}


@pytest.mark.parametrize("more", ["", "&lang=en", "&report=hubei-work-2026"])
def test_every_slide_can_be_read_from_afar(wall: Callable[[str], Page], more: str) -> None:
    page = wall(more)
    errors: list[str] = []
    page.on("console", lambda message: note(message, errors))
    slides = int(str(page.locator(".count").text_content()).split(" / ")[1])
    assert slides > 2
    for number in range(2, slides + 1):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".count")).to_have_text(f"{number} / {slides}")
        assert smallest(page) >= 35.9, number
    page.set_viewport_size({"width": 3840, "height": 2160})
    expect(page.locator(".slide svg")).to_have_css("width", "3840px")
    assert smallest(page) >= 71.8
    assert errors == []


def test_slides_turn_by_themselves_until_they_are_stopped(wall: Callable[[str], Page]) -> None:
    page = wall("")
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if is_foreign(request.url, page.url[:21]) else None)
    count = page.locator(".count")
    slides = int(str(count.text_content()).split(" / ")[1])
    page.clock.run_for(20_000)
    expect(count).to_have_text(f"2 / {slides}")
    page.keyboard.press(" ")
    expect(page.get_by_text("已暂停")).to_be_visible()
    page.clock.run_for(60_000)
    expect(count).to_have_text(f"2 / {slides}")
    page.locator(".stage").click()
    expect(page.get_by_text("已暂停")).to_have_count(0)
    for number in (*range(3, slides + 1), 1):  # after the last the server is asked again
        page.clock.run_for(20_000)
        expect(count).to_have_text(f"{number} / {slides}")
    expect(page.locator(".first h1")).to_be_visible()


def test_the_wall_shows_the_cards_that_the_story_names(wall: Callable[[str], Page]) -> None:
    page, told = wall(""), pages(SOURCE, "zh")
    titles = {card.key: card.title for of in told.values() for card in of.cards}
    named = [titles[key] for key in told["overview"].wall if key in titles]
    seen = []
    for _ in range(int(str(page.locator(".count").text_content()).split(" / ")[1]) - 1):
        page.keyboard.press("ArrowRight")
        seen.append(str(page.locator(".slide svg title").first.text_content()))
    assert seen == [title for title in named if title in seen]
    assert len(seen) >= 8
