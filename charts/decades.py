"""A long life with few turning points."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import marks, plain, rows
from charts.layers import Layers
from charts.text import text_width, wrap
from charts.theme import BODY, FIGURE, PALETTES, SMALL, Palette, finish

STEP = 22  # px: figure line of a level, to which its label's lines are added
SPAN = 12  # px: height of the bar over all the years an undated stage may have begun in
AGE = 30  # px: a derived age below the line


def decades(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Stages on a line of years to scale, each with a leader to its own level, the earliest on top.

    A stage with a year is a dot. One without is a pale bar over all the years it may have begun in, and no dot.
    An age, derived from the years, is a dashed bracket below the line.

    Columns: role ("stage", "age"), year (of a dated stage, else missing), start and end (years an undated stage or an
    age runs over), label, display, theme_id, statement, where.
    Words: label, display, statement, where, derived.
    """
    palette = PALETTES[scheme]
    people = [row | {"colour": palette.hue(row["theme_id"])} for row in rows.records(frame)]
    # a stage is no figure that could be opened
    stages = [{name: row[name] for name in row if name != rows.KNOWN} for row in people if row["role"] == "stage"]
    ages = sorted((row for row in people if row["role"] == "age"), key=lambda row: row["start"])
    known = [row[at] for row in people for at in ("year", "start", "end") if row[at] is not None]
    first, last = min(known), max(known)
    turns = sorted(stages, key=lambda row: (row["year"] is None, row["year"], row["start"]))
    top = 0.0
    for turn in turns:
        dated = turn["year"] is not None
        # On a phone a label has from its leader to the farther edge of the chart, less what later leaders need.
        share = (turn["year"] - first) / (last - first) if dated and last > first else 0.0 if dated else 1.0
        side = max(share, 1 - share) * rows.NARROW if turn is not turns[-1] else rows.NARROW * 0.65
        lines = wrap(turn["label"], BODY, side)
        turn |= {
            "at": turn["year"] if dated else turn["end"],
            "top": top,
            "label_y": top + STEP,
            "wrapped": "\n".join(lines),
            "past": share > 0.5,
            "beside": 8 if dated else 0,
            "need": text_width(turn["label"], BODY) / max(share, 1 - share, 0.01) + 40 if len(lines) > 1 else 0,
            "ink": palette.ink if dated else palette.muted,
        }
        top += STEP + len(lines) * rows.LINE + 10
        turn["bottom"] = top - 6
    line = top + 10
    for turn in turns:
        turn["y"] = line
    dots = [turn for turn in turns if turn["year"] is not None]
    spans = [turn | {"pale": palette.tint(turn["colour"], 0.25)} for turn in turns if turn["year"] is None]
    scale = alt.Scale(
        domain=[first, last] if last > first else [first - 1, last + 1],
        nice=False,
        zero=False,
        range=[rows.LEFT, {"expr": "width - 8"}],
    )
    axis = alt.Axis(
        title=None,
        grid=False,
        domain=False,
        ticks=False,
        format="d",
        labelFlush=False,
        labelBound=True,
        tickCount={"expr": "clamp(width / 70, 3, 11)"},
    )
    base = alt.Chart(plain.data(turns))
    tips = rows.tooltips(words, "label", "display", "statement", "where")
    align = {"expr": "datum.past ? 'right' : 'left'"}
    beside = alt.XValue({"expr": "scale('x', datum.at) + (datum.past ? -datum.beside : datum.beside)"})
    spine = alt.Chart(plain.data([{"from": first, "to": max(turn["year"] or first for turn in turns), "y": line}]))
    layers = [
        spine.mark_rule(stroke=palette.rule, strokeWidth=2, aria=False).encode(
            x=rows.along("from", scale, axis), x2=alt.X2(field="to"), y=rows.y()
        ),
    ]
    if spans:
        layers.append(
            alt.Chart(plain.data(spans))
            .mark_bar(height=SPAN, cornerRadius=SPAN / 2, aria=False)
            .encode(
                x=rows.along("start", scale, axis),
                x2=alt.X2(field="end"),
                y=rows.y(),
                fill=rows.colour("pale"),
            )
        )
    if dots:
        points = alt.Chart(plain.data(dots))
        layers += [
            points.mark_rule(strokeWidth=1.25, aria=False).encode(
                x=rows.along("year", scale, axis), y=rows.y("top"), y2=alt.Y2(field="y"), stroke=rows.outline()
            ),
            points.mark_point(size=150, strokeWidth=0, opacity=1, aria=False).encode(
                x=rows.along("year", scale, axis), y=rows.y(), fill=rows.colour()
            ),
        ]
    layers += [
        base.mark_text(align=align, baseline="top", fontSize=FIGURE + 2, fontWeight="bold", aria=False).encode(
            x=beside, y=rows.y("top"), text=alt.Text(field="display", type="nominal"), fill=rows.colour("ink")
        ),
        base.mark_text(
            align=align,
            baseline="top",
            fontSize=BODY,
            lineHeight=rows.LINE,
            lineBreak="\n",
            fill=palette.ink,
            aria=False,
            text={"expr": "width < datum.need ? datum.wrapped : datum.label"},
        ).encode(x=beside, y=rows.y("label_y")),
        *brackets(ages, line + SPAN, words["derived"], palette, scale, axis),
        rows.hover(turns, tips),
    ]
    if ages:
        layers.append(rows.hover(placed(ages, line + SPAN), tips))
    return finish(
        Layers(layers, height=line + SPAN + len(ages) * AGE),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def placed(ages: list[rows.Record], top: float) -> list[rows.Record]:
    """Each age on a line of its own, from `top` px down."""
    return [
        age
        | {
            "top": top + index * AGE,
            "y": top + index * AGE + AGE - 8,
            "bottom": top + (index + 1) * AGE,
            "dashed": True,  # derived
        }
        for index, age in enumerate(ages)
    ]


def brackets(
    ages: list[rows.Record], top: float, derived: str, palette: Palette, scale: alt.Scale, axis: alt.Axis
) -> list[alt.Chart]:
    """An age as a dashed line between two ends, its figure and the word that it is derived over its middle."""
    if not ages:
        return []
    base = alt.Chart(plain.data([age | {"text": f"{age['display']} · {derived}"} for age in placed(ages, top)]))
    return [
        base.mark_rule(stroke=palette.muted, strokeWidth=1.25, strokeDash=marks.dashes(), aria=False).encode(
            x=rows.along("start", scale, axis), x2=alt.X2(field="end"), y=rows.y()
        ),
        *(
            base.mark_tick(
                orient="vertical", size=9, thickness=1.25, color=palette.muted, opacity=1, aria=False
            ).encode(x=rows.along(end, scale, axis), y=rows.y())
            for end in ("start", "end")
        ),
        base.mark_text(baseline="bottom", fontSize=SMALL, fill=palette.muted, dy=-4, aria=False).encode(
            x=alt.XValue({"expr": "(scale('x', datum.start) + scale('x', datum.end)) / 2"}),
            y=rows.y(),
            text=alt.Text(field="text", type="nominal"),
        ),
    ]
