"""What tests of every room share: the invented report, built on its own."""

# DuckDB's types, kept alive as annotations, are reported as leaked when Hypothesis runs beside them
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data import build
from tests import invented


@pytest.fixture(scope="session")
def _invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    house, con = invented.house(tmp_path_factory.mktemp("invented"))
    yield house, con
    con.close()


@pytest.fixture(scope="session")
def invented_house(_invented: tuple[Path, duckdb.DuckDBPyConnection]) -> Path:
    """The rooms of the build with the invented report's records. Not to be changed: copy it."""
    return _invented[0]


@pytest.fixture(scope="session")
def invented_built(_invented: tuple[Path, duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
    """All tables of the invented report, in memory. Read only."""
    return _invented[1]


@pytest.fixture(scope="session")
def invented_tables(invented_built: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the invented report only."""
    folder = tmp_path_factory.mktemp("tables")
    build.write(invented_built, folder, version="invented", built_at="2025-08-05T00:00:00+00:00")
    return folder


@pytest.fixture(scope="session")
def side_by_side(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The invented report and the real records in one build. Read only."""
    con = build.build(invented.records(tmp_path_factory.mktemp("both"), beside=True))
    yield con
    con.close()
