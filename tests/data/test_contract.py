"""The Parquet files keep the contract of docs/design.md: columns, types, vocabularies, metadata; and are fresh."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import duckdb
import pytest

from data import build, schema, store

LOCATOR = {"section": "VARCHAR", "paragraph": "INTEGER", "char_start": "INTEGER", "char_end": "INTEGER"}


def text(columns: str) -> dict[str, str]:
    """Columns of text, from their names in a row."""
    return dict.fromkeys(columns.split(), "VARCHAR")


# Written out by hand, not taken from data/schema.py: outside users read these names and types.
CONTRACT: dict[str, dict[str, str]] = {
    "observations": {
        **text("observation_id metric_id subject_id source_id period_kind unit base_unit qualifier printed basis"),
        **text("status comparison statement_zh statement_en caveat_zh caveat_en formula"),
        **dict.fromkeys(("value", "lower", "upper", "base_value", "base_lower", "base_upper"), "DOUBLE"),
        "period_start": "DATE",
        "period_end": "DATE",
        "decimals": "INTEGER",
        **LOCATOR,
        "inputs": "VARCHAR[]",
    },
    "metrics": {
        **text("metric_id theme_id topic title_zh title_en definition_zh definition_en unit kind better"),
        "additive": "BOOLEAN",
        "decimals": "INTEGER",
        "headline": "BOOLEAN",
        "sort": "INTEGER",
    },
    "subjects": text("subject_id name_zh name_en scope parent_id"),
    "events": {
        **text("event_id source_id theme_id date_precision title_zh title_en"),
        "date_start": "DATE",
        "date_end": "DATE",
        "entity_ids": "VARCHAR[]",
        "observation_ids": "VARCHAR[]",
        **LOCATOR,
    },
    "entities": text("entity_id kind name_zh name_en theme_id part_of note_zh note_en"),
    "sources": {
        **text("source_id title_zh title_en publisher url kind text_sha256 licence note"),
        "date_published": "DATE",
        "text_chars": "INTEGER",
    },
    "places": {
        **text("source_id normal_sha256"),
        **dict.fromkeys(("paragraph", "normal_chars", "normal_sum"), "INTEGER"),
        "left_out": "VARCHAR[]",
    },
    "ledger": {
        **text("source_id printed observation_id reason"),
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
}

KEYS = {
    "observations": "observation_id",
    "metrics": "metric_id",
    "subjects": "subject_id",
    "events": "event_id",
    "entities": "entity_id",
    "sources": "source_id",
}

# table, column, the words it may hold, whether it may be empty
VOCABULARIES = [
    ("observations", "qualifier", "exact over nearly about range order", False),
    ("observations", "period_kind", "day month half_year year years holiday season to_date as_of edition", False),
    ("observations", "basis", "published context derived", False),
    ("observations", "status", "final preliminary estimate target derived", False),
    ("observations", "comparison", "yoy previous_edition usual_years city nation not_stated", True),
    ("metrics", "kind", "level growth gap rank count share streak price ratio", False),
    ("metrics", "better", "higher lower neutral", False),
    ("subjects", "scope", "nation province region city district corridor site platform market company group", False),
    ("entities", "kind", "platform place project organisation policy", False),
]


def committed(table: str) -> Path:
    """The Parquet file of a table in this repository, whatever DATA_DIR says."""
    return schema.ROOT / f"{table}.parquet"


def columns_of(path: Path) -> dict[str, str]:
    """The columns of a Parquet file with their DuckDB types."""
    rows = duckdb.execute("describe select * from read_parquet($path)", {"path": str(path)}).fetchall()
    return {row[0]: row[1] for row in rows}


def metadata_of(path: Path) -> dict[str, str]:
    """The key-value metadata of a Parquet file."""
    sql = "select decode(key), decode(value) from parquet_kv_metadata($path)"
    return dict(duckdb.execute(sql, {"path": str(path)}).fetchall())


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """The rows of a Parquet file in their order."""
    return duckdb.execute("select * from read_parquet($path)", {"path": str(path)}).fetchall()


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with all tables, each built from the records of its own accord."""
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        build.write(build.build(), folder, version=build.records_version(), built_at="2024-09-02T08:30:00+00:00")
    return folders


@pytest.mark.parametrize("table", CONTRACT)
def test_file_has_the_contracts_columns_and_types(table: str) -> None:
    found = columns_of(committed(table))
    assert {column: found.get(column) for column in CONTRACT[table]} == CONTRACT[table]


@pytest.mark.parametrize("table", schema.TABLES)
def test_file_has_no_column_that_the_schema_does_not_declare(table: str) -> None:
    assert list(columns_of(committed(table)).items()) == list(schema.TABLES[table].items())


def test_every_table_has_its_file_and_no_file_is_left_over() -> None:
    assert {path.stem for path in schema.ROOT.glob("*.parquet")} - {"quotes"} == set(schema.TABLES)
    assert set(CONTRACT) <= set(schema.TABLES)


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_id_is_there_and_unique(table: str, key: str) -> None:
    ids = [row[0] for row in duckdb.execute(f"select {key} from read_parquet('{committed(table)}')").fetchall()]
    assert ids
    assert None not in ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("table", "column", "words", "optional"), VOCABULARIES)
