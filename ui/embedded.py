"""One card alone, for a frame in another site's page: ``card=<page>.<card>`` in the address, ``embed=true`` beside it.

Whether another site may frame it is for whoever runs the server to say (``FRAME_ANCESTORS``, see README.md).
"""

from urllib.parse import urlencode, urlsplit

import streamlit as st

import queries
from story import card as story
from ui import cards, report, version
from ui.frame import heading
from ui.language import t
from ui.links import escape


def show(place: str) -> None:
    """The card that is called so, with the report's name and the way to the whole; a word where there is none.

    Its address is that of its page, ``card`` beside it.
    """
    view = report.view(later=True)
    page_id, _, key = place.partition(".")
    page = story.pages(view.source, view.lang).get(page_id)
    found = next((card for card in page.cards if card.key == key), None) if page else None
    if found is None:
        heading(t("There is no such card"))
        st.markdown(t("The address asks for a card that this report has not."))
    else:
        cards.shown(found, view)
        told = version.said() or t("Data version {version}").format(version=queries.version())
        st.caption(f"{escape(report.masthead())} · {escape(told)}")
    whole = urlsplit(st.context.url or "")._replace(query=urlencode(report.kept()), fragment=key).geturl()
    words = t("Open the dashboard")
    st.markdown(f"[{words}]({whole})")  # beside the frame, not in it
