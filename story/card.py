"""A card and a page as values: what is told, with which form, from which questions, for every surface the same."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd
from altair.utils import schemapi

import queries
from charts import theme
from charts.forms import FORMS
from locales import text as t
from queries import turns
from story import citation
from story.legend import legend

ENTRIES, NUMBERS, MARKET = "entries", "numbers", "market"  # told without a chart
PLAIN: Final = (ENTRIES, NUMBERS, MARKET)
KEPT_STORIES: Final = 64  # of a report in a language each
SHOWN: Final = ("always", "beside", "later")  # later: only with what came out after the report


class View(NamedTuple):
    """How a reader looks: at which report, in which language and colours, with what came later, over which tables."""

    source: str
    lang: str
    scheme: str
    later: bool
    version: str


class Told(NamedTuple):
    """What a card says beside its words: read from its last frame."""

    alternative: str
    caveats: list[str]
    corrected: bool  # whether one of its figures was; a caveat says so
    sources: citation.Sources | None  # None: nothing to link to
    source: str


class NothingToDraw(ValueError):
    """The tables hold no row for a card."""


@dataclass(frozen=True)
class Card:
    """One thing told with one chart. Words are in the language of the view it was made for.

    `key` names it in addresses; `form` is a form of `charts.forms` or one of `PLAIN`; the last of `questions` is the
    card's table; `parameters` are what they are asked with beside the view; `about` is the line under the title (unit,
    period), `note` what a reader must know, `handling` what the pointer can do; `words` are those that only this chart
    needs; `alternative` is the alternative text of a chart with too many marks to name.
    """

    key: str
    form: str
    questions: tuple[str, ...]
    title: str
    about: str = ""
    note: str = ""
    handling: str = ""
    parameters: tuple[tuple[str, Any], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    alternative: str = ""
    shown: str = "always"
    wide: bool = False
    page_id: str = ""  # "" where it belongs to no page of a story

    @property
    def place(self) -> str:
        """What an address calls it among all cards of a report; "" where it belongs to no page."""
        return self.page_id and f"{self.page_id}.{self.key}"

    def _asked(self, view: View) -> list[tuple[str, dict[str, Any]]]:
        """Its questions, each with its parameters. Raises QueryFailed for a parameter that none of them has."""
        given = {name: list(value) if isinstance(value, tuple) else value for name, value in self.parameters}
        named = frozenset[str]().union(*map(queries.parameters, self.questions))
        if strange := sorted(given.keys() - named):
            raise queries.QueryFailed(f"The card {self.key!r} asks with {', '.join(strange)}, which no question names.")
        given |= {"source": view.source, "lang": view.lang, "later": view.later}
        return [
            (name, {key: given[key] for key in queries.parameters(name) if key in given}) for name in self.questions
        ]

    def frames(self, view: View) -> list[pd.DataFrame]:
        """The answers to its questions. Raises QueryFailed."""
        return [queries.run(name, **parameters) for name, parameters in self._asked(view)]

    def rows(self, view: View) -> Sequence[Mapping[str, Any]]:
        """Its table, row by row. Raises QueryFailed."""
        name, parameters = self._asked(view)[-1]
        return queries.rows(name, **parameters)

    def spec(self, view: View, *, known: bool = False) -> dict[str, Any]:
        """The Vega-Lite specification, data included, in which marks may be ``known``: each opens the figure it draws.

        Raises MissingColumn and NothingToDraw.
        """
        drawn, frame = self.drawn(view, known=known)
        words = legend(view.lang) | {"unit": unit(frame)} | dict(self.words)
        # unchecked: the tests check every form, and a check costs more than all the rest of a chart
        with schemapi.debug_mode(False):
            chart = FORMS[self.form].chart(*drawn, words=words, scheme=view.scheme, lang=view.lang)
            return chart.to_dict(validate=False)

    def drawn(self, view: View, *, known: bool = False) -> tuple[list[pd.DataFrame], pd.DataFrame]:
        """What its form draws, and its table. Raises MissingColumn and NothingToDraw."""
        frames = self.frames(view)
        if frames[-1].empty:
            raise NothingToDraw(self.key)
        if self.form in PLAIN:
            return frames, frames[-1]
        return FORMS[self.form].cut(*frames, name=self.form, known=known), frames[-1]

    def told(self, view: View) -> Told:
        """Alternative text, caveats and sources."""
        frame = self.frames(view)[-1]
        found = citation.sources(frame)
        return Told(
            self.alternative or theme.alt_text(self.title, frame, lang=view.lang),
            caveats(frame, view.lang, note=self.note),
            "corrected" in frame and bool(frame["corrected"].notna().any()),
            found if found.sections or "source_id" in frame else None,
            citation.line(frame, view.lang),
        )


@dataclass(frozen=True)
class Page:
    """A page of a report's story: its heading, the ids of its headline figures, its cards."""

    page_id: str
    theme_id: str
    theme: str
    title: str
    summary: str
    alone: str  # said where no other publication stands beside it
    headline: tuple[str, ...]
    beside: tuple[str, ...]  # headline figures of other publications
    wall: tuple[str, ...]  # keys of the cards that a wall shows; of the overview
    cards: tuple[Card, ...]

    def shown(self, *, beside: bool, later: bool) -> list[Card]:
        """The cards that stand on the report alone, or those that set it beside other publications."""
        wanted = (("beside", "later") if later else ("beside",)) if beside else ("always",)
        return [card for card in self.cards if card.shown in wanted]


