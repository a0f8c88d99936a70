"""Pictures from the card: one click to the clipboard or to a file, and no bare ones from Streamlit's own tools."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit, settle

CLIPBOARD = """async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap(await item.getType("image/png"));
    return [picture.width, picture.height];
}"""


@pytest.mark.parametrize(("address", "copy", "copied"), [
    ("/", "复制图片", "已复制"), ("/?lang=en", "Copy picture", "Copied"),
])  # fmt: skip
def test_a_picture_is_copied_with_one_click_and_again_with_the_keyboard(
    visit: Callable[..., Visit], address: str, copy: str, copied: str
) -> None:
    page, errors, foreign = visit(address)
    card = page.locator(".st-key-card_versus")
    button = card.get_by_role("button", name=copy)
    for press in (button.click, lambda: button.press("Enter")):
        press()
        expect(card.locator("[role=status]")).to_have_text(copied, timeout=60_000)
        assert page.evaluate(CLIPBOARD) == [2560, 1440]
        expect(button).to_be_visible(timeout=20_000)  # named as before
    assert not errors
    assert not foreign


def test_without_a_clipboard_the_picture_is_downloaded_and_the_button_says_so(browser: Browser, dashboard: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.ClipboardItem")  # as at an address that is not https
    page = context.new_page()
    page.goto(dashboard)
    settle(page)
    card = page.locator(".st-key-card_versus")
    with page.expect_download(timeout=60_000) as download:
        card.get_by_role("button", name="复制图片").click()
    assert download.value.suggested_filename.startswith("versus-")
    expect(card.locator("[role=status]")).to_have_text("此处不能复制，已下载")
    context.close()


def test_a_picture_is_downloaded_with_one_click(visit: Callable[..., Visit]) -> None:
    page, *_ = visit("/")
    with page.expect_download(timeout=60_000) as download:
        page.locator(".st-key-card_versus").get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.startswith("versus-")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_chart_has_no_tools_of_streamlits(visit: Callable[..., Visit]) -> None:
    page, *_ = visit("/")
    page.locator("[data-testid=stVegaLiteChart]").first.hover()
    tools = page.locator("[data-testid=stElementToolbar]")
    assert tools.count()
    for tool in tools.all():
        expect(tool).to_be_hidden()
