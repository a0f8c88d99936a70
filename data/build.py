"""Records → Parquet. ``python -m data.build`` reads every record, checks it, and writes the tables.

The stages run one way: read (``data.records``) → resolve what the records imply (base units, sections, the
ledger of the figures themselves, words for display) → derive (``queries/derived/*.sql``) → check
(``queries/checks/*.sql``) → write. Nothing is written unless every rule holds, so the last good tables stay.
"""

import argparse
import datetime as dt
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from data import display, schema, store
from data.records import (
    CATALOGUE,
    CONTEXT,
    REPORT,
    Fault,
    Field,
    RecordsError,
    Row,
    read_csv,
    read_source,
)  # fmt: skip

QUERIES = schema.ROOT.parent / "queries"
SLOT = re.compile(r"\{(\w+)\}")  # {observation_id} in an entity's note: the figure as a reader sees it
Tables = dict[str, list[Row]]


# --- read -----------------------------------------------------------------------------------------


def read(root: Path = schema.ROOT) -> Tables:
    """Every record under ``root`` (``catalogue/`` and ``reports/*/``), typed and resolved.

    Raises RecordsError with all faults of all files.
    """
    faults: list[Fault] = []
    tables: Tables = {table: [] for table in schema.TABLES}
    for table, fields in CATALOGUE.items():
        file = f"catalogue/{table}.csv"
        rows, wrong = read_csv(root / file, fields, file)
        faults += wrong
        _keep(tables, table, rows, file)
    folders = sorted(path for path in root.glob("reports/*") if path.is_dir())
    if not folders:
        faults.append(Fault("reports", 0, "", "no folder of records", "one folder a source, with source.toml"))
    for folder in folders:
        faults += _read_report(folder, tables)
    faults += _sources_faults(tables, faults)
    # a file that could not be read at all has been named; what refers to it is not at fault
    unread = {Path(fault.file).stem for fault in faults if not fault.column}
    faults += _key_faults(tables) + _reference_faults(tables, unread) + _note_faults(tables, unread)
    for row in tables["observations"]:
        faults += _observation_faults(row, tables)
    for table in ("observations", "entities", "events", "ledger"):
        for row in tables[table]:
            faults += _locator_faults(row, tables)
    for table, first, last in (
        ("observations", "period_start", "period_end"),
        ("events", "date_start", "date_end"),
        ("sections", "paragraph_start", "paragraph_end"),
    ):
        for row in tables[table]:
            if row.get(first) is not None and row.get(last) is not None and row[first] > row[last]:
                faults.append(_fault(row, last, f"{first} {row[first]} or later"))
    if faults:
        order = {fault: number for number, fault in enumerate(faults)}
        raise RecordsError(sorted(order, key=lambda fault: (fault.file, fault.row, order[fault])))
    _resolve(tables)
    return tables


def _keep(tables: Tables, table: str, rows: list[Row], file: str) -> None:
    for row in rows:
        row["_file"] = file
    tables[table] += rows


def _read_report(folder: Path, tables: Tables) -> list[Fault]:
    place = f"reports/{folder.name}"
    source, faults = read_source(folder / "source.toml", f"{place}/source.toml")
    if source:
        _keep(tables, "sources", [{"_row": 0, **source}], f"{place}/source.toml")
    for table, fields in (CONTEXT if source.get("basis") == "context" else REPORT).items():
        file = f"{place}/{table}.csv"
        rows, wrong = read_csv(folder / f"{table}.csv", fields, file)
        faults += wrong
        for row in rows:
            row["source_id"] = source.get("source_id")
            row["basis"] = source.get("basis")
        _keep(tables, table, rows, file)
    return faults


def _sources_faults(tables: Tables, named: list[Fault]) -> Iterator[Fault]:
    """There is a report; and the day that a report tells of last is no earlier than what it tells."""
    at_fault = {fault.file for fault in named if fault.file.endswith("/source.toml")}
    if tables["sources"] and not at_fault and all(source["kind"] != "report" for source in tables["sources"]):
        yield Fault("reports", 0, "", "no report", 'one source with kind = "report"')
    for source in tables["sources"]:
        if source["_file"] in at_fault or "date_latest" not in source:
            continue
        told = [
            row[column]
            for table, column in (("observations", "period_start"), ("events", "date_start"))
            for row in tables[table]
            if row["source_id"] == source["source_id"] and row[column] is not None
        ]
        if told and max(told) > source["date_latest"]:
            yield _fault(source, "date_latest", f"{max(told)} or later: it tells of that day")


# --- rules that name a cell -------------------------------------------------------------------------


def _fault(row: Row, column: str, expected: str) -> Fault:
    found = row.get(column)
    return Fault(row["_file"], row["_row"], column, "nothing" if found is None else str(found), expected)


