"""Figures as CSV, Excel workbook, Parquet or JSON: frames of the same columns, one after the other, at least one.

No more than one of the frames needs to be in memory at a time.
"""

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

# what a spreadsheet takes for a formula, and what of it is a number after all: −3.2, +7.3%, 1,000
_FORMULA: Final = r"^(?=[=+\-@\t\r\n＝＋－＠])(?![+-]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?$)"


def csv(frames: Iterable[pd.DataFrame]) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel opens Chinese text rightly.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    written = io.BytesIO(b"")
    for number, frame in enumerate(frames):
        rows = _harmless(frame).to_csv(index=False, header=not number, lineterminator="\r\n")
        written.write(rows.encode("utf-8" if number else "utf-8-sig"))
    return written.getvalue()


def tsv(frame: pd.DataFrame) -> str:
    """Text that is pasted into a sheet: a row a line, a tab between cells; formulas are defused as in CSV."""
    lines = _harmless(frame).replace(r"[\t\r\n]+", " ", regex=True)
    return str(lines.to_csv(sep="\t", index=False, lineterminator="\n"))


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.copy(deep=False)
    plain.columns = pd.Index([_plain(str(name)) for name in frame.columns])
    for place, kind in enumerate(frame.dtypes):
        if isinstance(kind, pd.StringDtype) or pd.api.types.is_object_dtype(kind):
            plain.isetitem(place, frame.iloc[:, place].map(_plain, na_action="ignore").array)
    return plain


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(_FORMULA, value) else value


def xlsx(frames: Iterable[pd.DataFrame], *, title: str, about: Mapping[str, str], about_title: str) -> bytes:
    """A workbook with the table on one sheet and, on a second, where it comes from.

    ``about`` holds name → value rows (source, data version, filters …).
    """
    memory = io.BytesIO()
    # rows go to disk as they come; dates and times are told as text, which no locale can misread
    with xlsxwriter.Workbook(
        memory, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(_sheet_name(title))
        sheet.freeze_panes(1, 0)
        filled = 0  # rows, the heading among them
        for frame in frames:
            if not filled:
                for place, name in enumerate(frame.columns):
                    longest = max([len(str(name)), *(len(str(value)) for value in frame.iloc[:, place].head(200))])
                    sheet.set_column(place, place, min(60, 2 + 1.8 * longest))
                sheet.write_row(0, 0, [str(name) for name in frame.columns], bold)
                filled = 1
            columns = [_cells(frame.iloc[:, place]) for place in range(frame.shape[1])]
            for cells in zip(*columns, strict=True):
                sheet.write_row(filled, 0, cells)
                filled += 1
        told = book.add_worksheet(_sheet_name(about_title))
        told.set_column(0, 1, 40)
        for number, facts in enumerate(about.items()):
            told.write_row(number, 0, facts)
    return memory.getvalue()


def _cells(column: pd.Series) -> list[Any]:
    """What a sheet can hold: numbers, truths and texts; nothing where there is nothing."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d").astype(object)
    return [None if absent else value if isinstance(value, int | float | str) else str(value)
            for value, absent in zip(column.tolist(), column.isna(), strict=True)]  # fmt: skip


def parquet(frames: Iterable[pd.DataFrame], *, about: Mapping[str, str]) -> bytes:
    """Parquet with ``about`` among the file's key-value metadata."""
    memory = io.BytesIO()
    writer: pq.ParquetWriter | None = None
    for frame in frames:
        table = pa.Table.from_pandas(frame, writer.schema if writer else None, preserve_index=False)
        if writer is None:
            writer = pq.ParquetWriter(memory, table.schema.with_metadata({**(table.schema.metadata or {}), **about}))
        writer.write_table(table)
    if writer:
        writer.close()
    return memory.getvalue()


def json(frames: Iterable[pd.DataFrame], *, about: Mapping[str, str]) -> bytes:
    """JSON, a row a line: ``about`` beside the rows; absent values are null, dates ISO 8601."""
    written = io.StringIO()
    told = pd.Series(dict(about), dtype=object).to_json(force_ascii=False)
    written.write(f'{{"about": {told}, "figures": [')
    mark = "\n"
    for frame in frames:
        for line in frame.to_json(orient="records", lines=True, date_format="iso", force_ascii=False).splitlines():
            written.write(mark + line)
            mark = ",\n"
    written.write("\n]}\n")
    return written.getvalue().encode()


def _sheet_name(title: str) -> str:
    return "".join("_" if mark in "[]:*?/\\'" else mark for mark in title)[:31]
