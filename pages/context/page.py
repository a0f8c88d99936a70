"""Context: the report's figures set beside what other publications say of the same things, and over time."""

import streamlit as st

import queries
from story import card, pairs
from ui import cards, filters, report, story
from ui.frame import heading
from ui.language import current, t

source, lang = report.current(), current()
compared = queries.rows("context/set_against", source=source, lang=lang)
told = [page for page in card.pages(source, lang).values() if page.shown(beside=True, later=True)]

heading(pairs.compared(compared, lang), pairs.summary(lang) if told else "")
filters.carried()
if told:
    view = report.view(later=story.later_switch())
    for page in told:
        if page.beside:
            cards.metric_row(queries.rows("figures/headline", ids=list(page.beside), source=source, lang=lang))
    for page in told:
        st.header(page.theme, anchor=page.theme_id, divider="gray")
        story.beside(page, view)
    st.header(t("Pair by pair"), anchor="pairs", divider="gray")
    story.pairs()
story.revisions()
