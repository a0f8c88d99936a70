"""The frame around every page: configuration, navigation, settings, footer. No theme knowledge."""

from functools import partial
from pathlib import Path

import streamlit as st

from queries import turns
from story import card
from ui import embedded, frame, guard, language, report, setting, story, tray, version, wall
from ui.language import current, t

PAGES = Path(__file__).resolve().parent

# of many readers at once, one page is written at a time; and the whole page is answered from one set of tables
with (
    turns.taken(),
    language.settled() as no_language,
    version.settled() as no_version,
    report.settled() as no_report,
):
    told = card.pages(report.current(), current())
    st.set_page_config(
        page_title=report.known()[report.current()]["short"],
        page_icon=str(PAGES.parent / "ui" / "icon.png"),
        layout="wide",
    )
    pages = {
        page_id: st.Page(
            partial(story.show, page), title=t("Overview") if page_id == "overview" else page.theme, url_path=page_id,
            default=page_id == "overview",
        )
        for page_id, page in told.items()
    }  # fmt: skip
    pages |= {
        name: st.Page(PAGES / name / "page.py", title=title, url_path=name)
        for name, title in (
            ("context", t("Context")), ("explore", t("Explore")), ("sql", t("Query")), ("sources", t("Sources & method")),
        )
    }  # fmt: skip
    if guard.may_write():
        pages["intake"] = st.Page(PAGES / "intake" / "page.py", title=t("Enter a report"), url_path="intake")
    pages["verify"] = st.Page(PAGES / "verify" / "page.py", title=t("Verify"), url_path="verify", visibility="hidden")
    on_wall = st.query_params.get("wall") == "1"
    page = st.navigation(list(pages.values()), position="hidden" if on_wall or "card" in st.query_params else "top")
    st.session_state["pages"], st.session_state["told"] = pages, told
    st.session_state["page_id"] = next(name for name, one in pages.items() if one.url_path == page.url_path)
    tray.settle()
    for switch in ("context", "later") if st.session_state["page_id"] in (*told, "context") else ():
        # what is taken away follows them, and stands above them on a page
        setting.settle(switch, ("0", "1"), "0")
    st.session_state["others_shown"] = set()  # by the page now run
    frame.begin({"lang": no_language, "report": no_report}, no_version)
    if on_wall:
        wall.show()
    elif "card" in st.query_params:
        embedded.show(st.query_params["card"])
    else:
        frame.tabs()
        version.strip(st.session_state["page_id"])
        with version.for_page(st.session_state["page_id"]), report.settled():
            page.run()
            frame.footer()
