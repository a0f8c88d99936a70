"""Broken records stop the build, and the error names file, row, column, value and what was expected."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data import build, read, schema, store
from data.faults import Fault, RecordsError
from tests import invented

REPORT = "reports/wuchang-2024-09"
REPORTS = (REPORT, "reports/hubei-work-2026")
OBSERVATIONS = f"{REPORT}/observations.csv"
EVENTS = f"{REPORT}/events.csv"
ENTITIES = f"{REPORT}/entities.csv"
LEDGER = f"{REPORT}/ledger.csv"
PLACES = f"{REPORT}/places.csv"
SOURCE = f"{REPORT}/source.toml"
CHECKS = "catalogue/checks.csv"  # no other record refers to a check
THEMES = "catalogue/themes.csv"
RETAIL = "retail_sales_2024h1"


def table(root: Path, file: str) -> list[list[str]]:
    """The cells of a record file, header first."""
    return list(csv.reader(io.StringIO((root / file).read_text(encoding="utf8"), newline="")))


def save(root: Path, file: str, cells: list[list[str]]) -> None:
    """Write cells back as CSV."""
    with (root / file).open("w", encoding="utf8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(cells)


def put(root: Path, file: str, key: str, column: str, value: str) -> int:
    """Put a value into the row whose first cell is ``key``; the row's number, the header being row 1."""
    cells = table(root, file)
    number = next(number for number, row in enumerate(cells) if row[0] == key)
    cells[number][cells[0].index(column)] = value
    save(root, file, cells)
    return number + 1


def rewrite(root: Path, file: str, change: Callable[[str], str], encoding: str = "utf8") -> None:
    """Write a record file anew with its text changed."""
    path = root / file
    path.write_bytes(change(path.read_bytes().decode("utf8")).encode(encoding))


def faults(root: Path) -> list[Fault]:
    """The faults that the build finds, each of them told in the message of the error."""
    with pytest.raises(RecordsError) as caught:
        build.build(root)
    message = str(caught.value)
    for fault in caught.value.faults:
        assert fault.file in message
        assert fault.expected in message
        assert repr(fault.found) in message
        assert not fault.row or f"row {fault.row}" in message
        assert not fault.column or f"column {fault.column}" in message
    return caught.value.faults


def test_good_records_build(records: Path) -> None:
    """The copy is good before a test breaks it."""
    assert read.read(records) == read.read()


