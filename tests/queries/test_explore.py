"""Explore's rules: what stands on one axis, one unit for value, bounds and axis, and which year a figure counts in."""

from itertools import combinations
from typing import Any

import pandas as pd
import pytest

import queries
from story import card as figures
from tests.records import SOURCE
from ui.filters import NONE

EVERYTHING: dict[str, Any] = {**NONE, "bases": ["published", "derived", "context"]}
LANGS = ("zh", "en")

ALIKE = [
    # the same quantity of the district over half-years, whoever says it and however
    ("retail_sales_2024h1", "retail_sales_2023h1"),
    ("retail_sales_2024h1", "tourism_income_2024h1"),
    ("fixed_investment_2024h1", "fixed_investment_2023h1_published"),
    # an outturn and an estimate of one year: told apart by their marks
    ("gdp_2021", "gdp_2021_estimate"),
    # rates on the same base of one subject, and one rate of two subjects
    ("retail_sales_growth_2024h1", "fixed_investment_growth_2024h1"),
    ("fixed_investment_growth_2024h1", "fixed_investment_growth_wuhan_2024h1"),
    ("gdp_real_growth_2024h1", "gdp_real_growth_wuhan_2024h1"),
    ("retail_sales_growth_wuhan_2024m5", "retail_sales_growth_wuhan_2024m9"),
    # places in one field
    ("ccid_rank_2024", "ccid_rank_2021"),
    ("gdp_rank_central_2024h1", "retail_growth_rank_2024h1"),
    # a part of the first year is no matter for a price
    ("carbon_price_year_2021", "carbon_price_year_2022"),
    ("projects_started_2022", "projects_started_2025"),
]
UNLIKE = [
    # counts of different things, and of things done, promised or in store
    *combinations(
        ["ccid_practice_cases_2024", "projects_signed_2024", "shared_centres_2024", "projects_started_2024h1",
         "climate_projects_2024", "major_projects_2024h1", "registry_windows_2024"], 2,
    ),
    ("digital_firms_xudong", "digital_firms_landed_2024"),
    ("projects_signed_value_2024", "retail_sales_2024h1"),
    # a day's visitors, a day's on average over another period, a holiday's
    ("mall_daily_visitors_skp", "site_visits_mayday_2024"),
    ("mall_daily_visitors_skp", "visits_per_day_tanhualin_mayday_2024"),
    ("visits_per_day_tanhualin_mayday_2024", "visits_per_day_wuchang_2024h1"),
    # places among other fields; places gained are no places
    ("ccid_rank_2024", "ccid_province_rank_2024"),
    ("ccid_rank_2024", "evaluation_rank_2023"),
    ("evaluation_rank_2023", "evaluation_rank_firms_2023"),
    ("retail_growth_rank_2024h1", "evaluation_rank_2023"),
    ("ccid_rank_2024", "ccid_rank_change_2024"),
    # half a year, a year, part of a year, all years together
    ("projects_started_2024h1", "projects_started_2022"),
    ("major_projects_2024h1", "major_projects_2023"),
    ("gdp_2024h1", "gdp_2020"),
    ("allowances_traded_year_2021", "allowances_traded_year_2022"),
    ("allowances_traded_2024", "allowances_traded_year_2023"),
    ("implied_carbon_price_2024", "carbon_price_year_2023"),
    ("fixed_investment_growth_2024h1", "fixed_investment_growth_wuhan_2024m5"),
    ("computing_purchase_yearly", "fixed_investment_2023"),
    # the district and the city, a site, a platform, a market
    ("gdp_2024h1", "gdp_wuhan_2024h1"),
    ("climate_financing_2024", "allowances_turnover_2024"),
    ("mall_opening_sales_skp", "retail_sales_2024h1"),
    ("retail_sales_growth_2024h1", "fixed_investment_growth_wuhan_2024h1"),
    # real beside nominal, a stated base beside one that is not, another comparison, another base year
    ("gdp_real_growth_2024h1", "retail_sales_growth_2024h1"),
    ("it_services_growth_2024h1", "retail_sales_growth_2024h1"),
    ("it_services_growth_2024h1", "science_services_growth_2024h1"),
    ("site_visits_growth_2024", "shop_turnover_growth_2024"),
    ("retail_sales_growth_2024h1", "shop_turnover_growth_2024"),
    ("fixed_investment_growth_2024h1", "fixed_investment_growth_gap_2024h1"),
    ("gdp_2024", "gdp_2021"),
]  # fmt: skip


def sets(**filters: Any) -> dict[str, frozenset[str]]:
    """The observations of every set that Explore offers, by its id."""
    asked = EVERYTHING | filters
    offered = queries.run("explore/alike", source=SOURCE, **asked, lang="zh")
    found = {}
    for alike_id, count in zip(offered["alike_id"], offered["observations"], strict=True):
        rows = queries.run("explore/values", source=SOURCE, **asked, alike=alike_id, limit=1000, lang="zh")
        assert rows["observation_id"].is_unique
        assert len(rows) == count
        found[alike_id] = frozenset(rows["observation_id"])
    return found


