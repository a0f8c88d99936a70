"""A draft's folder: read whole, changed in one step, each step undone.

The files are the CSVs that people edit, so what lies on disk is the draft: it is read anew for every change, and a row
that somebody edited elsewhere meanwhile is not written over. A change is noted in ``decisions.jsonl`` before it is made;
both are on disk when ``decide`` returns, and a change that a kill left half made is completed by the next reader.
"""

import contextlib
import csv
import io
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from intake.document import Unreadable
from intake.draft import LEDGER, OBSERVATIONS, Row

try:
    import fcntl
except ImportError:  # Windows: one server at a time
    fcntl = None  # type: ignore[assignment]

JOURNAL: Final = "decisions.jsonl"
KEYS: Final = {"observations": "char_start", "ledger": "char_start", "metrics": "metric_id", "subjects": "subject_id"}
NUMBERS: Final = ("observations", "ledger")
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {"observations": OBSERVATIONS, "ledger": LEDGER}
Tables = dict[str, list[Row]]
Held = tuple[str, Row]  # a row and the table that it stands in


class Step(NamedTuple):
    """One row as it stood and as it is to stand; None where there was none, or shall be none."""

    before: Held | None
    after: Held | None


class Change(NamedTuple):
    """What one key does: all of it or nothing, and undone as one."""

    what: str
    steps: tuple[Step, ...]


class Stale(ValueError):
    """A row is no longer what the change was made from; the message names its place."""


class Draft(NamedTuple):
    """A draft as it lies on disk."""

    folder: Path
    tables: Tables
    journal: tuple[Change, ...]
    source: dict[str, Any]
    text: str


# --- reading ----------------------------------------------------------------------------------------


def drafts(place: Path) -> list[str]:
    """The drafts that lie in a folder, by name."""
    return sorted(path.parent.name for path in place.glob("[a-z0-9]*/observations.csv"))


def read(folder: Path) -> Draft:
    """The draft of a folder. Raises Unreadable where a file is not the CSV or TOML that it should be."""
    with _locked(folder):
        return _read(folder)


def _read(folder: Path) -> Draft:
    tables = {table: _rows(folder / f"{table}.csv", optional=table not in NUMBERS) for table in KEYS}
    journal = _journal(folder)
    if halves := _halves(tables, journal):
        for table, row in halves:
            tables[table].remove(row)
        for table in {table for table, _ in halves}:
            _save_table(folder, table, tables[table])
    try:
        source = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise Unreadable(f"source.toml: {problem}", "spoiled", "source.toml") from problem
    text = folder / "text.txt"
    return Draft(folder, tables, journal, source, text.read_bytes().decode("utf8") if text.exists() else "")


def _rows(path: Path, *, optional: bool) -> list[Row]:
    if optional and not path.exists():
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise Unreadable(f"{path.name}: {problem.strerror}", "spoiled", path.name) from problem
    except UnicodeDecodeError as problem:
        raise Unreadable(
            f"{path.name}: not UTF-8; in Excel, save it as “CSV UTF-8”", "not_utf8", path.name
        ) from problem
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    key = KEYS[path.stem]
    there = reader.fieldnames or ()
    if missing := [column for column in (*_COLUMNS.get(path.stem, ()), key) if column not in (*there, "proposed")]:
        raise Unreadable(f"{path.name}: no column {missing[0]}; separate cells by commas", "spoiled", path.name)
    rows = [row for row in reader if any(row.values())]
    for row in rows:
        if "" in row:
            raise Unreadable(f"{path.name}: more cells than columns in the row of {row[key]}", "spoiled", path.name)
        if path.stem in NUMBERS:
            row.setdefault("proposed", "")  # the column is gone once everything is decided
            if not row[key].isdigit() or not row["char_end"].isdigit():
                raise Unreadable(f"{path.name}: {key} {row[key]!r}; a whole number belongs there", "spoiled", path.name)
    return rows


def _journal(folder: Path) -> tuple[Change, ...]:
    try:
        lines = (folder / JOURNAL).read_bytes().split(b"\n")[:-1]  # what a kill cut off was not decided
    except FileNotFoundError:
        return ()
    changes = []
    for line in lines:
        said = json.loads(line)
        steps = (Step(*(None if held is None else (held[0], held[1]) for held in step)) for step in said["steps"])
        changes.append(Change(said["what"], tuple(steps)))
    return tuple(changes)


def _halves(tables: Tables, journal: tuple[Change, ...]) -> list[Held]:
    """Rows to go: of a number that stands in both files, as between two writes, the one that was not meant last."""
    in_ledger = {row["char_start"]: row for row in tables["ledger"]}
    both = {row["char_start"]: row for row in tables["observations"] if row["char_start"] in in_ledger}
    halves: list[Held] = []
    for change in reversed(journal if both else ()):
        for step in change.steps:
            if step.after and (start := step.after[1].get("char_start")) in both:
                figure = both.pop(start)
                meant = step.after[0]
                halves.append(("observations", figure) if meant == "ledger" else ("ledger", in_ledger[start]))
    return halves


