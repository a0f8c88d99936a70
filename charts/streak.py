"""A run of periods as a strip of cells."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.text import text_width
from charts.theme import BODY, FIGURE, PALETTES, SMALL, Palette, finish, readable_on

CELL, GAP = 26, 6  # px: height of a cell, and between two lines
WIDEST = 72  # px: a cell says no more by being wider
STATES = ("stated", "elsewhere", "implied", "unknown")


def streak(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """One cell a period: editions side by side, months as on a calendar, a line a year, under one label for the run.

    Solid where the report says so, hollow and dashed where it follows from the length of the run, pale where some cells
    count and the report does not say which, grey where another source says. Where cells are too narrow for the names of
    their periods every third has one.

    Columns: cell_label, state ("stated", "elsewhere", "implied", "unknown"), line (the year, or nothing where there is
    one line), slot (place in the line), slot_label, run (the label), order, theme_id; optional display (what the cell
    says, for who hears it), inside (what is written in it), statement, where.
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
    lines = list(dict.fromkeys(cell["line"] for cell in cells))
    first, last = (pick(int(cell["slot"]) for cell in cells) for pick in (min, max))
    left = rows.LEFT + max(text_width(line, BODY) for line in lines) + (8 if lines != [""] else 0)
    wide = f"min({WIDEST}, (width - {left:.0f}) / {last - first + 1})"
    run, head = top + FIGURE / 2, top + FIGURE + 14
    start = head + SMALL + 8
    for cell in cells:
        hue = palette.hue(cell["theme_id"])
        painted = paint(cell["state"], hue, palette)
        above = start + lines.index(cell["line"]) * (CELL + GAP)
        cell |= painted | {
            "place": int(cell["slot"]) - first,
            "top": above,
            "y": above + CELL / 2,
            "bottom": above + CELL,
            "state_words": words[cell["state"]],
            "text": readable_on(painted["fill"]) if cell["state"] in ("stated", "elsewhere") else palette.ink,
            "said": " ".join(filter(None, (cell["cell_label"], cell.get("display"), words[cell["state"]]))),
        }
    slots = [
        {"place": slot - first, "slot_label": name, "head": head + SMALL / 2}
        for slot, name in sorted({int(cell["slot"]): cell["slot_label"] for cell in cells}.items())
    ]
    fit = f"{wide} > {max(text_width(slot['slot_label'], SMALL) for slot in slots) + 4}"
    base = alt.Chart(plain.data(cells))
    middle = alt.XValue({"expr": f"{left} + {wide} * (datum.place + 0.5)"})
    tips = [
        alt.Tooltip(field="cell_label", type="nominal", title=words["cell"]),
        alt.Tooltip(field="state_words", type="nominal", title=words["state"]),
        *rows.tooltips(words, *(field for field in ("statement", "where") if field in frame)),
    ]
    layers = [
        *key,
        alt.Chart(plain.data([{"run": cells[0]["run"], "y": run}]))
        .mark_text(align="left", baseline="middle", fontSize=FIGURE, fontWeight="bold", fill=palette.ink, aria=False)
        .encode(x=alt.XValue(rows.LEFT), y=rows.y(), text=alt.Text(field="run", type="nominal")),
        alt.Chart(plain.data(slots))
        .mark_text(
            baseline="middle",
            fontSize=SMALL,
            fill=palette.muted,
            aria=False,
            text={"expr": f"{fit} || datum.place % 3 == 0 ? datum.slot_label : ''"},
        )
        .encode(x=middle, y=rows.y("head")),
        rows.opened(
            base.mark_rect(
                cornerRadius=3, strokeWidth=1.5, strokeDash=marks.dashes(), cursor=rows.cursor(cells)
            ).encode(
                x=alt.XValue({"expr": f"{left} + {wide} * datum.place + 1.5"}),
                x2=alt.X2Value({"expr": f"{left} + {wide} * (datum.place + 1) - 1.5"}),
                y=rows.y("top"),
                y2=alt.Y2(field="bottom"),
                fill=rows.colour("fill"),
                stroke=rows.outline("stroke"),
                tooltip=tips,
                description=alt.Description(field="said", type="nominal"),
            ),
            cells,
        ),
    ]
    if lines != [""]:
        layers.append(
            alt.Chart(
                plain.data([{"line": line, "y": start + n * (CELL + GAP) + CELL / 2} for n, line in enumerate(lines)])
            )
            .mark_text(align="left", baseline="middle", fontSize=BODY, fill=palette.muted, aria=False)
            .encode(x=alt.XValue(rows.LEFT), y=rows.y(), text=alt.Text(field="line", type="nominal"))
        )
    if "inside" in frame:
        layers.append(
            base.mark_text(
                fontSize=BODY, fontWeight="bold", baseline="middle", cursor=rows.cursor(cells), aria=False
            ).encode(
                x=middle,
                y=rows.y(),
                text=alt.Text(field="inside", type="nominal"),
                fill=rows.colour("text"),
                tooltip=tips,
            )
        )
    return finish(
        Layers(layers, height=start + len(lines) * (CELL + GAP) + 2),
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