@pytest.fixture(scope="module")
def offered() -> dict[str, frozenset[str]]:
    return sets()


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_like_things_share_an_axis(offered: dict[str, frozenset[str]], one: str, other: str) -> None:
    assert any({one, other} <= members for members in offered.values())


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike_things_are_kept_apart(offered: dict[str, frozenset[str]], one: str, other: str) -> None:
    assert not any({one, other} <= members for members in offered.values())
    assert {one, other} <= frozenset().union(*offered.values()), "both exist"


def test_every_figure_but_a_streak_is_in_a_set_and_no_set_lies_within_another(
    offered: dict[str, frozenset[str]],
) -> None:
    all_figures = queries.run("explore/page", source=SOURCE, **EVERYTHING, lang="zh", limit=1000, offset=0)
    assert all_figures["observation_id"].is_unique
    assert frozenset().union(*offered.values()) == set(
        all_figures.loc[all_figures["kind"] != "streak", "observation_id"]
    )
    assert not [1 for one in offered.values() for other in offered.values() if one < other]
    assert len(set(offered.values())) == len(offered)


def test_a_set_has_one_unit_kind_and_series(offered: dict[str, frozenset[str]]) -> None:
    told = queries.run("explore/page", source=SOURCE, **EVERYTHING, lang="zh", limit=1000, offset=0).set_index(
        "observation_id"
    )
    for members in offered.values():
        rows = told.loc[list(members)]
        for column in ("unit", "kind", "counted", "nature", "base", "comparison", "series"):
            assert rows[column].nunique(dropna=False) == 1, (column, members)


@pytest.mark.parametrize("lang", LANGS)
def test_a_set_says_what_it_is(lang: str) -> None:
    names = queries.run("explore/alike", source=SOURCE, **EVERYTHING, lang=lang)["name"]
    assert names.is_unique
    wanted = {
        "zh": {"金额 · 时期量 · 半年 · 全区", "位次 · 中心城区之间 · 半年 · 全区",
               "固定资产投资增速 · 现价 · 较上年同期 · 2024年上半年 · 全市、全区"},
        "en": {"Money · over a period · half-year · district",
               "Rank · among the central districts · half-year · district"},
    }[lang]  # fmt: skip
    assert wanted <= set(names)
    assert lang == "zh" or not names.str.contains("[\u4e00-\u9fff]", regex=True).any()


def test_a_chosen_set_holds_under_filters() -> None:
    (alike_id,) = (key for key, members in sets(themes=["consumption"]).items() if "retail_sales_2024h1" in members)
    rows = queries.run(
        "explore/values",
        source=SOURCE,
        **{**EVERYTHING, "themes": ["consumption"]},
        alike=alike_id,
        limit=50,
        lang="en",
    )
    assert set(rows["observation_id"]) == {"retail_sales_2024h1", "retail_sales_2023h1", "tourism_income_2024h1"}


