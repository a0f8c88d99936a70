"""What forms with one row per figure share: row positions in px, the label above its marks, the figure at their end.

A row's label stands above its marks, so that it has the whole width on a phone; the marks run from `LEFT` to a right
margin just wide enough for the longest figure. Positions down the chart are px, positions along it are data.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from charts.text import text_width, wrap
from charts.theme import BODY, FIGURE, SMALL, Palette

Record = dict[str, Any]

LEFT = 8  # px left of the scale: room for half of a mark or of an axis label
NARROW = 285  # px: labels longer than this are given the height to wrap
LINE = 18  # px: one line of label
FITS = "scale('x', datum.end) + datum.gap + datum.figure_width < width + 4"  # is there room right of the marks
CRAMPED = f"!({FITS}) && scale('x', datum.start) - datum.lead < datum.figure_width"  # nor left of them
LONG, UNDER = 200, 20  # px: a figure longer than this may need a line of its own under the marks, so far down
HEDGE = 24  # px: length of an open end
DASH = [4, 3]  # px: outlines and lines of what we derived, and of nothing else
ABOUT_WIDE = 15  # px: the pale strip to each side of a dot that stands for "about"
PALE = 0.35  # share of the colour where the wording leaves the value open
# symbols of the key, on a square from -1 to 1
INTERVAL = "M-1,0H1M-1,-.6V.6M1,-.6V.6"
STRIP = "M-1.3,-.7H1.3V.7H-1.3Z"
STROKES = "M-1.3,-1V1M1.3,-1V1"
ABOUT = {"square": "M-1.3,-.7H0V.7H-1.3Z", "circle": "M-.45,0A.45,.45,0,1,1,.45,0A.45,.45,0,1,1,-.45,0"}
HEDGES = ("over", "nearly", "about", "range", "order")


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts, absent values as None."""
    return [
        {str(column): None if pd.isna(cell) else cell for column, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def is_elsewhere(row: Record) -> bool:
    """Whether a figure is another source's, or derived from one."""
    return bool(row["basis"] == "context" or row.get("source_kind") == "context")


def look(row: Record, palette: Palette) -> Record:
    """The mark of a figure, the same in every form (docs/marks.md): `colour`, `fill`, `open`, `dashed`.

    Colour says whose: the theme's hue for the report, grey for another source, faint grey if that came later. Fill says
    how sure: solid as printed, hollow for an estimate, hollow and dashed for what we derived. `open` is the pale fill
    of a stretch that the wording leaves open, which has no outline.
    """
    whose = palette.hue(row["theme_id"], "context" if is_elsewhere(row) else row["basis"])
    colour, body = (palette.tint(whose, 0.65), palette.tint(whose, 0.4)) if row.get("later") else (whose, whose)
    derived = row["basis"] == "derived"
    hollow = derived or row.get("status") == "estimate"
    return {
        "colour": colour,
        "fill": palette.canvas if hollow else body,
        "open": palette.tint(body, PALE),
        "dashed": derived,
    }


def dashes() -> dict[str, str]:
    """The outline of what we derived, by the row's `dashed`."""
    return {"expr": f"datum.dashed ? {DASH} : []"}


def place(
    rows: Iterable[Record], *, band: float, group: str | None = None, top: float = 0, indent: float = 0
) -> tuple[list[Record], list[Record], float]:
    """Rows with `label_y` (top of the label) and `y` (middle of the marks); group headers; height of all, in px.

    The label starts `indent` px in.
    """
    placed: list[Record] = []
    headers: list[Record] = []
    y = top
    for row in rows:
        if group and (not headers or headers[-1]["label"] != row[group]):
            y += 14 if headers else 0
            headers.append({"label": row[group], "y": y})
            y += 30
        lines = wrap(row["label"], BODY, NARROW - indent)
        need = text_width(row["label"], BODY) + indent if len(lines) > 1 else 0
        figure_width = text_width(row["display"], FIGURE, bold=True)
        under = UNDER if figure_width > LONG else 0
        placed.append(
            row
            | {
                "wrapped": "\n".join(lines),
                "need": need,
                "indent": indent,
                "spare": (len(lines) - 1) * LINE,
                "figure_width": figure_width,
                "under": under,
                "top": y,
                "label_y": y,
                "y": y + len(lines) * LINE + band / 2,
                "bottom": y + len(lines) * LINE + band + under,
            }
        )
        y += len(lines) * LINE + band + under + 10
    return placed, headers, y


def y(field: str = "y") -> alt.Y:
    """A position down the chart in px."""
    return alt.Y(field=field, type="quantitative", scale=None, axis=None)


def colour(field: str = "colour") -> alt.Fill:
    """A colour named by the row."""
    return alt.Fill(field=field, type="nominal", scale=None)


def outline(field: str = "colour") -> alt.Stroke:
    """An outline named by the row."""
    return alt.Stroke(field=field, type="nominal", scale=None)


def axis(title: str | None = None, *, labels: str, grid: bool = True, ticks: Any = None, **more: Any) -> alt.Axis:
    """A thin axis below the rows: faint lines through them, or (without `grid`) a line of its own with ticks.

    `labels` is a Vega expression on `datum.value`; `ticks` is how many, by default as many as have room.
    """
    return alt.Axis(
        title=title,
        titleAlign="left",
        titleAnchor="start",
        titlePadding=6,
        grid=grid,
        domain=not grid,
        ticks=not grid,
        labelExpr=labels,
        labelFlush=False,
        tickCount=ticks or {"expr": "clamp(width / 110, 3, 8)"},
        gridOpacity={"condition": {"test": "datum.value == 0", "value": 0}, "value": 1},
        **{"labelOverlap": True, "labelSeparation": 8} | more,
    )


def zero(rows: list[Record], palette: Palette, scale: alt.Scale, axis: alt.Axis) -> alt.Chart:
    """The line from which the marks of each row start."""
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame([{"x": 0, "from": row["y"] - 10, "to": row["y"] + 10} for row in rows]))
        .mark_rule(stroke=palette.rule, aria=False)
        .encode(x=along("x", scale, axis), y=y("from"), y2=alt.Y2(field="to"))
    )
    return chart


