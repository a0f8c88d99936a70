"""Figures inside sentences: how they read, looked up by id."""

import pandas as pd
import streamlit as st

import queries
from ui.language import current
from ui.language import t as translated


def displays(*ids: str) -> dict[str, str]:
    """How some observations read in the reader's language, hedge included, by observation id."""
    frame = queries.run("figures/displays", ids=list(ids), lang=current())
    return dict(zip(frame["observation_id"], frame["display"], strict=True))


def interval(observation_id: str) -> str:
    """What a derived observation lies between, in the reader's language: 58.22—58.34元/吨."""
    return str(queries.run("figures/displays", ids=[observation_id], lang=current())["bounds"].iloc[0])


def unit(frame: pd.DataFrame) -> str:
    """What an axis of a frame's values is headed: their unit, if they have one in common and it has a name."""
    units = frame["unit"].unique().tolist() if "unit" in frame else []
    return units[0] if len(units) == 1 and isinstance(units[0], str) else ""


def heading(conclusion: str, summary: str = "") -> None:
    """A page's title, which is what the page says, and one line below it."""
    st.title(conclusion, anchor=False)
    if summary:
        st.markdown(summary)


def words(lang: str) -> dict[str, str]:
    """The words that charts need."""

    def t(message: str) -> str:
        return translated(message, lang)

    return {
        "label": t("Item"),
        "display": t("Figure"),
        "period": t("Period"),
        "statement": t("In words"),
        "where": t("Source"),
        "over": t("at least"),
        "nearly": t("less than"),
        "about": t("about"),
        "range": t("range"),
        "order": t("order of magnitude"),
        "derived": t("derived"),
        "interval": t("bounds of a derived value"),
        "estimate": t("estimate"),
        "published": t("the report"),
        "context": t("other publications"),
        "later": t("published after the report"),
        "elsewhere": t("other publications"),
        "gap": t("gap"),
        "title": t("Event"),
        "date": t("Date"),
        "child": t("Name"),
        "kind": t("Kind"),
        "parent": t("Belongs to"),
        "note": t("Note"),
        "cell": t("Period"),
        "state": t("Basis"),
        "stated": t("stated in the report"),
        "implied": t("derived from the streak's length"),
        "unknown": t("two of these three, which is not stated"),
        "paragraph": t("Paragraph"),
        "section": t("Section"),
        "printed": t("As printed"),
        "reason": t("Reason"),
        "figure": t("figure"),
        "other": t("other number"),
        "open": t("Open"),
        "high": t("High"),
        "low": t("Low"),
        "close": t("Close"),
        "change": t("Change"),
        "volume": t("Volume"),
        "turnover": t("Turnover"),
        "ma5": "MA5",
        "ma20": "MA20",
        "price_unit": t("yuan/t"),
        "volume_unit": t("Volume (t)"),
        "theme": t("Theme"),
        "observations": t("Figures"),
    }
