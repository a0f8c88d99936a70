"""What is taken away, whatever the file: pages or single cards, the figures in them, and a mark to check them by.

Of single cards an address names each by a few signs, since the code that holds it must still be read from paper.

A mark is a short fingerprint of the figures as they are recorded, with those that derived ones are reckoned from: 60
bits of a SHA-256, in letters and digits that cannot be taken for one another. It is the same in both languages and for
every kind of file. Of an older file the corrections that were made since are taken back one by one, until it fits.
"""

import datetime as dt
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import pandas as pd
import segno

import queries
from locales import text as t
from story import card as story, pairs
from story.card import MARKET, Card, Page, View

REPORT, CONTEXT = "report", "context"  # what is taken: all pages; all that sets them beside other publications
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SIGNS: Final = 12  # of a mark, five bits each
FEW: Final = 3  # cards that an address names in full
CALLED: Final = 4  # signs that it calls each of more by
QUIET: Final = 4  # modules of white around a QR code, as its standard asks


class Part(NamedTuple):
    """A page of the story as far as it is taken: `title` is its conclusion, `name` what the navigation calls it."""

    page_id: str
    name: str
    title: str
    summary: str
    headline: Sequence[Mapping[str, Any]]  # rows of figures/headline
    cards: tuple[Card, ...]


class Taken(NamedTuple):
    """What a reader asked for, as an address says it: `what` is REPORT, CONTEXT, a page, or page.card several times."""

    what: tuple[str, ...]
    beside: bool = False  # with the cards that set it beside other publications


class NothingTaken(ValueError):
    """Nothing of the story is named by what was asked for."""


def taken(asked: Mapping[str, str], source: str) -> Taken | None:
    """What an address of ours names of a report; None where it names nothing, or cards that are no more."""
    beside = asked.get("beside") == "1"
    if called := asked.get("cards", ""):
        places = {_called(place): place for place in _places(story.pages(source, "zh"))}
        names = [called[start : start + CALLED] for start in range(0, len(called), CALLED)]
        return Taken(tuple(places[name] for name in names), beside) if places.keys() >= set(names) else None
    return Taken(tuple(asked["what"].split(",")), beside) if asked.get("what") else None


class Parcel:
    """What goes into a file. The view is light whatever the reader's screen: it is paper."""

    def __init__(self, view: View, taken: Taken, *, base: str = "", made: dt.date | None = None) -> None:
        """`base` is the dashboard's own address, "" where it is not known. Raises NothingTaken."""
        self.view = view._replace(scheme="light", version=queries.version())
        self.taken = taken
        self.base = base.rstrip("/")
        self.made = made or dt.date.today()
        told = story.pages(view.source, view.lang)
        self.parts = tuple(filter(None, (_part(page, taken, self.view) for page in told.values())))
        known = {REPORT, CONTEXT, *told, *_places(told)}
        if not self.parts or not known.issuperset(taken.what):
            raise NothingTaken(", ".join(taken.what))
        self.report = next(
            row for row in queries.rows("sources/reports", lang=view.lang) if row["source_id"] == view.source
        )
        self.document = queries.rows("sources/documents", source=view.source, lang=view.lang)[0]

    @property
    def lang(self) -> str:
        """The language of all words in it."""
        return self.view.lang

    @property
    def title(self) -> str:
        """The report's short name, and the page's where it is one page alone."""
        short = str(self.report["short"])
        if self.taken.what == (CONTEXT,):
            return t("{report}: {page}", self.lang).format(report=short, page=t("Context", self.lang))
        if len(self.parts) > 1 or self.taken.what == (REPORT,):
            return short
        return t("{report}: {page}", self.lang).format(report=short, page=self.parts[0].name)

    @property
    def source(self) -> str:
        """The report's title and period, in a line."""
        told = t("from “{title}”", self.lang).format(title=self.report["title"])
        return " · ".join(filter(None, [self.report["period"], told]))

    @cached_property
    def pairs(self) -> tuple[queries.Row, ...]:
        """The report's figures set against other publications one by one, where that is what is taken."""
        if CONTEXT not in self.taken.what:
            return ()
        return queries.rows("context/set_against", source=self.view.source, lang=self.lang)

    @property
    def compared(self) -> str:
        """What the pairs come to."""
        return pairs.compared(self.pairs, self.lang)

    @cached_property
    def documents(self) -> list[queries.Row]:
        """The report, and the other publications whose figures or events are in it."""
        used = set(self.figures["source_id"])
        for frame in (card.frames(self.view)[-1] for part in self.parts for card in part.cards):
            used |= set(frame["source_id"].dropna()) if "source_id" in frame else set()
        others = queries.rows("context/sources", source=self.view.source, lang=self.lang)
        return [self.document, *(row for row in others if row["source_id"] in used)]

    @cached_property
    def _ids(self) -> list[str]:
        """The figures in it."""
        ids = [one for pair in self.pairs for one in (pair["our_id"], *pair["their_ids"])]
        ids += [row[name] for part in self.parts for row in part.headline for name in ("observation_id", "delta_id")]
        for part in self.parts:
            for card in part.cards:
                frame = card.frames(self.view)[-1]
                ids += frame["observation_id"].dropna().tolist() if "observation_id" in frame else []
                if "observation_ids" in frame:
                    ids += [one for some in frame["observation_ids"] for one in some]
        return [one for one in dict.fromkeys(ids) if isinstance(one, str)]

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Every figure in it, one row each, as the view `told` tells it."""
        return queries.run("taken/figures", ids=self._ids, source=self.view.source, lang=self.lang)

    @cached_property
    def mark(self) -> str:
        """The fingerprint of its figures: three groups of four signs."""
        return mark(self._marked)

    @property
    def _marked(self) -> tuple[queries.Row, ...]:
        return queries.rows("taken/marked", ids=self._ids)

    def corrected_since(self, old: str) -> list[queries.Row] | None:
        """What was corrected in its figures since a mark was given, the latest first.

        None of them where the mark is that of now, and None where it never was one of these figures.
        """
        rows = {row["observation_id"]: dict(row) for row in self._marked}
        sought = plain(old)
        taken_back: list[queries.Row] = []
        for one in queries.rows("taken/corrections", source=self.view.source, lang=self.lang):
            if plain(mark(rows.values())) == sought:
                return taken_back
            if one["observation_id"] in rows:
                row, field = rows[one["observation_id"]], one["field"]
                row[field] = _typed(field, one["before"])
                taken_back.append(one)
        return taken_back if plain(mark(rows.values())) == sought else None

    @property
    def address(self) -> str:
        """Where its figures can be seen, and its mark be checked."""
        what = self.taken.what
        many = len(what) > FEW and all("." in place for place in what)
        named = {"cards": "".join(map(_called, what))} if many else {"what": ",".join(what)}
        asked = {"mark": self.mark, **named, "report": self.view.source}
        switches = (("beside", self.taken.beside), ("later", self.view.later))
        asked |= {name: "1" for name, on in switches if on}
        return f"{self.base}/verify?{urlencode(asked, safe=',')}"

    def code(self, kind: str, **look: Any) -> bytes:
        """The address as a QR code, a file of a kind that segno writes; b"" where the dashboard's own is not known."""
        if not self.base:
            return b""
        drawn = io.BytesIO()
        segno.make(self.address, error="m", micro=False).save(drawn, kind=kind, border=QUIET, **look)
        return drawn.getvalue()

    @property
    def checked(self) -> str:
        """A line that goes into every file: its mark, the version of the data, the day it was made."""
        return t("Mark {mark} · data version {version} · made on {day}", self.lang).format(
            mark=self.mark, version=self.view.version, day=self.made.isoformat()
        )

    def file_name(self, ending: str) -> str:
        """By report, page and day, in signs that every file system takes."""
        what = "-".join(self.taken.what[:2]).replace(".", "-").replace("_", "-")
        return f"{self.view.source}-{what}-{self.made:%Y%m%d}.{ending}"


