"""Shares of a whole."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, plain, rows
from charts.amounts import HEIGHT, bars, ends, with_end
from charts.layers import Layers
from charts.theme import PALETTES, SMALL, finish

LONG = 60  # %: beyond it a figure needs room of its own at the right


def share(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Shares as bars on a strip that is the whole, which is named at its end.

    The strip is the scale and no mark: a small share looks as small as it is. The bars are those of `amounts`.

    Columns: label, display, value, lower, upper (%), qualifier, basis, theme_id, period, statement, where, whole (what
    100 % is); optional status, later, source_kind.
    Words: those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    hedged = [with_end(row, palette) for row in rows.records(frame)]
    key, top = legend.key(hedged, words, palette)
    placed, _, height = rows.place(hedged, band=22 + rows.LINE, top=top)
    for row in placed:
        row["y"] -= rows.LINE / 2
        row |= {
            "from": row["y"] - HEIGHT / 2,
            "to": row["y"] + HEIGHT / 2,
            "none": 0,
            "all": 100,
            "whole_y": row["y"] + 20,
        }
    room = rows.room(placed) if any(row["end"] > LONG for row in placed) else 16
    scale = alt.Scale(domain=[0, 100], nice=False, range=rows.scale_to(room))
    axis = rows.axis(
        None,
        labels="datum.value + '%'",
        values={"expr": f"width < {rows.NARROW + 115} ? [0, 50, 100] : [0, 25, 50, 75, 100]"},
        labelOverlap=False,
    )
    base = alt.Chart(plain.data(placed))
    strip = base.mark_rect(fill=palette.grid, aria=False).encode(
        x=rows.along("none", scale, axis), x2=alt.X2(field="all"), y=rows.y("from"), y2=alt.Y2(field="to")
    )
    whole = base.mark_text(align="right", baseline="middle", fontSize=SMALL, fill=palette.muted, aria=False).encode(
        x=alt.XValue({"expr": "scale('x', 100)"}), y=rows.y("whole_y"), text=alt.Text(field="whole", type="nominal")
    )
    return finish(
        Layers(
            [
                *key,
                strip,
                bars(placed, palette),
                *ends(placed, palette),
                whole,
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
