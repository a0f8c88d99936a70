"""The ledger accounts for every number of a report, and every locator stands where it says.

On the invented report everywhere; on the real one where its text lies beside the checkout.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from data import read as reading, schema
from data.read import Tables
from tests import invented

SOURCE = "wuchang-2024-09"
# the digits, ASCII and full-width, the everyday Chinese numerals, and the words that number without one
NUMERALS = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿两首半双倍俩]")
LONGEST_QUOTE = 25  # characters of the report that may stand together in this repository
ROOT = schema.ROOT.parent


class Report(NamedTuple):
    """A report as recorded, beside its text."""

    source: str
    text: str
    con: duckdb.DuckDBPyConnection
    root: Path
    numerals: re.Pattern[str]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer to a query over the tables; ``$source`` is the report's id."""
        return self.con.execute(sql, {"source": self.source}).fetchall()

    def read(self) -> Tables:
        """The records, read anew."""
        return reading.read(self.root)


@pytest.fixture(params=[invented.SOURCE, SOURCE])
def report(request: pytest.FixtureRequest) -> Report:
    """The invented report, and the real one where its text is at hand."""
    if request.param == invented.SOURCE:
        house = request.getfixturevalue("invented_house")
        con = request.getfixturevalue("invented_built")
        return Report(invented.SOURCE, invented.text(), con, house / "data", NUMERALS)
    text = request.getfixturevalue("report_text")
    return Report(SOURCE, text, request.getfixturevalue("built"), schema.ROOT, NUMERALS)


@pytest.fixture(params=[invented.SOURCE, SOURCE])
def tables(request: pytest.FixtureRequest) -> Report:
    """As ``report``, for what needs no text: both reports everywhere."""
    if request.param == invented.SOURCE:
        return Report(
            invented.SOURCE, "", request.getfixturevalue("invented_built"),
            request.getfixturevalue("invented_house") / "data", NUMERALS,
        )  # fmt: skip
    return Report(SOURCE, "", request.getfixturevalue("built"), schema.ROOT, NUMERALS)


def ledger(report: Report) -> list[dict[str, Any]]:
    """The ledger of a report, in the order of its text."""
    columns = ("char_start", "char_end", "paragraph", "printed", "observation_id", "reason")
    rows = report.rows(f"select {', '.join(columns)} from ledger where source_id = $source order by char_start")
    assert rows
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_text_is_the_one_that_the_locators_point_into(report: Report) -> None:
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    assert report.rows("select text_sha256, text_chars from sources where source_id = $source") == [
        (digest, len(report.text))
    ]


def test_every_numeral_lies_in_exactly_one_ledger_row(report: Report) -> None:
    rows = ledger(report)
    wrong = []
    for found in report.numerals.finditer(report.text):
        place = found.start()
        holders = [row["printed"] for row in rows if row["char_start"] <= place < row["char_end"]]
        if len(holders) != 1:
            wrong.append((place, report.text[place - 3 : place + 4], holders))
    assert wrong == []


def test_every_ledger_row_holds_a_numeral(tables: Report) -> None:
    """A numeral, or a word for one."""
    assert [row["printed"] for row in ledger(tables) if not NUMERALS.search(row["printed"])] == []


def test_every_span_reads_as_printed(report: Report) -> None:
    stands = [report.text[row["char_start"] : row["char_end"]].replace("\n", "") for row in ledger(report)]
    assert stands == [row["printed"] for row in ledger(report)]


def test_paragraphs_are_the_non_empty_lines(report: Report) -> None:
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", report.text)]
    wanted = [(number, *span) for number, span in enumerate(lines, start=1)]
    sql = "select paragraph, char_start, char_end from paragraphs where source_id = $source order by paragraph"
    assert report.rows(sql) == wanted


def test_sections_hold_every_paragraph_once(tables: Report) -> None:
    sql = "select paragraph_start, paragraph_end from sections where source_id = $source order by paragraph_start"
    held = [number for first, last in tables.rows(sql) for number in range(first, last + 1)]
    paragraphs = tables.rows("select paragraph from paragraphs where source_id = $source order by paragraph")
    assert held == [number for (number,) in paragraphs]


def test_every_row_has_an_observation_or_a_reason(tables: Report) -> None:
    assert [row for row in ledger(tables) if (row["observation_id"] is None) == (row["reason"] is None)] == []


def test_every_published_figure_stands_in_the_ledger_once(tables: Report) -> None:
    held = [row["observation_id"] for row in ledger(tables) if row["observation_id"]]
    sql = "select observation_id from observations where basis = 'published' and source_id = $source"
    assert sorted(held) == sorted(row[0] for row in tables.rows(sql))


