"""The frame around every page: configuration, navigation, settings, footer. No theme knowledge."""

from pathlib import Path

import streamlit as st

import queries
from queries import turns
from ui import frame
from ui.language import settled, t

PAGES = Path(__file__).resolve().parent

# of many readers at once, one page is written at a time; and the whole page is answered from one set of tables
with turns.taken(), queries.pinned(), settled() as asked_in_vain:
    st.set_page_config(
        page_title=t("Wuchang report dashboard"), page_icon=str(PAGES.parent / "ui" / "icon.png"), layout="wide"
    )
    page = st.navigation(
        [
            st.Page(PAGES / "overview/page.py", title=t("Overview"), url_path="overview", default=True),
            st.Page(PAGES / "digital_economy/page.py", title=t("Digital economy"), url_path="digital_economy"),
            st.Page(PAGES / "dual_carbon/page.py", title=t("Dual carbon"), url_path="dual_carbon"),
            st.Page(PAGES / "consumption/page.py", title=t("Consumption"), url_path="consumption"),
            st.Page(
                PAGES / "business_environment/page.py", title=t("Business environment"), url_path="business_environment"
            ),
            st.Page(PAGES / "context/page.py", title=t("Context"), url_path="context"),
            st.Page(PAGES / "explore/page.py", title=t("Explore"), url_path="explore"),
            st.Page(PAGES / "sql/page.py", title=t("Query"), url_path="sql"),
            st.Page(PAGES / "sources/page.py", title=t("Sources & method"), url_path="sources"),
        ],
        position="top",
    )
    frame.settings(asked_in_vain)
    st.session_state["others_shown"] = set()  # by the page now run
    page.run()
    frame.footer()
