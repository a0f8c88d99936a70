"""What is proposed: class, unit, sign, period, subject, status, comparison, metric. The texts are our own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from data import vocabularies
from intake import draft, metrics
from intake.document import Unreadable
from intake.propose import FIELDS, Proposal, propose

WORK = """2027年湖北省政府工作报告
——2027年1月20日在湖北省第十四届人民代表大会第五次会议上
各位代表：
现在，我代表省人民政府向大会报告工作。
一、2026年工作回顾
过去一年，地区生产总值增长5.4%、达到6.6万亿元，一般公共预算收入突破4300亿元、达到4305亿元。武汉社会消费品零售总额达到9100亿元。\
城镇调查失业率5.1%左右。进出口总额下降2.3%。“十四五”规划圆满收官，深入推进“三医”联动，进一步改善民生，新增首店20家。
二、2027年工作安排
今年主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业75万人以上。
"""
MONTHLY = """1-8月某某市经济运行情况
来源：市统计局 2025-09-20
1-8月，某某市规模以上工业增加值同比增长6.1%，增速比1-7月加快0.4个百分点，两年平均增长5.0%。8月份，商品零售和餐饮收入同比分别增长4.3%和7.9%，增速分别比全部消费快1.2和4.8个百分点。
8月末，全市金融机构贷款余额5120亿元，同比增长9.0%；每百元营业收入中的成本为84.20元，同比减少0.30元。
注：规模以上工业统计范围为年主营业务收入2000万元及以上的工业企业。
"""
PASTED = "2019年农产品产量\n指标名称\n产量（万吨）\n同比增长（±%）\n粮食\n65.0\n1.3\n水稻\n7.4\n-2.5\n蔬菜\n12.1\n0.8\n"


def rows(text: str) -> dict[str, Proposal]:
    return {row["printed"]: row for row in propose(text)}


def period(row: Proposal) -> tuple[str | None, str | None]:
    return row["period_start"], row["period_end"]


def test_a_work_report_gives_the_year_by_its_headings() -> None:
    found = rows(WORK)
    assert period(found["5.4%"]) == ("2026-01-01", "2026-12-31")
    assert period(found["5.5%左右"]) == ("2027-01-01", "2027-12-31")
    assert (found["5.4%"]["status"], found["5.5%左右"]["status"]) == ("preliminary", "target")
    assert found["75万人以上"]["metrics"][0] == "urban_jobs"


def test_a_known_metric_is_found_within_unit_and_kind() -> None:
    found = rows(WORK)
    wanted = {
        "5.4%": "gdp_real_growth",
        "6.6万亿元": "gdp",
        "4305亿元": "budget_revenue",
        "9100亿元": "retail_sales",
        "5.1%左右": "unemployment_rate",
        "2.3%": "trade_growth",
    }
    assert {printed: found[printed]["metrics"][0] for printed in wanted} == wanted


def test_a_place_within_a_report_of_another_is_its_figures_subject() -> None:
    found = rows(WORK)
    assert (found["9100亿元"]["subject"], found["5.1%左右"]["subject"]) == ("wuhan", "hubei")


def test_what_fell_is_below_zero_and_what_is_said_twice_is_one_figure() -> None:
    found = rows(WORK)
    assert (found["2.3%"]["value"], found["2.3%"]["comparison"]) == (-2.3, "yoy")
    assert (found["突破4300亿元"]["class"], found["突破4300亿元"]["reason"]) == ("ledger", "repeat")


def test_names_phrases_and_ordinals_are_ledger_rows() -> None:
    reasons = {row["printed"]: row["reason"] for row in propose(WORK) if row["class"] == "ledger"}
    assert reasons["十四五"] == "name"
    assert reasons["三"] == "name"
    assert reasons["一步"] == "idiom"
    assert reasons["首"] == "first"
    assert reasons["第五"] == "sequence"


def test_a_list_shares_its_unit_and_its_comparison() -> None:
    found = rows(MONTHLY)
    assert [
        (found[printed]["value"], found[printed]["unit"], found[printed]["comparison"])
        for printed in ("1.2", "4.8个百分点")
    ] == [
        (1.2, "百分点", "industry"),
        (4.8, "百分点", "industry"),
    ]
    assert found["5.0%"]["comparison"] == "two_year_average"
    assert found["0.4个百分点"]["comparison"] == "previous_period"


def test_months_are_periods_and_a_stock_is_as_of_its_end() -> None:
    found = rows(MONTHLY)
    assert period(found["6.1%"]) == ("2025-01-01", "2025-08-31")
    assert period(found["7.9%"]) == ("2025-08-01", "2025-08-31")
    assert period(found["5120亿元"]) == (None, "2025-08-31")
    assert found["2000万元及以上"]["reason"] == "threshold"
    assert (found["0.30元"]["value"], found["百元"]["reason"]) == (-0.3, "definition")


def test_a_table_pasted_cell_by_cell_takes_unit_and_year_from_head_and_caption() -> None:
    found = rows(PASTED)
    assert (found["7.4"]["unit"], found["-2.5"]["unit"], found["-2.5"]["value"]) == ("万吨", "%", -2.5)
    assert period(found["12.1"]) == ("2019-01-01", "2019-12-31")


def test_a_table_of_lines_takes_its_period_from_head_or_caption() -> None:
    head = "2024年主要经济指标\n指标\t单位\t1-9月\t增长（%）\n"
    text = head + "社会消费品零售总额\t亿元\t623.1\t6.2\n城镇新增就业\t万人\t2.1\t4.0\n"
    found = rows(text)
    assert (period(found["623.1"]), found["623.1"]["unit"]) == (("2024-01-01", "2024-09-30"), "亿元")
    assert found["623.1"]["metrics"] == ["retail_sales"]
    assert (found["6.2"]["unit"], found["6.2"]["metrics"]) == ("%", ["retail_sales_growth"])


@pytest.mark.parametrize("text", [WORK, MONTHLY, PASTED])
def test_a_proposal_speaks_the_words_of_the_records(text: str) -> None:
    ends = 0
    for row in propose(text):
        assert tuple(row) == FIELDS
        assert row["char_start"] >= ends
        ends = row["char_end"]
        assert text[row["char_start"] : ends] == row["printed"]
        assert row["class"] in ("figure", "ledger")
        assert (row["reason"] in vocabularies.LEDGER_REASONS) == (row["class"] == "ledger")
        if row["class"] == "figure":
            assert row["qualifier"] in vocabularies.QUALIFIERS
            assert row["status"] in vocabularies.STATUSES
        assert len(row["metrics"]) <= 3
        json.dumps(row)


LETTERS = (
    "0123456789.%,-—至到一二三十百千万亿半双首第前年月日个家元级超近多和、，。：；“”（）\n\t5GP"
    " 成分之比较同增长下降达目标指标全市今"
)


@given(st.text(alphabet=LETTERS, max_size=80))
def test_no_text_breaks_it_and_no_number_goes_missing(text: str) -> None:
    try:
        found = propose(text)
    except Unreadable:
        return
    covered = {place for row in found for place in range(row["char_start"], row["char_end"])}
    assert {place for place, mark in enumerate(text) if mark in "0123456789"} <= covered


def test_every_synonym_is_of_a_metric_in_the_catalogue() -> None:
    with metrics.SYNONYMS.open(encoding="utf8") as file:
        named = [row["metric_id"] for row in csv.DictReader(file)]
    assert len(named) == len(set(named))
    assert set(named) <= {metric.metric_id for metric in metrics.known()}


def test_a_draft_holds_every_number_and_is_never_written_over(tmp_path: Path) -> None:
    proposals = propose(WORK)
    draft.write(proposals, WORK, tmp_path / "hubei-2027")
    kept = []
    for table in ("observations", "ledger"):
        with (tmp_path / "hubei-2027" / f"{table}.csv").open(encoding="utf8") as file:
            kept += list(csv.DictReader(file))
    # a fall is drafted with its word (下降2.3%), so only the ends are those of the numbers
    assert sorted(int(row["char_end"]) for row in kept) == [row["char_end"] for row in proposals]
    assert all(row["proposed"] for row in kept)
    counts = draft.account(proposals)
    assert counts["numbers"] == counts["figures"] + counts["ledger"] == len(kept)
    with pytest.raises(Unreadable, match="already"):
        draft.write(proposals, WORK, tmp_path / "hubei-2027")
