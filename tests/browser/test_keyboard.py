"""Dialogs with the keyboard alone: the focus stays in one, and goes back to what opened it when it closes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

FOCUSED = "() => document.activeElement.closest('[role=dialog]') !== null"


def in_dialog(page: Page) -> None:
    page.wait_for_function(FOCUSED)


@pytest.mark.parametrize("path", ["/", "/explore?theme=consumption&kind=growth", "/sources"])
def test_a_cards_dialog(visit: Callable[..., Visit], path: str) -> None:
    page, errors, _ = visit(path)
    more = page.get_by_role("button", name="更多").last
    more.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    in_dialog(page)
    tab = dialog.get_by_role("tab", name="下载")
    tab.focus()
    page.keyboard.press("Enter")
    for name in ("CSV", "XLSX", "PNG", "SVG"):
        dialog.get_by_role("button", name=name).focus()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(name.lower())
        in_dialog(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(more).to_be_focused()
    assert errors == []


def test_a_ticked_figures_dialog_gives_the_focus_back(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore?theme=consumption&kind=growth")
    page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 300, "y": 85})
    page.keyboard.press("Shift+Space")  # ticks the row
    opens = page.get_by_role("button", name="查看详情")
    opens.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_test_id("stMetricValue")).to_have_text("20%—30%")
    in_dialog(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opens).to_be_focused()
    assert errors == []
