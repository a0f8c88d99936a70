"""A story as people write it: what is wrong is named at its place, all of it at once, with the records' own faults."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import queries
from data import build, schema, store
from data.faults import Fault, RecordsError
from story import records as stories, tell

PAGE = "reports/wuchang-2024-09/story/consumption.toml"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A copy of the records, to break."""
    for folder in ("catalogue", "reports"):
        shutil.copytree(schema.ROOT / folder, tmp_path / folder)
    return tmp_path


@cache
def _tables() -> queries.Tables:
    """The tables as they are, opened once for all the stories that are told over them."""
    return queries.Tables(store.Held(schema.ROOT, "unpublished"), None)


def faults(root: Path, old: str, new: str) -> list[Fault]:
    """What is found once a text of the page is another, over the tables as they are."""
    path = root / PAGE
    text = path.read_text(encoding="utf8")
    assert old in text, "the test breaks what is there"
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    told, found = stories.read(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "reading", lambda *_: queries._pin(_tables()))
        found += tell.rows(told, schema.ROOT)[2]
    assert all(fault.file == PAGE for fault in found)
    return found


# what is changed, into what, and words that the fault's place and expectation hold
BROKEN: list[tuple[str, str, str, str]] = [
    ('theme = "consumption"', 'theme = "shopping"', "theme", "one of overall"),
    ('theme = "consumption"', 'theme = "consumption', "", "well-formed TOML"),
    ("\n[[card]]", "\ncolour = 1\n[[card]]", "colour", "no such key"),
    ('en = "Visits a day', 'de = "Visits a day', "card 4 (daily_visits), about.en", "a value"),
    ('en = "Visits a day', 'en = "元 a day', "card 4 (daily_visits), about.en", "without Chinese"),
    ('growth = "retail_sales_growth"', 'growth = "retail_sales_grown"', "figures.growth", "a metric it measures once"),
    ("{growth}", "{grwth}", "title.zh", "no figure of this name"),
    ("{before.bounds}", "{before.wide}", "card 1 (retail), about.zh", "a figure has display, bounds"),
    ("{months}", "{months", "title.zh", "a brace"),
    ('form = "compare"', 'form = "compares"', "card 1 (retail), form", "one of amounts"),
    ('form = "compare"', 'form = "ladder"', "card 1 (retail), question", "ladder needs group"),
    ('question = "figures/change"', 'question = "figures/changes"', "card 1 (retail), question", "a question in"),
    ('with = { metric = "retail_sales" }', 'with = { metrik = "retail_sales" }', "card 1 (retail), with", "metric"),
    ('with = { metric = "retail_sales" }', "with = {}", "card 1 (retail), with.metric", "the question names it"),
    ('with = { metric = "retail_sales" }', 'with = { metric = "gdp" }', "card 1 (retail), question", "finds nothing"),
    ('claims = ["before.upper < now.lower"]', 'claims = ["before.upper > now.lower"]', "claims", "a claim that holds"),
    ('claims = ["before.upper < now.lower"]', 'claims = ["before.uper < now.lower"]', "claims", "a condition in SQL"),
    (
        'claims = ["before.upper < now.lower"]', "claims = [\"(select 1 from read_csv('x.csv'))\"]",
        "claims", "a condition",
    ),
    ('key = "daily_visits"', 'key = "retail"', "card", "a new key"),
    ('headline = ["retail_sales"', 'headline = ["sales"', "headline", "a metric it measures once"),
    ('headline = ["retail_sales"', 'wall = ["nothing"]\nheadline = ["retail_sales"', "wall", "the key of a card"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "expected"), BROKEN)
def test_what_is_wrong_in_a_story_is_named_at_its_place(
    records: Path, old: str, new: str, place: str, expected: str
) -> None:
    found = faults(records, old, new)
    assert any(place in fault.column and expected in fault.expected for fault in found), found


def test_a_storys_faults_come_with_those_of_the_records(records: Path) -> None:
    edits: dict[str, Callable[[str], str]] = {
        PAGE: lambda text: text.replace('form = "amounts"', 'shape = "amounts"'),
        "catalogue/themes.csv": lambda text: text.replace("digital_economy,", "Digital Economy,"),
    }
    for file, edit in edits.items():
        path = records / file
        path.write_text(edit(path.read_text(encoding="utf8")), encoding="utf8")
    with pytest.raises(RecordsError) as caught:
        build.build(records)
    assert {fault.file for fault in caught.value.faults} >= {PAGE, "catalogue/themes.csv"}


def test_a_missing_figure_is_named_by_the_build_at_every_place_that_needs_it(tmp_path: Path) -> None:
    for name in schema.TABLES:
        schema.parquet(name, tmp_path).write_bytes(schema.parquet(name, schema.ROOT).read_bytes())
    figures = pd.read_parquet(schema.parquet("observations", tmp_path))
    figures[figures["metric_id"] != "tourism_income"].to_parquet(schema.parquet("observations", tmp_path))
    told, _ = stories.read(schema.ROOT)
    found = [(Path(fault.file).stem, fault.column, fault.found) for fault in tell.rows(told, tmp_path)[2]]
    assert found == [
        ("overview", "headline", "tourism_income"), ("overview", "card 3 (money), figures.income", "tourism_income"),
        ("consumption", "figures.income", "tourism_income"), ("consumption", "headline", "tourism_income"),
    ]  # fmt: skip
