"""The market day by day: candles with averages, volume beneath, and the whole span in a strip that moves the window.

All is one layered unit, because parts set one above the other cannot follow the width of their container. Positions
down the chart are px; the x scale runs over the window; the strip has a linear map of its own (`on_strip`).
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import altair as alt
import pandas as pd

from charts import plain, rows
from charts.candle_days import TICK, break_rows, day_rows
from charts.candle_window import ACROSS, GUTTER, STRIP, Panels, on_strip, overview, signals, window, years
from charts.layers import Layers
from charts.rows import px
from charts.theme import AXIS_NUMBERS, PALETTES, SMALL, Palette, finish, language

# by scheme and hue; which of them is a rise is the reader's setting, and a rise is hollow in either
DIRECTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType({"red": "#C0302B", "green": "#0F7A50"}),
        "dark": MappingProxyType({"red": "#F2766C", "green": "#43C28C"}),
    }
)
PRICE, VOLUME, BETWEEN = 240, 70, 30  # px high, and from the prices to the volume: its name
STILL = (82, 20, 18)  # the same on a wall
DATES = 30  # px from the volume to the strip
LINE = 16  # px: one line of a break's label
MANY = 800  # days: more than that an SVG cannot redraw while the window is dragged


def candles(
    breaks: pd.DataFrame,
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
    rise: str = "red",
    still: bool = False,
) -> Layers:
    """A K-line: a candle a trading day, hollow where the close is above the open, filled where it is below.

    The window is moved by dragging prices or strip, widened with Ctrl and the wheel, and put back by a double click;
    in the strip a drag takes the window, an end of it, or a new one, and a double click the whole span. Each scale
    fits the window. `rise` is the hue of a rise, "red" or "green". What stands `still`, for a wall, is low beside its
    letters and has no strip, which nobody there could move.

    Columns: slot (whole, from 1; places are left free at a break), segment, date, open, high, low, close (missing on
    a day without trade), volume (t), ma5, ma20 (may be missing), period, change_display (may be missing),
    display, volume_display, turnover_display. Breaks: slot_from, slot_to (the slots on both sides), label, note (may
    be missing).
    Words: date, open, high, low, close, change, volume, turnover, ma5, ma20, price_unit, volume_unit.
    """
    palette = PALETTES[scheme]
    up, down = (DIRECTIONS[scheme][hue] for hue in (("red", "green") if rise == "red" else ("green", "red")))
    direction = px(f"datum.rises ? '{up}' : '{down}'")
    body = px(f"datum.rises ? '{palette.canvas}' : '{down}'")
    days = day_rows(frame)
    gaps = break_rows(breaks)
    first, last = days[0]["slot"] - 0.5, days[-1]["slot"] + 0.5

    high, deep, between = STILL if still else (PRICE, VOLUME, BETWEEN)
    lines = max((2 if gap["note"] else 1 for gap in gaps), default=1)
    price_top = 6 + lines * LINE
    price_bottom = price_top + high
    volume_top = price_bottom + between
    volume_bottom = volume_top + deep
    strip_top = volume_bottom + DATES
    strip_bottom = strip_top + STRIP
    height = volume_bottom + 22 if still else strip_bottom + 18

    x = alt.X(
        field="slot",
        type="quantitative",
        scale=alt.Scale(
            domain=[{"expr": "slots[0]"}, {"expr": "slots[1]"}],
            range=[0, {"expr": ACROSS}],
            nice=False,
            zero=False,
            padding=0,
        ),
        axis=None,
    )
    step = f"({ACROSS} / (slots[1] - slots[0]))"
    half = f"max({step} * 0.34, 0.5)"
    seen = alt.Chart(plain.data(days)).transform_filter("datum.slot >= slots[0] && datum.slot <= slots[1]")

    def upright(field: str, low: float, high: float, axis: alt.Axis | None, *, zero: bool) -> alt.Y:
        scale = alt.Scale(range=[low, high], zero=zero, nice=False, padding=0 if zero else 10)
        return alt.Y(field=field, type="quantitative", scale=scale, axis=axis)

    def numbers(**more: Any) -> alt.Axis:
        width: dict[str, Any] = {
            "minExtent": GUTTER,
            "maxExtent": GUTTER,
        }  # one width, so that nothing shifts with the numbers
        return alt.Axis(title=None, domain=False, ticks=False, orient="left", **width, **more)

    bands = _bands(gaps, palette, price_top, volume_bottom)
    price_scale, volume_scale = (f"layer_{len(bands) + panel}_y" for panel in (0, 1))  # as Vega-Lite will name them
    prices = partial(
        upright, low=price_bottom, high=price_top, axis=numbers(tickCount=3 if still else 5, format="~r"), zero=False
    )
    averages = {"ma5": palette.hues["consumption"], "ma20": palette.hues["digital_economy"]}
    priced = seen.transform_filter("isValid(datum.close)")
    price_panel = Layers(
        [
            *(
                seen.mark_line(stroke=colour, strokeWidth=1.5, strokeJoin="round", aria=False).encode(
                    x=x, y=prices(name), detail=alt.Detail(field="segment", type="nominal")
                )
                for name, colour in averages.items()
            ),
            priced.mark_rule(strokeWidth=1, aria=False).encode(
                x=x, y=prices("low"), y2=alt.Y2(field="high"), stroke=direction
            ),
            priced.mark_rect(strokeWidth=1, aria=False).encode(
                x=px(f"scale('x', datum.slot) - {half}"),
                x2=px(f"scale('x', datum.slot) + {half}"),
                y=prices("open"),
                y2=alt.Y2(field="close"),
                fill=body,
                stroke=direction,
            ),
            *_average_names(seen, averages, words, price_scale, step),
        ]
    )
    volume_panel = Layers(
        [
            seen.mark_rect(strokeWidth=1, aria=False).encode(
                x=px(f"scale('x', datum.slot) - {half}"),
                x2=px(f"scale('x', datum.slot) + {half}"),
                y=upright(
                    "volume",
                    volume_bottom,
                    volume_top,
                    numbers(tickCount=1 if still else 2, labelExpr=AXIS_NUMBERS[language(lang)]),
                    zero=True,
                ),
                y2=alt.Y2Value(volume_bottom),
                fill=body,
                stroke=direction,
                # days of next to no trade would draw a dashed line
                opacity=px(f"datum.volume / domain('{volume_scale}')[1] * {deep} < 1.5 ? 0.35 : 1"),
            )
        ]
    )
    strip = partial(on_strip, first, last)
    layers = [
        *bands,
        price_panel,
        volume_panel,
        *(() if still else (overview(days, palette, strip, strip_top, strip_bottom),)),
        *_break_names(gaps, palette, step),
        *_texts(words, palette, price_top, volume_top),
        _dates(seen, palette, step, volume_bottom),
        *(
            ()
            if still
            else (
                *window(palette, strip, strip_top, strip_bottom),
                years(days, palette, first, last, strip, strip_bottom),
            )
        ),
        _cross(palette, price_top, volume_bottom),
        seen.mark_rect(fill="transparent", stroke=None, cursor="crosshair").encode(
            x=px(f"scale('x', datum.slot) - {step} / 2"),
            x2=px(f"scale('x', datum.slot) + {step} / 2"),
            y=alt.YValue(price_top),
            y2=alt.Y2Value(volume_bottom),
            tooltip=_tooltips(words),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    chart = Panels(
        layers,
        signals=signals(first, last, volume_bottom, strip_top, strip_bottom),
        height=height,
        resolve={"scale": {"y": "independent"}},
    )
    if len(days) > MANY:
        chart.sharing(usermeta={"embedOptions": {"renderer": "canvas"}})
    return finish(
        chart,
        scheme=scheme,
        lang=lang,
        description=description,
    )


def _average_names(
    seen: alt.Chart, averages: Mapping[str, str], words: Mapping[str, str], scale: str, step: str
) -> list[alt.Chart]:
    """The name of each average at its last point in the window, a line apart where both end on one day."""
    ends = seen.transform_filter("isValid(datum.ma5)").transform_joinaggregate(final="max(slot)")
    at = {name: f"scale('{scale}', datum.{name})" for name in averages}
    close = f"isValid(datum.ma20) && datum.slot == datum.final && abs({at['ma5']} - {at['ma20']}) < {LINE}"
    middle = f"({at['ma5']} + {at['ma20']}) / 2"
    side = f"({at['ma5']} <= {at['ma20']} ? -1 : 1) * {LINE / 2:g}"
    places = {
        "ma5": f"{close} ? {middle} + {side} : {at['ma5']}",
        "ma20": f"{close} ? {middle} - {side} : {at['ma20']}",
    }
    return [
        ends.transform_filter(f"isValid(datum.{name})")
        .transform_joinaggregate(own="max(slot)")
        .transform_filter("datum.slot == datum.own")
        .mark_text(align="left", baseline="middle", fontSize=SMALL, fill=colour, aria=False, text=words[name])
        .encode(x=px(f"scale('x', datum.slot) + {step} / 2 + 4"), y=px(places[name]))
        for name, colour in averages.items()
    ]


BREAK_SEEN = "datum.to > slots[0] && datum.from < slots[1]"


def _bands(gaps: list[rows.Record], palette: Palette, top: float, bottom: float) -> list[alt.Chart]:
    """A band through prices and volume at each break in the window."""
    if not gaps:
        return []
    chart: alt.Chart = (
        alt.Chart(plain.data(gaps))
        .transform_filter(BREAK_SEEN)
        .mark_rect(fill=palette.grid, opacity=0.55, aria=False)
        .encode(
            x=px("max(0, scale('x', datum.from))"),
            x2=px(f"min({ACROSS}, scale('x', datum.to))"),
            y=alt.YValue(top),
            y2=alt.Y2Value(bottom),
        )
    )
    return [chart]


def _break_names(gaps: list[rows.Record], palette: Palette, step: str) -> list[alt.Chart]:
    """What each break is, above it; of two that are close the earlier speaks."""
    seen = alt.Chart(plain.data(gaps)).transform_filter(f"{BREAK_SEEN} && datum.near * {step} > 2 * datum.half")
    return [
        seen.mark_text(baseline="middle", fontSize=SMALL, fill=colour, aria=False).encode(
            x=px(f"max(min(scale('x', datum.middle), width - datum.half - 2), datum.half - {GUTTER - 2})"),
            y=alt.YValue(y),
            text=alt.Text(field=field, type="nominal"),
        )
        for field, colour, y in (("label", palette.ink, 7), ("note", palette.muted, 7 + LINE))
        if any(gap[field] for gap in gaps)
    ]


def _texts(words: Mapping[str, str], palette: Palette, price_top: float, volume_top: float) -> list[alt.Chart]:
    """What the two panels measure, above their axes."""
    named = [
        {"words": words["price_unit"], "y": price_top - 14},
        {"words": words["volume_unit"], "y": volume_top - 14},
    ]
    return [
        alt.Chart(plain.data(named))
        .mark_text(align="left", baseline="middle", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(x=alt.XValue(-GUTTER), y=rows.y(), text=alt.Text(field="words", type="nominal"))
    ]


def _dates(seen: alt.Chart, palette: Palette, step: str, bottom: float) -> alt.Chart:
    """Dates beneath the volume: as fine as the window has room for."""
    chart: alt.Chart = (
        seen.transform_filter(f"datum.near * {step} > {TICK}")
        .mark_text(baseline="top", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(
            x=px("scale('x', datum.slot)"),
            y=alt.YValue(bottom + 6),
            text=alt.Text(field="tick", type="nominal"),
        )
    )
    return chart


def _cross(palette: Palette, top: float, bottom: float) -> alt.Chart:
    """A thin line through the day under the pointer."""
    chart: alt.Chart = (
        alt.Chart(plain.data([{"y": top, "y2": bottom}]))
        .mark_rule(stroke=palette.rule, strokeWidth=1, strokeDash=[3, 3], aria=False)
        .encode(
            x=px("isNumber(pointed) ? scale('x', pointed) : 0"),
            y=rows.y(),
            y2=alt.Y2(field="y2"),
            opacity=px("isNumber(pointed) && pointed > slots[0] && pointed < slots[1] ? 1 : 0"),
        )
    )
    return chart


def _tooltips(words: Mapping[str, str]) -> list[alt.Tooltip]:
    fields = {
        "date": "period",
        **{name: f"{name}_said" for name in ("open", "high", "low", "close")},
        "change": "change",
        "volume": "volume_said",
        "turnover": "turnover_said",
        "ma5": "ma5_said",
        "ma20": "ma20_said",
    }
    return [alt.Tooltip(field=field, type="nominal", title=words[word]) for word, field in fields.items()]
