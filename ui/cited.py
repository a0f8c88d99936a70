"""A citation: where figures come from, in one line; it opens the passages, each with a link to its place.

What it opens is drawn once it is open, so a citation costs a page one element, however much it cites.
"""

from collections.abc import Sequence

import streamlit as st

from story import citation
from ui import passage, report
from ui.language import current, t
from ui.links import credit, document_line, escape, source_line


def cited(
    key: str, found: citation.Sources, *, about: str = "", notes: Sequence[str] = (), sentence: str | None = None
) -> None:
    """The line; that of a single figure says what the figure is ``about`` and leaves out the name of the section.

    ``sentence`` is the figure's own as markdown: it is read in passing, where the pointer rests. ``notes`` stand below
    the chart, and on a phone, which has no room for them there, over the passages.
    """
    credit(found.documents)
    lang = current()
    said = t("¶{numbers}") if about else t("{section} · ¶{numbers}")
    parts = [
        said.format(section=section, numbers=citation.numbers(paragraphs, lang))
        for section, paragraphs in found.sections.items()
    ]
    parts += dict.fromkeys(found.documents.values())
    if found.derived:
        parts.append(citation.derived(found.derived, lang))
    if not parts:
        return
    line = " · ".join(filter(None, [about, t("; ").join(parts)]))
    place = st.popover(
        escape(line), icon=":material/format_quote:", type="tertiary", wrap=True, key=f"cited_{key}",
        on_change="rerun", help=sentence,
    )  # fmt: skip
    if place.open:
        with place:
            if notes:
                st.container(key="noted").caption(escape("\n\n".join(notes)))
            _opened(found)


def _opened(found: citation.Sources) -> None:
    if found.sections:
        st.caption(escape(t("from “{title}”").format(title=report.known()[report.current()]["title"])))
    for section, paragraphs in found.sections.items():
        source_line(paragraphs, section)
        for number in sorted(set(paragraphs)):
            passage.told(report.current(), number)
    for source_id, name in found.documents.items():
        document_line(source_id, name)
