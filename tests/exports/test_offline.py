"""The file that needs no network: what it says is what the tables say, and nothing in it runs but what it names."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import vl_convert

from charts.theme import VARIABLES, variable
from data import schema
from exports import offline
from exports.parcel import REPORT, Parcel, Taken
from story.card import PLAIN, View
from tests import codes
from tests.records import SOURCE, table

BASE = "https://figures.example"
REPORTS = (SOURCE, "hubei-work-2026")
HOSTILE = "</script><img src=x onerror=alert(1)><!--<b>&amp;\u2028"


class Read(HTMLParser):
    """The elements of a file with their attributes, the scripts and styles by their text, and all other text."""

    def __init__(self, file: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.texts: dict[str | None, str] = {}  # by data-lang of what they stand in
        self._lang: str | None = None
        self._block: tuple[str, dict[str, str | None]] | None = None
        self.feed(file.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        self._lang = found.get("data-lang", self._lang)
        self._block = (tag, found) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._block:
            self.blocks.append((*self._block, data))
        else:
            self.texts[self._lang] = self.texts.get(self._lang, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._block = None

    def block(self, id: str) -> Any:
        return json.loads(next(text for _, attributes, text in self.blocks if attributes.get("id") == id))


@pytest.fixture(scope="module", params=REPORTS)
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def file(source: str) -> bytes:
    return offline.html(source, base=BASE)


@pytest.fixture(scope="module")
def read(file: bytes) -> Read:
    return Read(file)


def told(source: str) -> pd.DataFrame:
    """The observations of a report and of the publications beside it, from the tables."""
    sources = table("sources")
    beside = sources[[source in (others if others is not None else ()) for others in sources["beside"]]]["source_id"]
    rows = table("observations")
    return rows[rows["source_id"].isin({source, *beside})].set_index("observation_id")


def test_its_figures_are_those_of_the_tables(read: Read, source: str) -> None:
    expected = told(source)
    figures = {one["id"]: one for one in read.block("data")["figures"]}
    assert set(figures) == set(expected.index)
    for identity, row in expected.iterrows():
        one = figures[str(identity)]
        assert one["qualifier"] == row["qualifier"]
        for name in ("value", "lower", "upper"):
            assert one[name] == (None if pd.isna(row[f"base_{name}"]) else row[f"base_{name}"]), (identity, name)
        for lang in ("zh", "en"):
            assert one[lang]["display"] == row[f"display_{lang}"]
            assert one[lang]["statement"] == row[f"statement_{lang}"]
            caveat = row[f"caveat_{lang}"] if pd.notna(row[f"caveat_{lang}"]) else ""
            assert one[lang]["caveat"].endswith(caveat)  # a correction is told before it


@pytest.mark.parametrize("lang", offline.LANGUAGES)
def test_every_page_and_card_stands_in_both_languages(read: Read, source: str, lang: str) -> None:
    parcel = Parcel(View(source, lang, "light", False, ""), Taken((REPORT,), beside=True), base=BASE)
    ids = {attributes.get("id") for _, attributes in read.elements}
    charts = read.block(f"charts-{lang}")["charts"]
    for part in parcel.parts:
        assert f"/{lang}/{part.page_id}" in ids
        assert part.title in read.texts[lang]
        for card in part.cards:
            if not card.frames(parcel.view)[-1].empty:
                address = f"{lang}/{part.page_id}/{card.key}"
                assert f"/{address}" in ids
                assert card.title in read.texts[lang]
                assert (address in charts) is (card.form not in PLAIN), address
    assert parcel.checked in read.texts[lang]


def test_its_codes_hold_the_address_that_its_mark_is_checked_at(file: bytes, source: str) -> None:
    drawn = re.findall(r'<svg[^>]*class="segno".*?</svg>', file.decode(), re.DOTALL)
    read = [codes.read(vl_convert.svg_to_png(one.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')))
            for one in drawn]  # fmt: skip
    view = View(source, "zh", "light", False, "")
    assert read == [[Parcel(view, Taken((REPORT,), beside=True), base=BASE).address]] * len(offline.LANGUAGES)


def test_english_is_english(read: Read) -> None:
    chinese = re.findall(
        r"[\u3400-\u9fff]+", read.texts["en"] + json.dumps(read.block("charts-en"), ensure_ascii=False)
    )
    assert set(chinese) <= {"中文"}  # the way to the other language


def test_ids_and_addresses_are_there_once(read: Read) -> None:
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {str(a["href"])[1:] for tag, a in read.elements if tag == "a" and str(a["href"]).startswith("#")}
    assert inside <= set(ids)


def test_nothing_is_asked_of_another_host_and_nothing_runs_that_is_not_named(read: Read) -> None:
    policy = next(a["content"] for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy") or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    named = set(rules["script-src"].split()) | set(rules["style-src"].split())
    run = {digest(text) for tag, a, text in read.blocks if tag == "style" or a.get("type") != "application/json"}
    assert run == named  # the runtime, which waits as text, among them
    for tag, attributes in read.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base"), tag
        assert not {name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")}, tag


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_it_is_at_most_three_megabytes(file: bytes) -> None:
    assert len(file) <= 3_000_000


def test_every_colour_is_declared_for_both_schemes(read: Read, file: bytes) -> None:
    style = next(text for tag, _, text in read.blocks if tag == "style")
    light, dark = re.findall(r"\{((?:--[\w-]+:[^;{}]+;?)+)\}", style)[:2]
    named = set(re.findall(r"var\((--[\w-]+)\)", file.decode())) - {"--font"}
    for declared in (light, dark):
        assert named <= set(re.findall(r"(--[\w-]+):", declared))
    assert "@media screen{:root[data-scheme=dark]" in style  # paper is light


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_drawing_is_that_of_each_scheme(source: str, scheme: str) -> None:
    parcel = Parcel(View(source, "zh", "light", False, ""), Taken((REPORT,), beside=True))
    for part in parcel.parts:
        for card in part.cards:
            if card.form not in PLAIN:
                both, own = (plain(card.spec(parcel.view._replace(scheme=name))) for name in (VARIABLES, scheme))
                filled = re.sub(r"var\(--([\w-]+)\)", lambda found: variable(found[1], scheme), both)
                assert "var(" in both
                assert filled == own, card.key


def plain(spec: dict[str, Any]) -> str:
    """A specification with the names of its data, hashes of what they hold, told apart by their order alone."""
    told, names = json.dumps(spec), dict[str, str]()
    return re.sub(r"data-[0-9a-f]{32}", lambda found: names.setdefault(found[0], f"d{len(names)}"), told)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A file made from tables in which somebody wrote markup."""
    yield written(tmp_path, monkeypatch)


def written(folder: Path, patch: pytest.MonkeyPatch) -> bytes:
    for name in schema.TABLES:
        found = pq.read_table(schema.parquet(name, schema.ROOT))
        if name == "observations":
            for column in ("statement_zh", "statement_en", "caveat_zh", "display_en", "printed"):
                at = found.schema.get_field_index(column)
                values = pa.array([HOSTILE] * len(found), found.schema.field(at).type)
                found = found.set_column(at, found.schema.field(at), values)
        pq.write_table(found, schema.parquet(name, folder))
    patch.setenv("DATA_DIR", str(folder))
    return offline.html(SOURCE)


def test_markup_in_a_figures_words_stays_text(hostile: bytes) -> None:
    read = Read(hostile)
    assert "img" not in {tag for tag, _ in read.elements}
    assert read.block("data")["figures"][0]["zh"]["statement"] == HOSTILE
    assert read.texts["zh"].count(HOSTILE) >= len(read.block("data")["figures"])
    scripts = [a for tag, a, _ in read.blocks if tag == "script"]
    assert len(scripts) == len([a for tag, a, _ in Read(offline.html(SOURCE)).blocks if tag == "script"])