# file, key of the row, column, value, words that the expectation holds
CELLS = [
    (OBSERVATIONS, RETAIL, "unit", "家", "亿元, the unit of metric retail_sales"),
    (OBSERVATIONS, RETAIL, "unit", "斤", "an id in units"),
    (OBSERVATIONS, RETAIL, "value", "much", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", "1,000", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", "1E+09", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", "367亿", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", "nan", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", "inf", "without thousands separators"),
    (OBSERVATIONS, RETAIL, "value", " 367", "no spaces at the ends"),
    (OBSERVATIONS, RETAIL, "decimals", "0.0", "a whole number"),
    (OBSERVATIONS, RETAIL, "paragraph", "fifty", "a whole number"),
    (OBSERVATIONS, RETAIL, "observation_id", "2024", "an id of a–z"),
    (OBSERVATIONS, RETAIL, "observation_id", "Retail Sales", "an id of a–z"),
    (OBSERVATIONS, RETAIL, "metric_id", "retail_purchases", "an id in metrics"),
    (OBSERVATIONS, RETAIL, "metric_id", "7", "an id in metrics"),
    (OBSERVATIONS, RETAIL, "subject_id", "hanyang", "an id in subjects"),
    (OBSERVATIONS, RETAIL, "qualifier", "precisely", "exact, over, nearly, about, range, order"),
    (OBSERVATIONS, RETAIL, "period_kind", "quarter", "half_year"),
    (OBSERVATIONS, RETAIL, "status", "rumour", "preliminary"),
    (OBSERVATIONS, RETAIL, "comparison", "last_week", "yoy"),
    (OBSERVATIONS, RETAIL, "period_end", "2024/6/30", "YYYY-MM-DD"),
    (OBSERVATIONS, RETAIL, "period_end", "2024-6-30", "YYYY-MM-DD"),
    (OBSERVATIONS, RETAIL, "period_end", "20240630", "YYYY-MM-DD"),
    (OBSERVATIONS, RETAIL, "period_end", "2024-06-31", "YYYY-MM-DD"),
    (OBSERVATIONS, RETAIL, "period_end", "2023-06-30", "period_start 2024-01-01 or later"),
    (OBSERVATIONS, RETAIL, "lower", "366.5", "367, the value"),
    (OBSERVATIONS, "industrial_space_xudong", "upper", "120", "an empty cell: the qualifier is over"),
    (OBSERVATIONS, "brands_first_entry_skp", "lower", "390", "an empty cell: the qualifier is nearly"),
    (OBSERVATIONS, "shop_turnover_growth_2024", "value", "25", "an empty cell: the qualifier is range"),
    (OBSERVATIONS, "shop_turnover_growth_2024", "lower", "40", "at most 30, the upper bound"),
    (OBSERVATIONS, RETAIL, "char_end", "99999", "at most 4101, the length of the text"),
    (OBSERVATIONS, RETAIL, "char_end", "3280", "more than char_start 3285"),
    (OBSERVATIONS, RETAIL, "char_end", "3295", "char_start 3285 + 5 characters"),
    (OBSERVATIONS, RETAIL, "paragraph", "55", "the paragraph that holds character 3285"),
    (EVENTS, "skp_opened", "date_end", "2024-06-30", "date_start 2024-07-01 or later"),
    (EVENTS, "skp_opened", "date_precision", "week", "month"),
    (EVENTS, "skp_opened", "paragraph", "1", "the paragraph that holds character 2679"),
    (EVENTS, "skp_opened", "theme_id", "fashion", "an id in themes"),
    (ENTITIES, "wuhan", "part_of", "jiangsu", "an id in entities"),
    (ENTITIES, "wuhan", "kind", "person", "organisation"),
    (ENTITIES, "wuhan", "char_end", "5000", "at most 4101"),
    (ENTITIES, "wutantong", "note_zh", "{retail}", "an id in observations"),
    (
        ENTITIES,
        "wutantong",
        "note_en",
        "{retail_sales_2024h1}",
        "{climate_projects_2024}, {climate_financing_2024}, as",
    ),
    (LEDGER, "1", "reason", "because", "repeat"),
    (OBSERVATIONS, RETAIL, "paragraph", "2147483648", "within ±2147483647"),
    (OBSERVATIONS, RETAIL, "char_start", "9" * 5_000, "within ±2147483647"),
    (OBSERVATIONS, RETAIL, "value", "9" * 400, "within ±1000000000000000"),
    (OBSERVATIONS, RETAIL, "rounded_to", "0", "above 0"),
    (OBSERVATIONS, RETAIL, "period_end", "9999-12-31", "from 1800 to 2099"),
    ("catalogue/units.csv", "亿元", "factor", "0", "from 1 to"),
    ("catalogue/units.csv", "亿元", "factor", "-1", "from 1 to"),
    ("catalogue/units.csv", "亿元", "factor", "0.5", "from 1 to"),
    ("catalogue/units.csv", "亿元", "factor", "9" * 400, "from 1 to"),
    ("catalogue/themes.csv", "overall", "title_zh", "总\x00体", "U+0000"),
    ("catalogue/themes.csv", "overall", "title_zh", "总\u202e体", "U+202E"),
    ("catalogue/themes.csv", "overall", "title_en", "Over\u200ball", "U+200B"),
    ("catalogue/themes.csv", "overall", "title_en", "Over\ufeffall", "U+FEFF"),
    ("catalogue/themes.csv", "overall", "title_en", "Over\tall", "U+0009"),
    ("catalogue/metrics.csv", "climate_projects", "additive", "TRUE", "true or false"),
    ("catalogue/metrics.csv", "climate_projects", "kind", "amount", "level"),
    ("catalogue/subjects.csv", "tanhualin", "parent_id", "atlantis", "an id in subjects"),
    (PLACES, "3", "paragraph", "99", "a paragraph in paragraphs.csv"),
    (PLACES, "3", "normal_chars", "84", "83, as paragraphs.csv has it; write it anew"),
    (PLACES, "3", "left_out", "6;5", "places in the paragraph, in order"),
    (PLACES, "3", "left_out", "6;93", "places in the paragraph, in order"),
    (PLACES, "3", "left_out", "x", "places in the paragraph, in order"),
    (
        "catalogue/refusals.csv",
        "yuan_per_p",
        "metric_ids",
        "computing_purchase;petaflops",
        "an id in metrics",
    ),
]


@pytest.mark.parametrize(("file", "key", "column", "value", "expected"), CELLS)
def test_bad_cell_is_named(records: Path, file: str, key: str, column: str, value: str, expected: str) -> None:
    row = put(records, file, key, column, value)
    named = [fault for fault in faults(records) if (fault.file, fault.row, fault.column) == (file, row, column)]
    found = {fault.found for fault in named if expected in fault.expected}
    assert len(found) == 1, named
    said = found.pop()
    assert said == value or said in value.split(";") or float(said) == float(value)


CONTEXT_SOURCE = "reports/wuhan-2024m5/source.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "expected"),
    [
        (SOURCE, 'kind = "report"', 'kind = "Report"', "kind", "report: the basis is published"),
        (CONTEXT_SOURCE, 'kind = "context"', 'kind = "report"', "kind", "context: the basis is context"),
        (SOURCE, "date_latest = 2024-09-02", "date_latest = 2020-09-02", "date_latest", "2024-09-02 or later"),
        (SOURCE, "date_latest = 2024-09-02", "date_latest = 2024-09-02T10:00:00", "date_latest", "of type date"),
        (SOURCE, "text_chars = 4101", "text_chars = true", "text_chars", "of type int"),
        (SOURCE, "text_chars = 4101", "text_chars = 99999999999", "text_chars", "number of characters"),
        (SOURCE, 'source_id = "wuchang-2024-09"', 'source_id = "wuchang"', "source_id", "wuchang-2024-09, the name"),
        (SOURCE, 'url = ""', 'url = "javascript:alert(1)"', "url", "an http or https address"),
        (SOURCE, 'url = ""', 'url = "https://x.example/) [x](javascript:1"', "url", "an http or https address"),
        (SOURCE, 'url = ""', 'url = "\\u202e"', "url", "U+202E"),
        (SOURCE, 'title_zh = "', 'title_zh = "\\u0000', "title_zh", "U+0000"),
    ],
)
def test_what_pages_rely_on_in_a_source_is_a_rule(
    records: Path, file: str, old: str, new: str, column: str, expected: str
) -> None:
    rewrite(records, file, lambda text: text.replace(old, new, 1))
    assert new in (records / file).read_text(encoding="utf8")
    named = [fault for fault in faults(records) if (fault.file, fault.column) == (file, column)]
    assert [expected in fault.expected for fault in named] == [True]


