"""Daily quotes of the carbon market, from files that the user supplies. ``python -m data.quotes FILE [FILE…]``.

The files are the exchange's daily tables as people have them: text or workbook, in whatever encoding, order, language
and units they were saved; the table ``quotes`` is one row a trading day in tonnes and yuan. Nothing is repaired: every
fault of every file is named at its place, and ``quotes.parquet`` is written only when there is none, so the last good
one stays.

``grids`` opens a file, ``header`` finds its columns, ``days`` types a row, by the words in ``terms`` and the forms in
``cells``; ``read`` makes tables of them, ``check`` says what must hold, and here all files become one table.
"""

import hashlib
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa

from data import schema
from data.faults import Fault, RecordsError
from data.quotes.check import days_faults, fault, same, sum_faults
from data.quotes.days import Day
from data.quotes.read import Sheet, read
from data.quotes.terms import DIMENSION, basis_of


def gather(paths: Iterable[Path]) -> tuple[list[Sheet], list[Day]]:
    """The tables as read and their days in order of date. Raises RecordsError with all faults of all files.

    A day that stands in two places counts once where both agree within their rounding, the finer print of each value.
    """
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for path in dict.fromkeys(paths):
        found, wrong = read(path)
        for sheet in found:
            wrong += days_faults(sheet.days, sheet.columns)
        sheets += found
        faults += wrong
    seen: dict[object, Day] = {}
    for day in (day for sheet in sheets for day in sheet.days if day["date"]):
        first = seen.setdefault(day["date"], day)
        if first is day:
            continue
        if first["unread"] or day["unread"]:
            continue
        if differs := same(first, day):
            place = f"{first['file']}, row {first['row']}"
            value = fault(first, differs, "").found
            faults.append(fault(day, "date", f"each day once; in {place} its {differs} is {value or 'empty'}"))
        else:
            _refine(first, day)
    days = [seen[date] for date in sorted(seen)]  # type: ignore[type-var]
    for before, day in pairwise(days):
        if before["file"] != day["file"]:
            faults += sum_faults(before, day, exact=False)
    if faults:
        order = {fault: number for number, fault in enumerate(faults)}
        raise RecordsError(sorted(order, key=lambda fault: (fault.file, fault.row, order[fault])))
    return sheets, days


def _refine(first: Day, day: Day) -> None:
    """Take over what another print of the same day has finer, or alone."""
    for name in DIMENSION:
        if day.get(name) is not None and (
            first.get(name) is None or day["half"].get(name, 0) < first["half"].get(name, 0)
        ):
            first[name], first["half"][name] = day[name], day["half"].get(name, Decimal(0))


def write(days: list[Day], folder: Path) -> Path:
    """Write ``quotes.parquet`` to ``folder``: to a temporary file first, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for day in days:
        known = day | {"price_basis": basis_of(day["date"])}
        rows.append([float(v) if isinstance(v := known.get(name), Decimal) else v for name in schema.QUOTES])
    version = hashlib.sha256(repr(rows).encode()).hexdigest()[:8]
    path = schema.parquet("quotes", folder)
    with duckdb.connect() as con, tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as temporary:
        con.execute(f"create table quotes ({', '.join(f'{name} {kind}' for name, kind in schema.QUOTES.items())})")
        columns = zip(*rows, strict=True)  # row by row takes seconds
        con.register("read", pa.table(dict(zip(schema.QUOTES, map(list, columns), strict=True))))
        con.execute("insert into quotes select * from read")
        literal = f"{temporary}/quotes.parquet".replace("'", "''")
        con.execute(
            f"copy (select * from quotes order by date) to '{literal}' (format parquet, compression zstd,"
            f" kv_metadata {{data_version: '{version}', schema_version: '{schema.SCHEMA_VERSION}'}})"
        )
        (Path(temporary) / "quotes.parquet").replace(path)
    return path
