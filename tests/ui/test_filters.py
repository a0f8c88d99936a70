"""Whatever stands in the address, the filters read what they know, name the rest, and never fail."""

import pandas as pd
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings, strategies as some

import queries
from tests.records import SOURCE
from ui import filters

KEYS = [*filters.DIMENSIONS, "year", "text"]
KNOWN = queries.run("explore/known", source=SOURCE)
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
    assert queries.run("explore/count", source=SOURCE, **found.parameters)["observations"].iloc[0] >= 0


@given(chosen=some.lists(some.sampled_from(sorted(set(KNOWN.loc[KNOWN["dimension"] == "topic", "term"]))), unique=True))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_put_into_the_address_is_read_back(monkeypatch: pytest.MonkeyPatch, chosen: list[str]) -> None:
    monkeypatch.setattr(st, "query_params", Address({"topic": [",".join(chosen)]}))
    assert filters.asked().parameters["topics"] == chosen


def test_facets_agree_with_counts() -> None:
    """Choosing an option leaves as many figures as the option said."""
    chosen = {**filters.NONE, "themes": ["consumption"]}
    facets = queries.run("explore/facets", source=SOURCE, **chosen, limit=50, lang="zh")
    for row in facets.itertuples():
        parameter = filters.DIMENSIONS[str(row.dimension)]
        asked = {**chosen, parameter: [row.term]}
        assert queries.run("explore/count", source=SOURCE, **asked)["observations"].iloc[0] == row.observations, row


@pytest.mark.parametrize("text", ["社零", "retail", "SKP", "昙华林", "RETAIL", "15个月"])
def test_text_finds_what_holds_it(text: str) -> None:
    rows = queries.run("explore/page", source=SOURCE, **filters.NONE, lang="zh", limit=1000, offset=0)
    english = queries.run("explore/page", source=SOURCE, **filters.NONE, lang="en", limit=1000, offset=0)
    words = [frame[column].astype(str) for frame in (rows, english) for column in ("title", "subject", "statement")]
    holds = pd.concat([column.str.contains(text, case=False, regex=False) for column in words], axis=1).any(axis=1)
    found = queries.run(
        "explore/page", source=SOURCE, **{**filters.NONE, "text": text}, lang="zh", limit=1000, offset=0
    )
    assert set(rows.loc[holds, "observation_id"]) <= set(found["observation_id"])
    assert 0 < len(found) < len(rows)


def ids(**filters: object) -> set[str]:
    found = queries.run("explore/page", source=SOURCE, **{**filters_none(), **filters}, lang="zh", limit=1000, offset=0)
    return set(found["observation_id"])


def filters_none() -> dict[str, object]:
    return dict(filters.NONE)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [("ＳＫＰ", "SKP"), ("７．３％", "7.3%"), ("ｒｅｔａｉｌ", "retail"), ("ＳＫＰ\u3000武汉", "SKP 武汉")],
)
def test_full_width_text_finds_what_print_holds(wide: str, narrow: str) -> None:
    assert ids(text=wide) == ids(text=narrow) != set()


@pytest.mark.parametrize(
    "text", ["SKP 武汉", "武汉 SKP", "社零 增速", "retail growth", "growth retail", "投资 6.4%", "碳 亿吨", "SKP SKP"]
)
def test_every_word_must_be_there(text: str) -> None:
    every = ids()
    words = [ids(text=word) for word in text.split()]
    assert ids(text=text) == set.intersection(*words) & every
    assert ids(text=text) or text == "碳 亿吨"


def test_a_part_of_a_title_with_a_space_is_found() -> None:
    rows = queries.run("explore/page", source=SOURCE, **filters.NONE, lang="en", limit=1000, offset=0)
    for title in {title for title in rows["title"] if " " in title}:
        part = title[1:-1]
        wanted = set(rows.loc[rows["title"].str.contains(part, regex=False), "observation_id"])
        assert wanted <= ids(text=part), part


@pytest.mark.parametrize("text", ["SKP 武汉", "retail growth", "ＳＫＰ", "投资 增长"])
def test_facets_and_count_agree_with_words(text: str) -> None:
    chosen = {**filters.NONE, "text": text}
    facets = queries.run("explore/facets", source=SOURCE, **chosen, limit=50, lang="zh")
    themes = facets[facets["dimension"] == "theme"]
    count = int(queries.run("explore/count", source=SOURCE, **chosen)["observations"].iloc[0])
    assert themes["observations"].sum() == count == len(ids(text=text))


@pytest.mark.parametrize("year", ["2024年", "２０２４", "２０２４年", "2024 年", " 2024"])
def test_a_year_is_read_as_chinese_writes_it(monkeypatch: pytest.MonkeyPatch, year: str) -> None:
    monkeypatch.setattr(st, "query_params", Address({"year": [year]}))
    assert filters.asked() == ({**filters.NONE, "years": [2024]}, [])


@pytest.mark.parametrize("comma", [",", "，", "、", "， "])
def test_values_may_stand_between_commas_of_either_width(monkeypatch: pytest.MonkeyPatch, comma: str) -> None:
    address = Address({"year": [f"2023年{comma}2024"], "theme": [f"consumption{comma}dual_carbon"]})
    monkeypatch.setattr(st, "query_params", address)
    found = filters.asked()
    assert found.parameters["years"] == [2023, 2024] and found.in_vain == []
    assert found.parameters["themes"] == ["consumption", "dual_carbon"]


def test_a_year_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", Address({"year": ["24年,2024年末,二〇二四"]}))
    found = filters.asked()
    assert found.parameters["years"] == [] and len(found.in_vain) == 3


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "no such words"])
def test_text_has_no_wildcards(text: str) -> None:
    frame = queries.run(
        "explore/page", source=SOURCE, **{**filters.NONE, "text": text}, lang="zh", limit=1000, offset=0
    )
    assert len(frame) < 57
