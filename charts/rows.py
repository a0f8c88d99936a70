"""What forms with one row per figure share: row positions in px, the label above its marks, the figure at their end.

A row's label stands above its marks, so that it has the whole width on a phone; the marks run from `LEFT` to a right
margin just wide enough for the longest figure. Positions down the chart are px, positions along it are data.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from charts import plain
from charts.text import text_width, wrap
from charts.theme import BODY, FIGURE, SMALL, Palette

Record = dict[str, Any]

KNOWN = "observation_id"  # of a row that knows which figure it draws: its marks open it
LEFT = 8  # px left of the scale: room for half of a mark or of an axis label
NARROW = 285  # px: labels longer than this are given the height to wrap
LINE = 18  # px: one line of label
FITS = "scale('x', datum.end) + datum.gap + datum.figure_width < width + 4"  # is there room right of the marks
CRAMPED = f"!({FITS}) && scale('x', datum.start) - datum.lead < datum.figure_width"  # nor left of them
LONG, UNDER = 200, 20  # px: a figure longer than this may need a line of its own under the marks, so far down


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts, absent values as None."""
    columns = [[None if plain.absent(cell) else cell for cell in frame[column].tolist()] for column in frame]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


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
        y += len(lines) * LINE + band + under + 8
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


def axis(title: str | None = None, *, labels: str, ticks: Any = None, **more: Any) -> alt.Axis:
    """A thin line with ticks below the rows. No lines through them: every mark says its value, and they would cross it.

    `labels` is a Vega expression on `datum.value`; `ticks` is how many, by default as many as have room.
    """
    return alt.Axis(
        title=title,
        titleAlign="left",
        titleAnchor="start",
        titlePadding=6,
        grid=False,
        labelExpr=labels,
        labelFlush=False,
        tickCount=ticks or {"expr": "clamp(width / 110, 3, 8)"},
        **{"labelOverlap": True, "labelSeparation": 8} | more,
    )


def ground(palette: Palette) -> dict[str, Any]:
    """How words are set once more behind themselves, so that a line that has to be there ends where they begin."""
    return {"stroke": palette.canvas, "strokeWidth": 4, "strokeJoin": "round"}


def zero(rows: list[Record], palette: Palette, scale: alt.Scale, axis: alt.Axis) -> alt.Chart:
    """The line from which the marks of each row start."""
    chart: alt.Chart = (
        alt.Chart(plain.data([{"x": 0, "from": row["y"] - 10, "to": row["y"] + 10} for row in rows]))
        .mark_rule(stroke=palette.rule, aria=False)
        .encode(x=along("x", scale, axis), y=y("from"), y2=alt.Y2(field="to"))
    )
    return chart


def scale_to(width: float) -> list[Any]:
    """Range of a scale that leaves `width` px free at its right.

    In a narrow chart a long figure leaves no such room, and stands under its marks.
    """
    free = f"width - {width:.0f}"
    return [LEFT, {"expr": free if width <= LONG else f"max(0.3 * width, {free})"}]


def labels(rows: list[Record], palette: Palette, **ground: Any) -> alt.Chart:
    """The labels of the rows, each above its marks; with a `ground` where lines would cross them."""
    chart: alt.Chart = (
        alt.Chart(plain.data(rows))
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
            **ground,
        )
        .encode(x=alt.XValue({"expr": f"{LEFT} + datum.indent"}), y=y("label_y"))
    )
    return chart


def group_headers(headers: list[Record], palette: Palette) -> list[alt.Chart]:
    """The names of the groups, each over a thin line across the chart."""
    if not headers:
        return []
    chart = alt.Chart(plain.data(headers))
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
        alt.Chart(plain.data(rows))
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


def hover(
    rows: list[Record],
    lines: list[alt.Tooltip],
    *,
    x: alt.XValue | None = None,
    x2: alt.X2Value | None = None,
) -> alt.Chart:
    """An unseen band over each row, or over the part of it from `x` to `x2`, that answers the pointer and is read out.

    Where the rows know which figures they draw (`KNOWN`) a click opens one.
    """
    said = [row | {"said": f"{row['label']} {row['display']}"} for row in rows]
    chart: alt.Chart = (
        alt.Chart(plain.data(said))
        .mark_rect(fill="transparent", stroke=None, cursor=cursor(rows))
        .encode(
            x=x or alt.XValue(0),
            x2=x2 or alt.X2Value("width"),
            y=y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=lines,
            description=alt.Description(field="said", type="nominal"),
        )
    )
    return opened(chart, rows)


def cursor(rows: list[Record]) -> Any:
    """The pointer over marks that open what they draw."""
    return "pointer" if rows and KNOWN in rows[0] else alt.Undefined


def opened(chart: alt.Chart, rows: list[Record]) -> alt.Chart:
    """The chart, in which a click selects the figure of a mark where the rows know it, on this layer or another.

    The selection is named "figure" and carries the figure's id; of a mark without one it carries nothing.
    """
    if not rows or KNOWN not in rows[0]:
        return chart
    return chart.add_params(alt.selection_point(name="figure", fields=[KNOWN], on="click", clear=False))


def px(expression: str) -> Any:
    """A value that Vega works out, for any channel. Of ``alt.value`` Altair seeks the class among all that it has."""
    return alt.XValue({"expr": expression})


def along(field: str, scale: alt.Scale, axis: alt.Axis) -> alt.X:
    """A position along the chart in data units. Every layer takes the same scale and axis."""
    return alt.X(field=field, type="quantitative", scale=scale, axis=axis)
