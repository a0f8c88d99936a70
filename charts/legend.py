"""The key of a chart: of the legend of marks (docs/marks.md) what occurs in it."""

from collections.abc import Mapping

import altair as alt

from charts import plain
from charts.marks import HEDGES, PALE, bounded, is_elsewhere, look
from charts.rows import LEFT, LINE, NARROW, Record, colour, outline
from charts.text import text_width
from charts.theme import SMALL, Palette

# symbols of the key, on a square from -1 to 1
INTERVAL = "M-1,0H1M-1,-.6V.6M1,-.6V.6"
STRIP = "M-1.3,-.7H1.3V.7H-1.3Z"
STROKES = "M-1.3,-1V1M1.3,-1V1"
ABOUT = {"square": "M-1.3,-.7H0V.7H-1.3Z", "circle": "M-.45,0A.45,.45,0,1,1,.45,0A.45,.45,0,1,1,-.45,0"}


def key_line(entries: list[Record], palette: Palette) -> tuple[list[alt.Chart], float]:
    """A small key above the marks and its height in px.

    Entries: `words`, `shape` (a Vega symbol), `fill`, `stroke`, `dashed`; optional `over`, a symbol laid over it in
    `ink`. Wrapped for a phone.
    """
    placed: list[Record] = []
    left = top = line = 0.0
    for entry in entries:
        width = 18 + text_width(entry["words"], SMALL) + 14
        if left and left + width > NARROW + 14:
            left, top = 0.0, top + LINE
        placed.append(entry | {"narrow_x": left, "narrow_y": top + 8, "wide_x": line})
        left, line = left + width, line + width
    if not placed:
        return [], 0.0
    across = f"(width < {line:.0f} ? datum.narrow_x : datum.wide_x)"
    down = alt.YValue({"expr": f"width < {line:.0f} ? datum.narrow_y : {top + 8}"})
    chart = alt.Chart(plain.data(placed))
    x = alt.XValue({"expr": f"{LEFT} - 1 + {across}"})
    signs = [
        chart.mark_point(
            size=90,
            strokeWidth=1.25,
            opacity=1,
            aria=False,
            shape={"expr": "datum.shape"},
            strokeDash={"expr": "datum.dashed ? [2.5, 2] : []"},  # a sign is too small for longer ones
        ).encode(x=x, y=down, fill=colour("fill"), stroke=outline("stroke"))
    ]
    if over := [entry for entry in placed if entry.get("over")]:
        signs.append(
            alt.Chart(plain.data(over))
            .mark_point(
                size=90, strokeWidth=1.25, opacity=1, fill=palette.muted, aria=False, shape={"expr": "datum.over"}
            )
            .encode(x=x, y=down, stroke=alt.StrokeValue(palette.muted))
        )
    words = chart.mark_text(align="left", baseline="middle", fontSize=SMALL, fill=palette.muted, aria=False).encode(
        x=alt.XValue({"expr": f"{LEFT} + 10 + {across}"}),
        y=down,
        text=alt.Text(field="words", type="nominal"),
    )
    return [*signs, words], top + 30


def key(
    rows: list[Record],
    words: Mapping[str, str],
    palette: Palette,
    *,
    shape: str = "square",
) -> tuple[list[alt.Chart], float]:
    """The key of a chart of figures: of the legend of marks (docs/marks.md) what occurs in it, and its height in px.

    Words: published, context, later, estimate, derived, interval, over, nearly, about, range, order; those that occur.
    """
    return key_line(key_entries(rows, words, palette, shape=shape), palette)


def key_entries(
    rows: list[Record], words: Mapping[str, str], palette: Palette, *, shape: str = "square"
) -> list[Record]:
    """The entries of `key`: whose the figures are where not all are the report's, how sure they are, their hedges."""
    hue = palette.muted
    own = next((row for row in rows if not is_elsewhere(row)), None)
    theme = look(own | {"later": False}, palette)["colour"] if own else hue
    late = look({"basis": "context", "theme_id": "", "later": True}, palette)
    pale = palette.tint(hue, PALE)
    signs = {
        "published": (shape, theme, theme, False),
        "context": (shape, palette.rule, palette.rule, False),
        "later": (shape, late["fill"], late["colour"], False),
        "estimate": (shape, palette.canvas, hue, False),
        "derived": (shape, palette.canvas, hue, True),
        "interval": (INTERVAL, hue, hue, False),
        "over": ("triangle-right", hue, hue, False),
        "nearly": ("triangle-left", hue, hue, False),
        "about": (STRIP, pale, pale, False),
        "range": (STRIP, pale, pale, False),
        "order": (STRIP, pale, pale, False),
    }
    over = {"about": ABOUT[shape], "range": STROKES}
    seen = {name for row in rows for name in standing(row)}
    if not any(is_elsewhere(row) for row in rows):
        seen -= {"published"}
    return [
        {
            "words": words[name],
            "shape": sign,
            "fill": fill,
            "stroke": stroke,
            "dashed": dashed,
            "over": over.get(name),
        }
        for name, (sign, fill, stroke, dashed) in signs.items()
        if name in seen
    ]


def standing(row: Record) -> set[str]:
    """Which entries of the key a figure needs."""
    row = bounded(row)
    whose = "later" if row.get("later") else "context" if is_elsewhere(row) else "published"
    found = {whose}
    if row["basis"] == "derived":
        found.add("derived")
        if row["qualifier"] == "exact" and None not in (row["lower"], row["upper"]) and row["lower"] < row["upper"]:
            found.add("interval")
    elif row.get("status") == "estimate":
        found.add("estimate")
    if row["qualifier"] in HEDGES and not (row["basis"] == "derived" and row["qualifier"] == "range"):
        found.add(row["qualifier"])
    return found
