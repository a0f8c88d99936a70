"""The contract, once: one typed model a table.

From the models come the reading of the records with its faults, the columns of the Parquet files, docs/tables.md and
the Data Package descriptor beside the tables. A cell's rule stands here; what looks across rows stands in SQL, in
``checks/``.
"""

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, TypeAdapter, ValidationError

from data import vocabularies

# --- what a cell may hold -------------------------------------------------------------------------------

_LONGEST: Final = 40  # digits; a number of more is none
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
DAYS: Final = (dt.date(1800, 1, 1), dt.date(2099, 12, 31))


class Stored(NamedTuple):
    """A column's type in DuckDB, and in a Data Package."""

    sql: str
    described: str


class Refers(NamedTuple):
    """A table whose ids the value, or each value of a list, must be among."""

    table: str


class Given(NamedTuple):
    """By whom a column is given, where not by every record: the build, a report, another publication."""

    by: str


def unseen(text: str) -> str | None:
    """The first character that nobody sees: a control, a change of direction, one without width or meaning."""
    if text.isprintable():  # as nearly every text is, and quickly told
        return None
    return next((mark for mark in text if mark != "\n" and unicodedata.category(mark) in _UNSEEN), None)


def _number(pattern: str, read: Callable[[str], Any], least: Any, most: Any, expected: str) -> BeforeValidator:
    """Reads a number or a date as it must be written, within what can be told and drawn."""

    def typed(cell: str) -> Any:
        if len(cell) > _LONGEST or not re.fullmatch(pattern, cell, re.ASCII):
            raise ValueError(expected)
        try:
            value = read(cell)
        except ValueError:
            raise ValueError(expected) from None
        if not least <= value <= most:
            raise ValueError(expected)
        return value

    return BeforeValidator(typed)