def _fields(table: str) -> dict[str, Field]:
    return CATALOGUE.get(table) or REPORT.get(table) or {}


def _key_faults(tables: Tables) -> list[Fault]:
    faults = []
    for table in (*CATALOGUE, *REPORT):
        if table == "ledger":
            continue
        key = next(iter(_fields(table)))
        seen: dict[Any, Row] = {}
        for row in tables[table]:
            mark = (row[key], row.get("term"), row["_file"] if table in ("sections", "paragraphs") else None)
            if mark in seen and row[key] is not None:
                first = seen[mark]
                faults.append(_fault(row, key, f"a new id; {first['_file']}, row {first['_row']} has this one"))
            seen.setdefault(mark, row)
    return faults


def _reference_faults(tables: Tables, unread: set[str]) -> list[Fault]:
    faults = []
    ids = {
        table: {row[next(iter(_fields(table)))] for row in tables[table]}
        for table in ("themes", "units", "subjects", "metrics", "entities", "observations")
    }
    for table in (*CATALOGUE, *REPORT):
        for column, field in _fields(table).items():
            if not field.refers or field.refers in unread:
                continue
            for row in tables[table]:
                values = row[column] if field.kind == "list" else [row[column]]
                faults += [
                    Fault(row["_file"], row["_row"], column, str(value), f"an id in {field.refers}")
                    for value in values or []
                    if value is not None and value not in ids[field.refers]
                ]
    return faults


def _note_faults(tables: Tables, unread: set[str]) -> list[Fault]:
    """What stands in braces in a note is a figure of the records, and the same ones stand in both languages."""
    known = {row["observation_id"] for row in tables["observations"]}
    faults = []
    for row in tables["entities"]:
        zh, en = (SLOT.findall(row[column] or "") for column in ("note_zh", "note_en"))
        if "observations" not in unread:
            for column, slots in (("note_zh", zh), ("note_en", en)):
                faults += [
                    Fault(row["_file"], row["_row"], column, f"{{{slot}}}", "an id in observations")
                    for slot in slots
                    if slot not in known
                ]
        if sorted(zh) != sorted(en):
            wanted = ", ".join(f"{{{slot}}}" for slot in zh) or "no figure in braces"
            faults.append(_fault(row, "note_en", f"{wanted}, as in note_zh"))
    return faults


def _observation_faults(row: Row, tables: Tables) -> Iterator[Fault]:
    """Unit against metric, and qualifier against bounds (docs/design.md: precision is data)."""
    if row["_unread"]:
        return
    metric = next((m for m in tables["metrics"] if m["metric_id"] == row["metric_id"]), None)
    if metric and row["unit"] and row["unit"] != metric["unit"]:
        yield _fault(row, "unit", f"{metric['unit']}, the unit of metric {metric['metric_id']}")
    value, lower, upper = row["value"], row["lower"], row["upper"]
    match row["qualifier"]:
        case "exact":
            wanted = {"value": "a number", "lower": value, "upper": value}
        case "over":
            wanted = {"value": "a number", "lower": value, "upper": None}
        case "nearly":
            wanted = {"value": "a number", "lower": None, "upper": value}
        case "range" | "order":
            wanted = {"value": None, "lower": "a number", "upper": "a number"}
        case _:
            wanted = {"value": "a number"}
    for column, want in wanted.items():
        got = row[column]
        if want == "a number":
            if got is None:
                yield _fault(row, column, f"a number: the qualifier is {row['qualifier']}")
        elif got != want:
            what = "an empty cell" if want is None else f"{want:g}, the value"
            yield _fault(row, column, f"{what}: the qualifier is {row['qualifier']}")
    if lower is not None and upper is not None and lower > upper:
        yield _fault(row, "lower", f"at most {upper:g}, the upper bound")


def _locator_faults(row: Row, tables: Tables) -> Iterator[Fault]:
    source = next((s for s in tables["sources"] if s.get("source_id") == row["source_id"]), None)
    start, end = row.get("char_start"), row.get("char_end")
    if source is None or start is None or end is None or not isinstance(source.get("text_chars"), int):
        return
    if start >= end:
        yield _fault(row, "char_end", f"more than char_start {start}")
    if end > source["text_chars"]:
        yield _fault(row, "char_end", f"at most {source['text_chars']}, the length of the text")
    elif not any(
        p["source_id"] == row["source_id"]
        and p["paragraph"] == row["paragraph"]
        and p["char_start"] is not None
        and p["char_end"] is not None
        and p["char_start"] <= start < p["char_end"]
        for p in tables["paragraphs"]
    ):
        yield _fault(row, "paragraph", f"the paragraph that holds character {start}")
    printed = row.get("printed")
    # a figure or a name may run over a line wrap, so a span may be longer than what is printed in it
    if printed and "\n" not in printed and not 0 <= (end - start) - len(printed) <= 2:
        yield _fault(row, "char_end", f"char_start {start} + {len(printed)} characters of {printed}")


