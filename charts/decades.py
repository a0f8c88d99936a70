"""A long life with few turning points."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import rows
from charts.text import text_width, wrap
from charts.theme import BODY, FIGURE, PALETTES, SMALL, finish

STEP = 22  # px: figure line of a level, to which its label's lines are added


def decades(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Turning points on a line of years to scale, each with a leader to its own level, the earliest on top.

    Columns: year (number), label (what changed), display (the year as printed), theme_id, statement, where.
    Words: label, display, statement, where.
    """
    palette = PALETTES[scheme]
    turns = rows.records(frame.sort_values("year"))
    first, last = turns[0]["year"], turns[-1]["year"]
    top = 0.0
    for turn in turns:
        # On a phone a label has from its leader to the farther edge of the chart, less what later leaders need.
        share = (turn["year"] - first) / (last - first) if last > first else 0.0
        side = max(share, 1 - share) * rows.NARROW if turn is not turns[-1] else rows.NARROW * 0.65
        lines = wrap(turn["label"], BODY, side)
        turn |= {
            "top": top,
            "label_y": top + STEP,
            "wrapped": "\n".join(lines),
            "past": share > 0.5,
            "need": text_width(turn["label"], BODY) / max(share, 1 - share, 0.01) + 40 if len(lines) > 1 else 0,
            "colour": palette.hue(turn["theme_id"]),
            "said": f"{turn['display']} {turn['label']}",
        }
        top += STEP + len(lines) * rows.LINE + 10
        turn["bottom"] = top - 6
    line = top + 10
    for turn in turns:
        turn["y"] = line
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
    base = alt.Chart(pd.DataFrame(turns))
    align = {"expr": "datum.past ? 'right' : 'left'"}
    beside = alt.XValue({"expr": "scale('x', datum.year) + (datum.past ? -8 : 8)"})
    spine = alt.Chart(pd.DataFrame([{"year": first, "to": last, "y": line}]))
    layers = [
        spine.mark_rule(stroke=palette.rule, strokeWidth=2, aria=False).encode(
            x=rows.along("year", scale, axis), x2=alt.X2(field="to"), y=rows.y()
        ),
        base.mark_rule(strokeWidth=1.25, aria=False).encode(
            x=rows.along("year", scale, axis), y=rows.y("top"), y2=alt.Y2(field="y"), stroke=rows.outline()
        ),
        base.mark_point(size=150, strokeWidth=0, opacity=1, aria=False).encode(
            x=rows.along("year", scale, axis), y=rows.y(), fill=rows.colour()
        ),
        base.mark_text(
            align=align, baseline="top", fontSize=FIGURE + 2, fontWeight="bold", fill=palette.ink, aria=False
        ).encode(x=beside, y=rows.y("top"), text=alt.Text(field="display", type="nominal")),
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
        base.mark_rect(fill="transparent", stroke=None).encode(
            x=alt.XValue(0),
            x2=alt.X2Value("width"),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=rows.tooltips(words, "label", "display", "statement", "where"),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    return finish(
        alt.LayerChart(layer=layers).properties(height=line + SMALL),
        scheme=scheme,
        lang=lang,
        description=description,
    )
