"""Several documents that tell of the same: a history, and what a later one restates is a revision or a confirmation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from data import schema
from tests import invented
from tests.records import SOURCE as WUCHANG

LATER = "lanqiao-2026"
# what the second edition of the invented report says: by the first one's id, what is put into its row
RESTATED = {
    "investment_growth_2025h1": {"value": 4.9, "lower": 4.9, "upper": 4.9, "printed": "4.9%", "display_zh": "4.9%"},
    "investment_gap_2025h1": {},
    "projects_2025h1": {
        "period_start": "2026-01-01",
        "period_end": "2026-06-30",
        "period_zh": "2026年上半年",
        "value": 11,
        "display_zh": "11个",
    },
}


@pytest.fixture(scope="module")
def two_editions(invented_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The invented report and another edition of it a year later."""
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(invented_tables, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".tables"))
    with duckdb.connect() as con:
        for table in ("observations", "sources"):
            con.execute(f"create table {table} as from read_parquet('{schema.parquet(table, folder)}')")
        con.execute(
            f"insert into sources select * replace ('{LATER}' as source_id, '澜桥续篇（虚构）' as short_zh,"
            f" date '2026-08-05' as date_published, date '2026-08-05' as date_latest)"
            f" from sources where source_id = '{invented.SOURCE}'"
        )
        for observation_id, cells in RESTATED.items():
            put = {"observation_id": f"{observation_id}_again", "source_id": LATER} | cells
            for value in ("value", "lower", "upper"):
                if value in cells:
                    put[f"base_{value}"] = cells[value]
            replaced = ", ".join(
                f"'{cell}'::{schema.TABLES['observations'][name]} as {name}" for name, cell in put.items()
            )
            con.execute(
                f"insert into observations select * replace ({replaced}) from observations"
                f" where observation_id = '{observation_id}'"
            )
        for table in ("observations", "sources"):
            path = schema.parquet(table, folder)
            con.execute(f"copy {table} to '{path}' (format parquet, kv_metadata {{data_version: 'invented'}})")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        yield


def history(observation_id: str, lang: str = "zh") -> pd.DataFrame:
    return queries.run("figures/editions", observation_id=observation_id, source=invented.SOURCE, lang=lang)


def test_another_value_of_the_same_period_is_a_revision(two_editions: None) -> None:
    told = history("investment_growth_2025h1")
    assert told[["display", "source_id", "own"]].to_numpy().tolist() == [
        ["5.2%", invented.SOURCE, True],
        ["4.9%", LATER, False],
    ]
    assert told["revises"].tolist()[1] is True and told["change"].tolist()[1] == "−0.3个百分点"
    assert history("investment_growth_2025h1", "en")["change"].tolist()[1] == "−0.3 pp"
    again = history("investment_growth_2025h1_again")  # as seen from the later one: both stand, the same change
    assert again["own"].tolist() == [False, True] and again["change"].tolist()[0] == "−0.3个百分点"


def test_the_same_value_confirms_and_another_period_is_history(two_editions: None) -> None:
    assert history("investment_gap_2025h1")["revises"].tolist()[1] is False
    projects = history("projects_2025h1")
    assert projects["period"].is_unique and projects["display"].tolist() == ["11个", "9个"]
    assert projects["revises"].isna().all()
    assert history("rank_2025").empty  # one document alone tells of it


def test_context_tells_of_both_editions_the_revision_first(two_editions: None) -> None:
    for source in (invented.SOURCE, LATER):
        rows = queries.run("context/revisions", source=source, lang="zh")
        assert rows[["before", "after", "revises"]].to_numpy().tolist() == [
            ["5.2%", "4.9%", True],
            ["1.7个百分点", "1.7个百分点", False],
        ]
        assert set(rows["earlier_source_id"]) == {invented.SOURCE} and set(rows["later_source_id"]) == {LATER}


def test_a_number_cut_off_agrees_with_the_one_it_was_cut_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report's 229 beside the district's own 229.52, and eight other documents on the same investment."""
    monkeypatch.delenv("DATA_DIR", raising=False)
    told = queries.run("figures/editions", observation_id="fixed_investment_2024h1", source=WUCHANG, lang="en")
    assert told.loc[told["period"] == "first half of 2024", "revises"].tolist()[0] is False
    assert told["source_id"].nunique() == len(told) > 5
    assert queries.run("context/revisions", source=WUCHANG, lang="zh").empty
