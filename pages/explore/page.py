"""Explore: every figure, filtered by theme, kind, hedge and basis, and taken away."""

import streamlit as st

import queries
from exports import tables
from ui.figures import heading
from ui.language import current, t, tn

lang = current()


def options(column: str) -> dict[str, str]:
    """The values a filter offers, with their names."""
    frame = queries.run("explore/options", vocabulary=column, lang=lang)
    return dict(zip(frame["term"], frame["title"], strict=True))


def chosen(label: str, column: str) -> list[str]:
    """A filter of several values, kept in the address."""
    names = options(column)
    return st.pills(
        label, list(names), selection_mode="multi", format_func=names.__getitem__, key=f"filter_{column}"
    )  # fmt: skip


top = st.container()
with st.container(border=True):
    first, second = st.columns(2)
    with first:
        themes, kinds = chosen(t("Theme"), "theme"), chosen(t("Kind"), "kind")
    with second:
        bases, qualifiers = chosen(t("Basis"), "basis"), chosen(t("Qualifier"), "qualifier")
    text = st.text_input(t("Text"), placeholder=t("Words in titles, statements or figures"), key="filter_text")
found = queries.run(
    "explore/figures", themes=themes, kinds=kinds, bases=bases, qualifiers=qualifiers, text=text.strip(), lang=lang
)
with top:
    heading(tn("{count} figure passes the filters", "{count} figures pass the filters", len(found)))
columns = {
    "theme": t("Theme"), "title": t("Title"), "subject": t("Subject"), "display": t("Figure"), "period": t("Period"),
    "qualifier_title": t("Qualifier"), "basis_title": t("Basis"), "statement": t("In words"), "caveat": t("Caveat"),
    "where": t("Source"),
}  # fmt: skip
table = found[list(columns)].rename(columns=columns)
st.dataframe(table, hide_index=True, width="stretch", height=560)
st.download_button(
    "CSV", lambda: tables.csv(table), file_name=f"figures-{queries.version()}.csv", mime="text/csv", on_click="ignore",
    icon=":material/download:",
)  # fmt: skip
