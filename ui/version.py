"""Which data version is read: the current one, or with ``version=`` in the address one of the archive.

Only a name that is in the list of the archive is ever opened. Files to take away, the query page, the check of a file
and the entry of a report are of the current version alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Final, NamedTuple, ParamSpec, TypeVar

import streamlit as st

import queries
from story import card
from ui import setting
from ui.language import t

CURRENT_ONLY: Final = ("sql", "intake", "verify")  # pages

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_settled: Final[ContextVar[str | None]] = ContextVar("version", default=None)  # by the page now run


class InVain(NamedTuple):
    """A version that the address asked for, and why it is not read."""

    version: str
    why: str


def current() -> str:
    """The archived version that this session reads, "" where it is the current one."""
    settled = _settled.get()
    return str(st.session_state.get("version", "")) if settled is None else settled


@contextmanager
def settled() -> Iterator[InVain | None]:
    """Take the version from the address, keep it there and read it; gives what the address asked for in vain."""
    asked = st.query_params.get("version")
    if asked is not None and _plain(asked) != asked:
        asked = st.query_params["version"] = _plain(asked)
    if asked and asked == queries.newest():
        st.query_params["version"] = ""
    listed = {one.version: one.is_readable for one in queries.older()} if asked or current() else {}
    unknown = setting.settle("version", {"", *listed}, "")
    in_vain = InVain(unknown, t("There is no such data version here.")) if unknown else None
    if current() and not _is_readable(current(), listed):
        in_vain = InVain(current(), t("The tables of that version are laid out in a way that is no longer read."))
        back()
    with queries.of(current()):
        token = _settled.set(current())
        try:
            yield in_vain
        finally:
            _settled.reset(token)


def _plain(asked: str) -> str:
    """A version without that of the quotes, which pages tell after a + (in an address a space)."""
    return asked.replace(" ", "+").partition("+")[0]


def _is_readable(version: str, listed: dict[str, bool]) -> bool:
    if not listed[version]:
        return False
    try:
        with queries.of(version):
            return card.are_told()
    except queries.NotReadable:
        return False


def back() -> None:
    """Read the current version."""
    st.session_state["version"] = ""
    st.query_params.pop("version", None)


@contextmanager
def for_page(page_id: str) -> Iterator[None]:
    """Answers inside are of the version that a page is of."""
    with queries.of("") if page_id in CURRENT_ONLY else queries.pinned(current()):
        yield


def alone(run: Callable[Given, Answer], of: str | None = None) -> Callable[Given, Answer]:
    """What is also run beside its page, answered from the version that the page is of.

    Where no session is known then, as when a file is made that was asked for, ``of`` says which.
    """

    @wraps(run)
    def answered(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with queries.pinned(current() if of is None else of):
            return run(*args, **kwargs)

    return answered


# --- what is said of it -----------------------------------------------------------------------------


def said() -> str:
    """Of an older version that it is one, in a few words; else ""."""
    return t("Older data version {version}").format(version=current()) if current() else ""


def strip(page_id: str) -> None:
    """At the top of a page: that an older version is read, which one, and the way back."""
    if not current():
        return
    if page_id in CURRENT_ONLY:
        words = t("This page is of the current data version; the other pages are read in an older one, {version}.")
    else:
        words = t(
            "You are reading an older data version, {version}. Figures may have changed since; "
            "Take away is for the current one."
        )
    name = next((named(one) for one in queries.older() if one.version == current()), current())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True, key="older"):
        st.markdown(":material/history: " + words.format(version=f"**{name}**"), width="stretch")
        to_current("strip")


def to_current(key: str) -> None:
    """The way back to the current version."""
    st.button(t("Back to the current version"), on_click=back, key=f"to_current_{key}", icon=":material/update:")


def named(one: queries.Older) -> str:
    """A version with its day, where that is known."""
    return t("{version} of {day}").format(version=one.version, day=one.built_at[:10]) if one.built_at else one.version
