"""What surrounds every page: settings at its head, sources and version at its foot, and the page for trouble."""

from typing import Final

import streamlit as st

import queries
from ui import language, report, setting
from ui.language import current, t, tn
from ui.links import link

# Streamlit's own tools over a chart give a picture without title or source, and they speak English only; a card has
# its own. Streamlit has no setting for them.
NO_TOOLS_OVER_CHARTS: Final = "<style>.stElementToolbar:has(~ .stVegaLiteChart) { display: none }</style>"


def settings(asked_in_vain: dict[str, str | None]) -> None:
    """Report, direction colours and language, above the page; and what the address asked for that is not there."""
    st.html(NO_TOOLS_OVER_CHARTS)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        report.switch()
        _colours()
        language.switch()
    if asked_in_vain["lang"] is not None:
        st.warning(
            t("The address asks for a language that is not there; this is the page in the default one."),
            icon=":material/info:",
        )
    if asked_in_vain["report"] is not None:
        st.warning(
            t("The address asks for a report that is not there; this is the default one."), icon=":material/info:"
        )


def heading(conclusion: str, summary: str = "") -> None:
    """A page's title, which is what the page says, and one line below it."""
    st.title(conclusion, anchor=False)
    if summary:
        st.markdown(summary)


def _colours() -> None:
    names = {"red": t("Rise in red"), "green": t("Rise in green")}
    setting.settle("rise", names, "red")
    st.session_state["rise_switch"] = st.session_state["rise"]
    st.segmented_control(
        t("Colours of rise and fall"), list(names), format_func=names.__getitem__, key="rise_switch", required=True,
        on_change=setting.switched, args=("rise", "red"), label_visibility="collapsed",
    )  # fmt: skip


def footer() -> None:
    """Where everything on the page comes from."""
    asked = {"source": report.current(), "lang": current()}
    titles = [row["title"] for row in queries.rows("sources/documents", **asked)]
    st.divider()
    st.caption(
        t("Source: {titles}. Figures as printed, with the source's own hedges. Data version {version}.").format(
            titles=t(", ").join(titles), version=queries.version()
        )
    )
    shown: set[str] = st.session_state["others_shown"]
    if shown:
        others = [row["short"] for row in queries.rows("context/sources", **asked) if row["source_id"] in shown]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                tn("And {count} other publication: ", "And {count} other publications: ", len(others))
                + t(", ").join(others)
            )
            link("sources", t("About these documents"), ":material/description:")


def failure(error: Exception) -> bool:
    """One clear page where the data or a question fails, or anything else does; the log has the details."""
    if isinstance(error, queries.DataMissing):
        st.title(t("The data cannot be read"), anchor=False)
        st.markdown(t("Build it again with `make data`, or check the setting `DATA_DIR`, then reload this page."))
        st.code(str(error), language=None, wrap_lines=True)
    elif isinstance(error, queries.QueryFailed):
        st.title(t("A question to the data failed"), anchor=False)
        st.markdown(t("Reload the page. If it fails again, report the message below."))
        st.code(str(error), language=None, wrap_lines=True)
    else:
        st.title(t("This page could not be shown"), anchor=False)
        st.markdown(t("Reload the page. If it fails again, report the time and the address; the log has the rest."))
    return True
