"""Explore: every figure, filtered by what it is, linked in charts, led to its source, and taken away."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import queries
from exports import tables
from exports.cards import named_table
from story.card import Card, freeze
from ui import cards, filters, report
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import document_line, escape, link, source_line

FORMS = {"growth": "ladder", "gap": "ladder", "rank": "places"}  # what is no amount from zero
PAGE, DRAWN, TAKEN = 100, 15, 100_000  # rows: of a page of the table, of the chart of values, of a file
lang, source = current(), report.current()
view = report.view()
filters.keep()
found = filters.asked()
passing = int(queries.run("explore/count", **found.parameters, source=source)["observations"].iloc[0])


def turn(key: str) -> None:
    """Give a chart a fresh selection: what was clicked stands among the filters now, or is open."""
    st.session_state[key] = st.session_state.get(key, 0) + 1


def picked_cell(cells: list[dict[str, Any]]) -> None:
    """A cell was clicked: its theme and kind become filters."""
    filters.put(theme=cells[0]["theme_id"], kind=cells[0]["kind"])
    turn("explore_turn")


def picked_year(cells: list[dict[str, Any]]) -> None:
    """A year was clicked: it becomes a filter."""
    if years := [cell["year"] for cell in cells if cell.get("year")]:
        filters.put(year=str(int(years[0])))
        turn("explore_turn")


def picked_figure(figures: list[dict[str, Any]]) -> None:
    """A mark of the chart of values was clicked: its figure opens, over a fresh chart that can be clicked again."""
    open_row(figures[0]["observation_id"])
    turn("explore_opened")


def picked_row() -> None:
    """A row of the table was clicked: it opens, and the table, which keeps the focus, has no row selected again."""
    rows = st.session_state["explore_table"].selection.rows
    if rows:
        open_row(shown.iloc[rows[0]]["observation_id"])
        st.session_state["explore_table"] = {"selection": {"rows": []}}
        turn("explore_opened")


def linked_charts() -> None:
    """Counts by theme and kind, and by year; a click filters."""
    turned = st.session_state.get("explore_turn", 0)
    left, right = st.columns([3, 2])
    with left, st.container(border=True, height="stretch"):
        st.header(t("Figures by theme and kind"), anchor="by_kind")
        st.caption(t("Click a cell to filter by it"))
        card = Card(
            "by_kind", "counts", ("explore/theme_by_kind",), t("Figures by theme and kind"),
            parameters=freeze(found.parameters),
        )  # fmt: skip
        cards.selectable(f"explore_cell_{turned}", card, view, "cell", picked_cell)
    with right, st.container(border=True, height="stretch"):
        st.header(t("Figures by the years their period covers"), anchor="by_year")
        st.caption(t("A figure of several years counts in each; click a year to filter by it"))
        card = Card(
            "by_year", "periods", ("explore/by_year",), t("Figures by the years their period covers"),
            parameters=freeze(found.parameters),
        )  # fmt: skip
        cards.selectable(f"explore_year_{turned}", card, view, "year", picked_year)


def values_chart() -> None:
    """The values, on one axis only where they are alike; else the choice between what is alike."""
    alike = queries.run("explore/alike", **found.parameters, source=source, lang=lang)
    if alike.empty:
        return
    names = {row["alike_id"]: row for row in alike.to_dict("records")}
    if len(alike) > 1:
        st.info(
            t(
                "These figures do not belong on one axis: they differ in {differences}. Choose a set that can be compared."
            ).format(differences=t(", ").join(differences(alike))),
        )
        chosen = st.selectbox(
            t("Comparable set"), list(names), key="explore_alike",
            format_func=lambda alike_id: t("{name} ({count})").format(
                name=names[alike_id]["name"], count=f"{names[alike_id]['observations']:,}"
            ),
        )  # fmt: skip
    else:
        chosen = next(iter(names))
    row = names[chosen]
    drawn = min(DRAWN, row["observations"])
    card = Card(
        "values",
        FORMS.get(row["kind"], "amounts"),
        ("explore/values",),
        tn("{count} value: ", "{count} values: ", drawn) + row["name"],
        t("The newest, of {count} in this set").format(count=f"{row['observations']:,}")
        if row["observations"] > DRAWN
        else "",
        handling=t("Click one to open it"),
        words=(("gap_unit", row["unit_title"]),) if row["kind"] == "gap" else (),
        parameters=freeze({**found.parameters, "alike": chosen, "limit": DRAWN}),
        clickable=True,
    )
    cards.chart_card(card, view, picked=picked_figure, turn=st.session_state.get("explore_opened", 0))


def differences(alike: pd.DataFrame) -> list[str]:
    """In what the comparable sets differ."""
    names = {
        "quantity": t("what is counted"),
        "nature": t("whether over a period or at a moment"),
        "base": t("basis or field"),
        "comparison": t("what they are against"),
        "period": t("period"),
        "scope": t("scope"),
        "series": t("series"),
    }
    found = [name for column, name in names.items() if alike[column].nunique(dropna=False) > 1]
    return found or [t("unit")]


def detail() -> None:
    """The open figure whole, with the way to its source and its neighbours."""
    observation_id = st.query_params["row"]
    row = queries.run("figures/by_id", observation_id=observation_id, source=source, lang=lang).iloc[0]
    st.metric(row["title"], row["display"])
    st.markdown(escape(row["statement"]))
    if isinstance(row["caveat"], str):
        st.caption(escape(row["caveat"]))
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
                        type="tertiary", on_click=open_row, args=(other["observation_id"],),
                    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        if isinstance(row["section"], str):
            source_line([row["root_paragraph"]], row["section"])
        else:
            document_line(row["source_id"], row["source"])
        if row["theme_id"] != "overall":
            link(row["theme_id"], row["theme"], ":material/bar_chart:")


def close_row(opened: int) -> None:
    """The figure was closed, unless a click that came with the closing has opened one since."""
    if st.session_state.get("explore_opened", 0) == opened:
        st.query_params.pop("row", None)


def open_row(observation_id: str) -> None:
    """Open another figure."""
    st.query_params["row"] = observation_id


def take() -> None:
    """The selection as files, each with what was filtered and the data version."""
    names = {
        t("Filters"): json.dumps({k: v for k, v in found.parameters.items() if v}, ensure_ascii=False) or "{}",
        t("Data version"): queries.version(),
        t("Taken on"): dt.date.today().isoformat(),
    }
    sheet, about_sheet = t("Data"), t("About")
    parameters = found.parameters

    def rows() -> Iterator[pd.DataFrame]:
        return queries.parts("explore/page", **parameters, source=source, lang=lang, limit=TAKEN, offset=0)

    def named() -> Iterator[pd.DataFrame]:
        return (named_table(part, lang, whole=True) for part in rows())

    stem = f"figures-{queries.version()}"
    with st.container(horizontal=True):
        for label, data, mime in (
            ("CSV", lambda: tables.csv(named()), "text/csv"),
            ("XLSX", lambda: tables.xlsx(named(), title=sheet, about=names, about_title=about_sheet),
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("Parquet", lambda: tables.parquet(rows(), about=names), "application/vnd.apache.parquet"),
            ("JSON", lambda: tables.json(rows(), about=names), "application/json"),
        ):  # fmt: skip
            st.download_button(
                label, data, file_name=f"{stem}.{label.lower()}", mime=mime, key=f"take_{label}", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
    if passing > TAKEN:
        st.caption(t("A file holds the first {count} rows.").format(count=f"{TAKEN:,}"))


heading(
    tn("{count} figure passes the filters", "{count} figures pass the filters", passing)
    if found.active
    else tn("{count} figure in all", "{count} figures in all", passing),
    t("Of all figures and derived values; every view is an address that can be shared."),
)
filters.say_in_vain(found.in_vain)
filters.card(found)
opens = "row" in st.query_params
if opens and queries.run("figures/by_id", observation_id=st.query_params["row"], source=source, lang=lang).empty:
    filters.say_in_vain([("row", st.query_params["row"])])
    opens = False
if passing:
    linked_charts()
    values_chart()
    first = st.query_params.get("from", "0")
    offset = int(first) if first.isascii() and first.isdigit() and len(first) < 9 and int(first) < passing else 0
    shown = queries.run("explore/page", **found.parameters, source=source, lang=lang, limit=PAGE, offset=offset)
    columns = {
        "theme": t("Theme"), "title": t("Title"), "subject": t("Subject"), "display": t("Figure"), "period": t("Period"),
        "qualifier_title": t("Qualifier"), "basis_title": t("Basis"), "statement": t("In words"), "where": t("Source"),
    }  # fmt: skip
    st.caption(t("Rows {first} to {last}; click one to open it").format(first=offset + 1, last=offset + len(shown)))
    st.dataframe(
        shown[list(columns)].rename(columns=columns), hide_index=True, width="stretch", placeholder="—",
        height=480 if len(shown) > 12 else "content", key="explore_table", on_select=picked_row, selection_mode="single-row",
    )  # fmt: skip
    if passing > PAGE:
        with st.container(horizontal=True):
            for label, to, off in (
                (t("Previous"), offset - PAGE, offset == 0),
                (t("Next"), offset + PAGE, offset + PAGE >= passing),
            ):
                st.button(label, disabled=off, on_click=st.query_params.__setitem__, args=("from", str(max(0, to))))
    take()
else:
    st.info(t("Nothing passes all the filters. Take one away, or clear them all."), icon=":material/filter_alt_off:")
if opens:  # last, so that what lies under it is drawn afresh before it can be closed
    closed = partial(close_row, st.session_state.get("explore_opened", 0))
    st.dialog(t("Figure"), width="large", on_dismiss=closed)(detail)()
