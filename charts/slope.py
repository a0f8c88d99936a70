"""Rank over editions."""

from collections.abc import Mapping
from itertools import pairwise

import altair as alt
import pandas as pd

from charts import legend, marks, rows
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

    The marks are those of `marks.look`; a line to a derived rank is dashed. A rank known as an interval only is a bar
    from end to end, pale with strokes at the ends where a source prints it, and no line leads there. The figure stands
    clear of the line, the label beneath the last dot of its line when there are several.

    Columns: label, edition (text; editions keep the frame's order), display, value (rank; NULL for an interval), basis,
    theme_id, period, statement, where; lower and upper (rank) where a value is NULL; optional later.
    Words: those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    points = [
        {"lower": row["value"], "upper": row["value"], "qualifier": "exact"} | row | marks.look(row, palette)
        for row in rows.records(frame)
    ]
    key, top = legend.key(points, words, palette, shape="circle")
    for point in points:
        if point["value"] is None and not point["dashed"]:
            point["fill"] = point["open"]
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
                "dashed": a["dashed"] or b["dashed"],
            }
            for line in lines.values()
            for a, b in pairwise(line)
            if None not in (a["value"], b["value"])
        ],
        columns=["edition", "value", "to", "to_value", "colour", "dashed"],
    )
    for line in lines.values():
        for point, following in pairwise(line):
            rises = None not in (point["value"], following["value"]) and following["value"] < point["value"]
            point["dy"] = 24 if rises else -22
        line[-1]["dy"] = -22
    names = [line[-1] for line in lines.values()] if len(lines) > 1 else []
    for point in points:
        point["best"], point["worst"] = (
            (point["lower"], point["upper"]) if point["value"] is None else (point["value"], point["value"])
        )
        # where the figure stands: that of an interval below it, clear of the line that rises from there
        point["at"] = point["worst"] if point["value"] is None else point["best"]
        if point["value"] is None:
            point["dy"] = 20
        point["edge"] = point["open"] if point["fill"] == point["open"] else point["colour"]
    best, worst = min(point["best"] for point in points), max(point["worst"] for point in points)
    margin = max(1.0, (worst - best) * 0.25)  # ranks: room for the figures
    x = alt.X(
        field="edition",
        type="ordinal",
        sort=None,
        scale=alt.Scale(type="point", domain=list(dict.fromkeys(frame["edition"])), padding=0.5),
        axis=alt.Axis(title=None, domain=False, ticks=False, grid=True, labelFontSize=SMALL + 1),
    )
    scale = alt.Scale(domain=[worst + margin, best - margin], nice=False, zero=False, range=[top + HEIGHT, top])
    y, at, top_end = (
        alt.Y(field=field, type="quantitative", scale=scale, axis=None) for field in ("value", "at", "best")
    )
    every = alt.Chart(pd.DataFrame(points))
    dots = alt.Chart(pd.DataFrame([point for point in points if point["value"] is not None]))
    spans = alt.Chart(pd.DataFrame([point for point in points if point["value"] is None], columns=list(points[0])))
    layers = [
        *key,
        alt.Chart(links)
        .mark_rule(strokeWidth=2.5, aria=False, strokeDash=marks.dashes())
        .encode(x=x, x2=alt.X2(field="to"), y=y, y2=alt.Y2(field="to_value"), stroke=rows.outline()),
        dots.mark_point(
            size=190,
            strokeWidth=2.25,
            opacity=1,
            aria=False,
            strokeDash=marks.dashes(),
        ).encode(x=x, y=y, fill=rows.colour("fill"), stroke=rows.outline()),
        spans.mark_bar(width=14, strokeWidth=1.75, strokeDash=marks.dashes(), aria=False).encode(
            x=x,
            y=top_end,
            y2=alt.Y2(field="worst"),
            fill=rows.colour("fill"),
            stroke=rows.outline("edge"),
        ),
        *(
            alt.Chart(
                pd.DataFrame([point for point in points if point["edge"] == point["open"]], columns=list(points[0]))
            )
            .mark_tick(orient="horizontal", size=20, thickness=2.5, opacity=1, aria=False)
            .encode(x=x, y=alt.Y(field=end, type="quantitative", scale=scale, axis=None), fill=rows.colour())
            for end in ("best", "worst")
        ),
        every.mark_text(
            dy={"expr": "datum.dy"},
            baseline="middle",
            fontSize={"expr": f"width / {frame['edition'].nunique()} < 90 ? {FIGURE - 2} : {FIGURE + 4}"},
            fontWeight="bold",
            fill=palette.ink,
            aria=False,
        ).encode(x=x, y=at, text=alt.Text(field="display", type="nominal")),
    ]
    if names:
        layers.append(
            alt.Chart(pd.DataFrame(names))
            .mark_text(dy=22, fill=palette.ink, aria=False)
            .encode(x=x, y=at, text=alt.Text(field="label", type="nominal"))
        )
    layers.append(
        every.mark_point(size=2400, filled=True, fill="transparent", opacity=1).encode(
            x=x,
            y=at,
            tooltip=rows.tooltips(words, "label", "display", "period", "statement", "where"),
            description=alt.Description(field="said", type="nominal"),
        )
    )
    return finish(
        alt.LayerChart(layer=layers).properties(height=top + HEIGHT),
        scheme=scheme,
        lang=lang,
        description=description,
    )
