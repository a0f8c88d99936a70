"""The analyst's page: every view is an address, charts are linked, unlike things are kept apart, data is taken away."""

import io
import json
import re
from collections.abc import Callable

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Visit, settle

VIEWS = {
    "/explore?theme=consumption&kind=growth": "3个数字符合筛选",
    "/explore?lang=en&basis=derived&scope=district&year=2023": "5 figures pass the filters",
    "/explore?qualifier=over,nearly&text=SKP&rise=green&row=mall_opening_sales_skp": "3个数字符合筛选",
}


@pytest.mark.parametrize(("address", "says"), VIEWS.items())
def test_an_address_restores_its_view(visit: Callable[..., Visit], other: str, address: str, says: str) -> None:
    """Reloaded, and from a server to which neither the reader nor the browser's storage is known: all the same."""
    page, errors, _ = visit(address)
    expect(page.locator("h1")).to_have_text(says)
    seen = view(page)
    page.reload()
    settle(page)
    assert view(page) == seen
    assert errors == []
    assert view(visit(address, base=other).page) == seen


def view(page: Page) -> list[str]:
    """What a view shows: heading, chosen filters, open figure, alternative texts of the charts."""
    expect(page.locator("h1")).to_be_visible()
    return [
        *page.locator("h1, h2").all_text_contents(),
        *page.locator(".react-aria-ComboBox [data-tag]").all_text_contents(),
        *(str(chart.get_attribute("aria-label")) for chart in page.locator("[data-testid=stVegaLiteChart]").all()),
    ]