def scale_to(width: float) -> list[Any]:
    """Range of a scale that leaves `width` px free at its right."""
    return [LEFT, {"expr": f"width - {width:.0f}"}]


def labels(rows: list[Record], palette: Palette) -> alt.Chart:
    """The labels of the rows, each above its marks."""
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_text(
            align="left",
            baseline="top",
            fontSize=BODY,
            lineHeight=LINE,
            lineBreak="\n",
            fill=palette.ink,
            aria=False,
            text={"expr": "width < datum.need ? datum.wrapped : datum.label"},
            dy={"expr": "width < datum.need ? 0 : datum.spare"},
        )
        .encode(x=alt.XValue({"expr": f"{LEFT} + datum.indent"}), y=y("label_y"))
    )
    return chart


def group_headers(headers: list[Record], palette: Palette) -> list[alt.Chart]:
    """The names of the groups, each over a thin line across the chart."""
    if not headers:
        return []
    chart = alt.Chart(pd.DataFrame(headers))
    return [
        chart.mark_rule(stroke=palette.rule, strokeWidth=1, yOffset=20, aria=False).encode(
            x=alt.XValue(LEFT), x2=alt.X2Value("width"), y=y()
        ),
        chart.mark_text(
            align="left", baseline="top", fontSize=SMALL, fontWeight="bold", fill=palette.muted, aria=False
        ).encode(x=alt.XValue(LEFT), y=y(), text=alt.Text(field="label", type="nominal")),
    ]


def figures(rows: list[Record], palette: Palette) -> alt.Chart:
    """The figures as printed, `gap` px right of `end`; where the chart ends before them, `lead` px left of `start`.

    A long one that fits on neither side stands under the marks.
    """
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_text(
            align={"expr": f"{FITS} ? 'left' : 'right'"},
            baseline="middle",
            fontSize=FIGURE,
            fontWeight="bold",
            fill=palette.ink,
            aria=False,
            dy={"expr": f"{CRAMPED} ? datum.under : 0"},
        )
        .encode(
            # never past the left edge: the chart would shrink to make room, and go on shrinking
            x=alt.XValue(
                {
                    "expr": f"{FITS} ? scale('x', datum.end) + datum.gap"
                    " : max(datum.figure_width, scale('x', datum.start) - datum.lead)"
                }
            ),
            y=y(),
            text=alt.Text(field="display", type="nominal"),
        )
    )
    return chart


