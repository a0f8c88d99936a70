"""One place against another, with the gap between them."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.text import text_width
from charts.theme import AXIS_NUMBERS, BODY, FIGURE, PALETTES, finish, language

BAR = 18  # px
BRACKET = 9  # px from the shorter bar down to the bracket


def compare(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Two bars from zero, the longer above, and below the shorter a bracket from its value to the longer's: the gap.

    The figure stands before the label, above its bar. A derived bar is hollow and dashed, with its interval on it.

    Columns: label, display, value, lower, upper (one unit, not negative), basis, theme_id, period, statement, where;
    two rows. Words: gap (the gap as printed, drawn on the bracket), unit (axis title), those of `legend.key`, label,
    display, period, statement, where.
    """
    palette = PALETTES[scheme]
    larger_first = sorted(rows.records(frame), key=lambda row: -row["value"])
    both = [row | marks.look(row, palette) | {"gap": 0} for row in larger_first]
    indent = max(text_width(row["display"], FIGURE, bold=True) for row in both) + 8
    key, top = legend.key([{"qualifier": "exact"} | row for row in both], words, palette)
    placed, _, height = rows.place(both, band=26, indent=indent, top=top)
    for row in placed:
        row |= {
            "from": row["y"] - BAR / 2,
            "to": row["y"] + BAR / 2,
        }
    longer, shorter = placed
    scale = alt.Scale(
        domain=[0, max(longer["value"], *(row["upper"] or 0 for row in placed))],
        nice=False,
        range=rows.scale_to(16),
    )
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)])
    base = alt.Chart(plain.data(placed))
    intervals = [row for row in placed if row["basis"] == "derived" and None not in (row["lower"], row["upper"])]
    bracket = alt.Chart(
        plain.data(
            [
                {
                    "x": shorter["value"],
                    "x2": longer["value"],
                    "y": shorter["to"] + BRACKET,
                    "top": longer["to"] + 2,
                    "cap": shorter["to"] + 2,
                    "bottom": shorter["to"] + BRACKET + 4,
                    "said": words["gap"],
                    "wide": text_width(words["gap"], BODY + 1, bold=True),
                    "words_y": shorter["to"] + BRACKET + 14,
                }
            ]
        )
    )
    layers = [
        *key,
        rows.zero(placed, palette, scale, axis),
        base.mark_rect(strokeWidth=1.5, aria=False, strokeDash=marks.dashes()).encode(
            x=rows.along("value", scale, axis),
            x2=alt.X2(datum=0),
            y=rows.y("from"),
            y2=alt.Y2(field="to"),
            fill=rows.colour("fill"),
            stroke=rows.outline(),
        ),
        bracket.mark_rule(stroke=palette.rule, strokeDash=[2, 3], aria=False).encode(
            x=rows.along("x2", scale, axis), y=rows.y("top"), y2=alt.Y2(field="cap")
        ),
        bracket.mark_rule(stroke=palette.ink, strokeWidth=1.25, aria=False).encode(
            x=rows.along("x", scale, axis), x2=alt.X2(field="x2"), y=rows.y()
        ),
        *(
            bracket.mark_rule(stroke=palette.ink, strokeWidth=1.25, aria=False).encode(
                x=rows.along(end, scale, axis), y=rows.y("cap"), y2=alt.Y2(field="bottom")
            )
            for end in ("x", "x2")
        ),
        bracket.mark_text(fontSize=BODY + 1, fontWeight="bold", baseline="middle", fill=palette.ink, aria=False).encode(
            x=alt.XValue(
                {
                    "expr": "clamp((scale('x', datum.x) + scale('x', datum.x2)) / 2,"
                    " datum.wide / 2, width - datum.wide / 2)"
                }
            ),
            y=rows.y("words_y"),
            text=alt.Text(field="said", type="nominal"),
        ),
        rows.labels(placed, palette),
        base.mark_text(
            align="left",
            baseline="top",
            fontSize=FIGURE,
            fontWeight="bold",
            fill=palette.ink,
            dy=-3,
            aria=False,
        ).encode(
            x=alt.XValue(rows.LEFT),
            y=alt.YValue({"expr": "datum.label_y + datum.spare"}),
            text=alt.Text(field="display", type="nominal"),
        ),
    ]
    if intervals:
        layers += marks.intervals(intervals, scale, axis)
    layers.append(rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")))
    return finish(
        Layers(layers, height=height + BRACKET + 16),
        scheme=scheme,
        lang=lang,
        description=description,
    )