# --- one unit -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observation_id", "lang", "value", "lower", "upper", "unit", "bounds"),
    [
        ("tourism_visits_2024h1", "zh", 2500, 2500, 2500, "万人次", None),
        ("tourism_visits_2024h1", "en", 25e6, 25e6, 25e6, "visits", None),
        ("computing_purchase_yearly", "zh", None, 1000, 10000, "万元", "1000—10000万元"),
        ("computing_purchase_yearly", "en", None, 1e7, 1e8, "yuan", "10–100 million yuan"),
        ("value_per_signed_project_2024", "zh", 9.5, 9.458, 9.583, "亿元/个", "9.46—9.58亿元/个"),
        ("value_per_signed_project_2024", "en", 9.5e8, 9.458e8, 9.583e8, "yuan a project",
         "946–958 million yuan a project"),
        ("implied_carbon_price_2024", "zh", 58.28, 58.22, 58.34, "元/吨", "58.22—58.34元/吨"),
        ("implied_carbon_price_2024", "en", 58.28, 58.22, 58.34, "yuan/t", "58.22–58.34 yuan/t"),
        ("fixed_investment_2023h1", "en", 21.52e9, 21.47e9, 21.63e9, "yuan", "21.47–21.63 billion yuan"),
        ("industrial_space_xudong", "en", 1e6, 1e6, None, "m²", "≥ 1 million m²"),
        ("shop_turnover_growth_2024", "zh", None, 20, 30, "%", "20%—30%"),
        ("brands_first_entry_skp", "en", 400, None, 400, None, "≤ 400"),
        ("ccid_rank_2021", "en", None, 51, 100, "places", "No. 51–100"),
    ],
)  # fmt: skip
def test_value_bounds_and_unit_go_together(
    observation_id: str, lang: str, value: float | None, lower: float | None, upper: float | None,
    unit: str | None, bounds: str | None,
) -> None:  # fmt: skip
    (row,) = queries.run("figures/by_id", observation_id=observation_id, source=SOURCE, lang=lang).to_dict("records")
    found = [
        None if pd.isna(row[name]) or row[name] == "" else row[name]
        for name in ("value", "lower", "upper", "unit", "bounds")
    ]
    numbers = [None if number is None else pytest.approx(number, rel=5e-4) for number in (value, lower, upper)]
    assert found == [*numbers, unit, bounds]


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_are_in_their_unit_everywhere(lang: str) -> None:
    told = queries.run("explore/page", source=SOURCE, **EVERYTHING, lang=lang, limit=1000, offset=0)
    factors = queries.run("explore/page", source=SOURCE, **EVERYTHING, lang="zh", limit=1000, offset=0).set_index(
        "observation_id"
    )
    for row in told.to_dict("records"):
        for name in ("value", "lower", "upper"):
            printed = factors.loc[row["observation_id"], name]
            if pd.isna(printed):
                assert pd.isna(row[name])
            elif row["basis"] != "derived":
                assert row[name] == (row[f"base_{name}"] if lang == "en" else printed)
            else:  # within half a step of the last decimal
                scale = 1 if printed == 0 or lang == "zh" else row[name] / printed
                exact = row[f"base_{name}"] * (1 if lang == "en" else printed / max(row[f"base_{name}"], 1e-9))
                assert abs(row[name] - exact) <= 0.5000001 * scale * 10 ** -row["decimals"]


@pytest.mark.parametrize(("lang", "unit"), [("zh", "亿元"), ("en", "yuan")])
def test_an_axis_is_headed_by_the_unit_of_its_frame(lang: str, unit: str) -> None:
    assert figures.unit(queries.run("figures/change", metric="retail_sales", source=SOURCE, lang=lang)) == unit
    assert figures.unit(queries.run("explore/page", source=SOURCE, **NONE, lang=lang, limit=99, offset=0)) == ""
    assert figures.unit(pd.DataFrame({"label": ["a"]})) == ""


# --- years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observation_id", "first", "last"),
    [
        ("plant_turns_since_1915", 1915, 2024),
        ("climate_financing_2024", 2024, 2024),
        ("shared_centres_2024", 2024, 2024),
        ("allowances_traded_2024", 2021, 2024),
        ("retail_sales_2024h1", 2024, 2024),
        ("ccid_province_first_years_2024", 2024, 2024),
        ("computing_purchase_yearly", None, None),
    ],
)
def test_an_open_period_ends_with_what_its_source_tells_of(
    observation_id: str, first: int | None, last: int | None
) -> None:
    for year, covered in ((1914, False), (first, True), (last, True), (1946, first == 1915), (2025, False)):
        if year is not None:
            found = queries.run(
                "explore/page", source=SOURCE, **{**NONE, "years": [year]}, lang="zh", limit=1000, offset=0
            )
            assert (observation_id in set(found["observation_id"])) == covered, year


@pytest.mark.parametrize(
    "filters", [{}, {"themes": ["dual_carbon"]}, {"bases": ["published", "context"]}, {"text": "武昌"}]
)
def test_a_year_counts_what_choosing_it_leaves(filters: dict[str, Any]) -> None:
    asked = NONE | filters
    years = queries.run("explore/by_year", source=SOURCE, **asked, lang="zh")
    assert years["label"].is_unique
    known = queries.run("explore/known", source=SOURCE)
    dated = years.dropna(subset="year")
    assert set(dated["label"]) <= set(known.loc[known["dimension"] == "year", "term"])
    for year, count in zip(dated["year"], dated["observations"], strict=True):
        chosen = asked | {"years": [int(year)]}
        assert queries.run("explore/count", source=SOURCE, **chosen)["observations"].iloc[0] == count
        assert len(queries.run("explore/page", source=SOURCE, **chosen, lang="zh", limit=1000, offset=0)) == count
        alone = queries.run("explore/by_year", source=SOURCE, **chosen, lang="zh")
        assert alone[["label", "observations"]].values.tolist() == [[str(int(year)), count]]


def test_the_undated_stand_apart() -> None:
    last = queries.run("explore/by_year", source=SOURCE, **NONE, lang="en").iloc[-1]
    assert (last["label"], pd.isna(last["year"])) == ("no dates", True)
    rows = queries.run("explore/page", source=SOURCE, **NONE, lang="en", limit=1000, offset=0)
    undated = rows[rows["period_start"].isna() & rows["period_end"].isna() & (rows["period_kind"] != "to_date")]
    assert last["observations"] == len(undated)
