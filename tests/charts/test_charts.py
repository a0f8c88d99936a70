"""Every form, in both languages and both schemes: a valid spec that shows what the source printed."""

import ast
import html
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import vl_convert
from altair.utils import schemapi

from charts import marks, places
from charts.ladder import ladder
from charts.layers import Layers
from charts.theme import PALETTES, alt_text, readable_on
from tests.charts import chart_samples as samples

FORMS = [
    "amounts",
    "candles",
    "compare",
    "decades",
    "dumbbell",
    "interval",
    "ladder",
    "parts",
    "places",
    "report_map",
    "settlement",
    "share",
    "streak",
    "timeline",
]
SAMPLES = [(form, form) for form in FORMS] + [
    ("interval", "interval_open"), ("streak", "streak_years"), ("amounts", "amounts_context"),
    ("amounts", "amounts_order"),
    ("places", "places_listed"), ("streak", "streak_context"), ("timeline", "timeline_vague"),
]  # fmt: skip
# modules of the room that are no form, and forms that are tried elsewhere: in Explore and on the query page
OTHERS = {
    "plain", "layers", "forms", "__init__", "theme", "text", "rows", "marks", "legend", "candle_days", "candle_window",
    "counts", "periods", "quick",
}  # fmt: skip
LANGS, SCHEMES, WIDTHS = ("zh_CN", "en"), ("light", "dark"), (330, 1600)
LOOKS = [("zh_CN", "light"), ("en", "dark")]  # colours do not depend on the words
DRAWN = dict.fromkeys(FORMS, "display") | {"settlement": "child", "streak": "run", "timeline": "label"}
for drawn_otherwise in ("candles", "report_map"):
    DRAWN.pop(drawn_otherwise)
CHANNELS = {"X", "X2", "Y", "Y2", "Fill", "Stroke", "Color", "Text", "Tooltip", "Description", "Shape"}


def build(form: str, sample: str, *, lang: str = "zh_CN", scheme: str = "light") -> Layers:
    function: Callable[..., Layers] = getattr(import_module(f"charts.{form}"), form)
    frames = getattr(samples, sample)(lang)
    frames = frames if isinstance(frames, tuple) else (frames,)
    with schemapi.debug_mode(False):  # what comes out of it is checked as a whole
        return function(*frames, words=samples.WORDS[lang], scheme=scheme, lang=lang, description="说明")


def spec(form: str, sample: str, *, width: int = 560, **options: str) -> dict[str, Any]:
    return build(form, sample, **options).to_dict() | {"width": width}


@cache
def drawing(form: str, sample: str, lang: str, scheme: str, width: int) -> str:
    """A form's sample as SVG: drawn once for all who look at it."""
    return vl_convert.vegalite_to_svg(spec(form, sample, width=width, lang=lang, scheme=scheme))


def svg_text(chart: dict[str, Any]) -> str:
    """All text of the drawing without spaces: a label may be wrapped."""
    return text_of(vl_convert.vegalite_to_svg(chart))


