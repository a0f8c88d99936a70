"""Layers over each other as one specification.

``alt.LayerChart`` copies every layer several times over and checks each on its own, which takes most of a chart's time.
Here each is written once, into plain dicts, and what comes out is checked once, by the tests.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Self

import altair as alt
from altair.utils.schemapi import SchemaBase

Spec = dict[str, Any]


class Layers:
    """Layers from the back to the front, and what holds for all of them; each has data of its own."""

    def __init__(self, layers: Sequence["alt.Chart | Layers"], **shared: Any) -> None:
        """``shared`` are properties of a layered Vega-Lite view, such as its height."""
        self.layers = layers
        self.shared = shared

    def sharing(self, **more: Any) -> Self:
        """Itself with more that holds for all of its layers."""
        self.shared |= more
        return self

    def to_dict(self, *, validate: bool = True) -> Spec:
        """The specification: data in ``datasets``, each under a name made from its rows.

        Raises jsonschema's ValidationError where it is checked and is none.
        """
        datasets: dict[str, Any] = {}
        params: list[Spec] = []
        spec = {"$schema": alt.SCHEMA_URL, **self._written(datasets, params, "view"), "datasets": datasets}
        if params:
            spec["params"] = params
        if validate:
            alt.LayerChart.validate(spec)
        return spec

    def _written(self, datasets: dict[str, Any], params: list[Spec], name: str) -> Spec:
        layers = [
            layer._written(datasets, params, f"{name}_{place}")
            if isinstance(layer, Layers)
            else _layer(layer, datasets, params, f"{name}_{place}")
            for place, layer in enumerate(self.layers)
        ]
        return {name: _plain(value) for name, value in self.shared.items()} | {"layer": layers}


def _layer(chart: alt.Chart, datasets: dict[str, Any], params: list[Spec], name: str) -> Spec:
    """A layer; its rows go among the datasets, its selections to the top, where Vega-Lite wants them with its name."""
    rows = chart.data["values"]
    known = next((known for known, values in datasets.items() if values is rows), None) or _named(rows)
    datasets[known] = rows
    spec: Spec = _plain({key: value for key, value in chart._kwds.items() if key not in ("data", "params")})
    spec["data"] = {"name": known}
    if chart.params is not alt.Undefined:
        spec["name"] = name
        params += [{**_plain(param), "views": [name]} for param in chart.params]
    return spec


def _named(rows: Any) -> str:
    return f"data-{hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]}"


def _plain(value: Any) -> Any:
    """What Altair holds, as it is; its own way asks of every value whether it is of an array, a frame or a day."""
    if isinstance(value, SchemaBase):
        value = value._args[0] if value._args else value._kwds
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not alt.Undefined}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
