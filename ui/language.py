"""The reader's language: Chinese unless the address or the switch says English.

Text in code is English and is looked up in ``locales/``; data carries its own words in both languages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import streamlit as st

import locales

NAMES: Final = {"zh": "中文", "en": "English"}
DEFAULT: Final = "zh"

_settled: Final[ContextVar[str]] = ContextVar("language", default="")  # by the page now run


def current() -> str:
    """The language of this session: "zh" or "en"."""
    return _settled.get() or str(st.session_state.get("lang", DEFAULT))


def t(message: str, lang: str | None = None) -> str:
    """A text of the interface in the reader's language, or in ``lang``."""
    return locales.text(message, lang or current())


def tn(one: str, many: str, count: int, lang: str | None = None) -> str:
    """A text that depends on a count."""
    return locales.plural(one, many, count, lang or current())


@contextmanager
def settled() -> Iterator[str | None]:
    """Take the language from the address and keep it there; gives what the address asked for in vain.

    Inside, ``current`` knows it without asking the session, which it would do a hundred times a page.
    """
    in_vain = _settle()
    token = _settled.set(current())
    try:
        yield in_vain
    finally:
        _settled.reset(token)


def _settle() -> str | None:
    asked = st.query_params.get("lang")
    if asked in NAMES:
        st.session_state["lang"] = asked
    if current() != DEFAULT:
        st.query_params["lang"] = current()
    elif "lang" in st.query_params:
        del st.query_params["lang"]
    return asked if asked is not None and asked not in NAMES else None


def _switched() -> None:
    st.session_state["lang"] = st.session_state["language_switch"]
    st.query_params["lang"] = current()


def switch() -> None:
    """The switch between the languages."""
    st.session_state["language_switch"] = current()
    st.segmented_control(
        t("Language"), list(NAMES), format_func=NAMES.__getitem__, key="language_switch", required=True,
        on_change=_switched, label_visibility="collapsed",
    )  # fmt: skip
