"""Filters that live in the address: read, checked, offered and cleared.

The address is the truth. A value it does not know is named and left aside; a widget that changes writes the address.
"""

import re
import unicodedata
from typing import Any, Final, NamedTuple

import streamlit as st

import queries
from ui import report
from ui.language import current, t
from ui.links import link

# a filter's key in the address -> the parameter of the questions
DIMENSIONS: Final = {
    "theme": "themes",
    "topic": "topics",
    "subject": "subjects",
    "scope": "scopes",
    "kind": "kinds",
    "unit": "units",
    "period_kind": "period_kinds",
    "qualifier": "qualifiers",
    "basis": "bases",
}
FILTERS: Final = {**DIMENSIONS, "year": "years", "text": "text"}
IN_SIGHT: Final = ("theme", "subject")  # beside text and year; the others are folded
LONGEST_TEXT: Final = 60
LONGEST_VALUE: Final = 2_000  # of one key in the address; more is not read
SUBJECTS: Final = 50  # options offered; at thousands of subjects the text filter finds the others
NONE: Final[dict[str, Any]] = {**{name: [] for name in DIMENSIONS.values()}, "years": [], "text": ""}
# on a phone the filters are behind a switch, which a wider screen has no need of
FOLDED: Final = (
    "<style>@media (min-width: 641px) { .st-key-filters_unfolded { display: none }"
    " .stMain .st-key-filters .stColumn { min-width: 8.25rem } }"  # so that a laptop holds them on one line
    "@media (max-width: 640px) { .st-key-filters:not(:has(.st-key-filters_unfolded input:checked))"
    " > :not(:has(.st-key-filters_unfolded), .st-key-filters_unfolded) { display: none } }</style>"
)
_YEAR: Final = re.compile(r"((?:19|20)\d\d) ?年?", re.ASCII)  # once its full-width digits are narrow


class Asked(NamedTuple):
    """What the address asks for: parameters for the questions, and what it asked in vain as (key, value)."""

    parameters: dict[str, Any]
    in_vain: list[tuple[str, str]]

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self.parameters != NONE


def asked() -> Asked:
    """Read the address. Repeated keys and lists by comma both count; unknown values are left aside."""
    known = queries.rows("explore/known", source=report.current())
    in_vain: list[tuple[str, str]] = []
    parameters = dict(NONE)
    for key, parameter in DIMENSIONS.items():
        terms = {row["term"] for row in known if row["dimension"] == key}
        values = _values(key)
        parameters[parameter] = [value for value in values if value in terms]
        in_vain += [(key, value) for value in values if value not in terms]
    years = {year: _YEAR.fullmatch(unicodedata.normalize("NFKC", year)) for year in _values("year")}
    parameters["years"] = sorted({int(read[1]) for read in years.values() if read})
    in_vain += [("year", year) for year, read in years.items() if not read]
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in st.query_params.get("text", "")).split())
    if len(text) > LONGEST_TEXT:
        in_vain.append(("text", text))
        text = ""
    parameters["text"] = text
    return Asked(parameters, in_vain)


def _values(key: str) -> list[str]:
    joined = ",".join(st.query_params.get_all(key))[:LONGEST_VALUE]
    return list(dict.fromkeys(value.strip() for value in re.split("[,，、]", joined) if value.strip()))


def say_in_vain(in_vain: list[tuple[str, str]], why: str = "") -> None:
    """Name what the address asked for and is not there, shortened, as plain text; and why, where that is known."""
    if in_vain:
        st.warning(t("Parts of the address are not known here and were left aside:"), icon=":material/info:")
        shown = [f"{key}={value[:40]}{'…' if len(value) > 40 else ''}" for key, value in in_vain[:5]]
        st.code("\n".join(shown + ["…"] * (len(in_vain) > 5)), language=None)
        if why:
            st.caption(why)


def put(**values: str | list[str] | None) -> None:
    """Write filters into the address; an empty one leaves it. The open row and the page of the table go back."""
    st.session_state["filters_touched"] = True
    for key, value in {"row": None, "from": None, **values}.items():
        text = ",".join(value) if isinstance(value, list) else value
        if text:
            st.query_params[key] = text
        elif key in st.query_params:
            del st.query_params[key]


