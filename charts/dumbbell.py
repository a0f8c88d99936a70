"""Two subjects set against each other in the same thing, a pair a row."""

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.text import text_width
from charts.theme import FIGURE, PALETTES, SMALL, finish

NARROW = 420  # px of the plot: below it a name stands under its figure, not before it


def dumbbell(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Two dots a row on one scale of per cent, a line between them, each named at its outer side.

    Whose a figure is and how sure it is show as everywhere; the line between says that two belong together, no more.

    Columns: group (what both measure; pairs keep the frame's order), name (whose figure it is), label, display, value,
    lower, upper (%), qualifier, basis, theme_id, period, statement, where; optional status, later, source_kind.
    Words: those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    told = rows.records(frame)
    key, top = legend.key(told, words, palette, shape="circle")
    pairs: dict[str, list[rows.Record]] = {}
    for row in told:
        said = f"{row['name']} {row['display']}"
        pointed = marks.pointed(row, palette) | {
            "said": said,
            "wide": text_width(said, FIGURE, bold=True),
            "slim": max(text_width(row["display"], FIGURE, bold=True), text_width(row["name"], SMALL)),
        }
        pairs.setdefault(row["group"], []).append(pointed)
    placed, _, height = rows.place([{"label": group, "display": ""} for group in pairs], band=30, top=top)
    dots: list[rows.Record] = []
    lines: list[rows.Record] = []
    for place, (group, ends) in zip(placed, pairs.items(), strict=True):
        ends.sort(key=lambda row: row["end"])
        middle = (ends[0]["end"] + ends[-1]["start"]) / 2
        at = {name: place[name] for name in ("y", "top", "bottom")}
        for row, is_left in zip(ends, (len(ends) > 1, False), strict=False):
            dots.append(row | at | {"is_left": is_left, "middle": middle, "whose": f"{row['name']} · {group}"})
        lines.append({"from": ends[0]["start"], "to": ends[-1]["end"], "y": place["y"]})
    low, high = min(0.0, *(row["start"] for row in dots)), max(row["end"] for row in dots)
    slim, wide = (_room(dots, room, low, (high - low) or 1) for room in ("slim", "wide"))
    left, right = (f"width < {NARROW} ? {one} : {other}" for one, other in zip(slim, wide, strict=True))
    scale = alt.Scale(domain=[low, high], nice=False, range=[{"expr": left}, {"expr": right}])
    axis = rows.axis(None, labels="datum.label + '%'")
    line = (
        alt.Chart(plain.data(lines))
        .mark_rule(stroke=palette.rule, strokeWidth=3, opacity=0.5, aria=False)
        .encode(x=rows.along("from", scale, axis), x2=alt.X2(field="to"), y=rows.y())
    )
    styles: tuple[tuple[str, int, Literal["bold", "normal"], int, str], ...] = (
        (f"width < {NARROW} ? datum.display : datum.said", FIGURE, "bold", 0, palette.ink),
        (f"width < {NARROW} ? datum.name : ''", SMALL, "normal", 14, palette.muted),
    )
    names = [
        alt.Chart(plain.data(dots))
        .mark_text(
            align={"expr": "datum.is_left ? 'right' : 'left'"},
            baseline="middle",
            dy=dy,
            fontSize=size,
            fontWeight=weight,
            fill=ink,
            aria=False,
        )
        .encode(
            x=alt.XValue(
                {"expr": "datum.is_left ? scale('x', datum.start) - datum.lead : scale('x', datum.end) + datum.gap"}
            ),
            y=rows.y(),
            text=alt.TextValue({"expr": text}),
        )
        for text, size, weight, dy, ink in styles
    ]
    return finish(
        Layers(
            [
                *key,
                line,
                *marks.points(dots, palette, scale, axis, size=130),
                *names,
                rows.labels(placed, palette),
                rows.hover(
                    [row | {"label": row["whose"]} for row in dots],
                    rows.tooltips(words, "label", "display", "period", "statement", "where"),
                    x=alt.XValue({"expr": "datum.is_left ? 0 : scale('x', datum.middle)"}),
                    x2=alt.X2Value({"expr": "datum.is_left ? scale('x', datum.middle) : width"}),
                ),
            ],
            height=height,
        ),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def _room(dots: list[rows.Record], wide: str, low: float, span: float) -> tuple[str, str]:
    """Both ends of the scale, px, that leave each dot's words, ``wide`` of it, their room whatever the width."""
    right = max(row[wide] + row["gap"] for row in dots if not row["is_left"]) + 4
    needs = [str(rows.LEFT)]
    for row in dots:
        share = (row["start"] - low) / span
        if row["is_left"] and share < 1:
            needs.append(f"({row[wide] + row['lead']:.0f} - {share:.4f} * (width - {right:.0f})) / {1 - share:.4f}")
    return f"max({', '.join(needs)})", f"width - {right:.0f}"
