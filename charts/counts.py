"""How many observations there are of each theme and kind."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import plain, rows
from charts.layers import Layers
from charts.theme import BODY, FIGURE, PALETTES, finish

ROW, HEAD = 40, 34  # px


def counts(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """A table of counts: one row a theme, one column a kind, each cell as strong as its count and open to a click.

    The selection is named "cell" and carries theme_id and kind.

    Columns: theme_id, theme, kind, kind_title, observations (count). Themes and kinds keep the frame's order.
    Words: theme, kind, observations.
    """
    palette = PALETTES[scheme]
    kinds = frame["kind"].drop_duplicates().tolist()
    themes = frame["theme_id"].drop_duplicates().tolist()
    most = frame["observations"].max()
    cells = [
        row
        | {
            "said": f"{row['theme']} {row['kind_title']} {row['observations']}",
            "column": kinds.index(row["kind"]),
            "columns": len(kinds),
            "top": HEAD + 20 + themes.index(row["theme_id"]) * (ROW + 22),
            "y": HEAD + 20 + themes.index(row["theme_id"]) * (ROW + 22) + (ROW - 4) / 2,
            "bottom": HEAD + 16 + themes.index(row["theme_id"]) * (ROW + 22) + ROW,
            "fill": palette.tint(palette.hue(row["theme_id"]), 0.12 + 0.33 * row["observations"] / most),
            "stroke": palette.hue(row["theme_id"]),
        }
        for row in rows.records(frame)
    ]
    left, right = "width * datum.column / datum.columns + 1.5", "width * (datum.column + 1) / datum.columns - 1.5"
    middle = alt.XValue({"expr": "width * (datum.column + 0.5) / datum.columns"})
    cell = alt.selection_point(name="cell", fields=["theme_id", "kind"], on="click", clear=False)
    heads = [
        {"kind_title": title, "column": kinds.index(kind), "columns": len(kinds), "y": HEAD / 2}
        for kind, title in frame[["kind", "kind_title"]].drop_duplicates().itertuples(index=False)
    ]
    sides = [
        {"theme": title, "y": HEAD + 2 + themes.index(theme) * (ROW + 22)}
        for theme, title in frame[["theme_id", "theme"]].drop_duplicates().itertuples(index=False)
    ]
    base = alt.Chart(plain.data(cells))
    layers = [
        alt.Chart(plain.data(heads))
        .mark_text(baseline="middle", fontSize=BODY - 1, fill=palette.muted, aria=False)
        .encode(x=middle, y=rows.y(), text=alt.Text(field="kind_title", type="nominal")),
        alt.Chart(plain.data(sides))
        .mark_text(align="left", baseline="top", fontSize=BODY, fill=palette.ink, aria=False)
        .encode(x=alt.XValue(2), y=rows.y(), text=alt.Text(field="theme", type="nominal")),
        base.mark_rect(cornerRadius=3, strokeWidth=1, cursor="pointer")
        .encode(
            x=alt.XValue({"expr": left}),
            x2=alt.X2Value({"expr": right}),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            fill=rows.colour("fill"),
            stroke=rows.outline("stroke"),
            description=alt.Description(field="said", type="nominal"),
            tooltip=[
                alt.Tooltip(field="theme", type="nominal", title=words["theme"]),
                alt.Tooltip(field="kind_title", type="nominal", title=words["kind"]),
                alt.Tooltip(field="observations", type="quantitative", title=words["observations"]),
            ],
        )
        .add_params(cell),
        base.mark_text(fontSize=FIGURE - 1, fontWeight="bold", fill=palette.ink, baseline="middle", aria=False).encode(
            x=middle, y=rows.y(), text=alt.Text(field="observations", type="quantitative", format=",d")
        ),
    ]
    return finish(
        Layers(layers, height=HEAD + 20 + len(themes) * (ROW + 22)),
        scheme=scheme,
        lang=lang,
        description=description,
    )
