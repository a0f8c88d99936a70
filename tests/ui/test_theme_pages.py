"""What the consumption and business pages claim, and how they draw it, against what the report says."""

import pandas as pd
import pytest

import queries
from tests.records import SOURCE
from tests.ui.test_pages import opened
from ui.links import escape


def test_the_heading_ranks_growth_and_not_size() -> None:
    assert opened("consumption").title[0].value == "社零额367亿元，增长7.3%，增速连续15个月居中心城区第一"
    english = opened("consumption", lang="en").title[0].value
    claim = english.split("; ")[1]
    assert claim == "growth first among the central districts for 15 months in a row"


def test_the_business_page_says_which_projects_and_which_evaluation() -> None:
    test = opened("business_environment")
    assert test.title[0].value == "全省营商环境评价四年三次第一，投资增长6.4%"
    assert any("新开工亿元以上重大项目24个" in text.value for text in test.markdown)
    test = opened("business_environment", lang="en")
    assert test.title[0].value.startswith("First in the provincial evaluation of the business environment 3 times")
    assert any("24 major projects of 100 million yuan or more" in text.value for text in test.markdown)
    assert any("implied at about 2.6%" in header.value for header in test.header)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_month_of_the_streak_is_drawn_as_stated(lang: str) -> None:
    months = queries.run(
        "figures/streak", streak="retail_growth_first_months", rank="retail_growth_rank", source=SOURCE, lang=lang
    )
    assert list(months["state"]) == ["implied"] * 15
    first, last = {"zh": ("2023年4月", "2024年6月"), "en": ("Apr 2023", "Jun 2024")}[lang]
    assert (months["cell_label"].iloc[0], months["cell_label"].iloc[-1]) == (first, last)
    assert set(months["display"]) == {{"zh": "第1位", "en": "No. 1"}[lang]}
    assert set(months["run"]) == {{"zh": "连续15个月第一", "en": "No. 1 for 15 months in a row"}[lang]}
    assert list(zip(months["line"], months["slot"], strict=True)) == [
        *(("2023", month) for month in range(4, 13)), *(("2024", month) for month in range(1, 7)),
    ]  # fmt: skip


def test_the_streak_says_how_it_is_counted() -> None:
    captions = [caption.value for caption in opened("consumption").caption]
    assert any("1月、2月数据合并发布" in text and "没有写" in text for text in captions)
    captions = [caption.value for caption in opened("consumption", lang="en").caption]
    assert any("January and February are published together" in text for text in captions)


def test_one_evaluation_is_stated_and_the_years_are_said_to_be_counted_back() -> None:
    years = queries.run(
        "figures/times", times="evaluation_first_times", rank="evaluation_rank", beside=False, later=False,
        source=SOURCE, lang="zh",
    )  # fmt: skip
    assert list(zip(years["cell_label"], years["state"], years["display"], strict=True)) == [
        ("2020", "unknown", "未写明"), ("2021", "unknown", "未写明"), ("2022", "unknown", "未写明"),
        ("2023", "stated", "第1位"),
    ]  # fmt: skip
    assert years["inside"].tolist() == ["", "", "", "第1位"]
    assert set(years["run"]) == {"4年3次第一"}
    for lang, counted, inferred in (
        ("zh", "按2023年度往前推", "2020—2023"),
        ("en", "counted back from 2023", "2020–2023"),
    ):
        test = opened("business_environment", lang=lang)
        assert any(counted in caption.value for caption in test.caption)
        assert not any(inferred in header.value for header in test.header)


def growth(**asked: list[str]) -> pd.DataFrame:
    parameters: dict[str, list[str]] = {"themes": [], "subjects": [], "comparisons": []} | asked
    return queries.run("figures/growth", **parameters, source=SOURCE, lang="zh")


def test_turnover_in_tanhualin_is_not_set_against_previous_years() -> None:
    rows = growth(subjects=["tanhualin"]).set_index("metric_id")
    assert rows["comparison"].to_dict() == {"site_visits_growth": "usual_years", "shop_turnover_growth": "not_stated"}
    assert rows["group"].nunique() == 2
    titles = [header.value for header in opened("consumption", lang="en").header]
    said = "Tanhualin in blossom season: visits 40% above previous years, shop turnover up 20%–30%"
    assert escape(said) in titles
    order = growth()["comparison"].drop_duplicates()
    assert list(order) == ["yoy", "usual_years", "not_stated"]


@pytest.mark.parametrize(
    ("name", "metric", "zh", "en"),
    [
        ("consumption", "retail_sales", "341.4—343.1亿元", "34.14–34.31 billion yuan"),
        ("business_environment", "fixed_investment", "214.7—216.3亿元", "21.47–21.63 billion yuan"),
    ],
)
def test_the_bounds_of_an_implied_level_are_printed(name: str, metric: str, zh: str, en: str) -> None:
    for lang, bounds in (("zh", zh), ("en", en)):
        assert queries.run("figures/change", metric=metric, source=SOURCE, lang=lang)["bounds"].dropna().tolist() == [
            bounds
        ]
        assert any(bounds in caption.value for caption in opened(name, lang=lang).caption)


@pytest.mark.parametrize(
    ("name", "figure", "said"),
    [
        ("consumption", "spend_per_visit_2024h1", {"zh": "推算，范围", "en": "derived: "}),
        ("dual_carbon", "implied_carbon_price_2024", {"zh": "推算，范围", "en": "derived: "}),
    ],
)
def test_a_derived_headline_figure_says_so_with_its_bounds(name: str, figure: str, said: dict[str, str]) -> None:
    for lang, words in said.items():
        (row,) = queries.rows("figures/headline", ids=[figure], source=SOURCE, lang=lang)
        assert words + row["bounds"] in [caption.value.replace("\\", "") for caption in opened(name, lang=lang).caption]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("consumption", {"wuhan_skp", "m758", "tanhualin_town_phase_3", "consumption_policies"}),
        (
            "business_environment",
            {
                "zero_employees", "zero_employee_campaign", "shared_investment_centres", "changtanhui",
                "every_move_cuts_costs", "uniform_service_window",
            },
        ),
    ],
)  # fmt: skip
def test_the_systems_that_the_report_names_are_met_with_what_it_says(name: str, named: set[str], lang: str) -> None:
    told = queries.run("entities/featured", theme=name, source=SOURCE, lang=lang)
    assert set(told["entity_id"]) == named
    test = opened(name, lang=lang)
    shown = "\n".join(text.value for text in [*test.subheader, *test.markdown]).replace("**", "")
    for words in (*told["label"], *told["note"]):
        assert escape(words) in shown


def test_a_pilot_being_brought_in_is_not_said_to_be_there() -> None:
    for lang, hedge, claim in (
        ("zh", "没有说已经落地", "落地武昌"),
        ("en", "does not say that it is there", "carried out"),
    ):
        told = queries.run("entities/featured", theme="business_environment", source=SOURCE, lang=lang)
        notes = told.set_index("entity_id")["note"]
        assert hedge in notes["uniform_service_window"]
        assert claim not in notes["uniform_service_window"]