def pages(source: str, lang: str) -> Mapping[str, Page]:
    """The pages of a report by their ids, in their order."""
    return _pages(queries.tables().mark, source, lang)


@turns.once_each(KEPT_STORIES, lambda _: 1, lambda *asked: asked)
def _pages(_mark: object, source: str, lang: str) -> Mapping[str, Page]:
    cards: dict[str, list[Card]] = {}
    for row in queries.rows("story/cards", source=source, lang=lang):
        cards.setdefault(row["page_id"], []).append(_card(row))
    return {
        row["page_id"]: Page(
            row["page_id"], row["theme_id"], row["theme"], row["title"], row["summary"], row["alone"],
            tuple(row["headline"]), tuple(row["beside"]), tuple(row["wall"]), tuple(cards.get(row["page_id"], ())),
        )
        for row in queries.rows("story/pages", source=source, lang=lang)
    }  # fmt: skip


def are_told() -> bool:
    """Whether all that the tables tell can be: those of an older version may name a form or a question that is gone."""
    return _are_told(queries.tables().mark)


@turns.once_each(KEPT_STORIES, lambda _: 1, lambda *asked: asked)
def _are_told(_mark: object) -> bool:
    try:
        for report in queries.rows("sources/reports", lang="zh"):
            view = View(report["source_id"], "zh", "light", False, "")
            for card in (card for page in pages(view.source, view.lang).values() for card in page.cards):
                if card.form not in (*FORMS, *PLAIN):
                    return False
                card._asked(view)
    except (queries.QueryFailed, ValueError, KeyError):
        return False
    return True


def _card(row: dict[str, Any]) -> Card:
    return Card(
        row["card_id"], row["form"], tuple(row["questions"]), row["title"], row["about"], row["note"],
        parameters=freeze(json.loads(row["parameters"])), words=tuple(json.loads(row["words"]).items()),
        shown=row["shown"], wide=bool(row["wide"]), page_id=row["page_id"],
    )  # fmt: skip


def freeze(parameters: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters as a part of a key: lists become tuples."""
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(parameters.items()))


def unit(frame: pd.DataFrame) -> str:
    """What an axis of a frame's values is headed: their unit, if they have one in common and it has a name."""
    units = frame["unit"].unique().tolist() if "unit" in frame else []
    return units[0] if len(units) == 1 and isinstance(units[0], str) else ""


def caveats(frame: pd.DataFrame, lang: str, *, note: str = "") -> list[str]:
    """What must be known of the figures drawn beside ``note``: each text once, with whose it is unless all share it."""
    if "caveat" not in frame:
        return []
    named: dict[str, dict[str, None]] = {}  # caveat: the labels under it, in their order
    for label, caveat in zip(frame["label"], frame["caveat"], strict=True):
        if isinstance(caveat, str):
            named.setdefault(caveat, {})[label] = None
    labels = frame["label"].nunique()
    told: Iterable[str] = (
        caveat
        if len(those) == labels
        else t("{label}: {caveat}", lang).format(label=t(", ", lang).join(those), caveat=caveat)
        for caveat, those in named.items()
    )
    return [caveat for caveat in told if caveat != note]
