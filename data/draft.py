"""A drafted report built together with the others: ``python -m data.build --draft FOLDER [--enter] [--json]``.

The draft's files are those of a report, with a column ``proposed`` more (empty: decided) and its own rows of the
catalogue. They are joined with the records in a folder of their own, built there, and every fault is named at its row
in the draft. With ``--enter`` and no fault the report moves into ``data/reports/``, its rows into the catalogue.
"""

import contextlib
import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from data import build, changes, display, places, schema
from data.faults import Fault, RecordsError
from data.read import against_text, read
from data.records import Row, read_text
from data.tables import CATALOGUE, REPORT, given, read as read_cell

STATEMENTS: Final = ("statement_zh", "statement_en")
NUMBERS: Final = ("observations", "ledger")
ENTERED: Final = ".entered"  # beside the drafts: what became of those that are reports now


class _Rows:
    """The rows of the joined records that come from a draft, by their numbers there and here."""

    def __init__(self) -> None:
        self.of_file: dict[str, tuple[str, list[int]]] = {}  # file -> the draft's file, its row for each row
        self.of_id: dict[str, tuple[str, int]] = {}

    def home(self, fault: Fault) -> Fault:
        """The fault where the draft has it."""
        if fault.file in self.of_file:
            file, rows = self.of_file[fault.file]
            at = fault.row - 2  # row 1 is the header
            if fault.row < 2 or at >= len(rows):
                return fault._replace(file=file)
            return fault._replace(file=file, row=rows[at]) if rows[at] else fault
        if fault.file.startswith("data/checks/") and fault.column in self.of_id:
            file, row = self.of_id[fault.column]
            return Fault(file, row, "", f"{fault.column}: {fault.found}", fault.expected)
        return fault


def join(folder: Path, root: Path, into: Path) -> _Rows:
    """The records of ``root`` and the draft's, in a folder of their own. Raises RecordsError."""
    report, rows = folder.name, _Rows()
    if (root / "reports" / report).exists():
        raise RecordsError([Fault("source.toml", 0, "source_id", report, "another id; this report is in the records")])
    for part in ("catalogue", "reports"):
        shutil.copytree(root / part, into / part)
    place = into / "reports" / report
    place.mkdir()
    faults: list[Fault] = []
    for table in CATALOGUE:
        faults += _extend(folder / f"{table}.csv", into / "catalogue" / f"{table}.csv", rows)
    known = {table: _of(into / "catalogue" / f"{table}.csv") for table in ("metrics", "subjects", "units")}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in REPORT:
            continue
        file = f"reports/{report}/{path.name}"
        header, lines, wrong = _read(path)
        faults += wrong
        numbers = [number for number, _ in lines]
        if path.stem in NUMBERS:
            open_ = [number for number, row in lines if row.get("proposed")]
            if open_:
                found = f"{len(open_)} rows that nobody has decided"
                faults.append(Fault(path.name, open_[0], "proposed", found, "an empty cell in every row"))
            lines = [(number, row) for number, row in lines if not row.get("proposed")]
            numbers = [number for number, _ in lines]
            header = [column for column in header if column != "proposed"]
        if path.stem == "observations":
            for number, row in lines:
                rows.of_id[row.get("observation_id", "")] = path.name, number
                _compose(row, known)
        rows.of_file[file] = path.name, numbers
        _write(place / path.name, header, [row for _, row in lines])
    if (folder / "source.toml").exists():
        shutil.copy(folder / "source.toml", place)
    rows.of_file[f"reports/{report}/source.toml"] = "source.toml", []
    if (folder / "story").is_dir():
        shutil.copytree(folder / "story", place / "story")
    if faults:
        raise RecordsError(faults)
    return rows


def _extend(path: Path, onto: Path, rows: _Rows) -> list[Fault]:
    """Put the draft's rows of a catalogue file behind the records' own."""
    if not path.exists():
        return []
    header, lines, faults = _read(path)
    own, had, _ = _read(onto)
    columns = set(given(path.stem))
    if faults or set(header) - columns:
        return faults or [
            Fault(path.name, 1, "", ", ".join(sorted(set(header) - columns)), "no other columns than " + ", ".join(own))
        ]
    _write(onto, own, [row for _, row in [*had, *lines]])
    rows.of_file[f"catalogue/{path.name}"] = path.name, [0 for _ in had] + [number for number, _ in lines]
    for number, row in lines:
        rows.of_id[row.get(header[0], "")] = path.name, number
    return []


def _read(path: Path) -> tuple[list[str], list[tuple[int, Row]], list[Fault]]:
    """The header of a CSV file, and its rows with their numbers as a spreadsheet shows them."""
    text, faults = read_text(path, path.name)
    lines = list(enumerate(csv.reader(io.StringIO(text, newline="")), 1))
    if faults or not lines:
        return [], [], faults or [Fault(path.name, 1, "", "an empty file", "a header row")]
    header = lines[0][1]
    kept = [(number, cells) for number, cells in lines[1:] if any(cells)]
    faults = [
        Fault(path.name, number, "", f"{len(cells)} cells", f"{len(header)}, as in the header")
        for number, cells in kept
        if len(cells) != len(header)
    ]
    return header, [(number, dict(zip(header, cells, strict=False))) for number, cells in kept], faults


