"""From the prior value that a growth rate implies to the value printed."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import rows
from charts.text import text_width
from charts.theme import AXIS_NUMBERS, BODY, FIGURE, PALETTES, finish, language


def two_point(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Two dots a label on a zoomed linear axis: the prior one hollow with its interval, the current one solid.

    The change is written on the link between them, each figure outside its dot. The axis need not start at zero.

    Columns: label, role ("prior", "current"; one of each a label), display, value, lower, upper (one unit), theme_id,
    change_display (on the current row), period, statement, where. Labels keep the frame's order.
    Words: unit (axis title), label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    pairs = []
    for label in frame["label"].unique():
        both = {row["role"]: row for row in rows.records(frame[frame["label"] == label])}
        prior, current = both["prior"], both["current"]
        pairs.append(current | {
            "prior": prior["value"], "prior_display": prior["display"],
            "lower": prior["lower"] if prior["lower"] is not None else prior["value"],
            "upper": prior["upper"] if prior["upper"] is not None else prior["value"],
            "display": current["display"], "rises": current["value"] >= prior["value"],
            "colour": palette.hue(current["theme_id"]),
            "statement": current["statement"], "period": f"{prior['period']} → {current['period']}",
            "tip": f"{prior['display']} → {current['display']}",
        })
    placed, _, height = rows.place(pairs, band=44)
    for row in placed:
        row["y"] += 8
        row["change_y"] = row["y"] - 19
        row["low_display"] = row["prior_display"] if row["rises"] else row["display"]
        row["high_display"] = row["display"] if row["rises"] else row["prior_display"]
        row["low"] = min(row["lower"], row["value"])
        row["high"] = max(row["upper"], row["value"])
    left = max(text_width(row["low_display"], FIGURE, bold=True) for row in placed) + 18
    right = max(text_width(row["high_display"], FIGURE, bold=True) for row in placed) + 18
    low, high = min(row["low"] for row in placed), max(row["high"] for row in placed)
    scale = alt.Scale(
        domain=[low, high], nice=False, zero=False, range=[left, {"expr": f"width - {right:.0f}"}]
    )
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)])
    base = alt.Chart(pd.DataFrame(placed))
    layers = [
        base.mark_rule(strokeWidth=2, aria=False).encode(
            x=rows.along("prior", scale, axis), x2=alt.X2(field="value"), y=rows.y(), stroke=rows.outline()
        ),
        base.mark_rule(strokeWidth=1.5, aria=False).encode(
            x=rows.along("lower", scale, axis), x2=alt.X2(field="upper"), y=rows.y(), stroke=rows.outline()
        ),
        *(
            base.mark_tick(orient="vertical", size=16, thickness=1.5, aria=False).encode(
                x=rows.along(bound, scale, axis), y=rows.y(), fill=rows.colour()
            )
            for bound in ("lower", "upper")
        ),
        base.mark_point(
            size=120, strokeWidth=1.75, strokeDash=[3, 2], fill=palette.canvas, opacity=1, aria=False
        ).encode(x=rows.along("prior", scale, axis), y=rows.y(), stroke=rows.outline()),
        base.mark_point(size=160, strokeWidth=0, opacity=1, aria=False).encode(
            x=rows.along("value", scale, axis), y=rows.y(), fill=rows.colour()
        ),
        base.mark_text(baseline="middle", fontSize=BODY + 1, fontWeight="bold", aria=False).encode(
            x=alt.value({"expr": "(scale('x', datum.prior) + scale('x', datum.value)) / 2"}), y=rows.y("change_y"),
            text=alt.Text(field="change_display", type="nominal"), fill=rows.colour(),
        ),
    ]
    for end, display, align, gap in (("low", "low_display", "right", -12), ("high", "high_display", "left", 12)):
        layers.append(base.mark_text(
            align=align, baseline="middle", fontSize=FIGURE, aria=False,
            fontWeight={"expr": f"datum.{display} == datum.display ? 700 : 400"},
        ).encode(
            x=alt.value({"expr": f"scale('x', datum.{end}) + {gap}"}), y=rows.y(),
            text=alt.Text(field=display, type="nominal"),
        ))
    lines = [
        tip if tip.to_dict()["field"] != "display" else alt.Tooltip(field="tip", type="nominal", title=words["display"])
        for tip in rows.tooltips(words, "label", "display", "period", "statement", "where")
    ]
    return finish(
        alt.layer(*layers, rows.labels(placed, palette), rows.hover(placed, lines)).properties(height=height),
        scheme=scheme, lang=lang, description=description,
    )
