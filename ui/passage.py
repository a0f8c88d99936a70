"""The place a figure comes from: the map of the report and, where a copy of its text is supplied, the passage."""

import hashlib
import html
import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

import queries
from ui.language import current, t
from ui.links import escape


@lru_cache(maxsize=8)
def _text(folder: str, sha256: str) -> str | None:
    """The text with this checksum among the files of a folder."""
    try:
        candidates = sorted(Path(folder).glob("*.txt"))
    except OSError:
        return None
    for path in candidates:
        raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() == sha256:
            return raw.decode("utf8")
    return None


def text(source: str) -> str | None:
    """The source's text, where ``REPORT_TEXT_DIR`` holds it; None otherwise."""
    folder = os.environ.get("REPORT_TEXT_DIR")
    if not folder:
        return None
    documents = queries.run("sources/documents", source=source, lang=current())
    return _text(folder, str(documents["text_sha256"].iloc[0]))


def asked_paragraph(last: int) -> int | None:
    """The paragraph the address asks for; an impossible one is named and left aside."""
    asked = st.query_params.get("paragraph")
    if asked is None:
        return None
    if asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= last:
        return int(asked)
    st.warning(t("The address asks for a paragraph that is not there; the report has {last}.").format(last=last))
    return None


def card(source: str) -> None:
    """One paragraph: its figures and, where the text is supplied, the passage with each figure marked."""
    lang = current()
    paragraphs = queries.run("sources/map_paragraphs", source=source, lang=lang)
    number = asked_paragraph(int(paragraphs["paragraph"].max()))
    if number is None:
        return
    (paragraph,) = paragraphs[paragraphs["paragraph"] == number].to_dict("records")
    section = paragraph["section_title"]
    with st.container(border=True, key="card_passage"):
        st.header(t("{section} · ¶{numbers}").format(section=section, numbers=number), anchor="passage")
        if text(source) is None:
            st.caption(
                t("The report's text is not part of this dashboard, so the passage itself cannot be shown here.")
            )
        told(source, number)


def told(source: str, number: int) -> None:
    """The passage, where the text is supplied, with each figure marked; and the figures of the paragraph in words."""
    lang = current()
    words = text(source)
    if words is not None:
        paragraphs = queries.run("sources/map_paragraphs", source=source, lang=lang)
        (paragraph,) = paragraphs[paragraphs["paragraph"] == number].to_dict("records")
        numbers = queries.run("sources/map_numbers", source=source, lang=lang, marked=[])
        st.html(_marked(words, paragraph["char_start"], paragraph["char_end"], numbers))
    figures = queries.rows("sources/of_paragraph", source=source, paragraph=number, lang=lang)
    if not figures:
        st.markdown(t("This paragraph holds no figure."))
    for row in figures:
        st.markdown(f"**{escape(row['display'])}** {escape(row['statement'])}")
        told_so = words is None and lang == "zh" and row["printed"] != row["display"]  # in the source's own characters
        said = [t("As printed: {printed}").format(printed=row["printed"])] if told_so else []
        said += [row["caveat"]] if isinstance(row["caveat"], str) else []
        if said:
            st.caption(escape("\n\n".join(said)))


def _marked(words: str, first: int, last: int, numbers: pd.DataFrame) -> str:
    """The characters from ``first`` to ``last`` as HTML, every figure in them marked, whole where a line ends in it.

    The text is escaped; only our own marks are tags.
    """
    here = numbers[(numbers["char_start"] < last) & (numbers["char_end"] > first)]
    spans = list(zip(here["char_start"], here["char_end"], here["kind"], strict=True))
    out, at = [], min([first, *(start for start, _, _ in spans)])
    for start, end, kind in spans:
        tag = "mark" if kind == "figure" else "span"
        out.append(f"{html.escape(words[at:start])}<{tag}>{html.escape(words[start:end])}</{tag}>")
        at = end
    out.append(html.escape(words[at:last]))
    return f"<blockquote lang='zh'>{''.join(out)}</blockquote>"
