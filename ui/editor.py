"""An editor for SQL in the page: highlighting, completion of tables and columns, Ctrl+Enter.

Streamlit's text area has none of these, and the editors that are packaged for it are not kept up or load from other
hosts. So a small component around CodeMirror, whose bundle (``codemirror/``) is served by this server.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from ui import document
from ui.language import t

HTML: Final = (
    '<div class="editor"></div><div class="foot"><button type="button" hidden><span class="icon" aria-hidden="true">'
    'play_arrow</span><span class="words"></span></button><span id="hint"></span></div>'
)
CSS: Final = """
.editor { border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); overflow: hidden }
.editor:focus-within { border-color: var(--st-primary-color) }
.cm-editor {
    height: 320px; background: var(--st-secondary-background-color); color: var(--st-text-color); font-size: .875rem;
}
.cm-editor.cm-focused { outline: none }
.cm-scroller { font-family: var(--st-code-font, monospace) !important; overflow: auto }
.cm-content.cm-content { padding: .5rem; caret-color: var(--st-text-color) }
.cm-line { color: inherit !important; font-weight: inherit !important } /* a browser may style what replaces a word */
.cm-tooltip.cm-tooltip {
    background: var(--st-background-color) !important; color: var(--st-text-color) !important;
    border: 1px solid var(--st-border-color) !important;
}
.cm-tooltip li[aria-selected] {
    background: var(--st-primary-color) !important; color: var(--st-background-color) !important;
}
.cm-completionDetail { opacity: .8; margin-left: 1em; font-style: normal !important }
.foot { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; margin-top: .75rem }
#hint { color: var(--st-gray-text-color); font: 400 .875rem var(--st-font) }
button {
    display: inline-flex; align-items: center; gap: .5rem; height: 2.5rem; padding: 0 .75rem; cursor: pointer;
    border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
    background: var(--st-background-color); color: var(--st-text-color); font: 400 1rem var(--st-font);
}
button[hidden] { visibility: hidden } /* without its words, until the editor is there; in its place */
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color) }
button:focus-visible {
    outline: none; box-shadow: 0 0 0 .2rem color-mix(in srgb, var(--st-primary-color) 50%, transparent);
}
.icon { font: 400 1.25rem/1 "Material Symbols Rounded" }
"""

_editor = st.components.v2.component(
    "sql_editor", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def put(text: str) -> None:
    """Another text in the editor, from its next run on."""
    st.session_state["editor_text"] = text
    st.session_state["editor_text_turn"] = st.session_state.get("editor_text_turn", 0) + 1


def insert(word: str) -> None:
    """A name at the cursor, from the next run on."""
    st.session_state["editor_insert"] = word
    st.session_state["editor_insert_turn"] = st.session_state.get("editor_insert_turn", 0) + 1


def text() -> str:
    """What the editor held when it was last left, run or filled."""
    return str(st.session_state.get("editor_text", ""))


def editor(columns: pd.DataFrame, ran: Callable[[], None]) -> None:
    """The editor with its button; ``ran`` is called when its ``text`` is to be run.

    ``columns`` are what can be completed: one row a column, with its ``table``.
    """

    def left() -> None:
        st.session_state["editor_text"] = str(st.session_state["sql_editor"].text or "")

    def run() -> None:
        st.session_state["editor_text"] = str(st.session_state["sql_editor"].run or "")
        ran()

    _editor(
        key="sql_editor", on_text_change=left, on_run_change=run,
        data={
            "script": document.EDITOR_NAME, "label": "SQL", "run": t("Run"),
            "hint": t("Ctrl+Enter runs, Ctrl+Space completes, Tab leads out"),
            "tables": columns.groupby("table", sort=False)["column"].agg(list).to_dict(),
            "columns": columns.groupby("column", sort=False)["table"].agg(t(", ").join).to_dict(),
            "text": text(), "text_turn": st.session_state.get("editor_text_turn", 0),
            "insert": st.session_state.get("editor_insert", ""),
            "insert_turn": st.session_state.get("editor_insert_turn", 0),
        },
    )  # fmt: skip
