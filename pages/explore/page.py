"""Explore: every figure, filtered by what it is, linked in charts, led to its source, and taken away."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

import queries
from exports import tables
from exports.cards import named_table
from story.card import Card, freeze
from ui import arrangement, cards, figure, filters, report, saved, version
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import escape

FORMS = {"growth": "ladder", "gap": "ladder", "rank": "places"}  # what is no amount from zero
PAGE, DRAWN, TAKEN = 100, 15, 100_000  # rows: of a page of the table, of the chart of values, of a file
lang, source = current(), report.current()
view = report.view()
filters.keep()
found, arranged = filters.asked(), arrangement.asked()
passing = int(queries.rows("explore/count", **found.parameters, source=source)[0]["observations"])


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


def open_ticked(observation_id: str) -> None:
    """The one row that is ticked opens."""
    open_row(observation_id)
    turn("explore_opened")


def picked_number() -> None:
    """A number of the table was clicked: its figure opens."""
    open_row(shown.iloc[st.session_state["explore_number"].row]["observation_id"])
    turn("explore_opened")


def listed(offset: int) -> pd.DataFrame:
    """The figures of one page of the table, arranged as the address asks."""
    asked = {**found.parameters, "source": source, "lang": lang, "limit": PAGE, "offset": offset}
    if not (arranged.order or arranged.group):
        return queries.run("explore/page", **asked)
    return queries.run("explore/arranged", **asked, ordering=arranged.order, grouping=arranged.group)


def table() -> list[str]:
    """The figures shown, a row each: a number clicked opens it, rows ticked are compared; returns those ticked."""
    names = arrangement.names()
    columns = {"display": names["display"]}
    if arranged.group:
        columns["group"] = t("{name} (figures)").format(
            name=t("Year") if arranged.group == "year" else names[arranged.group]
        )
    columns |= {column: names[column] for column in arranged.columns if column != arranged.group}
    if shown["corrected"].notna().any():
        columns["corrected"] = t("Correction")
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    frame = shown
    if arranged.group:
        frame = shown.assign(
            group=[t("{name} ({count})").format(name=name, count=f"{count:,}")
                   for name, count in zip(shown["group_title"], shown["grouped"], strict=True)]
        )  # fmt: skip
    event = st.dataframe(
        frame[list(columns)].rename(columns=columns), hide_index=True, width="stretch", placeholder="—",
        height=480 if len(shown) > 12 else "content", on_select="rerun", selection_mode="multi-row",
        # what is ticked is so among these rows
        key=f"explore_table_{hash((freeze(found.parameters), arranged.order, arranged.group, offset))}",
        column_config={
            columns["display"]: st.column_config.ButtonColumn(
                type="tertiary", alignment="left", pinned=True, width=width_of(shown["display"]), key="explore_number",
                on_click=picked_number,
            ),
        },
    )  # fmt: skip
    ticked = [str(shown["observation_id"].iloc[row]) for row in event.selection.rows if row < len(shown)]
    with bar:  # at the left: above its right end the table has tools of its own
        arrangement.chooser(arranged)
        copies = st.button(t("Copy"), key="explore_copy", icon=":material/content_copy:", type="tertiary")
        with st.popover(t("Saved views"), icon=":material/bookmark:", type="tertiary", key="explore_saved"):
            saved.views()
        if len(ticked) == 1:  # the way for who has no pointer: a number is clicked, a row is ticked by key
            st.button(
                t("Open the figure"), key="explore_open", icon=":material/open_in_new:", type="tertiary",
                on_click=open_ticked, args=(ticked[0],),
            )  # fmt: skip
        st.caption(
            t("Rows {first} to {last}; click a number to open it, tick rows to compare them").format(
                first=offset + 1, last=offset + len(shown)
            )
        )
    if copies:
        st.dialog(t("Copy"), width="large")(copied)()
    if passing > PAGE:
        with st.container(horizontal=True):
            for label, to, off in (
                (t("Previous"), offset - PAGE, offset == 0),
                (t("Next"), offset + PAGE, offset + PAGE >= passing),
            ):
                st.button(label, disabled=off, on_click=st.query_params.__setitem__, args=("from", str(max(0, to))))
    return ticked


def width_of(texts: pd.Series) -> int:
    """Pixels in which the longest of some short texts is read whole."""
    widths = [sum(14 if mark > "\u2e80" else 8 if mark.isdigit() else 6.5 for mark in text) for text in texts]
    return 36 + round(max(widths))


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
    alike = queries.rows("explore/alike", **found.parameters, source=source, lang=lang)
    if not alike:
        return
    names = {row["alike_id"]: row for row in alike}
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
    )
    cards.chart_card(card, view, picked=picked_figure, turn=st.session_state.get("explore_opened", 0))


def differences(apart: Sequence[Mapping[Any, Any]]) -> list[str]:
    """In what figures, or comparable sets of them, differ."""

    def differ(column: str) -> bool:
        return len({row[column] if pd.notna(row[column]) else None for row in apart}) > 1

    names = {
        "quantity": t("what is counted"),
        "nature": t("whether over a period or at a moment"),
        "base": t("basis or field"),
        "comparison": t("what they are against"),
        "period": t("period"),
        "scope": t("scope"),
        "series": t("series"),
    }
    found = [name for column, name in names.items() if differ(column)]
    return found or [t("unit") if differ("unit") else t("basis or field")]


def compared(ids: list[str]) -> None:
    """The ticked figures side by side: on one axis where they are alike, else with what keeps them off it."""
    asked = {"ids": ids[:DRAWN]}
    frame = queries.run("explore/compared", **asked, source=source, lang=lang)
    title = tn("{count} figure compared", "{count} figures compared", len(frame))
    if any(frame[one].notna().all() and frame[one].nunique() == 1 for one in ("alike_id", "across_id")):
        kind = frame["kind"].iloc[0]
        card = Card(
            "compared", FORMS.get(kind, "amounts"), ("explore/compared",), title, handling=t("Click one to open it"),
            words=(("gap_unit", frame["unit"].iloc[0]),) if kind == "gap" else (),
            parameters=freeze(asked),
        )  # fmt: skip
        cards.chart_card(card, view, picked=picked_figure, turn=st.session_state.get("explore_opened", 0))
    else:
        st.header(title, anchor="compared")
        if (frame["kind"] == "streak").any():
            st.info(t("These figures do not belong on one axis: how long something has lasted ends on different days."))
        else:
            axes = frame.assign(quantity=frame["quantity"].fillna(frame["metric_id"]), period=frame["stretch"])
            st.info(
                t("These figures do not belong on one axis: they differ in {differences}.").format(
                    differences=t(", ").join(differences(axes.to_dict("records")))
                )
            )
    columns = {
        "title": t("Title"), "display": t("Figure"), "qualifier_title": t("Qualifier"), "bounds": t("Bounds"),
        "period": t("Period"), "subject": t("Subject"), "basis_title": t("Basis"), "where": t("Source"),
    }  # fmt: skip
    st.table(frame[list(columns)].fillna("—").rename(columns=columns).map(escape), hide_index=True)
    if len(ids) > DRAWN:
        st.caption(t("The first {count} of those ticked.").format(count=DRAWN))


@version.alone
def copied() -> None:
    """The rows shown as text for a sheet, and the address of the view; each has a button that copies it."""
    st.caption(
        t("Rows {first} to {last}, to be pasted into a sheet").format(first=offset + 1, last=offset + len(shown))
    )
    st.code(tables.tsv(named_table(shown, lang, whole=True)), language=None, height=240)
    st.caption(t("Address of this view"))
    page = (st.context.url or "").split("#")[0].split("?")[0]
    query = urlencode(st.query_params.to_dict())
    st.code(f"{page}?{query}" if query else page, language=None, wrap_lines=True)


@version.alone
def detail() -> None:
    """The open figure whole."""
    figure.told(st.query_params["row"], open_row)


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
                label, version.alone(data, version.current()), file_name=f"{stem}.{label.lower()}", mime=mime,
                key=f"take_{label}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
    if passing > TAKEN:
        st.caption(t("A file holds the first {count} rows.").format(count=f"{TAKEN:,}"))


heading(
    tn("{count} figure passes the filters", "{count} figures pass the filters", passing)
    if found.active
    else tn("{count} figure in all", "{count} figures in all", passing),
    t("Of all figures and derived values; every view is an address that can be shared."),
)
filters.say_in_vain(found.in_vain + arranged.in_vain)
filters.card(found)
opens = "row" in st.query_params
if opens and queries.run("figures/by_id", observation_id=st.query_params["row"], source=source, lang=lang).empty:
    filters.say_in_vain([("row", st.query_params["row"])])
    opens = False
if passing:
    first = st.query_params.get("from", "0")
    offset = int(first) if first.isascii() and first.isdigit() and len(first) < 9 and int(first) < passing else 0
    shown = listed(offset)
    ticked = table()
    take()
    if len(ticked) > 1:
        compared(ticked)
    else:
        values_chart()
    linked_charts()
else:
    st.info(t("Nothing passes all the filters. Take one away, or clear them all."), icon=":material/filter_alt_off:")
if opens:  # last, so that what lies under it is drawn afresh before it can be closed
    closed = partial(close_row, st.session_state.get("explore_opened", 0))
    st.dialog(t("Figure"), width="large", on_dismiss=closed)(detail)()