@pytest.mark.parametrize("broken", [f"text_chars = {'9' * 4301}", f"x = {'[' * 20_000}", f"x = {'{a=' * 20_000}"])
def test_toml_that_cannot_be_read_is_named(records: Path, broken: str) -> None:
    rewrite(records, SOURCE, lambda text: text.replace("text_chars = 4101", broken, 1))
    (fault,) = [fault for fault in faults(records) if fault.file == SOURCE]
    assert fault.expected == "well-formed TOML"


@pytest.mark.parametrize("file", [SOURCE, OBSERVATIONS, "catalogue/themes.csv"])
def test_a_folder_named_like_a_file_is_named(records: Path, file: str) -> None:
    (records / file).unlink()
    (records / file).mkdir()
    assert Fault(file, 0, "", "a folder", "a file that can be read") in faults(records)


def test_records_without_a_report_are_refused(records: Path) -> None:
    for report in REPORTS:
        shutil.rmtree(records / report)
    assert Fault("reports", 0, "", "no report", 'one source with kind = "report"') in faults(records)


@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        (OBSERVATIONS, RETAIL, "printed"),
        (OBSERVATIONS, RETAIL, "statement_en"),
        (OBSERVATIONS, RETAIL, "subject_id"),
        (EVENTS, "skp_opened", "short_zh"),
        (CHECKS, "keys_unique", "title_en"),
    ],
)
def test_empty_cell_is_named_where_a_value_is_needed(records: Path, file: str, key: str, column: str) -> None:
    row = put(records, file, key, column, "")
    assert faults(records) == [Fault(file, row, column, "", "a value")]


