"""The query page in a browser: run, see, draw, take away; stop what takes too long; open a card's own question."""

import io
import re
from collections.abc import Callable

import pandas as pd
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit, settle
from ui import document

ENDLESS = "select count(*) from range(1000000000) a, range(1000000) b where a.range <> b.range"


def ask(page: Page, sql: str) -> None:
    """Write a question into the editor and run it."""
    page.get_by_role("textbox", name="SQL").fill(sql)
    page.get_by_role("button", name="运行").click()


def test_the_button_is_not_there_without_its_word(visit: Callable[..., Visit]) -> None:
    page = visit("/verify").page
    held: list[Route] = []
    page.route(f"**/{document.EDITOR_NAME}", lambda route: held.append(route))
    with page.expect_request(f"**/{document.EDITOR_NAME}"):
        page.goto(page.url.replace("/verify", "/sql"))
    button = page.locator(".foot button")
    button.wait_for(state="attached")
    expect(button).to_be_hidden()
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="运行")).to_be_visible()


def test_an_answer_is_shown_drawn_and_taken_away(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/sql")
    ask(page, "select unit, count(*) as n from observations group by unit order by n desc, unit limit 6")
    expect(page.get_by_text("6行 ·")).to_be_visible()
    page.get_by_role("tab", name="图").click()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks .mark-rect path")).to_have_count(6)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    csv = pd.read_csv(io.BytesIO(download.value.path().read_bytes()))
    assert list(csv) == ["unit", "n"]
    assert len(csv) == 6
    assert errors == []
    assert foreign == []


def test_a_long_question_is_stopped_and_others_are_served_meanwhile(visit: Callable[..., Visit]) -> None:
    other = visit("/consumption").page  # open before, so that only its answer is waited for while the question runs
    page = visit("/sql", own=True).page
    ask(page, ENDLESS)
    stop = page.get_by_test_id("stMainBlockContainer").get_by_role("button", name="停止")
    expect(stop).to_be_visible()
    other.get_by_role("link", name="双碳", exact=True).first.click()
    expect(other.locator("h1")).to_contain_text("4.69亿吨")
    stop.click()
    expect(page.get_by_text("查询已停止。")).to_be_visible()
    ask(page, "select 41 as rank")
    expect(page.get_by_text("1行 ·")).to_be_visible()


def test_what_may_not_run_is_refused_in_words(visit: Callable[..., Visit]) -> None:
    page = visit("/sql").page
    ask(page, "copy observations to 'x.csv'")
    expect(page.get_by_text("这里一次只能运行一条 SELECT：")).to_be_visible()
    ask(page, "select * from nowhere")
    expect(page.get_by_text("nowhere").last).to_be_visible()


def test_a_cards_question_opens_in_the_editor(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/consumption")
    page.get_by_role("button", name="更多").first.click()
    page.get_by_role("tab", name="SQL 查询").click()
    page.get_by_role("link", name="在查询页打开").first.click()
    page.wait_for_url("**/sql*")
    settle(page)
    expect(page.locator("h1")).to_contain_text("张表")
    expect(page).to_have_url(re.compile("query="))
    expect(page.get_by_role("textbox", name="SQL")).to_contain_text("from told_in_report('zh', 'wuchang-2024-09')")
    assert errors == []


def test_the_editor_completes_runs_by_key_and_lets_tab_out(visit: Callable[..., Visit]) -> None:
    page, errors, foreign = visit("/sql")
    box = page.get_by_role("textbox", name="SQL")
    box.fill("select count(*) as n from ")
    box.press("Control+End")
    box.press_sequentially("observ")
    page.get_by_role("option", name="observations", exact=True).click()
    expect(box).to_have_text("select count(*) as n from observations")
    box.press("Control+Enter")
    expect(page.get_by_text("1行 ·")).to_be_visible()
    expect(page).to_have_url(re.compile("q=select"))
    box.press("Tab")
    expect(box).not_to_be_focused()
    expect(page.get_by_role("button", name="运行")).to_be_focused()
    assert errors == []
    assert foreign == []


def test_a_statement_in_the_address_is_shown_and_not_run(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/sql?q=select%20%E2%80%AE41%20as%20rank%20--%20%3Cb%3E")
    expect(page.get_by_role("textbox", name="SQL")).to_have_text("select 41 as rank -- <b>")
    expect(page.get_by_text("1行 ·")).to_have_count(0)
    page.get_by_role("button", name="运行").click()
    expect(page.get_by_text("1行 ·")).to_be_visible()
    page = visit(f"/sql?q={'x' * 2_001}").page
    expect(page.get_by_text("网址中的语句超过2,000个字符")).to_be_visible()
    expect(page.get_by_role("textbox", name="SQL")).to_contain_text("select")
    assert errors == []


def test_a_column_is_inserted_and_an_earlier_statement_comes_back(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/sql")
    ask(page, "select 41 as rank")
    expect(page.get_by_text("1行 ·")).to_be_visible()
    box = page.get_by_role("textbox", name="SQL")
    box.fill("select ")
    box.press("Control+End")
    page.get_by_test_id("stDataFrame").first.locator(".dvn-scroller").click(position={"x": 16, "y": 55})
    expect(box).to_have_text("select observation_id")
    page.get_by_role("button", name="本次查询记录").click()
    page.get_by_role("button", name="select 41 as rank").click()
    expect(box).to_have_text("select 41 as rank")
    assert errors == []


def test_an_answer_has_more_than_one_form_but_none_over_unlike_units(visit: Callable[..., Visit]) -> None:
    page, errors, _ = visit("/sql")
    ask(page, "select unit, year_first, value from observations where unit = '亿元' and value > 0 limit 5")
    page.get_by_role("tab", name="图").click()
    bars = page.locator("[data-testid=stVegaLiteChart] svg.marks .mark-rect path")
    expect(bars).to_have_count(5)
    page.get_by_role("radio", name="点").click()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks .mark-symbol path")).to_have_count(5)
    ask(page, "select unit, value from observations where unit in ('亿元', '%')")
    page.get_by_role("tab", name="图").click()
    expect(page.get_by_text("各数值单位不同")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart]")).to_have_count(0)
    assert errors == []