def test_a_filter_is_chosen_shown_counted_and_cleared(visit: Callable[..., Visit]) -> None:
    page = visit("/explore").page
    page.get_by_label("主题", exact=False).first.click()
    page.get_by_role("option", name="双碳（14）").click()
    expect(page.locator("h1")).to_have_text("14个数字符合筛选")
    expect(page).to_have_url(re.compile("theme=dual_carbon"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="清除全部").click()
    expect(page.locator("h1")).to_have_text("共61个数字")
    expect(page).not_to_have_url(re.compile("theme"))


def test_a_clicked_cell_filters_charts_and_table(visit: Callable[..., Visit]) -> None:
    page = visit("/explore").page
    counts = page.get_by_test_id("stColumn").filter(has=page.get_by_role("heading", name="按主题与类别"))
    counts.locator("svg.marks .mark-rect path").first.click()
    expect(page.locator("h1")).to_have_text("2个数字符合筛选")
    expect(page).to_have_url(re.compile("theme=overall"))
    expect(page).to_have_url(re.compile("kind=count"))
    expect(page.locator(".react-aria-ComboBox [data-tag]")).to_have_count(1)
    page.get_by_role("button", name="更多筛选（1）").click()
    expect(page.locator(".react-aria-ComboBox [data-tag]")).to_have_count(2)


def test_on_a_phone_the_filters_are_folded_and_the_table_near(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?theme=consumption&kind=growth", size="phone").page
    theme = page.get_by_label("主题", exact=False).first
    expect(theme).to_be_hidden()
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None and box["y"] < 844
    page.get_by_text("筛选条件（2）").click()
    expect(theme).to_be_visible()


def test_unlike_things_are_kept_off_one_axis(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?theme=consumption&kind=growth").page
    expect(page.get_by_text("这些数字不宜放在一根轴上：口径、比较对象、时期、范围不同。")).to_be_visible()
    assert "社零额" not in str(page.locator("[data-testid=stVegaLiteChart]").first.get_attribute("aria-label"))


def test_a_figure_opens_with_its_inputs_neighbours_and_source(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?row=retail_sales_2023h1").page
    expect(page.get_by_text("社会消费品零售总额 ÷（1 + 增速）").first).to_be_visible()
    page.get_by_role("button", name="社会消费品零售总额 367亿元").click()
    expect(page.get_by_text("2024年上半年，武昌区实现社会消费品零售总额367亿元，同比增长7.3%。")).to_be_visible()
    expect(page).to_have_url(re.compile("row=retail_sales_2024h1"))
    page.get_by_role("button", name="旅游收入 252亿元").click()
    expect(page.get_by_role("dialog").get_by_test_id("stMetricValue")).to_have_text("252亿元")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("row="))


def test_a_clicked_mark_opens_its_figure_again_and_again(visit: Callable[..., Visit]) -> None:
    """However it is closed, and however soon the next click comes: nobody waits for the server here."""
    page, errors, _ = visit("/explore?theme=consumption&kind=growth")
    closings = (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("dialog").get_by_role("button", name="关闭").last.click(),
        lambda: page.mouse.click(5, 400),
    )
    for close in closings:
        page.get_by_label("樱花季商户营业额增幅 · 昙华林 · 2024年樱花季 20%—30%", exact=True).click()
        expect(page.get_by_role("dialog").get_by_test_id("stMetricValue")).to_have_text("20%—30%")
        expect(page).to_have_url(re.compile("row=shop_turnover_growth_2024"))
        close()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("row="))
    assert errors == []


def test_a_click_told_once_more_opens_nothing(visit: Callable[..., Visit]) -> None:
    """What is sent before the browser knows that the clicked chart was replaced carries that chart's click again."""
    page, errors, _ = visit("/explore?theme=consumption&kind=growth", own=True)  # where its socket is routed for good
    held: list[str | bytes] = []
    sockets: list[WebSocketRoute] = []
    holds = False

    def ended(message: str | bytes) -> bool:
        return isinstance(message, bytes) and ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"

    def relay(socket: WebSocketRoute) -> None:
        """Keep back from the browser that a run has ended, and all that follows."""
        sockets.append(socket)
        socket.connect_to_server().on_message(
            lambda message: held.append(message) if holds and (held or ended(message)) else socket.send(message)
        )

    page.route_web_socket(re.compile("/_stcore/stream"), relay)
    page.reload()
    settle(page)
    holds = True
    page.get_by_label("樱花季商户营业额增幅 · 昙华林 · 2024年樱花季 20%—30%", exact=True).click()
    expect(page.get_by_role("dialog").get_by_test_id("stMetricValue")).to_have_text("20%—30%")
    page.keyboard.press("Escape")
    while sum(map(ended, held)) < 2:  # the opening's end, and the closing's
        page.wait_for_timeout(50)
    holds = False
    for message in held:
        sockets[-1].send(message)
    settle(page)
    expect(page).not_to_have_url(re.compile("row="))
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert errors == []


def cell(page: Page, row: int, x: int) -> None:
    """Click into a row of the table, counted from 0; the box to tick is at 16 px, the number at 60."""
    page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": x, "y": 52 + 33 * row})


def ticked(page: Page, *rows: int) -> None:
    for row in rows:
        cell(page, row, 16)
        settle(page)


def test_a_clicked_number_opens_again_and_ticks_nothing(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore?theme=consumption&kind=growth")
    for _ in range(2):
        cell(page, 1, 60)
        expect(page.get_by_role("dialog").get_by_test_id("stMetricValue")).to_have_text("20%—30%")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).not_to_have_url(re.compile("row="))
    expect(page.get_by_role("button", name="查看详情")).to_have_count(0)
    assert errors == []


def test_ticked_rows_share_an_axis_only_where_they_are_alike(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore?theme=consumption&kind=growth")
    ticked(page, 0, 2)
    expect(page.get_by_role("heading", name="2个数字并列比较")).to_be_visible()
    expect(page.get_by_text(re.compile("^这些数字不宜放在一根轴上：.*不同。"))).to_have_count(1)  # told once
    expect(page.get_by_test_id("stTable").get_by_role("row")).to_have_count(3)
    page = visit("/explore?unit=亿元&period_kind=half_year&scope=district&order=most").page
    ticked(page, 0, 1)
    card = page.locator(".st-key-card_compared")
    expect(card.get_by_test_id("stVegaLiteChart")).to_have_attribute("aria-label", re.compile("367亿元"))
    expect(page.get_by_text(re.compile("^这些数字不宜放在一根轴上"))).to_have_count(0)
    assert errors == []


def test_the_table_is_ordered_grouped_and_has_the_columns_asked_for(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore?unit=亿元")
    page.get_by_role("button", name="排列").click()
    page.get_by_text("同单位内由大到小").click()
    expect(page).to_have_url(re.compile("order=most"))
    page.get_by_test_id("stPopoverBody").get_by_text("主体", exact=True).first.click()
    expect(page).to_have_url(re.compile("group=subject"))
    page.get_by_role("button", name="出处", exact=True).click()
    expect(page).to_have_url(re.compile("columns="))
    page.reload()
    settle(page)
    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("[role=columnheader]").first).to_have_text("数字")  # for a screen reader, within the canvas
    heads = table.locator("[role=columnheader]").all_text_contents()
    assert heads[:3] == ["数字", "主体（个数）", "名称"]
    assert "出处" not in heads
    first = table.locator("tbody tr").first.locator("[role=gridcell]").all_text_contents()
    assert first[0] == "367亿元"
    assert re.fullmatch(r"武昌区（\d+）", first[1])
    page = visit("/explore?order=up&group=no&columns=display").page
    for asked in ("order=up", "group=no", "columns=display"):
        expect(page.get_by_text(asked)).to_be_visible()
    assert errors == []


def test_the_rows_and_the_address_are_copied(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?theme=consumption&kind=growth").page
    page.get_by_role("button", name="复制", exact=True).click()
    blocks = page.get_by_role("dialog").get_by_test_id("stCode")
    expect(blocks).to_have_count(2)
    blocks.first.hover()
    blocks.first.get_by_role("button", name="复制").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('\\t'))")
    copied = pd.read_csv(io.StringIO(page.evaluate("navigator.clipboard.readText()")), sep="\t")
    assert sorted(copied["数字"]) == ["20%—30%", "40%", "7.3%"]
    assert sorted(copied["数值"].dropna()) == [7.3, 40]
    expect(blocks.last).to_have_text(re.compile(r"/explore\?theme=consumption&kind=growth\s*$"))


def test_a_view_is_kept_by_name_and_comes_back(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/explore?theme=consumption&kind=growth")
    page.get_by_role("button", name="保存的视图").click()
    name = page.get_by_role("textbox", name="给当前视图起个名称")
    name.fill("<b>消费</b>增速")
    name.press("Enter")
    kept = page.get_by_role("link", name="<b>消费</b>增速")
    expect(kept).to_be_visible()
    page.goto(page.url.split("?")[0])
    settle(page)
    expect(page.locator("h1")).to_have_text("共61个数字")
    page.get_by_role("button", name="保存的视图").click()
    kept.click()
    expect(page.locator("h1")).to_have_text("3个数字符合筛选")
    settle(page)
    page.get_by_role("button", name="保存的视图").click()
    page.get_by_role("button", name="删除<b>消费</b>增速").click()
    expect(kept).to_have_count(0)
    page.wait_for_function("localStorage.getItem('saved_views') === '{}'")
    assert errors == []


def test_filters_travel_to_other_pages_and_back(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?theme=dual_carbon").page
    page.get_by_role("link", name="数据来源").first.click()
    expect(page.get_by_text("数据查询页的筛选：主题")).to_be_visible()
    page.get_by_role("link", name="回到数据查询").click()
    expect(page.locator("h1")).to_have_text("14个数字符合筛选")


def test_nonsense_in_the_address_is_named_and_left_aside(visit: Callable[..., Visit]) -> None:
    attack = (
        "/explore?theme=<img src=x onerror=alert(1)>&kind=' or 1=1 --&year=99999&row=nothing&from=-5&unit=" + "x" * 9000
    )
    page, errors, foreign = visit(f"/explore?{attack}")
    expect(page.locator("h1")).to_have_text("共61个数字")
    expect(page.get_by_text("网址里有不认识的内容，已略过：").first).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    assert errors == []
    assert foreign == []


def test_the_selection_is_taken_in_four_forms(visit: Callable[..., Visit]) -> None:
    page = visit("/explore?theme=consumption&kind=growth").page
    files = {}
    for name in ("CSV", "XLSX", "Parquet", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = download.value.path().read_bytes()
    assert files["CSV"].startswith(b"\xef\xbb\xbf")
    csv = pd.read_csv(io.BytesIO(files["CSV"]))
    assert sorted(csv["数字"]) == ["20%—30%", "40%", "7.3%"]
    book = openpyxl.load_workbook(io.BytesIO(files["XLSX"]))
    assert book["数据"].max_row == 4
    facts = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert json.loads(str(facts["筛选条件"])) == {"themes": ["consumption"], "kinds": ["growth"]}
    parquet = pd.read_parquet(io.BytesIO(files["Parquet"]))
    assert parquet["value"].notna().sum() == 2
    told = json.loads(files["JSON"])
    assert told["about"]["数据版本"]
    assert len(told["figures"]) == 3
