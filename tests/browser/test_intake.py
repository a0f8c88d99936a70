"""A report from its text to its pages: pasted, decided by keys, built, opened; in a checkout of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intake import folder as on_disk
from tests.browser.conftest import ROOT, Visit, serve, settle
from tests.intake.test_deciding import TEXT


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout: what is entered stays in it."""
    place = tmp_path_factory.mktemp("checkout")
    left_out = shutil.ignore_patterns(".git", ".venv", "tests", "docs", ".*_cache", ".tables", "drafts")
    shutil.copytree(ROOT, place, ignore=left_out, dirs_exist_ok=True)
    return place


@pytest.fixture(scope="module")
def entering(checkout: Path) -> Iterator[str]:
    """A dashboard that serves that checkout."""
    yield from serve(checkout, TAKE_AWAY="off")


def press(page: Page, key: str) -> None:
    """Press a key, and wait until the page says that it is decided."""
    before = page.locator("h1").inner_text()
    page.keyboard.press(key)
    expect(page.locator("h1")).not_to_have_text(before)
    settle(page)


def test_from_paste_to_pages(visit: Callable[..., Visit], entering: str, checkout: Path) -> None:
    page, errors, foreign = visit("/intake", base=entering)
    assert page.get_by_test_id("stFileUploaderDropzone").inner_text().count("Upload") == 0
    page.get_by_role("textbox", name="报告原文").fill(TEXT)
    page.get_by_role("button", name="提取全部数字").click()
    title = page.locator("h1")
    expect(title).to_have_text("已定0/19，冲突0")
    settle(page)
    text = page.get_by_role("region", name="报告原文")
    expect(text.locator("mark")).to_have_count(19)
    expect(text.locator("mark[aria-current]")).to_be_in_viewport()

    press(page, "a")
    folder = checkout / "drafts" / "hubei-2027"
    decided = [row for row in on_disk.read(folder).tables["observations"] if not row["proposed"]]
    assert len(decided) == 1, "on disk before it is shown"
    press(page, "u")
    press(page, "l")
    press(page, "u")
    text.locator("mark", has_text="28000亿元").click()
    expect(text.locator("mark[aria-current]")).to_have_text("28000亿元")
    settle(page)
    page.keyboard.press("e")
    value = page.get_by_role("textbox", name="数值")
    expect(value).to_have_value("28000")
    value.fill("aeln")  # keys that decide are letters in a form
    expect(title).to_have_text("已定0/19，冲突0")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="认可")).to_be_visible()
    settle(page)
    press(page, "Shift+B")
    while "已定19/19" not in title.inner_text():
        press(page, "a")

    page.get_by_role("button", name="生成页面").click()
    expect(page.get_by_text("处有误，尚未入库")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("source.toml、标题（英文）")).to_be_visible()
    source = on_disk.read(folder).source
    said = {"title_en": "Hubei 2027", "short_zh": "湖北2027", "short_en": "Hubei 2027", "publisher": "虚构"}
    on_disk.save_source(folder, source | said)  # by hand, elsewhere
    page.get_by_role("button", name="生成页面").click()
    page.get_by_role("link", name="看它的页面").click(timeout=120_000)
    page.wait_for_url("**report=hubei-2027*")
    settle(page)
    expect(page.get_by_text("《2027年湖北省政府工作报告》").first).to_be_visible()
    assert not folder.exists() and (checkout / "data" / "reports" / "hubei-2027" / "places.csv").exists()
    assert (errors, foreign) == ([], [])