@pytest.mark.parametrize(
    ("file", "key", "twin"),
    [
        (OBSERVATIONS, "ccid_rank_2024", "ccid_rank_change_2024"),
        (EVENTS, "skp_opened", "coal_boilers_1915"),
        (CHECKS, "references_known", "keys_unique"),
    ],
)
def test_duplicate_id_is_named_with_the_row_that_has_it(records: Path, file: str, key: str, twin: str) -> None:
    cells = table(records, file)
    first = next(number for number, row in enumerate(cells, start=1) if row[0] == twin)
    row = put(records, file, key, cells[0][0], twin)
    expected = f"a new id; {file}, row {first} has this one"
    assert Fault(file, row, cells[0][0], twin, expected) in faults(records)


def test_missing_column_is_named(records: Path) -> None:
    rewrite(records, CHECKS, lambda text: text.replace("title_en", "title_fr", 1))
    found = {(fault.row, fault.column, fault.found) for fault in faults(records) if fault.file == CHECKS}
    assert found == {(1, "title_en", "no such column"), (1, "title_fr", "an unknown column")}


def test_unknown_column_is_named_with_the_ones_allowed(records: Path) -> None:
    cells = table(records, CHECKS)
    save(records, CHECKS, [[*row, "colour" if number == 0 else "red"] for number, row in enumerate(cells)])
    (fault,) = faults(records)
    assert fault == Fault(CHECKS, 1, "colour", "an unknown column", "only check_id, title_zh, title_en")


def test_column_given_twice_is_named(records: Path) -> None:
    cells = table(records, CHECKS)
    save(records, CHECKS, [[*row, row[2]] for row in cells])
    assert {(f.file, f.row, f.column, f.expected) for f in faults(records)} == {(CHECKS, 1, "title_en", "it once")}


def test_order_of_columns_is_free(records: Path) -> None:
    save(records, CHECKS, [row[::-1] for row in table(records, CHECKS)])
    assert read.read(records) == read.read()


# --- whole files ------------------------------------------------------------------------------------


def test_byte_order_mark_is_accepted(records: Path) -> None:
    for file in (OBSERVATIONS, CHECKS, SOURCE):
        (records / file).write_bytes(b"\xef\xbb\xbf" + (records / file).read_bytes())
    assert read.read(records) == read.read()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_accepted(records: Path, end: str) -> None:
    rewrite(records, OBSERVATIONS, lambda text: text.replace("\n", end))
    assert read.read(records) == read.read()


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
@pytest.mark.parametrize("file", [CHECKS, LEDGER])
def test_gbk_is_refused_with_advice(records: Path, file: str, encoding: str) -> None:
    rewrite(records, file, lambda text: text, encoding)
    (fault,) = [fault for fault in faults(records) if fault.file == file]
    assert (fault.row, fault.found) == (2, "GBK/GB18030 text")
    assert "UTF-8" in fault.expected
    assert "Excel" in fault.expected


