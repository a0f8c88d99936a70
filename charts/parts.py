"""A total and what it is made of."""

from collections.abc import Mapping
from itertools import pairwise

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.theme import AXIS_NUMBERS, PALETTES, finish, language

HEIGHT = 16  # px: a bar


def parts(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Bars on one scale, each part beginning where the one before ends, and last the total from zero.

    A dotted line leads from a part's end to the next. What is derived is hollow and dashed, its interval at its end.

    Columns: label, display, value, lower, upper (one unit, not negative), start (where the bar begins), qualifier,
    basis, theme_id, period, statement, where; optional status, later, source_kind. Words: unit (axis title), those of
    `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    every = [
        row
        | marks.look(row, palette)
        | {"end": row["start"] + row["value"], "lead": 8, "gap": 8}
        | {bound: None if row[bound] is None else row["start"] + row[bound] for bound in ("lower", "upper")}
        for row in rows.records(frame)
    ]
    key, top = legend.key(every, words, palette)
    placed, _, height = rows.place(every, band=22, top=top)
    for row in placed:
        row |= {"from": row["y"] - HEIGHT / 2, "to": row["y"] + HEIGHT / 2}
    last = max(row["upper"] or row["end"] for row in placed)
    scale = alt.Scale(domain=[0, last], nice=False, range=rows.scale_to(rows.room(placed)))
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)])
    steps = [{"x": row["end"], "from": row["to"], "to": below["from"]} for row, below in pairwise(placed)]
    intervals = [row for row in placed if row["dashed"] and None not in (row["lower"], row["upper"])]
    layers = [
        *key,
        rows.zero([row for row in placed if row["start"] == 0], palette, scale, axis),
        alt.Chart(plain.data(steps))
        .mark_rule(stroke=palette.muted, strokeDash=[2, 3], aria=False)
        .encode(x=rows.along("x", scale, axis), y=rows.y("from"), y2=alt.Y2(field="to")),
        alt.Chart(plain.data(placed))
        .mark_rect(strokeWidth=1.25, aria=False, strokeDash=marks.dashes())
        .encode(
            x=rows.along("start", scale, axis),
            x2=alt.X2(field="end"),
            y=rows.y("from"),
            y2=alt.Y2(field="to"),
            fill=rows.colour("fill"),
            stroke=rows.outline(),
        ),
        rows.labels(placed, palette, **rows.ground(palette)),
        rows.labels(placed, palette),
        rows.figures(placed, palette),
    ]
    if intervals:
        layers += marks.intervals(intervals, scale, axis)
    layers.append(rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")))
    return finish(Layers(layers, height=height), scheme=scheme, lang=lang, description=description)
