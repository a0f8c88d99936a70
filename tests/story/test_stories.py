"""Every report's pages: each card is drawn, another report beside it changes nothing, a draft is what was composed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

import queries
from charts.forms import FORMS, MissingColumn
from data import build, schema
from story import card as story, compose, draft
from story.records import PageRecord
from tests import invented
from tests.records import SOURCE, table

REPORTS = sorted(table("sources").loc[table("sources")["kind"] == "report", "source_id"])
HAN = "[\u3000-\u303f\u4e00-\u9fff]"


def told(source: str, lang: str, folder: Path) -> dict[str, Any]:
    """All that a report's pages show: words, tables and drawings, card by card."""
    shown: dict[str, Any] = {}
    view = story.View(source, lang, "light", True, "")
    for page in story.pages(source, lang).values():
        shown[page.page_id] = [page.title, page.summary, page.headline, page.beside, page.theme]
        for card in page.cards:
            if card.form == story.MARKET:
                continue
            frames = [frame.to_csv() for frame in card.frames(view)]
            drawn = {} if card.form in story.PLAIN else card.spec(view)
            drawn.pop("description", None)
            shown[f"{page.page_id}/{card.key}"] = [
                card.title,
                card.about,
                card.note,
                frames,
                _anonymous(drawn),
            ]
    for name in ("sources/ledger", "sources/documents", "context/sources", "context/set_against", "story/counts"):
        shown[name] = queries.run(name, source=source, lang=lang).to_csv()
    for name in ("explore/theme_by_kind", "explore/by_year", "explore/alike"):
        shown[name] = queries.run(name, source=source, lang=lang, **EVERYTHING).to_csv()
    for name in ("sources/definitions", "sources/derived"):
        shown[name] = queries.run(name, source=source, lang=lang, themes=[]).to_csv()
    shown["explore/page"] = queries.run(
        "explore/page", source=source, lang=lang, limit=999, offset=0, **EVERYTHING
    ).to_csv()
    return shown


EVERYTHING: dict[str, Any] = {
    "themes": [], "topics": [], "kinds": [], "units": [], "scopes": [], "subjects": [], "qualifiers": [],
    "bases": ["published", "derived", "context"], "period_kinds": [], "years": [], "text": "",
}  # fmt: skip


def _anonymous(spec: dict[str, Any]) -> str:
    """A specification without the names that Altair makes up for its data."""
    names = {name: f"data{number}" for number, name in enumerate(spec.get("datasets", {}))}
    text = json.dumps(spec, ensure_ascii=False, default=str)
    for name, plain in names.items():
        text = text.replace(name, plain)
    return text


