"""How many figures end in each year."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import plain, rows
from charts.layers import Layers
from charts.theme import BODY, PALETTES, finish

HIGH = 120  # px


def periods(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """One column a year, open to a click; figures without a dated period stand in a column of their own.

    The selection is named "year" and carries year.

    Columns: year (number; NULL where the period names none), label (the year as text), observations (count).
    Words: period, observations.
    """
    palette = PALETTES[scheme]
    bars = [
        row
        | {
            "said": f"{row['label']} {row['observations']}",
            "index": index,
            "count": len(frame),
            "y": 24 + HIGH * (1 - row["observations"] / frame["observations"].max()),
        }
        for index, row in enumerate(rows.records(frame))
    ]
    year = alt.selection_point(name="year", fields=["year"], on="click", clear=False)
    base = alt.Chart(plain.data(bars))
    middle = alt.XValue({"expr": "width * (datum.index + 0.5) / datum.count"})
    half = "min(28, width / datum.count / 2 - 1)"
    layers = [
        base.mark_rect(cornerRadius=2, fill=palette.hue("overall"), cursor="pointer")
        .encode(
            x=alt.XValue({"expr": f"width * (datum.index + 0.5) / datum.count - {half}"}),
            x2=alt.X2Value({"expr": f"width * (datum.index + 0.5) / datum.count + {half}"}),
            y=rows.y("y"),
            y2=alt.Y2Value(24 + HIGH),
            description=alt.Description(field="said", type="nominal"),
            tooltip=[
                alt.Tooltip(field="label", type="nominal", title=words["period"]),
                alt.Tooltip(field="observations", type="quantitative", title=words["observations"], format=",d"),
            ],
        )
        .add_params(year),
        base.mark_text(baseline="bottom", dy=-4, fontSize=BODY, fontWeight="bold", fill=palette.ink, aria=False).encode(
            x=middle, y=rows.y(), text=alt.Text(field="observations", type="quantitative", format=",d")
        ),
        base.mark_text(baseline="top", dy=6, fontSize=BODY - 1, fill=palette.muted, aria=False).encode(
            x=middle, y=alt.YValue(24 + HIGH), text=alt.Text(field="label", type="nominal")
        ),
    ]
    return finish(
        Layers(layers, height=24 + HIGH + 26),
        scheme=scheme,
        lang=lang,
        description=description,
    )
