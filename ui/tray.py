"""Cards that the reader has put aside to take away: kept in the address, so that a link carries them.

More than `MOST` of them are not kept, and the reader is told so.
"""

from typing import Final

import streamlit as st

from story import card as story
from ui import report
from ui.language import t

MOST: Final = 40  # cards


def settle() -> None:
    """Take what is put aside from the address, else what was put aside before; what the report has not is dropped."""
    view = report.view()
    known = {card.place for page in story.pages(view.source, view.lang).values() for card in page.cards}
    if "tray" in st.query_params:
        st.session_state["tray"] = st.query_params["tray"].split(",")
    _keep([place for place in held() if place in known])


def held() -> list[str]:
    """The places of the cards put aside, in the order in which they were."""
    return list(st.session_state.get("tray", []))


def turned(place: str) -> None:
    """Put a card aside, or back."""
    now = held()
    _keep([one for one in now if one != place] if place in now else [*now, place])


def emptied() -> None:
    """Put all cards back."""
    _keep([])


def too_many(lang: str | None = None) -> str:
    """What a reader is told who wants more in a file than one holds."""
    return t("One file holds at most {count} cards.", lang).format(count=MOST)


def _keep(places: list[str]) -> None:
    places = list(dict.fromkeys(places))
    kept = places[:MOST]
    if len(places) > MOST:
        st.toast(too_many(), icon=":material/info:")
    st.session_state["tray"] = kept
    if kept:
        st.query_params["tray"] = ",".join(kept)
    elif "tray" in st.query_params:
        del st.query_params["tray"]
