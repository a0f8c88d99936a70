"""The reader's language: Chinese unless the address or the switch says English.

Text in code is English and is looked up in ``locales/``; data carries its own words in both languages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import streamlit as st

import locales
from ui import setting

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
    in_vain = setting.settle("lang", NAMES, DEFAULT)
    token = _settled.set(current())
    try:
        yield in_vain
    finally:
        _settled.reset(token)


def switch() -> None:
    """The switch between the languages."""
    st.session_state["lang_switch"] = current()
    st.segmented_control(
        t("Language"), list(NAMES), format_func=NAMES.__getitem__, key="lang_switch", required=True,
        on_change=setting.switched, args=("lang", DEFAULT),
    )  # fmt: skip
