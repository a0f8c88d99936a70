"""Each derived value, computed once more in fractions from the figures as printed, bounds included."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from data import build, schema
from data.faults import RecordsError

MAGNITUDES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, None: 1}
NUMERALS = {"五": 5, "四": 4}
WHOLE = {"count", "rank", "streak"}  # metric kinds that are not rounded
Span = tuple[Fraction | None, Fraction | None, Fraction | None]


class Figure(NamedTuple):
    """A printed figure in its base unit, with the interval that its print and wording leave open."""

    v: Fraction
    lo: Fraction
    hi: Fraction


Figures = Callable[[str], Figure]


def percent(figure: Figure) -> Figure:
    """One plus a growth in percent, as a factor."""
    return Figure(*(1 + part / 100 for part in figure))


def quotient(over: Figure, under: Figure, unit: int = 1) -> Span:
    """A quotient in units of ``unit``; the bounds pair each end with the other's far end."""
    return over.v / under.v / unit, over.lo / under.hi / unit, over.hi / under.lo / unit


def price(figures: Figures) -> Span:
    return quotient(figures("allowances_turnover_2024"), figures("allowances_traded_2024"))


def prior_retail(figures: Figures) -> Span:
    return quotient(figures("retail_sales_2024h1"), percent(figures("retail_sales_growth_2024h1")), 10**8)


def prior_investment(figures: Figures) -> Span:
    return quotient(figures("fixed_investment_2024h1"), percent(figures("fixed_investment_growth_2024h1")), 10**8)


def city_growth(figures: Figures) -> Span:
    growth, gap = figures("fixed_investment_growth_2024h1"), figures("fixed_investment_growth_gap_2024h1")
    return growth.v - gap.v, growth.lo - gap.hi, growth.hi - gap.lo


def spend(figures: Figures) -> Span:
    return quotient(figures("tourism_income_2024h1"), figures("tourism_visits_2024h1"))


def signed_value(figures: Figures) -> Span:
    return quotient(figures("projects_signed_value_2024"), figures("projects_signed_2024"), 10**8)


def previous_rank(figures: Figures) -> Span:
    before = figures("ccid_rank_2024").v + figures("ccid_rank_change_2024").v
    return before, before, before


def visits_a_day(figures: Figures) -> Span:
    days = (dt.date(2024, 6, 30) - dt.date(2024, 1, 1)).days + 1
    v, lo, hi = figures("tourism_visits_2024h1")
    return v / days / 10**4, lo / days / 10**4, hi / days / 10**4


def mayday_visits(figures: Figures) -> Span:
    most = figures("site_visits_mayday_2024").v / 5 / 10**4  # 近 … : an upper bound and no lower one
    return most, None, most


def since(year: int) -> Callable[[Figures], Span]:
    """Years from an event's year to the report's."""
    return lambda _: (Fraction(2024 - year),) * 3


def increase(figures: Figures) -> Span:
    """A level × its growth ÷ (1 + growth): both grow together, so each bound takes the same end of both."""
    level, growth = figures("retail_sales_2024h1"), figures("retail_sales_growth_2024h1")
    return tuple(part * rate / (100 + rate) / 10**8 for part, rate in zip(level, growth, strict=True))  # type: ignore[return-value]


def monthly(key: str, months: int) -> Callable[[Figures], Span]:
    """A level in 亿元 over the months of its period."""
    return lambda figures: tuple(part / months / 10**8 for part in figures(key))  # type: ignore[return-value]


def started_value(figures: Figures) -> Span:
    least = figures("projects_started_2024h1").v  # each of 亿元 or more
    return least, least, None


def nominal_growth(figures: Figures) -> Span:
    ratio = quotient(figures("gdp_2024h1"), figures("gdp_2023h1"))
    return tuple(100 * (part - 1) for part in ratio if part is not None)  # type: ignore[return-value]


def rest_of_year(figures: Figures) -> Span:
    """What the totals to 14 August 2024 hold beyond the years before."""
    turnover, volume = figures("allowances_turnover_2024"), figures("allowances_traded_2024")
    years = range(2021, 2024)
    turnovers = [figures(f"allowances_turnover_year_{year}") for year in years]
    volumes = [figures(f"allowances_traded_year_{year}") for year in years]
    money = Figure(
        turnover.v - sum(f.v for f in turnovers),
        turnover.lo - sum(f.hi for f in turnovers),
        turnover.hi - sum(f.lo for f in turnovers),
    )
    tonnes = Figure(
        volume.v - sum(f.v for f in volumes),
        volume.lo - sum(f.hi for f in volumes),
        volume.hi - sum(f.lo for f in volumes),
    )
    return quotient(money, tonnes)