def test_ledger_rows_do_not_overlap(tables: Report) -> None:
    assert [(a, b) for a, b in itertools.pairwise(ledger(tables)) if b["char_start"] < a["char_end"]] == []


def test_every_date_is_that_of_an_event_or_inside_a_period(tables: Report) -> None:
    """A date that no event holds is the date or period of a figure in the same paragraph, or of the source."""
    sql = """
        select l.printed from ledger as l where l.source_id = $source and l.reason = 'date' and l.event_id is null
        and not exists (from observations as o where o.source_id = l.source_id and o.paragraph = l.paragraph)
        """
    assert tables.rows(sql) == []


def test_locators_agree_with_the_text(report: Report) -> None:
    assert reading.against_text(report.read(), report.text, report.source) == []


@pytest.mark.parametrize(
    ("table", "column"), [("observations", "printed"), ("ledger", "printed"), ("entities", "name_zh")]
)
@pytest.mark.parametrize("shift", [-1, 1])
def test_any_shifted_locator_is_named(report: Report, table: str, column: str, shift: int) -> None:
    """Each row in its turn, and that row alone."""
    rows = report.read()
    # `read` adds the figures to the ledger; its own rows are those without one
    own = [row for row in rows[table] if row["source_id"] == report.source]
    for row in [row for row in own if table != "ledger" or row["observation_id"] is None]:
        row["char_start"] += shift
        row["char_end"] += shift
        (fault,) = reading.against_text(rows, report.text, report.source)
        assert fault.file == f"reports/{report.source}/{table}.csv"
        assert (fault.row, fault.column, fault.found) == (row["_row"], column, row[column])
        assert report.text[row["char_start"] : row["char_end"]].replace("\n", "") in fault.expected
        row["char_start"] -= shift
        row["char_end"] -= shift


@pytest.mark.parametrize("change", [lambda text: text + "。", lambda text: text.replace("\n", "\r\n"), str.strip])
def test_another_text_is_refused(report: Report, change: Any) -> None:
    (fault,) = reading.against_text(report.read(), change(report.text), report.source)
    assert (fault.file, fault.column) == (f"reports/{report.source}/source.toml", "text_sha256")


# --- what the prints say ------------------------------------------------------------------------------

CHINESE = dict(zip("〇零一二三四五六七八九两", [0, *range(10), 2], strict=True))
IN_WORDS = {
    "第一": 1,
    "第一名": 1,
    "首位": 1,
    "突破亿元": 1,
    "千余名": 1000,
    "百余名": 100,
    "千万元级": 1000,
    "百万元级": 100,
}
HEDGES = {
    "over": ("超", "突破", "余", "多", "以上"), "nearly": ("近", "接近"), "about": ("约", "左右"),
    "range": ("—", "前"), "order": ("级",),
}  # fmt: skip


def number(printed: str) -> list[float]:
    """The numbers of a print, in the order they stand: digits of either width, and the numerals of the two reports."""
    plain = unicodedata.normalize("NFKC", printed)
    digits = [float(found) for found in re.findall(r"\d+(?:\.\d+)?", plain)]
    sign = -1 if plain.startswith("下降") else 1
    if digits:
        return [sign * digit for digit in digits]
    if printed in IN_WORDS:
        return [IN_WORDS[printed]]
    return [float(CHINESE[character]) for character in printed if character in CHINESE]


def figures(tables: Report) -> list[dict[str, Any]]:
    """The published figures of a report."""
    columns = (
        "observation_id",
        "printed",
        "value",
        "lower",
        "upper",
        "qualifier",
        "decimals",
        "display_zh",
        "display_en",
        "kind",
    )
    rows = tables.rows(
        f"select {', '.join(columns)} from observations join (select metric_id, kind from metrics) using (metric_id)"
        " where source_id = $source and basis = 'published'"
    )
    assert len(rows) > 25
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_the_number_printed_is_the_value_or_its_bounds(tables: Report) -> None:
    """Read from the print alone, numerals in words included, which no check of the tables can read."""
    for row in figures(tables):
        numbers, first = number(row["printed"]), number(row["printed"])[0]
        wanted = {
            "exact": (first, first, first), "over": (first, first, None), "nearly": (first, None, first),
            "about": (first, None, None), "range": (None, first, numbers[-1]), "order": (None, first, 10 * first),
        }[row["qualifier"]]  # fmt: skip
        if row["printed"].startswith("前"):
            wanted = (None, 1, first)
        assert (row["value"], row["lower"], row["upper"]) == wanted, row["printed"]
        decimals = re.search(r"\.(\d+)", unicodedata.normalize("NFKC", row["printed"]))
        assert row["decimals"] == (len(decimals[1]) if decimals else 0), row["printed"]


