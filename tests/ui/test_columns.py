"""Columns of cards end together where the cards allow it."""

import pytest

from ui import columns


def apart(heights: tuple[float, ...], placed: columns.Placed) -> float:
    left, right = (sum(heights[card] + columns.GAP for card in cards) for cards in (placed.left, placed.right))
    return abs(left - right)


@pytest.mark.parametrize(
    ("heights", "most"),
    [
        ((507.0, 413.0, 517.0, 434.0, 545.0, 298.0), 60),  # the shorter so far would end 170 px apart
        ((441.0, 524.0, 435.0, 243.0), 120),
        ((400.0,) * 12, 0),  # more than are tried
    ],
)
def test_columns_end_together(heights: tuple[float, ...], most: float) -> None:
    placed = columns.arranged(heights)
    assert apart(heights, placed) <= most
    assert placed.across == ()
    assert sorted([*placed.left, *placed.right]) == list(range(len(heights)))
    assert (placed.left[0], placed.right[0]) == (0, 1)
    assert list(placed.left) == sorted(placed.left)
    assert list(placed.right) == sorted(placed.right)


def test_a_last_card_that_would_stick_out_goes_across() -> None:
    heights = (415.0, 434.0, 366.0, 418.0, 329.0)
    placed = columns.arranged(heights)
    assert placed.across == (4,)
    assert apart(heights, placed) <= 60


def test_what_going_across_does_not_mend_stays_in_its_column() -> None:
    assert columns.arranged((545.0, 735.0, 360.0)) == columns.Placed((0, 2), (1,), ())


@pytest.mark.parametrize("heights", [(), (300.0,), (300.0, 900.0)])
def test_few_cards_stand_side_by_side(heights: tuple[float, ...]) -> None:
    placed = columns.arranged(heights)
    assert [*placed.left, *placed.right, *placed.across] == list(range(len(heights)))
    assert len(placed.left) <= 1


def test_words_make_a_card_higher() -> None:
    plain = columns.height(200, "标题", (), folded=False, cited="")
    assert columns.height(200, "标题", ("注" * 60,), folded=False, cited="") > plain
    assert columns.height(200, "标题", (), folded=True, cited="") > plain
    assert columns.height(200, "标题" * 30, (), folded=False, cited="") > plain
    assert columns.height(200, "标题", (), folded=False, cited="段" * 80) > plain
