"""Every check is silent on the good tables and speaks when what it guards is broken."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from data import build, schema
from data.faults import RecordsError

CHECKS = schema.ROOT / "checks"
NAMES = sorted(path.stem for path in CHECKS.glob("*.sql"))


class Mutation(NamedTuple):
    """One thing broken in the tables, and the id under which the check must report it."""

    check: str
    id: str
    sql: str


def observation(observation_id: str, change: str) -> str:
    """The SQL that changes one observation."""
    return f"update observations set {change} where observation_id = '{observation_id}'"


RETAIL, SPACE, BRANDS = "retail_sales_2024h1", "industrial_space_xudong", "brands_first_entry_skp"
GROWTH = "retail_sales_growth_2024h1"
RANGE, DERIVED = "shop_turnover_growth_2024", "retail_sales_2023h1"

MUTATIONS = [
    *(
        Mutation("agrees_with_others", ours, observation(theirs, change))
        for ours, theirs, change in (
            ("fixed_investment_2024h1", "fixed_investment_2024h1_official", "value = 230.1"),
            ("fixed_investment_2024h1", "fixed_investment_2024h1_official", "value = 230"),
            ("fixed_investment_growth_2024h1", "fixed_investment_growth_2024h1_official", "value = 6.5"),
            ("fixed_investment_growth_2024h1", "fixed_investment_2023h1_published", "value = 214"),
            ("fixed_investment_growth_gap_2024h1", "fixed_investment_growth_gap_2024h1_official", "value = 3.7"),
            # 216.25 stands for 216.2 to 216.3, and the interval ends at 216.27
            ("fixed_investment_2023h1", "fixed_investment_2023h1_published", "base_value = 21625000000"),
            ("allowances_traded_2024", "allowances_traded_year_2022", "base_value = 100000000"),
            ("allowances_turnover_2024", "allowances_turnover_year_2024", "base_value = 2000000000"),
            ("ccid_rank_change_2024", "ccid_rising_years_2025", "value = 1"),
            ("evaluation_first_times_2023", "evaluation_rank_2022", "value = 1"),
            ("evaluation_first_times_2023", "evaluation_rank_2022", "period_start = '2019-01-01'"),
            ("evaluation_first_times_2023", "evaluation_first_times_2023", "value = 2"),
        )
    ),
    Mutation("base_agrees_with_unit", RETAIL, observation(RETAIL, "base_value = 367")),
    Mutation("base_agrees_with_unit", RETAIL, observation(RETAIL, "base_lower = null")),
    Mutation("base_agrees_with_unit", RANGE, observation(RANGE, "base_upper = 31")),
    Mutation("base_agrees_with_unit", RETAIL, observation(RETAIL, "base_unit = '家'")),
    Mutation("base_agrees_with_unit", RETAIL, "update metrics set unit = '万家' where metric_id = 'retail_sales'"),
    Mutation("bounds_around_value", RETAIL, observation(RETAIL, "lower = 368")),
    Mutation("bounds_around_value", RETAIL, observation(RETAIL, "upper = 366")),
    Mutation("bounds_around_value", RANGE, observation(RANGE, "lower = 31")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "formula = null")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "formula_en = null")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "inputs = [], input_events = []")),
    Mutation("derived_inside_inputs", "plant_age_2024", observation("plant_age_2024", "input_events = []")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "value = 360")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "lower = null, upper = null")),
    Mutation("entities_form_trees", "wuhan", "update entities set part_of = 'wuchang' where entity_id = 'wuhan'"),
    Mutation("entities_form_trees", "hubei", "update entities set part_of = 'hubei' where entity_id = 'hubei'"),
    Mutation(
        "gap_is_difference",
        "fixed_investment_growth_gap_2024h1",
        observation("fixed_investment_growth_gap_2024h1", "value = 3.9"),
    ),
    Mutation(
        "gap_is_difference",
        "fixed_investment_growth_gap_2024h1",
        observation("fixed_investment_growth_2024h1", "value = 6.3"),
    ),
    Mutation(
        "growth_agrees_with_levels",
        "retail_sales_growth_2024h1",
        observation("retail_sales_growth_2024h1", "value = 8.6, lower = 8.6, upper = 8.6"),
    ),
    Mutation(
        "growth_agrees_with_levels",
        "fixed_investment_growth_2024h1",
        observation("fixed_investment_2024h1", "value = 226, lower = 226, upper = 226"),
    ),
    *(
        Mutation("keys_unique", found, f"insert into {table} select * from {table} where {column} = '{key}'")
        for table, column, key, found in (
            ("observations", "observation_id", RETAIL, RETAIL),
            ("metrics", "metric_id", "retail_sales", "retail_sales"),
            ("subjects", "subject_id", "wuchang", "wuchang"),
            ("events", "event_id", "skp_opened", "skp_opened"),
            ("entities", "entity_id", "wuhan", "wuchang-2024-09: wuhan"),
            ("sources", "source_id", "wuchang-2024-09", "wuchang-2024-09"),
        )
    ),
    Mutation("keys_unique", "(none)", observation(RETAIL, "observation_id = null")),
    Mutation("ledger_covers_figures", RETAIL, f"delete from ledger where observation_id = '{RETAIL}'"),
    Mutation(
        "ledger_covers_figures",
        RETAIL,
        f"insert into ledger select * from ledger where observation_id = '{RETAIL}'",
    ),
    Mutation(
        "ledger_covers_figures",
        RETAIL,
        f"update ledger set reason = 'name' where observation_id = '{RETAIL}'",
    ),
    Mutation("ledger_covers_figures", "M758", "update ledger set reason = null where printed = 'M758'"),
    Mutation(
        "ledger_covers_figures",
        RETAIL,
        f"update ledger set char_start = char_start - 2 where observation_id = '{RETAIL}'",
    ),
    Mutation("locator_inside_text", RETAIL, observation(RETAIL, "paragraph = 55")),
    Mutation("locator_inside_text", RETAIL, observation(RETAIL, "paragraph = 555")),
    Mutation("locator_inside_text", RETAIL, observation(RETAIL, "char_end = 5000")),
    Mutation("locator_inside_text", RETAIL, observation(RETAIL, "char_end = char_start")),
    Mutation("locator_inside_text", RETAIL, observation(RETAIL, "section = null")),
    Mutation("locator_inside_text", "skp_opened", "update events set paragraph = 50 where event_id = 'skp_opened'"),
    Mutation("locator_inside_text", "wuhan", "update entities set char_start = 0 where entity_id = 'wuhan'"),
    Mutation("metric_used", "retail_sales", "delete from observations where metric_id = 'retail_sales'"),
    Mutation("number_agrees_with_print", RETAIL, observation(RETAIL, "value = 376")),
    Mutation("number_agrees_with_print", RETAIL, observation(RETAIL, "decimals = 1")),
    Mutation("number_agrees_with_print", RANGE, observation(RANGE, "lower = 10")),
    Mutation("number_agrees_with_print", RANGE, observation(RANGE, "upper = 35")),
    Mutation("number_agrees_with_print", RETAIL, observation(RETAIL, "printed = '３７６亿元'")),
    Mutation("number_agrees_with_print", GROWTH, observation(GROWTH, "printed = '下降7.3%'")),
    Mutation("number_agrees_with_print", GROWTH, observation(GROWTH, "value = -7.3")),
    Mutation("period_in_order", RETAIL, observation(RETAIL, "period_end = date '2023-12-31'")),
    Mutation("period_in_order", RETAIL, observation(RETAIL, "period_end = date '2024-05-31'")),
    Mutation("period_in_order", BRANDS, observation(BRANDS, "period_end = date '2024-08-31'")),
    Mutation("qualifier_agrees_with_bounds", RETAIL, observation(RETAIL, "lower = 366.5")),
    Mutation("qualifier_agrees_with_bounds", RETAIL, observation(RETAIL, "value = null")),
    Mutation("qualifier_agrees_with_bounds", SPACE, observation(SPACE, "upper = 120")),
    Mutation("qualifier_agrees_with_bounds", BRANDS, observation(BRANDS, "lower = 390")),
    Mutation("qualifier_agrees_with_bounds", RANGE, observation(RANGE, "value = 25")),
    Mutation("qualifier_agrees_with_bounds", RANGE, observation(RANGE, "upper = lower")),
    Mutation("qualifier_agrees_with_bounds", DERIVED, observation(DERIVED, "value = null")),
    *(
        Mutation("qualifier_agrees_with_print", key, observation(key, f"qualifier = '{word}'"))
        for key, word in (
            (SPACE, "exact"),
            ("digital_firms_xudong", "about"),
            ("mall_opening_sales_skp", "exact"),
            (BRANDS, "exact"),
            (RANGE, "exact"),
            ("computing_purchase_yearly", "range"),
            (RETAIL, "about"),
        )
    ),
    Mutation("qualifier_agrees_with_print", RETAIL, observation(RETAIL, "printed = '约367亿元'")),
    Mutation("rank_gain_agrees", "ccid_rank_change_2024", observation("ccid_rank_change_2024", "value = 2")),
    Mutation("rank_gain_agrees", "ccid_rank_change_2024", observation("ccid_rank_2023", "value = 40")),
    *(
        Mutation("references_known", RETAIL, observation(RETAIL, f"{column} = 'nowhere'"))
        for column in ("metric_id", "subject_id", "source_id", "unit")
    ),
    *(
        Mutation(
            "references_known", "retail_sales", f"update metrics set {column} = 'x' where metric_id = 'retail_sales'"
        )
        for column in ("quantity", "nature", "base")
    ),
    Mutation("references_known", "wuchang", "update subjects set parent_id = 'x' where subject_id = 'wuchang'"),
    Mutation("references_known", "wuhan", "update entities set part_of = 'x' where entity_id = 'wuhan'"),
    Mutation("references_known", "skp_opened", "update events set entity_ids = ['x'] where event_id = 'skp_opened'"),
    Mutation(
        "references_known",
        "skp_opened",
        "update events set observation_ids = ['x'] where event_id = 'skp_opened'",
    ),
    Mutation("references_known", DERIVED, observation(DERIVED, "inputs = ['x']")),
    Mutation("references_known", "plant_age_2024", observation("plant_age_2024", "input_events = ['x']")),
    *(
        Mutation("refused_combination", DERIVED, observation(DERIVED, f"inputs = ['{first}', '{second}']"))
        for first, second in (
            ("mall_opening_sales_skp", "mall_daily_visitors_skp"),
            ("computing_purchase_yearly", "computing_capacity_2024"),
            ("climate_financing_2024", "climate_projects_2024"),
            ("shop_turnover_growth_2024", "retail_sales_growth_2024h1"),
            ("allowances_turnover_2024", "retail_sales_2024h1"),
        )
    ),
    Mutation(
        "streak_ends_in_first_place",
        "ccid_province_first_span_2024",
        observation("ccid_province_rank_2024", "value = 2"),
    ),
    Mutation(
        "streak_ends_in_first_place",
        "retail_growth_first_months_2024h1",
        observation("retail_growth_rank_2024h1", "value = 2"),
    ),
    Mutation("words_complete", RETAIL, observation(RETAIL, "statement_en = null")),
    Mutation("words_complete", RETAIL, observation(RETAIL, "statement_zh = ''")),
    Mutation("words_complete", RETAIL, observation(RETAIL, "statement_en = 'Sales of 367亿元'")),
    Mutation("words_complete", SPACE, observation(SPACE, "caveat_en = null")),
    Mutation("words_complete", RETAIL, observation(RETAIL, "display_en = '367亿元'")),
    Mutation("words_complete", RETAIL, observation(RETAIL, "period_en = ''")),
    Mutation("words_complete", "retail_sales", "update metrics set title_en = '' where metric_id = 'retail_sales'"),
    Mutation("words_complete", "retail_sales", "update metrics set definition_en = null where sort = 38"),
    Mutation("words_complete", "wuchang", "update subjects set name_en = '武昌' where subject_id = 'wuchang'"),
    Mutation("words_complete", "wuhan", "update entities set name_zh = null where entity_id = 'wuhan'"),
    Mutation("words_complete", "skp_opened", "update events set title_en = '' where event_id = 'skp_opened'"),
    Mutation("words_complete", "skp_opened", "update events set short_zh = null where event_id = 'skp_opened'"),
]

# what NULL hides: a comparison with it is neither true nor false, so the row passes
UNSEEN = [
    Mutation("qualifier_agrees_with_bounds", RETAIL, observation(RETAIL, "lower = null")),
    Mutation("qualifier_agrees_with_bounds", SPACE, observation(SPACE, "lower = null")),
    Mutation("qualifier_agrees_with_bounds", BRANDS, observation(BRANDS, "upper = null")),
    Mutation("qualifier_agrees_with_bounds", RANGE, observation(RANGE, "lower = null")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "inputs = []")),
    Mutation("derived_inside_inputs", DERIVED, observation(DERIVED, "value = null")),
]


def rows(con: duckdb.DuckDBPyConnection, check: str) -> list[tuple[object, ...]]:
    """What a check returns."""
    return con.execute((CHECKS / f"{check}.sql").read_text(encoding="utf8")).fetchall()


def ids(mutations: list[Mutation]) -> list[str]:
    """A readable name for each mutation's test."""
    return [f"{mutation.check}-{mutation.sql[:70]}" for mutation in mutations]