def _places(told: Mapping[str, Page]) -> list[str]:
    return [card.place for page in told.values() for card in page.cards]


def _called(place: str) -> str:
    """A card in a few signs."""
    return _signs(place, CALLED)


def _part(page: Page, taken: Taken, view: View) -> Part | None:
    own, beside = page.shown(beside=False, later=view.later), page.shown(beside=True, later=view.later)
    whole = REPORT in taken.what or page.page_id in taken.what
    if whole:
        cards = own + (beside if taken.beside else [])
    else:
        cards = [card for card in own + beside if card.place in taken.what]
        cards += beside if CONTEXT in taken.what else []
    cards = [card for card in cards if card.form != MARKET]  # its quotes are not ours to hand on
    if not whole and not cards:
        return None
    ids = (page.headline if whole else ()) + (page.beside if CONTEXT in taken.what else ())
    name = t("Overview", view.lang) if page.page_id == "overview" else page.theme
    # what a page concludes is of the report's own figures
    title, summary = (name, "") if taken.what == (CONTEXT,) else (page.title, page.summary)
    headline = queries.rows("figures/headline", ids=list(ids), source=view.source, lang=view.lang) if ids else ()
    return Part(page.page_id, name, title, summary, headline, tuple(cards))


def mark(rows: Iterable[Mapping[str, Any]]) -> str:
    """The fingerprint of figures, whatever their order: rows of taken/marked."""
    lines = sorted("|".join(_told(value) for value in row.values()) for row in rows)
    signs = _signs("\n".join(lines), SIGNS)
    return "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))


def _signs(text: str, count: int) -> str:
    """The first bits of a text's SHA-256, five a sign."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> (64 - 5 * count)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def plain(mark: str) -> str:
    """A mark as somebody typed it, in the signs that it can have: O is 0, I and L are 1."""
    folded = unicodedata.normalize("NFKC", mark).upper().translate(str.maketrans("OIL", "011"))
    return "".join(sign for sign in folded if sign in ALPHABET)


def _typed(field: str, cell: str | None) -> float | str | None:
    """A cell of the log of corrections as the tables hold it."""
    return float(cell) if cell is not None and field in ("value", "lower", "upper") else cell


def _told(value: Any) -> str:
    """A cell as records write it."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
