"""The report as a map: its paragraphs as rows, each number at its place."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, rows
from charts.theme import PALETTES, SMALL, finish

ROW = 13  # px a paragraph
BAR = 9
HEADER = 26
SHORT = "M-1,.4H1V1H-1Z"  # a symbol of the key


def report_map(
    paragraphs: pd.DataFrame,
    figures: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """One thin row a paragraph, as long as its text and tinted by its theme; a tick where each number stands.

    A full tick is a figure that an observation holds; a short one at the foot of the row is a number that is none, and
    why.

    Columns of paragraphs: paragraph (its number), chars (its length), section_title (drawn above the first paragraph
    of a section), theme_id.
    Columns of figures: paragraph, start, end (characters from the paragraph's first, half open), printed, kind
    ("figure" or "other"), label (what the figure measures; missing for others), reason (why it is no figure; missing
    for figures).
    Words: figure, other (key); paragraph, section, printed, label, reason (tooltips).
    """
    palette = PALETTES[scheme]
    key, bottom = legend.key_line(
        [
            {
                "words": words["figure"],
                "shape": "square",
                "fill": palette.muted,
                "stroke": palette.muted,
                "dashed": False,
            },
            {
                "words": words["other"],
                "shape": SHORT,
                "fill": palette.muted,
                "stroke": palette.muted,
                "dashed": False,
            },
        ],
        palette,
    )
    bars: list[rows.Record] = []
    headers: list[rows.Record] = []
    for row in rows.records(paragraphs.sort_values("paragraph")):
        if not headers or headers[-1]["label"] != row["section_title"]:
            bottom += 6 if bars else 0
            headers.append({"label": row["section_title"], "y": bottom})
            bottom += HEADER - 6
        hue = palette.hue(row["theme_id"])
        bars.append(
            row
            | {
                "zero": 0,
                "top": bottom,
                "bottom": bottom + BAR,
                "tint": palette.tint(hue, 0.2),
                "hue": hue,
                "said": f"{words['paragraph']} {row['paragraph']}",
            }
        )
        bottom += ROW
    at = {bar["paragraph"]: bar for bar in bars}
    ticks = [
        row
        | {
            "top": at[row["paragraph"]]["top"] - 1 if row["kind"] == "figure" else at[row["paragraph"]]["bottom"] - 2,
            "bottom": at[row["paragraph"]]["bottom"] + 1,
            "colour": at[row["paragraph"]]["hue"] if row["kind"] == "figure" else palette.muted,
            "said": f"{row['printed']} {row['label'] or row['reason'] or ''}",
        }
        for row in rows.records(figures)
    ]
    scale = alt.Scale(
        domain=[0, max(bar["chars"] for bar in bars)], nice=False, range=[rows.LEFT, {"expr": "width - 8"}]
    )
    axis = alt.Axis(title=None, labels=False, ticks=False, grid=False, domain=False)
    layers = [
        *key,
        alt.Chart(pd.DataFrame(headers))
        .mark_text(align="left", baseline="top", fontSize=SMALL, fontWeight="bold", fill=palette.muted, aria=False)
        .encode(x=alt.XValue(rows.LEFT), y=rows.y(), text=alt.Text(field="label", type="nominal")),
        alt.Chart(pd.DataFrame(bars))
        .mark_rect(cornerRadius=2, stroke=None)
        .encode(
            x=rows.along("zero", scale, axis),
            x2=alt.X2(field="chars"),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            fill=rows.colour("tint"),
            description=alt.Description(field="said", type="nominal"),
            tooltip=[
                alt.Tooltip(field="paragraph", type="nominal", title=words["paragraph"]),
                alt.Tooltip(field="section_title", type="nominal", title=words["section"]),
            ],
        ),
    ]
    for kind, line in (("other", "reason"), ("figure", "label")):
        if shown := [tick for tick in ticks if tick["kind"] == kind]:
            layers.append(
                alt.Chart(pd.DataFrame(shown))
                .mark_rect(cornerRadius=1, strokeWidth=1)
                .encode(
                    x=alt.XValue({"expr": "scale('x', datum.start)"}),
                    x2=alt.X2Value({"expr": "max(scale('x', datum.end), scale('x', datum.start) + 3)"}),
                    y=rows.y("top"),
                    y2=alt.Y2(field="bottom"),
                    fill=rows.colour(),
                    stroke=rows.outline(),
                    description=alt.Description(field="said", type="nominal"),
                    tooltip=rows.tooltips(words, "printed", line, "paragraph"),
                )
            )
    return finish(
        alt.LayerChart(layer=layers).properties(height=bottom),
        scheme=scheme,
        lang=lang,
        description=description,
    )
