"""Told at the build: every story's sentences filled with figures, its claims tried, each card asked for once.

What comes out are the rows of `pages` and `cards`, in both languages; nothing of a story is left to be read or checked
when a reader comes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import queries
from charts.forms import FORMS, MissingColumn
from data.faults import Fault
from queries import claims
from story import compose, words
from story.card import MARKET, PLAIN, Card, NothingToDraw, View, freeze
from story.records import CardRecord, PageRecord, Stories, Written, texts

LANGUAGES: Final = ("zh", "en")
GIVEN: Final = {"source", "lang", "later"}  # parameters that the view gives
Row = dict[str, Any]


class Figures:
    """What a report's sentences are made of, in both languages."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.by_id: dict[str, dict[str, Row]] = {lang: {} for lang in LANGUAGES}
        self.report: dict[str, Row] = {}
        for lang in LANGUAGES:
            for row in queries.rows("story/figures", source=source, lang=lang):
                self.by_id[lang][row["observation_id"]] = row
            (self.report[lang],) = queries.rows("story/counts", source=source, lang=lang)

    def found(self, sought: str) -> str:
        """The id of the figure that is sought by its id, or by its metric and subject. Raises NoSuch."""
        if sought in self.by_id["zh"]:
            return sought
        metric, _, subject = sought.partition("@")
        own = [
            row
            for row in self.by_id["zh"].values()
            if row["metric_id"] == metric
            and row["source_id"] == self.source
            and row["status"] != "target"
            and subject in ("", row["subject_id"])
        ]
        for basis in ("published", "derived"):
            ids = [row["observation_id"] for row in own if row["basis"] == basis]
            if len(ids) == 1:
                return str(ids[0])
            if ids:
                raise words.NoSuch(f"{sought}: one of {', '.join(ids)}")
        raise words.NoSuch(
            f"{sought}: a figure of the report or of a publication beside it, or a metric it measures once"
        )

    def named(self, sought: Mapping[str, str], lang: str) -> dict[str, Row]:
        """Figures by the names that texts give them, with the report itself."""
        of = {name: self.by_id[lang][self.found(what)] for name, what in sought.items()}
        return of | {words.REPORT: self.report[lang]}


def rows(stories: Stories, folder: Path) -> tuple[list[Row], list[Row], list[Fault]]:
    """The rows of `pages` and `cards` of every report in a folder of tables, and every fault found on the way.

    A report without a story of its own gets one composed by rule.
    """
    pages: list[Row] = []
    cards: list[Row] = []
    faults: list[Fault] = []
    with queries.reading(folder, "unpublished"):
        order = queries.run("story/themes", lang="zh")["theme_id"].tolist()
        reports = queries.run("sources/reports", lang="zh")["source_id"].tolist()
        faults += [
            Fault(written[0].file, 0, "", source, "a folder of a report") for source, written in stories.items()
            if source not in reports
        ]  # fmt: skip
        for source in reports:
            written = stories.get(source) or compose.story(source)
            composed = source not in stories
            figures = Figures(source)
            for file, page_id, page in sorted(written, key=lambda one: _place(one, order)):
                told = _page(page, figures, file, faults)
                if page.theme not in order:
                    faults.append(Fault(file, 0, "theme", page.theme, f"one of {', '.join(order)}"))
                pages.append(
                    {"source_id": source, "page_id": page_id, "sort": _place(Written(file, page_id, page), order),
                     "theme_id": page.theme, "composed": composed, **told}
                )  # fmt: skip
                for number, card in enumerate(page.card, 1):
                    place = f"card {number} ({card.key})"
                    row = _card(card, figures, file, place, faults)
                    cards.append({"source_id": source, "page_id": page_id, "card_id": card.key, "sort": number, **row})
    return pages, cards, list(dict.fromkeys(faults))


def _place(written: Written, order: list[str]) -> int:
    return order.index(written.page.theme) if written.page.theme in order else len(order)


def _page(page: PageRecord, figures: Figures, file: str, faults: list[Fault]) -> Row:
    row = _texts(page, figures, file, "", faults)
    for column in ("headline", "beside"):
        row[column] = []
        for sought in getattr(page, column):
            try:
                row[column].append(figures.found(sought))
            except words.NoSuch as error:
                faults.append(Fault(file, 0, column, sought, str(error)))
    return row | {"wall": page.wall}


