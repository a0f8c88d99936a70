"""Every page without a browser: it runs, says what the data says, and keeps its language."""

import json
from pathlib import Path

import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto
from streamlit.testing.v1 import AppTest

import queries
from data import schema
from ui import systems

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "overview",
    "digital_economy",
    "dual_carbon",
    "consumption",
    "business_environment",
    "context",
    "explore",
    "sql",
    "sources",
]


def opened(name: str, **address: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=60)
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    if name != "overview":
        test.switch_page(f"{name}/page.py").run()
    return test


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_runs_with_a_conclusion_for_its_heading(name: str, lang: str) -> None:
    test = opened(name, lang=lang)
    assert not test.exception
    assert len(test.title) == 1
    assert any(character.isdigit() for character in test.title[0].value)


def test_headline_cards_print_the_figures_as_the_report_does() -> None:
    cards = {metric.label: metric.value for metric in opened("overview").metric}
    assert cards == {
        "赛迪百强区排名": "第41位",
        "社会消费品零售总额": "367亿元",
        "固定资产投资": "229亿元",
        "接待游客": "2500万人次",
        "旅游收入": "252亿元",
        "碳配额累计成交量": "4.69亿吨",
        "碳配额累计成交额": "273.33亿元",
        "全省营商环境评价位次": "第一",
    }


def test_hedges_stay_on_the_cards() -> None:
    values = [metric.value for metric in opened("consumption").metric]
    assert {"近400家", "突破亿元", "近34万人次"} <= set(values)
    english = [metric.value for metric in opened("consumption", lang="en").metric]
    assert {"nearly 400", "over 100 million yuan", "nearly 340,000 visits"} <= set(english)


def test_every_chart_has_alternative_text_that_names_its_figures() -> None:
    for name in PAGES:
        for chart in opened(name).get("vega_lite_chart"):
            assert chart.proto.alt
            assert "usermeta" not in json.loads(chart.proto.spec)


def test_the_price_chart_draws_what_the_query_says() -> None:
    price = queries.run("dual_carbon/price", lang="zh").iloc[0]
    charts = opened("dual_carbon").get("vega_lite_chart")
    alt = next(chart.proto.alt for chart in charts if "均价" in chart.proto.alt)
    assert price["display"] in alt


def test_direction_colours_are_a_setting_kept_in_the_address() -> None:
    colour = MetricProto.MetricColor.Name
    assert colour(opened("overview").metric[0].color) == "RED"
    assert colour(opened("overview", rise="green").metric[0].color) == "GREEN"


def test_unknown_values_in_the_address_are_named_and_left_aside() -> None:
    test = opened("overview", lang="<script>", rise="' or 1=1", paragraph="x" * 10_000)
    assert not test.exception
    assert len(test.warning) == 1
    assert test.title[0].value.startswith("社零额")
    test = opened("sources", paragraph="71")
    assert "70" in test.warning[0].value


def test_a_paragraph_shows_its_figures_and_the_passage_where_the_text_is_supplied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = ROOT.parent / "shared" / "report"
    if not text.is_dir():
        pytest.skip("the report's text is not beside this checkout")
    without = opened("sources", paragraph="56")
    assert not any("<mark>" in html.value for html in without.get("html") if hasattr(html, "value"))
    monkeypatch.setenv("REPORT_TEXT_DIR", str(text))
    test = opened("sources", paragraph="56")
    assert not test.exception
    passage = next(html.proto.body for html in test.get("html"))
    assert passage.count("<mark>") == 6
    assert "<mark>2500万人次</mark>" in passage


def test_missing_data_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with pytest.raises(queries.DataMissing, match="observations.parquet"):
        queries.run("overview/counts")


def test_explore_reads_its_filters_from_the_address() -> None:
    test = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=60).run()
    test.query_params["theme"] = "consumption"
    test.query_params["kind"] = "growth"
    test.switch_page("explore/page.py").run()
    assert not test.exception


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("theme", ["digital_economy", "dual_carbon"])
def test_every_featured_entity_is_met_on_its_theme_page_with_what_the_report_says(theme: str, lang: str) -> None:
    test = opened(theme, lang=lang)
    told = queries.run("entities/featured", theme=theme, lang=lang)
    assert len(told) >= 5
    assert "systems" in [header.proto.anchor for header in test.header]
    names = {heading.proto.anchor: heading.value for heading in test.subheader}
    texts = [markdown.value.replace("**", "").replace("\\", "") for markdown in test.markdown]
    for entry in told.to_dict("records"):
        assert names[entry["entity_id"].replace("_", "-")].replace("\\", "").startswith(entry["label"])
        assert entry["kind_title"] in names[entry["entity_id"].replace("_", "-")]
        assert entry["note"] in texts
        for figure in entry["figures"]:
            assert any(f"**{figure}**" in markdown.value for markdown in test.markdown), figure
        assert len(entry["paragraphs"]) > 0


def test_a_figure_stands_out_only_where_it_is_a_number_of_its_own() -> None:
    assert systems._note("At 8:30 on 4 May 2024, 4 windows; 0.4.", ["4"]).count("**") == 2
    assert systems._note("2024年设4个窗口", ["4个"]) == "2024年设**4个**窗口"
    assert systems._note("规模100P。", ["100P"]) == "规模**100P**。"


@pytest.mark.parametrize("theme", ["digital_economy", "dual_carbon"])
def test_both_languages_draw_the_same_shapes(theme: str) -> None:
    root = {"digital_economy": "wuchang", "dual_carbon": "zhongbei_road"}[theme]
    zh, en = (queries.run("entities/settled", root=root, themes=[theme], lang=lang) for lang in ("zh", "en"))
    assert list(zh["child_kind"]) == list(en["child_kind"])
    assert set(zh["child_kind"]) <= set(schema.ENTITY_KINDS)
    assert "xudong_avenue" not in set(zh["entity_id"])  # a street settles nowhere


def test_the_plants_gas_stage_is_told_as_undated() -> None:
    plant = queries.run("dual_carbon/plant", lang="zh")
    stages = plant[plant["role"] == "stage"]
    assert list(stages["display"]) == ["1915年", "1946年", "时间未写明"]
    assert stages["year"].isna().tolist() == [False, False, True]
    ages = plant[plant["role"] == "age"]
    assert set(ages["basis"]) == {"derived"}
    assert (1915, 2024) in list(zip(ages["start"], ages["end"], strict=True))
