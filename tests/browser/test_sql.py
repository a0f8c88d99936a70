"""The query page in a browser: run, see, draw, take away; stop what takes too long; open a card's own question."""

import io
from collections.abc import Callable

import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settle

ENDLESS = "select count(*) from range(1000000000) a, range(1000000) b where a.range <> b.range"


def ask(page: Page, sql: str) -> None:
    """Write a question into the editor and run it."""
    page.get_by_role("textbox", name="SQL").fill(sql)
    page.get_by_role("button", name="运行").click()


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
    page = visit("/sql").page
    ask(page, ENDLESS)
    stop = page.get_by_test_id("stMainBlockContainer").get_by_role("button", name="停止")
    expect(stop).to_be_visible()
    expect(visit("/consumption").page.locator("h1")).to_contain_text("社零额")
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
    assert "query=" in page.url
    assert "from told_in_report('zh', 'wuchang-2024-09')" in page.get_by_role("textbox", name="SQL").input_value()
    assert errors == []