# --- changing ---------------------------------------------------------------------------------------


def decide(folder: Path, change: Change) -> Draft:
    """Make a change, on disk when this returns. Raises Stale, and changes nothing, where a row was edited meanwhile."""
    with _locked(folder):
        draft = _read(folder)
        tables = applied(draft.tables, change.steps)
        line = json.dumps({"what": change.what, "steps": change.steps}, ensure_ascii=False).encode() + b"\n"
        _append(folder / JOURNAL, line)
        _save_tables(folder, change.steps, tables)
        return draft._replace(tables=tables, journal=(*draft.journal, change))


def undo(folder: Path) -> tuple[Draft, Change | None]:
    """Take the last change back, and tell which. Raises Stale where its rows were edited since; it is forgotten then."""
    with _locked(folder):
        draft = _read(folder)
        if not draft.journal:
            return draft, None
        last = draft.journal[-1]
        kept = b"".join(line + b"\n" for line in (folder / JOURNAL).read_bytes().split(b"\n")[:-2])
        back = tuple(Step(step.after, step.before) for step in reversed(last.steps))
        try:
            tables = applied(draft.tables, back)
        except Stale:
            if applied(draft.tables, last.steps, check_only=True):  # a kill came before it was made
                tables = draft.tables
            else:
                _write(folder / JOURNAL, kept)
                raise
        _save_tables(folder, back, tables)
        _write(folder / JOURNAL, kept)
        return draft._replace(tables=tables, journal=draft.journal[:-1]), last


def applied(tables: Tables, steps: tuple[Step, ...], *, check_only: bool = False) -> Tables:
    """The tables after some steps. Raises Stale where a row is not as the step found it.

    With ``check_only``: the tables, where the steps could be made, or nothing.
    """
    changed = {table: list(rows) for table, rows in tables.items()}
    index = {table: {row[KEYS[table]]: number for number, row in enumerate(rows)} for table, rows in changed.items()}
    gone: dict[str, set[int]] = {table: set() for table in changed}
    for before, after in steps:
        number = None
        if before:
            table, row = before
            number = index[table].get(row[KEYS[table]])
            if number is None or changed[table][number] != row:
                if check_only:
                    return {}
                raise Stale(row.get("printed") or row[KEYS[table]])
        elif after and after[1][KEYS[after[0]]] in index[after[0]]:
            if check_only:
                return {}
            raise Stale(after[1][KEYS[after[0]]])
        if before and after and before[0] == after[0] and number is not None:
            changed[before[0]][number] = after[1]
            continue
        if before and number is not None:
            gone[before[0]].add(number)
        if after:
            changed[after[0]].append(after[1])
    for table, rows in changed.items():
        kept = [row for number, row in enumerate(rows) if number not in gone[table]]
        changed[table] = sorted(kept, key=lambda row: int(row["char_start"])) if table in NUMBERS else kept
    return changed


def _save_tables(folder: Path, steps: tuple[Step, ...], tables: Tables) -> None:
    """The files that the steps change: those that gain rows first, so that no row is ever in none of them."""
    gaining = [step.after[0] for step in steps if step.after]
    losing = [step.before[0] for step in steps if step.before]
    for table in dict.fromkeys([*gaining, *losing]):
        _save_table(folder, table, tables[table])


def _save_table(folder: Path, table: str, rows: list[Row]) -> None:
    columns = list(dict.fromkeys([*_COLUMNS.get(table, ()), *(name for row in rows[:1] for name in row)]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    _write(folder / f"{table}.csv", out.getvalue().encode())


def save_source(folder: Path, source: dict[str, Any]) -> None:
    """What is known of the report as a whole; values are texts, whole numbers and dates."""
    lines = (f"{name} = {_toml(value)}" for name, value in source.items())
    with _locked(folder):
        _write(folder / "source.toml", ("\n".join(lines) + "\n").encode())


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | int) else str(value)


def _write(path: Path, data: bytes) -> None:
    """The file with this content or as it was, whatever ends the process or the machine."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _settle(path.parent)


def _append(path: Path, line: bytes) -> None:
    with path.open("ab+") as file:
        file.seek(0)
        whole = file.read().rfind(b"\n") + 1
        file.truncate(whole)  # what a kill left of a line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    with contextlib.suppress(OSError):  # where folders cannot be opened
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One change at a time, of all sessions and processes."""
    if not folder.is_dir():
        raise Unreadable(f"{folder.name}: no such draft", "gone", folder.name)
    with (folder / ".lock").open("a") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
