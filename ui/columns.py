"""Which of two columns each card of a page stands in, and about how high it is there.

A page is laid out before a browser has measured anything, so heights are estimates: those of a laptop of 1280 px, where
columns are narrowest and differ most.
"""

import math
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, NamedTuple

from charts.text import text_width

FRAME: Final = 172.0  # px: what a card has around its chart: heading, unit, axis, foot, and the air between them
GAP: Final = 16.0  # px between cards
COLUMN: Final = 520.0  # px for words
HEADING, SMALL, LINE = 18.0, 14.0, 21.0  # px: letters of a heading and of small print, and its line
CITED: Final = 210.0  # px that a foot leaves for what is cited
BUTTON: Final = 40.0
ALIKE: Final = 10.0  # px: ends that differ by so much more are worse; estimates tell no less apart
FAR: Final = 120.0  # px: ends that differ more look forgotten
MOST: Final = 10  # cards whose every arrangement is tried
KEPT: Final = 1024  # answers: every rerun of a page asks for the same ones


class Placed(NamedTuple):
    """Positions of the cards in either column, and those that go across below."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    across: tuple[int, ...]


@lru_cache(KEPT)
def height(chart: float, title: str, notes: tuple[str, ...], *, folded: bool, cited: str) -> float:
    """About how many px a card takes, with ``notes`` in sight and, where others are ``folded`` away, a button."""
    lines = [_lines(note, SMALL, COLUMN) for note in notes]
    print_ = sum(lines) * LINE + GAP * len(lines)
    return (
        FRAME + chart + print_ + BUTTON * folded
        + (_lines(title, HEADING, COLUMN - 60) - 1) * 1.4 * HEADING
        + max(0, _lines(cited, SMALL, CITED) - 2) * LINE
    )  # fmt: skip


def _lines(words: str, size: float, width: float) -> int:
    return max(1, math.ceil(text_width(words, size) / width))


@lru_cache(KEPT)
def arranged(heights: tuple[float, ...]) -> Placed:
    """The columns that end together, as far as cards in their order allow it.

    The first card stands at the left, the second beside it. Where the ends would lie far apart the last card goes
    across, if that mends it.
    """
    whole, least = _columns(heights)
    if least > FAR and len(heights) > 2:
        fewer, less = _columns(heights[:-1])
        if less < least / 2:
            return Placed(*fewer, (len(heights) - 1,))
    return Placed(*whole, ())


def _columns(heights: tuple[float, ...]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], float]:
    """Left, right, and how far apart they end; of those that end alike, the one that changes sides most often."""
    known = [(0, 1)[: len(heights)]] if len(heights) <= MOST else [_shorter(heights)]
    sides = [(*first, *rest) for first in known for rest in product((0, 1), repeat=len(heights) - len(first))]
    apart = {side: _apart(heights, side) for side in sides}
    best = min(sides, key=lambda side: (apart[side] // ALIKE, sum(a == b for a, b in pairwise(side))))
    left, right = (tuple(place for place, side in enumerate(best) if side == column) for column in (0, 1))
    return (left, right), apart[best]


def _apart(heights: tuple[float, ...], sides: tuple[int, ...]) -> float:
    ends = [0.0, 0.0]
    for tall, side in zip(heights, sides, strict=True):
        ends[side] += tall + GAP
    return abs(ends[0] - ends[1])


def _shorter(heights: tuple[float, ...]) -> tuple[int, ...]:
    """Each in the column that is shorter so far."""
    ends, sides = [0.0, 0.0], []
    for tall in heights:
        side = ends.index(min(ends))
        sides.append(side)
        ends[side] += tall + GAP
    return tuple(sides)