def text_of(svg: str) -> str:
    drawn = re.findall(r"<text[^>]*>(.*?)</text>", svg, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", "".join(drawn))))


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from walk(child)
    elif isinstance(node, list):
        for child in node:
            yield from walk(child)


def data_with(chart: dict[str, Any], *fields: str) -> list[dict[str, Any]]:
    """The rows of every data set that has these fields."""
    return [row for data in chart["datasets"].values() for row in data if set(fields) <= set(row)]


def test_no_form_is_left_untried() -> None:
    assert {path.stem for path in Path(samples.__file__).parents[2].glob("charts/*.py")} == {*FORMS, *OTHERS}


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
@pytest.mark.parametrize(("form", "sample"), SAMPLES)
def test_form_builds_and_renders(form: str, sample: str, scheme: str, lang: str) -> None:
    chart = build(form, sample, scheme=scheme, lang=lang)
    built = chart.to_dict()
    assert built["width"] == "container"
    assert built["description"] == "说明"
    assert built["config"]["background"] == "transparent"
    assert built["config"]["locale"]["number"]["grouping"] == ([4] if lang == "zh_CN" else [3])
    assert not {"hconcat", "vconcat", "concat", "facet", "repeat"} & set(built)
    shown = text_of(drawing(form, sample, lang, scheme, WIDTHS[0]))
    frames = getattr(samples, sample)(lang)
    texts = list(frames[DRAWN[form]]) if form in DRAWN else []
    for text in texts:
        assert re.sub(r"\s+", "", text) in shown


@pytest.mark.parametrize("module", [*FORMS, "rows"])
def test_channels_are_objects(module: str) -> None:
    """Shorthand is slow to resolve: no text in encode(), none as the first argument of a channel."""
    source = import_module(f"charts.{module}").__file__
    assert source
    for call in ast.walk(ast.parse(Path(source).read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        given = [*call.args, *(keyword.value for keyword in call.keywords)] if call.func.attr == "encode" else []
        if call.func.attr in CHANNELS:
            given = call.args
        texts = [item for arg in given for item in (arg.elts if isinstance(arg, ast.List) else [arg])]
        assert not any(isinstance(text, ast.Constant | ast.JoinedStr) for text in texts), f"{module}:{call.lineno}"


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("form", "sample"), SAMPLES)
def test_nothing_is_wider_than_the_chart_or_rotated(
    form: str, sample: str, width: int, lang: str, scheme: str
) -> None:  # fmt: skip
    drawn = drawing(form, sample, lang, scheme, width)
    size = re.search(r'width="([\d.]+)"', drawn)
    assert size and abs(float(size.group(1)) - width) <= 2
    assert "rotate(-" not in drawn and "rotate(9" not in drawn


@pytest.mark.parametrize(("form", "sample"), [pair for pair in SAMPLES if pair[0] not in ("candles", "timeline")])
def test_no_line_of_a_grid_crosses_words(form: str, sample: str) -> None:
    assert "role-axis-grid" not in vl_convert.vegalite_to_svg(spec(form, sample))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sample", ["timeline", "timeline_vague"])
def test_the_lines_of_months_end_where_words_begin(sample: str, scheme: str) -> None:
    texts = [
        layer
        for layer in walk(spec("timeline", sample, scheme=scheme))
        if isinstance(layer.get("mark"), dict) and layer["mark"]["type"] == "text"
    ]
    free = [layer for layer in texts if "scale('x', datum.start) + 10" not in json.dumps(layer)]  # not inside a band
    grounds = [layer for layer in free if layer["mark"].get("stroke") == PALETTES[scheme].canvas]
    assert grounds and len(free) == 2 * len(grounds)


@pytest.mark.parametrize("form", FORMS)
def test_text_is_at_least_12_px(form: str) -> None:
    sizes = re.findall(r"font-size=\"([\d.]+)px\"", drawing(form, form, "zh_CN", "light", WIDTHS[0]))
    assert sizes and min(map(float, sizes)) >= 12


def test_amounts_show_their_hedge() -> None:
    chart = spec("amounts", "amounts", lang="en")
    pieces = data_with(chart, "x", "x2", "dx", "dx2")
    frame = samples.amounts("en").set_index("label")
    for label, row in frame.iterrows():
        bar = [piece for piece in pieces if piece["label"] == label]
        if row["qualifier"] == "over":
            assert any(piece["x"] == row["lower"] and piece["dx2"] > 0 and piece["opacity"] < 1 for piece in bar)
        if row["qualifier"] == "nearly" and row["basis"] == "published":
            assert all(piece["x2"] <= row["upper"] and piece["dx2"] <= 0 for piece in bar)
            last = max(bar, key=lambda piece: piece["dx2"])
            assert last["fill"] == PALETTES["light"].tint(PALETTES["light"].hue(row["theme_id"]), marks.PALE)
        if row["qualifier"] == "range":
            assert [(piece["x"], piece["x2"]) for piece in bar] == [
                (0, row["lower"]),
                (row["lower"], row["upper"]),
            ]
        if row["basis"] == "derived":
            assert {(piece["fill"], piece["dashed"]) for piece in bar} == {(PALETTES["light"].canvas, True)}
        if row["qualifier"] == "exact" and row["basis"] == "published":
            assert [(piece["x"], piece["x2"], piece["dashed"]) for piece in bar] == [(0, row["value"], False)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_reports_bars_are_told_from_others_at_a_glance(scheme: str) -> None:
    """Its own in the theme's hue, others grey, later ones fainter; estimates hollow, derived ones dashed too."""
    palette = PALETTES[scheme]
    own, grey = palette.hue("business_environment"), palette.rule
    chart = spec("amounts", "amounts_context", scheme=scheme, lang="en")
    first: dict[str, dict[str, Any]] = {}
    for piece in data_with(chart, "x", "x2", "dx", "dx2"):
        first.setdefault(piece["label"], piece)
    looks = {label: (piece["fill"], piece["stroke"], piece["dashed"]) for label, piece in first.items()}
    assert looks["2024, the report"] == (own, own, False)
    assert looks["2023"] == (grey, grey, False)
    assert looks["2022, estimate"] == (palette.canvas, grey, False)
    assert looks["2023, derived"] == (palette.canvas, own, True)
    assert looks["2024, estimate"] == (palette.canvas, palette.tint(grey, 0.65), False)
    key = [entry["words"] for entry in data_with(chart, "words", "shape")]
    assert key == [
        "the report", "other publications", "published after the report", "estimate", "derived",
        "bounds of a derived value", "at least",
    ]  # fmt: skip


def test_ladder_keeps_groups_apart_and_the_highest_first() -> None:
    drawn = data_with(spec("ladder", "ladder"), "group", "foot")
    order = list(dict.fromkeys((row["group"], row["display"]) for row in sorted(drawn, key=lambda row: row["y"])))
    assert order == [
        ("较上年同期", "17.1%"),
        ("较上年同期", "8.2%"),
        ("较上年同期", "7.3%"),
        ("较上年同期", "6.4%"),
        ("较上年同期", "2.6%"),
        ("与往年相比", "40%"),
        ("与往年相比", "20%—30%"),
    ]
    band = next(row for row in drawn if row["qualifier"] == "range")
    assert (band["at"], band["start"], band["end"]) == (None, 20, 30)


def test_an_order_of_magnitude_is_pale_between_its_bounds_and_has_no_stroke() -> None:
    chart = spec("amounts", "amounts_order")
    pieces = [row for row in data_with(chart, "x2", "opacity") if row["label"] == "每年采购优惠算力"]
    assert [(row["x"], row["x2"]) for row in pieces] == [(0, 0.1), (0.1, 1.0)]
    assert pieces[0]["fill"] == pieces[0]["stroke"] != pieces[1]["fill"]
    assert data_with(chart, "bound") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_places_stand_on_whole_numbers_with_first_at_the_left(width: int) -> None:
    chart = spec("places", "places", width=width)
    scales = [node["x"] for node in walk(chart) if isinstance(node.get("x"), dict) and "domain" in str(node["x"])]
    (domain,) = {tuple(x["scale"]["domain"]) for x in scales if "scale" in x}
    assert domain == (1, 100)  # no bar and no scale starts from zero, which is no place
    dots = {row["display"]: row["at"] for row in data_with(chart, "at", "shape")}
    assert dots == {"第40位": 40, "第41位": 41, "第42位": 42}
    bands = {row["display"]: (row["start"], row["end"]) for row in data_with(chart, "start", "end")}
    assert bands["前50"] == (1, 50)
    assert bands["第51—100位"] == (51, 100)
    shown = re.findall(r">(\d+)</text>", vl_convert.vegalite_to_svg(chart))
    assert shown[0] == "1" and [int(text) for text in shown] == sorted(map(int, shown))
    assert shown == ["1", "50", "100"]  # marked where the range ends that a source prints


def test_a_strip_is_as_long_as_its_list() -> None:
    chart = spec("places", "places_listed")
    scales = [node["x"] for node in walk(chart) if isinstance(node.get("x"), dict) and "domain" in str(node["x"])]
    assert {tuple(x["scale"]["domain"]) for x in scales if "scale" in x} == {(1, 100)}
    shown = re.findall(r">(\d+)</text>", vl_convert.vegalite_to_svg(chart))
    assert shown == ["1", "20", "40", "60", "80", "100"]


@pytest.mark.parametrize(
    ("last", "most", "wanted"), [(3, 6, [1, 2, 3]), (42, 6, [1, 10, 20, 30, 40]), (100, 3, [1, 50, 100])]
)
def test_places_are_numbered_from_first(last: int, most: int, wanted: list[int]) -> None:
    assert places.numbered(last, most) == wanted


def test_a_gap_is_headed_by_its_unit_and_not_by_per_cent() -> None:
    frame = samples.ladder("en")
    drawn = ladder(frame, words=samples.WORDS["en"] | {"gap_unit": "pp"}, lang="en").to_dict() | {"width": 560}
    texts = re.findall(r"<text[^>]*>(.*?)</text>", vl_convert.vegalite_to_svg(drawn))
    assert "pp" in texts and "10" in texts and "10%" not in texts


def test_a_month_is_a_bar_over_the_whole_month() -> None:
    drawn = data_with(spec("timeline", "timeline"), "precision")
    day = 86_400_000
    assert {(row["end"] - row["start"]) / day for row in drawn if row["precision"] == "month"} == {31}
    assert {row["end"] - row["start"] for row in drawn if row["precision"] == "day"} == {0}


@pytest.mark.parametrize("lang", LANGS)
def test_a_bar_over_most_of_the_months_carries_its_date_above_it(lang: str) -> None:
    """Its ends are no dates, and on a phone there is no room beside it."""
    frame = samples.timeline(lang)
    month = frame.iloc[[1]].assign(date="2024年3月", label="扩容完成")
    chart = timeline_spec(month, lang)
    (bar,) = data_with(chart, "precision", "above")
    assert bar["above"]
    assert bar["label"] == "扩容完成 · 2024年3月"
    assert bar["label_y"] < bar["y"] - 12  # clear of the bar
    assert "扩容完成·2024年3月" in svg_text(chart | {"width": 330})


@pytest.mark.parametrize("lang", LANGS)
def test_events_without_a_month_share_one_pale_band_beneath_the_others(lang: str) -> None:
    frame = samples.timeline_vague(lang)
    chart = timeline_spec(frame, lang)
    (band,) = data_with(chart, "band")
    listed = [row for row in data_with(chart, "wrapped") if "precision" not in row]
    monthless = frame[frame["precision"] == "part_year"]
    assert {row["label"] for row in listed} == set(monthless["label"])
    assert band["band"] == monthless["date"].iloc[0]
    assert band["end"] == pd.Timestamp("2024-09-03").timestamp() * 1000  # the last day whole, and nothing after it
    assert all(band["from"] <= row["top"] and row["bottom"] <= band["to"] for row in listed)
    assert band["head"] >= max(row["bottom"] for row in data_with(chart, "precision", "above") if row["precision"])
    assert band["fill"] not in PALETTES["light"].hues.values()


@pytest.mark.parametrize("lang", LANGS)
def test_early_in_the_year_has_no_end(lang: str) -> None:
    chart = timeline_spec(samples.timeline_vague(lang), lang)
    steps = [row["step"] for row in data_with(chart, "step")]
    assert len(steps) > 1 and steps == list(range(len(steps)))
    (row,) = [row for row in data_with(chart, "precision", "above", "label_y") if row["precision"] == "early"][-1:]
    assert row["end"] == row["start"]
    assert re.sub(r"\s+", "", row["date"]) in svg_text(chart | {"width": 330})


def timeline_spec(frame: pd.DataFrame, lang: str) -> dict[str, Any]:
    form = import_module("charts.timeline").timeline
    chart: dict[str, Any] = form(frame, words=samples.WORDS[lang], lang=lang).to_dict()
    return chart


def test_an_undated_stage_is_a_bar_without_a_dot_and_an_age_is_marked_as_derived() -> None:
    for lang, derived in (("zh_CN", "109年·推算"), ("en", "109years·derived")):
        chart = spec("decades", "decades", lang=lang)
        drawn = {
            layer["mark"]["type"]: chart["datasets"][layer["data"]["name"]]
            for layer in chart["layer"]
            if layer["mark"]["type"] in ("point", "bar")
        }
        assert [(row["role"], row["year"]) for row in drawn["point"]] == [("stage", 1915), ("stage", 1946)]
        assert [(row["year"], row["start"], row["end"]) for row in drawn["bar"]] == [(None, 1946, 2024)]
        (bar,) = [layer for layer in chart["layer"] if layer["mark"]["type"] == "bar"]
        assert "stroke" not in bar["encoding"]
        assert bar["encoding"]["fill"]["field"] == "pale"
        spine = next(row for row in data_with(chart, "from", "to") if "role" not in row)
        assert (spine["from"], spine["to"]) == (1915, 1946)  # solid only between what is dated
        ages = [(row["start"], row["end"]) for row in data_with(chart, "role", "text")]
        assert ages == [(1915, 2024), (1946, 2024)]
        assert derived in svg_text(chart)


def test_shapes_of_settlement_follow_the_kind_and_not_its_translation() -> None:
    shapes = []
    for lang in LANGS:
        chart = spec("settlement", "settlement", lang=lang)
        nodes = sorted(data_with(chart, "child", "shape"), key=lambda node: node["y"])
        assert {node["child_kind"] for node in nodes} == {"place", "organisation", "project"}
        shapes.append([(node["child_kind"], node["shape"], node["fill"]) for node in nodes])
        key = {entry["words"] for entry in data_with(chart, "words", "shape")}
        assert key == set(samples.settlement(lang)["kind_title"])
    assert shapes[0] == shapes[1]
    looks = {kind: shape for kind, shape, _ in shapes[0]}
    assert (looks["place"], looks["project"]) == ("square", "diamond")


def test_a_long_figure_without_room_beside_its_marks_stands_under_them() -> None:
    frame = samples.amounts_order("en")
    order = frame[frame["qualifier"] == "order"]
    form = import_module("charts.amounts").amounts
    chart = form(order, words=samples.WORDS["en"], lang="en").to_dict()
    (row, *_) = data_with(chart, "figure_width", "under")
    assert row["under"] > 0
    assert row["bottom"] >= row["y"] + row["under"]
    heights = {}
    for width in (250, 700):
        drawing = vl_convert.vegalite_to_svg(chart | {"width": width})
        text = re.search(r'translate\(([\d.]+),([\d.]+)\)"[^>]*>on the order of 10 million yuan', drawing)
        assert text, drawing[-3000:]
        heights[width] = float(text.group(2))
    assert heights[250] == heights[700] + row["under"]


def test_settlement_draws_children_below_their_parent() -> None:
    nodes = {row["child"]: row for row in data_with(spec("settlement", "settlement"), "child")}
    for node in nodes.values():
        if node["parent"]:
            above = nodes[node["parent"]]
            assert node["y"] > above["y"] and node["x"] > above["x"]


def test_an_open_bound_has_no_dot() -> None:
    chart = spec("interval", "interval_open")
    layers = [layer for layer in chart["layer"] if layer["mark"]["type"] == "point" and layer["mark"]["size"] == 220]
    dots = [row for layer in layers for row in chart["datasets"][layer["data"]["name"]]]
    assert [row["display"] for row in dots] == ["7.1万人次"]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contrast(scheme: str) -> None:
    palette = PALETTES[scheme]
    assert all(contrast(hue, palette.canvas) >= 3 for hue in palette.hues.values())
    assert contrast(palette.ink, palette.canvas) >= 7
    assert contrast(palette.muted, palette.canvas) >= 4.5
    assert contrast(palette.rule, palette.canvas) >= 3
    assert all(contrast(hue, readable_on(hue)) >= 4.5 for hue in palette.hues.values())


# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def lab(colour: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in seen)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", BLINDNESS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_hues_differ_for_colour_blind_readers(scheme: str, sight: str) -> None:
    seen = [lab(hue, BLINDNESS[sight]) for hue in PALETTES[scheme].hues.values()]
    distances = [
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for index, one in enumerate(seen)
        for other in seen[:index]
    ]
    assert min(distances) >= 20


def test_the_bracket_is_as_long_as_the_gap_with_the_interval_apart() -> None:
    """Its ends are the two values themselves; the bounds of the derived one have ticks of their own."""
    chart = spec("compare", "compare")
    (bracket,) = data_with(chart, "x", "x2", "words_y")
    assert (bracket["x"], bracket["x2"]) == (2.6, 6.4)
    assert bracket["x2"] - bracket["x"] == pytest.approx(3.8)  # as the sample's words have it
    drawn = [
        layer["mark"]
        for layer in chart["layer"]
        if any(row.get("words_y") for row in chart["datasets"][layer["data"]["name"]])
    ]
    assert len(drawn) == 5 and not any("xOffset" in mark for mark in drawn)
    ticks = [layer for layer in chart["layer"] if layer["mark"]["type"] == "tick"]
    rows = [row for layer in ticks for row in chart["datasets"][layer["data"]["name"]]]
    assert [layer["encoding"]["x"]["field"] for layer in ticks] == ["lower", "upper"]
    assert {(row["lower"], row["value"], row["upper"]) for row in rows} == {(2.5, 2.6, 2.7)}


def test_a_strip_counted_back_throughout_has_one_sign_in_its_key() -> None:
    palette = PALETTES["light"]
    cells = data_with(spec("streak", "streak"), "cell_label", "fill")
    assert {(cell["fill"], cell["dashed"]) for cell in cells} == {(palette.canvas, True)}  # derived, every one
    assert [entry["words"] for entry in data_with(spec("streak", "streak"), "words", "shape")] == ["由连续数推出"]


def test_months_stand_under_each_other_year_by_year_with_one_label() -> None:
    chart = spec("streak", "streak", width=330)
    cells = {cell["cell_label"]: cell for cell in data_with(chart, "cell_label", "fill")}
    assert len(cells) == 15
    assert cells["2023-04"]["place"] == cells["2024-04"]["place"]
    assert cells["2023-04"]["top"] < cells["2024-04"]["top"]
    assert svg_text(chart).count("连续15个月第一") == 1


def test_alt_text() -> None:
    frame = pd.DataFrame({"label": ["甲", "乙"], "display": ["近400家", "500余家"]})
    assert alt_text("标题", frame, lang="zh_CN") == "标题：甲 近400家；乙 500余家。"
    assert alt_text("Title", frame, lang="en") == "Title: 甲 近400家; 乙 500余家."
    many = pd.DataFrame({"label": ["很长的名称"] * 200, "display": ["1"] * 200})
    assert len(alt_text("标题", many, lang="zh_CN")) < 620


def test_spec_is_plain_json() -> None:
    for form, sample in SAMPLES:
        json.dumps(spec(form, sample), allow_nan=False)