def test_other_bytes_are_refused(records: Path) -> None:
    rewrite(records, CHECKS, lambda text: text, "utf-16")
    (fault,) = faults(records)
    assert (fault.file, fault.row) == (CHECKS, 1)
    assert "ff fe" in fault.found
    assert "UTF-8" in fault.expected


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolon"), ("\t", "tab")])
def test_other_separator_is_named(records: Path, mark: str, name: str) -> None:
    rewrite(records, CHECKS, lambda text: text.replace(",", mark))
    assert faults(records) == [Fault(CHECKS, 1, "", f"cells separated by {name}", "cells separated by comma")]


@pytest.mark.parametrize(("line", "count"), [("a,b", 2), ("a,b,c,d", 4), ("lonely", 1)])
def test_ragged_row_is_named(records: Path, line: str, count: int) -> None:
    rewrite(records, CHECKS, lambda text: f"{text}{line}\n")
    last = len(table(records, CHECKS))
    assert faults(records) == [Fault(CHECKS, last, "", f"{count} cells", "3, as in the header")]


@pytest.mark.parametrize("line", [",,", " , ,", "   "])
def test_row_of_empty_cells_is_named(records: Path, line: str) -> None:
    header, rest = (records / CHECKS).read_text(encoding="utf8").split("\n", 1)
    rewrite(records, CHECKS, lambda _: f"{header}\n{line}\n{rest}")
    assert faults(records) == [Fault(CHECKS, 2, "", "a row of empty cells", "no such row; delete it")]


def test_quote_left_open_is_named(records: Path) -> None:
    rewrite(records, CHECKS, lambda text: f'{text}a,"b,c\n')
    (fault,) = faults(records)
    assert (fault.file, fault.expected) == (CHECKS, "well-formed CSV")
    assert fault.row >= len(table(records, CHECKS))


def test_empty_file_is_named(records: Path) -> None:
    (records / CHECKS).write_bytes(b"")
    assert faults(records) == [Fault(CHECKS, 1, "", "an empty file", "a header row: check_id,title_zh,title_en")]


@pytest.mark.parametrize("file", [CHECKS, "catalogue/units.csv", OBSERVATIONS, f"{REPORT}/paragraphs.csv", SOURCE])
def test_missing_file_is_named(records: Path, file: str) -> None:
    (records / file).unlink()
    (fault,) = [fault for fault in faults(records) if fault.file == file]
    assert (fault.row, fault.found) == (0, "no such file")
    assert fault.expected


def test_broken_toml_is_named(records: Path) -> None:
    rewrite(records, SOURCE, lambda text: text.replace('url = ""', "url = "))
    (fault,) = [fault for fault in faults(records) if fault.file == SOURCE]
    assert "line" in fault.found
    assert fault.expected == "well-formed TOML"


def without(key: str) -> Callable[[str], str]:
    """A change that takes the line of a key out of a TOML text."""
    return lambda text: "\n".join(line for line in text.splitlines() if not line.startswith(f"{key} ="))


@pytest.mark.parametrize(
    "key",
    [
        "title_zh",
        "publisher",
        "licence",
        "basis",
        "text_chars",
        "source_id",
    ],
)
def test_missing_toml_key_is_named(records: Path, key: str) -> None:
    rewrite(records, SOURCE, without(key))
    assert Fault(SOURCE, 0, key, "nothing", "a value (may be an empty text)") in faults(records)


@pytest.mark.parametrize(
    ("old", "new", "column", "expected"),
    [
        ('kind = "report"', "kind = 5", "kind", "a value of type str"),
        ('basis = "published"', 'basis = "derived"', "basis", "published or context"),
        ('basis = "published"', 'basis = "published"\ncolour = "red"', "colour", "only source_id"),
        (
            "text_chars",
            'date_published = "2 September"\ntext_chars',
            "date_published",
            "a date such as 2024-09-02",
        ),
        pytest.param(
            "text_chars = 4101",
            'text_chars = "4101"',
            "text_chars",
            "a value of type int",
        ),
    ],
)
def test_bad_toml_value_is_named(records: Path, old: str, new: str, column: str, expected: str) -> None:
    rewrite(records, SOURCE, lambda text: text.replace(old, new, 1))
    assert new in (records / SOURCE).read_text(encoding="utf8")
    (fault,) = [fault for fault in faults(records) if (fault.file, fault.column) == (SOURCE, column)]
    assert expected in fault.expected


