"""Growth rates on one ladder."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.theme import PALETTES, finish


def ladder(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Every growth rate on one scale of per cent, the highest first within what it is measured against.

    A dot on a stem from zero; a pale bar between the bounds of a range; an arrow where only one bound is known; for a
    derived rate a hollow, dashed dot with its interval.

    Columns: group (what the rate is against; groups keep the frame's order), label, display, value, lower, upper (%),
    qualifier, basis, theme_id, period, statement, where.
    Words: those of `legend.key`, label, display, period, statement, where; optional gap_unit (axis title of gaps, which
    are not in %).
    """
    palette = PALETTES[scheme]
    groups = list(dict.fromkeys(frame["group"]))
    key, top = legend.key(rows.records(frame), words, palette, shape="circle")
    placed, headers, height = rows.place(
        sorted(
            (marks.pointed(row, palette) for row in rows.records(frame)),
            key=lambda row: (groups.index(row["group"]), -row["end"]),
        ),
        band=20,
        group="group",
        top=top,
    )
    ends = [0.0, *(row[end] for row in placed for end in ("start", "end"))]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=False, range=rows.scale_to(rows.room(placed)))
    gap = words.get("gap_unit")
    whole: dict[str, Any] = {"tickMinStep": 1} if all(float(end).is_integer() for end in ends) else {}
    axis = rows.axis(gap, labels="datum.label" if gap else "datum.label + '%'", **whole)
    stems = (
        alt.Chart(plain.data(placed))
        .mark_rule(strokeWidth=1.5, aria=False)
        .encode(x=rows.along("foot", scale, axis), x2=alt.X2(datum=0), y=rows.y(), stroke=rows.outline())
    )
    return finish(
        Layers(
            [
                *key,
                rows.zero(placed, palette, scale, axis),
                stems,
                *marks.points(placed, palette, scale, axis, size=130),
                *rows.group_headers(headers, palette),
                rows.labels(placed, palette),
                # beside a stem that runs to the left, the figure stands right of zero
                rows.figures([row | {"end": max(row["end"], 0.0)} for row in placed], palette),
                rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")),
            ],
            height=height,
        ),
        scheme=scheme,
        lang=lang,
        description=description,
    )
