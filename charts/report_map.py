"""The report as a map: its paragraphs as rows, each number at its place."""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, plain, rows
from charts.layers import Layers
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
) -> Layers:
    """One thin row a paragraph, as long as its text and tinted by its theme; a tick where each number stands.

    A full tick is a figure that an observation holds; a short one at the foot of the row is a number that is none, and
    why.

    Columns of paragraphs: paragraph (its number), chars (its length), section_title (drawn above the first paragraph
    of a section), theme_id.
    Columns of figures: paragraph, start, end (characters from the paragraph's first, half open), printed, kind
    ("figure" or "other"), label (what the figure measures; missing for others), reason (why it is no figure; missing
    for figures); also char_start (its place in the text, by which a click names it) and marked (ringed).
    The selection is named "figure" and carries char_start.
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
        alt.Chart(plain.data(headers))
        .mark_text(align="left", baseline="top", fontSize=SMALL, fontWeight="bold", fill=palette.muted, aria=False)
        .encode(x=alt.XValue(rows.LEFT), y=rows.y(), text=alt.Text(field="label", type="nominal")),
        alt.Chart(plain.data(bars))
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
    layers.append(
        alt.Chart(plain.data(ticks))
        .mark_rect(cornerRadius=1, strokeWidth=1, aria=False)
        .encode(
            x=_from(0), x2=_to(0), y=rows.y("top"), y2=alt.Y2(field="bottom"), fill=rows.colour(), stroke=rows.outline()
        )
    )
    if marked := [
        tick | {"top": tick["top"] - 3, "bottom": tick["bottom"] + 3} for tick in ticks if tick.get("marked")
    ]:
        layers.append(
            alt.Chart(plain.data(marked))
            .mark_rect(cornerRadius=3, fill=None, stroke=palette.ink, strokeWidth=2, aria=False)
            .encode(x=_from(3), x2=_to(3), y=rows.y("top"), y2=alt.Y2(field="bottom"))
        )
    layers.append(_answering(ticks, words))
    return finish(
        Layers(layers, height=bottom),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def _from(more: int) -> alt.XValue:
    return alt.XValue({"expr": f"scale('x', datum.start) - {more}"})


def _to(more: int) -> alt.X2Value:
    return alt.X2Value({"expr": f"max(scale('x', datum.end), scale('x', datum.start) + 3) + {more}"})


def _answering(ticks: list[rows.Record], words: Mapping[str, str]) -> alt.Chart:
    """An unseen mark over each number, wide enough for a pointer, that is read out and answers with what it is."""
    opens = bool(ticks) and "char_start" in ticks[0]
    lines = {kind: ("printed", line, "paragraph") for kind, line in (("figure", "label"), ("other", "reason"))}
    told = {
        kind: "{" + ", ".join(f"{json.dumps(words[field])}: datum.{field}" for field in fields) + "}"
        for kind, fields in lines.items()
    }
    chart: alt.Chart = (
        alt.Chart(plain.data([tick | {"top": tick["bottom"] - BAR - 1} for tick in ticks]))
        .mark_rect(
            fill="transparent",
            stroke=None,
            cursor="pointer" if opens else alt.Undefined,
            tooltip={"expr": f"datum.kind == 'figure' ? {told['figure']} : {told['other']}"},
        )
        .encode(
            x=_from(3),
            x2=_to(3),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            description=alt.Description(field="said", type="nominal"),
        )
    )
    if opens:
        chart = chart.add_params(alt.selection_point(name="figure", fields=["char_start"], on="click", clear=False))
    return chart
