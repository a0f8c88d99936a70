"""Records → rows: every file of every source read and resolved, all faults named together.

Resolving fills in what the records imply: base units, sections, the ledger of the figures, words for display.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import display, places, schema
from data.faults import Fault, RecordsError
from data.records import Row, read_csv, read_source
from data.tables import CATALOGUE, CONTEXT, REPORT, given, written
from data.vocabularies import WHOLE

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
SLOT = re.compile(r"\{(\w+)\}")  # {observation_id} in an entity's note: the figure as a reader sees it
Tables = dict[str, list[Row]]
OF_ONE_REPORT = ("sections", "paragraphs", "places", "entities")  # whose ids another report may use for its own


def read(root: Path = schema.ROOT, also: list[Fault] | None = None) -> Tables:
    """Every record under ``root`` (``catalogue/`` and ``reports/*/``), typed and resolved.

    Raises RecordsError with all faults of all files, those that are known from elsewhere ``also``.
    """
    faults = list(also or [])
    tables: Tables = {table: [] for table in schema.TABLES}
    for table in CATALOGUE:
        file = f"catalogue/{table}.csv"
        rows, wrong = read_csv(root / file, given(table), file)
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
    if folders:  # else every line of the log would be at fault
        faults += _correction_faults(tables)
    for table in ("observations", "entities", "events", "ledger"):
        for row in tables[table]:
            faults += _locator_faults(row, tables)
    if "paragraphs" not in unread:
        faults += _place_faults(tables)
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
    context = source.get("basis") == "context"
    for table in CONTEXT if context else REPORT:
        file = f"{place}/{table}.csv"
        rows, wrong = read_csv(folder / f"{table}.csv", given(table, context=context), file)
        faults += wrong
        for number, row in enumerate(rows, 1):
            row["source_id"] = source.get("source_id")
            row["basis"] = source.get("basis")
            if table == "pairs":
                row["sort"] = number
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
            if row["source_id"] == source["source_id"]
            and row[column] is not None
            and row.get("status") != "target"  # which lies ahead
        ]
        if told and max(told) > source["date_latest"]:
            yield _fault(source, "date_latest", f"{max(told)} or later: it tells of that day")
    reports = {source.get("source_id") for source in tables["sources"] if source.get("kind") == "report"}
    subjects = {row["subject_id"] for row in tables["subjects"]}
    for source in tables["sources"]:
        if source["_file"] in at_fault:
            continue
        for other in source.get("beside", []):
            if other not in reports:
                yield _fault(source | {"beside": other}, "beside", "ids of reports")
        if source["kind"] == "report" and subjects and source["subject_id"] not in subjects:
            yield _fault(source, "subject_id", "an id in subjects")


# --- rules that name a cell -------------------------------------------------------------------------


def _fault(row: Row, column: str, expected: str) -> Fault:
    found = row.get(column)
    return Fault(row["_file"], row["_row"], column, "nothing" if found is None else str(found), expected)


def _key_faults(tables: Tables) -> list[Fault]:
    faults = []
    for table in (*CATALOGUE, *REPORT):
        if table in ("ledger", "pairs", "corrections"):
            continue
        key = next(iter(given(table)))
        seen: dict[Any, Row] = {}
        for row in tables[table]:
            mark = (row[key], row.get("term"), row["_file"] if table in OF_ONE_REPORT else None)
            if mark in seen and row[key] is not None:
                first = seen[mark]
                faults.append(_fault(row, key, f"a new id; {first['_file']}, row {first['_row']} has this one"))
            seen.setdefault(mark, row)
    return faults


def _reference_faults(tables: Tables, unread: set[str]) -> list[Fault]:
    faults = []
    ids = {
        table: {row[next(iter(given(table)))] for row in tables[table]}
        for table in ("themes", "units", "subjects", "metrics", "entities", "observations")
    }
    for table in (*CATALOGUE, *REPORT):
        for column, field in given(table).items():
            if not field.refers or field.refers in unread:
                continue
            for row in tables[table]:
                values = row[column] if field.stored.described == "array" else [row[column]]
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


def _correction_faults(tables: Tables) -> Iterator[Fault]:
    """What was corrected stands in the record: the latest correction of a cell says what it holds now."""
    figures = {row["observation_id"]: row for row in tables["observations"]}
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(tables["corrections"], key=lambda row: row["corrected_on"] or dt.date.min):
        if row["field"] in ("value", "lower", "upper"):
            for column in ("before", "after"):
                if row[column] is not None and not NUMBER.fullmatch(row[column]):
                    yield _fault(row, column, "a number, or nothing")
        one_before = latest.get((row["observation_id"], row["field"]))
        if one_before and row["before"] != one_before["after"]:
            yield _fault(row, "before", f"{one_before['after']}, as row {one_before['_row']} left it")
        latest[row["observation_id"], row["field"]] = row
    gone = {figure for figure, field in latest if field == WHOLE and figure not in figures}
    for (figure, field), row in latest.items():
        if figure in figures and field == WHOLE:
            if row["after"] is None:
                yield _fault(row, "after", f"{figures[figure]['printed']}: the figure is in the records")
        elif figure in figures and field in figures[figure]:
            held = figures[figure][field]
            if row["after"] != written(held):
                yield _fault(row, "after", f"{held}, which the record holds")
        elif field == WHOLE:
            if row["after"] is not None:
                yield _fault(row, "after", "nothing: the figure is not in the records")
        elif figure not in figures and figure not in gone:
            yield _fault(row, "observation_id", f"an id in observations, or a line that says it is gone ({WHOLE})")


def _observation_faults(row: Row, tables: Tables) -> Iterator[Fault]:
    """Unit against metric, and qualifier against bounds (docs/design.md: precision is data)."""
    if row["_unread"]:
        return
    metric = next((m for m in tables["metrics"] if m["metric_id"] == row["metric_id"]), None)
    base = {unit["unit"]: unit["base_unit"] for unit in tables["units"]}
    if metric and base.get(row["unit"]) != base.get(metric["unit"]):
        yield _fault(row, "unit", f"{metric['unit']}, the unit of metric {metric['metric_id']}, or a multiple of it")
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


def _place_faults(tables: Tables) -> Iterator[Fault]:
    """What a paragraph is known by elsewhere belongs to the paragraph as it is divided here."""
    spans = {
        (row["source_id"], row["paragraph"]): row["char_end"] - row["char_start"]
        for row in tables["paragraphs"]
        if not row["_unread"]
    }
    for row in tables["places"]:
        if row["_unread"]:
            continue
        length = spans.get((row["source_id"], row["paragraph"]))
        cells = row["left_out"]
        left_out = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 10]
        if length is None:
            yield _fault(row, "paragraph", "a paragraph in paragraphs.csv")
        elif len(left_out) < len(cells) or left_out != sorted({place for place in left_out if place < length}):
            yield _fault(row | {"left_out": ";".join(cells)}, "left_out", "places in the paragraph, in order")
        elif row["normal_chars"] + len(left_out) != length:
            expected = f"{length - len(left_out)}, as paragraphs.csv has it; write it anew: python -m data.places"
            yield _fault(row, "normal_chars", expected)


def against_text(tables: Tables, text: str, source_id: str) -> list[Fault]:
    """Every locator of a source laid against its text: the figure as printed must stand there.

    ``text`` is the source's text as read from its file; its sha256 must be the one in ``sources``.
    """
    source = next(row for row in tables["sources"] if row["source_id"] == source_id)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != source["text_sha256"]:
        return [Fault(source["_file"], 0, "text_sha256", digest, source["text_sha256"])]
    faults = []
    for row, column in _located(tables, source_id):
        stands = text[row["char_start"] : row["char_end"]].replace("\n", "")
        if stands != row[column].replace("\n", ""):
            faults.append(Fault(row["_file"], row["_row"], column, row[column], f"{stands}, as the text has it"))
    spans = {row["paragraph"]: row for row in tables["paragraphs"] if row["source_id"] == source_id}
    for row in tables["places"]:
        if row["source_id"] == source_id:
            span = spans[row["paragraph"]]
            known = places.record(text, row["paragraph"], span["char_start"], span["char_end"])
            if known != {name: row[name] for name in places.COLUMNS} | {"left_out": ";".join(row["left_out"])}:
                expected = f"{known['normal_sha256']}; write it anew: python -m data.places {source_id}"
                faults.append(_fault(row, "normal_sha256", expected))
    return faults


def copies(tables: Tables, text: str) -> dict[str, places.Copy]:
    """The text as a copy of each report whose places are recorded."""
    spans = {(row["source_id"], row["paragraph"]): row for row in tables["paragraphs"]}
    rows: dict[str, list[Row]] = {}
    for row in tables["places"]:
        rows.setdefault(row["source_id"], []).append(spans[row["source_id"], row["paragraph"]] | row)
    return {source_id: places.Copy(text, places.placed(held)) for source_id, held in rows.items()}


def against_copy(tables: Tables, copy: places.Copy, source_id: str) -> list[Fault]:
    """Every locator of a source laid against another copy of its text, as far as its paragraph was found there."""
    faults = []
    for row, column in _located(tables, source_id):
        span = copy.span(row["char_start"], row["char_end"])
        if span is None and copy.passage(row["paragraph"]) is None:
            continue
        stands = copy.text[slice(*span)] if span else "nothing"
        if places.normal(stands)[0] != places.normal(row[column])[0]:
            faults.append(Fault(row["_file"], row["_row"], column, row[column], f"{stands}, as this copy has it"))
    return faults


def _located(tables: Tables, source_id: str) -> Iterator[tuple[Row, str]]:
    """What is said to stand in a source's text, each with the column of its words; a figure once."""
    for table, column in (("observations", "printed"), ("ledger", "printed"), ("entities", "name_zh")):
        for row in tables[table]:
            if row["source_id"] == source_id and not (table == "ledger" and row["observation_id"]):
                yield row, column


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
    for table in ("terms", "corrections"):
        for number, row in enumerate(tables[table], 1):
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
