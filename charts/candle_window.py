"""The window of the K-line: the whole span in a strip that moves it, and the signals that answer the pointer."""

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from charts import plain, rows
from charts.layers import Layers, Spec
from charts.rows import px
from charts.theme import SMALL, Palette

OPENING = (75, 120)  # slots in the window at first, on a phone and on a screen
LEAST = 15  # slots: the narrowest window
GUTTER, RIGHT = 46, 42  # px: for the numbers of the axes, and for the names of the averages
ALLOWED = ["wheel", "touchstart", "touchmove", "touchend"]
STRIP = 44  # px high
GRIP = 8  # px on each side of an end of the strip's window where it can be taken hold of
ACROSS = f"max(width - {RIGHT}, 1)"  # px that the slots have


class Panels(Layers):
    """Layers whose signals answer the pointer.

    Vega-Lite hands the `on` of a variable parameter and the `events` of the configuration to Vega, but its schema does
    not know them: they are put in once the rest is checked.
    """

    def __init__(self, layers: Sequence[alt.Chart | Layers], *, signals: list[Spec], **shared: Any) -> None:
        super().__init__(layers, **shared)
        self.signals = signals

    def to_dict(self, *, validate: bool = True) -> Spec:
        """The specification, its signals where Vega-Lite looks for them."""
        spec = super().to_dict(validate=validate)
        spec["params"] = [*self.signals, *spec.get("params", [])]
        # Vega keeps from the page every event it listens to but those allowed here: a finger must still scroll
        spec["config"] = spec.get("config", {}) | {"events": {"defaults": {"allow": ALLOWED}}}
        return spec


def on_strip(first: float, last: float, slot: str) -> str:
    """Where a slot lies in the strip, in px."""
    return f"(({slot}) - {first}) / {last - first} * {ACROSS}"


def overview(
    days: list[rows.Record], palette: Palette, strip: Callable[[str], str], top: float, bottom: float
) -> alt.Chart:
    """The close over the whole span."""
    closes = pd.DataFrame([{key: day[key] for key in ("slot", "close", "segment")} for day in days])
    hue = palette.hues["dual_carbon"]
    chart: alt.Chart = (
        alt.Chart(plain.data(closes.dropna()))
        .mark_area(
            orient="vertical",
            fill=palette.tint(hue, 0.18),
            line={"stroke": hue, "strokeWidth": 1.25},
            aria=False,
        )
        .encode(
            x=px(strip("datum.slot")),
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


def window(palette: Palette, strip: Callable[[str], str], top: float, bottom: float) -> list[alt.Chart]:
    """The window in the strip: what lies outside is veiled, its ends can be taken hold of."""
    ends = {"from": strip("slots[0]"), "to": strip("slots[1]")}
    one = alt.Chart(plain.data([{"end": "from"}]))
    between = {"y": alt.YValue(top), "y2": alt.Y2Value(bottom)}
    return [
        one.mark_rect(fill=palette.canvas, opacity=0.65, cursor="crosshair", aria=False).encode(
            x=alt.XValue(0), x2=px(ends["from"]), **between
        ),
        one.mark_rect(fill=palette.canvas, opacity=0.65, cursor="crosshair", aria=False).encode(
            x=px(ends["to"]), x2=px(ACROSS), **between
        ),
        one.mark_rect(fill="transparent", stroke=palette.rule, strokeWidth=1, cursor="grab", aria=False).encode(
            x=px(ends["from"]), x2=px(ends["to"]), **between
        ),
        alt.Chart(plain.data([{"end": end} for end in ends]))
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
            x=px(f"datum.end == 'from' ? {ends['from']} : {ends['to']}"),
            y=alt.YValue((top + bottom) / 2),
        ),
    ]


def years(
    days: list[rows.Record],
    palette: Palette,
    first: float,
    last: float,
    strip: Callable[[str], str],
    bottom: float,
) -> alt.Chart:
    """The years below the strip, each at its first day."""
    years = pd.DataFrame(days).groupby("year", as_index=False).agg({"slot": "min"})
    years["near"] = years["slot"].diff().fillna(1e6)
    chart: alt.Chart = (
        alt.Chart(plain.data(years))
        .transform_filter(f"datum.near * {ACROSS} / {last - first} > 36")
        .mark_text(align="left", baseline="top", fontSize=SMALL, fill=palette.muted, aria=False)
        .encode(
            x=px(strip("datum.slot - 0.5")),
            y=alt.YValue(bottom + 5),
            text=alt.Text(field="year", type="nominal"),
        )
    )
    return chart


def signals(first: float, last: float, panels: float, top: float, bottom: float) -> list[Spec]:
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
    ends = (("from", "slots[0]"), ("to", "slots[1]"))
    near = {end: f"abs(x() - {on_strip(first, last, slot)})" for end, slot in ends}
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
