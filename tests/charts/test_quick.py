"""The chart of any answer: it draws rows as they are and adds nothing up."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest
import vl_convert

from charts.quick import MOST, form_of, is_number, quick

FRAME = pd.DataFrame({
    "name": ["社零额", "投资", "投资"],
    "a.b[0]": [1.5, 6.4, 2.6],
    "whole": pd.array([1, None, 3], dtype="Int64"),
    "day": [dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date(2024, 12, 31)],
    "moment": pd.to_datetime(["2024-01-01", "2024-01-01", "2024-12-31"]),
    "yes": [True, False, True],
})  # fmt: skip


def drawn(x: str, y: str, **options: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    spec = quick(FRAME, x, y, **options).to_dict()
    return spec, [row for rows in spec["datasets"].values() for row in rows]


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["layer"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_pair_draws(scheme: str, lang: str) -> None:
    for x in map(str, FRAME):
        spec, _ = drawn(x, "a.b[0]", scheme=scheme, lang=lang)
        assert vl_convert.vegalite_to_svg(spec | {"width": 330}).startswith("<svg")


def test_rows_of_one_name_stay_apart() -> None:
    spec, rows = drawn("name", "a.b[0]")
    assert marks(spec) == ["bar"]
    assert [(row["x"], row["y"]) for row in rows] == [("社零额", 1.5), ("投资", 6.4), ("投资 (2)", 2.6)]


def test_time_is_a_line_where_each_date_comes_once() -> None:
    assert marks(drawn("day", "whole")[0]) == ["line", "point"]
    assert marks(drawn("moment", "a.b[0]")[0]) == ["point"]
    assert len(drawn("day", "whole")[1]) == 2, "a missing number is not drawn"


def test_kinds() -> None:
    assert [form_of(FRAME[column]) for column in FRAME] == ["name", "number", "number", "time", "time", "name"]
    assert not is_number(FRAME["yes"])


def test_bars_are_few_enough_to_read() -> None:
    many = pd.DataFrame({"name": [str(n) for n in range(500)], "value": range(500)})
    spec = quick(many, "name", "value").to_dict()
    assert max(len(rows) for rows in spec["datasets"].values()) == MOST


@pytest.mark.parametrize(("form", "x", "drawn_as"), [
    ("dots", "name", ["point"]), ("bars", "whole", ["bar"]), ("line", "whole", ["line", "point"]),
    ("dots", "day", ["point"]),
])  # fmt: skip
def test_another_form_is_drawn_where_it_is_asked_for(form: str, x: str, drawn_as: list[str]) -> None:
    assert marks(drawn(x, "a.b[0]", form=form)[0]) == drawn_as
