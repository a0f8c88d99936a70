"""One figure whole: what it says, how it is printed and hedged, where it stands, what it is reckoned from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

import queries
from story import citation
from ui import passage, report
from ui.cited import cited
from ui.language import current, t
from ui.links import escape, link


def told(observation_id: str, follow: Callable[[str], None]) -> None:
    """The figure, with the way to its source and its neighbours; ``follow`` gets the id of one that is pressed."""
    lang = current()
    (row,) = queries.rows("figures/by_id", observation_id=observation_id, source=report.current(), lang=lang)
    st.metric(row["title"], row["display"])
    st.markdown(escape(row["statement"]))
    passage.in_sentence(report.current(), row)
    if isinstance(row["caveat"], str):
        mark = ":material/history: " if isinstance(row["corrected"], str) else ""
        st.caption(mark + escape(row["caveat"]))
    facts = {
        t("As printed"): row["printed"],
        t("Bounds"): row["bounds"],
        t("Unit"): row["unit"],
        t("Qualifier"): row["qualifier_title"],
        t("Subject"): row["subject"],
        t("Scope"): row["scope_title"],
        t("Period"): row["period"],
        t("Against"): row["comparison_title"],
        t("Basis"): row["basis_title"],
        t("Status"): row["status_title"] if row["status"] != "derived" else None,
        t("Definition"): row["definition"],
        t("Formula"): row["formula"],
    }
    if lang == "en":
        facts.pop(t("As printed"))  # Chinese words; the figure above says the same
    st.table(
        pd.DataFrame({name: [value] for name, value in facts.items() if pd.notna(value)}).T.rename(columns={0: ""}),
        hide_header=True,
    )
    st.code(queries.run("figures/sentence", observation_id=observation_id, lang=lang)["sentence"].iloc[0],
            language=None, wrap_lines=True)  # fmt: skip
    for related, title in (
        ("figures/inputs", t("Derived from")),
        ("figures/neighbours", t("In the same paragraph")),
    ):
        others = queries.run(related, observation_id=observation_id, lang=lang)
        if not others.empty:
            st.caption(title)
            with st.container(horizontal=True, gap="small"):
                for other in others.to_dict("records"):
                    st.button(
                        escape(f"{other['title']} {other['display']}"), key=f"to_{related}_{other['observation_id']}",
                        type="tertiary", on_click=follow, args=(other["observation_id"],),
                    )  # fmt: skip
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        cited(f"figure_{observation_id}", citation.of_one(row))
        if row["theme_id"] != "overall":
            link(row["theme_id"], row["theme"], ":material/bar_chart:")
