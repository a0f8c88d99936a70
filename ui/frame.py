"""What surrounds every page: its heading with the settings, sources and version at its foot, the page for trouble."""

from html import escape as escape_html
from pathlib import Path
from typing import Final

import streamlit as st

import queries
from charts.text import text_width
from charts.theme import FONT, PALETTES
from ui import filters, language, paper, report, setting, take_away, version
from ui.language import current, t, tn
from ui.links import escape, link

RISE: Final = ("red", "green")  # colours of a rise
STYLE: Final = Path(__file__).with_name("page.css").read_text(encoding="utf8")


def begin(asked_in_vain: dict[str, str | None], no_version: version.InVain | None) -> None:
    """Before a page: its look, the reader's colours, and what the address asked for that is not there."""
    setting.settle("rise", RISE, RISE[0])
    scheme = report.view().scheme
    # Streamlit writes white on every primary colour, which on a dark page is a light one
    ink = f"[data-testid^=stBaseButton-primary] * {{ color: {PALETTES[scheme].canvas} }}"
    look = STYLE.replace("WORD", t("Notes and sources"))
    st.html(f"<style>{look}{ink}{paper.style(scheme)}</style>")
    st.logo(_wordmark(), size="large")
    if asked_in_vain["lang"] is not None:
        st.warning(
            t("The address asks for a language that is not there; this is the page in the default one."),
            icon=":material/info:",
        )
    if asked_in_vain["report"] is not None:
        st.warning(
            t("The address asks for a report that is not there; this is the default one."), icon=":material/info:"
        )
    if no_version is not None:
        filters.say_in_vain([("version", no_version.version)], no_version.why)


def tabs() -> None:
    """The pages' names in a row, which a phone has no room for beside the words above; they go aside under a finger."""
    with st.container(horizontal=True, gap="xxsmall", wrap=False, key="tabs"):
        for name, page in st.session_state["pages"].items():
            if name != "verify":  # which the rows of pages elsewhere leave out, too
                st.page_link(page, query_params=report.kept())


def _wordmark() -> str:
    """Whose dashboard this is, as an SVG: Streamlit has room for a picture beside the pages' names, not for words."""
    words = t("{subject} in figures").format(subject=report.known()[report.current()]["subject"])
    ink = PALETTES[report.view().scheme].ink
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{text_width(words, 17, bold=True) + 4:.0f}" height="32">'
        f'<text x="0" y="22" font-family="{escape_html(FONT)}" font-size="17" font-weight="650" fill="{ink}">'
        f"{escape_html(words)}</text></svg>"
    )


def heading(conclusion: str, summary: str = "", *, of: str | None = None) -> None:
    """A page's title, which is what the page says; the report it is read in, with the settings; a line below.

    A page that is of no report that is read says ``of`` what it is.
    """
    st.title(conclusion, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"masthead_{current()}"):
        st.caption(escape(report.masthead() if of is None else of), width="stretch")
        if of is None:
            report.switch()
            take_away.entry()
        with st.popover(t("Settings"), icon=":material/tune:", type="tertiary"):
            language.switch()
            _colours()
    if summary:
        st.markdown(summary)


def _colours() -> None:
    names = dict(zip(RISE, (t("Rise in red"), t("Rise in green")), strict=True))
    st.session_state["rise_switch"] = st.session_state["rise"]
    st.segmented_control(
        t("Colours of rise and fall"), list(names), format_func=names.__getitem__, key="rise_switch", required=True,
        on_change=setting.switched, args=("rise", RISE[0]),
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
        counted = tn("And {count} other publication: ", "And {count} other publications: ", len(others))
        st.caption(counted + t(", ").join(others))
    with st.container(horizontal=True, gap="small"):
        link("verify", t("Check a file that was taken away"), ":material/verified:")
        if shown:
            link("sources", t("About these documents"), ":material/description:")


def failure(error: Exception) -> bool:
    """One clear page where the data or a question fails, or anything else does; the log has the details."""
    if isinstance(error, queries.DataMissing):
        st.title(t("The data cannot be read"), anchor=False)
        st.markdown(t("Reload the page. If it fails again, tell whoever runs this dashboard what stands below."))
        st.code(str(error), language=None, wrap_lines=True)
    elif isinstance(error, queries.QueryFailed):
        st.title(t("A question to the data failed"), anchor=False)
        st.markdown(t("Reload the page. If it fails again, report the message below."))
        st.code(str(error), language=None, wrap_lines=True)
    else:
        st.title(t("This page could not be shown"), anchor=False)
        st.markdown(t("Reload the page. If it fails again, report the time and the address; the log has the rest."))
    if version.current():
        version.to_current("failed")
    return True
