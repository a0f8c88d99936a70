"""Derived values with the bounds that the printed figures leave open."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, plain, rows
from charts.layers import Layers
from charts.text import text_width
from charts.theme import AXIS_NUMBERS, BODY, FIGURE, PALETTES, finish, language

LARGE = FIGURE + 6  # px: the value


def interval(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """A hollow dot between its bounds, on a linear axis zoomed to the bounds (dots, so no zero is needed).

    Where one bound is open the line runs out as an arrow from the other, and there is no dot.

    Columns: label, display, value, lower, upper (one unit; one bound may be missing), lower_display,
    upper_display (the bounds as text), theme_id, period, statement, where; optional source_kind, later.
    Words: unit (axis title), those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    # every value is derived, and its bounds say more than the wording of its figure
    known = [
        row
        | {
            "basis": "derived",
            "qualifier": "over" if row["upper"] is None else "nearly" if row["lower"] is None else "exact",
        }
        for row in rows.records(frame)
    ]
    key, top = legend.key(known, words, palette, shape="circle")
    placed, _, height = rows.place((row | marks.look(row, palette) for row in known), band=62, top=top)
    for row in placed:
        low, high = row["lower"], row["upper"]
        row |= {
            "y": row["y"] + 16,
            "value_y": row["y"] - 14,
            "dx": -56 if low is None else 0,
            "dx2": 56 if high is None else 0,
            "from": high if low is None else low,
            "to": low if high is None else high,
            "lower_display": row["lower_display"] if low is not None else "",
            "upper_display": row["upper_display"] if high is not None else "",
            "large": text_width(row["display"], LARGE, bold=True),
        }
        row["at"] = (row["from"] + row["to"]) / 2 if row["value"] is None else row["value"]
    left = max(max(text_width(row["lower_display"], BODY) + 12, -row["dx"] + 12) for row in placed) + 4
    right = max(max(text_width(row["upper_display"], BODY) + 12, row["dx2"] + 12) for row in placed) + 4
    low, high = min(row["from"] for row in placed), max(row["to"] for row in placed)
    scale = alt.Scale(
        domain=[low, high] if low < high else [low - 1, high + 1],
        nice=False,
        zero=False,
        range=[left, {"expr": f"width - {right:.0f}"}],
    )
    axis = rows.axis(
        words["unit"],
        labels=AXIS_NUMBERS[language(lang)],
        ticks={"expr": "clamp(width / 150, 2, 6)"},
    )
    base = alt.Chart(plain.data(placed))
    layers = [
        *key,
        base.mark_rule(
            strokeWidth=1.5,
            aria=False,
            x2Offset={"expr": "datum.dx2"},
            xOffset={"expr": "datum.dx"},
        ).encode(x=rows.along("from", scale, axis), x2=alt.X2(field="to"), y=rows.y(), stroke=rows.outline()),
    ]
    for bound, display, align, gap, shape in (
        ("lower", "lower_display", "right", -8, "triangle-right"),
        ("upper", "upper_display", "left", 8, "triangle-left"),
    ):
        shut = [row for row in placed if row[bound] is not None]
        if not shut:
            continue
        ends = alt.Chart(plain.data(shut))
        layers += [
            ends.mark_tick(orient="vertical", size=24, thickness=2.5, opacity=1, aria=False).encode(
                x=rows.along(bound, scale, axis), y=rows.y(), fill=rows.colour()
            ),
            ends.mark_text(
                align={"expr": f"'{align}'"},
                baseline="middle",
                dx=gap,
                fontSize=BODY,
                fill=palette.muted,
                aria=False,
            ).encode(
                x=alt.XValue({"expr": f"scale('x', datum.{bound})"}),
                y=rows.y(),
                text=alt.Text(field=display, type="nominal"),
            ),
        ]
        if opened := [row for row in shut if row["upper" if bound == "lower" else "lower"] is None]:
            layers.append(
                alt.Chart(plain.data(opened))
                .mark_point(shape=shape, size=110, strokeWidth=0, opacity=1, xOffset=-7 * gap, aria=False)
                .encode(x=rows.along(bound, scale, axis), y=rows.y(), fill=rows.colour())
            )
    if dots := [row for row in placed if None not in (row["value"], row["lower"], row["upper"])]:
        layers.append(
            alt.Chart(plain.data(dots))
            .mark_point(size=220, strokeWidth=2.25, strokeDash=marks.dashes(), opacity=1, aria=False)
            .encode(x=rows.along("value", scale, axis), y=rows.y(), fill=rows.colour("fill"), stroke=rows.outline())
        )
    # the value is written smaller where a narrow chart has no room for it
    room = f"(width - {rows.LEFT})"
    half = f"min(datum.large, {room}) / 2"
    layers += [
        base.mark_text(
            baseline="middle",
            fontSize={"expr": f"{LARGE} * min(1, {room} / datum.large)"},
            fontWeight="bold",
            fill=palette.ink,
            aria=False,
        ).encode(
            x=alt.XValue({"expr": f"clamp(scale('x', datum.at), {rows.LEFT} + {half}, width - {half})"}),
            y=rows.y("value_y"),
            text=alt.Text(field="display", type="nominal"),
        ),
        rows.labels(placed, palette),
        rows.hover(placed, rows.tooltips(words, "label", "display", "period", "statement", "where")),
    ]
    return finish(
        Layers(layers, height=height),
        scheme=scheme,
        lang=lang,
        description=description,
    )
