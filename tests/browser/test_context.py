"""Context in a browser: off unless asked for, in the address, faint where later, each figure led to its document."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from playwright.sync_api import Locator, Page, expect

from data import quotes, schema
from tests.browser.conftest import Visit, serve, settle
from tests.browser.test_wall import smallest

SWITCH, LATER = "与其他来源对照", "同时显示稿件发布后的数字"


def charts(page: Page) -> int:
    return page.locator("[data-testid=stVegaLiteChart]").count()


def told(page: Page) -> str:
    """The alternative texts of all charts."""
    return " ".join(
        str(chart.get_attribute("aria-label")) for chart in page.locator("[data-testid=stVegaLiteChart]").all()
    )


def flip(page: Page, name: str) -> None:
    """Turn a switch over and wait until the address says so and the page has been drawn."""
    before = page.url
    page.get_by_text(name, exact=True).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    settle(page)


def bars(page: Page, card: str) -> list[tuple[str, str, bool]]:
    """Fill, outline and dash of each bar of a card."""
    drawn = page.locator(f".st-key-card_{card} svg.marks .mark-rect path")
    return [
        (
            str(bar.get_attribute("fill")).upper(),
            str(bar.get_attribute("stroke")).upper(),
            bar.get_attribute("stroke-dasharray") not in (None, ""),
        )
        for bar in drawn.all()
        if bar.get_attribute("fill") not in (None, "transparent", "none")
    ]


def test_context_is_off_until_asked_for_and_then_in_the_address(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/business_environment")
    own = charts(page)
    flip(page, SWITCH)
    expect(page.get_by_role("heading", name="稿件写229亿元，官方为229.52亿元")).to_be_visible()
    assert charts(page) == own + 7
    expect(page).to_have_url(re.compile("context=1"))
    page.reload()
    settle(page)
    assert charts(page) == own + 7
    page.get_by_role("link", name="消费", exact=True).first.click()  # it travels
    expect(page.get_by_role("heading", name="全市1—5月增长5.8%")).to_be_visible()
    settle(page)
    flip(page, SWITCH)
    expect(page.get_by_role("heading", name="全市1—5月增长5.8%")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("context=1"))
    assert errors == []
    assert foreign == []


def test_what_came_later_is_left_out_until_asked_for(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/context")
    assert "2025年" not in told(page)
    assert "稿件发布后" not in told(page)
    flip(page, LATER)
    assert "2025年 · 预计 · 稿件发布后 突破2100亿元" in told(page)
    expect(page).to_have_url(re.compile("later=1"))
    assert errors == []


def test_each_bar_says_whose_it_is_and_how_sure(still: Callable[[str], Page]) -> None:
    page = still("/context")
    own, grey, canvas = "#B3468F", "#8A94A3", "#FFFFFF"
    assert bars(page, "context_official") == [
        (grey, grey, False),  # 215.7 in 2023, as published
        (canvas, own, True),  # 215.2, derived from the report
        (own, own, False),  # 229, the report
        (grey, grey, False),  # 229.52, the official account
    ]
    assert bars(page, "context_gdp_years")[:3] == [(grey, grey, False), (grey, grey, False), (canvas, grey, False)]


def test_half_years_and_whole_years_never_share_an_axis(visit: Callable[..., Visit]) -> None:
    page = visit("/context?later=1").page
    labels = [str(chart.get_attribute("aria-label")) for chart in page.locator("[data-testid=stVegaLiteChart]").all()]
    assert len(labels) == 17
    for label in labels:
        told = label.split("：", 1)[-1]
        assert not ("上半年" in told and re.search(r"\d{4}年(?: · |（| )", told)), label
    # what has no like to stand beside is told as numbers
    card = page.locator(".st-key-card_context_started")
    assert card.locator("[data-testid=stVegaLiteChart]").count() == 0
    assert card.locator("[data-testid=stMetricValue]").all_inner_texts() == ["24个", "38个", "40个"]


def test_level_and_growth_say_at_which_prices(still: Callable[[str], Page]) -> None:
    page = still("/context")
    metric = page.locator("[data-testid=stMetric]", has_text="地区生产总值（现价）")
    expect(metric.get_by_text("896.69亿元")).to_be_visible()
    expect(metric.get_by_text("较上年同期，不变价")).to_be_visible()


def test_the_footer_credits_the_publications_shown(visit: Callable[..., Visit]) -> None:
    page = visit("/consumption").page
    expect(page.get_by_text("来源：武昌")).to_be_visible()
    expect(page.get_by_text("另有其他来源")).to_have_count(0)
    flip(page, SWITCH)
    expect(page.get_by_text("另有其他来源1份：武汉2024年前5月经济运行")).to_be_visible()
    flip(page, LATER)
    expect(page.get_by_text("另有其他来源2份：")).to_be_visible()
    page.get_by_role("link", name="这些来源的说明").click()
    expect(page.get_by_role("tab", name="来源文献")).to_be_visible()


def test_a_figure_leads_to_its_document(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/context")
    page.get_by_role("button", name="武昌区2024年上半年计划报告").first.click()
    page.get_by_role("link", name="武昌区2024年上半年计划报告").click()
    expect(
        page.get_by_role("heading", name="关于武昌区2024年上半年国民经济和社会发展计划执行情况的报告")
    ).to_be_visible()
    expect(page.get_by_text("e170fdb7-8f02-4ad1-86d0-8073e3daa063").first).to_be_visible()
    assert errors == []


def copied(page: Page, table: Locator) -> list[list[str]]:
    """What a table holds, head aside: its cells are painted, so they are read as a reader takes them, by copying."""
    box = table.bounding_box()
    assert box
    table.click(position={"x": 60, "y": 55})
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('\\t'))")
    text = str(page.evaluate("navigator.clipboard.readText()"))
    return [line.split("\t") for line in text.splitlines()]


def test_pairs_are_told_with_both_figures_and_a_verdict(visit: Callable[..., Visit]) -> None:
    page = visit("/sources").page
    page.get_by_role("tab", name="勾稽核验").click()
    expect(page.get_by_text("稿件数字与其他来源的核对")).to_be_visible()
    rows = copied(page, page.get_by_role("tabpanel", name="勾稽核验").get_by_test_id("stDataFrame").first)
    told = {tuple(row[2:7]) for row in rows}
    assert len(rows) == 9
    assert ("229亿元", "229.52亿元", "截去小数后相同", "229—230亿元", "1亿元") in told
    assert ("约215.2亿元", "215.7亿元", "落在推算区间内", "214.7—216.3亿元", "1.6亿元") in told
    assert ("6.4%", "6.4%", "数字相同") in {row[:3] for row in told}
    assert "4.42—6.30亿吨" in {row[3] for row in told}


def test_the_heading_counts_by_kind(still: Callable[[str], Page]) -> None:
    page = still("/context")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("9项对照：2项数字相同，2项截去或四舍五入后相同，5项只在所列范围内相容，没有矛盾")


def test_an_unknown_document_is_named_and_left_aside(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/sources?document=<b>no</b>")
    expect(page.get_by_text("网址里有不认识的内容，已略过：")).to_be_visible()
    assert page.locator("b", has_text="no").count() == 0
    assert errors == []


def with_quotes(folder: Path) -> Path:
    """A data folder whose market has 300 days of made-up quotes."""
    for table in schema.TABLES:
        shutil.copy(schema.parquet(table, schema.ROOT), folder)
    days = pd.bdate_range("2022-01-04", periods=300)
    rows = [
        f"{day:%Y-%m-%d},{50 + n % 7},60,40,{50 + (n + 1) % 7},1000,{1000 * (50 + n % 7)}" for n, day in enumerate(days)
    ]
    path = folder / "made-up.csv"
    path.write_text(
        "\n".join(["日期,开盘价,最高价,最低价,收盘价,成交量（吨）,成交额（元）", *rows]), encoding="gb18030"
    )
    quotes.write(quotes.gather([path])[1], folder)
    return folder


def test_the_market_is_drawn_from_supplied_quotes_and_zoomed(visit: Callable[..., Visit], tmp_path: Path) -> None:
    for address in serve(DATA_DIR=str(with_quotes(tmp_path)), TAKE_AWAY="off"):
        page, errors, foreign = visit("/context", base=address)
        card = page.locator(".st-key-card_context_market")
        expect(card.get_by_role("heading", name="2023年2月27日挂牌价收于")).to_be_visible()
        expect(card.get_by_role("heading", name="所附行情首日（2022年1月4日）")).to_be_visible()
        label = str(card.locator("[data-testid=stVegaLiteChart]").get_attribute("aria-label"))
        assert label == "全国碳市场日K线。挂牌价：2022年1月4日至2023年2月27日，300个交易日，收盘价每吨50.00至56.00元。"
        dates = card.locator("svg.marks text", has_text="2022-")
        before = dates.all_text_contents()
        box = card.locator("svg.marks").bounding_box()
        assert box
        card.locator("svg.marks").dblclick(position={"x": 400, "y": box["height"] - 45})  # in the strip: all of it
        expect(card.locator("svg.marks text", has_text="2022-01").first).to_be_attached()
        assert dates.all_text_contents() != before
        # and it stands on the wall, in letters as large as those of every slide
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"{address}/?wall=1")
        count = page.locator(".count")
        expect(count).to_be_attached()
        for _ in range(int(str(count.text_content()).split(" / ")[1])):
            page.keyboard.press("ArrowRight")
            if "挂牌价" in str(page.locator(".slide").text_content()):
                break
        expect(page.locator(".slide svg title").first).to_contain_text("2023年2月27日挂牌价收于")
        assert smallest(page) >= 35.9
        assert errors == []
        assert foreign == []


def test_without_quotes_the_page_says_how_to_supply_them(visit: Callable[..., Visit]) -> None:
    page = visit("/context").page
    expect(page.get_by_text("提供逐日行情文件后，这里画出全国碳市场行情K线")).to_be_visible()
    expect(page.get_by_text("由看板管理员按说明提供")).not_to_be_visible()
    page.get_by_text("如何提供行情").click()
    expect(page.get_by_text("由看板管理员按说明提供")).to_be_visible()
    expect(page.get_by_role("heading", name="2023年一年占144.44亿元")).to_be_visible()
