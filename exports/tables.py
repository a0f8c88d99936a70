"""A frame of figures as CSV or as an Excel workbook."""

import io
from collections.abc import Mapping

import pandas as pd


def csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel opens Chinese text rightly."""
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


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


def _sheet_name(title: str) -> str:
    return "".join("_" if mark in "[]:*?/\\'" else mark for mark in title)[:31]
