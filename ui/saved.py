"""Views that a reader names and keeps: links in the browser's own storage, which no server sees."""

from pathlib import Path
from typing import Final

import streamlit as st

from ui.language import t

HTML: Final = """
<form><input type="text" maxlength="60" required autocomplete="off"><button type="submit"></button></form>
<ul></ul><p role="status"></p>
"""
CSS: Final = """
:host { display: block; min-width: 18rem; font: 400 .875rem var(--st-font); color: var(--st-text-color) }
form { display: flex; gap: .5rem }
input {
    flex: 1; min-width: 0; height: 2.5rem; padding: 0 .75rem; font: inherit; color: inherit;
    border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
    background: var(--st-secondary-background-color);
}
input::placeholder { color: var(--st-gray-text-color); opacity: 1 }
button {
    height: 2.5rem; padding: 0 .75rem; font: inherit; color: inherit; cursor: pointer; white-space: nowrap;
    border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); background: none;
}
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color) }
:is(input, button, a):focus-visible {
    outline: none; box-shadow: 0 0 0 .2rem color-mix(in srgb, var(--st-primary-color) 50%, transparent);
}
ul { list-style: none; margin: .75rem 0 0; padding: 0 }
li { display: flex; align-items: center; justify-content: space-between; gap: .5rem }
a { flex: 1; min-width: 0; padding: .5rem 0; overflow-wrap: anywhere; color: var(--st-link-color) }
li button { border: 0; padding: 0 .25rem }
.icon { font: 400 1.125rem/1 "Material Symbols Rounded" }
p { margin: .5rem 0 0; color: var(--st-gray-text-color) }
"""

_views = st.components.v2.component(
    "saved_views", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def views() -> None:
    """The views kept in this browser, each a link, with a form that keeps the present one under a name."""
    _views(
        key="saved_views",
        data={
            "name": t("Name of this view"), "save": t("Save"), "delete": t("Delete {name}"),
            "where": t("Kept in this browser only."), "denied": t("This browser keeps nothing for this page."),
        },
    )  # fmt: skip