# --- all at once --------------------------------------------------------------------------------------


def test_all_faults_of_all_files_come_out_together(records: Path) -> None:
    broken = [
        (OBSERVATIONS, RETAIL, "period_end", "2024/6/30"),
        (OBSERVATIONS, RETAIL, "metric_id", "nothing_such"),
        (OBSERVATIONS, "industrial_space_xudong", "upper", "120"),
        (OBSERVATIONS, "tourism_income_2024h1", "paragraph", "1"),
        (EVENTS, "skp_opened", "date_precision", "week"),
        (ENTITIES, "wuhan", "char_end", "5000"),
        (LEDGER, "1", "reason", "because"),
        ("catalogue/metrics.csv", "climate_projects", "additive", "TRUE"),
        ("catalogue/subjects.csv", "tanhualin", "scope", "village"),
    ]
    places = {(file, put(records, file, key, column, value), column) for file, key, column, value in broken}
    rewrite(records, CHECKS, lambda text: text.replace(",", ";"))
    rewrite(records, SOURCE, without("publisher"))
    places |= {(CHECKS, 1, ""), (SOURCE, 0, "publisher")}
    found = faults(records)
    assert places <= {(fault.file, fault.row, fault.column) for fault in found}
    assert [(fault.file, fault.row) for fault in found] == sorted((fault.file, fault.row) for fault in found)


def test_error_counts_its_faults(records: Path) -> None:
    put(records, CHECKS, "keys_unique", "title_en", "")
    with pytest.raises(RecordsError, match=r"^1 fault in the records"):
        build.build(records)
    put(records, CHECKS, "references_known", "title_en", "")
    with pytest.raises(RecordsError, match=r"^2 faults in the records"):
        build.build(records)


# --- what is easily read for something else ------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [("char_start", "32_85"), ("char_start", "３２８５"), ("value", "３６７"), ("char_start", "+3285")],
)
def test_number_in_another_script_is_refused(records: Path, column: str, value: str) -> None:
    row = put(records, OBSERVATIONS, RETAIL, column, value)
    (fault,) = faults(records)
    assert (fault.file, fault.row, fault.column, fault.found) == (OBSERVATIONS, row, column, value)


def test_one_bad_value_is_one_fault(records: Path) -> None:
    row = put(records, OBSERVATIONS, RETAIL, "value", "1,000")
    assert [(fault.row, fault.column) for fault in faults(records)] == [(row, "value")]


def test_one_unreadable_file_is_one_fault(records: Path) -> None:
    rewrite(records, THEMES, lambda text: text, "gbk")
    assert [fault.file for fault in faults(records)] == [THEMES]


@pytest.mark.parametrize("decimals", ["-1", "40"])
def test_impossible_decimals_are_named(records: Path, decimals: str) -> None:
    row = put(records, OBSERVATIONS, RETAIL, "decimals", decimals)
    assert [(f.file, f.row, f.column) for f in faults(records)] == [(OBSERVATIONS, row, "decimals")]


def test_row_is_the_spreadsheets_after_a_cell_of_two_lines(records: Path) -> None:
    cells = table(records, CHECKS)
    cells[1][2] = "Ids are present\nand unique"
    cells[2][2] = ""
    save(records, CHECKS, cells)
    assert faults(records) == [Fault(CHECKS, 3, "title_en", "", "a value")]


def test_missing_reports_folder_is_a_fault(records: Path) -> None:
    shutil.rmtree(records / "reports")
    (fault,) = faults(records)
    assert (fault.file, fault.found, fault.expected) == (
        "reports", "no folder of records", "one folder a source, with source.toml",
    )  # fmt: skip


