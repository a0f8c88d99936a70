"""The forms by name, each with its contract: the columns that it draws, frame by frame.

Whatever else a question answers stays on the server; a column that a form needs and a question does not give is named.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

import pandas as pd

from charts import rows
from charts.amounts import amounts
from charts.candles import candles
from charts.compare import compare
from charts.counts import counts
from charts.decades import decades
from charts.dumbbell import dumbbell
from charts.interval import interval
from charts.ladder import ladder
from charts.layers import Layers
from charts.parts import parts
from charts.periods import periods
from charts.places import places
from charts.report_map import report_map
from charts.settlement import settlement
from charts.share import share
from charts.streak import streak
from charts.timeline import timeline


class MissingColumn(ValueError):
    """A question does not give what a form draws; the message names form and column."""


class Form(NamedTuple):
    """How a form is drawn, the columns that each of its frames must have, and those that it may have."""

    draw: Callable[..., Layers]
    needs: tuple[tuple[str, ...], ...]
    may: tuple[str, ...] = ()

    def cut(self, *frames: pd.DataFrame, name: str = "the form", known: bool = False) -> list[pd.DataFrame]:
        """The frames with their columns cut to the contract, and, where marks shall be ``known``, the figure's id.

        Raises MissingColumn.
        """
        if len(frames) != len(self.needs):
            raise MissingColumn(f"{name} draws {len(self.needs)} frames, not {len(frames)}")
        drawn = []
        for number, (frame, needed) in enumerate(zip(frames, self.needs, strict=True), 1):
            missing = [column for column in needed if column not in frame]
            if missing:
                raise MissingColumn(f"{name} needs {', '.join(missing)} in frame {number}")
            kept = {*needed, *self.may, *((rows.KNOWN,) if known else ())}
            drawn.append(frame[[column for column in frame if column in kept]])
        return drawn

    def chart(self, *frames: pd.DataFrame, words: Mapping[str, str], scheme: str, lang: str) -> Layers:
        """The chart of frames that were cut."""
        return self.draw(*frames, words=words, scheme=scheme, lang=lang, description="")


_TOLD: Final = ("label", "display", "value", "lower", "upper", "basis", "theme_id", "period", "statement", "where")
_FIGURE: Final = (*_TOLD, "qualifier")
_STANDING: Final = ("status", "later", "source_kind")  # how sure a figure is and whose
_CANDLES: Final = (
    ("slot_from", "slot_to", "label", "note", "reason"),
    (
        "slot", "segment", "date", "open", "high", "low", "close", "volume", "ma5", "ma20", "period", "change_display",
        "display", "volume_display", "turnover_display", "label", "statement", "where",
    ),
)  # fmt: skip

FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "amounts": Form(amounts, (_FIGURE,), (*_STANDING, "group")),
        "candles_green": Form(partial(candles, rise="green"), _CANDLES, ("theme_id",)),
        "candles_green_still": Form(partial(candles, rise="green", still=True), _CANDLES, ("theme_id",)),
        "candles_red": Form(partial(candles, rise="red"), _CANDLES, ("theme_id",)),
        "candles_red_still": Form(partial(candles, rise="red", still=True), _CANDLES, ("theme_id",)),
        "compare": Form(compare, (_TOLD,), (*_STANDING, "qualifier")),
        "counts": Form(counts, (("theme_id", "theme", "kind", "kind_title", "observations"),), ("label", "display")),
        "decades": Form(
            decades,
            (("role", "year", "start", "end", "label", "display", "theme_id", "statement", "where"),),
            ("basis",),
        ),
        "dumbbell": Form(dumbbell, ((*_FIGURE, "group", "name"),), _STANDING),
        "interval": Form(
            interval, ((*_TOLD, "lower_display", "upper_display"),), (*_STANDING, "qualifier")
        ),
        "ladder": Form(ladder, ((*_FIGURE, "group"),), _STANDING),
        "parts": Form(parts, ((*_FIGURE, "start"),), _STANDING),
        "periods": Form(periods, (("year", "label", "observations"),), ("display",)),
        "places": Form(places, (_FIGURE,), (*_STANDING, "listed")),
        "report_map": Form(
            report_map,
            (
                ("paragraph", "chars", "section_title", "theme_id"),
                ("paragraph", "start", "end", "printed", "kind", "label", "reason"),
            ),
            ("char_start", "marked"),
        ),
        "settlement": Form(
            settlement,
            (("child", "child_kind", "kind_title", "parent", "theme_id", "note", "order"),),
            ("label", "statement"),
        ),
        "share": Form(share, ((*_FIGURE, "whole"),), _STANDING),
        "streak": Form(
            streak,
            (("cell_label", "state", "line", "slot", "slot_label", "run", "order", "theme_id"),),
            ("display", "inside", "statement", "where", "label"),
        ),
        "timeline": Form(
            timeline,
            (("date_start", "date_end", "precision", "label", "title", "theme_id", "where"),),
            ("date", "statement"),
        ),
    }
)  # fmt: skip
