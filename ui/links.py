"""Links between the pages: to a paragraph, to a document, to a page, each keeping the reader's language and report."""

from collections.abc import Iterable

import streamlit as st

from ui import report
from ui.language import t


def escape(text: str) -> str:
    """Text as itself, where markdown would read marks into it."""
    for mark in "\\`*_~$[]<>#|:":
        text = text.replace(mark, "\\" + mark)
    return text


def link(page_id: str, label: str, icon: str, **query: str) -> None:
    """A link to a page of the frame by its id (a theme, "sources", "explore" …); none where there is no such page."""
    page = st.session_state["pages"].get(page_id)
    if page is not None:
        st.page_link(page, label=escape(label), icon=icon, query_params={**query, **report.kept()})


def source_line(paragraphs: Iterable[int], section: str) -> None:
    """A link to paragraphs of the report on the Sources page."""
    numbers = sorted({int(number) for number in paragraphs})
    label = t("{section} · ¶{numbers}").format(section=section, numbers=t(", ").join(map(str, numbers)))
    link("sources", label, ":material/format_quote:", paragraph=str(numbers[0]))


def credit(sources: Iterable[str]) -> None:
    """Note other publications as shown on this page: its footer names them."""
    st.session_state.setdefault("others_shown", set()).update(sources)


def document_line(source_id: str, name: str) -> None:
    """A link to another publication, on the Sources page."""
    credit([source_id])
    link("sources", name, ":material/description:", document=source_id)
