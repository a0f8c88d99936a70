"""Figures in sentences: as printed, with the direction of their sign; and claims, true of what they stand for."""

import datetime as dt

import pytest

from queries import claims
from story import words


def figure(display: str, value: float | None = None, **more: object) -> dict[str, object]:
    nan = float("nan")
    given = {"display": display, "value": nan if value is None else value, "lower": nan, "upper": nan, "bounds": None}
    return given | {"period": "2024年", "subject": "武昌区", "title": "增速"} | more


@pytest.mark.parametrize(
    ("lang", "display", "value", "said"),
    [
        ("zh", "7.3%", 7.3, "增长7.3%"), ("zh", "-9.7%", -9.7, "下降9.7%"), ("zh", "下降18.3%", -18.3, "下降18.3%"),
        ("zh", "0%", 0.0, "持平"), ("en", "7.3%", 7.3, "up 7.3%"), ("en", "-9.7%", -9.7, "down 9.7%"),
        ("en", "0%", 0.0, "unchanged"), ("zh", "超40%", 40.0, "增长超40%"),
    ],
)  # fmt: skip
def test_a_rate_turns_with_its_sign(lang: str, display: str, value: float, said: str) -> None:
    assert words.fill("{rate.turned}", {"rate": figure(display, value)}, lang) == said


def test_a_range_turns_by_its_bounds() -> None:
    assert words.fill("{rate.turned}", {"rate": figure("20%—30%", lower=20.0, upper=30.0)}, "zh") == "增长20%—30%"


def test_a_slot_reads_as_printed_and_every_part_is_there() -> None:
    sales = figure("近400家", 400.0, bounds="≤ 400家")
    assert (
        words.fill("{a}；{a.bounds}；{a.period}；{a.subject}", {"a": sales}, "zh") == "近400家；≤ 400家；2024年；武昌区"
    )
    for text in ("{b}", "{a.price}", "{a", "}", "{A}"):
        with pytest.raises(words.NoSuch):
            words.fill(text, {"a": sales}, "zh")
    with pytest.raises(words.NoSuch, match="leaves nothing open"):
        words.fill("{a.bounds}", {"a": figure("7%", 7.0)}, "zh")


def test_a_claim_holds_of_bounds_and_not_where_one_is_open() -> None:
    before: dict[str, object] = {"value": 342.0, "lower": 341.0, "upper": 343.0, "period_end": dt.date(2023, 6, 30)}
    now: dict[str, object] = {"value": 367.0, "lower": 366.5, "upper": None, "period_end": dt.date(2024, 6, 30)}
    of: dict[str, dict[str, object]] = {"before": before, "now": now}
    assert claims.holds("before.upper < now.lower", of)
    assert claims.holds("before.period_end < now.period_end", of)
    assert not claims.holds("before.upper > now.lower", of)
    assert not claims.holds("now.upper > 0", of)
    for wrong in ("before.uper < 1", "now.value <", "1); drop table x; --", "(select 1 from read_csv('x'))"):
        with pytest.raises(claims.NoClaim):
            claims.holds(wrong, of)
