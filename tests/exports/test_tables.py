"""Tables as files: what a spreadsheet would run stays text, and numbers stay numbers."""

import csv
import io

import pandas as pd
import pytest

from exports import tables


def cells(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tables.csv([frame]).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "-", "+1;2", "--1"]
)
@pytest.mark.parametrize("kind", ["str", "object"])
def test_what_a_spreadsheet_would_run_is_text(text: str, kind: str) -> None:
    assert cells(pd.DataFrame({"a": pd.Series([text, None], dtype=kind)}))[1] == [f"'{text}"]
    assert cells(pd.DataFrame({text: [1]}))[0] == [f"'{text}"]


def test_numbers_stay_numbers() -> None:
    texts = ["-3.2", "+7.3%", "-1,000", "-99999999999999999999", "-1e5", "社零", "a=b", "第41位", ""]
    frame = pd.DataFrame({"text": texts, "number": [-3.2] * len(texts), "whole": pd.array([-1] * len(texts), "Int64")})
    assert cells(frame)[1:] == [[text, "-3.2", "-1"] for text in texts]


def test_a_name_may_stand_twice() -> None:
    frame = pd.DataFrame([["=1", "=2"]], columns=["a", "a"])
    assert cells(frame) == [["a", "a"], ["'=1", "'=2"]]


def test_what_is_pasted_keeps_a_row_a_line_and_runs_nothing() -> None:
    frame = pd.DataFrame({"a": ["=1+1", "two\tcells\nand lines"], "b": [367.5, None]})
    assert tables.tsv(frame).splitlines() == ["a\tb", "'=1+1\t367.5", "two cells and lines\t"]
