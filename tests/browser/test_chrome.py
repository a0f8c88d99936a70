"""What Streamlit itself says around the pages is in the page's language, and follows it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, settle
from tests.browser.test_pages import LATIN, address

# every text and label but data: code, marks of charts, cells and the names of columns
STRANGE = """() => {
    const unsaid = 'code, textarea, style, script, noscript, template, canvas, svg.marks, [role=graphics-document], '
        + '[data-testid=stIconMaterial], [data-testid=stAlertDynamicIcon], #vg-tooltip-element, '
        + '[data-testid=stDataFrameColumnVisibilityMenu] label + label';
    const texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
        if (!walk.currentNode.parentElement.closest(unsaid)) texts.push(walk.currentNode.nodeValue);
    for (const name of ['alt', 'aria-label', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext'])
        document.querySelectorAll(`[${name}]`).forEach(node => {
            if (!node.closest(unsaid)) texts.push(node.getAttribute(name));
        });
    return texts;
}"""
KEPT = LATIN | {"Ctrl", "Esc"}


def strange(page: Page, lang: str = "zh") -> set[str]:
    """The texts on the page that are in the other language."""
    texts: list[str] = page.evaluate(STRANGE)
    if lang == "en":
        return {text for text in texts if re.search("[\u3000-\u303f\u4e00-\u9fff]", text)} - {"中文"}
    return {
        text for text in texts
        if set(re.findall(r"[A-Za-z][A-Za-z0-9_]+", re.sub(r"(?<![0-9A-Za-z])[0-9a-f]{12,}", "", text))) - KEPT
    }  # fmt: skip


def tips(page: Page, table: Locator, buttons: Locator) -> Iterator[str]:
    """The tool tip of each button in turn; they are there while the pointer is over their table."""
    for button in buttons.all():
        table.hover()
        button.hover()
        tip = page.get_by_test_id("stTooltipContent")
        expect(tip).to_have_count(1)
        yield tip.inner_text()
        page.mouse.move(2, 2)
        expect(tip).to_have_count(0)


@pytest.mark.parametrize("name", ["overview", "dual_carbon", "explore"])
def test_nothing_on_a_page_is_in_english(visit: Callable[..., Visit], name: str) -> None:
    page = visit(address(name, "zh")).page
    assert strange(page) == set()
    more = page.get_by_role("button", name="更多", exact=True)
    if more.count():
        more.first.click()
        for tab in page.get_by_role("dialog").get_by_role("tab").all():
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")
            assert strange(page) == set()
        expect(page.get_by_role("dialog").get_by_role("button", name="关闭").last).to_be_visible()


def test_menu_tips_and_narrow_navigation(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/")
    page.get_by_role("button", name="主菜单").click()
    expect(page.get_by_role("menuitemradio", name="深色")).to_be_visible()
    assert strange(page) == set()
    page.get_by_role("menuitem", name="录制屏幕").click()
    expect(page.get_by_role("button", name="开始录制")).to_be_visible()
    assert strange(page) == set()
    page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()
    page.get_by_role("button", name="社会消费品零售总额：说明").hover()
    expect(page.get_by_test_id("stTooltipContent")).to_be_visible()
    assert strange(page) == set()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="展开侧栏").click()
    expect(page.get_by_role("button", name="收起侧栏")).to_be_visible()
    assert strange(page) == set()
    assert errors == []


def test_the_tools_of_a_table(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore")
    table = page.get_by_test_id("stDataFrame")
    grid = table.locator(".dvn-scroller")
    table.hover()
    frame = page.get_by_test_id("stFullScreenFrame").filter(has=table)
    buttons = frame.get_by_test_id("stElementToolbarButton")
    assert list(tips(page, table, buttons)) == ["显示或隐藏列", "下载CSV", "查找", "全屏"]
    table.hover()
    buttons.nth(0).click()
    expect(page.get_by_text("全选")).to_be_visible()
    assert strange(page) == set()
    page.keyboard.press("Escape")
    table.hover()
    buttons.nth(2).click()
    expect(page.get_by_text("输入要找的文字")).to_be_visible()
    page.keyboard.type("SKP")
    found = page.get_by_test_id("search-result-area")
    expect(found).to_have_text(re.compile(r"^\d+处"))
    page.get_by_role("button", name="下一处").click()
    expect(found).to_have_text(re.compile(r"^第\d+处，共\d+处"))
    assert strange(page) == set()
    page.get_by_role("button", name="关闭查找").click()
    column_menu(page, grid)
    page.get_by_role("menuitem", name="统计").hover()
    expect(page.get_by_text("不同值")).to_be_visible()
    assert strange(page) == set()
    assert errors == []


def test_an_unknown_page_is_named_in_chinese(visit: Callable[..., Visit]) -> None:
    page = visit("/nowhere").page
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("没有这个页面")).to_be_visible()
    assert strange(page) == set()


def test_the_document_follows_the_switch(visit: Callable[..., Visit]) -> None:
    """Switched in place, to and fro: what the document says it speaks, and Streamlit's words."""
    page, errors, _ = visit("/explore")
    assert strange(page) == set()
    page.get_by_role("button", name="设置").click()
    page.get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Skip to main content")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("figures in all")
    page.keyboard.press("Escape")
    settle(page)
    assert strange(page, "en") == set()
    page.get_by_role("button", name="Main menu").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("中文", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("h1")).to_contain_text("共61个数字")
    page.keyboard.press("Escape")
    settle(page)
    assert strange(page) == set()
    assert errors == []


def column_menu(page: Page, grid: Locator) -> None:
    """Open the menu of a column of words: its handle is drawn somewhere near the right edge of the head."""
    box = grid.bounding_box()
    assert box
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    for x in range(240, 640, 10):  # beyond the numbers, which are buttons and have no statistics
        page.mouse.move(box["x"] + x, box["y"] + 17)
        page.mouse.click(box["x"] + x, box["y"] + 17)
        if menu.count():
            break
    expect(menu).to_be_visible()
