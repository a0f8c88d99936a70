"""A run of periods as a strip of cells."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, rows
from charts.text import text_width
from charts.theme import BODY, PALETTES, SMALL, Palette, finish, readable_on

CELL = 44  # px high
STATES = ("stated", "elsewhere", "implied", "unknown")


def streak(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """One cell a period, side by side: solid where the report says so, hollow and dashed where it follows from the
    length of the run, pale where some cells count and the report does not say which, grey where another source says.

    All cells are labelled where they are few and short, else the first and the last.

    Columns: cell_label, state ("stated", "elsewhere", "implied", "unknown"), order, theme_id; optional display (text in
    the cell), statement, where.
    Words: cell, state, stated, elsewhere, implied, unknown (those that occur); statement and where if the frame has
    those columns.
    """
    palette = PALETTES[scheme]
    cells = rows.records(frame.sort_values("order"))
    key, top = legend.key_line(
        [
            {"words": words[state], "shape": "square"} | paint(state, palette.muted, palette)
            for state in STATES
            if any(cell["state"] == state for cell in cells)
        ],
        palette,
    )
    for index, cell in enumerate(cells):
        hue = palette.hue(cell["theme_id"])
        painted = paint(cell["state"], hue, palette)
        fill = painted["fill"]
        cell |= painted | {
            "index": index,
            "count": len(cells),
            "top": top,
            "y": top + CELL / 2,
            "bottom": top + CELL,
            "foot": top + CELL + 7,
            "state_words": words[cell["state"]],
            "text": readable_on(fill) if cell["state"] in ("stated", "elsewhere") else palette.ink,
            "said": f"{cell['cell_label']} {cell.get('display') or ''} {words[cell['state']]}",
        }
    base = alt.Chart(pd.DataFrame(cells))
    left, right = "width * datum.index / datum.count + 1.5", "width * (datum.index + 1) / datum.count - 1.5"
    middle = alt.XValue({"expr": "width * (datum.index + 0.5) / datum.count"})
    widest = max(text_width(cell["cell_label"], BODY) for cell in cells) + 6
    all_fit = f"width / datum.count > {widest}"
    ends = (
        alt.Chart(pd.DataFrame([cells[0], cells[-1]] if len(cells) > 1 else cells))
        .mark_text(
            baseline="top",
            fontSize=BODY,
            fill=palette.muted,
            aria=False,
            align={"expr": "datum.index == 0 ? 'left' : 'right'"},
            text={"expr": f"{all_fit} ? '' : datum.cell_label"},
        )
        .encode(x=alt.XValue({"expr": "datum.index == 0 ? 1.5 : width - 1.5"}), y=rows.y("foot"))
    )
    every = base.mark_text(
        baseline="top",
        fontSize=BODY,
        fill=palette.muted,
        aria=False,
        text={"expr": f"{all_fit} ? datum.cell_label : ''"},
    ).encode(x=middle, y=rows.y("foot"))
    lines = [
        alt.Tooltip(field="cell_label", type="nominal", title=words["cell"]),
        alt.Tooltip(field="state_words", type="nominal", title=words["state"]),
        *rows.tooltips(words, *(field for field in ("statement", "where") if field in frame)),
    ]
    layers = [
        *key,
        base.mark_rect(cornerRadius=3, strokeWidth=1.5, strokeDash=marks.dashes()).encode(
            x=alt.XValue({"expr": left}),
            x2=alt.X2Value({"expr": right}),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            fill=rows.colour("fill"),
            stroke=rows.outline("stroke"),
            tooltip=lines,
            description=alt.Description(field="said", type="nominal"),
        ),
        ends,
        every,
    ]
    if "display" in frame:
        layers.append(
            base.mark_text(
                fontSize={"expr": f"width / datum.count < 28 ? {SMALL} : {BODY + 1}"},
                fontWeight="bold",
                baseline="middle",
                aria=False,
            ).encode(
                x=middle,
                y=rows.y(),
                text=alt.Text(field="display", type="nominal"),
                fill=rows.colour("text"),
                tooltip=lines,
            )
        )
    return finish(
        alt.LayerChart(layer=layers).properties(height=top + CELL + 7 + SMALL + 8),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def paint(state: str, hue: str, palette: Palette) -> rows.Record:
    """Fill and outline of a cell, by the legend of marks (docs/marks.md)."""
    pale = palette.tint(hue, marks.PALE)
    fill, stroke = {
        "stated": (hue, hue),
        "elsewhere": (palette.rule, palette.rule),
        "implied": (palette.canvas, hue),
        "unknown": (pale, pale),
    }[state]
    return {"fill": fill, "stroke": stroke, "dashed": state == "implied"}
