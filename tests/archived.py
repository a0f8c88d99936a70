"""Data folders with an archived version: the tables of this checkout, and beside them a set with another figure."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from data import schema, store

OLDER = "0123456789ab"
RETAIL, THEN, NOW = "retail_sales_2024h1", "376亿元", "367亿元"
CORRECTED = (
    f"update observations set display_zh = '{THEN}', display_en = '¥37.6 billion' where observation_id = '{RETAIL}'"
)


def folder(place: Path) -> Path:
    """A data folder whose archive holds one older version, of 5 February 2026."""
    for table in schema.TABLES:
        shutil.copy2(schema.parquet(table, schema.ROOT), place)
    return archived(place, OLDER, CORRECTED)


def archived(place: Path, version: str, changed: str) -> Path:
    """Put a version into the archive of a data folder: its tables but for what an SQL statement changes."""
    into = place / store.ARCHIVE / version
    into.mkdir(parents=True)
    carried = f"data_version: '{version}', schema_version: '1', built_at: '2026-02-05T08:00:00+00:00'"
    with duckdb.connect() as con:
        for table in schema.TABLES:
            con.execute(f"create table {table} as from read_parquet('{schema.parquet(table, place)}')")
        con.execute(changed)
        for table in schema.TABLES:
            con.execute(f"copy {table} to '{schema.parquet(table, into)}' (format parquet, kv_metadata {{{carried}}})")
    return place
