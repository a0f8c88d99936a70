"""A report's text with every number in it marked by how it stands; a click on one goes to it.

Streamlit's own elements show no text in which a place can be clicked or brought into view.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import streamlit as st

HTML: Final = '<div class="text" tabindex="0" role="region" lang="zh"></div>'
CSS: Final = """
.text {
    height: min(68vh, 46rem); overflow-y: auto; overscroll-behavior: contain; box-sizing: border-box;
    padding: .75rem 1rem; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
    color: var(--st-text-color); font: 400 1rem/2 var(--st-font); overflow-wrap: anywhere; position: relative;
}
.text:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px }
@media (max-width: 640px) { .text { height: 38vh } }
p { margin: 0 0 .5rem }
mark {
    background: none; color: inherit; cursor: pointer; padding: .1em .12em; border-radius: 3px;
    border-bottom: 2px solid transparent;
}
mark.conflict { color: var(--st-red-text-color); border-bottom: 3px double currentcolor; font-weight: 600 }
mark.sure { border-bottom: 2px solid var(--st-primary-color); font-weight: 600 }
mark.unsure { border-bottom: 2px dashed var(--st-primary-color); font-weight: 600 }
mark.rest { border-bottom: 2px dotted var(--st-gray-text-color) }
mark.figure { color: var(--st-green-text-color); background: color-mix(in srgb, currentcolor 12%, transparent) }
mark.ledger { color: var(--st-gray-text-color) }
mark.now {
    outline: 2px solid var(--st-primary-color); outline-offset: 1px;
    background: color-mix(in srgb, var(--st-primary-color) 18%, transparent);
}
@media print { .text { height: auto; overflow: visible } }
"""

_reading = st.components.v2.component(
    "reading", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def reading(
    text: str, marks: Iterable[tuple[int, int, str]], now: int | None, label: str, picked: Callable[[int], None]
) -> None:
    """The text with its marks: first and last character and state of each, in order; ``now`` is where one is.

    A browser counts other characters than Python where a text leaves the basic plane, so the pieces are cut here.
    """
    pieces: list[list[str | int]] = []
    at = 0
    for start, end, state in marks:
        pieces.append([text[at:start]])
        pieces.append([text[start:end], state, start])
        at = end
    pieces.append([text[at:]])

    def told() -> None:
        place = st.session_state["reading"].picked
        if isinstance(place, int):
            picked(place)

    _reading(key="reading", on_picked_change=told, data={"pieces": pieces, "now": now, "label": label})