def against_text(tables: Tables, text: str, source_id: str) -> list[Fault]:
    """Every locator of a source laid against its text: the figure as printed must stand there.

    ``text`` is the source's text as read from its file; its sha256 must be the one in ``sources``.
    """
    source = next(row for row in tables["sources"] if row["source_id"] == source_id)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != source["text_sha256"]:
        return [Fault(source["_file"], 0, "text_sha256", digest, source["text_sha256"])]
    faults = []
    for table, column in (("observations", "printed"), ("ledger", "printed"), ("entities", "name_zh")):
        for row in tables[table]:
            if row["source_id"] != source_id or (table == "ledger" and row["observation_id"]):  # a figure: laid once
                continue
            stands = text[row["char_start"] : row["char_end"]].replace("\n", "")
            if stands != row[column].replace("\n", ""):
                faults.append(Fault(row["_file"], row["_row"], column, row[column], f"{stands}, as the text has it"))
    return faults


# --- resolve ----------------------------------------------------------------------------------------


def _resolve(tables: Tables) -> None:
    """Fill what the records imply: sections, base units, words for display, the ledger of the figures."""
    sections = [
        (s["source_id"], s["section"], range(s["paragraph_start"], s["paragraph_end"] + 1)) for s in tables["sections"]
    ]

    def section(row: Row) -> str | None:
        return next(
            (name for source, name, span in sections if source == row["source_id"] and row.get("paragraph") in span),
            None,
        )

    for table in ("observations", "entities", "events", "paragraphs"):
        for row in tables[table]:
            row["section"] = section(row)
    for number, row in enumerate(tables["terms"], 1):
        row["sort"] = number  # the order of the records is the order readers see
    for row in tables["observations"]:
        row["formula"], row["inputs"], row["input_events"] = None, [], []
        row["root_section"], row["root_paragraph"] = row["section"], row.get("paragraph")
        finish_observation(row, tables)
        if row["basis"] == "context":
            continue
        tables["ledger"].append(
            {**{k: row[k] for k in ("source_id", "paragraph", "char_start", "char_end", "printed", "_row", "_file")},
             "observation_id": row["observation_id"], "event_id": None, "reason": None}
        )  # fmt: skip
    told = {row["observation_id"]: row for row in tables["observations"]}
    for row in tables["entities"]:
        row["observation_ids"] = list(dict.fromkeys(SLOT.findall(row["note_zh"] or "")))
        for lang in ("zh", "en"):
            if row[f"note_{lang}"]:
                row[f"note_{lang}"] = SLOT.sub(
                    lambda slot, lang=lang: told[slot[1]][f"display_{lang}"],  # type: ignore[misc]
                    row[f"note_{lang}"],
                )
    for row in tables["ledger"]:
        row.setdefault("observation_id", None)
        if row["reason"] == "date":
            row["event_id"] = next(
                (
                    event["event_id"]
                    for event in tables["events"]
                    if event["source_id"] == row["source_id"]
                    and event["char_start"] <= row["char_start"] < event["char_end"]
                ),
                None,
            )
    tables["ledger"].sort(key=lambda row: (row["source_id"], row["char_start"]))


def finish_observation(row: Row, tables: Tables) -> None:
    """Add base values and the words of a figure to an observation, published or derived."""
    unit = next(u for u in tables["units"] if u["unit"] == row["unit"])
    metric = next(m for m in tables["metrics"] if m["metric_id"] == row["metric_id"])
    for column in ("value", "lower", "upper"):
        got = row[column]
        # through Decimal text, so that 4.69 亿 is 469000000 and not 469000000.00000006
        row[f"base_{column}"] = None if got is None else float(f"{got * unit['factor']:.12g}")
    row["base_unit"] = unit["base_unit"]
    start, end, kind = row["period_start"], row["period_end"], row["period_kind"]
    row["year_first"], row["year_last"] = _years(row, tables)
    row["period_zh"] = row.get("period_zh") or display.period_zh(kind, start, end)
    row["period_en"] = row.get("period_en") or display.period_en(kind, start, end)
    words = row | {"kind": metric["kind"], "name_en": unit["name_en"], "factor": unit["factor"]}
    row["display_zh"], row["display_en"] = display.figure_zh(words), display.figure_en(words)
    row["bounds_zh"], row["bounds_en"] = display.bounds(words)


