"""A small invented report, told in a text of our own: what the tests hold every promise against, on any machine.

``tests/fixtures/invented`` holds its records and its text, one trap each: every qualifier in several wordings, a figure
over a line wrap, full-width and Chinese numerals, a fall, ranks in words and as a bound, a character beyond the basic
plane before every place, markup in the prose, a line of nothing but a wide space. It stands on the real catalogue with
subjects and a metric of its own.
"""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from data import build, schema
from data.faults import RecordsError

FOLDER = Path(__file__).resolve().parent / "fixtures" / "invented"
SOURCE = "lanqiao-2025"
TEXT = FOLDER / "reports" / SOURCE / "text.txt"


def text() -> str:
    """The report's text, as its locators count it."""
    return TEXT.read_bytes().decode("utf8")


def records(root: Path, *, beside: bool = False) -> Path:
    """The invented report's records under ``root``, alone or ``beside`` the real ones."""
    shutil.copytree(schema.CATALOGUE, root / "catalogue", dirs_exist_ok=True)
    if beside:
        shutil.copytree(schema.REPORTS, root / "reports")
    shutil.copytree(FOLDER / "reports", root / "reports", dirs_exist_ok=True)
    _extend(root / "catalogue" / "metrics.csv")
    _extend(root / "catalogue" / "terms.csv")
    if beside:
        _extend(root / "catalogue" / "subjects.csv")
    else:
        shutil.copy(FOLDER / "catalogue" / "subjects.csv", root / "catalogue")
        log = root / "catalogue" / "corrections.csv"  # of figures that are not there
        log.write_text(log.read_text(encoding="utf8").splitlines()[0] + "\n", encoding="utf8")
    return root


def _extend(path: Path) -> None:
    """Add the invented catalogue's rows to the real one's."""
    _, *rows = (FOLDER / "catalogue" / path.name).read_text(encoding="utf8").splitlines()
    path.write_text("\n".join([path.read_text(encoding="utf8").rstrip("\n"), *rows, ""]), encoding="utf8")


def house(root: Path) -> tuple[Path, duckdb.DuckDBPyConnection]:
    """The rooms that ``python -m data.build`` needs, with the invented report for its only one, and its tables.

    What this one report leaves unused is taken out: metrics that nothing measures, with the refusals that name them.
    """
    ignored = shutil.ignore_patterns("__pycache__", "*.parquet", "catalogue", "reports")
    shutil.copytree(schema.ROOT, root / "data", ignore=ignored)
    for room in ("queries", "story", "charts", "locales"):
        shutil.copytree(schema.ROOT.parent / room, root / room, ignore=ignored)
    records(root / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "SQL", root / "data")
        while True:
            try:
                return root, build.build(root / "data")
            except RecordsError as error:
                _take_out(root, error)


def _take_out(root: Path, error: RecordsError) -> None:
    """Take out what the build finds without use; any other fault is raised again."""
    metrics = set()
    for fault in error.faults:
        if fault.file.endswith("metric_used.sql"):
            metrics.add(fault.column)
        else:
            raise error
    for file in ("metrics", "refusals"):
        _without(root / "data" / "catalogue" / f"{file}.csv", metrics)


def _without(path: Path, metrics: set[str]) -> None:
    """Take out the rows of a catalogue file that name one of the metrics."""
    with path.open(encoding="utf8", newline="") as file:
        header, *rows = csv.reader(file)
    kept = [row for row in rows if not metrics & {row[0], *row[1].split(";")}]
    with path.open("w", encoding="utf8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *kept])
