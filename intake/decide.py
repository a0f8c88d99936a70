"""What a person decides of a draft: which number is next, and what each key does to its row.

Nothing here reads or writes a file but the records' figures, which a draft is held against; ``intake/folder.py`` makes
the changes.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from data.schema import REPORTS
from data.tables import given, read as read_cell
from data.vocabularies import FALLEN
from intake import CATALOGUE
from intake.draft import LEDGER, OBSERVATIONS, Row, decimals
from intake.folder import Change, Draft, Held, Step

OPEN: Final = ("conflict", "sure", "unsure", "rest")  # states of what is undecided, in the order of the queue
DONE: Final = ("figure", "ledger")
CATALOGUE_FILES: Final = ("metrics", "subjects", "units", "themes")
_BUILT_IN_WORDS: Final = ("statement_zh", "statement_en")  # composed at the build where they are empty


class Number(NamedTuple):
    """A number of the text: its row, and how it stands."""

    start: int
    end: int
    table: str  # observations or ledger
    row: Row
    state: str  # of OPEN or DONE
    held: Held  # the table and the row as they lie in the draft
    candidates: tuple[str, ...] = ()  # metrics, the first of them in the row
    doubts: tuple[str, ...] = ()  # what to look at
    against: tuple[Row, ...] = ()  # figures of the records, or of this draft, that say otherwise
    fell: bool = False  # whether its print need not say that it fell, as the first of its list does


class Progress(NamedTuple):
    """How far a draft is decided."""

    decided: int
    numbers: int
    conflicts: int
    rest: int


class Lacking(ValueError):
    """A figure cannot be accepted as it stands; ``columns`` says what is missing or wrong."""

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        super().__init__(", ".join(columns))


Catalogue = dict[str, dict[str, Row]]


# --- what is known ----------------------------------------------------------------------------------


def catalogue(draft: Draft) -> Catalogue:
    """Metrics, subjects and units by their ids, the draft's own with them."""
    known = {}
    for table in CATALOGUE_FILES:
        rows = _csv(CATALOGUE / f"{table}.csv", (CATALOGUE / f"{table}.csv").stat().st_mtime_ns)
        known[table] = {next(iter(row.values())): row for row in (*rows, *draft.tables.get(table, ()))}
    return known


def terms(vocabulary: str) -> dict[str, Row]:
    """The words of a vocabulary by their terms, in the order that readers see."""
    path = CATALOGUE / "terms.csv"
    return {row["term"]: row for row in _csv(path, path.stat().st_mtime_ns) if row["vocabulary"] == vocabulary}


def recorded(draft: Draft) -> list[Row]:
    """The figures of the reports that are in the records."""
    paths = sorted(REPORTS.glob("*/observations.csv"))
    return [
        {**row, "source_id": path.parent.name}
        for path in paths
        if path.parent.name != draft.folder.name
        for row in _csv(path, path.stat().st_mtime_ns)
    ]


