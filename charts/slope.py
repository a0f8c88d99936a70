"""Rank over editions."""

from collections.abc import Mapping
from itertools import pairwise

import altair as alt
import pandas as pd

from charts import rows
from charts.theme import FIGURE, PALETTES, SMALL, finish

HEIGHT = 220  # px


def slope(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Ranks over editions, first place towards the top, one line a label.

    A derived rank is hollow and the line to it dashed. The figure stands clear of the line, the label beneath the last
    dot of its line when there are several.

    Columns: label, edition (text; editions keep the frame's order), display, value (rank), basis, theme_id, period,
    statement, where.
    Words: label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    points = [row | {"colour": palette.hue(row["theme_id"], row["basis"])} for row in rows.records(frame)]
    for point in points:
        point["fill"] = palette.canvas if point["basis"] == "derived" else point["colour"]
        point["said"] = f"{point['label']} {point['edition']} {point['display']}"
    lines = {label: [point for point in points if point["label"] == label] for label in frame["label"].unique()}
    links = pd.DataFrame(
        [
            {
                "edition": a["edition"],
                "value": a["value"],
                "to": b["edition"],
                "to_value": b["value"],
                "colour": b["colour"],
                "dashed": "derived" in (a["basis"], b["basis"]),
            }
            for line in lines.values()
            for a, b in pairwise(line)
        ],
        columns=["edition", "value", "to", "to_value", "colour", "dashed"],
    )
    for line in lines.values():
        for point, following in pairwise(line):
            point["dy"] = 24 if following["value"] < point["value"] else -22
        line[-1]["dy"] = -22
    names = [line[-1] for line in lines.values()] if len(lines) > 1 else []
    best, worst = min(point["value"] for point in points), max(point["value"] for point in points)
    margin = max(1.0, (worst - best) * 0.25)  # ranks: room for the figures
    x = alt.X(
        field="edition",
        type="ordinal",
        sort=None,
        scale=alt.Scale(type="point", domain=list(dict.fromkeys(frame["edition"])), padding=0.5),
        axis=alt.Axis(title=None, domain=False, ticks=False, grid=True, labelFontSize=SMALL + 1),
    )
    y = alt.Y(
        field="value",
        type="quantitative",
        scale=alt.Scale(domain=[worst + margin, best - margin], nice=False, zero=False),
        axis=None,
    )
    dots = alt.Chart(pd.DataFrame(points))
    layers = [
        alt.Chart(links)
        .mark_rule(strokeWidth=2.5, strokeCap="round", aria=False, strokeDash={"expr": "datum.dashed ? [5, 4] : []"})
        .encode(x=x, x2=alt.X2(field="to"), y=y, y2=alt.Y2(field="to_value"), stroke=rows.outline()),
        dots.mark_point(
            size=190,
            strokeWidth=2.25,
            opacity=1,
            aria=False,
            strokeDash={"expr": "datum.basis == 'derived' ? [3, 2] : []"},
        ).encode(x=x, y=y, fill=rows.colour("fill"), stroke=rows.outline()),
        dots.mark_text(
            dy={"expr": "datum.dy"},
            baseline="middle",
            fontSize=FIGURE + 4,
            fontWeight="bold",
            fill=palette.ink,
            aria=False,
        ).encode(x=x, y=y, text=alt.Text(field="display", type="nominal")),
    ]
    if names:
        layers.append(
            alt.Chart(pd.DataFrame(names))
            .mark_text(dy=22, fill=palette.ink, aria=False)
            .encode(x=x, y=y, text=alt.Text(field="label", type="nominal"))
        )
    layers.append(
        dots.mark_point(size=2400, filled=True, fill="transparent", opacity=1).encode(
            x=x,
            y=y,
            tooltip=rows.tooltips(words, "label", "display", "period", "statement", "where"),
            description=alt.Description(field="said", type="nominal"),
        )
    )
    return finish(
        alt.LayerChart(layer=layers).properties(height=HEIGHT),
        scheme=scheme,
        lang=lang,
        description=description,
    )
