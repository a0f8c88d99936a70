"""Context: the report's figures set beside what other publications say of the same things, and over time."""

import streamlit as st

import queries
from ui import cards, context, filters
from ui.figures import heading
from ui.language import current, t

lang = current()
compared = queries.run("context/set_against", lang=lang)
titles = {
    "overall": t("The district as a whole"), "business_environment": t("Business environment"),
    "dual_carbon": t("Dual carbon"), "consumption": t("Consumption"),
}  # fmt: skip

kinds = compared["kind"].value_counts()
conclusion = (
    t(
        "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, {compatible} "
        "are only consistent within bounds; none contradicts"
    )
    if "contradicts" not in kinds
    else t(
        "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, {compatible} "
        "are only consistent within bounds; {contradicts} contradict"
    )
)
heading(
    conclusion.format(
        compared=len(compared),
        **{kind: kinds.get(kind, 0) for kind in ("same", "rounded", "compatible", "contradicts")},
    ),
    t(
        "The report gives one point in time. Here other publications are set beside it: its marks in colour, theirs in "
        "grey; an estimate is hollow, what is derived here hollow and dashed."
    ),
)
filters.carried()
later = context.later_switch()
cards.metric_row(queries.run("context/headline", lang=lang))
for theme, drawn in context.EVERYTHING.items():
    st.header(titles[theme], anchor=theme, divider="gray")
    if theme == "dual_carbon":
        context.market(later)
    context.show(drawn, later=later)
st.header(t("Pair by pair"), anchor="pairs", divider="gray")
context.pairs()