def _card(card: CardRecord, figures: Figures, file: str, place: str, faults: list[Fault]) -> Row:
    row = _texts(card, figures, file, place, faults)
    wrong = list(_form_faults(card, file, place))
    faults += wrong
    if not wrong and card.form != MARKET:
        faults += _trial(card, figures.source, file, place)
    return {
        "form": card.form, "questions": card.questions, "parameters": json.dumps(card.with_, ensure_ascii=False),
        "shown": card.shown, "wide": card.wide, **row,
    }  # fmt: skip


def _texts(record: PageRecord | CardRecord, figures: Figures, file: str, place: str, faults: list[Fault]) -> Row:
    """The filled texts as columns; a figure that is not there, or in one language only, a false claim are faults."""

    def fault(inside: str, found: str, expected: str) -> None:
        faults.append(Fault(file, 0, ", ".join(filter(None, [place, inside])), found, expected))

    row: Row = {"words_zh": {}, "words_en": {}}
    for name, what in record.figures.items():
        try:
            figures.found(what)
        except words.NoSuch as error:
            fault(f"figures.{name}", what, str(error))
            return row | {f"title_{lang}": None for lang in LANGUAGES} | {"words_zh": "{}", "words_en": "{}"}
    for name, said in texts(record).items():
        if sorted(set(words.slots(said.zh))) != sorted(set(words.slots(said.en))):
            fault(f"{name}.en", said.en, "the same figures as in zh: " + ", ".join(words.slots(said.zh)))
        for lang in LANGUAGES:
            try:
                filled = words.fill(getattr(said, lang), figures.named(record.figures, lang), lang)
            except words.NoSuch as error:
                fault(f"{name}.{lang}", getattr(said, lang), str(error))
                continue
            if name.startswith("words."):
                row[f"words_{lang}"][name.removeprefix("words.")] = filled
            else:
                row[f"{name}_{lang}"] = filled
    of = figures.named(record.figures, "zh")
    of.pop(words.REPORT)
    for claim in record.claims:
        try:
            if not claims.holds(claim, of):
                fault("claims", claim, "a claim that holds")
        except claims.NoClaim as error:
            fault("claims", claim, f"a condition in SQL over {', '.join(of)}: {error}")
    if isinstance(record, PageRecord):
        return {key: value for key, value in row.items() if not key.startswith("words_")}
    return row | {f"words_{lang}": json.dumps(row[f"words_{lang}"], ensure_ascii=False) for lang in LANGUAGES}


def _form_faults(card: CardRecord, file: str, place: str) -> Iterator[Fault]:
    if card.form not in (*FORMS, *PLAIN):
        yield Fault(file, 0, f"{place}, form", card.form, f"one of {', '.join((*FORMS, *PLAIN))}")
        return
    named: set[str] = set()
    for question in card.questions:
        try:
            named |= queries.parameters(question)
        except queries.QueryFailed:
            yield Fault(file, 0, f"{place}, question", question, "a question in queries/")
            return
    if not card.questions and card.form != MARKET:
        yield Fault(file, 0, f"{place}, question", "nothing", "a question in queries/")
    for name in card.with_:
        if name not in named - GIVEN:
            yield Fault(
                file, 0, f"{place}, with", name, f"parameters of its question: {', '.join(sorted(named - GIVEN))}"
            )
    for name in sorted(named - GIVEN - card.with_.keys()):
        yield Fault(file, 0, f"{place}, with.{name}", "nothing", "a value: the question names it")


def _trial(card: CardRecord, source: str, file: str, place: str) -> Iterator[Fault]:
    """The card asked for once, as the reader will see it that sees most: it finds rows, and what its form draws."""
    tried = Card(card.key, card.form, tuple(card.questions), card.title.zh, parameters=freeze(card.with_))
    try:
        tried.drawn(View(source, "zh", "light", card.shown == "later", ""))
    except NothingToDraw:
        yield Fault(file, 0, f"{place}, question", ", ".join(card.questions), "an answer: it finds nothing")
    except (MissingColumn, queries.QueryFailed) as error:
        yield Fault(file, 0, f"{place}, question", ", ".join(card.questions), f"what the form draws: {error}")
