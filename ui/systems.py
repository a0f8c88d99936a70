"""The systems that the report names in a theme (platforms, projects, policies), and what it says of each."""

import re
from collections.abc import Iterable

import streamlit as st

import queries
from ui import cards
from ui.language import current, t


def card(theme_id: str, *, title: str = "") -> None:
    """One card with an entry for each ``featured`` entity of a theme: name, kind, what the report says, and where.

    The notes are those of the entities' records; their figures, in braces there, stand out. ``title`` is the card's
    conclusion; without one it says how many there are.
    """
    entries = queries.run("entities/featured", theme=theme_id, lang=current()).to_dict("records")
    half = (len(entries) + 1) // 2
    with st.container(border=True, key="card_systems"):
        st.header(
            cards.escape(title or t("{count} the report names, and what it says of them").format(count=len(entries))),
            anchor="systems",
        )
        for column, part in zip(st.columns(2, gap="large"), (entries[:half], entries[half:]), strict=True):
            with column:
                for entry in part:
                    with st.container(key=f"system_{entry['entity_id']}", gap="xxsmall"):
                        name, kind = cards.escape(entry["label"]), cards.escape(entry["kind_title"])
                        st.subheader(f"{name} :gray-badge[{kind}]", anchor=entry["entity_id"].replace("_", "-"))
                        st.markdown(_note(entry["note"], entry["figures"]))
                        cards.source_line(entry["paragraphs"], entry["section"])


def _note(note: str, figures: Iterable[str]) -> str:
    """The note with its figures in bold, each where it is a number of its own and not part of another's digits."""
    text = cards.escape(note)
    for figure in map(cards.escape, figures):
        alone = rf"(?<![0-9A-Za-z.]){re.escape(figure)}(?![0-9A-Za-z]|\.[0-9])"
        text = re.sub(alone, f"**{figure}**".replace("\\", r"\\"), text, count=1)
    return text
