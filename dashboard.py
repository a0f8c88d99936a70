"""The frame: page configuration, navigation, language, and a clear word when something is missing."""

from pathlib import Path

import streamlit as st

import queries
from ui import frame
from ui.language import settle, t

ROOT = Path(__file__).resolve().parent

asked_in_vain = settle()
st.set_page_config(page_title=t("Wuchang report dashboard"), page_icon=str(ROOT / "ui" / "icon.png"), layout="wide")
page = st.navigation(
    [
        st.Page("pages/overview/page.py", title=t("Overview"), url_path="overview", default=True),
        st.Page("pages/digital_economy/page.py", title=t("Digital economy"), url_path="digital_economy"),
        st.Page("pages/dual_carbon/page.py", title=t("Dual carbon"), url_path="dual_carbon"),
        st.Page("pages/consumption/page.py", title=t("Consumption"), url_path="consumption"),
        st.Page("pages/business_environment/page.py", title=t("Business environment"), url_path="business_environment"),
        st.Page("pages/explore/page.py", title=t("Explore"), url_path="explore"),
        st.Page("pages/sources/page.py", title=t("Sources & method"), url_path="sources"),
    ],
    position="top",
)  # fmt: skip
frame.settings(asked_in_vain)
try:
    page.run()
    frame.footer()
except (queries.DataMissing, queries.QueryFailed) as error:
    frame.failure(error)
