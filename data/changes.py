"""What a build changes against the tables built last, and the lines that it owes to the log of corrections.

A figure is what a reader is shown of it (``vocabularies.FIGURE``): when one that stands in the tables changes or goes,
a line of ``catalogue/corrections.csv`` says so, or nothing is written. What is new needs no line. A derived value
follows its inputs, and how a figure is explained is not the figure.
"""

import csv
import datetime as dt
import io
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

from data import schema
from data.faults import Fault
from data.tables import written
from data.vocabularies import FIGURE, WHOLE

MOST: Final = 12  # of a kind that are named; the others are counted
LOG: Final = "catalogue/corrections.csv"
FILLED: Final = (
    "with reason_zh, reason_en and corrected_by filled in (or --unshown, where nobody has seen the last build)"
)

Cells = dict[str, str | None]  # what a figure is, as records write it


class Line(NamedTuple):
    """What a line of the log says happened."""

    observation_id: str
    field: str
    before: str | None
    after: str | None


class State(NamedTuple):
    """What a set of tables tells: its figures, its derived values as they read, its log of corrections in order."""

    version: str
    figures: dict[str, Cells]
    sources: dict[str, str]  # of the figures
    derived: dict[str, str]
    log: tuple[Line, ...]


def state(con: duckdb.DuckDBPyConnection, version: str = "") -> State:
    """What the tables tell that a connection knows by their names."""
    columns = ("observation_id", "basis", "source_id", "display_zh", *FIGURE)
    figures: dict[str, Cells] = {}
    sources, derived = {}, {}
    for row in con.execute(f"select {', '.join(columns)} from observations order by observation_id").fetchall():
        key, basis, source, display, *cells = row
        if basis == "derived":
            derived[key] = display
        else:
            figures[key] = dict(zip(FIGURE, map(written, cells), strict=True))
            sources[key] = source
    log = con.execute(f"select {', '.join(Line._fields)} from corrections order by corrected_on, sort").fetchall()
    return State(version, figures, sources, derived, tuple(Line(*line) for line in log))


def built(folder: Path) -> State | None:
    """What the tables in a folder tell; None where they are not there, or of a form too old to be compared."""
    with duckdb.connect() as con:
        try:
            for table in ("observations", "corrections"):
                path = str(schema.parquet(table, folder)).replace("'", "''")
                con.execute(f"create view {table} as select * from read_parquet('{path}')")
            row = con.execute(
                "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'data_version'",
                {"path": str(schema.parquet("observations", folder))},
            ).fetchone()
            return state(con, row[0] if row else "unknown")
        except duckdb.Error:
            return None


# --- what a build owes ------------------------------------------------------------------------------


def owed(before: State, now: State) -> list[Fault]:
    """A fault for each figure that changed or went without a line of the log, with the lines to be added."""
    faults = []
    for line in (Counter(before.log) - Counter(now.log)).elements():
        told = f"{line.field} {line.before or 'empty'} → {line.after or 'empty'}"
        faults.append(Fault(LOG, 0, "", f"no line for {line.observation_id}: {told}", "it kept: it has been told"))
    added = _added(before.log, now.log)
    for key, cells in before.figures.items():
        wanted = [line for line in _changed(key, cells, now.figures.get(key)) if not _told(line, added)]
        if wanted:
            found = f"{key}: {', '.join(map(_said, wanted))}, and no line that says so"
            lines = "".join(f"\n    {_row(line)}" for line in wanted)
            faults.append(Fault(LOG, 0, "", found, f"{FILLED}:{lines}"))
    return faults


def _added(before: tuple[Line, ...], now: tuple[Line, ...]) -> dict[tuple[str, str], list[Line]]:
    """The new lines of the log, by figure and cell, in their order."""
    known = Counter(before)
    added: dict[tuple[str, str], list[Line]] = {}
    for line in now:
        if known[line] > 0:
            known[line] -= 1
        else:
            added.setdefault((line.observation_id, line.field), []).append(line)
    return added


def _changed(key: str, before: Cells, now: Cells | None) -> list[Line]:
    if now is None:
        return [Line(key, WHOLE, before["printed"], None)]
    return [Line(key, name, before[name], now[name]) for name in FIGURE if before[name] != now[name]]


def _told(change: Line, added: dict[tuple[str, str], list[Line]]) -> bool:
    """Whether new lines lead from what stood there to what stands there; one may lead to the next."""
    lines = added.get((change.observation_id, change.field), [])
    return bool(lines) and (lines[0].before, lines[-1].after) == (change.before, change.after)


def _said(change: Line) -> str:
    if change.field == WHOLE:
        return f"gone ({change.before})"
    return f"{change.field} {change.before or 'empty'} → {change.after or 'empty'}"


def _row(change: Line) -> str:
    """The line to be added, but for why and who."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([dt.date.today().isoformat(), *change, "", "", ""])
    return line.getvalue()


def differ(before: State | None, now: State) -> bool:
    """Whether a figure that readers were shown changed or went, or one was added."""
    return before is not None and before.figures != now.figures


# --- what is told of a build ------------------------------------------------------------------------


def told(before: State | None, now: State) -> str:
    """What changes, figure by figure, in a few lines."""
    if before is None:
        return f"no tables before these: {len(now.figures)} figures"
    changed = {
        key: lines for key, cells in before.figures.items() if (lines := _changed(key, cells, now.figures.get(key)))
    }
    gone = [key for key in changed if key not in now.figures]
    groups = {
        "added": [f"+ {key}: {cells['printed']} ({now.sources[key]})" for key, cells in now.figures.items()
                  if key not in before.figures],
        "changed": [f"~ {key}: {', '.join(map(_said, lines))}" for key, lines in changed.items() if key not in gone],
        "gone": [f"- {key}: {before.figures[key]['printed']} ({before.sources[key]})" for key in gone],
        "derived follow": [f"~ {key}: {_or_none(before.derived, key)} → {_or_none(now.derived, key)}"
                           for key in sorted(before.derived.keys() | now.derived.keys())
                           if before.derived.get(key) != now.derived.get(key)],
    }  # fmt: skip
    if not any(groups.values()):
        return f"no figure changes against data version {before.version}"
    counts = ", ".join(f"{len(lines)} {name}" for name, lines in groups.items() if lines)
    return "\n".join([f"against data version {before.version}: {counts}", *_listed(groups)])


def _or_none(values: dict[str, str], key: str) -> str:
    return values.get(key, "none")


def _listed(groups: dict[str, list[str]]) -> list[str]:
    said = []
    for name, lines in groups.items():
        said += [f"  {line}" for line in lines[:MOST]]
        if len(lines) > MOST:
            said.append(f"  … and {len(lines) - MOST} more {name}")
    return said