def rest_of_turnover(figures: Figures) -> Span:
    total, parts = (
        figures("allowances_turnover_2024"),
        [figures(f"allowances_turnover_year_{year}") for year in (2021, 2022, 2023)],
    )
    rest = (
        total.v - sum(part.v for part in parts),
        total.lo - sum(part.hi for part in parts),
        total.hi - sum(part.lo for part in parts),
    )
    return tuple(bound / 10**8 for bound in rest)  # type: ignore[return-value]


def years_first(figures: Figures) -> Span:
    return figures("ccid_province_first_years_2024")


def months_first(figures: Figures) -> Span:
    return figures("retail_growth_first_months_2024h1")


def city_share(figures: Figures) -> Span:
    share = quotient(figures("gdp_2024h1"), figures("gdp_wuhan_2024h1"))
    return tuple(100 * part for part in share if part is not None)  # type: ignore[return-value]


def year_price(year: int) -> Callable[[Figures], Span]:
    """Turnover over volume of a year of the carbon market."""
    return lambda figures: quotient(
        figures(f"allowances_turnover_year_{year}"), figures(f"allowances_traded_year_{year}")
    )


def rank_2022(figures: Figures) -> Span:
    before = previous_rank(figures)[0]
    assert before is not None and figures("ccid_rising_years_2025").v == 4
    return None, before + 1, figures("ccid_rank_2022_top50").v


def rank_2021(figures: Figures) -> Span:
    assert figures("ccid_province_first_years_2024").v == 5
    return None, figures("ccid_rank_2022_top50").v + 1, Fraction(100)


# observation → how it is computed, the decimals shown, ``places``, and value, lower, upper to so many places
EXPECTED: dict[str, tuple[Callable[[Figures], Span], int, int, str]] = {
    "implied_carbon_price_2024": (price, 2, 2, "58.28 58.22 58.34"),
    "retail_sales_2023h1": (prior_retail, 1, 1, "342.0 341.4 343.1"),
    "fixed_investment_2023h1": (prior_investment, 1, 1, "215.2 214.7 216.3"),
    "fixed_investment_growth_wuhan_2024h1": (city_growth, 1, 1, "2.6 2.5 2.7"),
    "spend_per_visit_2024h1": (spend, 0, 0, "1008 986 1033"),
    "value_per_signed_project_2024": (signed_value, 1, 2, "9.50 9.46 9.58"),
    "ccid_rank_2023": (previous_rank, 0, 0, "42 42 42"),
    "visits_per_day_wuchang_2024h1": (visits_a_day, 1, 1, "13.7 13.5 14.0"),
    "visits_per_day_tanhualin_mayday_2024": (mayday_visits, 1, 1, "6.8 - 6.8"),
    "plant_age_2024": (since(1915), 0, 0, "109 109 109"),
    "plant_age_rebuilt_2024": (since(1946), 0, 0, "78 78 78"),
    "retail_sales_increase_2024h1": (increase, 1, 1, "25.0 24.8 25.2"),
    "retail_sales_monthly_2024h1": (monthly("retail_sales_2024h1", 6), 1, 1, "61.2 61.1 61.3"),
    "retail_sales_monthly_hubei_2025": (monthly("retail_sales_hubei_2025", 12), 0, 1, "2325.0 2320.8 2333.3"),
    "projects_started_value_2024h1": (started_value, 0, 0, "24 24 -"),
    "gdp_nominal_growth_2024h1": (nominal_growth, 2, 2, "4.69 4.69 4.69"),
    "carbon_price_year_2024_to_0814": (rest_of_year, 1, 1, "88.2 86.5 89.9"),
    "allowances_turnover_year_2024_to_0814": (rest_of_turnover, 2, 2, "24.14 24.12 24.16"),
    "ccid_province_first_span_2024": (years_first, 0, 0, "5 5 5"),
    "retail_growth_first_span_2024h1": (months_first, 0, 0, "15 15 15"),
    "gdp_city_share_2024h1": (city_share, 2, 2, "8.99 8.99 8.99"),
    "carbon_price_year_2021": (year_price(2021), 2, 2, "42.85 42.85 42.85"),
    "carbon_price_year_2022": (year_price(2022), 2, 2, "55.30 55.28 55.31"),
    "carbon_price_year_2023": (year_price(2023), 2, 2, "68.15 68.15 68.16"),
    "carbon_price_year_2024": (year_price(2024), 2, 2, "96.02 96.01 96.02"),
    "ccid_rank_2022": (rank_2022, 0, 0, "- 43 50"),
    "ccid_rank_2021": (rank_2021, 0, 0, "- 51 100"),
}
SOURCES = {
    "retail_sales_monthly_hubei_2025": "hubei-work-2026",
    "gdp_nominal_growth_2024h1": "wuchang-plan-2024h1",
    "carbon_price_year_2024_to_0814": "carbon-market-years",
    "allowances_turnover_year_2024_to_0814": "carbon-market-years",
    "gdp_city_share_2024h1": "wuchang-plan-2024h1",
    "carbon_price_year_2021": "carbon-market-years",
    "carbon_price_year_2022": "carbon-market-years",
    "carbon_price_year_2023": "carbon-market-years",
    "carbon_price_year_2024": "carbon-market-2024",
    "ccid_rank_2022": "wuchang-work-2025",
    "ccid_rank_2021": "wuchang-work-2022",
}
RANGES = dict.fromkeys(("ccid_rank_2021", "ccid_rank_2022"), "range")
QUALIFIERS = (
    {"visits_per_day_tanhualin_mayday_2024": "nearly", "projects_started_value_2024h1": "over"}
    | dict.fromkeys(
        (
            "ccid_rank_2023",
            "plant_age_2024",
            "plant_age_rebuilt_2024",
            "ccid_province_first_span_2024",
            "retail_growth_first_span_2024h1",
        ),
        "exact",
    )
    | RANGES
)


