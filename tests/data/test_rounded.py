"""The interval that each printed figure leaves open, and what follows from the figures, computed in fractions."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Any

import duckdb
import pytest

from tests import invented

# kinds of unit whose exact prints are rounded; the others count whole things
ROUNDED = {"money", "mass", "area", "visits", "computing", "percent", "percentage_points"}
WUCHANG = "wuchang-2024-09"


@pytest.fixture(params=[invented.SOURCE, WUCHANG])
def published(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The published figures of a report with what the view ``rounded`` makes of them."""
    con = request.getfixturevalue("invented_built" if request.param == invented.SOURCE else "built")
    cursor = con.execute(
        "select o.*, u.factor, u.quantity, r.v, r.lo, r.hi from observations as o inner join rounded as r"
        " using (observation_id) inner join units as u on o.unit = u.unit where o.source_id = $source",
        {"source": request.param},
    )
    names = [column[0] for column in cursor.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert len({row["observation_id"] for row in rows}) == len(rows) > 25
    return rows


def test_every_figure_is_as_open_as_its_print_and_its_record_say(published: list[dict[str, Any]]) -> None:
    for row in published:
        factor = Fraction(row["factor"])
        bounds = [None if row[name] is None else Fraction(str(row[name])) * factor for name in ("lower", "upper")]
        if row["qualifier"] == "exact" and (row["quantity"] in ROUNDED or row["rounded_to"]):
            decimals = re.search(r"\.(\d+)", unicodedata.normalize("NFKC", row["printed"]))
            step = Fraction(1, 10 ** len(decimals[1]) if decimals else 1)
            if row["rounded_to"]:
                step = Fraction(str(row["rounded_to"]))
            value = Fraction(str(row["value"]))
            above = step if row["rounding"] == "either" else step / 2  # cut off instead of rounded: a whole step
            bounds = [(value - step / 2) * factor, (value + above) * factor]
        got = [row["lo"], row["hi"]]
        assert got == [None if bound is None else pytest.approx(float(bound)) for bound in bounds], row["printed"]


def test_each_way_of_being_open_is_met(invented_built: duckdb.DuckDBPyConnection) -> None:
    """Plain rounding, rounding to a coarser step, cutting off, counts that are whole, and a fall."""
    rows = invented_built.execute("select printed, lo, hi from rounded").fetchall()
    wanted = {
        "2160万人次": pytest.approx((2155e4, 2165e4)),
        "45.60亿元": pytest.approx((45.595e8, 45.61e8)),
        "19.8亿元": pytest.approx((19.75e8, 19.85e8)),
        "9个": (9, 9),
        "下降2.3%": pytest.approx((-2.35, -2.25)),
    }
    assert {printed: (lo, hi) for printed, lo, hi in rows if printed in wanted} == wanted


# metric, subject, first day of its period → value, lower, upper, from the prints of the invented report
DERIVED: dict[tuple[str, str, str], tuple[float, float | None, float]] = {
    ("retail_sales", "lanqiao", "2024-01-01"): (45.60 / 1.043, 45.595 / 1.0435, 45.61 / 1.0425),
    ("fixed_investment_growth", "yunting", "2025-01-01"): (3.5, 3.4, 3.6),
    ("spend_per_visit", "lanqiao", "2025-01-01"): (19.8e8 / 2160e4, 19.75e8 / 2165e4, 19.85e8 / 2155e4),
    ("visits_per_day", "lanqiao", "2025-01-01"): (2160 / 181, 2155 / 181, 2165 / 181),
    ("visits_per_day", "old_street", "2025-05-01"): (6 / 5, None, 6 / 5),
    ("ccid_rank", "lanqiao", "2024-01-01"): (61, 61, 61),
    ("ccid_province_first_years", "lanqiao", "2022-01-01"): (4, 4, 4),
    ("retail_growth_first_months", "lanqiao", "2024-12-01"): (7, 7, 7),
}


@pytest.mark.parametrize("key", DERIVED, ids=lambda key: key[0])
def test_what_follows_from_the_invented_report(
    invented_built: duckdb.DuckDBPyConnection, key: tuple[str, str, str]
) -> None:
    sql = (
        "select value, lower, upper from observations where basis = 'derived' and metric_id = $metric"
        " and subject_id = $subject and period_start = $start::date"
    )
    metric, subject, start = key
    found = invented_built.execute(sql, {"metric": metric, "subject": subject, "start": start}).fetchall()
    assert found == [tuple(None if number is None else pytest.approx(number) for number in DERIVED[key])]


# --- side by side -------------------------------------------------------------------------------------------


def test_two_reports_stand_side_by_side(
    side_by_side: duckdb.DuckDBPyConnection, built: duckdb.DuckDBPyConnection
) -> None:
    """What the real report says and what is derived from it stays as it is when another one is added."""
    own = f"from observations where source_id <> '{invented.SOURCE}' order by observation_id"
    assert side_by_side.execute(own).fetchall() == built.execute(own).fetchall()
    for table in ("ledger", "events", "entities", "paragraphs", "sections"):
        rows = f"from {table} where source_id = '{WUCHANG}' order by all"
        assert side_by_side.execute(rows).fetchall() == built.execute(rows).fetchall(), table
        assert side_by_side.execute(f"from {table} where source_id = '{invented.SOURCE}'").fetchall(), table


def test_nothing_is_derived_across_two_reports(side_by_side: duckdb.DuckDBPyConnection) -> None:
    sql = """
        select d.observation_id, i.observation_id
        from observations as d inner join observations as i on list_contains(d.inputs, i.observation_id)
        where (d.source_id = $source) <> (i.source_id = $source)
        """
    assert side_by_side.execute(sql, {"source": invented.SOURCE}).fetchall() == []
