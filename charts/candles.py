"""The market day by day: candles with averages, volume beneath, and the whole span in a strip that moves the window.

All is one layered unit, because parts set one above the other cannot follow the width of their container. Positions
down the chart are px; the x scale runs over the window; the strip has a linear map of its own (`_strip`).
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from charts import rows
from charts.text import text_width
from charts.theme import AXIS_NUMBERS, PALETTES, SMALL, Palette, finish, language

# by scheme and hue; which of them is a rise is the reader's setting, and a rise is hollow in either
DIRECTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType({"red": "#C0302B", "green": "#0F7A50"}),
        "dark": MappingProxyType({"red": "#F2766C", "green": "#43C28C"}),
    }
)
OPENING = (75, 120)  # slots in the window at first, on a phone and on a screen
LEAST = 15  # slots: the narrowest window
GUTTER, RIGHT = 46, 42  # px: for the numbers of the axes, and for the names of the averages
PRICE, VOLUME, STRIP = 240, 70, 44  # px high
BETWEEN = 30  # px from the prices to the volume: its name
DATES = 30  # px from the volume to the strip
LINE = 16  # px: one line of a break's label
TICK = 62  # px between the middles of dates
ALLOWED = ["wheel", "touchstart", "touchmove", "touchend"]
MANY = 800  # days: more than that an SVG cannot redraw while the window is dragged
GRIP = 8  # px on each side of an end of the strip's window where it can be taken hold of
# the volume axis: 2000万, where a logarithmic axis of money has 1千万 (theme.AXIS_NUMBERS)
TONNES: Mapping[str, str] = MappingProxyType(
    {
        "zh": "datum.value >= 1e8 ? format(datum.value / 1e8, '~r') + '亿'"
        " : datum.value >= 1e4 ? format(datum.value / 1e4, '~r') + '万' : format(datum.value, '~r')",
        "en": AXIS_NUMBERS["en"],
    }
)
ACROSS = f"max(width - {RIGHT}, 1)"  # px that the slots have


class Panels(alt.LayerChart):
    """A layered chart whose signals answer the pointer.

    Vega-Lite hands the `on` of a variable parameter and the `events` of the configuration to Vega, but its schema, and
    so Altair's check, does not know them. The signals wait in `usermeta` while the chart is checked.
    """

    def to_dict(self, *args: Any, **options: Any) -> dict[str, Any]:
        """The specification, its signals where Vega-Lite looks for them."""
        spec: dict[str, Any] = super().to_dict(*args, **options)
        meta = dict(spec.pop("usermeta", {}))
        spec["params"] = [*meta.pop("signals", []), *spec.get("params", [])]
        # Vega keeps from the page every event it listens to but those allowed here: a finger must still scroll
        spec["config"] = spec.get("config", {}) | {"events": {"defaults": {"allow": ALLOWED}}}
        return spec | ({"usermeta": meta} if meta else {})


def candles(
    breaks: pd.DataFrame,
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
    rise: str = "red",
) -> alt.LayerChart:
    """A K-line: a candle a trading day, hollow where the close is above the open, filled where it is below.

    The window is moved by dragging prices or strip, widened with Ctrl and the wheel, and put back by a double click;
    in the strip a drag takes the window, an end of it, or a new one, and a double click the whole span. Each scale
    fits the window. `rise` is the hue of a rise, "red" or "green".

    Columns: slot (whole, from 1; places are left free at a break), segment, date, open, high, low, close (missing on
    a day without trade), volume (t), ma5, ma20 (may be missing), period, change_display (may be missing),
    display, volume_display, turnover_display. Breaks: slot_from, slot_to (the slots on both sides), label, note (may
    be missing).
    Words: date, open, high, low, close, change, volume, turnover, ma5, ma20, price_unit, volume_unit.
    """
    palette = PALETTES[scheme]
    up, down = (DIRECTIONS[scheme][hue] for hue in (("red", "green") if rise == "red" else ("green", "red")))
    direction = alt.value({"expr": f"datum.rises ? '{up}' : '{down}'"})
    body = alt.value({"expr": f"datum.rises ? '{palette.canvas}' : '{down}'"})
    days = _days(frame)
    gaps = _gaps(breaks)
    first, last = days[0]["slot"] - 0.5, days[-1]["slot"] + 0.5

    lines = max((2 if gap["note"] else 1 for gap in gaps), default=1)
    price_top = 6 + lines * LINE
    price_bottom = price_top + PRICE
    volume_top = price_bottom + BETWEEN
    volume_bottom = volume_top + VOLUME
    strip_top = volume_bottom + DATES
    strip_bottom = strip_top + STRIP
    height = strip_bottom + 18

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
    seen = alt.Chart(pd.DataFrame(days)).transform_filter("datum.slot >= slots[0] && datum.slot <= slots[1]")

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
    prices = partial(upright, low=price_bottom, high=price_top, axis=numbers(tickCount=5, format="~r"), zero=False)
    averages = {"ma5": palette.hues["consumption"], "ma20": palette.hues["digital_economy"]}
    priced = seen.transform_filter("isValid(datum.close)")
    price_panel = alt.LayerChart(
        layer=[
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
                x=_px(f"scale('x', datum.slot) - {half}"),
                x2=_px(f"scale('x', datum.slot) + {half}"),
                y=prices("open"),
                y2=alt.Y2(field="close"),
                fill=body,
                stroke=direction,
            ),
            *_average_names(seen, averages, words, price_scale, step),
        ]
    )
    volume_panel = alt.LayerChart(
        layer=[
            seen.mark_rect(strokeWidth=1, aria=False).encode(
                x=_px(f"scale('x', datum.slot) - {half}"),
                x2=_px(f"scale('x', datum.slot) + {half}"),
                y=upright(
                    "volume",
                    volume_bottom,
                    volume_top,
                    numbers(tickCount=2, labelExpr=TONNES[language(lang)]),
                    zero=True,
                ),
                y2=alt.Y2Value(volume_bottom),
                fill=body,
                stroke=direction,
                # days of next to no trade would draw a dashed line
                opacity=_px(f"datum.volume / domain('{volume_scale}')[1] * {VOLUME} < 1.5 ? 0.35 : 1"),
            )
        ]
    )
    strip = partial(_strip, first, last)
    layers = [
        *bands,
        price_panel,
        volume_panel,
        _overview(days, palette, strip, strip_top, strip_bottom),
        *_break_names(gaps, palette, step),
        *_texts(words, palette, price_top, volume_top),
        _dates(seen, palette, step, volume_bottom),
        *_window(palette, strip, strip_top, strip_bottom),
        _years(days, palette, first, last, strip, strip_bottom),
        _cross(palette, price_top, volume_bottom),
        seen.mark_rect(fill="transparent", stroke=None, cursor="crosshair").encode(
            x=_px(f"scale('x', datum.slot) - {step} / 2"),
            x2=_px(f"scale('x', datum.slot) + {step} / 2"),
            y=alt.YValue(price_top),
            y2=alt.Y2Value(volume_bottom),
            tooltip=_tooltips(words),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    meta: dict[str, Any] = {"signals": _signals(first, last, volume_bottom, strip_top, strip_bottom)}
    if len(days) > MANY:
        meta["embedOptions"] = {"renderer": "canvas"}
    chart: alt.LayerChart = Panels(layer=layers, usermeta=meta, height=height)
    chart = chart.resolve_scale(y="independent")
    return finish(
        chart,
        scheme=scheme,
        lang=lang,
        description=description,
    )


# --- rows -----------------------------------------------------------------------------------------


def _days(frame: pd.DataFrame) -> list[rows.Record]:
    """The days in their order, as the layers draw and say them."""
    days: list[rows.Record] = []
    dates = pd.to_datetime(frame["date"])
    for date, row in sorted(zip(dates, rows.records(frame), strict=True), key=lambda pair: pair[0]):
        before = days[-1]["close"] if days and days[-1]["segment"] == row["segment"] else None
        prices = {name: row[name] for name in ("open", "high", "low", "close", "ma5", "ma20")}
        days.append(
            prices
            | {f"{name}_said": "—" if price is None else f"{price:.2f}" for name, price in prices.items()}
            | {
                "slot": int(row["slot"]),
                "segment": int(row["segment"]),
                "volume": row["volume"],
                # a day that closes where it opened goes by the close before, as the markets' screens have it
                "rises": row["close"] is None
                or row["close"] > row["open"]
                or (row["close"] == row["open"] and (before is None or row["close"] >= before)),
                "period": row["period"],
                "change": row["change_display"] or "—",
                "volume_said": row["volume_display"],
                "turnover_said": row["turnover_display"],
                "said": f"{row['period']} {row['display']}",
                "year": date.year,
            }
        )
    for day, tick in zip(days, _ticks(pd.Series(sorted(dates)), days), strict=True):
        day |= tick
    return days


def _ticks(dates: pd.Series, days: list[rows.Record]) -> list[rows.Record]:
    """The words for each day on the axis of dates, and `near`: slots to the closest day that goes before it.

    A year's first day goes before a quarter's, a segment's, a month's, a week's; among equals the earlier.
    """
    slots = np.array([day["slot"] for day in days])
    weeks = dates.dt.isocalendar()
    new = {
        5: dates.dt.year.diff().ne(0),
        4: pd.Series([day["segment"] for day in days]).diff().ne(0),
        3: dates.dt.to_period("Q").astype(str).ne(dates.dt.to_period("Q").astype(str).shift()),
        2: dates.dt.month.diff().ne(0),
        1: (weeks["year"] * 100 + weeks["week"]).diff().ne(0).fillna(True),
    }
    rank = np.max([level * starts.to_numpy(dtype=int) for level, starts in new.items()], axis=0)
    near = np.full(len(slots), 1e6)
    for level in range(6):
        own = rank == level
        above = slots[rank > level]
        if len(above):
            after = np.searchsorted(above, slots[own])
            left = slots[own] - above[np.maximum(after - 1, 0)]
            right = above[np.minimum(after, len(above) - 1)] - slots[own]
            near[own] = np.minimum(np.abs(left), np.abs(right))
        near[own] = np.minimum(near[own], np.diff(slots[own], prepend=-1e6))
    return [
        {"tick": f"{date:%Y-%m}" if level >= 2 else f"{date:%m-%d}", "near": float(distance)}
        for date, level, distance in zip(dates, rank, near, strict=True)
    ]


def _gaps(breaks: pd.DataFrame) -> list[rows.Record]:
    """The breaks with the width of their labels and the slots to the one before."""
    gaps = []
    before = -1e6
    for row in rows.records(breaks.sort_values("slot_from")):
        middle = (row["slot_from"] + row["slot_to"]) / 2
        note = row["note"] or ""
        gaps.append(
            {
                "label": row["label"],
                "note": note,
                "from": row["slot_from"] + 0.5,
                "to": row["slot_to"] - 0.5,
                "middle": middle,
                "near": middle - before,
                "half": max(text_width(row["label"], SMALL), text_width(note, SMALL)) / 2,
            }
        )
        before = middle
    return gaps


# --- layers ---------------------------------------------------------------------------------------


def _px(expression: str) -> Any:
    return alt.value({"expr": expression})


def _strip(first: float, last: float, slot: str) -> str:
    """Where a slot lies in the strip, in px."""
    return f"(({slot}) - {first}) / {last - first} * {ACROSS}"


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
        .encode(x=_px(f"scale('x', datum.slot) + {step} / 2 + 4"), y=_px(places[name]))
        for name, colour in averages.items()
    ]


def _overview(
    days: list[rows.Record], palette: Palette, strip: Callable[[str], str], top: float, bottom: float
) -> alt.Chart:
    """The close over the whole span."""
    closes = pd.DataFrame([{key: day[key] for key in ("slot", "close", "segment")} for day in days])
    hue = palette.hues["dual_carbon"]
    chart: alt.Chart = (
        alt.Chart(closes.dropna())
        .mark_area(
            orient="vertical",
            fill=palette.tint(hue, 0.18),
            line={"stroke": hue, "strokeWidth": 1.25},
            aria=False,
        )
        .encode(
            x=_px(strip("datum.slot")),
            y=alt.Y(
                field="close",
                type="quantitative",
                scale=alt.Scale(range=[bottom - 3, top + 3], zero=False, nice=False),
                axis=None,
                stack=None,
            ),
            y2=alt.Y2Value(bottom),
            detail=alt.Detail(field="segment", type="nominal"),
        )
    )
    return chart


BREAK_SEEN = "datum.to > slots[0] && datum.from < slots[1]"


def _bands(gaps: list[rows.Record], palette: Palette, top: float, bottom: float) -> list[alt.Chart]:
    """A band through prices and volume at each break in the window."""
    if not gaps:
        return []
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(gaps))
        .transform_filter(BREAK_SEEN)
        .mark_rect(fill=palette.grid, opacity=0.55, aria=False)
        .encode(
            x=_px("max(0, scale('x', datum.from))"),
            x2=_px(f"min({ACROSS}, scale('x', datum.to))"),
            y=alt.YValue(top),
            y2=alt.Y2Value(bottom),
        )
    )
    return [chart]


def _break_names(gaps: list[rows.Record], palette: Palette, step: str) -> list[alt.Chart]:
    """What each break is, above it; of two that are close the earlier speaks."""
    seen = alt.Chart(pd.DataFrame(gaps)).transform_filter(f"{BREAK_SEEN} && datum.near * {step} > 2 * datum.half")
    return [
        seen.mark_text(baseline="middle", fontSize=SMALL, fill=colour, aria=False).encode(
            x=_px(f"max(min(scale('x', datum.middle), width - datum.half - 2), datum.half - {GUTTER - 2})"),
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
        alt.Chart(pd.DataFrame(named))
        .mark_text(align="left", baseline="middle", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(x=alt.XValue(-GUTTER), y=rows.y(), text=alt.Text(field="words", type="nominal"))
    ]


def _dates(seen: alt.Chart, palette: Palette, step: str, bottom: float) -> alt.Chart:
    """Dates beneath the volume: as fine as the window has room for."""
    chart: alt.Chart = (
        seen.transform_filter(f"datum.near * {step} > {TICK}")
        .mark_text(baseline="top", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(
            x=_px("scale('x', datum.slot)"),
            y=alt.YValue(bottom + 6),
            text=alt.Text(field="tick", type="nominal"),
        )
    )
    return chart


def _window(palette: Palette, strip: Callable[[str], str], top: float, bottom: float) -> list[alt.Chart]:
    """The window in the strip: what lies outside is veiled, its ends can be taken hold of."""
    ends = {"from": strip("slots[0]"), "to": strip("slots[1]")}
    one = alt.Chart(pd.DataFrame([{"end": "from"}]))
    between = {"y": alt.value(top), "y2": alt.value(bottom)}
    return [
        one.mark_rect(fill=palette.canvas, opacity=0.65, cursor="crosshair", aria=False).encode(
            x=alt.XValue(0), x2=_px(ends["from"]), **between
        ),
        one.mark_rect(fill=palette.canvas, opacity=0.65, cursor="crosshair", aria=False).encode(
            x=_px(ends["to"]), x2=_px(ACROSS), **between
        ),
        one.mark_rect(fill="transparent", stroke=palette.rule, strokeWidth=1, cursor="grab", aria=False).encode(
            x=_px(ends["from"]), x2=_px(ends["to"]), **between
        ),
        alt.Chart(pd.DataFrame([{"end": end} for end in ends]))
        .mark_rect(
            width=6,
            height=STRIP / 2,
            cornerRadius=3,
            fill=palette.canvas,
            stroke=palette.muted,
            strokeWidth=1.25,
            cursor="ew-resize",
            aria=False,
        )
        .encode(
            x=_px(f"datum.end == 'from' ? {ends['from']} : {ends['to']}"),
            y=alt.YValue((top + bottom) / 2),
        ),
    ]


def _years(
    days: list[rows.Record],
    palette: Palette,
    first: float,
    last: float,
    strip: Callable[[str], str],
    bottom: float,
) -> alt.Chart:
    """The years below the strip, each at its first day."""
    years = pd.DataFrame(days).groupby("year", as_index=False)["slot"].min()
    years["near"] = years["slot"].diff().fillna(1e6)
    chart: alt.Chart = (
        alt.Chart(years)
        .transform_filter(f"datum.near * {ACROSS} / {last - first} > 36")
        .mark_text(align="left", baseline="top", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(
            x=_px(strip("datum.slot - 0.5")),
            y=alt.YValue(bottom + 5),
            text=alt.Text(field="year", type="nominal"),
        )
    )
    return chart


def _cross(palette: Palette, top: float, bottom: float) -> alt.Chart:
    """A thin line through the day under the pointer."""
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame([{"y": top, "y2": bottom}]))
        .mark_rule(stroke=palette.rule, strokeWidth=1, strokeDash=[3, 3], aria=False)
        .encode(
            x=_px("isNumber(pointed) ? scale('x', pointed) : 0"),
            y=rows.y(),
            y2=alt.Y2(field="y2"),
            opacity=_px("isNumber(pointed) && pointed > slots[0] && pointed < slots[1] ? 1 : 0"),
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


# --- the pointer ----------------------------------------------------------------------------------


def _signals(first: float, last: float, panels: float, top: float, bottom: float) -> list[dict[str, Any]]:
    """`slots` is the window, [from, to]; `held` is what a drag took hold of and where things were then.

    On a touch screen only the strip takes a drag, and without Ctrl the wheel turns the page: a chart must not catch
    a reader on the way down.
    """
    span = last - first
    least = min(LEAST, span)
    opening = f"[max({first}, {last} - clamp({ACROSS} / 4, {OPENING[0]}, {OPENING[1]})), {last}]"
    in_strip = f"(y() > {top - GRIP} && y() < {bottom + GRIP})"
    in_panels = f"(y() > 0 && y() < {panels} && x() >= 0 && x() <= {ACROSS})"
    under = f"clamp({first} + x() / {ACROSS} * {span}, {first}, {last})"  # the slot at the pointer, in the strip
    pointed = f"(slots[0] + x() / {ACROSS} * (slots[1] - slots[0]))"  # … in the panels
    near = {end: f"abs(x() - {_strip(first, last, slot)})" for end, slot in (("from", "slots[0]"), ("to", "slots[1]"))}
    within = f"{under} > slots[0] && {under} < slots[1]"
    # of a narrow window the middle half moves it, whatever the ends could be taken by
    taken = f"<= ({within} ? min({GRIP}, (slots[1] - slots[0]) / {span} * {ACROSS} / 4) : {GRIP})"
    what = (
        f"{in_strip} ? ({near['from']} {taken} && {near['from']} <= {near['to']} ? 'from'"
        f" : {near['to']} {taken} ? 'to' : {within} ? 'window' : 'new')"
        f" : {in_panels} && event.pointerType !== 'touch' ? 'panels' : ''"
    )
    moved = f"(x() - held.x) / {ACROSS}"
    drags = (
        f"held.what === 'panels' ? clampRange([held.from - {moved} * (held.to - held.from),"
        f" held.to - {moved} * (held.to - held.from)], {first}, {last})"
        f" : held.what === 'window' ? clampRange([held.from + {moved} * {span}, held.to + {moved} * {span}],"
        f" {first}, {last})"
        f" : held.what === 'from' ? [min({under}, held.to - {least}), held.to]"
        f" : held.what === 'to' ? [held.from, max({under}, held.from + {least})]"
        f" : held.what === 'new' && abs(x() - held.x) > 3 ? clampRange([min({under}, held.slot),"
        f" max({under}, held.slot, min({under}, held.slot) + {least})], {first}, {last})"
        " : slots"
    )
    wide = f"clamp((slots[1] - slots[0]) * pow(1.002, event.deltaY * pow(16, event.deltaMode)), {least}, {span})"
    share = f"x() / {ACROSS}"
    zooms = f"clampRange([{pointed} - {share} * {wide}, {pointed} + (1 - {share}) * {wide}], {first}, {last})"
    return [
        {
            "name": "held",
            "value": {"what": ""},
            "on": [
                {
                    "events": "pointerdown",
                    "update": f"{{what: {what}, x: x(), slot: {under}, from: slots[0], to: slots[1]}}",
                }
            ],
        },
        {
            "name": "slots",
            "init": opening,
            "on": [
                {"events": "[pointerdown, window:pointerup] > window:pointermove", "update": drags},
                {"events": "wheel![event.ctrlKey || event.metaKey]", "update": f"{in_panels} ? {zooms} : slots"},
                {
                    "events": "dblclick",
                    "update": f"{in_strip} ? [{first}, {last}] : {in_panels} ? {opening} : slots",
                },
            ],
        },
        {
            # keeps the page still under a finger that moves the window
            "name": "touched",
            "value": 0,
            "on": [{"events": f"[touchstart[{in_strip}], touchend] > touchmove!", "update": "touched + 1"}],
        },
        {
            "name": "pointed",
            "value": None,
            "on": [
                {"events": "pointermove", "update": f"{in_panels} ? round({pointed}) : null"},
                {"events": "pointerout", "update": "null"},
            ],
        },
    ]
