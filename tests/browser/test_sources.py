"""The ledger and the map of numbers: each shows what is picked in the other."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, settle

RINGED = "[data-testid=stVegaLiteChart] svg.marks path[stroke-width='2']"


def searched(page: Page, words: str) -> Locator:
    """The ledger's table, after a search; its cells are drawn, and listed for a screen reader."""
    box = page.get_by_role("textbox", name="搜索")
    box.fill(words)
    box.press("Enter")
    settle(page)
    return page.get_by_test_id("stDataFrame").first


def test_the_ledger_is_searched_by_several_words_of_any_width(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/sources")
    table = searched(page, "６．４ 投资")
    expect(table.locator("[role=gridcell]").first).to_have_text("6.4%")
    expect(page.get_by_text("1行；")).to_be_visible()
    searched(page, "没有这样的数字")
    expect(page.get_by_text("0行；")).to_be_visible()
    assert errors == []
    assert foreign == []


def test_a_ticked_row_is_ringed_on_the_map_and_a_clicked_mark_shows_its_row(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/sources")
    expect(page.locator(RINGED)).to_have_count(0)
    searched(page, "６．４ 投资").locator(".dvn-scroller").click(position={"x": 16, "y": 55})  # the only row
    expect(page.locator(RINGED)).to_have_count(1)
    settle(page)
    mark = page.locator("[data-testid=stVegaLiteChart] svg.marks path[aria-label^='41 ']")
    mark.click()
    expect(page.get_by_text(re.compile(r"^\d{2,}行；"))).to_be_visible()  # the search is gone
    expect(page.locator(RINGED)).to_have_count(1)
    first = page.get_by_test_id("stDataFrame").first.locator("tbody tr").first
    expect(first.locator("[role=gridcell]").first).to_have_text("41")
    expect(first).to_have_attribute("aria-selected", "true")
    assert errors == []
