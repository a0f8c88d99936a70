"""Taking away: one entry on every page, a file without a run of it, cards put aside, marks verified, a card alone."""

import io
import os
import re
import signal
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from exports.parcel import CONTEXT, REPORT, Parcel, Taken
from story.card import View
from tests import records
from tests.browser.conftest import Visit, serious, settle

RUNS = """() => {
    window.runs = 0;
    new MutationObserver(() => { window.runs += document.querySelector('[data-test-script-state=running]') ? 1 : 0; })
        .observe(document.querySelector('[data-testid=stApp]'), {attributes: true});
}"""


def menu(page: Page, name: str = "带走") -> None:
    page.locator("[class*=st-key-masthead_]").get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name="PDF")).to_be_visible()


def taken(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_file_is_made_while_the_page_stays_as_it_is(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/consumption")
    menu(page)
    assert serious(page) == []
    page.evaluate(RUNS)
    name, content = taken(page, "工作簿（XLSX）")
    assert re.fullmatch(r"wuchang-2024-09-consumption-\d{8}\.xlsx", name)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert any("367亿元" in map(str, row) for sheet in book for row in sheet.iter_rows(values_only=True))
    expect(page.get_by_text(f"已生成：{name}")).to_be_visible()
    assert page.evaluate("window.runs") == 0
    assert foreign == [] and errors == []


def making() -> list[int]:
    """The processes that make files for the dashboard of this test run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            if b"exports.making" in (place / "cmdline").read_bytes():
                grandparent = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1]
                found += [int(place.name)] if int(grandparent) == os.getpid() else []
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="stops a process that it finds in /proc")
def test_pages_are_answered_while_files_are_made(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    assert page.evaluate("fetch('/take/xlsx?what=consumption').then(answer => answer.status)") == 200
    stopped = making()  # one of them stands by: it is given the next file, and does not come to its end
    assert stopped
    try:
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        page.evaluate("""() => {
            window.done = 0;
            window.files = Promise.all(['xlsx', 'pptx'].map(kind =>
                fetch(`/take/${kind}?what=dual_carbon`).then(answer => { window.done += 1; return answer.status; })));
        }""")
        other = visit("/business_environment?lang=en", own=True).page
        expect(other.locator("h1")).to_contain_text("business environment")
        page.get_by_role("link", name="双碳").first.click()
        expect(page.locator("h1")).to_contain_text("全国碳")
        settle(page)
        assert page.evaluate("window.done") < 2
    finally:
        for process in stopped:
            os.kill(process, signal.SIGCONT)
    assert page.evaluate("window.files") == [200, 200]


def test_cards_are_put_aside_over_pages_and_taken_together(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    page.locator(".st-key-card_retail").get_by_role("button", name="加入材料").click()
    page.wait_for_url("**tray=consumption.retail*")
    expect(page.locator(".st-key-card_retail").get_by_role("button", name="已加入")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("link", name="营商环境").first.click()
    expect(page.locator("h1")).to_contain_text("营商环境")
    settle(page)
    page.locator(".st-key-card_systems").get_by_role("button", name="加入材料").click()  # one without a chart
    page.wait_for_url(re.compile(r"tray=consumption\.retail(,|%2C)business_environment\.systems"))
    again = visit(page.url.removeprefix(page.url.split("/business")[0])).page  # a link carries them
    menu(again)
    expect(again.get_by_text("已加入材料的卡片（2）")).to_be_visible()
    name, _ = taken(again, "工作簿（XLSX）")
    assert name.startswith("wuchang-2024-09-consumption-retail-business-environment-systems-")
    again.get_by_role("button", name="全部移出").click()
    again.wait_for_url(lambda url: "tray" not in url)
    expect(again.get_by_text("已加入材料的卡片")).to_have_count(0)


def test_the_offline_page_is_sent_as_it_was_made(dashboard: str) -> None:
    """Not dressed as the dashboard's own document is: it says itself what is there where a browser runs no script."""
    with urllib.request.urlopen(f"{dashboard}/take/html?report=hubei-work-2026", timeout=170) as answer:
        sent = answer.read().decode()
    assert "此处不运行脚本" in sent.partition("<noscript>")[2].partition("</noscript>")[0]


def test_a_server_that_is_full_says_so(visit: Callable[..., Visit]) -> None:
    page = visit("/?lang=en").page
    page.route("**/take/**", lambda route: route.fulfill(status=503, body="Many files are being made just now.\n"))
    menu(page, "Take away")
    page.get_by_role("button", name="PDF").click()
    expect(page.get_by_text("Many files are being made just now.")).to_be_visible()
    page.unroute("**/take/**")
    page.route("**/take/**", lambda route: route.abort())
    page.get_by_role("button", name="PDF").click()
    expect(page.get_by_text("the connection failed")).to_be_visible()


def test_a_mark_is_verified_alone_and_by_its_address(visit: Callable[..., Visit]) -> None:
    whole = Parcel(View(records.SOURCE, "zh", "light", False, ""), Taken((REPORT,)), base="http://board.example")
    page, errors, _ = visit(f"/verify?mark={whole.mark}")
    expect(page.get_by_text("文件所依据的数字均为现行数据：武昌高质量发展稿件")).to_be_visible()
    cards = Parcel(whole.view, Taken(("consumption.retail", "overview.money")), base="http://board.example")
    typed = page.get_by_label("核验码，或二维码中的网址")
    typed.fill(cards.mark)
    typed.press("Enter")
    # which cards it holds, only the address knows: every page of every report was tried
    expect(page.get_by_text("均不相符")).to_be_visible(timeout=120_000)
    typed.fill(cards.address)
    typed.press("Enter")
    expect(page.get_by_text("文件所依据的数字均为现行数据")).to_be_visible()
    typed.fill("http://[x?mark=12345")
    typed.press("Enter")
    expect(page.get_by_text("核验码共12位")).to_be_visible()
    later = Parcel(whole.view._replace(later=True), Taken((CONTEXT,)), base="http://board.example")
    typed.fill(later.mark)
    typed.press("Enter")
    expect(page.get_by_text("文件所依据的数字均为现行数据")).to_be_visible()
    assert errors == []


def test_a_card_stands_alone_for_a_frame(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/verify?lang=en")
    page.goto(page.url.replace("/verify?", "/consumption?card=consumption.retail&embed=true&"))
    expect(page.locator("[class*=st-key-card_]")).to_have_count(1)
    expect(page.get_by_role("button", name="Consumption · ¶56")).to_be_visible()
    expect(page.get_by_role("link", name="Open the dashboard")).to_have_attribute("target", "_blank")
    expect(page.locator("header a")).to_have_count(0)
    page.goto(page.url.replace("consumption.retail", "consumption.nosuch"))
    expect(page.locator("h1")).to_have_text("There is no such card")
    assert foreign == [] and errors == []


def test_the_line_that_embeds_a_card_leads_to_it(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    page.locator(".st-key-card_retail").get_by_role("button", name="更多").click()
    page.get_by_role("tab", name="下载", exact=True).click()
    line = page.get_by_role("dialog").get_by_text("<iframe").inner_text()
    found = re.search(r'src="([^"]+)" title="([^"]+)"', line)
    assert found
    page.goto(found[1].replace("&amp;", "&"))
    expect(page.locator("[class*=st-key-card_]")).to_have_count(1)
    expect(page.get_by_text(found[2])).to_be_visible()


def test_nothing_is_offered_where_it_is_turned_off(visit: Callable[..., Visit], other: str) -> None:
    page = visit("/consumption", base=other).page
    expect(page.get_by_role("button", name="带走")).to_have_count(0)
    expect(page.get_by_role("button", name="加入材料")).to_have_count(0)
    answer = page.request.get(f"{other}/take/xlsx")
    assert "spreadsheet" not in answer.headers.get("content-type", "")
