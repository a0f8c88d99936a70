"""Sums of money on one log axis."""

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.theme import AXIS_NUMBERS, PALETTES, finish, language

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")


def money(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Sums of money from one store to the nation on one logarithmic axis, grouped by how far they reach.

    A dot for a sum, its shape the scope's; a dot with an arrow for "over"; a pale band for an order of magnitude or,
    with strokes at its bounds, a range. No bars: a logarithmic axis has no zero.

    Columns: scope (groups keep the frame's order), label, display, value, lower, upper (yuan), qualifier, basis,
    theme_id, period, statement, where.
    Words: those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    scopes = list(dict.fromkeys(frame["scope"]))
    key, top = legend.key(rows.records(frame), words, palette, shape="circle")
    placed, headers, height = rows.place(
        sorted(
            (
                marks.pointed(row, palette) | {"shape": SHAPES[scopes.index(row["scope"]) % len(SHAPES)]}
                for row in rows.records(frame)
            ),
            key=lambda row: (scopes.index(row["scope"]), -row["end"]),
        ),
        band=20,
        group="scope",
        top=top,
    )
    first = math.floor(math.log10(min(row["start"] for row in placed)))
    last = max(first + 1, math.ceil(math.log10(max(row["end"] for row in placed))))
    if any(row["end"] == 10**last for row in placed):
        last = max(last + 1, first + 3)  # a band to the edge would leave no room for its figure
    scale = alt.Scale(type="log", domain=[10**first, 10**last], nice=False, range=rows.scale_to(24))
    powers = [10**power for power in range(first, last + 1)]
    axis = rows.axis(labels=AXIS_NUMBERS[language(lang)], values=powers, ticks=20, labelOverlap=len(powers) > 6)
    leaders = (
        alt.Chart(plain.data(placed))
        .mark_rule(stroke=palette.rule, strokeDash=[1, 4], aria=False)
        .encode(
            x=alt.XValue(rows.LEFT),
            x2=alt.X2Value(
                {
                    "expr": f"max({rows.LEFT}, scale('x', datum.start) - datum.lead"
                    f" - ({rows.FITS} ? 0 : datum.figure_width + 4))"
                }
            ),
            y=rows.y(),
        )
    )
    return finish(
        Layers(
            [
                *key,
                *rows.group_headers(headers, palette),
                leaders,
                *marks.points(placed, palette, scale, axis, size=130),
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
