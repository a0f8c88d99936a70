"""Places in a ranking, first at the right."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, rows
from charts.theme import PALETTES, Palette, finish

FEWEST = 3  # places: a scale of one place would be none


def places(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Places as dots on a scale of whole numbers that ends in first place at the right. No bars: no place is nothing.

    A bar between the bounds of a range. Rows keep the frame's order.

    Columns: label, display, value, lower, upper (places), qualifier, basis, theme_id, period, statement, where;
    optional status ("estimate"), later (BOOLEAN).
    Words: unit (axis title), those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    pointed = [dot(row, palette) for row in rows.records(frame)]
    key, top = legend.key(rows.records(frame), words, palette, shape="circle")
    placed, _, height = rows.place(pointed, band=20, top=top)
    last = max(FEWEST, *(-row["start"] for row in placed))
    scale = alt.Scale(domain=[-last, -1], nice=False, zero=False, range=rows.scale_to(rows.room(placed)))
    few, many = ([-number for number in numbered(last, most)] for most in (3, 6))
    axis = rows.axis(
        words["unit"],
        labels="format(-datum.value, 'd')",
        values={"expr": f"width < {rows.NARROW + 115} ? {few} : {many}"},
    )
    return finish(
        alt.LayerChart(
            layer=[
                *key,
                alt.Chart(pd.DataFrame(placed))
                .mark_rule(stroke=palette.rule, strokeDash=[1, 4], aria=False)
                .encode(
                    x=alt.XValue({"expr": f"scale('x', {-last})"}),
                    x2=alt.X2Value({"expr": "scale('x', -1)"}),
                    y=rows.y(),
                ),
                *marks.points(placed, palette, scale, axis, size=130),
                rows.labels(placed, palette),
                rows.figures(placed, palette),
                rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")),
            ]
        ).properties(height=height),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def dot(row: rows.Record, palette: Palette) -> rows.Record:
    """The row on a scale of negative numbers, on which a better place lies to the right."""
    swapped = {"over": "nearly", "nearly": "over"}.get(row["qualifier"], row["qualifier"])
    value, lower, upper = (None if row[end] is None else -row[end] for end in ("value", "upper", "lower"))
    return marks.pointed(row | {"value": value, "lower": lower, "upper": upper, "qualifier": swapped}, palette)


def numbered(last: float, most: int) -> list[int]:
    """The places that the axis numbers: first, then at most so many round ones up to the last."""
    step = next(size * 10**tens for tens in range(9) for size in (1, 2, 5) if last / size / 10**tens <= most)
    return [1, *range(step if step > 1 else 2, int(last) + 1, step)]
