"""The carbon market's K-line from the quotes that the user supplied, with their check; else how to supply them."""

from collections.abc import Callable

import streamlit as st

import queries
from story.card import Card, View
from ui.language import t


def card(view: View, draw: Callable[[Card, View], None]) -> None:
    """The card, drawn as any chart's where there are quotes."""
    if queries.quotes_broken():
        st.caption(
            t(
                "The quotes that were supplied cannot be read: their file is damaged or has other columns. "
                "Whoever runs this dashboard can supply them again."
            )
        )
        _without_quotes()
        return
    kline = chart(view, st.session_state["rise"])
    if kline is None:
        _without_quotes()
        return
    draw(kline, view)
    checked = queries.run("market/reconciled", lang=view.lang, source=view.source)
    if not checked.empty:
        names = {
            "title": t("Title"), "period": t("Period"), "printed": t("As published"), "stands_for": t("May stand for"),
            "summed": t("From the quotes"), "consistent": t("Result"),
        }  # fmt: skip
        checked["consistent"] = checked["consistent"].map({True: t("consistent"), False: t("outside")})
        st.dataframe(
            checked.rename(columns=names), hide_index=True, width="stretch", height="content",
            alt=t("The quotes against published totals"),
        )  # fmt: skip
        st.caption(t("A published total may have been rounded or cut off; the range holds either."))


def chart(view: View, rise: str, *, still: bool = False) -> Card | None:
    """The K-line as a card, a rise in the colour ``rise``, where there are quotes; ``still`` for a wall."""
    words = queries.run("market/summary", lang=view.lang, later=view.later, source=view.source)
    if words.empty:
        return None
    return Card(
        "context_market", f"candles_{rise}{'_still' if still else ''}", ("market/breaks", "market/candles"),
        words["title"].iloc[0],
        ""  # a wall's letters leave no room for it; the panels name their units
        if still
        else t("Yuan a tonne and tonnes, by trading day; a gap where the price changes its basis or days are missing"),
        t("A hollow candle is a rise."),
        t(
            "Drag to move, Ctrl and the wheel to zoom; take a window in the strip below. "
            "Double click the strip for the whole span, the prices to go back."
        ),
        alternative=words["told"].iloc[0],
    )  # fmt: skip


def _without_quotes() -> None:
    """What the card would show, and, folded away, how to supply it."""
    st.caption(
        t(
            "The market's daily K-line is drawn here once its quotes are supplied; they may be republished only with "
            "the exchange's consent, so none come with this dashboard."
        )
    )
    with st.expander(t("How to supply the quotes")):
        st.caption(
            t(
                "Whoever runs this dashboard supplies them as its instructions say: one file or several, text or a "
                "workbook, as the exchange, a terminal or a spreadsheet lays them out by the day, with date, open, "
                "high, low, close, volume, turnover. Heading, encoding, order and units are found; every wrong row is "
                "named."
            )
        )