def test_id_used_in_two_reports_is_named_in_its_file(records: Path) -> None:
    """A second report that brings an observation id of the first."""
    shutil.copytree(records / REPORT, records / "reports" / "second")
    rewrite(records, "reports/second/source.toml", lambda text: text.replace("wuchang-2024-09", "second"))
    # the folder that comes second in name order is at fault, with the row that has the id in the first
    row = next(n for n, cells in enumerate(table(records, OBSERVATIONS), start=1) if cells[0] == RETAIL)
    expected = f"a new id; reports/second/observations.csv, row {row} has this one"
    assert Fault(OBSERVATIONS, row, "observation_id", RETAIL, expected) in faults(records)


# --- the command --------------------------------------------------------------------------------------


INVENTED = f"reports/{invented.SOURCE}/observations.csv"
GROWTH = "investment_growth_2025h1"


@pytest.fixture(scope="session")
def built_house(invented_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms that the build needs, with the tables that the command made there. Not to be changed."""
    root = shutil.copytree(invented_house, tmp_path_factory.mktemp("command") / "house")
    done = run(root)
    assert (done.returncode, done.stderr) == (0, "")
    return root


@pytest.fixture
def house(built_house: Path, tmp_path: Path) -> Path:
    """A copy, so that the command itself can be given bad records."""
    return shutil.copytree(built_house, tmp_path / "house", symlinks=True)


def run(house: Path, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """``python -m data.build`` in a copy of the house, writing there or to ``folder``."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DATA_DIR", "PYTHONPATH")}
    environment |= {"PYTHONUTF8": "1"} | ({"DATA_DIR": str(folder)} if folder else {})
    return subprocess.run(
        [sys.executable, "-m", "data.build", *arguments],
        cwd=house, env=environment, capture_output=True, text=True, encoding="utf8", check=False,
    )  # fmt: skip


BESIDE_THE_TABLES = ("catalogue", "reports", "quotes", "derived", "checks", "views", "__pycache__", ".tables")


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """The name, time and bytes of everything in a folder but its code and records."""
    return {
        path.name: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.iterdir()
        if path.suffix != ".py" and path.name not in BESIDE_THE_TABLES
    }


