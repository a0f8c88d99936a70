"""Places in a ranking, first at the left."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.theme import PALETTES, finish

FEWEST = 3  # places: a scale of one place would be none


def places(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Places as dots on a strip of whole numbers from first place at the left. No bars: no place is nothing.

    A bar between the bounds of a range; where one is printed as the first so many, the scale is marked at its end. The
    strip is as long as the list where that is told, so that a step of one place looks like one. Rows keep the frame's
    order.

    Columns: label, display, value, lower, upper (places), qualifier, basis, theme_id, period, statement, where;
    optional status ("estimate"), later (BOOLEAN), listed (places in the list; 0 where that is not known).
    Words: unit (axis title), those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    pointed = [marks.pointed(row, palette) for row in rows.records(frame)]
    key, top = legend.key(rows.records(frame), words, palette, shape="circle")
    placed, _, height = rows.place(pointed, band=20, top=top)
    last = max(FEWEST, *(max(row["end"], row.get("listed") or 0) for row in placed))
    scale = alt.Scale(domain=[1, last], nice=False, zero=False, range=rows.scale_to(rows.room(placed)))
    firsts = {row["end"] for row in placed if row["at"] is None and row["basis"] != "derived" and row["start"] == 1}
    few, many = ([*sorted({1, *firsts, last})] if firsts else numbered(last, most) for most in (3, 6))
    axis = rows.axis(
        words["unit"],
        labels="format(datum.value, 'd')",
        ticks=len(many),
        values={"expr": f"width < {rows.NARROW + 115} ? {few} : {many}"},
    )
    # the strip leaves out the marks and the figure
    left, right = "scale('x', datum.start) - datum.lead", "scale('x', datum.end) + datum.gap + datum.figure_width + 4"
    first_place, end = "scale('x', 1)", f"scale('x', {last})"
    strip = [(first_place, f"max({first_place}, {left})"), (f"min({end}, {right})", end)]
    return finish(
        Layers(
            [
                *key,
                *(
                    alt.Chart(plain.data(placed))
                    .mark_rule(stroke=palette.rule, strokeDash=[1, 4], aria=False)
                    .encode(x=alt.XValue({"expr": start}), x2=alt.X2Value({"expr": end}), y=rows.y())
                    for start, end in strip
                ),
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


def numbered(last: float, most: int) -> list[int]:
    """The places that the axis numbers: first, then at most so many round ones up to the last."""
    step = next(size * 10**tens for tens in range(9) for size in (1, 2, 5) if last / size / 10**tens <= most)
    return [1, *range(step if step > 1 else 2, int(last) + 1, step)]
