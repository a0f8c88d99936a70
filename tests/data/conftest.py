"""What the tests of the data room share: the good tables in memory, and a copy of the records to break."""

# DuckDB's types, kept alive as annotations, are reported as leaked when Hypothesis runs beside them
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data import build, schema

REPORT_TEXT = schema.ROOT.parent.parent / "shared" / "report" / "report.txt"


@pytest.fixture(scope="session")
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    """All tables as built from the records of this checkout. Read only: take ``con`` to change them."""
    con = build.build()
    yield con
    con.close()


@pytest.fixture
def con(built: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The built tables, to change freely: everything is undone after the test."""
    built.begin()
    yield built
    built.rollback()


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A copy of the records, to break."""
    root = tmp_path / "records"
    for folder in ("catalogue", "reports"):
        shutil.copytree(schema.ROOT / folder, root / folder)
    return root


@pytest.fixture(scope="session")
def report_text() -> str:
    """The report's text, where it lies beside the checkout."""
    if not REPORT_TEXT.is_file():
        pytest.skip(f"the report's text is not at {REPORT_TEXT}")
    return REPORT_TEXT.read_bytes().decode("utf8")
