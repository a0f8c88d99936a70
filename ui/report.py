"""Which report is read: by the address, else what was chosen before, else the setting ``REPORT``, else the newest."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import streamlit as st

import queries
from story.card import View
from ui import language, setting, version
from ui.language import (
    current as lang,  # beside `current`, the report
    t,
)

DEFAULT: Final = "wuchang-2024-09"

_settled: Final[ContextVar[str]] = ContextVar("report", default="")  # by the page now run


def known() -> dict[str, queries.Row]:
    """The reports in the reader's language by their ids, the newest first."""
    return {row["source_id"]: row for row in queries.rows("sources/reports", lang=lang())}


def masthead() -> str:
    """Which report is read, of which period, in a line."""
    read = known()[current()]
    return " · ".join(filter(None, [read["period"], t("from “{title}”").format(title=read["title"])]))


def default() -> str:
    """The report that is read unless another is asked for. Raises DataMissing where the tables hold none."""
    return preferred(known())


def preferred(there: Collection[str]) -> str:
    """Of some reports the one that is read unless another is asked for. Raises DataMissing where there are none."""
    if not there:
        raise queries.DataMissing("The tables hold no report.")
    asked = os.environ.get("REPORT") or DEFAULT
    return asked if asked in there else next(iter(there))


def current() -> str:
    """The report of this session."""
    return _settled.get() or str(st.session_state.get("report") or default())


def view(*, later: bool = False) -> View:
    """How the reader looks now."""
    scheme = st.context.theme.type or "light"
    return View(current(), lang(), scheme, later, queries.version())


@contextmanager
def settled() -> Iterator[str | None]:
    """Take the report from the address and keep it there; gives what the address asked for in vain."""
    in_vain = setting.settle("report", known(), default())
    token = _settled.set(st.session_state["report"])
    try:
        yield in_vain
    finally:
        _settled.reset(token)


def switch() -> None:
    """The switch between the reports, where there are several."""
    there = known()
    if len(there) > 1:
        st.session_state["report_switch"] = current()
        st.selectbox(
            t("Report"), list(there), format_func=lambda report: there[report]["short"], key="report_switch",
            on_change=setting.switched, args=("report", default()), label_visibility="collapsed", width=240,
        )  # fmt: skip


def kept() -> dict[str, str]:
    """What an address needs to keep the reader's language, report and data version."""
    said = {} if lang() == language.DEFAULT else {"lang": lang()}
    said |= {"version": version.current()} if version.current() else {}
    return said if current() == default() else {**said, "report": current()}