# whole 亿元 of the report: the district's own account has 229.52 where the report prints 229, so each may be cut off
CUT_OR_ROUNDED = {
    "fixed_investment_2024h1", "retail_sales_2024h1", "tourism_income_2024h1", "projects_signed_value_2024",
    "climate_financing_2024", "retail_sales_hubei_2025",
}  # fmt: skip
TO_THE_MILLION = {"tourism_visits_2024h1"}  # 2500万


def parse(key: str, printed: str, kind: str) -> Figure:
    """The interval of a figure from its print: half of the last printed decimal to each side, or what else is known."""
    found = re.fullmatch(r"[近前]?(\d+)(?:\.(\d+))?(万亿|亿|万)?\D*", printed)
    if not found:
        number = Fraction(NUMERALS[printed[0]])
        return Figure(number, number, number)
    whole, decimals, magnitude = found[1], found[2] or "", MAGNITUDES[found[3]]
    number = Fraction(int(whole + decimals), 10 ** len(decimals)) * magnitude
    half = Fraction(0) if kind in WHOLE else Fraction(magnitude, 2 * 10 ** len(decimals))
    if key in TO_THE_MILLION:
        half = Fraction(500_000)
    return Figure(number, number - half, number + half * (2 if key in CUT_OR_ROUNDED else 1))


