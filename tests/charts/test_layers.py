"""Layers come out as Altair's own layered chart would write them, and what is no Vega-Lite is refused."""

from typing import Any

import altair as alt
import pandas as pd
import pytest
from altair.utils import schemapi
from jsonschema import ValidationError  # type: ignore[import-untyped]

from charts import plain
from charts.layers import Layers

ROWS, OTHERS = [{"x": 1, "name": "a"}, {"x": 2, "name": "b"}], [{"y": 3}]


def both(rows: Any, others: Any) -> list[alt.Chart]:
    base = alt.Chart(rows)
    picked = alt.selection_point(name="figure", fields=["name"], on="click", clear=False)
    return [
        alt.Chart(others).mark_rule(stroke="#123456").encode(y=alt.Y(field="y", type="quantitative", scale=None)),
        base.transform_filter("datum.x > 0").mark_point(size=9).encode(x=alt.X(field="x", type="quantitative")),
        base.mark_text(text={"expr": "datum.name"}).encode(x=alt.XValue(3)).add_params(picked),
    ]


def test_they_are_those_of_altair() -> None:
    ours = Layers(both(plain.data(ROWS), plain.data(OTHERS)), height=90).to_dict()
    theirs = alt.LayerChart(layer=both(pd.DataFrame(ROWS), pd.DataFrame(OTHERS))).properties(height=90).to_dict()
    theirs.pop("config")  # a theme of its own
    (name,) = theirs["params"][0]["views"]
    (theirs["params"][0]["views"],) = (ours["params"][0]["views"],)
    next(layer for layer in theirs["layer"] if layer.get("name") == name)["name"] = ours["params"][0]["views"][0]
    assert ours == theirs


def test_layers_may_hold_layers() -> None:
    inner, (_, point, text) = Layers(both(plain.data(ROWS), plain.data(OTHERS))), both(plain.data(ROWS), OTHERS)
    spec = Layers([inner, point, text], resolve={"scale": {"y": "independent"}}).to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"][0]["layer"]] == ["rule", "point", "text"]
    assert len(spec["datasets"]) == 2, "the same rows are held once"
    views = [view for param in spec["params"] for view in param["views"]]
    assert views == [spec["layer"][0]["layer"][2]["name"], spec["layer"][2]["name"]] and len(set(views)) == 2


def test_what_is_no_vega_lite_is_refused() -> None:
    with schemapi.debug_mode(False):
        wrong = alt.Chart(plain.data(ROWS)).mark_point(size="large")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Layers([wrong]).to_dict()
    assert Layers([wrong]).to_dict(validate=False)
