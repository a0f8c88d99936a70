"""The K-line: what it draws, where it breaks, and that its window answers the pointer."""

import json
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
import vl_convert

from charts.candle_days import TICK
from charts.forms import FORMS
from charts.theme import PALETTES
from tests.charts import chart_samples as samples
from tests.charts.test_charts import LANGS, SCHEMES, data_with, svg_text, walk

HUES = {"light": ("#C0302B", "#0F7A50"), "dark": ("#F2766C", "#43C28C")}


def spec(
    breaks: pd.DataFrame | None = None,
    frame: pd.DataFrame | None = None,
    *,
    lang: str = "zh_CN",
    scheme: str = "light",
    rise: str = "red",
) -> dict[str, Any]:
    sample = samples.candles(lang)
    chart = FORMS[f"candles_{rise}"].draw(
        sample[0] if breaks is None else breaks,
        sample[1] if frame is None else frame,
        words=samples.WORDS[lang],
        scheme=scheme,
        lang=lang,
        description="说明",
    )
    return chart.to_dict()


def drawn(chart: dict[str, Any], width: int = 560, window: list[float] | None = None) -> dict[str, Any]:
    """The chart at a width, its window at some slots."""
    chart = json.loads(json.dumps(chart)) | {"width": width}
    if window:
        slots = next(signal for signal in chart["params"] if signal["name"] == "slots")
        del slots["init"]
        slots["value"] = window
    return chart


def test_signals_reach_vega() -> None:
    compiled = vl_convert.vegalite_to_vega(drawn(spec()))
    signals = {signal["name"]: signal for signal in compiled["signals"]}
    assert {"slots", "held", "pointed", "touched"} <= set(signals)
    assert all(signals[name]["on"] for name in ("slots", "held", "pointed"))
    assert "usermeta" not in spec()
    assert "touchmove" in compiled["config"]["events"]["defaults"]["allow"], "a finger on the chart scrolls the page"


def test_scales_are_those_that_the_layers_ask_for() -> None:
    """The names of the averages look up the price scale by the name that Vega-Lite gives it."""
    for breaks in (None, samples.candles("en")[0].iloc[:0]):
        chart = spec(breaks)
        names = {scale["name"] for scale in vl_convert.vegalite_to_vega(drawn(chart))["scales"]}
        asked = {part for part in json.dumps(chart).replace("'", '"').split('"') if part.endswith("_y")}
        assert asked and {name.strip("\\") for name in asked} <= names


def test_prices_of_the_window_set_its_scale() -> None:
    whole = svg_text(drawn(spec(), window=[0.5, 166.5]))
    first = svg_text(drawn(spec(), window=[20, 60]))
    assert "2022-10" in whole and "2022-12" in first and "2022-10" not in first
    assert "75" in whole and "75" not in first, "the second segment is dearer by 12"


def test_a_break_is_drawn_and_named_and_nothing_crosses_it() -> None:
    chart = spec()
    (gap,) = data_with(chart, "middle", "half")
    assert (gap["from"], gap["to"]) == (130.5, 136.5)
    assert "价格口径改变" in svg_text(drawn(chart))
    assert "价格口径改变" not in svg_text(drawn(chart, window=[10, 60]))
    lines = [
        node for node in walk(chart) if isinstance(node.get("mark"), dict) and node["mark"]["type"] in ("line", "area")
    ]
    assert len(lines) == 3
    assert all(line["encoding"]["detail"]["field"] == "segment" for line in lines)
    assert "价格口径改变" not in svg_text(drawn(spec(samples.candles("zh_CN")[0].iloc[:0])))


@pytest.mark.parametrize("rise", ["red", "green"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_rise_is_hollow_and_of_the_hue_asked_for(scheme: str, rise: str) -> None:
    up, down = HUES[scheme] if rise == "red" else HUES[scheme][::-1]
    text = json.dumps(spec(scheme=scheme, rise=rise))
    assert f"datum.rises ? '{up}' : '{down}'" in text
    canvas = PALETTES[scheme].canvas
    assert f"datum.rises ? '{canvas}' : '{down}'" in text


def test_direction_goes_by_open_and_close_and_on_a_flat_day_by_the_close_before() -> None:
    breaks, frame = samples.candles("en")
    frame = frame.head(4).assign(open=[10.0, 10, 11, 9], close=[11.0, 9, 11, 9], high=12.0, low=8.0)
    days = data_with(spec(breaks.iloc[:0], frame), "rises")
    assert [day["rises"] for day in sorted(days, key=lambda day: day["slot"])] == [True, False, True, False]


def test_a_day_without_trade_has_no_candle_but_its_place() -> None:
    day = next(row for row in data_with(spec(), "rises") if row["slot"] == 51)
    assert day["close"] is None and day["close_said"] == "—" and day["volume"] == 0


def test_dates_keep_apart() -> None:
    """Wherever the window is, two dates beneath it are no closer than a date is wide."""
    ticks = sorted((row["slot"], row["near"]) for row in data_with(spec(), "near", "tick"))
    for step in (0.5, 2, 5, 12, 30, 80):
        shown = [slot for slot, near in ticks if near * step > TICK]
        assert shown
        assert all((b - a) * step > TICK for a, b in pairwise(shown))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("days", [1, 2, 12])
def test_few_days_draw(days: int, lang: str) -> None:
    breaks, frame = samples.candles(lang)
    drawing = vl_convert.vegalite_to_svg(drawn(spec(breaks.iloc[:0], frame.head(days), lang=lang), 330))
    assert "NaN" not in drawing


def test_no_english_in_the_chinese_chart() -> None:
    text = svg_text(drawn(spec()))
    assert not any(word in text for word in ("Volume", "Open", "Date", "yuan", "null", "undefined"))