def test_vocabulary_is_kept(table: str, column: str, words: str, optional: bool) -> None:
    rows = duckdb.execute(f"select distinct {column} from read_parquet('{committed(table)}')").fetchall()
    found = {row[0] for row in rows}
    allowed = {*words.split(), *([None] if optional else [])}
    assert found <= allowed
    assert found - {None}, "a column that nobody fills keeps no vocabulary"


@pytest.mark.parametrize("table", schema.TABLES)
def test_metadata_tells_versions_and_build_time(table: str) -> None:
    metadata = metadata_of(committed(table))
    assert {"data_version", "schema_version", "built_at"} <= set(metadata)
    assert re.fullmatch(r"[0-9a-f]{12}", metadata["data_version"])
    assert metadata["schema_version"] == schema.SCHEMA_VERSION
    assert dt.datetime.fromisoformat(metadata["built_at"]).tzinfo is not None


STALE = "the committed tables are stale: run python -m data.build"


def test_committed_files_carry_the_version_of_the_records() -> None:
    versions = {table: metadata_of(committed(table))["data_version"] for table in schema.TABLES}
    assert versions == dict.fromkeys(schema.TABLES, build.records_version()), STALE


@pytest.mark.parametrize("table", schema.TABLES)
def test_committed_file_is_what_the_records_say(table: str, rebuilt: tuple[Path, Path]) -> None:
    assert columns_of(committed(table)) == columns_of(rebuilt[0] / f"{table}.parquet"), STALE
    assert rows_of(committed(table)) == rows_of(rebuilt[0] / f"{table}.parquet"), STALE


@pytest.mark.parametrize("table", schema.TABLES)
def test_second_rebuild_is_identical(table: str, rebuilt: tuple[Path, Path]) -> None:
    first, second = (folder / f"{table}.parquet" for folder in rebuilt)
    assert first.read_bytes() == second.read_bytes()


def test_built_version_reads_what_was_written(rebuilt: tuple[Path, Path], tmp_path: Path) -> None:
    assert store.version_of(rebuilt[0]) == build.records_version()
    assert not store.is_built(tmp_path, build.records_version())


def test_version_follows_the_records(records: Path) -> None:
    before = build.records_version(records)
    assert before == build.records_version(records)
    path = records / "catalogue" / "themes.csv"
    original = path.read_bytes()
    path.write_bytes(original.replace(b"\n", b"\r\n"))
    assert build.records_version(records) == before, "the line ends of another system are no other data"
    path.write_bytes(original.replace(b"Overall", b"In all"))
    assert build.records_version(records) != before


def test_tables_can_be_written_to_a_folder_with_an_apostrophe(built: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "team's data"
    build.write(built, folder, version="v", built_at="2024-09-02T08:30:00+00:00")
    assert store.version_of(folder) == "v"


def test_folder_that_an_editor_leaves_among_the_records_does_no_harm(records: Path) -> None:
    (records / "catalogue" / ".ipynb_checkpoints").mkdir()
    assert build.records_version(records)


def test_every_column_says_what_it_holds() -> None:
    """In both languages, once for a name whatever its table; names that end in _zh and _en share theirs."""
    columns = {
        re.sub("_(zh|en)$", "", column) for table in (*schema.TABLES.values(), schema.QUOTES) for column in table
    }
    described = (
        duckdb.connect()
        .execute(f"select term from read_parquet('{schema.parquet('terms', schema.ROOT)}') where vocabulary = 'column'")
        .fetchall()
    )
    assert sorted(term for (term,) in described) == sorted(columns)


def test_the_data_package_describes_every_file_as_it_is() -> None:
    package = json.loads((schema.ROOT / "datapackage.json").read_text(encoding="utf8"))
    assert package["version"] == metadata_of(committed("observations"))["data_version"]
    kinds = {"VARCHAR": "string", "INTEGER": "integer", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "boolean"}
    assert {resource["name"] for resource in package["resources"]} == set(schema.TABLES)
    for resource in package["resources"]:
        found = columns_of(committed(resource["name"]))
        assert resource["path"] == f"{resource['name']}.parquet"
        assert {field["name"]: field["type"] for field in resource["schema"]["fields"]} == {
            name: kinds.get(kind, "array") for name, kind in found.items()
        }
        assert all(field["description"] for field in resource["schema"]["fields"])
        for key in resource["schema"].get("foreignKeys", []):
            there = key["reference"]
            sql = f"select {key['fields'][0]} from read_parquet($own) where {key['fields'][0]} is not null and "
            sql += f"{key['fields'][0]} not in (select {there['fields'][0]} from read_parquet($other))"
            files = {"own": str(committed(resource["name"])), "other": str(committed(there["resource"]))}
            assert duckdb.execute(sql, files).fetchall() == []
