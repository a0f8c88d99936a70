"""Rows into charts as they are; Altair's own way, which copies and checks every frame, takes most of a chart's time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

AS_THEY_ARE: Final = frozenset((str, int, bool))


def data(rows: pd.DataFrame | Sequence[Mapping[str, Any]]) -> Any:
    """A frame or rows as a Vega-Lite dataset: the same columns in every row, null for what is absent, dates ISO 8601.

    A plain dict, which Altair does not name among what a chart may be given.
    """
    if isinstance(rows, pd.DataFrame):
        columns = [[_cell(value) for value in rows[name].tolist()] for name in rows]
        return {"values": [dict(zip(rows.columns, row, strict=True)) for row in zip(*columns, strict=True)]}
    names = dict.fromkeys(name for row in rows for name in row)
    return {"values": [{name: _cell(row.get(name)) for name in names} for row in rows]}


def absent(value: Any) -> bool:
    """Whether a cell holds nothing: of what else it may hold, NaN and NaT alone differ from themselves."""
    return value is None or value is pd.NA or bool(value != value)


def _cell(value: Any) -> Any:
    if type(value) in AS_THEY_ARE:
        return value
    if absent(value):
        return None
    if isinstance(value, np.generic):
        return value.item()
    return value.isoformat() if isinstance(value, dt.date) else value
