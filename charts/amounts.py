"""Hedged amounts in one unit, from zero."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import rows
from charts.theme import AXIS_NUMBERS, PALETTES, Palette, finish, language

HEIGHT = 16  # px: a bar
HATCHED = "M-1,-1H1V1H-1ZM-.4,-1V1M.4,-1V1"  # a symbol of the key
SLICES = ((2, 6, 0.6), (8, 12, 0.4), (14, 18, 0.22))  # px from, px to, opacity: a bar that goes on


def amounts(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Counts and levels in one unit as bars from zero whose ends say how the source hedged them.

    exact: a solid bar. over: solid to the bound, then fading on with ▶. nearly: its last part hollow, ◀ at the bound.
    about: its end pale on both sides of the number. range, order: light to the lower bound, solid (order: dashed)
    between the bounds. An estimate is hollow; a derived value hatched, with its interval. The report's own bars have
    the hue of their theme, those of other sources are grey, and paler where `later`. Rows keep the frame's order.

    Columns: label, display, value, lower, upper (one unit), qualifier, basis, theme_id, period, statement, where;
    optional status ("estimate" is told apart), later (BOOLEAN: published after the report), group (a header).
    Words: unit (axis title); over, nearly, about, range, order, derived, estimate, published, context, later (key; only
    those that occur are read); label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    grouped = "group" in frame and frame["group"].notna().all()
    hedged = [with_end(row, palette) for row in rows.records(frame)]
    key, top = rows.key_line(key_entries(hedged, words, palette), palette)
    placed, headers, height = rows.place(hedged, band=22, top=top, group="group" if grouped else None)
    scale = alt.Scale(domain=[0, max(row["end"] for row in placed)], nice=False, range=rows.scale_to(rows.room(placed)))
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)])
    return finish(
        alt.LayerChart(
            layer=[
                *key,
                rows.zero(placed, palette, scale, axis),
                bars(placed, palette),
                *hatching(placed),
                *ends(placed, palette),
                *rows.group_headers(headers, palette),
                rows.labels(placed, palette),
                rows.figures(placed, palette),
                rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")),
            ]
        ).properties(height=height),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def with_end(row: rows.Record, palette: Palette) -> rows.Record:
    """The row with its `hue`, the `end` of its bar (data) and the `gap` from there to its figure (px)."""
    row = rows.bounded(row)
    hedge = row["qualifier"]
    known = [row[bound] for bound in ("value", "lower", "upper") if row[bound] is not None]
    end = {"over": row["lower"], "nearly": row["upper"], "about": row["value"]}.get(hedge)
    return row | {
        "hue": rows.hue(row, palette),
        "end": max(known) if end is None else end,
        "start": 0,
        "lead": 0,
        "gap": {"over": rows.HEDGE + 12, "about": rows.HEDGE / 2 + 8}.get(hedge, 8),
    }


def pieces(row: rows.Record, palette: Palette) -> list[rows.Record]:
    """The bar of a row, cut where its certainty changes.

    A piece runs from `x` (data) + `dx` (px) to `x2` + `dx2`, never left of zero.
    """
    hue, end, hedge = row["hue"], row["end"], row["qualifier"]
    stroke = palette.tint(palette.rule, 0.65) if row.get("later") else hue
    pale: rows.Record = {"fill": palette.tint(hue, 0.3), "stroke": palette.tint(hue, 0.3)}
    hollow = {"fill": palette.canvas, "stroke": hue, "dashed": True}
    outlined: rows.Record = {"fill": palette.canvas, "stroke": stroke, "dashed": False}
    solid = {
        "label": row["label"],
        "top": row["y"] - HEIGHT / 2,
        "foot": row["y"] + HEIGHT / 2,
        "x": 0,
        "x2": end,
        "dx": 0,
        "dx2": 0,
        "fill": hue,
        "stroke": stroke,
        "dashed": False,
        "opacity": 1,
    }
    if row["basis"] == "derived" or row.get("status") == "estimate":
        solid |= outlined
        pale = outlined if row["basis"] == "derived" else hollow
    if hedge in ("range", "order"):
        band = {"fill": palette.tint(hue, 0.3), "dashed": True} if hedge == "order" else {}
        return [solid | pale | {"x2": row["lower"]}, solid | band | {"x": row["lower"]}]
    if hedge == "nearly" and row["basis"] != "derived":
        return [solid | {"dx2": -rows.HEDGE}, solid | hollow | {"x": end, "dx": -rows.HEDGE}]
    if hedge == "about":
        half = rows.HEDGE / 2
        return [solid | {"dx2": -half}, solid | pale | {"x": end, "dx": -half, "dx2": half}]
    if hedge == "over":
        fading = {"fill": hue}
        fades = [{"dx": start, "dx2": stop, "opacity": opacity} for start, stop, opacity in SLICES]
        return [solid] + [solid | fading | {"x": end} | fade for fade in fades]
    return [solid | {"x2": end if row["value"] is None else row["value"]}]


def bars(placed: list[rows.Record], palette: Palette) -> alt.Chart:
    """All pieces of all bars."""
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame([piece for row in placed for piece in pieces(row, palette)]))
        .mark_rect(
            strokeWidth=1.25,
            aria=False,
            opacity={"expr": "datum.opacity"},
            strokeDash={"expr": "datum.dashed ? [3, 2] : []"},
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


def hatching(placed: list[rows.Record]) -> list[alt.Chart]:
    """Stripes over the bars of derived values: a line as thick as the bar, dashed."""
    derived = [
        row | {"from": row["lower"] if row["qualifier"] == "range" else 0}
        for row in placed
        if row["basis"] == "derived"
    ]
    if not derived:
        return []
    return [
        alt.Chart(pd.DataFrame(derived))
        .mark_rule(strokeWidth=HEIGHT - 2, strokeDash=[1.5, 3.5], aria=False)
        .encode(
            x=alt.XValue({"expr": "scale('x', datum.from)"}),
            x2=alt.X2Value({"expr": "scale('x', datum.end)"}),
            y=rows.y(),
            stroke=rows.outline("hue"),
        )
    ]


def ends(placed: list[rows.Record], palette: Palette) -> list[alt.Chart]:
    """▶ after a bar that goes on, ◀ inside the bound of one that stays below it, the interval of a derived value."""
    arrows = [
        row | {"dx": rows.HEDGE + 1, "shape": "triangle-right"} for row in placed if row["qualifier"] == "over"
    ] + [row | {"dx": -rows.HEDGE / 2 + 1, "shape": "triangle-left"} for row in placed if row["qualifier"] == "nearly"]
    bounds = [row for row in placed if row["qualifier"] == "nearly"]
    intervals = [row for row in placed if row["basis"] == "derived" and None not in (row["lower"], row["upper"])]
    layers = []
    if arrows:
        layers.append(
            alt.Chart(pd.DataFrame(arrows))
            .mark_point(size=70, strokeWidth=0, opacity=1, aria=False, shape={"expr": "datum.shape"})
            .encode(
                x=alt.XValue({"expr": "max(scale('x', 0) + 6, scale('x', datum.end) + datum.dx)"}),
                y=rows.y(),
                fill=rows.colour("hue"),
            )
        )
    if bounds:
        layers.append(
            alt.Chart(
                pd.DataFrame(
                    [row | {"top": row["y"] - HEIGHT / 2 - 2, "foot": row["y"] + HEIGHT / 2 + 2} for row in bounds]
                )
            )
            .mark_rule(strokeWidth=2.5, aria=False)
            .encode(
                x=alt.XValue({"expr": "scale('x', datum.end)"}),
                y=rows.y("top"),
                y2=alt.Y2(field="foot"),
                stroke=rows.outline("hue"),
            )
        )
    if intervals:
        layers.append(
            alt.Chart(pd.DataFrame(intervals))
            .mark_rule(strokeWidth=3, stroke=palette.ink, aria=False)
            .encode(
                x=alt.XValue({"expr": "scale('x', datum.lower)"}),
                x2=alt.X2Value({"expr": "scale('x', datum.upper)"}),
                y=rows.y(),
            )
        )
    return layers


def key_entries(hedged: list[rows.Record], words: Mapping[str, str], palette: Palette) -> list[rows.Record]:
    """What the key explains: whose the bars are where other sources are drawn too, hedges, estimates, derived ones."""
    hue = palette.muted
    own = next((row["hue"] for row in hedged if not rows.is_elsewhere(row)), hue)
    others = palette.rule
    later = rows.faint(palette)
    signs = {
        "published": ("square", own, own, False),
        "context": ("square", others, others, False),
        "later": ("square", later, others, False),
        "estimate": ("square", palette.canvas, hue, False),
        "over": ("triangle-right", hue, hue, False),
        "nearly": ("triangle-left", hue, hue, False),
        "about": ("square", palette.tint(hue, 0.3), palette.tint(hue, 0.3), False),
        "range": ("square", hue, hue, False),
        "order": ("square", palette.tint(hue, 0.3), hue, True),
        "derived": (HATCHED, palette.canvas, hue, False),
    }
    seen = {row["qualifier"] for row in hedged} | {"derived" for row in hedged if row["basis"] == "derived"}
    seen |= {"estimate" for row in hedged if row.get("status") == "estimate"}
    if any(rows.is_elsewhere(row) for row in hedged):
        seen |= {
            "later" if row.get("later") else "context" if rows.is_elsewhere(row) else "published" for row in hedged
        }
    return [
        {"words": words[name], "shape": shape, "fill": fill, "stroke": stroke, "dashed": dashed}
        for name, (shape, fill, stroke, dashed) in signs.items()
        if name in seen
    ]
