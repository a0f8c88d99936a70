"""What a build changes is told, and a figure that changed needs its line in the log of corrections."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pytest

from data import build, changes, schema
from data.changes import Line
from data.vocabularies import FIGURE, WHOLE

RETAIL = "retail_sales_2024h1"


def corrected(con: duckdb.DuckDBPyConnection, *lines: Line) -> None:
    """Add lines to the log of corrections."""
    for number, line in enumerate(lines, 100):
        con.execute(
            "insert into corrections (corrected_on, observation_id, field, before, after, sort)"
            " values ('2026-03-01', ?, ?, ?, ?, ?)",
            [*line, number],
        )


@pytest.mark.parametrize("cell", FIGURE)
def test_every_cell_that_says_what_a_figure_is_needs_a_line(con: duckdb.DuckDBPyConnection, cell: str) -> None:
    before = changes.state(con)
    put = {"unit": "亿", "period_start": "1999-01-01", "period_end": "2099-01-01"}.get(cell, "12")
    con.execute(f"update observations set {cell} = '{put}' where observation_id = '{RETAIL}'")
    (fault,) = changes.owed(before, changes.state(con))
    old, new = before.figures[RETAIL][cell], changes.state(con).figures[RETAIL][cell]
    assert fault.found.startswith(f"{RETAIL}: {cell} {old or 'empty'} → {new}")
    (row,) = csv.reader(io.StringIO(fault.expected.splitlines()[1].strip()))
    assert row[1:] == [RETAIL, cell, old or "", new, "", "", ""]
    corrected(con, Line(RETAIL, cell, old, new))
    assert changes.owed(before, changes.state(con)) == []


def test_how_a_figure_is_explained_and_what_is_derived_need_no_line(con: duckdb.DuckDBPyConnection) -> None:
    before = changes.state(con)
    con.execute(f"update observations set caveat_zh = '新', paragraph = 1 where observation_id = '{RETAIL}'")
    con.execute("update observations set value = 1, display_zh = '1' where observation_id = 'retail_sales_2023h1'")
    now = changes.state(con)
    assert changes.owed(before, now) == []
    assert "1 derived follow\n  ~ retail_sales_2023h1: 约342.0亿元 → 1" in changes.told(before, now)


def test_a_figure_that_is_new_needs_no_line_and_one_that_is_gone_does(con: duckdb.DuckDBPyConnection) -> None:
    now = changes.state(con)
    con.execute(f"delete from observations where observation_id = '{RETAIL}'")
    without = changes.state(con)
    assert changes.owed(without, now) == []
    assert f"1 added\n  + {RETAIL}: 367亿元 (wuchang-2024-09)" in changes.told(without, now)
    (fault,) = changes.owed(now, without)
    assert f",{RETAIL},figure,367亿元,,,," in fault.expected
    corrected(con, Line(RETAIL, WHOLE, "367亿元", None))
    assert changes.owed(now, changes.state(con)) == []
    assert f"1 gone\n  - {RETAIL}: 367亿元 (wuchang-2024-09)" in changes.told(now, without)


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        (f"update observations set printed = '368亿元' where observation_id = '{RETAIL}'", True),
        (f"delete from observations where observation_id = '{RETAIL}'", True),
        (f"update observations set caveat_zh = '新', paragraph = 1 where observation_id = '{RETAIL}'", False),
        ("update observations set value = 1, display_zh = '1' where basis = 'derived'", False),
        ("update cards set title_zh = '新'", False),
    ],
)
def test_a_set_gives_way_to_another_only_by_its_figures(
    con: duckdb.DuckDBPyConnection, changed: str, differs: bool
) -> None:
    before = changes.state(con)
    con.execute(changed)
    assert changes.differ(before, changes.state(con)) is differs
    assert changes.differ(changes.state(con), before) is differs  # added, where it was gone
    assert not changes.differ(None, before)


def test_one_line_may_lead_to_the_next_and_a_line_of_another_value_leads_nowhere(
    con: duckdb.DuckDBPyConnection,
) -> None:
    before = changes.state(con)
    con.execute(f"update observations set printed = '369亿元' where observation_id = '{RETAIL}'")
    corrected(con, Line(RETAIL, "printed", "368亿元", "369亿元"))
    assert len(changes.owed(before, changes.state(con))) == 1  # it stood at 367亿元
    con.execute("delete from corrections where observation_id = ?", [RETAIL])
    corrected(con, Line(RETAIL, "printed", "367亿元", "368亿元"), Line(RETAIL, "printed", "368亿元", "369亿元"))
    assert changes.owed(before, changes.state(con)) == []


def test_a_line_that_was_built_in_stays(con: duckdb.DuckDBPyConnection) -> None:
    without = changes.state(con)
    corrected(con, Line(RETAIL, "printed", "376亿元", "367亿元"))
    (fault,) = changes.owed(changes.state(con), without)
    assert "printed 376亿元 → 367亿元" in fault.found


def test_of_many_changes_the_first_are_named_and_the_rest_counted(con: duckdb.DuckDBPyConnection) -> None:
    before = changes.state(con)
    con.execute("update observations set printed = printed || '（误）' where basis <> 'derived'")
    told = changes.told(before, changes.state(con)).splitlines()
    assert len(told) == 1 + changes.MOST + 1
    assert told[-1] == f"  … and {len(before.figures) - changes.MOST} more changed"
    assert changes.told(before, before) == "no figure changes against data version "


def test_tables_that_are_not_there_or_of_another_form_are_no_tables(tmp_path: Path) -> None:
    assert changes.built(tmp_path) is None
    duckdb.execute(f"copy (select 1 as observation_id) to '{tmp_path}/observations.parquet' (format parquet)")
    duckdb.execute(f"copy (select 1 as observation_id) to '{tmp_path}/corrections.parquet' (format parquet)")
    assert changes.built(tmp_path) is None


def test_the_tables_of_this_checkout_are_read_as_they_were_built(built: duckdb.DuckDBPyConnection) -> None:
    there = changes.built(schema.ROOT)
    assert there is not None and there.version == build.records_version()
    assert there._replace(version="") == changes.state(built)
