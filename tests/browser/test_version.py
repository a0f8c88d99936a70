"""An older data version from its address: said on every page, carried by links, left by one click."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import archived
from tests.archived import NOW, OLDER, THEN
from tests.browser.conftest import Visit, serious, serve, settle


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over a data folder with an archived version."""
    place: Path = archived.folder(tmp_path_factory.mktemp("archived"))
    yield from serve(DATA_DIR=str(place))


def test_an_older_version_is_read_page_by_page_and_left(visit: Callable[..., Visit], board: str) -> None:
    page, errors, foreign = visit(f"/?version={OLDER}", base=board)
    strip, headline = page.locator(".st-key-older"), page.get_by_test_id("stMetricValue")
    expect(strip).to_contain_text(f"{OLDER}（2026-02-05）")
    expect(headline.first).to_have_text(THEN)
    assert serious(page) == []
    page.get_by_test_id("stTopNavLink").filter(has_text="消费").click()
    page.wait_for_url(f"**/consumption?version={OLDER}*")
    settle(page)
    expect(strip).to_contain_text(OLDER)
    # a dialog runs alone, and is of the same version; so is a file that is made when it is asked for
    page.locator(".st-key-more_retail").get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(THEN)
    dialog.get_by_role("tab", name="下载").click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="CSV").click()
    assert OLDER in download.value.suggested_filename
    assert THEN in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="带走")).to_have_count(0)
    strip.get_by_role("button", name="回到当前版本").click()
    expect(strip).to_have_count(0)
    page.wait_for_url(lambda url: "version" not in url)
    page.get_by_test_id("stTopNavLink").filter(has_text="总览").click()
    expect(headline.first).to_have_text(NOW)
    assert errors == [] and foreign == []


def test_sources_leads_to_an_archived_version(visit: Callable[..., Visit], board: str) -> None:
    page, errors, _ = visit("/sources?lang=en", base=board)
    page.get_by_role("tab", name="Corrections").click()
    link = page.get_by_role("link", name=f"{OLDER} of 2026-02-05")
    with page.context.expect_page() as opened:
        link.click()
    settle(opened.value)
    expect(opened.value.locator(".st-key-older")).to_contain_text("You are reading an older data version")
    assert errors == []
