"""Buttons that take a card away: its picture to the clipboard, which no element of Streamlit's writes, or as a file;
the card itself aside, for a file of several.

One element for all, as each costs every reader its time on every card of a page.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from ui import take_away, tray, version
from ui.language import t

HTML: Final = "".join(
    f'<button type="button" class="{name}" hidden><span class="icon" aria-hidden="true">{icon}</span>'
    '<span class="words"></span></button>'
    for name, icon in (("aside", "bookmark"), ("copy", "content_copy"), ("save", "download"))
) + '<span role="status"></span>'  # fmt: skip
# as tertiary buttons of Streamlit's look
CSS: Final = """
:host { width: 100% }
div:has(> button) { display: flex; flex-wrap: wrap; justify-content: flex-end; column-gap: 1rem }
button {
    display: inline-flex; align-items: center; gap: .5rem; height: 2.5rem; padding: 0; border: 0;
    border-radius: var(--st-button-radius); background: none; color: var(--st-text-color); cursor: pointer;
    white-space: nowrap; font: 400 .875rem var(--st-font);
}
button:hover, button:active { color: var(--st-primary-color) }
button:focus { outline: none }
button:focus-visible { box-shadow: 0 0 0 .2rem color-mix(in srgb, var(--st-primary-color) 50%, transparent) }
button[hidden] { display: none }
button[aria-pressed=true] { color: var(--st-primary-color) }
button[aria-busy] { cursor: progress; opacity: .6 }
.icon { font: 400 1rem/1 "Material Symbols Rounded" }
[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
@media (max-width: 640px) {
    div:has(> button) { column-gap: .25rem }
    button { min-width: 2rem; height: 2rem; justify-content: center }
    .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
}
"""

_buttons = st.components.v2.component(
    "take_picture", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def take_button(key: str, make: Callable[[], bytes] | None, *, file_name: str = "", place: str = "") -> None:
    """Buttons that copy or download the PNG that `make` returns, which is called when one is pressed.

    With a `place` in a story, one that puts the card aside, or back.
    """
    asked = f"{key}_asked"  # how often

    def ask() -> None:
        st.session_state[asked] = st.session_state.get(asked, 0) + 1
        st.session_state[f"{key}_due"] = True

    due = st.session_state.pop(f"{key}_due", False)
    aside = place in tray.held() if place and take_away.offered() and not version.current() else None
    if make is None and aside is None:
        return
    _buttons(
        key=key, on_asked_change=ask, on_turned_change=lambda: tray.turned(place),
        data={
            "copy": t("Copy picture"), "copy_help": t("Copy the chart with its title and source as a picture"),
            "save": "PNG", "save_help": t("Download the chart with its title and source as a picture"),
            "copied": t("Copied"), "saved": t("Cannot copy here: downloaded"), "file": file_name,
            "aside": aside, "aside_words": t("Added") if aside else t("Add to file"),
            "aside_help": t("Collect cards for one file: see Take away at the top of the page"),
            "asked": st.session_state.get(asked, 0),  # so that the same picture is delivered again
            "picture": base64.b64encode(make()).decode() if due and make else "", "pictured": make is not None,
        },
    )  # fmt: skip
