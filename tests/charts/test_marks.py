"""One legend of marks for the whole product (docs/marks.md): a mark means the same in every form."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from charts import legend, marks, rows
from charts.theme import PALETTES
from story.legend import legend as words
from tests.charts import chart_samples as samples
from tests.charts.test_charts import SAMPLES, build

DOCS = Path(__file__).resolve().parents[2] / "docs" / "marks.md"
SCHEMES = ("light", "dark")
# the forms that draw figures
FIGURES = [
    (form, sample)
    for form, sample in SAMPLES
    if form not in ("candles", "decades", "report_map", "settlement", "timeline")
]  # fmt: skip
STANDINGS = [
    {"basis": basis, "status": status, "later": later}
    for basis, status, later in itertools.product(
        ("published", "context", "derived"), ("final", "estimate"), (False, True)
    )
    if not (basis == "published" and later) and not (basis == "derived" and status == "estimate")
]


def drawn_marks(form: str, sample: str, scheme: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each mark of a figure as drawn: its type, the row it draws, and its look (fill, stroke, dashed)."""
    chart = build(form, sample, scheme=scheme, lang="en").to_dict()
    told = {row["label"]: row for data in chart["datasets"].values() for row in data if {"label", "basis"} <= set(row)}
    for layer in chart["layer"]:
        mark, encoding = layer["mark"], layer["encoding"]
        if mark["type"] not in ("rect", "bar", "point") or "data" not in layer:
            continue
        if mark.get("cursor") or mark.get("fill") == "transparent":
            continue
        for row in chart["datasets"][layer["data"]["name"]]:
            if "words" in row or ("label" not in row and "cell_label" not in row) or row.get("opacity", 1) < 1:
                continue  # an entry of the key, a bracket, the fading end of a bar
            row = told.get(row.get("label"), {}) | row
            fill, stroke = (
                row.get(encoding[channel]["field"]) if "field" in encoding.get(channel, {}) else mark.get(channel)
                for channel in ("fill", "stroke")
            )
            dash = mark.get("strokeDash")
            dashed = bool(row.get("dashed")) if dash == marks.dashes() else dash is not None
            yield mark["type"], row, {"fill": fill, "stroke": stroke, "dashed": dashed}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_standings_look_the_same(scheme: str) -> None:
    looks = {
        tuple(sorted((name, marks.look({"theme_id": "consumption", **standing}, PALETTES[scheme])[name])
        for name in ("colour", "fill", "dashed")))
        for standing in STANDINGS
    }  # fmt: skip
    # a derived value has no estimate beside it; the rest are told apart, each from each
    assert len(looks) == len(STANDINGS)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("form", "sample"), FIGURES)
def test_only_what_is_derived_is_dashed(form: str, sample: str, scheme: str) -> None:
    palette = PALETTES[scheme]
    drawn = list(drawn_marks(form, sample, scheme))
    assert drawn
    for kind, row, look in drawn:
        if form == "streak":
            derived = row["state"] == "implied"
        elif form == "two_point":
            derived = row["dashed"] if look["fill"] == palette.canvas else False
        else:
            derived = form == "interval" or row["basis"] == "derived"
        if look["stroke"] is None or (kind == "point" and row.get("shape", "").startswith("triangle-") and not derived):
            assert not look["dashed"]
            continue  # an arrow
        assert look["dashed"] == derived, (form, row)
        if derived:
            assert look["fill"] == palette.canvas, (form, row)
        if look["fill"] == palette.canvas:
            assert derived or row.get("status") == "estimate", f"{form}: hollow is an estimate or derived"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("form", "sample"), FIGURES)
def test_grey_is_another_publications(form: str, sample: str, scheme: str) -> None:
    palette = PALETTES[scheme]
    greys = {palette.rule, palette.tint(palette.rule, 0.65)}
    for _, row, look in drawn_marks(form, sample, scheme):
        elsewhere = row["state"] == "elsewhere" if form == "streak" else marks.is_elsewhere({"basis": "", **row})
        if look["stroke"] in greys:
            assert elsewhere, (form, row)
        elif look["stroke"] in set(palette.hues.values()):
            assert not elsewhere, (form, row)


@pytest.mark.parametrize(("form", "sample"), FIGURES)
def test_the_key_names_what_occurs_and_nothing_else(form: str, sample: str) -> None:
    """With the same words and signs in every form."""
    chart = build(form, sample, lang="en").to_dict()
    entries = {
        entry["words"]: entry
        for data in chart["datasets"].values()
        for entry in data
        if {"words", "narrow_x"} <= set(entry)
    }
    frame = rows.records(getattr(samples, sample)("en"))
    if form == "streak":
        assert set(entries) == {samples.WORDS["en"][row["state"]] for row in frame}
    else:
        told = [{"qualifier": "exact", "lower": None, "upper": None, **row} for row in frame]
        if form == "interval":
            told = [row | {"basis": "derived"} for row in told]
        if form == "two_point":
            told = [row | {"basis": "derived"} for row in told if row["role"] == "prior"]
        wanted = {name for row in told for name in legend.standing(row)}
        if not any(marks.is_elsewhere(row) for row in told):
            wanted -= {"published"}
        if form == "interval":
            wanted |= {"nearly"} if sample == "interval_open" else set()
        assert set(entries) == {samples.WORDS["en"][name] for name in wanted}
    for name in ("derived", "implied"):
        if (word := samples.WORDS["en"][name]) in entries:
            assert entries[word]["dashed"]
            assert entries[word]["fill"] == PALETTES["light"].canvas
    signs = [(e["shape"], e["fill"], e["stroke"], e["dashed"], e.get("over")) for e in entries.values()]
    assert len(signs) == len(set(signs)), "two entries with one sign"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_of_one_mark_agree(lang: str) -> None:
    told = words(lang)
    assert told["elsewhere"] == told["context"]
    assert told["implied"].startswith(told["derived"])


def test_no_form_draws_a_dash_of_its_own() -> None:
    """Dashes mean derived; guides, leaders and the lines of the K-line are no marks of figures."""
    for path in Path(rows.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf8")
        own = [
            found
            for found in re.findall(r"strokeDash=(.*)", text)
            if not found.startswith(("marks.dashes()", "dashes()"))
        ]
        guides = {"candles.py": 1, "compare.py": 1, "legend.py": 1, "parts.py": 1, "places.py": 1}
        assert len(own) <= guides.get(path.name, 0), (path.name, own)


def test_the_legend_is_written_down() -> None:
    text = DOCS.read_text(encoding="utf8")
    told = {lang: words(lang) for lang in ("zh", "en")}
    for name in ("published", "context", "later", "estimate", "derived", "interval", *marks.HEDGES):
        assert told["zh"][name] in text, name
        assert told["en"][name] in text, name
