"""From the prior value that a growth rate implies to the value printed."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, marks, rows
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

    The change is written on the link between them, each figure below its dot. The axis need not start at zero.

    Columns: label, role ("prior", "current"; one of each a label), display, value, lower, upper (one unit), theme_id,
    change_display (on the current row), period, statement, where; optional basis (a prior one without it is derived).
    Labels keep the frame's order.
    Words: unit (axis title), those of `legend.key`, label, display, period, statement, where.
    """
    palette = PALETTES[scheme]
    pairs, priors = [], list[rows.Record]()
    for label in frame["label"].unique():
        both = {row["role"]: row for row in rows.records(frame[frame["label"] == label])}
        prior, current = {"basis": "derived", "qualifier": "exact"} | both["prior"], both["current"]
        priors.append(prior)
        pairs.append(
            current
            | {
                "prior": prior["value"],
                "prior_display": prior["display"],
                "lower": prior["lower"] if prior["lower"] is not None else prior["value"],
                "upper": prior["upper"] if prior["upper"] is not None else prior["value"],
                "rises": current["value"] >= prior["value"],
                "colour": marks.look({"basis": "published"} | current, palette)["colour"],
                "prior_fill": marks.look(prior, palette)["fill"],
                "dashed": marks.look(prior, palette)["dashed"],
                "period": f"{prior['period']} → {current['period']}",
                "tip": f"{prior['display']} → {current['display']}",
            }
        )
    # on a phone two long figures need a line each; the height is fixed before the width is known
    widest = max(sum(text_width(row[key], FIGURE, bold=True) for key in ("prior_display", "display")) for row in pairs)
    stacked = widest + 24 > rows.NARROW
    key, top = legend.key(priors, words, palette, shape="circle")
    placed, _, height = rows.place(pairs, band=84 if stacked else 64, top=top)
    for row in placed:
        middle = row["y"] - (10 if stacked else 0)
        row["change_y"], row["y"], row["figure_y"] = middle - 22, middle - 2, middle + 20
        row["low"], row["high"] = sorted((row["prior"], row["value"]))
        row["low_display"], row["high_display"] = (
            (row["prior_display"], row["display"]) if row["rises"] else (row["display"], row["prior_display"])
        )
        row["low_width"], row["high_width"] = (
            text_width(row[display], FIGURE, bold=True) for display in ("low_display", "high_display")
        )
    low = min(min(row["low"], row["lower"]) for row in placed)
    high = max(max(row["high"], row["upper"]) for row in placed)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False, range=[34, {"expr": "width - 34"}])
    axis = rows.axis(words["unit"], labels=AXIS_NUMBERS[language(lang)], grid=False)
    base = alt.Chart(pd.DataFrame(placed))
    layers = [
        *key,
        base.mark_rule(strokeWidth=2, aria=False).encode(
            x=rows.along("prior", scale, axis), x2=alt.X2(field="value"), y=rows.y(), stroke=rows.outline()
        ),
        base.mark_rule(strokeWidth=1.5, aria=False).encode(
            x=rows.along("lower", scale, axis), x2=alt.X2(field="upper"), y=rows.y(), stroke=rows.outline()
        ),
        *(
            base.mark_tick(
                orient="vertical", size=16, thickness=1.5, opacity=marks.caps("lower", "upper"), aria=False
            ).encode(x=rows.along(bound, scale, axis), y=rows.y(), fill=rows.colour())
            for bound in ("lower", "upper")
        ),
        base.mark_point(size=120, strokeWidth=1.75, strokeDash=marks.dashes(), opacity=1, aria=False).encode(
            x=rows.along("prior", scale, axis), y=rows.y(), fill=rows.colour("prior_fill"), stroke=rows.outline()
        ),
        base.mark_point(size=160, strokeWidth=0, opacity=1, aria=False).encode(
            x=rows.along("value", scale, axis), y=rows.y(), fill=rows.colour()
        ),
        base.mark_text(baseline="middle", fontSize=BODY + 1, fontWeight="bold", aria=False).encode(
            x=alt.XValue({"expr": "(scale('x', datum.prior) + scale('x', datum.value)) / 2"}),
            y=rows.y("change_y"),
            text=alt.Text(field="change_display", type="nominal"),
            fill=rows.colour(),
        ),
    ]
    # Each figure is centred below its dot, but the two keep clear of each other and of the chart's edges.
    between = (
        f"clamp((scale('x', datum.low) + scale('x', datum.high)) / 2, {rows.LEFT} + datum.low_width + 8,"
        " width - datum.high_width - 8)"
    )
    crowded = f"datum.low_width + datum.high_width + {rows.LEFT + 16} > width"
    for end, align, across in (
        (
            "low",
            "right",
            f"max({rows.LEFT} + datum.low_width, min({between} - 8, scale('x', datum.low) + datum.low_width / 2))",
        ),
        (
            "high",
            "left",
            f"min(width - datum.high_width, max({between} + 8, scale('x', datum.high) - datum.high_width / 2))",
        ),
    ):
        layers.append(
            base.mark_text(
                align={"expr": f"'{align}'"},
                baseline="middle",
                fontSize=FIGURE,
                aria=False,
                fontWeight={"expr": f"datum.{end}_display == datum.display ? 700 : 400"},
            ).encode(
                x=alt.XValue({"expr": across}),
                y=alt.YValue({"expr": f"datum.figure_y + ({crowded} && '{end}' == 'high' ? 20 : 0)"}),
                text=alt.Text(field=f"{end}_display", type="nominal"),
            )
        )
    both_figures = alt.Tooltip(field="tip", type="nominal", title=words["display"])
    label, *rest = rows.tooltips(words, "label", "period", "statement", "where")
    lines = [label, both_figures, *rest]
    return finish(
        alt.LayerChart(layer=[*layers, rows.labels(placed, palette), rows.hover(placed, lines)]).properties(
            height=height
        ),
        scheme=scheme,
        lang=lang,
        description=description,
    )