def test_the_hedge_printed_is_the_qualifier_and_stays_in_both_languages(tables: Report) -> None:
    english = {"over": "over ", "nearly": "nearly ", "about": "about ", "range": "–", "order": "on the order of "}
    for row in figures(tables):
        hedged = [name for name, marks in HEDGES.items() if any(mark in row["printed"] for mark in marks)]
        assert hedged in ([row["qualifier"]], []), row["printed"]
        assert (hedged == []) == (row["qualifier"] == "exact"), row["printed"]
        # a place is told in one way, 第1位, however it was printed; all else as it was
        place = f"第{row['value']:.0f}位" if row["kind"] == "rank" and row["qualifier"] == "exact" else row["printed"]
        assert place in row["display_zh"], row["printed"]
        said = [name for name, words in english.items() if words in row["display_en"]]
        assert said == hedged, row["display_en"]


def test_the_invented_report_has_every_qualifier_and_trap(invented_built: duckdb.DuckDBPyConnection) -> None:
    """So that nobody takes one out unawares."""
    prints = {q: [] for q in schema.QUALIFIERS}  # type: dict[str, list[str]]
    for qualifier, printed in invented_built.execute("select qualifier, printed from observations").fetchall():
        if printed:
            prints[qualifier].append(printed)
    marks = {mark for marks in HEDGES.values() for mark in marks}
    assert {mark for mark in marks for told in prints.values() for printed in told if mark in printed} == marks
    text = invented.text()
    ledgers = invented_built.execute("select char_start, char_end, printed, reason from ledger").fetchall()
    assert any("\n" in text[start:end] for start, end, _, _ in ledgers), "a figure over a line wrap"
    assert any(re.search("[０-９]", printed) for _, _, printed, _ in ledgers), "full-width digits"
    reasons = set(schema.LEDGER_REASONS) - {"not_entered"}  # this report is entered whole
    assert {reason for *_, reason in ledgers} - {None} == reasons
    assert max(map(ord, text)) > 0xFFFF, "a character that UTF-16 counts twice"
    assert any(
        value < 0 for (value,) in invented_built.execute("select value from observations where value < 0").fetchall()
    )


# --- the report is not repeated here ------------------------------------------------------------------


def committed_files() -> list[Path]:
    """What git holds or would take up: files that are tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".", ":!.venv"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def passages(text: str) -> set[str]:
    """Every run of a text that is too long to be repeated."""
    bare = re.sub(r"\s+", "", text)
    return {bare[at : at + LONGEST_QUOTE + 1] for at in range(len(bare) - LONGEST_QUOTE)}


def quotes(text: str, passages: set[str]) -> list[str]:
    """The passages that a text repeats, white space aside."""
    bare = re.sub(r"\s+", "", text)
    size = LONGEST_QUOTE + 1
    return [piece for at in range(len(bare) - size + 1) if (piece := bare[at : at + size]) in passages]


def texts() -> dict[str, str]:
    """The text files of the repository by their path."""
    found = {}
    for path in committed_files():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode("utf8")
        except UnicodeDecodeError:
            continue  # not a text file
    return found


def test_no_text_file_repeats_the_report(report: Report) -> None:
    files = texts()
    assert f"data/reports/{SOURCE}/observations.csv" in files
    own = invented.TEXT.relative_to(ROOT).as_posix()
    runs = passages(report.text)
    repeated = [name for name, text in files.items() if quotes(text, runs)]
    assert repeated == ([own] if report.source == invented.SOURCE else [])


def test_no_table_repeats_the_report(report: Report) -> None:
    runs = passages(report.text)
    for table in schema.TABLES:
        for row in report.con.execute(f"select * from {table}").fetchall():
            assert quotes(" ".join(map(str, row)), runs) == [], table


def test_quotes_are_found_across_line_ends(report: Report) -> None:
    runs = passages(report.text)
    line = next(line for line in report.text.splitlines() if len(line) > 2 * LONGEST_QUOTE)
    passage = re.sub(r"\s", "", line)[: LONGEST_QUOTE + 10]
    assert quotes(f"a\n{passage[:12]}\n  {passage[12:]}", runs)
    assert not quotes(passage[:LONGEST_QUOTE], runs)
