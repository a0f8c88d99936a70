"""Whatever stands in the address, the filters read what they know, name the rest, and never fail."""

import pandas as pd
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import queries
from ui import filters

KEYS = [*filters.DIMENSIONS, "year", "text"]
KNOWN = queries.run("explore/known")
VALUES = some.one_of(some.text(max_size=200), some.sampled_from(KNOWN["term"].tolist()), some.just("' or 1=1; --"))


class Address(dict[str, list[str]]):
    """Query parameters without a browser."""

    def get_all(self, key: str) -> list[str]:
        return super().get(key, [])

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return self[key][-1] if self.get_all(key) else default


@given(address=some.dictionaries(some.sampled_from(KEYS), some.lists(VALUES, min_size=1, max_size=4), max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_is_read(monkeypatch: pytest.MonkeyPatch, address: dict[str, list[str]]) -> None:
    monkeypatch.setattr(st, "query_params", Address(address))
    found = filters.asked()
    for key, parameter in filters.DIMENSIONS.items():
        terms = set(KNOWN.loc[KNOWN["dimension"] == key, "term"])
        assert set(found.parameters[parameter]) <= terms
    assert all(1900 <= year <= 2099 for year in found.parameters["years"])
    assert len(found.parameters["text"]) <= filters.LONGEST_TEXT
    assert found.parameters["text"].isprintable()
    assert queries.run("explore/count", **found.parameters)["observations"].iloc[0] >= 0


@given(chosen=some.lists(some.sampled_from(sorted(set(KNOWN.loc[KNOWN["dimension"] == "topic", "term"]))), unique=True))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_put_into_the_address_is_read_back(monkeypatch: pytest.MonkeyPatch, chosen: list[str]) -> None:
    monkeypatch.setattr(st, "query_params", Address({"topic": [",".join(chosen)]}))
    assert filters.asked().parameters["topics"] == chosen


def test_facets_agree_with_counts() -> None:
    """Choosing an option leaves as many figures as the option said."""
    chosen = {**filters.NONE, "themes": ["consumption"]}
    facets = queries.run("explore/facets", **chosen, limit=50, lang="zh")
    for row in facets.itertuples():
        parameter = filters.DIMENSIONS[str(row.dimension)]
        asked = {**chosen, parameter: [row.term]}
        assert queries.run("explore/count", **asked)["observations"].iloc[0] == row.observations, row


@pytest.mark.parametrize("text", ["社零", "retail", "SKP", "昙华林", "RETAIL", "15个月"])
def test_text_finds_what_holds_it(text: str) -> None:
    rows = queries.run("explore/page", **filters.NONE, lang="zh", limit=1000, offset=0)
    english = queries.run("explore/page", **filters.NONE, lang="en", limit=1000, offset=0)
    words = [frame[column].astype(str) for frame in (rows, english) for column in ("title", "subject", "statement")]
    holds = pd.concat([column.str.contains(text, case=False, regex=False) for column in words], axis=1).any(axis=1)
    found = queries.run("explore/page", **{**filters.NONE, "text": text}, lang="zh", limit=1000, offset=0)
    assert set(rows.loc[holds, "observation_id"]) <= set(found["observation_id"])
    assert 0 < len(found) < len(rows)


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "no such words"])
def test_text_has_no_wildcards(text: str) -> None:
    frame = queries.run("explore/page", **{**filters.NONE, "text": text}, lang="zh", limit=1000, offset=0)
    assert len(frame) < 57