def keep() -> None:
    """Remember the filters while the reader is on other pages, and bring them back on return."""
    here = {key: ",".join(st.query_params.get_all(key)) for key in FILTERS if key in st.query_params}
    if not here and not st.session_state.get("filters_touched"):
        for key, value in st.session_state.get("filters_kept", {}).items():
            st.query_params[key] = value
        return
    st.session_state["filters_kept"] = here


def carried() -> dict[str, str]:
    """On another page: show the filters that came along, with the way back; returns them."""
    kept: dict[str, str] = st.session_state.get("filters_kept", {})
    st.session_state["filters_touched"] = False
    if kept:
        with st.container(horizontal=True, vertical_alignment="center"):
            titles = {**_titles(), "year": t("Year"), "text": t("Text")}
            st.caption(t("Filters from Explore: {names}").format(names=t(", ").join(titles[key] for key in kept)))
            link("explore", t("Back to Explore"), ":material/filter_alt:", **kept)
    return kept


def clear() -> None:
    """Take every filter out of the address."""
    put(**dict.fromkeys(FILTERS))


def _changed(key: str) -> None:
    put(**{key: st.session_state[f"filter_{key}"]})


def _titles() -> dict[str, str]:
    return {
        "theme": t("Theme"),
        "topic": t("Topic"),
        "subject": t("Subject"),
        "scope": t("Scope"),
        "kind": t("Kind"),
        "unit": t("Unit"),
        "period_kind": t("Kind of period"),
        "qualifier": t("Qualifier"),
        "basis": t("Basis"),
    }


def card(found: Asked) -> None:
    """The filters, each option with how many observations remain under it: search and the most used on a line.

    The others are folded, on a phone all of them; what is folded says how many are in use.
    """
    facets = queries.rows("explore/facets", **found.parameters, limit=SUBJECTS, source=report.current(), lang=current())
    in_use = [key for key, parameter in FILTERS.items() if found.parameters[parameter]]

    def offer(key: str) -> None:
        _dimension(key, [row for row in facets if row["dimension"] == key], found.parameters[DIMENSIONS[key]])

    st.html(FOLDED)
    with st.container(key="filters", gap="small"):
        st.toggle(counted(t("Filters"), len(in_use)), key="filters_unfolded")
        words, theme, subject, year, others, everything = st.columns(
            [19, 22, 20, 15, 15, 14], vertical_alignment="bottom"
        )
        with words:
            st.session_state["filter_text"] = found.parameters["text"]
            st.text_input(
                t("Text"), key="filter_text", max_chars=LONGEST_TEXT, on_change=_changed, args=("text",),
                placeholder=t("Search the figures"),
            )  # fmt: skip
        with theme:
            offer("theme")
        with subject:
            offer("subject")
        with year:
            _years(found)
        folded = [key for key in DIMENSIONS if key not in IN_SIGHT]
        count = len([key for key in folded if key in in_use])
        with others, st.popover(counted(t("More filters"), count), key="filters_more", width="stretch"):
            for key in folded:
                offer(key)
        with everything:
            st.button(
                t("Clear all"), on_click=clear, disabled=not found.active, icon=":material/filter_alt_off:",
                width="stretch",
            )  # fmt: skip


def counted(name: str, count: int) -> str:
    """A name with a count where there is one to tell."""
    return t("{name} ({count})").format(name=name, count=count) if count else name


def _dimension(key: str, options: list[queries.Row], chosen: list[str]) -> None:
    names = {row["term"]: row["title"] for row in options}
    counts = {row["term"]: row["observations"] for row in options}
    offered = [term for term in names if counts[term] or term in chosen]
    st.session_state[f"filter_{key}"] = [term for term in chosen if term in names]
    st.multiselect(
        _titles()[key], offered, key=f"filter_{key}", on_change=_changed, args=(key,), select_all=False,
        format_func=lambda term: t("{name} ({count})").format(name=names[term], count=f"{counts[term]:,}"),
        placeholder=t("all"),
    )  # fmt: skip


def _years(found: Asked) -> None:
    known = queries.rows("explore/known", source=report.current())
    years = [row["term"] for row in known if row["dimension"] == "year"]
    chosen = [str(year) for year in found.parameters["years"]]
    st.session_state["filter_year"] = [year for year in chosen if year in years]
    st.multiselect(
        t("Year"), years, key="filter_year", on_change=_changed, args=("year",), select_all=False, placeholder=t("all")
    )