def room(rows: Iterable[Record], field: str = "display") -> float:
    """Px that the longest figure needs beyond the end of the marks."""
    return max(text_width(row[field], FIGURE, bold=True) + float(row["gap"]) for row in rows) + 4


def tooltips(words: Mapping[str, str], *fields: str) -> list[alt.Tooltip]:
    """Tooltip lines, titled by the words of the same names."""
    return [alt.Tooltip(field=field, type="nominal", title=words[field]) for field in fields]


def hover(rows: list[Record], lines: list[alt.Tooltip]) -> alt.Chart:
    """An unseen band over each row that answers the pointer and speaks to screen readers.

    Where the rows have an observation_id a click selects the row: the selection is named "figure" and carries it.
    """
    said = [row | {"said": f"{row['label']} {row['display']}"} for row in rows]
    opens = bool(rows) and "observation_id" in rows[0]
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame(said))
        .mark_rect(fill="transparent", stroke=None, cursor="pointer" if opens else alt.Undefined)
        .encode(
            x=alt.XValue(0),
            x2=alt.X2Value("width"),
            y=y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=lines,
            description=alt.Description(field="said", type="nominal"),
        )
    )
    if opens:
        chart = chart.add_params(alt.selection_point(name="figure", fields=["observation_id"], on="click", clear=False))
    return chart


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
    chart = alt.Chart(pd.DataFrame(placed))
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
            alt.Chart(pd.DataFrame(over))
            .mark_point(
                size=90, strokeWidth=1.25, opacity=1, fill=palette.muted, aria=False, shape={"expr": "datum.over"}
            )
            .encode(x=x, y=down, stroke=alt.value(palette.muted))
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


def along(field: str, scale: alt.Scale, axis: alt.Axis) -> alt.X:
    """A position along the chart in data units. Every layer takes the same scale and axis."""
    return alt.X(field=field, type="quantitative", scale=scale, axis=axis)


def bounded(row: Record) -> Record:
    """The row with the bounds its hedge needs; one with bounds but no point counts as a range or an open end."""
    value, lower, upper, hedge = row["value"], row["lower"], row["upper"], row["qualifier"]
    if value is None and hedge != "order":
        hedge = "over" if upper is None else "nearly" if lower is None else "range"
    if hedge == "about" and row["basis"] == "derived":
        hedge = "exact"  # its interval is drawn instead
    if hedge == "over" and lower is None:
        lower = value
    if hedge == "nearly" and upper is None:
        upper = value
    return row | {"lower": lower, "upper": upper, "qualifier": hedge}


def intervals(
    rows: list[Record], scale: alt.Scale, axis: alt.Axis, *, ends: tuple[str, str] = ("lower", "upper")
) -> list[alt.Chart]:
    """The interval of each derived value: a thin line with strokes at its ends."""
    base = alt.Chart(pd.DataFrame(rows))
    return [
        base.mark_rule(strokeWidth=1.5, aria=False).encode(
            x=along(ends[0], scale, axis), x2=alt.X2(field=ends[1]), y=y(), stroke=outline()
        ),
        *(
            base.mark_tick(orient="vertical", size=10, thickness=1.5, opacity=caps(*ends), aria=False).encode(
                x=along(end, scale, axis), y=y(), fill=colour()
            )
            for end in ends
        ),
    ]


def caps(low: str, high: str) -> dict[str, str]:
    """Opacity of the ends of an interval: none where the dot between them covers it."""
    return {"expr": f"scale('x', datum.{high}) - scale('x', datum.{low}) > 14 ? 1 : 0"}


