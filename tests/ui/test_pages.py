"""Every page without a browser: it runs, says what the data says, leads to where it is from, and keeps its language."""

import json
import re
from collections.abc import Iterable, Iterator
from copy import copy
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import queries
from charts import theme
from data import schema
from story.card import pages
from tests import invented, records
from tests.records import SOURCE
from ui import cards as on_screen, filters

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "overview",
    "digital_economy",
    "dual_carbon",
    "consumption",
    "business_environment",
    "context",
    "explore",
    "sql",
    "sources",
    "intake",
]
LANGUAGES = ["zh", "en"]
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def opened(name: str, **address: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=60)
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    if name != "overview":
        turned_to(test, name)
    return test


def turned_to(test: AppTest, name: str) -> AppTest:
    """The session on another page: AppTest itself switches to files only."""
    test._page_hash = calc_hash(name)
    return test.run()


@cache
def session(lang: str) -> AppTest:
    """One reader's session, opened on the overview."""
    return opened("overview", lang=lang)


@cache
def page(name: str, lang: str) -> AppTest:
    """A page as it opens. Shared by the tests: to be looked at only."""
    if name == "overview":
        return copy(session(lang))
    if name == "explore":  # its boxes cannot be left for another page in a test
        return opened(name, lang=lang)
    page("overview", lang)  # kept before the session moves on
    return copy(turned_to(session(lang), name))


class Card(NamedTuple):
    """A card as it stands on a page."""

    key: str
    words: list[str]  # headings, captions, texts
    chart: Any  # Streamlit's message of the chart
    paragraphs: set[int]  # that its links name
    documents: set[str]  # that its links lead to

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The rows that its chart draws, one for each mark that says something."""
        return [row for row in rows(self.chart) if isinstance(row.get("label") or row.get("child"), str)]


def rows(chart: Any) -> list[dict[str, Any]]:
    """All rows of a chart's data."""
    return [row for data in chart.datasets for row in pa.ipc.open_stream(data.data.data).read_all().to_pylist()]


def below(node: Any) -> Iterator[Any]:
    """All elements and blocks under a block."""
    for child in getattr(node, "children", {}).values():
        yield child
        yield from below(child)


def cards(name: str, lang: str) -> list[Card]:
    """The cards of a page that hold a chart."""
    found = []
    for block in below(page(name, lang).main):
        key = (
            re.search(r"-card_(\w+)$", getattr(block.proto, "id", "") or "") if block.type == "flex_container" else None
        )
        if not key:
            continue
        inside = list(below(block))
        (chart,) = [node.proto for node in inside if node.type == "vega_lite_chart"] or [None]
        if chart is None:
            continue
        paragraphs, documents = cited_places(inside, lang)
        found.append(
            Card(
                key[1],
                [node.value for node in inside if node.type in ("header", "caption", "markdown")],
                chart,
                paragraphs,
                documents,
            )
        )
    return found


def cited(block: Iterable[Any]) -> list[Any]:
    """The citations among elements."""
    return [node.proto.popover for node in block if node.type == "popover" and "quote" in node.proto.popover.icon]


def cited_places(block: Iterable[Any], lang: str) -> tuple[set[int], set[str]]:
    """The paragraphs and the documents that the citations among elements name."""
    known = records.table("sources").set_index(f"short_{lang}")["source_id"]
    paragraphs: set[int] = set()
    documents: set[str] = set()
    for citation in cited(block):
        for part in _plain(citation.label).split("；" if lang == "zh" else "; "):
            if numbers := re.search(r"(?:第|¶)([\d、, –]+)段?$", part):
                for first, last in re.findall(r"(\d+)(?:–(\d+))?", numbers[1]):
                    paragraphs |= set(range(int(first), int(last or first) + 1))
            elif (name := part.split(" · ")[-1]) in known.index:
                documents.add(known[name])
            else:
                assert re.match("推算|[0-9]+ derived", part), part
    return paragraphs, documents