def test_command_builds_where_the_setting_says(house: Path, tmp_path: Path) -> None:
    folder, before = tmp_path / "elsewhere", contents(house / "data")
    done = run(house, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    version = store.version_of(folder)
    assert version
    assert f"data version {version}:" in done.stdout
    tables = {f"{name}.parquet" for name in schema.TABLES}
    assert {path.name for path in folder.glob("[!.]*")} == tables | {"datapackage.json"}
    assert contents(house / "data") == before


def test_bad_records_leave_the_last_good_tables(house: Path) -> None:
    before = contents(house / "data")
    assert {f"{name}.parquet" for name in schema.TABLES} | {"datapackage.json"} == set(before)
    row = put(house / "data", INVENTED, GROWTH, "period_end", "2024/6/30")
    done = run(house)
    assert done.returncode == 1
    assert f"{INVENTED}, row {row}, column period_end: found '2024/6/30'" in done.stderr
    assert "expected a date as YYYY-MM-DD" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(house / "data") == before


def test_broken_check_leaves_the_last_good_tables(house: Path) -> None:
    before = contents(house / "data")
    put(house / "data", INVENTED, GROWTH, "decimals", "2")
    done = run(house)
    assert done.returncode == 1
    assert "data/checks/number_agrees_with_print.sql" in done.stderr
    assert contents(house / "data") == before


def test_up_to_date_tables_are_left_alone(house: Path) -> None:
    before = contents(house / "data")
    assert run(house, "--if-stale").returncode == 0
    assert contents(house / "data") == before
    put(house / "data", CHECKS, "keys_unique", "title_en", "Every id once")
    assert run(house, "--if-stale").returncode == 0
    after = contents(house / "data")
    assert after["checks.parquet"][1] != before["checks.parquet"][1]


def test_corrupt_table_counts_as_stale(house: Path) -> None:
    version = store.version_of(house / "data")
    (house / "data" / "themes.parquet").write_bytes(b"not a table")
    assert not store.is_built(house / "data", version)
    assert run(house, "--if-stale").returncode == 0
    assert store.version_of(house / "data") == version


def test_another_text_stops_the_command(house: Path, tmp_path: Path) -> None:
    before = contents(house / "data")
    text = tmp_path / "other.txt"
    text.write_text("别的文章", encoding="utf8")
    done = run(house, "--check-text", str(text))
    assert done.returncode == 1
    assert f"reports/{invented.SOURCE}/source.toml, column text_sha256" in done.stderr
    assert contents(house / "data") == before


@pytest.mark.parametrize("source", [invented.SOURCE, "wuchang-2024-09"])
def test_text_is_laid_against_every_locator(request: pytest.FixtureRequest, tmp_path: Path, source: str) -> None:
    """A figure's, an entity's and another number's: the command names all that do not stand where they say."""
    text = tmp_path / "report.txt"
    if source == invented.SOURCE:
        house = request.getfixturevalue("house")
        text.write_bytes(invented.TEXT.read_bytes())
    else:
        text.write_bytes(request.getfixturevalue("report_text").encode())
        house = tmp_path / "whole"
        for room in ("data", "queries", "story", "charts", "locales"):
            shutil.copytree(
                schema.ROOT.parent / room, house / room, ignore=shutil.ignore_patterns("__pycache__"), symlinks=True
            )
    done = run(house, "--check-text", str(text))
    assert (done.returncode, done.stderr) == (0, "")
    before, broken = contents(house / "data"), []
    for name, column in (("observations", "printed"), ("ledger", "printed"), ("entities", "name_zh")):
        file = f"reports/{source}/{name}.csv"
        cells = table(house / "data", file)
        for cell in (cells[0].index("char_start"), cells[0].index("char_end")):
            cells[3][cell] = str(int(cells[3][cell]) + 1)
        save(house / "data", file, cells)
        broken.append(f"{file}, row 4, column {column}: found {cells[3][cells[0].index(column)]!r}")
    done = run(house, "--check-text", str(text))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{len(broken)} faults in the records")
    for line in broken:
        assert line in done.stderr
    assert contents(house / "data") == before, "the last good tables were kept"


def test_another_copy_of_a_text_is_laid_against_every_locator_that_it_has(invented_house: Path, tmp_path: Path) -> None:
    house = shutil.copytree(invented_house, tmp_path / "house")
    lines = invented.text().split("\n")
    text = tmp_path / "copy.txt"
    text.write_text("\r\n\r\n".join(line for line in lines if "数谷4层" not in line), encoding="utf8", newline="")
    done = run(house, "--check-text", str(text))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{invented.SOURCE}: another copy, 16 of 17 paragraphs found; not 7" in done.stdout
    # the paragraphs that it has say where in them a figure stands: this one's place is moved
    file = f"reports/{invented.SOURCE}/ledger.csv"
    row = next(number for number, cells in enumerate(table(house / "data", file)) if cells[0] == "2")
    cells = table(house / "data", file)
    printed = cells[0].index("printed")
    for cell in (cells[0].index("char_start"), cells[0].index("char_end")):
        cells[row][cell] = str(int(cells[row][cell]) + 1)
    save(house / "data", file, cells)
    done = run(house, "--check-text", str(text))
    assert done.returncode == 1
    assert f"{file}, row {row + 1}, column printed: found {cells[row][printed]!r}" in done.stderr


def test_places_of_another_copy_than_the_counted_one_are_named(invented_house: Path, tmp_path: Path) -> None:
    house = shutil.copytree(invented_house, tmp_path / "house")
    file = f"reports/{invented.SOURCE}/places.csv"
    cells = table(house / "data", file)
    cells[3][cells[0].index("normal_sum")] = "1"
    save(house / "data", file, cells)
    done = run(house, "--check-text", str(invented.TEXT))
    assert done.returncode == 1
    assert f"{file}, row 4, column normal_sha256" in done.stderr
    assert f"python -m data.places {invented.SOURCE}" in done.stderr
