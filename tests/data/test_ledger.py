"""The ledger accounts for every number of the report, and every locator stands where it says."""

from __future__ import annotations

import hashlib
import itertools
import re
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data import build, schema

SOURCE = "wuchang-2024-09"
# the digits, ASCII and full-width, the everyday Chinese numerals, and the words for half, double, times and first
NUMERALS = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿两半双倍首]")
LONGEST_QUOTE = 25  # characters of the report that may stand together in this repository
ROOT = schema.ROOT.parent


def ledger(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The ledger of the report, in the order of its text."""
    columns = ("char_start", "char_end", "paragraph", "printed", "observation_id", "reason")
    sql = f"select {', '.join(columns)} from ledger where source_id = $source order by char_start"
    return [dict(zip(columns, row, strict=True)) for row in con.execute(sql, {"source": SOURCE}).fetchall()]


def test_text_is_the_one_that_the_locators_point_into(built: duckdb.DuckDBPyConnection, report_text: str) -> None:
    sql = "select text_sha256, text_chars from sources where source_id = $source"
    digest = hashlib.sha256(report_text.encode()).hexdigest()
    assert built.execute(sql, {"source": SOURCE}).fetchall() == [(digest, len(report_text))]


def test_every_numeral_lies_in_exactly_one_ledger_row(built: duckdb.DuckDBPyConnection, report_text: str) -> None:
    rows = ledger(built)
    wrong = []
    for found in NUMERALS.finditer(report_text):
        place = found.start()
        holders = [row["printed"] for row in rows if row["char_start"] <= place < row["char_end"]]
        if len(holders) != 1:
            wrong.append((place, report_text[place - 3 : place + 4], holders))
    assert wrong == []


def test_every_ledger_row_holds_a_numeral(built: duckdb.DuckDBPyConnection) -> None:
    assert [row["printed"] for row in ledger(built) if not NUMERALS.search(row["printed"])] == []


def test_every_span_reads_as_printed(built: duckdb.DuckDBPyConnection, report_text: str) -> None:
    rows = ledger(built)
    assert rows
    for row in rows:
        assert report_text[row["char_start"] : row["char_end"]].replace("\n", "") == row["printed"]


def test_paragraphs_are_the_non_empty_lines(built: duckdb.DuckDBPyConnection, report_text: str) -> None:
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", report_text)]
    sql = "select paragraph, char_start, char_end from paragraphs where source_id = $source order by paragraph"
    wanted = [(number, *span) for number, span in enumerate(lines, start=1)]
    assert built.execute(sql, {"source": SOURCE}).fetchall() == wanted


def test_every_row_has_an_observation_or_a_reason(built: duckdb.DuckDBPyConnection) -> None:
    rows = ledger(built)
    assert rows
    assert [row for row in rows if (row["observation_id"] is None) == (row["reason"] is None)] == []


def test_every_published_figure_stands_in_the_ledger_once(built: duckdb.DuckDBPyConnection) -> None:
    held = [row["observation_id"] for row in ledger(built) if row["observation_id"]]
    sql = "select observation_id from observations where basis = 'published' and source_id = $source"
    assert sorted(held) == sorted(row[0] for row in built.execute(sql, {"source": SOURCE}).fetchall())


def test_ledger_rows_do_not_overlap(built: duckdb.DuckDBPyConnection) -> None:
    rows = ledger(built)
    assert [(a, b) for a, b in itertools.pairwise(rows) if b["char_start"] < a["char_end"]] == []


def test_locators_agree_with_the_text(report_text: str) -> None:
    assert build.against_text(build.read(), report_text, SOURCE) == []


@pytest.mark.parametrize(
    ("table", "column"), [("observations", "printed"), ("ledger", "printed"), ("entities", "name_zh")]
)
def test_shifted_locator_is_named(report_text: str, table: str, column: str) -> None:
    tables = build.read()
    located = (row for row in tables[table] if row["source_id"] == SOURCE)
    row = next(row for row in located if row.get("observation_id") is None or table != "ledger")
    row["char_start"] += 1
    row["char_end"] += 1
    (fault,) = build.against_text(tables, report_text, SOURCE)
    assert fault.file == f"reports/{SOURCE}/{table}.csv"
    assert (fault.row, fault.column, fault.found) == (row["_row"], column, row[column])
    assert report_text[row["char_start"] : row["char_end"]].replace("\n", "") in fault.expected


def test_another_text_is_refused(report_text: str) -> None:
    (fault,) = build.against_text(build.read(), report_text + "。", SOURCE)
    assert (fault.file, fault.column) == (f"reports/{SOURCE}/source.toml", "text_sha256")


def committed_files() -> list[Path]:
    """What git holds or would take up: files that are tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".", ":!.venv"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def quotes(text: str, passages: set[str]) -> list[str]:
    """The passages of the report that a text repeats, white space aside."""
    bare = re.sub(r"\s+", "", text)
    size = LONGEST_QUOTE + 1
    return [piece for at in range(len(bare) - size + 1) if (piece := bare[at : at + size]) in passages]


@pytest.fixture(scope="module")
def passages(report_text: str) -> set[str]:
    """Every run of the report that is too long to be repeated."""
    bare = re.sub(r"\s+", "", report_text)
    return {bare[at : at + LONGEST_QUOTE + 1] for at in range(len(bare) - LONGEST_QUOTE)}


def test_no_text_file_repeats_the_report(passages: set[str]) -> None:
    files = committed_files()
    assert schema.ROOT / "reports" / SOURCE / "observations.csv" in files
    repeated = {}
    for path in files:
        try:
            text = path.read_bytes().decode("utf8")
        except UnicodeDecodeError:
            continue  # not a text file
        if found := quotes(text, passages):
            repeated[path.relative_to(ROOT).as_posix()] = found[0]
    assert repeated == {}


def test_no_table_repeats_the_report(passages: set[str], built: duckdb.DuckDBPyConnection) -> None:
    for table in schema.TABLES:
        for row in built.execute(f"select * from {table}").fetchall():
            assert quotes(" ".join(map(str, row)), passages) == [], table


def test_quotes_are_found_across_line_ends(passages: set[str], report_text: str) -> None:
    passage = report_text[134:175]
    assert quotes(f"a\n{passage[:12]}\n  {passage[12:]}", passages)
    assert not quotes(passage[:LONGEST_QUOTE], passages)