EVERY = [(name, lang) for name in PAGES for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_page_runs_under_one_heading(name: str, lang: str) -> None:
    test = page(name, lang)
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    assert {title.value for title in page(name, "zh").title}.isdisjoint(title.value for title in page(name, "en").title)


def displays(lang: str) -> list[str]:
    """How every figure reads in a language, the longest first; 41 also where words stand around it."""
    told = {str(text) for text in records.observations()[f"display_{lang}"]}
    bare = {re.sub("^第|位$|^No. ", "", text) for text in told}
    return sorted(told | bare, key=len, reverse=True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["overview", *sorted(records.table("themes")["theme_id"][1:])])
def test_heading_is_a_conclusion_in_figures_of_the_report(name: str, lang: str) -> None:
    """It names a figure of its theme, hedge included, and no number that is not one."""
    heading = page(name, lang).title[0].value
    of = records.reported()
    own = of if name == "overview" else of[of["theme_id"] == name]
    assert any(text in heading for text in own[f"display_{lang}"]), heading
    rest = heading
    for text in displays(lang):
        if text in rest and re.search(r"\d", text):
            rest = rest.replace(text, "")
    assert not re.search(r"\d", rest), rest


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_of_the_other_pages_count_what_is_there(lang: str) -> None:
    passing = [queries.run(f"checks/{check}").empty for check in records.table("checks")["check_id"]]
    wanted = {
        "explore": [len(records.reported())],
        "sources": [(records.table("ledger")["source_id"] == SOURCE).sum(), sum(passing), len(passing)],
        "sql": [len(schema.TABLES) + 1],
    }
    for name, numbers in wanted.items():
        heading = page(name, lang).title[0].value
        assert sorted(map(int, re.findall(r"\d+", heading))) == sorted(numbers), heading


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_every_card_of_a_figure_prints_it_whole_and_leads_to_its_place(name: str, lang: str) -> None:
    """Label, figure with its hedge, caveat and place are those of one observation."""
    every, test = records.observations(), page(name, lang)
    blocks = [list(block.children.values()) for block in below(test.main) if getattr(block, "children", None)]
    metrics = [block for block in blocks if any(node.type == "metric" for node in block)]
    holders = [block for block in metrics if cited(block)]
    apart = [block for block in metrics if not cited(block)]  # several in one card, which cites below
    assert len(holders) + len(apart) == len(test.metric)
    for block in apart:
        metric = next(node for node in block if node.type == "metric")
        assert metric.value in set(every[f"display_{lang}"]), metric.value
    for row in holders:
        metric = next(node for node in row if node.type == "metric")
        paragraphs, documents = cited_places(row, lang)
        (citation,) = cited(row)
        label = _plain(metric.label)
        own = every[every[f"display_{lang}"] == metric.value]
        # the report's own subject goes without saying
        whose = zip(own["subject_id"], own[f"name_{lang}"], strict=True)
        own = own[[subject == "wuchang" or _plain(name) in _plain(citation.label) for subject, name in whose]]
        alike = [
            1.0 if label.startswith(title) else SequenceMatcher(None, title, label).ratio()
            for title in own[f"title_{lang}"]
        ]
        assert max(alike, default=0) > 0.5, (label, metric.value, citation.label)
        own = own[[ratio == max(alike) for ratio in alike]]
        assert any(
            paragraphs == {observation["root_paragraph"]} or documents == {observation["source_id"]}
            for observation in own.to_dict("records")
        ), (label, paragraphs, documents)
        caveats = [text for text in own[f"caveat_{lang}"] if isinstance(text, str)]
        assert not caveats or any(_plain(text) in _plain(metric.proto.help) for text in caveats), label


def _plain(text: str) -> str:
    """Text without the marks that markdown needs."""
    return re.sub(r"\\", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headline_cards_are_the_headline_figures(lang: str) -> None:
    """Those that the story names, and above all what most of the district's figures are about."""
    every, told = records.observations(), pages(SOURCE, lang)["overview"]
    standings = next(dict(card.parameters)["ids"] for card in told.cards if card.key == "standings")
    wanted = every.loc[[*told.headline, *standings], f"display_{lang}"].tolist()
    assert [metric.value for metric in page("overview", lang).metric] == wanted
    of = records.reported()
    main = of[of["headline"] & (of["basis"] == "published") & (of["scope"] == "district")]
    assert set(main[f"display_{lang}"]) <= set(wanted)


def test_hedges_stay_on_the_cards() -> None:
    """Looked up in the records: a card that shows a hedged figure shows its hedge."""
    of = records.reported()
    hedged = of[(of["qualifier"] != "exact") & (of["basis"] == "published")]
    for lang in LANGUAGES:
        shown = {metric.value for name in PAGES for metric in page(name, lang).metric}
        assert len(shown & set(hedged[f"display_{lang}"])) >= 3
        for display in hedged[f"display_{lang}"]:
            bare = re.sub("^(近|接近|超过?|突破|over |nearly |about )|余|多", "", display)
            assert bare == display or bare not in shown, display


# --- charts -------------------------------------------------------------------------------------------------

CHARTS = [(name, lang) for name, lang in EVERY if name not in ("sql", "intake")]


@pytest.mark.parametrize(("name", "lang"), CHARTS)
def test_every_chart_has_alternative_text_that_names_its_figures(name: str, lang: str) -> None:
    found = cards(name, lang)
    assert found or name == "explore"
    for card in found:
        alt = card.chart.alt
        assert any(_plain(words) in alt or alt in _plain(words) for words in card.words), card.key
        if name == "sources":  # a mark for each of a hundred numbers: told by how many
            continue
        assert any(mark.get("display") or mark.get("date") or mark.get("child") for mark in card.marks), card.key
        if not alt.endswith("…"):
            for mark in card.marks:
                said = [mark[column] for column in ("display", "date", "child") if isinstance(mark.get(column), str)]
                assert all(text.strip() in alt for text in said), (card.key, said, alt)
        else:
            assert len(alt) > theme.ALT_TEXT_LONGEST / 2, card.key
        assert not re.search(r"\bnan\b|None|<NA>", alt), card.key


@pytest.mark.parametrize(("name", "lang"), CHARTS)
def test_words_of_a_chart_are_in_the_readers_language(name: str, lang: str) -> None:
    for element in page(name, lang).get("vega_lite_chart"):
        spec = json.loads(element.proto.spec)
        assert "usermeta" not in spec
        titles = [value for key, value in strings(spec) if key in ("title", "text") and not value.startswith("datum")]
        told = [
            str(row[column])
            for row in rows(element.proto)
            for column in ("label", "display", "statement", "where", "period", "group", "change_display")
            if isinstance(row.get(column), str)
        ]
        for text in [element.proto.alt, *titles, *told]:
            if lang == "en":
                assert not HAN.search(text), text
            else:
                assert not re.search(r"[a-z]{4,}", text), text


def strings(spec: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a specification with the key that it stands under."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name not in ("datasets", "field", "as", "expr"):
                yield from strings(value, name)
    elif isinstance(spec, list):
        for value in spec:
            yield from strings(value, key)
    elif isinstance(spec, str):
        yield key, spec


@pytest.mark.parametrize(("name", "lang"), CHARTS)
def test_a_cards_links_lead_to_the_places_of_what_it_draws_and_nowhere_else(name: str, lang: str) -> None:
    places: dict[str, set[Any]] = {}
    for row in records.observations().to_dict("records"):
        place = row["root_paragraph"] if pd.notna(row["root_paragraph"]) else row["source_id"]
        places.setdefault(row[f"statement_{lang}"], set()).add(place)
    for row in records.table("events").to_dict("records"):
        places.setdefault(row[f"title_{lang}"], set()).add(row["paragraph"])
    for row in records.table("entities").to_dict("records"):
        places.setdefault(row[f"note_{lang}"], set()).add(row["paragraph"])
    for card in cards(name, lang):
        told = [mark["statement"] for mark in card.marks if isinstance(mark.get("statement"), str)]
        if name == "sources" or not told or card.key == "context_market":
            continue
        assert set(told) <= set(places), card.key
        linked: set[Any] = card.paragraphs | card.documents
        assert all(places[statement] & linked for statement in told), (card.key, linked)
        drawn = {place for statement in told for place in places[statement]}
        # what a mark is drawn from besides its own observation: its growth, the year before
        assert {place for place in linked if isinstance(place, str)} <= drawn | {""} or name == "context", card.key
        if name not in ("context",):
            assert linked <= drawn, (card.key, linked, drawn)


def test_the_price_chart_draws_what_the_record_says() -> None:
    of = records.observations().loc["implied_carbon_price_2024"]
    drawn = [mark for card in cards("context", "zh") for mark in card.marks if mark.get("display") == of["display_zh"]]
    drawn = [mark for mark in drawn if "value" in mark]
    assert drawn
    for mark in drawn:
        assert [mark[column] for column in ("value", "lower", "upper")] == [of["value"], of["lower"], of["upper"]]


# --- settings and addresses ---------------------------------------------------------------------------------


def test_direction_colours_are_a_setting_kept_in_the_address() -> None:
    colour = MetricProto.MetricColor.Name
    assert colour(page("overview", "zh").metric[0].color) == "RED"
    assert colour(opened("overview", rise="green").metric[0].color) == "GREEN"


def test_unknown_values_in_the_address_are_named_and_left_aside() -> None:
    test = opened("overview", lang="<script>", rise="' or 1=1", paragraph="x" * 10_000)
    assert not test.exception
    assert len(test.warning) == 1
    assert test.title[0].value == page("overview", "zh").title[0].value
    paragraphs = records.table("paragraphs")
    last = int(paragraphs.loc[paragraphs["source_id"] == SOURCE, "paragraph"].max())
    assert not opened("sources", paragraph=str(last)).warning
    assert str(last) in opened("sources", paragraph=str(last + 1)).warning[0].value


SELECTIONS: list[dict[str, str]] = [
    {"theme": "consumption", "kind": "growth"},
    {"qualifier": "over,nearly", "scope": "site"},
    {"basis": "context", "topic": "market"},
    {"unit": "亿元", "subject": "wuchang", "period_kind": "half_year", "lang": "en"},
]


@pytest.mark.parametrize("address", SELECTIONS, ids=str)
def test_explore_shows_exactly_what_the_filters_in_the_address_pass(address: dict[str, str]) -> None:
    chosen = {filters.DIMENSIONS[key]: value.split(",") for key, value in address.items() if key != "lang"}
    wanted = records.passing(**chosen)
    assert 0 < len(wanted) < len(records.reported())
    test = opened("explore", **address)
    assert not test.exception
    assert re.findall(r"\d+", test.title[0].value) == [str(len(wanted))]
    statements = records.observations().loc[sorted(wanted), f"statement_{address.get('lang', 'zh')}"]
    (shown,) = [table.value for table in test.dataframe]
    (told,) = [shown[column] for column in shown if set(shown[column]) & set(statements)]
    assert sorted(told) == sorted(statements)


# --- the passage --------------------------------------------------------------------------------------------


@pytest.fixture(params=[invented.SOURCE, "wuchang-2024-09"])
def supplied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, Path]:
    """A report's id, its text and a data folder with it: the invented one, and the real one where it can be."""
    if request.param == invented.SOURCE:
        return request.param, invented.text(), request.getfixturevalue("invented_tables")
    text = ROOT.parent / "shared" / "report" / "report.txt"
    if not text.is_file():
        pytest.skip("the report's text is not beside this checkout")
    return request.param, text.read_bytes().decode("utf8"), schema.ROOT


def test_a_paragraph_shows_its_passage_with_every_figure_marked_where_the_text_is_supplied(
    supplied: tuple[str, str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passage reads as the text does, and just the figures that begin or end there are marked."""
    source, text, folder = supplied
    (tmp_path / "any name.txt").write_bytes(text.encode())
    (tmp_path / "another.txt").write_bytes("别的文章".encode())
    test = opened("overview")
    monkeypatch.setenv("DATA_DIR", str(folder))
    ledger, paragraphs = (
        table[table["source_id"] == source]
        for table in (pd.read_parquet(schema.parquet(name, folder)) for name in ("ledger", "paragraphs"))
    )
    figures = ledger[ledger["observation_id"].notna()]
    crowded = set(figures["paragraph"].value_counts().index[:3])
    printed = figures.to_dict("records")
    wrapped = {row["paragraph"] for row in printed if "\n" in text[row["char_start"] : row["char_end"]]}
    bare = set(paragraphs["paragraph"]) - set(ledger["paragraph"])
    places = paragraphs.to_dict("records")
    tagged = {row["paragraph"] for row in places if set("<>&") & set(text[row["char_start"] : row["char_end"]])}
    for number in sorted({*crowded, *wrapped, *(paragraph + 1 for paragraph in wrapped), *tagged, min(bare)}):
        test.query_params["paragraph"] = str(number)
        monkeypatch.delenv("REPORT_TEXT_DIR", raising=False)
        turned_to(test, "sources")
        assert not passages(test), "no passage without the text"
        monkeypatch.setenv("REPORT_TEXT_DIR", str(tmp_path))
        test.run()
        assert not test.exception
        passage = passages(test)[0]  # the whole text follows
        place = paragraphs.set_index("paragraph").loc[number]
        here = figures[(figures["char_start"] < place["char_end"]) & (figures["char_end"] > place["char_start"])]
        marked = [unescaped(mark) for mark in re.findall("<mark[^>]*>(.*?)</mark>", passage)]
        assert marked == [
            re.sub(r"\s*\n\s*", "", text[start:end])
            for start, end in zip(here["char_start"], here["char_end"], strict=True)
        ]
        first = min([place["char_start"], *here["char_start"]])
        last = max([place["char_end"], *here["char_end"]])
        shown = unescaped(re.sub(r"</?(mark|span|blockquote)[^<>]*>", "", passage))
        assert shown == re.sub(r"\s*\n\s*", "", text[first:last].strip())


def passages(test: AppTest) -> list[str]:
    """The HTML on a page that is no style."""
    return [html.proto.body for html in test.get("html") if not html.proto.body.startswith("<style")]


def unescaped(passage: str) -> str:
    """The characters that HTML stands for, which must all be escaped."""
    assert not re.search(r"<|>|&(?!(amp|lt|gt|quot|#x27);)", passage)
    for mark, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("&", "&amp;")):
        passage = passage.replace(entity, mark)
    return passage


def test_a_page_whose_headline_figures_are_all_missing_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in schema.TABLES:
        (tmp_path / f"{table}.parquet").write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    held = pq.read_table(tmp_path / "observations.parquet")
    led = pages(SOURCE, "zh")["overview"].headline
    labels = {row["label"] for row in queries.rows("figures/headline", ids=list(led), source=SOURCE, lang="zh")}
    left = held.filter(pc.invert(pc.is_in(held["observation_id"], pa.array(led))))
    assert len(held) - len(left) == len(led) > 0
    pq.write_table(left, tmp_path / "observations.parquet")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    test = opened("overview")
    assert not test.exception
    assert test.title[0].value
    assert len(labels) == len(led)
    assert not {metric.label for metric in test.metric} & labels


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_and_explore_stand_on_the_tables_of_another_report(
    lang: str, invented_tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = opened("overview", lang=lang)
    monkeypatch.setenv("DATA_DIR", str(invented_tables))
    numbers = {name: len(pd.read_parquet(schema.parquet(name, invented_tables))) for name in ("ledger", "observations")}
    for name, count in (("sources", numbers["ledger"]), ("explore", numbers["observations"])):
        turned_to(test, name)
        assert not test.exception
        assert str(count) in re.findall(r"\d+", test.title[0].value)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("theme", ["digital_economy", "dual_carbon"])
def test_every_featured_entity_is_met_on_its_theme_page_with_what_the_report_says(theme: str, lang: str) -> None:
    test = opened(theme, lang=lang)
    told = queries.run("entities/featured", theme=theme, source=SOURCE, lang=lang)
    assert len(told) >= 5
    assert "systems" in [header.proto.anchor for header in test.header]
    names = {heading.proto.anchor: heading.value for heading in test.subheader}
    texts = [markdown.value.replace("**", "").replace("\\", "") for markdown in test.markdown]
    for entry in told.to_dict("records"):
        assert names[entry["entity_id"].replace("_", "-")].replace("\\", "").startswith(entry["label"])
        assert entry["kind_title"] in names[entry["entity_id"].replace("_", "-")]
        assert entry["note"] in texts
        for figure in entry["figures"]:
            assert any(f"**{figure}**" in markdown.value for markdown in test.markdown), figure
        assert len(entry["paragraphs"]) > 0


def test_a_figure_stands_out_only_where_it_is_a_number_of_its_own() -> None:
    assert on_screen.note_of("At 8:30 on 4 May 2024, 4 windows; 0.4.", ["4"]).count("**") == 2
    assert on_screen.note_of("2024年设4个窗口", ["4个"]) == "2024年设**4个**窗口"
    assert on_screen.note_of("规模100P。", ["100P"]) == "规模**100P**。"


@pytest.mark.parametrize("theme", ["digital_economy", "dual_carbon"])
def test_both_languages_draw_the_same_shapes(theme: str) -> None:
    root = {"digital_economy": "wuchang", "dual_carbon": "zhongbei_road"}[theme]
    zh, en = (
        queries.run("entities/settled", root=root, themes=[theme], source=SOURCE, lang=lang) for lang in ("zh", "en")
    )
    assert list(zh["child_kind"]) == list(en["child_kind"])
    assert set(zh["child_kind"]) <= set(schema.ENTITY_KINDS)
    assert "xudong_avenue" not in set(zh["entity_id"])  # a street settles nowhere


def test_the_plants_gas_stage_is_told_as_undated() -> None:
    plant = queries.run(
        "events/stages", events=["coal_boilers_1915", "plant_rebuilt_1946"], undated="plant_gas_switch", source=SOURCE,
        lang="zh",
    )  # fmt: skip
    stages = plant[plant["role"] == "stage"]
    assert list(stages["display"]) == ["1915年", "1946年", "时间未写明"]
    assert stages["year"].isna().tolist() == [False, False, True]
    ages = plant[plant["role"] == "age"]
    assert set(ages["basis"]) == {"derived"}
    assert (1915, 2024) in list(zip(ages["start"], ages["end"], strict=True))


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "已提供的行情读不出来："), ("en", "The quotes that were supplied cannot be read: ")]
)
def test_broken_quotes_are_said_where_they_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    for table in schema.TABLES:
        (tmp_path / f"{table}.parquet").write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    (tmp_path / "quotes.parquet").write_bytes(b"")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    test = opened("context", lang=lang)
    assert not test.exception
    captions = [caption.value for caption in test.caption]
    assert sum(said in caption for caption in captions) == 1
    assert not any("broken" in caption for caption in captions)
