"""Context: the report's figures set beside what other publications say of the same things, and over time."""

import streamlit as st

import queries
from story import card
from ui import cards, filters, report, story
from ui.frame import heading
from ui.language import current, t

source, lang = report.current(), current()
compared = queries.run("context/set_against", source=source, lang=lang)
told = [page for page in card.pages(source, lang).values() if page.shown(beside=True, later=True)]

kinds = compared["kind"].value_counts()
if compared.empty:
    conclusion = t("No other publication known here tells of the same figures.")
elif "contradicts" in kinds:
    conclusion = t(
        "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, {compatible} "
        "are only consistent within bounds; {contradicts} contradict"
    )
else:
    conclusion = t(
        "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, {compatible} "
        "are only consistent within bounds; none contradicts"
    )
heading(
    conclusion.format(
        compared=len(compared),
        **{kind: kinds.get(kind, 0) for kind in ("same", "rounded", "compatible", "contradicts")},
    ),
    t(
        "The report gives one point in time. Here other publications are set beside it: its marks in colour, theirs in "
        "grey; an estimate is hollow, what is derived here hollow and dashed."
    )
    if told
    else "",
)
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
