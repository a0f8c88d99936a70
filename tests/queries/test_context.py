"""What the report is set against, and what may stand on one axis."""

import pandas as pd
import pytest

import queries
from tests.records import SOURCE

PAIRS = [
    ("fixed_investment_2024h1", "cut_off", "rounded", ["fixed_investment_2024h1_official"]),
    ("fixed_investment_growth_2024h1", "equal", "same", ["fixed_investment_growth_2024h1_official"]),
    ("fixed_investment_growth_gap_2024h1", "equal", "same", ["fixed_investment_growth_gap_2024h1_official"]),
    ("fixed_investment_2023h1", "inside", "compatible", ["fixed_investment_2023h1_published"]),
    (
        "fixed_investment_growth_2024h1", "ratio", "rounded",
        ["fixed_investment_2024h1_official", "fixed_investment_2023h1_published"],
    ),
    (
        "allowances_traded_2024", "between", "compatible",
        [f"allowances_traded_year_{year}" for year in range(2021, 2025)],
    ),
    (
        "allowances_turnover_2024", "between", "compatible",
        [f"allowances_turnover_year_{year}" for year in range(2021, 2025)],
    ),
    ("ccid_rank_change_2024", "gained", "compatible", ["ccid_rising_years_2025"]),
    ("evaluation_first_times_2023", "other_year", "compatible", ["evaluation_rank_2022"]),
]  # fmt: skip
BOUNDS = {
    "zh": ["229—230亿元", "214.7—216.3亿元", "6.35%—6.45%", "4.42—6.30亿吨", "249.18—430.35亿元"],
    "en": [
        "22.9–23.0 billion yuan", "21.47–21.63 billion yuan", "6.35%–6.45%", "442–630 million t",
        "24.918–43.035 billion yuan",
    ],
}  # fmt: skip
LEVELS = {
    "gdp": ("half_year", "year"), "budget_revenue": ("half_year", "year"), "fixed_investment": ("half_year", "year"),
    "major_projects": ("half_year", "year"), "major_projects_investment": ("half_year", "year"),
    "allowances_traded_year": ("year",), "allowances_turnover_year": ("year",),
}  # fmt: skip


def test_no_pair_is_lost() -> None:
    """A pair of which a figure is missing makes no row: on the records of this product all nine are there."""
    rows = queries.run("context/set_against", source=SOURCE, lang="zh")
    found = list(zip(rows["our_id"], rows["test"], rows["kind"], map(list, rows["their_ids"]), strict=True))
    assert found == PAIRS
    assert rows["agrees"].all()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_comparison_within_bounds_says_which_and_how_wide(lang: str) -> None:
    rows = queries.run("context/set_against", source=SOURCE, lang=lang)
    bounded = rows[rows["bounds"].notna()]
    assert bounded["bounds"].tolist() == BOUNDS[lang]
    assert bounded["width"].notna().all()
    assert rows["verdict"].is_unique or rows.loc[rows["verdict"].duplicated(keep=False), "test"].nunique() == 2
    assert "229.52" not in rows.loc[rows["kind"] == "same", "theirs"].tolist()


@pytest.mark.parametrize("metric", LEVELS)
def test_one_axis_holds_periods_of_one_kind_on_one_base(metric: str) -> None:
    """Every figure of the metric that is dated after no report is drawn somewhere, and none beside an unlike one."""
    drawn = [
        queries.run(
            "context/levels",
            metric=metric,
            period_kind=kind,
            series=series,
            later=True,
            lang="zh",
            source=SOURCE,
            subject="national_carbon_market" if metric.startswith("allowances") else "wuchang",
        )
        for kind in LEVELS[metric]
        for series in ("", "rebased")
    ]
    for frame in drawn:
        assert frame["period_kind"].nunique() <= 1
        assert frame["metric_id"].nunique() <= 1
        assert frame["series"].fillna("").nunique() <= 1
        assert frame["label"].is_unique
    everything = pd.concat(drawn)
    assert everything["period_kind"].nunique() == len(LEVELS[metric])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_parts_of_a_total_fill_it(lang: str) -> None:
    """Each begins where the one before ends, and the last ends where the total does; what is left is derived."""
    *parts, whole = queries.rows(
        "context/parts", metric="allowances_turnover_year", total="allowances_turnover", source=SOURCE, lang=lang,
        subject="national_carbon_market",
    )  # fmt: skip
    assert [row["basis"] for row in (*parts, whole)] == ["context", "context", "context", "derived", "published"]
    filled = 0.0
    for row in parts:
        assert row["start"] == pytest.approx(filled)
        filled += row["value"]
    assert filled == pytest.approx(whole["value"])
    assert whole["start"] == 0
    *years, rest = parts
    half_a_step = 0.005 * (1 if lang == "zh" else 1e8)
    assert rest["upper"] - rest["value"] == pytest.approx(half_a_step * (len(years) + 1))
    assert rest["value"] - rest["lower"] == pytest.approx(half_a_step * (len(years) + 1))
    for row in parts:  # the price in the label is that of the very time
        assert row["period"] in row["label"] and ("yuan/t" if lang == "en" else "元/吨") in row["label"]


def test_growth_stands_beside_growth_of_the_same_half_year() -> None:
    rows = queries.run(
        "context/growth", metrics=["fixed_investment_growth", "gdp_real_growth"], source=SOURCE, lang="zh"
    )
    assert set(rows["period"]) == {"2024年上半年"}
    assert rows.groupby("group")["subject"].apply(set).tolist() == [{"武昌区", "武汉市"}] * 2
    assert rows.groupby("group")["base"].nunique().tolist() == [1, 1]


def test_level_at_current_prices_and_real_growth_are_told_apart() -> None:
    gdp = queries.run("figures/headline", ids=["gdp_2024h1"], source=SOURCE, lang="zh").iloc[0]
    assert gdp["label"].endswith("（现价）")
    assert gdp["delta_comparison_title"].endswith("不变价")


def test_the_district_stands_beside_the_city_metric_by_metric() -> None:
    """Over the same period where both have a figure, else said; nothing that came later, nothing alone."""
    metrics = ["fixed_investment_growth", "retail_sales_growth", "gdp_real_growth", "budget_revenue_growth"]
    rows = queries.run("context/versus", source=SOURCE, lang="zh", metrics=metrics)
    assert rows.groupby("metric_id", sort=False)["name"].apply(list).to_dict() == {
        metric: ["武昌区", "武汉市"] for metric in metrics[:3]
    }
    assert rows["display"].tolist() == ["6.4%", "约2.6%", "7.3%", "5.8%", "5.0%", "5.3%"]
    assert rows["source_kind"].tolist() == ["report", "report", "report", *["context"] * 3]
    assert not rows["later"].any()
    assert rows["group"].unique().tolist() == [
        "固定资产投资增速", "社零额增速（武汉市为2024年1—5月）", "地区生产总值实际增速"
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_share_is_told_with_its_whole(lang: str) -> None:
    """The district's of the city, from the two figures it is derived from, over the same time."""
    (share,) = queries.rows("context/share", metric="gdp_city_share", source=SOURCE, lang=lang, later=False)
    part, city = (queries.rows("figures/inputs", observation_id=share["observation_id"], lang=lang)[n] for n in (0, 1))
    if part["subject_id"] != "wuchang":
        part, city = city, part
    assert share["value"] == pytest.approx(100 * part["value"] / city["value"])
    assert share["lower"] < share["value"] < share["upper"]
    assert city["display"] in share["whole"] and city["subject"] in share["whole"]
    assert part["period_end"] == city["period_end"] == share["period_end"]
