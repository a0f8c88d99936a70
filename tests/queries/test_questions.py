"""Every question: it runs, each row is there once and belongs, in the reader's language, and every parameter counts."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import queries
from data import schema
from queries import examples
from tests import records
from tests.records import SOURCE

# a value for every parameter that a question may name
VALUES: dict[str, object] = {
    "root": "wuchang", "themes": [], "theme": "dual_carbon", "metrics": ["retail_sales"],
    "ids": ["retail_sales_2024h1"], "observation_id": "retail_sales_2024h1", "metric": "retail_sales",
    "source": SOURCE, "kinds": [], "qualifiers": [], "bases": [], "text": "", "paragraph": 56,
    "topics": [], "units": [], "scopes": [], "subjects": [], "period_kinds": [], "years": [],
    "grouping": "theme", "ordering": "most", "limit": 50, "marked": [], "offset": 0,
    "later": False, "listed": 100, "period_kind": "half_year", "series": "",
    "subject": "wuchang", "total": "allowances_turnover",
    "alike": "亿元|level|money|flow|||half_year|district|", "beside": False, "comparisons": [], "vague": False,
    "events": ["coal_boilers_1915", "plant_rebuilt_1946"], "undated": "plant_gas_switch",
    "rank": "ccid_province_rank", "streak": "ccid_province_first_years", "times": "evaluation_first_times",
}  # fmt: skip

# where a question needs another value than the rest
OWN: dict[str, dict[str, object]] = {
    "context/growth": {"metrics": ["fixed_investment_growth", "gdp_real_growth"]},
    "context/parts": {
        "metric": "allowances_turnover_year",
        "total": "allowances_turnover",
        "subject": "national_carbon_market",
    },
    "context/prices": {"subject": "national_carbon_market"},
    "context/share": {"metric": "gdp_city_share"},
    "context/versus": {"metrics": ["fixed_investment_growth", "gdp_real_growth"]},
    "entities/settled": {"themes": ["digital_economy"]},
    "figures/compare": {"metric": "fixed_investment_growth"},
    "figures/editions": {"observation_id": "fixed_investment_2024h1"},
    "figures/inputs": {"observation_id": "retail_sales_2023h1"},
    "figures/interval": {"metric": "spend_per_visit"},
    "figures/ranks": {"metric": "ccid_rank"},
    "figures/times": {"rank": "evaluation_rank"},
}
# a report that aims at nothing, or in which nothing was corrected, has no answer
MAY_BE_EMPTY = {"context/revisions", "figures/targets", "sources/corrections", "taken/corrections"}

# what tells the rows of a question apart, where it is not the observation
KEYS: dict[str, list[str]] = {
    "context/revisions": ["observation_id", "earlier_id"],
    "context/set_against": ["our_id", "verdict"],
    "context/sources": ["source_id"],
    "entities/featured": ["entity_id"],
    "entities/settled": ["entity_id"],
    "events/dated": ["event_id"],
    "events/stages": ["label"],
    "explore/alike": ["alike_id"],
    "explore/by_year": ["label"],
    "explore/count": [],
    "explore/facets": ["dimension", "term"],
    "explore/known": ["dimension", "term"],
    "explore/theme_by_kind": ["theme_id", "kind"],
    "figures/sentence": [],
    "figures/streak": ["observation_id", "label"],
    "figures/times": ["observation_id", "label"],
    "sources/checks": ["check_id"],
    "sources/columns": ["column"],
    "sources/corrections": ["corrected_on", "title", "cell"],
    "sources/definitions": ["title"],
    "sources/documents": ["source_id"],
    "sources/ledger": ["char_start"],
    "sources/map_numbers": ["char_start"],
    "sources/map_paragraphs": ["paragraph"],
    "sources/places": ["paragraph"],
    "sources/refusals": ["title"],
    "sources/tagged": ["char_start"],
    "sources/reports": ["source_id"],
    "story/cards": ["page_id", "card_id"],
    "story/counts": [],
    "story/pages": ["page_id"],
    "story/themes": ["theme_id"],
}
# an answer of exactly one row has no key to tell its rows apart by
NAMES = [name for name in queries.names() if not name.startswith(("checks/", "market/"))]
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# words of the reader; the others are ids, or the source's own characters
WORDS = {
    "title", "label", "display", "period", "subject", "theme", "topic_title", "kind_title", "scope_title",
    "basis_title", "qualifier_title", "comparison_title", "status_title", "section", "source", "definition",
    "statement", "caveat", "formula", "where", "group", "delta", "delta_comparison_title", "change_display", "child",
    "parent", "note", "name", "reason", "reason_title", "entered", "short", "ours", "theirs", "how",
    "sentence", "date", "section_title", "cell_label",
}  # fmt: skip


def parameters(name: str) -> dict[str, Any]:
    return {key: VALUES[key] for key in queries.parameters(name) - {"lang"}} | OWN.get(name, {})


def ask(name: str, lang: str = "zh", /, **changed: Any) -> pd.DataFrame:
    """The answer to a question with the values above, or others for some."""
    spoken = {"lang": lang} if "$lang" in queries.sql(name) else {}
    return queries.run(name, **parameters(name) | changed | spoken)


def ids(frame: pd.DataFrame) -> list[str]:
    """The ids of the observations in an answer, in its order."""
    return frame["observation_id"].tolist()


@pytest.mark.parametrize("name", queries.names())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_question_gives_rows_and_a_check_none(name: str, lang: str) -> None:
    frame = ask(name, lang)
    assert len(frame.columns) == len(set(frame.columns))
    if name.startswith("market/"):  # the quotes are the user's: see test_market.py
        assert frame.empty != schema.parquet("quotes").exists()
    elif name not in MAY_BE_EMPTY:
        assert frame.empty == name.startswith("checks/")


@pytest.mark.parametrize("name", NAMES)
def test_each_row_is_there_once(name: str) -> None:
    frame = ask(name)
    if key := KEYS.get(name, ["observation_id"]):
        assert not frame[key].isna().any(axis=None)
        assert frame[frame.duplicated(key, keep=False)][key].to_dict("records") == []
    else:
        assert len(frame) == 1


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_tell_the_same_rows_in_the_same_order(name: str) -> None:
    chinese, english = ask(name, "zh"), ask(name, "en")
    assert list(chinese.columns) == list(english.columns)
    assert len(chinese) == len(english)
    for column in {"observation_id", "event_id", "entity_id", "source_id", "term", "char_start", "our_id"} & set(
        chinese
    ):
        assert chinese[column].tolist() == english[column].tolist(), column


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_of_one_or_of_many(name: str) -> None:
    """The record of a unit holds both ("place|places"); a reader is told one of them."""
    frame = ask(name, "en")
    told = [
        cell for column in WORDS | {"unit", "unit_title"} for cell in frame.get(column, []) if isinstance(cell, str)
    ]
    assert [cell for cell in told if re.search(r"[a-z]\|[a-z]", cell)] == []


@pytest.mark.parametrize("name", NAMES)
def test_answer_keeps_to_the_readers_language(name: str) -> None:
    for column in WORDS & set(ask(name)):
        for text in ask(name, "en")[column].dropna().astype(str):
            assert not HAN.search(text), (column, text)
        for text in ask(name, "zh")[column].dropna().astype(str):
            assert not re.search(r"[a-z]{4,}(?![a-z]*\.)", text), (column, text)  # an address of the web may stand


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_row_says_what_its_record_says(name: str, lang: str) -> None:
    """Words and numbers are those of the observation that the row names; nothing is told that is not recorded."""
    frame, every = ask(name, lang), records.observations()
    if "observation_id" not in frame or "statement" not in frame:
        return
    for row in frame.dropna(subset="observation_id").to_dict("records"):
        record = every.loc[row["observation_id"]]
        if "statement" in row:
            assert row["statement"] == record[f"statement_{lang}"]
        for column in ("caveat", "period", "formula"):
            if column in row:
                assert _same(row[column], record[f"{column}_{lang}"]), column
        if name.split("/")[1] not in ("streak", "times"):  # one mark of a streak is told by its place
            assert row["display"] == record[f"display_{lang}"]
        if "qualifier" in row:
            assert (row["qualifier"], row["basis"]) == (record["qualifier"], record["basis"])


def _same(told: object, recorded: object) -> bool:
    return (pd.isna(told) and pd.isna(recorded)) or told == recorded  # type: ignore[call-overload]


@pytest.mark.parametrize("name", [name for name in NAMES if name.split("/")[0] in ("sources", "events", "entities")])
def test_a_chart_of_the_report_holds_nothing_of_other_publications(name: str) -> None:
    frame = ask(name)
    if name == "sources/derived":
        return  # told with the document that each is derived from
    if "source_kind" in frame:
        assert set(frame["source_id"]) == {SOURCE}
    elif "observation_id" in frame:
        assert set(frame["observation_id"].dropna()) <= set(records.reported().index)


THEMES = set(records.table("themes")["theme_id"]) - {"overall"}


# --- exactly which rows, computed in pandas ---------------------------------------------------------------

Rule = Callable[[pd.DataFrame], "pd.Series[bool]"]
EXACTLY: dict[str, tuple[dict[str, Any], Rule]] = {
    "figures/growth": ({}, lambda of: (of["kind"] == "growth") & (of["status"] != "target")),
    "figures/ranks": ({}, lambda of: of["metric_id"] == "ccid_rank"),
    "figures/amounts": ({"metrics": ["carbon_institutions"]}, lambda of: of["metric_id"] == "carbon_institutions"),
    "figures/change": ({}, lambda of: of["metric_id"] == "retail_sales"),
    "figures/compare": ({}, lambda of: of["metric_id"] == "fixed_investment_growth"),
    "figures/interval": ({}, lambda of: of["metric_id"] == "spend_per_visit"),
    "figures/targets": ({}, lambda of: of["status"] == "target"),
    "figures/listed": ({}, lambda of: of["observation_id"] == "retail_sales_2024h1"),
    "explore/compared": ({}, lambda of: of["observation_id"] == "retail_sales_2024h1"),
    "figures/by_id": ({}, lambda of: of["observation_id"] == "retail_sales_2024h1"),
    "figures/headline": ({}, lambda of: of["observation_id"] == "retail_sales_2024h1"),
    "figures/inputs": ({}, lambda of: of["observation_id"].isin(["retail_sales_2024h1", "retail_sales_growth_2024h1"])),
    "figures/neighbours": (
        {},
        lambda of: (
            (of["paragraph"] == 56) & (of["basis"] == "published") & (of["observation_id"] != "retail_sales_2024h1")
        ),
    ),
    "sources/of_paragraph": ({}, lambda of: (of["paragraph"] == 56) & (of["basis"] == "published")),
}  # fmt: skip


@pytest.mark.parametrize("name", EXACTLY)
def test_question_answers_with_exactly_its_observations(name: str) -> None:
    of, (asked, rule) = records.reported(), EXACTLY[name]
    wanted = set(of.index[rule(of)])
    assert wanted or name in MAY_BE_EMPTY
    assert set(ids(ask(name, **asked))) == wanted


def test_headline_figures_bring_their_own_growth_or_change() -> None:
    of = records.reported()
    headline = of[of["headline"] & (of["basis"] == "published")]
    rows = ask("figures/headline", ids=headline.index.tolist())
    assert ids(rows) == headline.index.tolist()
    assert rows["delta"].notna().any()
    for row in rows.to_dict("records"):
        own = of[
            of["metric_id"].isin([row["metric_id"] + "_growth", row["metric_id"] + "_change"])
            & (of["subject_id"] == row["subject_id"])
            & (of["basis"] == "published")
            & (pd.to_datetime(of["period_end"]) == row["period_end"])
        ]
        assert _same(row["delta"], own["display_zh"].iloc[0] if len(own) else None)


@pytest.mark.parametrize(
    ("source", "metric", "zh", "en"),
    [
        (SOURCE, "value_per_signed_project", "9.46 9.58", "946 M 958 M"),
        (SOURCE, "retail_sales_monthly", "61.1 61.3", "6.11 bn 6.13 bn"),
        (SOURCE, "spend_per_visit", "986 1033", "986 1,033"),
        ("hubei-work-2026", "retail_sales_monthly", "2321 2333", "232.1 bn 233.3 bn"),
    ],
)
def test_the_ends_of_an_interval_read_as_its_bounds_do(source: str, metric: str, zh: str, en: str) -> None:
    """To the decimals that tell them from the value, in the magnitudes of the axis."""
    for lang, wanted in (("zh", zh), ("en", en)):
        row = queries.run("figures/interval", metric=metric, source=source, lang=lang).iloc[0]
        assert f"{row['lower_display']} {row['upper_display']}" == wanted


def test_derived_values_are_all_told_and_by_theme() -> None:
    every = records.near()
    every = pd.concat([every, records.reported()])
    derived = every[every["basis"] == "derived"]
    assert set(ids(ask("sources/derived"))) == set(derived.index)
    for theme, of in derived.groupby("theme_id"):
        assert set(ids(ask("sources/derived", themes=[theme]))) == set(of.index)


def test_ledger_and_map_tell_every_number_in_the_order_of_the_text() -> None:
    ledger = records.table("ledger").sort_values("char_start")
    ledger = ledger[ledger["source_id"] == SOURCE]
    assert ask("sources/ledger")["printed"].tolist() == ledger["printed"].tolist()
    numbers = ask("sources/map_numbers")
    assert numbers["char_start"].tolist() == ledger["char_start"].tolist()
    figures = numbers["kind"] == "figure"
    assert set(numbers.loc[figures, "observation_id"]) == set(ledger["observation_id"].dropna())
    assert numbers.loc[~figures, "reason"].str.len().min() > 0
    told = ask("sources/ledger")
    assert ((told["entered"] == "") == ledger["observation_id"].isna().to_numpy()).all()
    assert ((told["reason"] == "") == ledger["reason"].isna().to_numpy()).all()


def test_map_has_every_paragraph_with_its_length() -> None:
    paragraphs = records.table("paragraphs").sort_values("paragraph")
    paragraphs = paragraphs[paragraphs["source_id"] == SOURCE]
    told = ask("sources/map_paragraphs")
    assert told["paragraph"].tolist() == paragraphs["paragraph"].tolist()
    assert told["chars"].tolist() == (paragraphs["char_end"] - paragraphs["char_start"]).tolist()


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_events_of_a_theme_in_the_order_they_happened(theme: str) -> None:
    events = records.table("events")
    wanted = events[(events["theme_id"] == theme) & (events["kind"] == "event") & (events["source_id"] == SOURCE)]
    wanted = wanted[pd.to_datetime(wanted["date_start"]) >= pd.Timestamp("2024-01-01")]
    told = ask("events/dated", themes=[theme], vague=True)
    assert set(told["event_id"]) == set(wanted["event_id"])
    assert told["date_start"].is_monotonic_increasing


def test_timeline_holds_events_alone() -> None:
    kinds = records.table("events").set_index("event_id")["kind"]
    told = ask("events/dated")
    assert set(kinds[told["event_id"]]) == {"event"}
    assert told["date_start"].is_monotonic_increasing


def test_catalogue_is_told_whole() -> None:
    metrics = records.table("metrics").sort_values("sort")
    measured = {*records.near()["metric_id"], *records.reported()["metric_id"]}
    metrics = metrics[metrics["metric_id"].isin(measured)]
    assert ask("sources/definitions")["definition"].tolist() == metrics["definition_zh"].tolist()
    for theme, of in metrics.groupby("theme_id"):
        assert ask("sources/definitions", themes=[theme])["title"].tolist() == of["title_zh"].tolist()
    assert set(ask("sources/checks")["check_id"]) == set(records.table("checks")["check_id"])
    refused = [row for row in records.table("refusals")["metric_ids"] if set(row) <= measured]
    assert len(ask("sources/refusals")) == len(refused) > 0


def test_documents_count_their_figures() -> None:
    for name, kind in (("sources/documents", "report"), ("context/sources", "context")):
        of = records.near() if kind == "context" else records.reported()
        of = of[of["basis"] == {"report": "published", "context": "context"}[kind]]
        told = ask(name)
        assert dict(zip(told["source_id"], told["figures"], strict=True)) == of["source_id"].value_counts().to_dict()


def test_counts_are_the_tables_own() -> None:
    of, counted = records.reported(), ask("story/counts").iloc[0]
    assert counted["figures"] == (of["basis"] == "published").sum()
    assert counted["derived"] == (of["basis"] == "derived").sum()
    assert counted["hedged"] == ((of["basis"] == "published") & (of["qualifier"] != "exact")).sum()
    for column, name in (("numbers", "ledger"), ("events", "events"), ("entities", "entities")):
        assert counted[column] == (records.table(name)["source_id"] == SOURCE).sum()


@pytest.mark.parametrize("name", [name for name in NAMES if "later" in queries.parameters(name)])
def test_what_came_later_is_left_out_unless_asked_for(name: str) -> None:
    asked: dict[str, Any] = {"beside": True} if "beside" in queries.parameters(name) else {}
    if name == "context/levels":
        asked = {"metric": "gdp", "period_kind": "year", "series": "rebased"}
    now, all_told = ask(name, **asked), ask(name, **asked, later=True)
    if "later" in now:
        assert not now["later"].any()
    if name not in ("figures/ranks", "figures/times"):  # a later interval takes the place of an earlier, looser one
        assert set(ids(now)) <= set(ids(all_told))
    if name == "context/levels":
        assert all_told["later"].any()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("metric", ["retail_sales_growth", "tourism_visits"])
def test_the_metric_asked_for_is_the_one_told(lang: str, metric: str) -> None:
    subject = "wuhan" if metric.endswith("growth") else "wuchang"
    kind = "to_date" if metric.endswith("growth") else "half_year"
    told = ask("context/levels", lang, metric=metric, subject=subject, period_kind=kind, later=True)
    assert set(told["metric_id"]) == {metric}


# --- Explore ------------------------------------------------------------------------------------------------

DIMENSIONS = {
    "theme": "themes", "topic": "topics", "subject": "subjects", "scope": "scopes", "kind": "kinds", "unit": "units",
    "period_kind": "period_kinds", "qualifier": "qualifiers", "basis": "bases",
}  # fmt: skip
SELECTIONS: list[dict[str, list[str]]] = [
    {}, {"themes": ["consumption"], "kinds": ["growth"]}, {"qualifiers": ["over", "nearly"], "scopes": ["site"]},
    {"bases": ["context"], "topics": ["market"]}, {"bases": ["derived", "published"], "period_kinds": ["half_year"]},
    {"units": ["亿元"], "subjects": ["wuchang", "wutantong"]}, {"themes": ["overall"], "units": ["亿吨"]},
]  # fmt: skip


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_explore_passes_exactly_what_the_filters_say(chosen: dict[str, list[str]]) -> None:
    wanted = records.passing(**chosen)
    assert ask("explore/count", **chosen)["observations"].iloc[0] == len(wanted)
    page = ask("explore/page", limit=1000, **chosen)
    assert sorted(ids(page)) == sorted(wanted)
    of = records.observations().loc[sorted(wanted)]
    cells = ask("explore/theme_by_kind", **chosen)
    told = {(row.theme_id, row.kind): row.observations for row in cells.itertuples()}
    assert told == of.groupby(["theme_id", "kind"]).size().to_dict()
    covered = [years(row) for row in of.itertuples()]
    for column in ask("explore/by_year", **chosen).to_dict("records"):
        undated = pd.isna(column["year"])
        inside = [span is None if undated else span is not None and column["year"] in span for span in covered]
        assert column["observations"] == sum(inside)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_explore_turns_its_pages_without_loss(chosen: dict[str, list[str]]) -> None:
    whole = ids(ask("explore/page", limit=1000, offset=0, **chosen))
    pages = [ids(ask("explore/page", limit=7, offset=start, **chosen)) for start in range(0, len(whole), 7)]
    assert [key for page in pages for key in page] == whole


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize(
    ("grouping", "of"), [("", None), ("theme", "theme_id"), ("subject", "subject_id"), ("year", None)]
)
def test_explore_arranges_without_loss(chosen: dict[str, list[str]], grouping: str, of: str | None) -> None:
    wanted = records.passing(**chosen)
    asked = {**chosen, "grouping": grouping}
    for ordering in ("", "most", "least"):
        rows = ask("explore/arranged", limit=1000, ordering=ordering, **asked)
        assert sorted(ids(rows)) == sorted(wanted)
        pages = [
            ids(ask("explore/arranged", limit=7, offset=n, ordering=ordering, **asked)) for n in range(0, len(rows), 7)
        ]
        assert [key for page in pages for key in page] == ids(rows)
        if of:
            assert (rows.groupby(of)["grouped"].nunique() == 1).all()
            assert rows.groupby(of)["grouped"].first().to_dict() == rows.groupby(of).size().to_dict()
        if grouping:  # each group in one piece
            assert (rows["group_title"] != rows["group_title"].shift()).sum() == rows["group_title"].nunique()
        if ordering:  # within a group, each unit in one piece, and its values in order
            value = rows["base_value"].fillna(rows["base_lower"]).fillna(rows["base_upper"])
            for _, group in value.groupby([rows["group_title"].fillna(""), rows["base_unit"]]):
                known = group.dropna()
                assert known.is_monotonic_decreasing if ordering == "most" else known.is_monotonic_increasing
    if not grouping:
        assert ids(ask("explore/arranged", limit=1000, ordering="", **asked)) == ids(
            ask("explore/page", limit=1000, **chosen)
        )


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_facets_count_each_option_under_the_other_filters(chosen: dict[str, list[str]]) -> None:
    facets = ask("explore/facets", limit=1000, **chosen)
    for dimension, parameter in DIMENSIONS.items():
        others = {key: values for key, values in chosen.items() if key != parameter}
        of = facets[facets["dimension"] == dimension]
        assert len(of) == of["term"].nunique()
        assert dimension == "subject" or len(of) > 0  # subjects without any are not offered
        for term, told in zip(of["term"], of["observations"], strict=True):
            assert told == len(records.passing(**others, **{parameter: [term]})), (dimension, term)


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_year_passes_what_falls_into_it(year: int) -> None:
    every = records.reported()
    covered = {key: years(row) for key, row in zip(every.index, every.itertuples(), strict=True)}
    told = set(ids(ask("explore/page", limit=1000, years=[year])))
    assert told == {key for key, span in covered.items() if span is not None and year in span}


@pytest.mark.parametrize(("source", "first"), [(SOURCE, [1915, 2020, 2021]), ("hubei-work-2026", [2021, 2022, 2023])])
def test_years_are_listed_without_a_gap_but_for_the_long_past(source: str, first: list[int]) -> None:
    """A plan of five years counts in each of them, also where nothing begins or ends in one."""
    counted = [int(year) for year in ask("explore/by_year", source=source)["year"].dropna()]
    offered = ask("explore/known", source=source).query("dimension == 'year'")["term"]
    assert set(counted) <= set(map(int, offered))
    assert counted[:3] == first
    assert counted[1:] == list(range(counted[1], counted[-1] + 1))


def years(row: Any) -> range | None:
    """The years that a period covers; one that is open at its end goes on to the year of the report's latest day."""
    start = None if pd.isna(row.period_start) else pd.Timestamp(row.period_start).year
    end = None if pd.isna(row.period_end) else pd.Timestamp(row.period_end).year
    if end is None and row.period_kind == "to_date":
        end = 2024
    if start is None and end is None:
        return None
    first, last = (end if start is None else start), (start if end is None else end)
    assert first is not None and last is not None
    return range(first, last + 1)


