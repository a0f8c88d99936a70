"""How the table of figures is arranged: order, groups and columns. They live in the address, as the filters do."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import streamlit as st

from ui import filters
from ui.language import t

ORDERS: Final = ("", "most", "least")
GROUPS: Final = ("", "theme", "subject", "year")
USUAL: Final = ("title", "subject", "period", "theme", "qualifier_title", "basis_title", "statement", "where")
MORE: Final = ("bounds", "comparison_title", "kind_title", "scope_title")  # columns shown when they are asked for


class Arrangement(NamedTuple):
    """What the address asks for: one of ``ORDERS``, one of ``GROUPS``, the columns, and what it asked in vain."""

    order: str
    group: str
    columns: tuple[str, ...]
    in_vain: list[tuple[str, str]]


def asked() -> Arrangement:
    """Read the address; what is not known is left aside."""
    order, group = st.query_params.get("order", ""), st.query_params.get("group", "")
    wanted = st.query_params.get("columns", "")[: filters.LONGEST_VALUE].split(",")
    columns = tuple(column for column in (*USUAL, *MORE) if column in wanted) or USUAL
    in_vain = [
        (key, value) for key, value, known in (("order", order, ORDERS), ("group", group, GROUPS)) if value not in known
    ]
    in_vain += [("columns", column) for column in wanted if column and column not in (*USUAL, *MORE)]
    return Arrangement(order if order in ORDERS else "", group if group in GROUPS else "", columns, in_vain)


def names() -> Mapping[str, str]:
    """Every column of the table by its name in the questions; the number, which is always there, is the first."""
    return {
        "display": t("Figure"), "title": t("Title"), "subject": t("Subject"), "period": t("Period"),
        "theme": t("Theme"), "qualifier_title": t("Qualifier"), "basis_title": t("Basis"),
        "statement": t("In words"), "where": t("Source"), "bounds": t("Bounds"),
        "comparison_title": t("Against"), "kind_title": t("Kind"), "scope_title": t("Scope"),
    }  # fmt: skip


def chooser(now: Arrangement) -> None:
    """The choice of order, groups and columns, behind a button that says whether one is made."""
    orders = {
        "": t("by what is measured"), "most": t("largest first, unit by unit"),
        "least": t("smallest first, unit by unit"),
    }  # fmt: skip
    groups = {"": t("none"), "theme": t("Theme"), "subject": t("Subject"), "year": t("Year")}
    titles = names()
    made = sum([bool(now.order), bool(now.group), now.columns != USUAL])
    for key, value in (("order", now.order), ("group", now.group), ("columns", list(now.columns))):
        st.session_state[f"arrange_{key}"] = value
    with st.popover(
        filters.counted(t("Arrange"), made), icon=":material/tune:", type="tertiary", key="explore_arrange"
    ):  # fmt: skip
        st.radio(
            t("Order"), ORDERS, key="arrange_order", format_func=orders.__getitem__, on_change=_changed, args=("order",)
        )
        st.caption(t("What is printed without a single value stands by its lower bound."))
        st.radio(
            t("Groups"), GROUPS, key="arrange_group", format_func=groups.__getitem__, on_change=_changed,
            args=("group",), horizontal=True,
        )  # fmt: skip
        st.pills(
            t("Columns"), [*USUAL, *MORE], key="arrange_columns", format_func=titles.__getitem__,
            selection_mode="multi", on_change=_changed, args=("columns",),
        )  # fmt: skip


def _changed(key: str) -> None:
    value = st.session_state[f"arrange_{key}"]
    filters.put(**{key: None if tuple(value or ()) == USUAL else value})
