"""Records → Parquet. ``python -m data.build`` reads every record, checks it, and writes the tables.

The stages run one way: read (``data.records``, ``data.read``) → derive (``derived/*.sql``) → check (``checks/*.sql``) →
tell (``story``: the pages of every report, their sentences filled and their claims tried) → write. Nothing is written
unless every rule holds, so the last good tables stay.
"""

import argparse
import datetime as dt
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import duckdb

from data import changes, schema, store, tables
from data.faults import Fault, RecordsError
from data.read import Tables, against_copy, against_text, copies as copies_of, finish_observation, read
from data.records import Row, read_text
from story import records as stories, tell

# code that moves tables, compares them, finds passages or makes records
MAKE_NONE = ("store", "changes", "places", "draft")
SQL = schema.ROOT  # where derived/, checks/ and views/ lie


# --- tables -----------------------------------------------------------------------------------------


def _load(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Create a table with its rows."""
    con.execute(f"create table {table} ({', '.join(f'{c} {t}' for c, t in schema.TABLES[table].items())})")
    _insert(con, table, rows)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Add rows, column by column: DuckDB takes a row at a time twenty times as slowly."""
    columns = schema.TABLES[table]
    cells = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
    con.execute(f"insert into {table} select {cells}", [[row.get(column) for row in rows] for column in columns])


def _select(con: duckdb.DuckDBPyConnection, path: Path) -> list[Row]:
    try:
        cursor = con.execute(path.read_text(encoding="utf8"))
    except duckdb.Error as error:
        name = path.relative_to(SQL).as_posix()
        raise RecordsError([Fault(f"data/{name}", 0, "", str(error), "one SELECT that runs")]) from error
    assert cursor.description is not None
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _derived(con: duckdb.DuckDBPyConnection, tables: Tables) -> list[Row]:
    """The rows of ``derived/``, each a rule over metrics; one that finds no inputs gives no rows."""
    derived, faults = [], []
    units, metrics = (
        {row[key] for row in tables[table]} for table, key in (("units", "unit"), ("metrics", "metric_id"))
    )
    for path in sorted((SQL / "derived").glob("*.sql")):
        file = f"data/derived/{path.name}"
        rows = _select(con, path)
        for row in rows:
            row.setdefault("input_events", [])
            for column, known in (("unit", units), ("metric_id", metrics)):
                if row[column] not in known:
                    faults.append(Fault(file, 0, column, str(row[column]), "one in the catalogue"))
        derived += rows
    if faults:
        raise RecordsError(faults)
    return derived


def build(root: Path = schema.ROOT) -> duckdb.DuckDBPyConnection:
    """All tables, derived observations and stories included and every check passed, in an in-memory database."""
    told, faults = stories.read(root)
    tables = read(root, faults)
    con = duckdb.connect()
    for table, rows in tables.items():
        _load(con, table, rows)
    con.execute(f"create view rounded as {(SQL / 'views/rounded.sql').read_text(encoding='utf8')}")
    # a file may build on those before it in name order only through published observations: all read `rounded`
    places = {row["observation_id"]: row for row in tables["observations"]} | {
        row["event_id"]: row for row in tables["events"]
    }
    derived = _derived(con, tables)
    for row in derived:
        row |= {"basis": "derived", "status": "derived"}
        # where a reader goes to see what a derived value was made from: its first input
        first = next((places[i] for i in [*row["inputs"], *row["input_events"]] if i in places), {})
        row["root_section"], row["root_paragraph"] = first.get("section"), first.get("paragraph")
        for column in ("value", "lower", "upper"):  # 6.4 − 3.8 is 2.6
            row[column] = None if row[column] is None else float(f"{row[column]:.12g}")
        finish_observation(row, tables)
        for lang in ("zh", "en"):
            slots = {"{figure}": row[f"display_{lang}"], "{bounds}": row[f"bounds_{lang}"] or ""}
            for column in (f"statement_{lang}", f"caveat_{lang}"):
                for slot, text in slots.items():
                    row[column] = (row.get(column) or "").replace(slot, text) or None
    _insert(con, "observations", derived)
    con.execute(f"create view set_against as {(SQL / 'views/set_against.sql').read_text(encoding='utf8')}")
    faults = [
        Fault(f"data/checks/{path.name}", 0, str(row.get("id", "")), str(row.get("found", "")), row["expected"])
        for path in sorted((SQL / "checks").glob("*.sql"))
        for row in _select(con, path)
    ]
    if faults:
        raise RecordsError(faults)
    _tell(con, told)
    return con


def _tell(con: duckdb.DuckDBPyConnection, told: stories.Stories) -> None:
    """Add the pages and cards of every report, told from the tables as readers will be answered from them."""
    with tempfile.TemporaryDirectory() as folder:
        _files(con, Path(folder), {})
        pages, cards, faults = tell.rows(told, Path(folder))
    if faults:
        raise RecordsError(faults)
    _insert(con, "pages", pages)
    _insert(con, "cards", cards)


def record_files(root: Path = schema.ROOT) -> dict[str, Path]:
    """Everything the tables are made from, by a name that is the same in every checkout, in the names' order."""
    code = [path for path in root.glob("*.py") if path.stem not in MAKE_NONE]
    own = [*root.glob("catalogue/*"), *root.glob("reports/*/*"), *root.glob("reports/*/story/*"), *code]
    own += [path for folder in ("derived", "checks", "views") for path in SQL.glob(f"{folder}/*.sql")]
    named = {f"data/{path.relative_to(root if path.is_relative_to(root) else SQL).as_posix()}": path
             for path in own if path.is_file()}  # fmt: skip
    rooms = schema.ROOT.parent
    named |= {
        path.relative_to(rooms).as_posix(): path
        for room in ("story", "queries/story", "queries/views")
        for kind in ("*.py", "*.toml", "*.sql")
        for path in (rooms / room).glob(kind)
    }
    return dict(sorted(named.items()))


def records_version(root: Path = schema.ROOT) -> str:
    """The data version: a hash of everything the tables are made from."""
    digest = hashlib.sha256()
    for name, path in record_files(root).items():
        digest.update(name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


ORDER = {
    "observations": "metric_id, subject_id, period_end nulls last, observation_id",
    "metrics": "sort",
    "themes": "sort",
    "terms": "sort",
    "ledger": "source_id, char_start",
    "paragraphs": "source_id, paragraph",
    "places": "source_id, paragraph",
    "sections": "source_id, paragraph_start",
    "events": "date_start, date_end, event_id",
    "corrections": "corrected_on, sort",
    "pairs": "source_id, sort",
    "pages": "source_id, sort",
    "cards": "source_id, page_id, sort",
}


# Sorted by metric and subject, in groups of 122,880 rows, so that a filter on either passes over most of a large file.
# Measured at 12 million rows (`make bench`): groups of 8,192 cost a page of Explore twice the time, a file sorted by
# period five times; lz4 and snappy are no faster and half as large again.
LAYOUT = "format parquet, compression zstd, row_group_size 122880"


def _files(con: duckdb.DuckDBPyConnection, place: Path, carried: dict[str, str]) -> None:
    """One Parquet file a table in a folder, with what each carries in its metadata."""
    told = ", ".join(f"{name}: '{text}'" for name, text in carried.items())
    for table in schema.TABLES:
        con.execute(
            f"copy (select * from {table} order by {ORDER.get(table, 'all')})"
            f" to '{str(place).replace(chr(39), chr(39) * 2)}/{table}.parquet'"
            f" ({LAYOUT}{', kv_metadata {' + told + '}' if told else ''})"
        )


def write(con: duckdb.DuckDBPyConnection, folder: Path, *, version: str, built_at: str) -> None:
    """Write every table to ``folder``, all of them or none (see ``data.store``)."""
    carried = {"data_version": version, "schema_version": schema.SCHEMA_VERSION, "built_at": built_at}
    store.publish(folder, version, lambda place: _files(con, place, carried))
    meanings = dict(con.execute("select term, title_en from terms where vocabulary = 'column'").fetchall())
    described = json.dumps(tables.descriptor(version, meanings), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(described + "\n", encoding="utf8")


def replace(
    con: duckdb.DuckDBPyConnection, folder: Path, root: Path = schema.ROOT, *, archive: bool = False
) -> tuple[str, str]:
    """Write the tables made from the records of ``root`` in the place of those in ``folder``.

    Gives their version, and that of those before where they went to the archive.
    """
    kept = store.keep(folder) if archive else ""
    version = records_version(root)
    write(con, folder, version=version, built_at=built_at(root))
    return version, kept


def built_at(root: Path = schema.ROOT) -> str:
    """When the newest of the records was written."""
    newest = max(path.stat().st_mtime for path in record_files(root).values())
    return dt.datetime.fromtimestamp(newest, dt.UTC).isoformat(timespec="seconds")


def _of_draft(options: argparse.Namespace) -> int:
    from data import draft  # which builds

    told = draft.run(options.draft, entering=options.enter)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    elif told["faults"]:
        print(RecordsError([Fault(**fault) for fault in told["faults"]]), file=sys.stderr)
    else:
        print(
            f"data version {told['version']}: {options.draft.name} is in the records" if options.enter else "no fault"
        )
    return 1 if told["faults"] else 0


def _laid(path: Path) -> str:
    """Lay every locator against a text: the copy that they count, or another one. What was found, in a line."""
    tables = read()
    text, faults = read_text(path, path.name)
    if faults:
        raise RecordsError(faults)
    digest = hashlib.sha256(text.encode()).hexdigest()
    texts = {row["source_id"]: row for row in tables["sources"] if "text_sha256" in row}
    own = next((source_id for source_id, row in texts.items() if row["text_sha256"] == digest), None)
    if own is not None:
        if faults := against_text(tables, text, own):
            raise RecordsError(faults)
        return f"{own}: every place stands in the text"
    copies = {source_id: copy for source_id, copy in sorted(copies_of(tables, text).items()) if copy.fits}
    if not copies:
        raise RecordsError([Fault(s["_file"], 0, "text_sha256", s["text_sha256"], digest) for s in texts.values()])
    for source_id, copy in copies.items():
        faults += against_copy(tables, copy, source_id)
    if faults:
        raise RecordsError(faults)
    return "\n".join(
        f"{source_id}: another copy, {len(copy.found)} of {copy.sought} paragraphs found"
        + (f"; not {', '.join(map(str, copy.missing))}" if copy.missing else "")
        for source_id, copy in copies.items()
    )


def main(arguments: list[str] | None = None) -> int:
    """Build the tables, or say in one place everything that is wrong with the records."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=main.__doc__)
    parser.add_argument("--if-stale", action="store_true", help="do nothing where the tables are up to date")
    parser.add_argument("--unshown", action="store_true", help="nobody has seen the tables built last: no line is owed")
    parser.add_argument("--check-text", type=Path, metavar="FILE", help="also lay every locator against a text")
    parser.add_argument("--draft", type=Path, metavar="FOLDER", help="build a drafted report with the others")
    parser.add_argument("--enter", action="store_true", help="and move it into the records where nothing is wrong")
    parser.add_argument("--json", action="store_true", help="what is wrong with the draft, as JSON")
    options = parser.parse_args(arguments)
    if options.draft:
        return _of_draft(options)
    version = records_version()
    if options.if_stale and store.is_built(schema.data_dir(), version):
        return 0
    try:
        if options.check_text:
            print(_laid(options.check_text))
        con = build()
        before, now = changes.built(schema.data_dir()), changes.state(con)
        if before and not options.unshown and (faults := changes.owed(before, now)):
            raise RecordsError(faults)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 1
    archive = changes.differ(before, now) and not options.unshown
    version, kept = replace(con, schema.data_dir(), archive=archive)
    counts = ", ".join(f"{con.table(t).count('*').fetchall()[0][0]} {t}" for t in schema.TABLES)
    print(f"data version {version}: {counts}")
    print(changes.told(before, now))
    if kept:
        print(f"data version {kept} stays readable: {store.ARCHIVE}/{kept}, ?version={kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
