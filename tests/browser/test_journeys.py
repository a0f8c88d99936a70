"""What a reader does: switches language, follows a figure to its paragraph, takes a card away, meets missing data."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests import invented
from tests.browser.conftest import Visit, serve, settle

TEXT = Path(__file__).resolve().parents[3] / "shared" / "report"


def opened_card(page: Page, tab: str) -> None:
    """Open the first card's details at a tab."""
    page.get_by_role("button", name="更多").first.click()
    page.get_by_role("tab", name=tab, exact=True).click()


def taken(page: Page, name: str) -> bytes:
    """The file behind a download button."""
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_language_switches_and_stays_across_pages(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    expect(page.locator("h1")).to_contain_text("社零额367亿元")
    page.get_by_role("button", name="设置").click()
    page.get_by_text("English", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_contain_text("Retail sales 36.7 billion yuan")
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_role("link", name="Dual carbon").first.click()
    expect(page.locator("h1")).to_contain_text("469 million t")
    page.wait_for_url("**lang=en*")
    page.reload()
    settle(page)
    expect(page.locator("h1")).to_contain_text("469 million t")


def test_document_names_its_language(visit: Callable[..., Visit]) -> None:
    assert visit("/").page.locator("html").get_attribute("lang") == "zh-CN"
    assert visit("/?lang=en").page.locator("html").get_attribute("lang") == "en"


def test_a_citation_opens_its_passage_and_leads_to_it(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/")
    income = page.get_by_text("2024年上半年，武昌区旅游收入252亿元。")
    cited = page.locator("[class*=st-key-headline_]").first.get_by_role("button", name="第56段").first
    cited.focus()
    page.keyboard.press("Enter")  # with the keyboard alone
    expect(income).to_be_visible()
    expect(page.get_by_text("据《武昌：探索中心城区转型发展“新”路径》").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(income).to_have_count(0)
    page.locator(".st-key-card_money").get_by_role("button", name="提劲：消费 · 第56段").click()
    expect(income).to_be_visible()
    page.get_by_role("link", name="提劲：消费 · 第56段").click()
    expect(page.get_by_role("heading", name="提劲：消费 · 第56段")).to_be_visible()
    expect(page).to_have_url(re.compile("paragraph=56"))
    assert errors == []


def test_a_mark_opens_the_figure_that_it_draws(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/")
    dialog, value = page.get_by_role("dialog"), page.get_by_role("dialog").get_by_test_id("stMetricValue")
    for card, mark, figure in (
        ("money", "旅游收入", "252亿元"),
        ("money", "旅游收入", "252亿元"),  # once more: it was closed
        ("rank", "2023年榜单", "第42位"),
        ("first_in_province", "2022", "2020—2024年"),  # a run is one figure
    ):
        page.locator(f".st-key-card_{card} svg.marks [aria-label*='{mark}']").first.click(force=True)
        expect(value).to_have_text(figure)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    assert page.locator(".st-key-card_timeline [cursor=pointer]").count() == 0  # an event is no figure
    # with the keyboard alone
    page.locator(".st-key-more_money button:visible").focus()
    page.keyboard.press("Enter")
    dialog.get_by_role("combobox", name="查看数字详情").focus()
    page.keyboard.type("旅游")
    page.keyboard.press("Enter")
    expect(value).to_have_text("252亿元")
    dialog.get_by_role("button", name="接待游客").first.focus()
    page.keyboard.press("Enter")
    expect(value).to_have_text("2500万人次")
    assert errors == []


def test_a_card_gives_table_definition_sentence_and_query(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/consumption")
    opened_card(page, "定义")
    expect(page.get_by_text("社会消费品零售总额（社零额）。").first).to_be_visible()
    page.get_by_role("tab", name="原意表述").click()
    expect(page.get_by_role("dialog").get_by_text("武昌区实现社会消费品零售总额367亿元")).to_be_visible()
    page.get_by_role("tab", name="SQL 查询").click()
    expect(page.get_by_role("dialog").locator("code").last).to_contain_text("select")
    assert errors == []


def test_a_card_is_taken_as_csv_xlsx_png_and_svg(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    opened_card(page, "下载")
    csv = taken(page, "CSV")
    assert csv.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(csv))
    assert frame["数字"].tolist() == ["约342.0亿元", "367亿元"]
    assert frame["数值"].iloc[1] == 367
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "XLSX")))
    assert book["数据"]["C3"].value == "367亿元"
    assert book["数据"]["D3"].value == 367
    facts = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert facts["数据版本"]
    assert "第56段" in str(facts["出处"])
    assert taken(page, "PNG").startswith(b"\x89PNG")
    svg = taken(page, "SVG").decode()
    assert "367亿元" in svg
    assert "第56段" in svg


class Supplied(NamedTuple):
    """A dashboard that has a report's text beside it, a paragraph of it, and what is marked there."""

    address: str
    paragraph: int
    marked: list[str]
    around: str  # words that stand there unmarked


@pytest.fixture(scope="module", params=[invented.SOURCE, "wuchang-2024-09"])
def with_text(request: pytest.FixtureRequest) -> Iterator[Supplied]:
    """The invented report everywhere, the real one where its text lies beside the checkout."""
    if request.param == invented.SOURCE:
        tables = request.getfixturevalue("invented_tables")
        for address in serve(REPORT_TEXT_DIR=str(invented.TEXT.parent), DATA_DIR=str(tables), TAKE_AWAY="off"):
            yield Supplied(address, 11, ["近80家", "１８处"], "“澜&桥”市集<新岸>")
    elif not TEXT.is_dir():
        pytest.skip("the report's text is not beside this checkout")
    else:
        for address in serve(REPORT_TEXT_DIR=str(TEXT), TAKE_AWAY="off"):
            yield Supplied(address, 49, ["近400家", "接近10万人次", "突破亿元"], "国际品牌")


def test_the_passage_is_shown_with_its_figures_marked(visit: Callable[..., Visit], with_text: Supplied) -> None:
    page, errors, _ = visit(f"/sources?paragraph={with_text.paragraph}", base=with_text.address)
    passage = page.locator("blockquote")
    assert passage.locator("mark").all_text_contents() == with_text.marked
    assert with_text.around in passage.inner_text()
    expect(page.get_by_role("heading", name=f"第{with_text.paragraph}段")).to_be_visible()
    assert errors == []


@pytest.mark.parametrize("broken", ["missing", "corrupt"])
def test_data_that_cannot_be_read_gives_one_clear_page(
    visit: Callable[..., Visit], tmp_path: Path, broken: str
) -> None:
    if broken == "corrupt":
        (tmp_path / "observations.parquet").write_bytes(b"not parquet")
    for address in serve(DATA_DIR=str(tmp_path), TAKE_AWAY="off"):
        page = visit("/consumption", base=address).page
        expect(page.locator("h1")).to_have_text("数据读不出来")
        expect(page.get_by_text("observations.parquet")).to_be_visible()
        assert page.locator("[data-testid=stException]").count() == 0