def test_every_check_has_a_mutation() -> None:
    assert NAMES
    assert {mutation.check for mutation in MUTATIONS} == set(NAMES)


def test_list_of_checks_is_the_folder() -> None:
    with (schema.CATALOGUE / "checks.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [row["check_id"] for row in csv.DictReader(file)]
    assert sorted(listed) == NAMES


@pytest.mark.parametrize("check", NAMES)
def test_good_tables_pass(con: duckdb.DuckDBPyConnection, check: str) -> None:
    assert rows(con, check) == []


@pytest.mark.parametrize("check", NAMES)
def test_check_says_where_what_and_what_was_expected(con: duckdb.DuckDBPyConnection, check: str) -> None:
    con.execute((CHECKS / f"{check}.sql").read_text(encoding="utf8"))
    assert [column[0] for column in con.description or []] == ["id", "found", "expected"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=ids(MUTATIONS))
def test_broken_tables_are_found(con: duckdb.DuckDBPyConnection, mutation: Mutation) -> None:
    (changed,) = con.execute(mutation.sql).fetchone() or (0,)
    assert changed, "the mutation changed nothing"
    found = rows(con, mutation.check)
    assert mutation.id in [row[0] for row in found]
    assert all(row[2] for row in found), "every row says what was expected"


@pytest.mark.parametrize("mutation", UNSEEN, ids=ids(UNSEEN))
def test_missing_value_is_found(con: duckdb.DuckDBPyConnection, mutation: Mutation) -> None:
    con.execute(mutation.sql)
    assert mutation.id in [row[0] for row in rows(con, mutation.check)]


def test_a_fall_in_words_is_below_zero(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(observation(GROWTH, "printed = '下降７.３%', value = -7.3"))
    assert rows(con, "number_agrees_with_print") == []


def test_a_list_of_falls_says_so_once(con: duckdb.DuckDBPyConnection) -> None:
    """下降7.3%、1.5%: what goes on with the list may be below zero without a word of its own."""
    con.execute(observation(GROWTH, "printed = '下降7.3%', value = -7.3"))
    later = (
        "insert into observations select * replace (observation_id || '_2' as observation_id, '1.5%' as printed,"
        " -1.5 as value, -1.5 as lower, -1.5 as upper, 1 as decimals, char_end + {gap} as char_start,"
        f" char_end + 5 as char_end) from observations where observation_id = '{GROWTH}'"
    )
    con.execute(later.format(gap=1))
    assert rows(con, "number_agrees_with_print") == []
    con.execute(observation(f"{GROWTH}_2", "char_start = char_start + 3"))
    assert [row[0] for row in rows(con, "number_agrees_with_print")] == [f"{GROWTH}_2"], "no list any more"
    con.execute(observation(f"{GROWTH}_2", "char_start = char_start - 3"))
    con.execute(observation(GROWTH, "printed = '增长7.3%', value = 7.3"))
    assert [row[0] for row in rows(con, "number_agrees_with_print")] == [f"{GROWTH}_2"], "the list rose"


def test_refusals_are_all_tried(con: duckdb.DuckDBPyConnection) -> None:
    refusals = con.execute("select metric_ids from refusals").fetchall()
    tried = [mutation for mutation in MUTATIONS if mutation.check == "refused_combination"]
    assert len(tried) == len(refusals)
    for mutation in tried:
        con.execute(mutation.sql)
        metrics = con.execute(
            "select list_sort(list(i.metric_id)) from observations as d, observations as i"
            " where d.observation_id = $id and list_contains(d.inputs, i.observation_id)",
            {"id": mutation.id},
        ).fetchone()
        assert metrics
        assert metrics[0] in [sorted(refused) for (refused,) in refusals]


def test_build_stops_at_what_a_check_finds(records: Path) -> None:
    path = records / "reports" / "wuchang-2024-09" / "observations.csv"
    text = path.read_text(encoding="utf8")
    assert ",100,100,,万平方米,over,超100万平方米," in text
    path.write_text(text.replace(",100,100,,万平方米,over,超", ",100,100,100,万平方米,exact,超"), encoding="utf8")
    with pytest.raises(RecordsError) as caught:
        build.build(records)
    (fault,) = caught.value.faults
    assert fault.file == "data/checks/qualifier_agrees_with_print.sql"
    assert (fault.column, fault.found, fault.expected) == (SPACE, "超100万平方米: exact", "over")