def pointed(row: Record, palette: Palette) -> Record:
    """How the hedge of a figure is drawn on a scale of points.

    Adds `at` (where the dot is; None for a band), `start` and `end` (the data the marks cover), `lead` and `gap` (px of
    marks and air left of `start` and right of `end`), and what `look` gives.
    """
    row = bounded(row)
    lower, upper, hedge = row["lower"], row["upper"], row["qualifier"]
    at = row["value"]
    if hedge in ("range", "order"):
        at = None
    elif hedge == "over":
        at = upper = lower
    elif hedge == "nearly":
        at = lower = upper
    ends = [end for end in (at, lower, upper) if end is not None]
    return (
        row
        | look(row, palette)
        | {
            "at": at,
            "start": min(ends),
            "end": max(ends),
            "foot": at if at is not None else min(ends),
            "lead": HEDGE + 10 if hedge == "nearly" else ABOUT_WIDE + 6 if hedge == "about" else 12,
            "gap": HEDGE + 10 if hedge == "over" else ABOUT_WIDE + 6 if hedge == "about" else 12,
        }
    )


def points(rows: list[Record], palette: Palette, scale: alt.Scale, axis: alt.Axis, *, size: float) -> list[alt.Chart]:
    """Dots, bands between bounds, intervals of derived values, and arrows where one bound is open."""
    layers: list[alt.Chart] = []

    def some(*qualifiers: str) -> list[Record]:
        return [row for row in rows if row["qualifier"] in qualifiers]

    hollow = [row for row in some("range", "order") if row["fill"] == palette.canvas]
    printed = [row for row in some("range", "order") if row["fill"] != palette.canvas]
    for bands, fill, edge in ((hollow, "fill", "colour"), (printed, "open", "open")):
        if bands:
            layers.append(
                alt.Chart(pd.DataFrame(bands))
                .mark_bar(height=12, strokeWidth=1.5, aria=False, strokeDash=dashes())
                .encode(
                    x=along("start", scale, axis),
                    x2=alt.X2(field="end"),
                    y=y(),
                    fill=colour(fill),
                    stroke=outline(edge),
                )
            )
    if whiskers := [row for row in rows if row["at"] is not None and row["start"] < row["end"]]:
        layers += intervals(whiskers, scale, axis, ends=("start", "end"))
    if vague := [row for row in some("about") if row["basis"] != "derived"]:
        layers.append(
            alt.Chart(pd.DataFrame(vague))
            .mark_rule(strokeWidth=12, xOffset=-ABOUT_WIDE, x2Offset=ABOUT_WIDE, aria=False)
            .encode(x=along("at", scale, axis), x2=alt.X2(field="at"), y=y(), stroke=outline("open"))
        )
    # the bounds that a wording names: of a range both, of "nearly" the upper one
    bounds = [row | {"bound": end} for row in some("range") for end in (row["start"], row["end"])]
    bounds += [row | {"bound": row["at"]} for row in some("nearly")]
    if bounds:
        layers.append(
            alt.Chart(pd.DataFrame(bounds))
            .mark_tick(orient="vertical", size=18, thickness=2.5, opacity=1, aria=False)
            .encode(x=along("bound", scale, axis), y=y(), fill=colour())
        )
    for hedge, way in (("over", 1), ("nearly", -1)):
        if not (hedged := some(hedge)):
            continue
        layers.append(
            alt.Chart(pd.DataFrame(hedged))
            .mark_rule(strokeWidth=2, opacity=0.5, x2Offset=way * (HEDGE - 6), aria=False)
            .encode(x=along("at", scale, axis), x2=alt.X2(field="at"), y=y(), stroke=outline())
        )
        layers.append(
            alt.Chart(pd.DataFrame(hedged))
            .mark_point(
                shape="triangle-right" if way > 0 else "triangle-left",
                size=60,
                xOffset=way * (HEDGE - 4),
                opacity=1,
                strokeWidth=0,
                aria=False,
            )
            .encode(x=along("at", scale, axis), y=y(), fill=colour())
        )
    if dots := [row for row in rows if row["at"] is not None and row["qualifier"] != "nearly"]:
        layers.append(
            alt.Chart(pd.DataFrame([{"shape": "circle"} | row for row in dots]))
            .mark_point(
                size=size,
                strokeWidth=1.75,
                opacity=1,
                aria=False,
                shape={"expr": "datum.shape"},
                strokeDash=dashes(),
            )
            .encode(x=along("at", scale, axis), y=y(), fill=colour("fill"), stroke=outline())
        )
    return layers
