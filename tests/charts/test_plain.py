"""Rows go into charts as Altair's own way would put them there, from a frame or row by row."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from altair.utils import data as theirs

from charts import plain, rows

FRAMES = {
    "texts": pd.DataFrame({"label": ["社零", None], "display": ["367亿元", "≤ 3"]}),
    "strings": pd.DataFrame({"label": pd.array(["社零", None], "str")}),
    "numbers": pd.DataFrame({"value": [1.5, None], "whole": [1, 2], "maybe": pd.array([1, None], "Int64")}),
    "truths": pd.DataFrame({"so": [True, False]}),
    "days": pd.DataFrame({"date": pd.to_datetime(["2024-08-02", "2024-09-02"])}),
    "mixed": pd.DataFrame({"x": pd.Series([1, "a", None, 2.5], dtype=object)}),
    "no rows": pd.DataFrame({"label": pd.Series([], dtype="str")}),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMES)
def test_rows_are_those_of_altair(name: str) -> None:
    expected = theirs.to_values(FRAMES[name])
    assert plain.data(FRAMES[name]) == expected
    assert plain.data(rows.records(FRAMES[name])) == expected


def test_what_is_absent_is_null() -> None:
    absent = pd.DataFrame(
        {"day": pd.Series(pd.to_datetime(["2024-08-02"])).reindex([0, 1]), "date": [dt.date(2024, 8, 2), None]}
    )
    assert plain.data(absent)["values"] == [
        {"day": "2024-08-02T00:00:00", "date": "2024-08-02"},
        {"day": None, "date": None},
    ]


def test_all_rows_have_the_same_columns() -> None:
    """Whoever turns them into a table looks at the first alone."""
    values = plain.data([{"label": "社零"}, {"label": "投资", "value": np.int64(3)}])["values"]
    assert values == [{"label": "社零", "value": None}, {"label": "投资", "value": 3}]
    assert type(values[1]["value"]) is int