def _bool(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError("true or false")
    return cell == "true"


def _id(cell: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", cell):
        raise ValueError("an id of a–z, 0–9 and _")
    return cell


def Among(words: tuple[str, ...]) -> AfterValidator:
    """One of a vocabulary."""

    def known(value: str) -> str:
        if value not in words:
            raise ValueError("one of " + ", ".join(words))
        return value

    return AfterValidator(known)


_INT = "a whole number, such as 12, within ±2147483647"
_FLOAT = "a number without thousands separators, such as 273.33, within ±1000000000000000"
_DATE = "a date as YYYY-MM-DD, such as 2024-06-30, from 1800 to 2099"
Text = Annotated[str, Stored("VARCHAR", "string")]
Id = Annotated[str, BeforeValidator(_id), Stored("VARCHAR", "string")]
Texts = Annotated[
    list[str],
    BeforeValidator(lambda cell: [item.strip() for item in cell.split(";") if item.strip()]),
    Stored("VARCHAR[]", "array"),
]
Int = Annotated[int, _number(r"-?\d+", int, -(2**31) + 1, 2**31 - 1, _INT), Stored("INTEGER", "integer")]
Digit = Annotated[int, _number(r"\d", int, 0, 9, "a whole number from 0 to 9"), Stored("INTEGER", "integer")]
Float = Annotated[float, _number(r"-?\d+(\.\d+)?", float, -1e15, 1e15, _FLOAT), Stored("DOUBLE", "number")]
Factor = Annotated[
    int, _number(r"\d+", int, 1, 10**12, "a whole number from 1 to 1000000000000"), Stored("DOUBLE", "number")
]
Step = Annotated[
    float,
    _number(r"\d+(\.\d+)?", float, 1e-9, 1e15, "a number above 0 without thousands separators, such as 0.5"),
    Stored("DOUBLE", "number"),
]
Date = Annotated[dt.date, _number(r"\d{4}-\d{2}-\d{2}", dt.date.fromisoformat, *DAYS, _DATE), Stored("DATE", "date")]
Bool = Annotated[bool, BeforeValidator(_bool), Stored("BOOLEAN", "boolean")]
Any_ = TypeVar("Any_")
Built = Annotated[Any_ | None, Given("build")]
InReport = Annotated[Any_, Given("report")]
InContext = Annotated[Any_, Given("context")]


class Table(BaseModel):
    """A row of a table."""


# --- the tables -------------------------------------------------------------------------------------------


class Observation(Table):
    """One figure as printed, or one value derived from figures."""

    observation_id: Id
    metric_id: Annotated[Text, Refers("metrics")]
    subject_id: Annotated[Text, Refers("subjects")]
    source_id: Built[Text]
    period_start: Date | None
    period_end: Date | None
    period_kind: Annotated[Text, Among(vocabularies.PERIOD_KINDS)]
    year_first: Built[Int]
    year_last: Built[Int]
    value: Float | None
    lower: Float | None
    upper: Float | None
    unit: Annotated[Text, Refers("units")]
    base_value: Built[Float]
    base_lower: Built[Float]
    base_upper: Built[Float]
    base_unit: Built[Text]
    qualifier: Annotated[Text, Among(vocabularies.QUALIFIERS)]
    printed: Text
    decimals: Digit
    rounded_to: Step | None
    rounding: Annotated[Text, Among(vocabularies.ROUNDINGS)] | None
    basis: Built[Text]
    status: Annotated[Text, Among(vocabularies.STATUSES)]
    comparison: Annotated[Text, Among(vocabularies.COMPARISONS)] | None
    series: InContext[Id] | None
    section: Built[Text]
    paragraph: InReport[Int]
    char_start: InReport[Int]
    char_end: InReport[Int]
    statement_zh: Text
    statement_en: Text
    caveat_zh: Text | None
    caveat_en: Text | None
    formula: Built[Text]
    inputs: Built[Texts]
    input_events: Built[Texts]
    root_section: Built[Text]
    root_paragraph: Built[Int]
    formula_zh: Built[Text]
    formula_en: Built[Text]
    period_zh: Text | None
    period_en: Text | None
    display_zh: Built[Text]
    display_en: Built[Text]
    bounds_zh: Built[Text]
    bounds_en: Built[Text]


class Metric(Table):
    """What is measured."""

    metric_id: Id
    theme_id: Annotated[Text, Refers("themes")]
    topic: Text
    title_zh: Text
    title_en: Text
    definition_zh: Text
    definition_en: Text
    unit: Annotated[Text, Refers("units")]
    kind: Annotated[Text, Among(vocabularies.METRIC_KINDS)]
    quantity: Id
    nature: Annotated[Text, Among(vocabularies.NATURES)] | None
    base: Annotated[Text, Among(vocabularies.METRIC_BASES)] | None
    better: Annotated[Text, Among(vocabularies.DIRECTIONS)]
    additive: Bool
    decimals: Digit
    headline: Bool
    sort: Int


class Subject(Table):
    """Whom or what a figure is about."""

    subject_id: Id
    name_zh: Text
    name_en: Text
    scope: Annotated[Text, Among(vocabularies.SCOPES)]
    parent_id: Annotated[Text, Refers("subjects")] | None


class Event(Table):
    """Something dated that a report tells of."""

    event_id: Id
    kind: Annotated[Text, Among(vocabularies.EVENT_KINDS)]
    source_id: Built[Text]
    theme_id: Annotated[Text, Refers("themes")]
    date_start: Date
    date_end: Date
    date_precision: Annotated[Text, Among(vocabularies.DATE_PRECISIONS)]
    when_zh: Text | None
    when_en: Text | None
    title_zh: Text
    title_en: Text
    entity_ids: Annotated[Texts, Refers("entities")] | None
    observation_ids: Annotated[Texts, Refers("observations")] | None
    short_zh: Text
    short_en: Text
    section: Built[Text]
    paragraph: Int
    char_start: Int
    char_end: Int


class Entity(Table):
    """A named platform, place, project, organisation or policy."""

    entity_id: Id
    kind: Annotated[Text, Among(vocabularies.ENTITY_KINDS)]
    name_zh: Text
    name_en: Text
    theme_id: Annotated[Text, Refers("themes")]
    part_of: Annotated[Text, Refers("entities")] | None
    relation: Annotated[Text, Among(vocabularies.RELATIONS)] | None
    note_zh: Text | None
    note_en: Text | None
    featured: Bool
    observation_ids: Built[Texts]
    source_id: Built[Text]
    section: Built[Text]
    paragraph: Int
    char_start: Int
    char_end: Int


class Source(Table):
    """A published document: a report, or another publication that one is set beside."""

    source_id: Text | None
    title_zh: Text | None
    title_en: Text | None
    short_zh: Text | None
    short_en: Text | None
    publisher: Text | None
    date_published: Date | None
    date_latest: Date | None
    confidence: Text | None
    url: Text | None
    kind: Text | None
    text_sha256: Text | None
    text_chars: Int | None
    licence: Text | None
    note: Text | None
    note_en: Text | None
    subject_id: Text | None
    period_start: Date | None
    period_end: Date | None
    beside: Texts | None


class LedgerRow(Table):
    """A number of a report's text, and the observation that holds it or why none does."""

    source_id: Built[Text]
    paragraph: Int
    char_start: Int
    char_end: Int
    printed: Text
    observation_id: Built[Text]
    event_id: Built[Text]
    reason: Annotated[Text, Among(vocabularies.LEDGER_REASONS)]


class Theme(Table):
    """A theme."""

    theme_id: Id
    title_zh: Text
    title_en: Text
    sort: Int


class Unit(Table):
    """A unit, and the base unit it is a multiple of."""

    unit: Text
    name_en: Text | None
    base_unit: Text
    factor: Factor
    quantity: Text


class Section(Table):
    """A part of a report's text."""

    source_id: Built[Text]
    section: Id
    title_zh: Text
    title_en: Text
    paragraph_start: Int
    paragraph_end: Int


class Paragraph(Table):
    """A paragraph of a report's text."""

    source_id: Built[Text]
    paragraph: Int
    section: Built[Text]
    char_start: Int
    char_end: Int


class Place(Table):
    """What a paragraph is known by in another copy of a report's text (``data.places``)."""

    source_id: Built[Text]
    paragraph: Int
    normal_chars: Int
    normal_sum: Int
    normal_sha256: Text
    left_out: Texts | None


class Term(Table):
    """A word of a vocabulary in both languages."""

    vocabulary: Id
    term: Id
    title_zh: Text
    title_en: Text
    note_zh: Text | None
    note_en: Text | None
    sort: Built[Int]


class Check(Table):
    """A rule across rows that every build keeps; its SQL has the same name in checks/."""

    check_id: Id
    title_zh: Text
    title_en: Text


class Refusal(Table):
    """A combination of metrics that is not computed."""

    refusal_id: Id
    metric_ids: Annotated[Texts, Refers("metrics")]
    title_zh: Text
    title_en: Text
    reason_zh: Text
    reason_en: Text


class Correction(Table):
    """A cell of a figure that was corrected after it had been shown here: as it stood, and as it stands now."""

    corrected_on: Date
    observation_id: Text
    field: Annotated[Text, Among(vocabularies.CORRECTED)]
    before: Text | None
    after: Text | None
    reason_zh: Text
    reason_en: Text
    corrected_by: Text
    sort: Built[Int]


class Pair(Table):
    """A report's figure set against other publications'."""

    source_id: Built[Text]
    sort: Built[Int]
    our_id: Id
    test: Annotated[Text, Among(vocabularies.PAIR_TESTS)]
    their_ids: Annotated[Texts, Refers("observations")]


class Page(Table):
    """A page of a report's story."""

    source_id: Built[Text]
    page_id: Built[Text]
    sort: Built[Int]
    theme_id: Built[Text]
    composed: Built[Bool]
    title_zh: Built[Text]
    title_en: Built[Text]
    summary_zh: Built[Text]
    summary_en: Built[Text]
    alone_zh: Built[Text]
    alone_en: Built[Text]
    headline: Built[Texts]
    beside: Built[Texts]
    wall: Built[Texts]


class Card(Table):
    """A card of a report's story."""

    source_id: Built[Text]
    page_id: Built[Text]
    card_id: Built[Text]
    sort: Built[Int]
    form: Built[Text]
    questions: Built[Texts]
    parameters: Built[Text]
    shown: Built[Text]
    wide: Built[Bool]
    title_zh: Built[Text]
    title_en: Built[Text]
    about_zh: Built[Text]
    about_en: Built[Text]
    note_zh: Built[Text]
    note_en: Built[Text]
    words_zh: Built[Text]
    words_en: Built[Text]


class Quote(Table):
    """A trading day of the carbon market, from files that the user supplies (``data.quotes``): not built, optional."""

    date: Date
    price_basis: Text
    open: Float | None
    high: Float | None
    low: Float | None
    close: Float | None
    volume: Float | None
    turnover: Float | None
    cum_volume: Float | None
    cum_turnover: Float | None
    file: Text
    row: Int


TABLES: Final[dict[str, type[Table]]] = {
    "observations": Observation, "metrics": Metric, "subjects": Subject, "events": Event, "entities": Entity,
    "sources": Source, "ledger": LedgerRow, "themes": Theme, "units": Unit, "sections": Section,
    "paragraphs": Paragraph, "places": Place, "terms": Term, "checks": Check, "refusals": Refusal,
    "corrections": Correction, "pairs": Pair, "pages": Page, "cards": Card,
}  # fmt: skip
CATALOGUE: Final = ("themes", "units", "subjects", "metrics", "terms", "checks", "refusals", "corrections")
REPORT: Final = ("sections", "paragraphs", "places", "observations", "entities", "events", "ledger", "pairs")
CONTEXT: Final = ("observations",)  # of another publication only the figures are entered


# --- what a model says of its columns -----------------------------------------------------------------------


class Column(NamedTuple):
    """A column: its type without the emptiness, whether it may be empty, what it refers to, and by whom it is given."""

    kind: Any
    stored: Stored
    optional: bool
    refers: str
    given: str


@cache
def columns(model: type[Table]) -> dict[str, Column]:
    """The columns of a model in their order."""
    return {name: _column(hint) for name, hint in get_type_hints(model, include_extras=True).items()
            if name in model.model_fields}  # fmt: skip


def _column(hint: Any) -> Column:
    marks: list[Any] = []
    optional = False
    while True:
        if hasattr(hint, "__metadata__"):
            marks += hint.__metadata__
            inner = hint.__origin__
        else:
            inner = hint
        parts = [part for part in get_args(inner) if part is not NoneType]
        if NoneType not in get_args(inner):
            break
        optional, hint = True, parts[0]
    given = next((mark.by for mark in marks if isinstance(mark, Given)), "")
    refers = next((mark.table for mark in marks if isinstance(mark, Refers)), "")
    stored = next(mark for mark in marks if isinstance(mark, Stored))
    return Column(hint, stored, optional, refers, given)


def sql_types(model: type[Table]) -> dict[str, str]:
    """The columns of a table with their DuckDB types."""
    return {name: column.stored.sql for name, column in columns(model).items()}


def given(table: str, *, context: bool = False) -> dict[str, Column]:
    """The columns that a record of a table has; the first is its key."""
    whose = ("", "context") if context else ("", "report")
    return {name: column for name, column in columns(TABLES[table]).items() if column.given in whose}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read(cell: str, column: Column) -> tuple[Any, str]:
    """The typed value of a cell and, where it breaks the column's rule, what was expected."""
    if cell != cell.strip():
        return None, "no spaces at the ends"
    if (mark := unseen(cell)) is not None:
        return None, f"no character that cannot be seen, such as the U+{ord(mark):04X} here"
    if not cell:
        return ([] if column.stored.described == "array" else None), "" if column.optional else "a value"
    try:
        return _adapter(column.kind).validate_python(cell), ""
    except ValidationError as error:
        return None, str(error.errors()[0]["ctx"]["error"])


def written(value: Any) -> str | None:
    """A typed value as a cell has it; None for an empty one."""
    if value is None:
        return None
    return f"{value:.15g}" if isinstance(value, float) else str(value)


# --- Data Package -------------------------------------------------------------------------------------------


def descriptor(version: str, meanings: dict[str, str]) -> dict[str, Any]:
    """The Data Package that the tables are: every file with its columns, their types, meanings and references."""
    resources = []
    for table, model in TABLES.items():
        fields = [
            {"name": name, "type": column.stored.described}
            | ({"description": said} if (said := meanings.get(re.sub("_(zh|en)$", "", name))) else {})
            for name, column in columns(model).items()
        ]
        keys = [
            {"fields": [name], "reference": {"resource": column.refers, "fields": [next(iter(given(column.refers)))]}}
            for name, column in columns(model).items()
            if column.refers and column.stored.described != "array"
        ]
        schema = {"fields": fields} | ({"foreignKeys": keys} if keys else {})
        resources.append(
            {
                "name": table,
                "path": f"{table}.parquet",
                "format": "parquet",
                "description": model.__doc__,
                "schema": schema,
            }
        )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "report-figures",
        "version": version,
        "resources": resources,
    }  # fmt: skip


# --- the documentation's list -------------------------------------------------------------------------------


def documented(meanings: dict[str, str]) -> str:
    """docs/tables.md: every table with its columns, their types, references and meanings."""
    said = ["# Tables", "", "Written by `python -m data.tables`. A * marks what a record may leave empty."]
    for table, model in {**TABLES, "quotes": Quote}.items():
        said += ["", f"## `{table}`", "", f"{model.__doc__}", "", "| column | type | meaning |", "|---|---|---|"]
        for name, column in columns(model).items():
            meaning = meanings.get(re.sub("_(zh|en)$", "", name), "")
            refers = f" → `{column.refers}`" if column.refers else ""
            star = "*" if column.optional and not column.given else ""
            said.append(f"| `{name}`{star} | {column.stored.sql}{refers} | {meaning} |")
    return "\n".join(said) + "\n"


if __name__ == "__main__":
    with (Path(__file__).resolve().parent / "catalogue" / "terms.csv").open(encoding="utf8") as terms:
        said = {row["term"]: row["title_en"] for row in csv.DictReader(terms) if row["vocabulary"] == "column"}
    print(documented(said), end="")
