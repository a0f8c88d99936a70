"""A frame of figures as CSV, Excel workbook, Parquet or JSON."""

import io
import json as _json
import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

# what a spreadsheet takes for a formula, and what of it is a number after all: −3.2, +7.3%, 1,000
_FORMULA: Final = r"^(?=[=+\-@\t\r\n＝＋－＠])(?![+-]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?$)"


def csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel opens Chinese text rightly.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    plain = frame.copy(deep=False)
    plain.columns = pd.Index([_plain(str(name)) for name in frame.columns])
    for place, kind in enumerate(frame.dtypes):
        if isinstance(kind, pd.StringDtype) or pd.api.types.is_object_dtype(kind):
            plain.isetitem(place, frame.iloc[:, place].map(_plain, na_action="ignore").array)
    return plain.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(_FORMULA, value) else value


def xlsx(frame: pd.DataFrame, *, title: str, about: Mapping[str, str], about_title: str) -> bytes:
    """A workbook with the table on one sheet and, on a second, where it comes from.

    ``about`` holds name → value rows (source, data version, filters …).
    """
    memory = io.BytesIO()
    with pd.ExcelWriter(
        memory, engine="xlsxwriter", engine_kwargs={"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    ) as writer:
        sheet = _sheet_name(title)
        frame.to_excel(writer, sheet_name=sheet, index=False)
        worksheet = writer.sheets[sheet]
        for number, column in enumerate(frame.columns):
            longest = max([len(str(column)), *(len(str(value)) for value in frame[column].head(200))])
            worksheet.set_column(number, number, min(60, 2 + 1.8 * longest))
        worksheet.freeze_panes(1, 0)
        pd.DataFrame(about.items()).to_excel(writer, sheet_name=_sheet_name(about_title), index=False, header=False)
        writer.sheets[_sheet_name(about_title)].set_column(0, 1, 40)
    return memory.getvalue()


def parquet(frame: pd.DataFrame, *, about: Mapping[str, str]) -> bytes:
    """Parquet with ``about`` among the file's key-value metadata."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    memory = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **about}), memory)
    return memory.getvalue()


def json(frame: pd.DataFrame, *, about: Mapping[str, str]) -> bytes:
    """JSON: ``about`` beside the rows; absent values are null, dates ISO 8601."""
    rows = _json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))
    return _json.dumps({"about": dict(about), "figures": rows}, ensure_ascii=False, indent=1).encode()


def _sheet_name(title: str) -> str:
    return "".join("_" if mark in "[]:*?/\\'" else mark for mark in title)[:31]
