"""A story as people write it: one TOML file a page, in ``reports/<report>/story/``, read with every fault at its place.

It says what is told, never how it is laid out: no inheritance, no template logic, no layout beyond order and width.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from data.faults import Fault

HAN: Final = re.compile("[\u4e00-\u9fff]")
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
# a figure by its id or, where a report has one only, by its metric, or metric@subject where that must be said
Sought = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(@[a-z][a-z0-9_]*)?$")]


class Record(BaseModel):
    """What every part of a story has in common: nothing unknown in it, and it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Record):
    """A text in both languages. ``{name}`` is a figure, ``{name.part}`` more of it (`story.words.PARTS`)."""

    zh: Text
    en: Text


class CardRecord(Record):
    """One thing told with one chart (`story.card.Card`)."""

    key: Name
    form: Name
    question: str | list[str] = []
    with_: dict[Name, Any] = Field(default={}, alias="with")  # the question's own parameters
    figures: dict[Name, Sought] = {}  # that its texts and claims name
    claims: list[Text] = []  # conditions in SQL that its texts rely on (`queries.claims`)
    title: Words
    about: Words | None = None
    note: Words | None = None
    words: dict[Name, Words] = {}
    wide: bool = False
    shown: Literal["always", "beside", "later"] = "always"

    @property
    def questions(self) -> list[str]:
        """Its questions, the last the one that is its table."""
        return [self.question] if isinstance(self.question, str) else self.question


class PageRecord(Record):
    """A page: its heading and summary, its headline figures, its cards in their order."""

    theme: Name
    title: Words
    summary: Words | None = None
    alone: Words | None = None  # said where no other publication stands beside it
    figures: dict[Name, Sought] = {}
    claims: list[Text] = []
    headline: list[Sought] = []
    beside: list[Sought] = []  # headline figures of other publications
    wall: list[Name] = []  # of the overview: the report's cards that a wall shows, in their order
    card: list[CardRecord] = []


class Written(NamedTuple):
    """A page and the file it stands in; its id is the file's name."""

    file: str
    page_id: str
    page: PageRecord


Stories = dict[str, list[Written]]  # by report


def read(root: Path) -> tuple[Stories, list[Fault]]:
    """Every story under ``root/reports/*/story/``, and what is wrong with them."""
    stories: Stories = {}
    faults: list[Fault] = []
    for path in sorted(root.glob("reports/*/story/*.toml")):
        file = path.relative_to(root).as_posix()
        page, wrong = _page(path, file)
        faults += wrong
        if page:
            stories.setdefault(path.parent.parent.name, []).append(Written(file, path.stem, page))
    for written in stories.values():
        faults += _keys(written)
    if not faults:  # a page that could not be read may hold the card
        faults += [fault for written in stories.values() for fault in _wall(written)]
    return stories, faults


def _page(path: Path, file: str) -> tuple[PageRecord | None, list[Fault]]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        said = "brackets too deep" if isinstance(error, RecursionError) else str(error)
        return None, [Fault(file, 0, "", said, "well-formed TOML in UTF-8")]
    try:
        page = PageRecord.model_validate(told)
    except ValidationError as error:
        return None, [_fault(file, told, wrong) for wrong in error.errors(include_url=False)]
    return page, [*_languages(page, file)]


def _fault(file: str, told: dict[str, Any], wrong: Any) -> Fault:
    """A breach as pydantic names it, at its place: card 3 (retail), title.en."""
    place: list[str] = []
    loc = list(wrong["loc"])
    if len(loc) > 1 and loc[0] == "card" and isinstance(loc[1], int):
        card = told["card"][loc[1]]
        key = f" ({card['key']})" if isinstance(card, dict) and "key" in card else ""
        place, loc = [f"card {loc[1] + 1}{key}"], loc[2:]
    inside = ".".join(str(part) for part in loc if part not in ("[key]", "str", "list[str]"))
    found = "nothing" if wrong["type"] == "missing" else str(wrong["input"])[:80]
    expected = {"missing": "a value", "extra_forbidden": "no such key"}.get(wrong["type"], wrong["msg"])
    return Fault(file, 0, ", ".join(filter(None, [*place, inside])), found, expected)


def texts(record: PageRecord | CardRecord) -> dict[str, Words]:
    """The texts of a page or a card, by where they stand."""
    named = ("title", "summary", "alone") if isinstance(record, PageRecord) else ("title", "about", "note")
    found = {name: words for name in named if (words := getattr(record, name))}
    if isinstance(record, CardRecord):
        found |= {f"words.{name}": words for name, words in record.words.items()}
    return found


def parts(page: PageRecord) -> list[tuple[str, PageRecord | CardRecord]]:
    """The page and its cards, each with what a fault calls it."""
    return [("", page), *((f"card {number} ({card.key})", card) for number, card in enumerate(page.card, 1))]


def _languages(page: PageRecord, file: str) -> list[Fault]:
    return [
        Fault(file, 0, ", ".join(filter(None, [place, f"{name}.en"])), words.en, "English, without Chinese characters")
        for place, record in parts(page)
        for name, words in texts(record).items()
        if HAN.search(words.en)
    ]


def _keys(written: list[Written]) -> list[Fault]:
    """A card's key is used once on its page, and once in the report where it sets it beside other publications."""
    faults, seen = [], dict[tuple[str, str], str]()
    for file, page_id, page in written:
        for card in page.card:
            mark = (page_id if card.shown == "always" else "", card.key)
            if mark in seen:
                faults.append(Fault(file, 0, "card", card.key, f"a new key; {seen[mark]} has this one"))
            seen.setdefault(mark, file)
    return faults


def _wall(written: list[Written]) -> list[Fault]:
    """What a wall shows are cards of the report."""
    keys = {card.key for _, _, page in written for card in page.card}
    return [
        Fault(file, 0, "wall", key, "the key of a card of this report")
        for file, _, page in written
        for key in page.wall
        if key not in keys
    ]