@pytest.fixture(scope="module")
def derived(built: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """The derived observations by id."""
    cursor = built.execute("select * from observations where basis = 'derived'")
    names = [column[0] for column in cursor.description or []]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


@pytest.fixture(scope="module")
def figures(built: duckdb.DuckDBPyConnection) -> Figures:
    """The printed figures by id, parsed here and not taken from the value columns."""
    sql = "select o.observation_id, o.printed, m.kind from observations o join metrics m using (metric_id)"
    rows = built.execute(f"{sql} where o.basis <> 'derived'").fetchall()
    printed = {key: (text, kind) for key, text, kind in rows}
    return lambda key: parse(key, *printed[key])


def test_every_derived_observation_is_recomputed_here(derived: dict[str, dict[str, Any]]) -> None:
    assert set(derived) == set(EXPECTED)


@pytest.mark.parametrize("key", EXPECTED)
def test_value_and_bounds(derived: dict[str, dict[str, Any]], figures: Figures, key: str) -> None:
    row, (compute, _, _, _) = derived[key], EXPECTED[key]
    for column, wanted in zip(("value", "lower", "upper"), compute(figures), strict=True):
        got = row[column]
        assert got == (None if wanted is None else pytest.approx(float(wanted), rel=1e-11)), column


@pytest.mark.parametrize("key", EXPECTED)
def test_value_and_bounds_round_as_the_design_says(derived: dict[str, dict[str, Any]], key: str) -> None:
    row, (_, decimals, places, wanted) = derived[key], EXPECTED[key]
    shown = [
        "-" if row[column] is None else str(round_half_up(row[column], places))
        for column in ("value", "lower", "upper")
    ]
    assert " ".join(shown) == wanted
    assert row["decimals"] == decimals
    assert row["qualifier"] == QUALIFIERS.get(key, "about")


def round_half_up(value: float, places: int) -> Decimal:
    """A number to so many decimals."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


EVENTS = {"plant_age_2024": ["coal_boilers_1915"], "plant_age_rebuilt_2024": ["plant_rebuilt_1946"]}


@pytest.mark.parametrize("key", EXPECTED)
def test_inputs_are_exactly_the_figures_that_go_in(
    derived: dict[str, dict[str, Any]], figures: Figures, key: str
) -> None:
    asked: list[str] = []

    def listening(name: str) -> Figure:
        asked.append(name)
        return figures(name)

    EXPECTED[key][0](listening)
    assert sorted(derived[key]["inputs"]) == sorted(asked)
    assert (derived[key]["input_events"] or []) == EVENTS.get(key, [])


@pytest.mark.parametrize("key", EXPECTED)
def test_derived_row_says_what_it_is(derived: dict[str, dict[str, Any]], key: str) -> None:
    row = derived[key]
    source = SOURCES.get(key, "wuchang-2024-09")
    assert (row["basis"], row["status"], row["printed"], row["source_id"]) == ("derived", "derived", None, source)
    assert all(row[column] for column in ("formula", "formula_zh", "formula_en", "caveat_zh", "caveat_en"))
    if "_span_" in key:
        return
    if row["value"] is None:
        assert all(f"{row[bound]:.0f}" in row["statement_zh"] for bound in ("lower", "upper"))
        return
    assert str(round_half_up(row["value"], row["decimals"])) in row["statement_zh"]


@pytest.mark.parametrize(
    ("key", "start", "end", "words"),
    [
        ("ccid_province_first_span_2024", (2020, 1, 1), (2024, 12, 31), ("2020—2024年", "2020–2024")),
        (
            "retail_growth_first_span_2024h1",
            (2023, 4, 1),
            (2024, 6, 30),
            ("2023年4月—2024年6月", "April 2023 – June 2024"),
        ),
        ("retail_sales_2023h1", (2023, 1, 1), (2023, 6, 30), ("2023年上半年", "first half of 2023")),
        ("fixed_investment_2023h1", (2023, 1, 1), (2023, 6, 30), ("2023年上半年", "first half of 2023")),
        (
            "fixed_investment_growth_wuhan_2024h1",
            (2024, 1, 1),
            (2024, 6, 30),
            ("2024年上半年", "first half of 2024"),
        ),
        ("ccid_rank_2023", (2023, 1, 1), (2023, 12, 31), ("2023年榜单", "2023 edition")),
        ("plant_age_2024", (2024, 1, 1), (2024, 12, 31), ("2024年", "2024")),
    ],
)
def test_period(
    derived: dict[str, dict[str, Any]],
    key: str,
    start: tuple[int, int, int],
    end: tuple[int, int, int],
    words: tuple[str, str],
) -> None:
    row = derived[key]
    assert (row["period_start"], row["period_end"]) == (dt.date(*start), dt.date(*end))
    assert (row["period_zh"], row["period_en"]) == words


@pytest.mark.parametrize(
    ("key", "metric", "subject"),
    [
        ("fixed_investment_growth_wuhan_2024h1", "fixed_investment_growth", "wuhan"),
        ("implied_carbon_price_2024", "implied_carbon_price", "national_carbon_market"),
        ("retail_sales_2023h1", "retail_sales", "wuchang"),
        ("visits_per_day_tanhualin_mayday_2024", "visits_per_day", "tanhualin"),
        ("visits_per_day_wuchang_2024h1", "visits_per_day", "wuchang"),
    ],
)
def test_metric_and_subject(derived: dict[str, dict[str, Any]], key: str, metric: str, subject: str) -> None:
    assert (derived[key]["metric_id"], derived[key]["subject_id"]) == (metric, subject)


# --- what must not be derived -----------------------------------------------------------------------

with (schema.CATALOGUE / "refusals.csv").open(encoding="utf-8-sig", newline="") as refusals_file:
    REFUSALS = {row["refusal_id"]: row["metric_ids"].split(";") for row in csv.DictReader(refusals_file)}

COMBINATION = """
select
    'combined' as observation_id, a.metric_id, a.subject_id, a.source_id, a.period_kind, a.period_start,
    a.period_end, 1 as value, 1 as lower, 1 as upper, a.unit, 'exact' as qualifier, 0 as decimals,
    'a with b' as formula, '甲与乙' as formula_zh, 'a with b' as formula_en,
    [a.observation_id, b.observation_id] as inputs, '甲与乙' as statement_zh, 'a with b' as statement_en
from rounded as a, rounded as b
where a.metric_id = '{}' and b.metric_id = '{}'
"""


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the SQL that the build reads, to add to."""
    copy = tmp_path / "queries"
    for stage in ("views", "derived", "checks"):
        shutil.copytree(build.SQL / stage, copy / stage)
    monkeypatch.setattr(build, "SQL", copy)
    return copy


def test_refusals_of_the_design_are_recorded() -> None:
    pairs = [set(metrics) for metrics in REFUSALS.values()]
    assert {"mall_opening_sales", "mall_daily_visitors"} in pairs
    assert {"computing_purchase", "computing_capacity"} in pairs
    assert {"climate_financing", "climate_projects"} in pairs


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refused_combination_stops_the_build(queries: Path, refusal: str) -> None:
    (queries / "derived" / "combined.sql").write_text(COMBINATION.format(*REFUSALS[refusal]), encoding="utf8")
    with pytest.raises(RecordsError) as caught:
        build.build()
    refused = [f for f in caught.value.faults if f.file == "data/checks/refused_combination.sql"]
    assert [fault.column for fault in refused] == ["combined"]
    assert all(metric in refused[0].found for metric in REFUSALS[refusal])
    assert "not computed" in refused[0].expected


def test_allowed_combination_is_built(queries: Path) -> None:
    """The same file with two metrics that may be combined: so it was the combination that was refused."""
    sql = COMBINATION.format("projects_signed_value", "projects_signed")
    (queries / "derived" / "combined.sql").write_text(sql, encoding="utf8")
    found = build.build().execute("select basis, inputs from observations where observation_id = 'combined'")
    assert found.fetchall() == [("derived", ["projects_signed_value_2024", "projects_signed_2024"])]


def test_query_that_does_not_run_is_named(queries: Path) -> None:
    (queries / "derived" / "combined.sql").write_text("select nothing_such from rounded", encoding="utf8")
    with pytest.raises(RecordsError) as caught:
        build.build()
    (fault,) = caught.value.faults
    assert fault.file == "data/derived/combined.sql"
    assert "nothing_such" in fault.found


def test_derived_row_with_an_unknown_unit_is_a_fault(queries: Path) -> None:
    sql = COMBINATION.format("projects_signed_value", "projects_signed").replace("a.unit", "'斤' as unit")
    (queries / "derived" / "combined.sql").write_text(sql, encoding="utf8")
    with pytest.raises(RecordsError):
        build.build()


@pytest.mark.parametrize("key", EXPECTED)
def test_bounds_in_words_hold_the_bounds(derived: dict[str, dict[str, Any]], key: str) -> None:
    """Where both ends are known they read as numbers, and never as the value itself."""
    row = derived[key]
    assert (row["bounds_zh"] is not None) == (row["bounds_en"] is not None) == (row["lower"] != row["upper"])
    both = None not in (row["lower"], row["upper"]) and row["lower"] < row["upper"]
    if None in (row["lower"], row["upper"]):
        assert row["bounds_zh"][0] == row["bounds_en"][0] == ("≤" if row["lower"] is None else "≥")
    if both and row["value"] is not None:
        ends = re.findall(r"[\d.]+", row["bounds_zh"])[:2]
        places = len(ends[0].partition(".")[2])
        assert [str(round_half_up(row[bound], places)) for bound in ("lower", "upper")] == ends
        assert str(round_half_up(row["value"], places)) not in ends


def test_words_of_derived_rows_have_no_slot_left(derived: dict[str, dict[str, Any]]) -> None:
    for row in derived.values():
        for column in ("statement_zh", "statement_en", "caveat_zh", "caveat_en"):
            assert "{" not in row[column] and "  " not in row[column], (row["observation_id"], column)