@lru_cache(maxsize=128)
def _csv(path: Path, _changed: int) -> tuple[Row, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


# --- how each number stands -------------------------------------------------------------------------


def numbers(draft: Draft, known: Catalogue, others: Iterable[Row]) -> list[Number]:
    """Every number of a draft, in the order of the text."""
    own = [{**row, "source_id": draft.folder.name} for row in draft.tables["observations"] if row["metric_id"]]
    said: dict[tuple[str, ...], list[Row]] = {}
    for row in (*others, *own):
        said.setdefault(_same(row), []).append(row)
    found, falls = [], _listed_falls(draft.tables["observations"])
    for row in draft.tables["observations"]:
        fell = row["char_start"] in falls
        candidates, doubts = _proposed(row, known, fell=fell)
        against: tuple[Row, ...] = ()
        if row["metric_id"]:
            against = tuple(
                other
                for other in said[_same(row)]
                if other["source_id"] != draft.folder.name or other["char_start"] != row["char_start"]
                if _amount(other, known) != _amount(row, known)
            )
        state = "figure"
        if row["proposed"]:
            state = "unsure" if doubts or len(candidates) > 1 else "sure"
            state = "rest" if not row["metric_id"] else "conflict" if against else state
        found.append(_number("observations", row, state, candidates, doubts, against, fell))
    for row in draft.tables["ledger"]:
        found.append(_number("ledger", row, "rest" if row["proposed"] else "ledger"))
    return sorted(found, key=lambda number: number.start)


def _number(table: str, row: Row, state: str, *more: Any) -> Number:
    return Number(int(row["char_start"]), int(row["char_end"]), table, row, state, (table, row), *more)


def _listed_falls(rows: Iterable[Row]) -> set[str]:
    """Where the later figures of a list begin whose first print says that it fell: 1.5% of 下降2.3%、1.5%."""
    falls, end, fell = set(), -9, False
    for row in sorted(rows, key=lambda row: int(row["char_start"])):
        start = int(row["char_start"])
        goes_on = 0 <= start - end <= 2
        if goes_on and fell:
            falls.add(row["char_start"])
        fell = bool(FALLEN.match(row["printed"])) or (goes_on and fell)
        end = int(row["char_end"])
    return falls


def _same(row: Mapping[str, str]) -> tuple[str, ...]:
    """What two figures share that should be one: metric, subject, period, comparison, and whether it is aimed at."""
    columns = ("metric_id", "subject_id", "period_start", "period_end", "comparison")
    return *(row.get(column) or "" for column in columns), str(row["status"] == "target")


def _amount(row: Row, known: Catalogue) -> tuple[Any, ...]:
    factor = float(known["units"].get(row["unit"], {}).get("factor") or 1)

    def base(cell: str) -> float | str:
        try:
            return float(f"{float(cell) * factor:.12g}")
        except ValueError:
            return cell

    return tuple(base(row[column]) for column in ("value", "lower", "upper"))


def _proposed(row: Row, known: Catalogue, *, fell: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The candidates and the doubts of a figure."""
    if not row["proposed"]:
        return (row["metric_id"],), ()
    said = [part for part in row["proposed"].split("; ") if part != "figure"]
    candidates = [row["metric_id"], *(part for part in said if part in known["metrics"])]
    noted = [part for part in said if part.startswith(("comparison ", "bounds "))]
    doubts = noted + [column for column in lacking(row, known, fell=fell) if column != "metric_id"]
    if not row["period_start"] and not row["period_end"]:
        doubts.append("period")
    return tuple(filter(None, candidates)), tuple(doubts)


def lacking(row: Row, known: Catalogue, *, fell: bool = False) -> list[str]:
    """The columns in which a figure is not yet a record: empty, of another form, or against each other.

    ``fell``: the first print of its list says that it fell, so its own need not.
    """
    wrong = []
    values: dict[str, Any] = {}
    for column, rule in given("observations").items():
        if column not in _BUILT_IN_WORDS:
            values[column], problem = read_cell(row.get(column) or "", rule)
            if problem:
                wrong.append(column)
    for column, table in (("metric_id", "metrics"), ("subject_id", "subjects"), ("unit", "units")):
        if column not in wrong and row[column] not in known[table]:
            wrong.append(column)
    if "unit" not in wrong and "metric_id" not in wrong:
        bases = {
            known["units"].get(unit, {}).get("base_unit")
            for unit in (row["unit"], known["metrics"][row["metric_id"]]["unit"])
        }
        if len(bases) > 1:
            wrong.append("unit")
    if not {"value", "lower", "upper", "qualifier"} & set(wrong):
        value, lower, upper = (values[column] for column in ("value", "lower", "upper"))
        fits = {
            "exact": value is not None and lower == upper == value,
            "over": value is not None and (lower, upper) == (value, None),
            "nearly": value is not None and (lower, upper) == (None, value),
            "range": value is None and None not in (lower, upper),
            "order": value is None and None not in (lower, upper),
            "about": value is not None,
        }
        least = value if value is not None else upper
        if least is not None and least < 0 and not fell and not FALLEN.match(row["printed"]):
            wrong.append("printed")
        if not fits[row["qualifier"]] or (None not in (lower, upper) and lower > upper):
            wrong.append("value")
    return wrong


def queue(found: list[Number]) -> list[Number]:
    """What is undecided: conflicts, sure, unsure, the rest; each in the order of the text."""
    undecided = (number for number in found if number.state in OPEN)
    return sorted(undecided, key=lambda number: (OPEN.index(number.state), number.start))


def following(found: list[Number], number: Number | None) -> Number | None:
    """The undecided number that comes after one in the queue, as that one stood; the first where it was the last."""
    waiting = queue(found)
    if number is None or number.state not in OPEN:
        return waiting[0] if waiting else None
    place = OPEN.index(number.state), number.start
    later = (other for other in waiting if (OPEN.index(other.state), other.start) > place)
    return next(later, waiting[0] if waiting else None)


def before(draft: Draft, start: int | None) -> int | None:
    """The number that was decided before one; before one that was not, the last that was."""
    decided = [
        int(change.steps[0].after[1]["char_start"])
        for change in draft.journal
        if len(change.steps) == 1 and change.steps[0].after and "char_start" in change.steps[0].after[1]
    ]
    if start in decided:
        decided = decided[: len(decided) - 1 - decided[::-1].index(start)]
    return decided[-1] if decided else None


def progress(found: list[Number]) -> Progress:
    """How many are decided of how many, how many of the others are in conflict, how many are the rest."""
    states = [number.state for number in found]
    return Progress(sum(state in DONE for state in states), len(states), states.count("conflict"), states.count("rest"))


# --- what a key does --------------------------------------------------------------------------------


def accept(number: Number, known: Catalogue) -> Change:
    """Take what is proposed: a figure of its metric, a ledger row; a figure of no metric is not entered.

    Raises Lacking.
    """
    if number.table == "observations" and number.row["metric_id"]:
        return edit(number, {}, known, what="accept")
    return ledger(number, "")


def choose(number: Number, place: int, known: Catalogue) -> Change:
    """Take the candidate of this place, from 1. Raises Lacking."""
    return edit(number, {"metric_id": number.candidates[place - 1]}, known, what="choose")


def bounded(cells: Mapping[str, str]) -> dict[str, str]:
    """Cells with the bounds that the qualifier gives to the value."""
    value = cells["value"]
    bounds = {"exact": (value, value), "over": (value, ""), "nearly": ("", value)}
    row = dict(cells)
    if cells["qualifier"] in bounds:
        row["lower"], row["upper"] = bounds[cells["qualifier"]]
    elif cells["qualifier"] in ("range", "order"):
        row["value"] = ""
    return row


def edit(number: Number, cells: Mapping[str, str], known: Catalogue, *, what: str = "edit") -> Change:
    """A figure with other cells, decided. Raises Lacking where it is no record then."""
    row = {**number.row, **cells, "proposed": ""}
    if wrong := lacking(row, known, fell=number.fell):
        raise Lacking(wrong)
    return Change(what, (Step(number.held, ("observations", row)),))


def ledger(number: Number, reason: str) -> Change:
    """A row of the ledger, with its reason: the one that it has, or else ``not_entered``."""
    row = {column: number.row.get(column, "") for column in LEDGER}
    row |= {"reason": reason or row["reason"] or "not_entered", "proposed": ""}
    return Change("ledger", (Step(number.held, ("ledger", row)),))


def bulk(found: list[Number]) -> Change:
    """The rest as proposed: ledger rows with their reasons, figures of no metric not entered."""
    return Change(
        "bulk", tuple(step for number in found if number.state == "rest" for step in ledger(number, "").steps)
    )


def figure(number: Number, draft: Draft) -> Number:
    """A number as a figure to be edited: a ledger row's begins with what the report as a whole says."""
    if number.table == "observations":
        return number
    digits = re.search(r"\d+(\.\d+)?", number.row["printed"], re.ASCII)
    value = digits[0] if digits else ""
    about = {name: str(draft.source.get(name) or "") for name in ("subject_id", "period_start", "period_end")}
    row = dict.fromkeys(OBSERVATIONS, "") | {
        column: number.row[column] for column in ("printed", "paragraph", "char_start", "char_end")
    }
    row |= about | {
        "observation_id": f"{draft.folder.name.replace('-', '_')}_at_{number.start}", "period_kind": "year",
        "value": value, "lower": value, "upper": value, "qualifier": "exact", "status": "final",
        "decimals": str(decimals(number.row["printed"])),
    }  # fmt: skip
    return number._replace(table="observations", row=row)


# --- new words of the catalogue ---------------------------------------------------------------------


def slug(words: str, taken: Iterable[str]) -> str:
    """An id made of English words that nothing else has."""
    plain = re.sub("[^a-z0-9]+", "_", words.lower()).strip("_")
    plain = plain if re.match("[a-z]", plain) else f"new_{plain}".strip("_")
    there, number, name = set(taken), 2, plain
    while name in there:
        name, number = f"{plain}_{number}", number + 1
    return name


def new_metric(draft: Draft, number: Number, cells: Mapping[str, str], known: Catalogue) -> Change:
    """A metric more in the draft's own catalogue, for this number, which is still to be decided. Raises Lacking."""
    number = figure(number, draft)
    metrics = known["metrics"]
    name = slug(cells.get("title_en", ""), metrics)
    last = max((int(row["sort"]) for row in metrics.values() if row["sort"].isdigit()), default=0)
    given_ = {
        "definition_zh": f"{cells.get('title_zh', '')}。", "definition_en": f"{cells.get('title_en', '')}.",
        "better": "neutral", "additive": "false", "headline": "false", "decimals": number.row.get("decimals") or "0",
        "sort": str(last + 1),
    }  # fmt: skip
    row = _catalogue_row("metrics", {"metric_id": name, **given_, **{key: cell for key, cell in cells.items() if cell}})
    if row["unit"] not in known["units"]:
        raise Lacking(["unit"])
    changed = number.row | {"metric_id": name, "proposed": number.row["proposed"] or "figure"}
    return Change("metric", (Step(None, ("metrics", row)), Step(number.held, ("observations", changed))))


def new_subject(draft: Draft, number: Number, cells: Mapping[str, str], known: Catalogue) -> Change:
    """A subject more; every undecided figure that has its name for a subject takes it. Raises Lacking."""
    name = slug(cells.get("name_en", ""), known["subjects"])
    row = _catalogue_row("subjects", {"subject_id": name, **cells})
    this = figure(number, draft)
    changed = this.row | {"subject_id": name, "proposed": this.row["proposed"] or "figure"}
    steps = [Step(None, ("subjects", row)), Step(number.held, ("observations", changed))]
    names = {this.row["subject_id"], row["name_zh"]} - {"", *known["subjects"]}
    steps += [
        Step(("observations", other), ("observations", other | {"subject_id": name}))
        for other in draft.tables["observations"]
        if other["proposed"] and other["subject_id"] in names and other["char_start"] != this.row["char_start"]
    ]
    return Change("subject", tuple(steps))


def _catalogue_row(table: str, cells: Mapping[str, str]) -> Row:
    row, wrong = {}, []
    for column, rule in given(table).items():
        row[column] = (cells.get(column) or "").strip()
        if read_cell(row[column], rule)[1] or (column.endswith("_en") and re.search("[\u4e00-\u9fff]", row[column])):
            wrong.append(column)
    if wrong:
        raise Lacking(wrong)
    return row
