"""The place a figure comes from: the map of the report and, where a copy of its text is supplied, the passage."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import streamlit as st

import queries
from data.places import Copy, joined
from ui import supplied
from ui.language import current, t
from ui.links import escape

LONGEST: Final = 140  # signs of a sentence that is read in passing
_SENTENCE: Final = re.compile("[^。！？!?]*[。！？!?]?[”’」』)）]*")


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
    paragraphs = queries.run("sources/map_paragraphs", source=source, lang=current())
    number = asked_paragraph(int(paragraphs["paragraph"].max()))
    if number is None:
        return
    (paragraph,) = paragraphs[paragraphs["paragraph"] == number].to_dict("records")
    section = paragraph["section_title"]
    with st.container(border=True, key="card_passage"):
        st.header(t("{section} · ¶{numbers}").format(section=section, numbers=number), anchor="passage")
        told(source, number)


def told(source: str, number: int) -> None:
    """The passage, where the text is supplied, with each number marked; and the figures of the paragraph in words."""
    lang = current()
    copy, words = supplied.copy(source), ""
    if copy is not None:
        words = marked(copy, number, queries.rows("sources/map_numbers", source=source, lang=lang, marked=[]))
        if words:
            st.html(f"<blockquote lang='zh'>{words}</blockquote>")
        else:
            st.caption(t("This paragraph is not in the text that was handed in."))
    figures = queries.rows("sources/of_paragraph", source=source, paragraph=number, lang=lang)
    if not figures:
        st.markdown(t("This paragraph holds no figure."))
    for row in figures:
        st.markdown(f"**{escape(row['display'])}** {escape(row['statement'])}")
        told_so = not words and lang == "zh" and row["printed"] != row["display"]  # in the source's own characters
        said = [t("As printed: {printed}").format(printed=row["printed"])] if told_so else []
        said += [row["caveat"]] if isinstance(row["caveat"], str) else []
        if said:
            st.caption(escape("\n\n".join(said)))


def marked(copy: Copy, paragraph: int, numbers: Iterable[Mapping[str, Any]]) -> str:
    """A paragraph as HTML, every number in it marked, whole where a line ends in it; "" where it was not found.

    The text is escaped; only our own marks are tags. ``numbers`` are rows of ``sources/map_numbers``.
    """
    place = copy.passage(paragraph)
    if place is None:
        return ""
    spans = []
    for row in numbers:
        span = copy.span(row["char_start"], row["char_end"])
        if span and span[0] < place[1] and span[1] > place[0]:
            spans.append((span, row))
    first = min([place[0], *(span[0] for span, _ in spans)])
    last = max([place[1], *(span[1] for span, _ in spans)])
    out, at = [], first
    for (start, end), row in spans:
        tag = "mark" if row["kind"] == "figure" else "span"
        said = html.escape(f"{row['label']}：{row['display']}" if tag == "mark" else row["reason"])
        out.append(f'{_escaped(copy.shown[at:start])}<{tag} title="{said}">{_escaped(copy.shown[start:end])}</{tag}>')
        at = end
    out.append(_escaped(copy.shown[at:last]))
    return "".join(out)


def whole(source: str, copy: Copy) -> None:
    """The report's text as far as it was found, under its sections, with every number marked."""
    lang = current()
    numbers = queries.rows("sources/map_numbers", source=source, lang=lang, marked=[])
    of: dict[int, list[queries.Row]] = {}
    for row in numbers:
        of.setdefault(row["paragraph"], []).append(row)
    out, section = [], ""
    for paragraph in queries.rows("sources/map_paragraphs", source=source, lang=lang):
        number = int(paragraph["paragraph"])
        near = [row for place in (number - 1, number) for row in of.get(place, ())]  # one may begin in the one before
        words = marked(copy, number, near)
        if not words:
            continue
        if paragraph["section_title"] != section:
            section = paragraph["section_title"]
            out.append(f"<h3>{html.escape(section)}</h3>")
        out.append(f"<p lang='zh'><i>{number}</i>{words}</p>")
    with st.container(height=520, border=False):
        st.html(f"<div class='report-text'>{''.join(out)}</div>")


def sentence(source: str, row: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The sentence that a figure of the report stands in: what is before it, the figure, what follows.

    ``row`` is one of what is ``told``. None for a derived value, and where the text is not supplied or lacks it.
    """
    if row["source_id"] != source or row["basis"] != "published":
        return None
    copy = supplied.copy(source)
    if copy is None:
        return None
    place, span = copy.passage(row["paragraph"]), copy.span(row["char_start"], row["char_end"])
    if place is None or span is None:
        return None
    first, last = _run_on(source, copy, row["paragraph"], place)
    held = [
        (hit.start(), hit.end())
        for hit in _SENTENCE.finditer(copy.shown, first, last)
        if hit.start() < span[1] and hit.end() > span[0]
    ]
    start, end = min([span[0], *(start for start, _ in held)]), max([span[1], *(end for _, end in held)])
    before, figure, after = (joined(copy.shown[a:b]) for a, b in ((start, span[0]), span, (span[1], end)))
    return before.lstrip(), figure, after.rstrip()


def _run_on(source: str, copy: Copy, paragraph: int, place: tuple[int, int]) -> tuple[int, int]:
    """A paragraph with the one that a number of it runs over from or into: they are one sentence."""
    first, last = place
    for row in queries.rows("sources/map_numbers", source=source, lang=current(), marked=[]):
        span = copy.span(row["char_start"], row["char_end"]) if row["paragraph"] in (paragraph - 1, paragraph) else None
        if span and span[0] < place[0] < span[1]:
            first = (copy.passage(paragraph - 1) or span)[0]
        elif span and span[0] < place[1] < span[1]:
            last = (copy.passage(paragraph + 1) or (0, span[1]))[1]
    return first, last


def in_sentence(source: str, row: Mapping[str, Any]) -> None:
    """The sentence of a figure with its number marked, where the text is supplied."""
    found = sentence(source, row)
    if found:
        before, figure, after = map(html.escape, found)
        st.html(f"<blockquote lang='zh'>{before}<mark>{figure}</mark>{after}</blockquote>")


def in_passing(source: str, row: Mapping[str, Any]) -> str | None:
    """The sentence of a figure as markdown, its number in bold, cut where it is long; None where there is none."""
    found = sentence(source, row)
    if not found:
        return None
    before, figure, after = found
    spare = max(0, LONGEST - len(figure)) // 2
    before = before if len(before) <= spare else f"…{before[len(before) - spare :]}"
    after = after if len(after) <= spare else f"{after[:spare]}…"
    return f"{escape(before)}**{escape(figure)}**{escape(after)}"


def _escaped(words: str) -> str:
    return html.escape(joined(words))