def _of(path: Path) -> dict[str, Row]:
    header, lines, _ = _read(path)
    return {row[header[0]]: row for _, row in lines}


def _write(path: Path, header: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# --- statements -------------------------------------------------------------------------------------


def _compose(row: Row, known: dict[str, dict[str, Row]]) -> None:
    """Say in words what a figure says, where nobody has: whose, what, when, and how much."""
    metric, subject, unit = (
        known[table].get(row.get(column, ""))
        for table, column in (("metrics", "metric_id"), ("subjects", "subject_id"), ("units", "unit"))
    )
    if not (metric and subject and unit):
        return
    columns = given("observations")
    cells = {name: read_cell(row.get(name, ""), columns[name]) for name in columns if not name.startswith("statement")}
    if any(problem for _, problem in cells.values()):
        return
    figure = {name: value for name, (value, _) in cells.items()}
    figure |= {"basis": "published", "kind": metric["kind"], "name_en": unit["name_en"], "factor": unit["factor"]}
    when = figure["period_kind"], figure["period_start"], figure["period_end"]
    aimed = figure["status"] == "target"
    try:
        said = {
            "zh": f"{figure['period_zh'] or display.period_zh(*when)}，{_whose(subject['name_zh'], metric['title_zh'])}"
            f"{'目标' if aimed else ''}：{display.figure_zh(figure)}。",
            "en": f"{metric['title_en']}{' (target)' if aimed else ''}, {subject['name_en']}, "
            f"{figure['period_en'] or display.period_en(*when)}: {display.figure_en(figure)}.",
        }
    except (TypeError, ArithmeticError):  # bounds that do not fit the qualifier, which the build names
        return
    for lang, words in said.items():
        row[f"statement_{lang}"] = row.get(f"statement_{lang}") or words


def _whose(subject: str, title: str) -> str:
    return title if title.startswith(subject) else f"{subject}{title}"


# --- building ---------------------------------------------------------------------------------------


def tried(folder: Path, root: Path, into: Path) -> tuple[duckdb.DuckDBPyConnection | None, list[Fault]]:
    """The tables with the drafted report among them, or what is wrong, each fault where the draft has it."""
    rows = _Rows()
    try:
        rows = join(folder, root, into)
        text = (folder / "text.txt").read_bytes().decode("utf8") if (folder / "text.txt").exists() else ""
        if text:
            with contextlib.suppress(ValueError, KeyError):  # paragraphs that the build finds fault with
                places.write(into / "reports" / folder.name, text)
        con = build.build(into)
        if text and (wrong := against_text(read(into), text, folder.name)):
            raise RecordsError(wrong)
    except RecordsError as error:
        return None, _own(list(dict.fromkeys(rows.home(fault) for fault in error.faults)))
    return con, []


def _own(faults: list[Fault]) -> list[Fault]:
    """The faults but those of statements that are composed once the rest of their row is right."""
    wrong = {(fault.file, fault.row) for fault in faults if fault.column not in STATEMENTS}
    return [fault for fault in faults if fault.column not in STATEMENTS or (fault.file, fault.row) not in wrong]


def enter(folder: Path, root: Path, joined: Path) -> None:
    """Move a draft that was built without a fault into the records: its catalogue rows first, then the report whole."""
    with tempfile.TemporaryDirectory(dir=root, prefix=".building-") as building:  # beside them, to be moved in one step
        for path in _catalogue_files(folder):
            fresh = shutil.copy(joined / "catalogue" / path.name, building)
            Path(fresh).replace(root / "catalogue" / path.name)
        report = shutil.copytree(joined / "reports" / folder.name, Path(building) / folder.name)
        report.rename(root / "reports" / folder.name)
    aside = folder.parent / ENTERED
    aside.mkdir(exist_ok=True)
    number = 1
    while (kept := aside / f"{folder.name}-{number}").exists():
        number += 1
    folder.rename(kept)


def _catalogue_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.csv")) if path.stem in CATALOGUE)


def run(folder: Path, *, entering: bool, root: Path = schema.ROOT, tables: Path | None = None) -> dict[str, Any]:
    """Build a draft with the records, and enter it where that is asked and nothing is wrong: what came of it."""
    if not folder.is_dir():
        return {"faults": [Fault(folder.name, 0, "", "no such folder", "a draft")._asdict()], "version": ""}
    with tempfile.TemporaryDirectory() as place:
        con, faults = tried(folder, root, Path(place))
        if con is None:
            return {"faults": [fault._asdict() for fault in faults], "version": ""}
        version = ""
        if entering:
            tables = tables or schema.data_dir()
            before, now = changes.built(tables), changes.state(con)
            if before and (owed := changes.owed(before, now)):
                return {"faults": [fault._asdict() for fault in owed], "version": ""}
            enter(folder, root, Path(place))
            version, _ = build.replace(con, tables, root, archive=changes.differ(before, now))
        return {"faults": [], "version": version}