@pytest.fixture(scope="module")
def together(side_by_side: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the invented report beside the real ones."""
    folder = tmp_path_factory.mktemp("together")
    build.write(side_by_side, folder, version="together", built_at="2025-08-05T00:00:00+00:00")
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("source", [invented.SOURCE, *REPORTS])
def test_another_report_beside_it_changes_nothing_in_a_reports_pages(
    source: str, lang: str, together: Path, invented_tables: Path
) -> None:
    alone = invented_tables if source == invented.SOURCE else schema.ROOT
    with queries.reading(alone, "alone"):
        before = told(source, lang, alone)
    with queries.reading(together, "together"):
        beside = told(source, lang, together)
    assert beside.keys() == before.keys()
    for name, shown in before.items():
        assert beside[name] == shown, name
    assert sum("/" in name for name in before) > 12


@pytest.fixture(scope="module", params=["composed", "written"])
def pages(request: pytest.FixtureRequest, invented_tables: Path) -> tuple[str, Mapping[str, story.Page]]:
    """The pages of the invented report, which has no story, and of the one that has."""
    if request.param == "written":
        return SOURCE, story.pages(SOURCE, "en")
    with queries.reading(invented_tables, "invented"):
        return invented.SOURCE, story.pages(invented.SOURCE, "en")


def test_every_page_has_a_heading_figures_and_cards(pages: tuple[str, Mapping[str, story.Page]]) -> None:
    source, told = pages
    assert next(iter(told)) == "overview"
    assert len(told) >= 4
    for page in told.values():
        assert page.title and page.summary and page.headline
        assert page.cards or source == invented.SOURCE
    assert len({page.title for page in told.values()}) == len(told)


@pytest.mark.parametrize("source", [invented.SOURCE, "hubei-work-2026"])
def test_a_composed_page_shows_every_figure_of_its_theme(source: str, invented_tables: Path) -> None:
    """Above its cards or on one of them, a level's growth beside it."""
    with queries.reading(invented_tables if source == invented.SOURCE else schema.ROOT, source):
        figures = queries.run("story/figures", source=source, lang="en").query("source_id == @source")
        view = story.View(source, "en", "light", False, "")
        pages = story.pages(source, "en").values()
        for page in pages:
            above = queries.run("figures/headline", source=source, lang="en", ids=list(page.headline))
            frames = [frame for card in page.cards if card.form != story.MARKET for frame in card.frames(view)]
            shown = {*above["observation_id"], *above["delta_id"]}
            shown |= {one for frame in frames if "observation_id" in frame for one in frame["observation_id"]}
            own = figures[(figures["theme_id"] == page.theme) & (figures["basis"] == "published")]
            assert set(own["observation_id"]) <= shown, page.page_id
    assert len(pages) >= 4


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("source", REPORTS)
def test_every_card_is_drawn_and_keeps_to_its_language(source: str, lang: str) -> None:
    for page in story.pages(source, lang).values():
        for card in page.cards:
            view = story.View(source, lang, "dark", card.shown == "later", "")
            said = [card.title, card.about, card.note, *dict(card.words).values()]
            if lang == "en":
                assert not pd.Series(said).str.contains(HAN).any(), said
            if card.form not in story.PLAIN:
                assert card.spec(view)["layer"]
                assert len(card.told(view).alternative) > 20


def test_a_card_whose_figure_is_gone_says_so_and_its_page_stands(tmp_path: Path) -> None:
    for name in schema.TABLES:
        schema.parquet(name, tmp_path).write_bytes(schema.parquet(name, schema.ROOT).read_bytes())
    figures = pd.read_parquet(schema.parquet("observations", tmp_path))
    figures[figures["metric_id"] != "retail_sales"].to_parquet(schema.parquet("observations", tmp_path))
    with queries.reading(tmp_path, "broken"):
        page = story.pages(SOURCE, "zh")["consumption"]
        (card,) = [card for card in page.cards if card.key == "retail"]
        with pytest.raises(story.NothingToDraw):
            card.spec(story.View(SOURCE, "zh", "light", False, ""))


def test_a_draft_builds_what_was_composed(invented_house: Path, invented_tables: Path, tmp_path: Path) -> None:
    """Written as files, read back and built, a composed story gives the very same pages and cards."""
    with queries.reading(invented_tables, "invented"):
        composed = {page_id: page for _, page_id, page in compose.story(invented.SOURCE)}
        for page_id, page in composed.items():
            (tmp_path / f"{page_id}.toml").write_text(draft.toml(page), encoding="utf8")
    for page_id, page in composed.items():
        again = PageRecord.model_validate(tomllib.loads((tmp_path / f"{page_id}.toml").read_text(encoding="utf8")))
        assert again == page


def test_a_draft_says_what_it_does_not_know_and_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft.main(["nowhere"]) == 1
    assert "wuchang-2024-09" in capsys.readouterr().err
    assert draft.main([SOURCE]) == 1
    assert "holds a story already" in capsys.readouterr().err
    assert draft.main([SOURCE, "--to", str(tmp_path)]) == 0
    assert {path.stem for path in tmp_path.glob("*.toml")} == set(story.pages(SOURCE, "zh"))


def test_a_missing_column_and_a_strange_parameter_are_named() -> None:
    with pytest.raises(MissingColumn, match="ladder needs group"):
        FORMS["ladder"].cut(pd.DataFrame(columns=list(FORMS["amounts"].needs[0])), name="ladder")
    card = story.Card("k", "amounts", ("figures/amounts",), "t", parameters=(("metrik", "x"),))
    with pytest.raises(queries.QueryFailed, match="metrik"):
        card.frames(story.View(SOURCE, "zh", "light", False, ""))
