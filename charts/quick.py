"""Any numeric column against any other, drawn as its kind suggests. It knows nothing of hedges."""

from typing import Any, Final

import altair as alt
import pandas as pd
from pandas.api import types

from charts import plain
from charts.layers import Layers
from charts.theme import AXIS_NUMBERS, PALETTES, finish, language

MOST: Final = 60  # bars that can still be read


def form_of(column: pd.Series) -> str:
    """What a column is drawn as when the others are measured along it: "time", "number" or "name"."""
    if types.is_datetime64_any_dtype(column) or types.infer_dtype(column, skipna=True) == "date":
        return "time"
    return "number" if is_number(column) else "name"


def is_number(column: pd.Series) -> bool:
    """Whether a column can be measured."""
    return types.is_numeric_dtype(column) and not types.is_bool_dtype(column)


def quick(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    form: str = "",
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Bars by name (the first 60 rows), a line over time, or points over a number; ``y`` is a numeric column.

    Another ``form`` is "bars", "line" or "dots": bars take every ``x`` as a name, dots leave the line out.
    """
    hue = PALETTES[scheme].hues["overall"]
    kind = "name" if form == "bars" else form_of(frame[x])
    # names of our own: a dot or bracket in a column's name means something to Vega
    data = pd.DataFrame({"x": frame[x], "y": frame[y].astype("float64")}).dropna()
    numbers = alt.Axis(title=y, labelExpr=AXIS_NUMBERS[language(lang)])
    tooltip = [
        alt.Tooltip(field="x", type="temporal" if kind == "time" else "nominal", title=x),
        alt.Tooltip(field="y", type="quantitative", title=y),
    ]
    if kind == "name":
        data = data.head(MOST).assign(x=lambda rows: rows["x"].astype("str"))
        again = data.groupby("x").cumcount() + 1  # bars of one name would be stacked, which adds what must not be added
        data["x"] = data["x"].where(again == 1, data["x"] + " (" + again.astype("str") + ")")
        height: Any = {"step": 24}
        chart = alt.Chart(plain.data(data))
        bars = chart.mark_point(color=hue, filled=True, size=60) if form == "dots" else chart.mark_bar(color=hue)
        layers = [
            bars.encode(
                x=alt.X(field="y", type="quantitative", axis=numbers),
                y=alt.Y(field="x", type="nominal", sort=None, axis=alt.Axis(title=None, labelLimit=220)),
                tooltip=tooltip,
            )
        ]
    else:
        if kind == "time":
            data["x"] = pd.to_datetime(data["x"])
        height = 320  # px
        base = alt.Chart(plain.data(data)).encode(
            x=alt.X(
                field="x",
                type="temporal" if kind == "time" else "quantitative",
                axis=alt.Axis(title=x),
                scale=alt.Scale() if kind == "time" else alt.Scale(zero=False),
            ),
            y=alt.Y(field="y", type="quantitative", axis=numbers),
            tooltip=tooltip,
        )
        layers = [base.mark_point(color=hue, filled=True, size=50, opacity=0.8)]
        if form == "line" or (form != "dots" and kind == "time" and data["x"].is_unique):
            layers.insert(0, base.mark_line(color=hue))
    return finish(Layers(layers, height=height), scheme=scheme, lang=lang, description=description)