def _years(row: Row, tables: Tables) -> tuple[int | None, int | None]:
    """The years that a period covers; what goes on to date ends on the latest day that its source tells of."""
    start, end = row["period_start"], row["period_end"]
    if end is None and row["period_kind"] == "to_date":
        end = next((s.get("date_latest") for s in tables["sources"] if s["source_id"] == row["source_id"]), None)
    known = [day.year for day in (start, end) if day is not None]
    return (known[0], known[-1]) if known else (None, None)


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
        name = path.relative_to(QUERIES).as_posix()
        raise RecordsError([Fault(f"queries/{name}", 0, "", str(error), "one SELECT that runs")]) from error
    assert cursor.description is not None
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _derived(con: duckdb.DuckDBPyConnection, tables: Tables) -> list[Row]:
    """The rows of ``queries/derived/``, each a rule over metrics; one that finds no inputs gives no rows."""
    derived, faults = [], []
    units, metrics = (
        {row[key] for row in tables[table]} for table, key in (("units", "unit"), ("metrics", "metric_id"))
    )
    for path in sorted((QUERIES / "derived").glob("*.sql")):
        file = f"queries/derived/{path.name}"
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
    """All tables, derived observations included and every check passed, in an in-memory database."""
    tables = read(root)
    con = duckdb.connect()
    for table, rows in tables.items():
        _load(con, table, rows)
    con.execute(f"create view rounded as {(QUERIES / 'views/rounded.sql').read_text(encoding='utf8')}")
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
    con.execute(f"create view set_against as {(QUERIES / 'views/set_against.sql').read_text(encoding='utf8')}")
    faults = [
        Fault(f"queries/checks/{path.name}", 0, str(row.get("id", "")), str(row.get("found", "")), row["expected"])
        for path in sorted((QUERIES / "checks").glob("*.sql"))
        for row in _select(con, path)
    ]
    if faults:
        raise RecordsError(faults)
    return con


def record_files(root: Path = schema.ROOT) -> dict[str, Path]:
    """Everything the tables are made from, by a name that is the same in every checkout, in the names' order."""
    code = [path for path in root.glob("*.py") if path.stem != "store"]  # which moves tables and makes none
    own = [*root.glob("catalogue/*"), *root.glob("reports/*/*"), *code]
    sql = [
        *(QUERIES / f"views/{view}.sql" for view in ("rounded", "set_against")),
        *QUERIES.glob("derived/*.sql"),
        *QUERIES.glob("checks/*.sql"),
    ]
    named = {f"data/{path.relative_to(root).as_posix()}": path for path in own if path.is_file()}
    named |= {f"queries/{path.relative_to(QUERIES).as_posix()}": path for path in sql}
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
    "sections": "source_id, paragraph_start",
    "events": "date_start, date_end, event_id",
}


# Sorted by metric and subject, in groups of 122,880 rows, so that a filter on either passes over most of a large file.
# Measured at 12 million rows (`make bench`): groups of 8,192 cost a page of Explore twice the time, a file sorted by
# period five times; lz4 and snappy are no faster and half as large again.
LAYOUT = "format parquet, compression zstd, row_group_size 122880"


def write(con: duckdb.DuckDBPyConnection, folder: Path, *, version: str, built_at: str) -> None:
    """Write every table to ``folder``, all of them or none (see ``data.store``)."""

    def fill(place: Path) -> None:
        for table in schema.TABLES:
            con.execute(
                f"copy (select * from {table} order by {ORDER.get(table, 'all')})"
                f" to '{str(place).replace(chr(39), chr(39) * 2)}/{table}.parquet'"
                f" ({LAYOUT}, kv_metadata {{data_version: '{version}',"
                f" schema_version: '{schema.SCHEMA_VERSION}', built_at: '{built_at}'}})"
            )

    store.publish(folder, version, fill)


def main(arguments: list[str] | None = None) -> int:
    """Build the tables, or say in one place everything that is wrong with the records."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=main.__doc__)
    parser.add_argument("--if-stale", action="store_true", help="do nothing where the tables are up to date")
    parser.add_argument("--check-text", type=Path, metavar="FILE", help="also lay every locator against the text")
    options = parser.parse_args(arguments)
    version = records_version()
    if options.if_stale and store.is_built(schema.data_dir(), version):
        return 0
    try:
        if options.check_text:
            tables = read()
            text = options.check_text.read_text(encoding="utf8")
            digest = hashlib.sha256(text.encode()).hexdigest()
            texts = [s for s in tables["sources"] if "text_sha256" in s]
            source = next((s for s in texts if s["text_sha256"] == digest), None)
            if source is None:
                raise RecordsError([Fault(s["_file"], 0, "text_sha256", s["text_sha256"], digest) for s in texts])
            if faults := against_text(tables, text, source["source_id"]):
                raise RecordsError(faults)
        con = build()
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 1
    newest = max(path.stat().st_mtime for path in record_files().values())
    built_at = dt.datetime.fromtimestamp(newest, dt.UTC).isoformat(timespec="seconds")
    write(con, schema.data_dir(), version=version, built_at=built_at)
    counts = ", ".join(f"{con.table(t).count('*').fetchall()[0][0]} {t}" for t in schema.TABLES)
    print(f"data version {version}: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
