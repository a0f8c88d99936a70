"""Context: the report's figures set beside what other publications say of the same things, and over time."""

import streamlit as st

import queries
from ui import cards, context, filters
from ui.figures import heading
from ui.language import current, t

lang = current()
compared = queries.run("context/set_against", lang=lang)
documents = queries.run("context/sources", lang=lang)
titles = {
    "overall": t("The district as a whole"), "business_environment": t("Business environment"),
    "dual_carbon": t("Dual carbon"),
}  # fmt: skip

agreeing = int(compared["agrees"].sum())
taking_part = {document for cited in compared["source_ids"] for document in cited}
conclusion = (
    t("Set against {documents} other publications: all {compared} comparisons agree")
    if agreeing == len(compared)
    else t("Set against {documents} other publications: {agreeing} of {compared} comparisons agree")
)
heading(
    conclusion.format(documents=len(taking_part), agreeing=agreeing, compared=len(compared)),
    t(
        "The report gives one point in time. Here {count} other publications are set beside it: its marks in colour, "
        "theirs in grey, estimates hollow, derived values hatched."
    ).format(count=len(documents)),
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
