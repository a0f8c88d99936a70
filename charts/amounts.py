"""Hedged amounts in one unit, from zero."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.theme import AXIS_NUMBERS, PALETTES, Palette, finish, language

HEIGHT = 16  # px: a bar
SLICES = ((2, 6, 0.6), (8, 12, 0.4), (14, 18, 0.22))  # px from, px to, opacity: a bar that goes on


def amounts(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Counts and levels in one unit as bars from zero whose ends say how the source hedged them.

    exact: a bar to its number. over: to the bound, then fading on with ▶. nearly: its last part pale, ◀ before the
    stroke at the bound. about: its end pale on both sides of the number. range: pale between the strokes of its bounds;
    order: pale between bounds without strokes. Whose a figure is, an estimate and a derived value look as everywhere
    (`marks.look`); a derived value has its interval as a line. Rows keep the frame's order.

    Columns: label, display, value, lower, upper (one unit), qualifier, basis, theme_id, period, statement, where;
    optional status ("estimate" is told apart), later (BOOLEAN: published after the report), group (a header).
    Words: unit (axis title), those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    grouped = "group" in frame and frame["group"].notna().all()
    hedged = [with_end(row, palette) for row in rows.records(frame)]
    key, top = legend.key(hedged, words, palette)
    placed, headers, height = rows.place(hedged, band=20, top=top, group="group" if grouped else None)
    scale = alt.Scale(domain=[0, max(row["end"] for row in placed)], nice=False, range=rows.scale_to(rows.room(placed)))
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)])
    return finish(
        Layers(
            [
                *key,
                rows.zero(placed, palette, scale, axis),
                bars(placed, palette),
                *ends(placed, palette),
                *rows.group_headers(headers, palette),
                rows.labels(placed, palette),
                rows.figures(placed, palette),
                rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")),
            ],
            height=height,
        ),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def with_end(row: rows.Record, palette: Palette) -> rows.Record:
    """The row with its look, the `end` of its bar (data) and the `gap` from there to its figure (px)."""
    row = marks.bounded(row)
    hedge = row["qualifier"]
    known = [row[bound] for bound in ("value", "lower", "upper") if row[bound] is not None]
    end = {"over": row["lower"], "nearly": row["upper"], "about": row["value"]}.get(hedge)
    return (
        row
        | marks.look(row, palette)
        | {
            "end": max(known) if end is None else end,
            "start": 0,
            "lead": 0,
            "gap": {"over": marks.HEDGE + 12, "about": marks.HEDGE / 2 + 8}.get(hedge, 8),
        }
    )


def pieces(row: rows.Record, palette: Palette) -> list[rows.Record]:
    """The bar of a row, cut where its certainty changes.

    A piece runs from `x` (data) + `dx` (px) to `x2` + `dx2`, never left of zero.
    """
    end, hedge = row["end"], row["qualifier"]
    # where the wording leaves it open; what is derived has an interval of its own instead
    pale: rows.Record = {} if row["dashed"] else {"fill": row["open"], "stroke": row["open"]}
    solid = {
        "label": row["label"],
        "top": row["y"] - HEIGHT / 2,
        "foot": row["y"] + HEIGHT / 2,
        "x": 0,
        "x2": end,
        "dx": 0,
        "dx2": 0,
        "fill": row["fill"],
        "stroke": row["colour"],
        "dashed": row["dashed"],
        "opacity": 1,
    }
    if hedge in ("range", "order"):
        return [solid | {"x2": row["lower"]}, solid | pale | {"x": row["lower"]}]
    if hedge == "nearly" and not row["dashed"]:
        return [solid | {"dx2": -marks.HEDGE}, solid | pale | {"x": end, "dx": -marks.HEDGE}]
    if hedge == "about":
        half = marks.HEDGE / 2
        return [solid | {"dx2": -half}, solid | pale | {"x": end, "dx": -half, "dx2": half}]
    if hedge == "over":
        fading = {"x": end, "fill": row["colour"], "stroke": row["colour"], "dashed": False}
        fades = [{"dx": start, "dx2": stop, "opacity": opacity} for start, stop, opacity in SLICES]
        return [solid] + [solid | fading | fade for fade in fades]
    return [solid | {"x2": end if row["value"] is None else row["value"]}]


def bars(placed: list[rows.Record], palette: Palette) -> alt.Chart:
    """All pieces of all bars."""
    chart: alt.Chart = (
        alt.Chart(plain.data([piece for row in placed for piece in pieces(row, palette)]))
        .mark_rect(
            strokeWidth=1.25,
            aria=False,
            opacity={"expr": "datum.opacity"},
            strokeDash=marks.dashes(),
        )
        .encode(
            x=alt.XValue({"expr": "max(scale('x', 0), scale('x', datum.x) + datum.dx)"}),
            x2=alt.X2Value({"expr": "max(scale('x', 0), scale('x', datum.x2) + datum.dx2)"}),
            y=rows.y("top"),
            y2=alt.Y2(field="foot"),
            fill=rows.colour("fill"),
            stroke=rows.outline("stroke"),
        )
    )
    return chart


def ends(placed: list[rows.Record], palette: Palette) -> list[alt.Chart]:
    """▶ after a bar that goes on, ◀ inside the bound of one that stays below; strokes at printed bounds; intervals."""
    arrows = [
        row | {"dx": marks.HEDGE + 1, "shape": "triangle-right"} for row in placed if row["qualifier"] == "over"
    ] + [row | {"dx": -marks.HEDGE / 2 + 1, "shape": "triangle-left"} for row in placed if row["qualifier"] == "nearly"]
    strokes = [row | {"bound": row["end"]} for row in placed if row["qualifier"] == "nearly"]
    strokes += [
        row | {"bound": row[end]} for row in placed if row["qualifier"] == "range" for end in ("lower", "upper")
    ]
    intervals = [
        row
        for row in placed
        if row["dashed"] and row["qualifier"] != "range" and None not in (row["lower"], row["upper"])
    ]
    layers = []
    if arrows:
        layers.append(
            alt.Chart(plain.data(arrows))
            .mark_point(size=70, strokeWidth=0, opacity=1, aria=False, shape={"expr": "datum.shape"})
            .encode(
                x=alt.XValue({"expr": "max(scale('x', 0) + 6, scale('x', datum.end) + datum.dx)"}),
                y=rows.y(),
                fill=rows.colour(),
            )
        )
    if strokes:
        layers.append(vertical(strokes, "bound", 2.5, HEIGHT / 2 + 2))
    if intervals:
        layers.append(
            alt.Chart(plain.data(intervals))
            .mark_rule(strokeWidth=1.5, aria=False)
            .encode(
                x=alt.XValue({"expr": "scale('x', datum.lower)"}),
                x2=alt.X2Value({"expr": "scale('x', datum.upper)"}),
                y=rows.y(),
                stroke=rows.outline(),
            )
        )
        layers += [vertical(intervals, end, 1.5, 5) for end in ("lower", "upper")]
    return layers


def vertical(marked: list[rows.Record], field: str, thick: float, half: float) -> alt.Chart:
    """A stroke at a bound, `half` px up and down from the middle of its row."""
    chart: alt.Chart = (
        alt.Chart(plain.data([row | {"top": row["y"] - half, "foot": row["y"] + half} for row in marked]))
        .mark_rule(strokeWidth=thick, aria=False)
        .encode(
            x=alt.XValue({"expr": f"scale('x', datum.{field})"}),
            y=rows.y("top"),
            y2=alt.Y2(field="foot"),
            stroke=rows.outline(),
        )
    )
    return chart
