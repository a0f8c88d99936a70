"""One figure whole: what it says, how it is printed and hedged, where it stands, what it is reckoned from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

import queries
from story import citation
from ui import passage, report
from ui.cited import cited
from ui.language import current, t
from ui.links import credit, escape, link


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
    _editions(observation_id)
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


def _editions(observation_id: str) -> None:
    """What several documents say of the open figure's metric and subject, where several do."""
    history = queries.run("figures/editions", observation_id=observation_id, source=report.current(), lang=current())
    if history.empty:
        return
    st.caption(t("The same in several documents"))
    history["beside"] = [
        t("this figure") if own else "" if pd.isna(revises) else restated(revises, change)
        for own, revises, change in zip(history["own"], history["revises"], history["change"], strict=True)
    ]  # fmt: skip
    names = {
        "period": t("Period"), "display": t("Figure"), "beside": t("Beside this figure"), "source": t("Source"),
        "published": t("Published"), "status_title": t("Status"),
    }  # fmt: skip
    st.dataframe(
        history[list(names)].rename(columns=names), hide_index=True, width="stretch", placeholder="—", height="content",
        column_config={t("Published"): st.column_config.DateColumn(format="YYYY-MM-DD")},
        alt=t("The same in several documents"),
    )  # fmt: skip
    credit(history["source_id"])


def restated(revises: bool, change: str | None) -> str:
    """What a document does to what an earlier one said of the same period."""
    if not revises:
        return t("the same, within bounds")
    return t("revised: {change}").format(change=change) if isinstance(change, str) else t("revised")