def test_one_axis_holds_one_unit_and_one_kind() -> None:
    for alike in ask("explore/alike")["alike_id"]:
        drawn = ask("explore/values", alike=alike, limit=1000)
        assert len(drawn) > 0
        assert len({*zip(drawn["unit"], drawn["kind"], drawn["comparison"].fillna(""), strict=True)}) == 1, alike


# --- files and their keeper -----------------------------------------------------------------------------------


FILES = sorted([*queries.ROOT.rglob("*.sql"), *schema.ROOT.rglob("*.sql")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_one_select_that_says_what_it_answers(path: Path) -> None:
    text = path.read_text(encoding="utf8")
    assert re.match(r"-- [A-Z].*[.,:;a-z]\n", text)
    assert ";" not in re.sub(r"'[^']*'", "", re.sub(r"--.*", "", text))
    assert re.sub(r"--.*\n", "", text).lstrip().startswith(("select", "with"))


ON_OFFER = {"market/years"}  # on the query page only, for whoever has quotes


def test_every_question_and_view_is_used() -> None:
    """By a page, a piece of one, a file, or another question. Checks and derivations are used by being there."""
    root = queries.ROOT.parent
    code = "".join(
        path.read_text(encoding="utf8")
        for room in ("pages", "ui", "exports", "story", "data")
        for kind in ("*.py", "*.toml")
        for path in (root / room).rglob(kind)
    ) + (queries.ROOT / "__init__.py").read_text(encoding="utf8")
    unused = [name for name in queries.names() if not name.startswith("checks/") and f'"{name}"' not in code]
    assert set(unused) == ON_OFFER
    for view in (queries.ROOT / "views").glob("*.sql"):
        others = "".join(path.read_text(encoding="utf8") for path in FILES if path != view)
        assert re.search(rf"(from|join)\s+{view.stem}\b|\"{view.stem}\"", others + code), view.stem


def test_every_example_is_a_question_and_every_value_one_of_its_parameters() -> None:
    named = {name for question in queries.names() for name in queries.parameters(question)}
    assert set(examples.VALUES) <= named
    assert set(examples.OWN) <= set(queries.names())
    assert set(VALUES) <= named
    assert set(OWN) | set(KEYS) <= set(queries.names())


def test_parameters_are_values_and_never_text_of_the_query() -> None:
    attack = "' or 1=1; drop table observations; --"
    assert queries.run("figures/by_id", observation_id=attack, source=SOURCE, lang="zh").empty
    assert len(ask("figures/by_id")) == 1


def test_unknown_question_and_unknown_parameter_are_named() -> None:
    for name in ("nothing/here", "../data/schema", "figures/by_id.sql", "/etc/passwd"):
        with pytest.raises(queries.QueryFailed, match=re.escape(repr(name))):
            queries.run(name)
    with pytest.raises(queries.QueryFailed, match="story/counts"):
        queries.run("story/counts", colour="red")


def test_an_answer_belongs_to_its_asker() -> None:
    before = ask("story/counts")
    first = ask("story/counts")
    first["figures"] = 0
    assert ask("story/counts").equals(before)


def test_threads_get_their_own_rows() -> None:
    """A connection shared by threads mixes up rows; cursors do not."""
    keys = ids(ask("sources/derived"))[:6]
    wrong: list[str] = []

    def ask_again() -> None:
        for identity in keys:
            if ids(next(queries.parts("figures/by_id", observation_id=identity, source=SOURCE, lang="zh"))) != [
                identity
            ]:
                wrong.append(identity)

    threads = [threading.Thread(target=ask_again) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", ["told($lang)", "told_beside($lang, $source)", "told_in_report($lang, $source)"])
def test_what_is_held_in_memory_is_what_lies_in_the_files(
    view: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = queries.tables()
    monkeypatch.setattr(queries, "FEW", 0)
    lying = queries.Tables(held._held, None)
    asked = {"lang": lang, "source": SOURCE} if "$source" in view else {"lang": lang}
    ours, theirs = (
        tables.con.cursor().execute(f"from {view} order by observation_id", asked).df() for tables in (held, lying)
    )
    assert len(ours) > 1
    pd.testing.assert_frame_equal(ours, theirs)


def test_rebuilt_tables_are_seen_and_missing_ones_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in schema.TABLES:
        schema.parquet(name, tmp_path).write_bytes(schema.parquet(name, schema.ROOT).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    told = pd.read_parquet(schema.parquet("observations", tmp_path))
    published = told[(told["basis"] == "published") & (told["source_id"] == SOURCE)]
    assert ask("story/counts")["figures"].iloc[0] == len(published)
    published.iloc[:10].to_parquet(schema.parquet("observations", tmp_path))
    assert ask("story/counts")["figures"].iloc[0] == 10
    schema.parquet("observations", tmp_path).write_bytes(b"not parquet")
    with pytest.raises(queries.DataMissing, match="observations.parquet"):
        ask("story/counts")
    schema.parquet("observations", tmp_path).unlink()
    with pytest.raises(queries.DataMissing, match="observations.parquet"):
        ask("story/counts")
