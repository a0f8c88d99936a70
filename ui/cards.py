"""Cards on the screen: one form for a figure, one form for a chart, and the lists that need no chart.

Every card says where its figures come from. What a card needs is kept by the card and the view, so a rerun builds no
chart and asks no query twice.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape as escape_html
from itertools import groupby
from typing import Any, Final, Literal
from urllib.parse import urlencode

import pandas as pd
import pyarrow as pa
import streamlit as st

import queries
from charts.rows import KNOWN
from exports import images, tables
from exports.cards import IN_SIGHT, named_table, picture, workbook
from queries import examples, turns
from story import citation, words
from story.card import ENTRIES, MARKET, NUMBERS, PLAIN, Card, NothingToDraw, Told, View
from ui import columns, figure, market, passage, report, take_away, version
from ui.cited import cited
from ui.language import current, t
from ui.links import escape, link
from ui.take_button import take_button

KEPT_BYTES: Final = 48_000_000  # of specifications
FRAMED: Final = 110.0  # px more where it stands alone in another page: the report's name, the way to the whole
Picked = Callable[[list[dict[str, Any]]], None]


# --- a figure -------------------------------------------------------------------------------------


@st.fragment
@version.alone
def metric_row(rows: Sequence[Mapping[str, Any]]) -> None:
    """Headline cards, one for each row of what is ``told`` (with ``delta…`` columns where a change belongs to it)."""
    if not rows:
        return
    across = next((number for number in (4, 5, 3) if len(rows) % number == 0), 4)  # none stands alone in a row
    key = f"headline_{across}_{rows[0]['observation_id']}"
    with st.container(horizontal=True, gap="small", key=key):
        for row in rows:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                _metric(row)


def _metric(row: Mapping[str, Any]) -> None:
    delta, against = None, None
    arrow: Literal["up", "down", "off"] = "off"
    if isinstance(row.get("delta"), str):
        rises = row["delta_value"] > 0
        delta, against = f"{'+' if rises else ''}{row['delta']}", row["delta_comparison_title"]
        arrow = "up" if rises else "down"
    known = [text for text in (row["definition"], row["caveat"]) if isinstance(text, str)]
    st.metric(
        escape(row["label"]), row["display"], delta, delta_arrow=arrow, delta_description=against,
        delta_color="inverse" if st.session_state["rise"] == "red" else "normal",
        help=escape("\n\n".join(known)) or None,
    )  # fmt: skip
    if bounds := words.bounds(row, current()):
        st.caption(escape(bounds))
    _corrected(row)
    sentence = passage.in_passing(report.current(), row)
    cited(row["observation_id"], citation.of_one(row), about=_about(row), sentence=sentence)


def _about(row: Mapping[str, Any]) -> str:
    """Whose a figure is, where it is not the report's own subject, and when."""
    own = report.known()[report.current()]["subject"]
    return " · ".join([*([] if row["subject"] == own else [row["subject"]]), row["period"]])


def _corrected(row: Mapping[str, Any]) -> None:
    """The mark of a figure that was corrected; what, why and when are a touch away."""
    if isinstance(row.get("corrected"), str):
        st.caption(":material/history: " + t("Corrected"), help=escape(row["corrected"]))


# --- a card ---------------------------------------------------------------------------------------


def in_columns(cards: Iterable[Card], view: View) -> None:
    """Cards in two columns that end together; a wide one goes across."""
    for wide, some in groupby(cards, lambda card: card.wide):
        group = list(some)
        placed = columns.Placed((), (), tuple(range(len(group))))
        if not wide:
            placed = columns.arranged(tuple(height_of(card, view) for card in group))
            with st.container(key=f"columns_{group[0].key}"):
                for place, side in zip(st.columns(2), (placed.left, placed.right), strict=True):
                    with place:
                        for number in side:
                            shown(group[number], view)
        for number in placed.across:
            shown(group[number], view)


def height_of(card: Card, view: View) -> float:
    """About how many px a card takes."""
    notes = tuple(filter(None, (card.note, card.handling)))
    try:
        if card.form in PLAIN:
            chart = 92.0 * math.ceil(len(card.rows(view)) / 3) if card.form == NUMBERS else 0.0
        else:
            chart = float(_ready(card, view)["height"])
        known = _told(card, view._replace(scheme="")) if chart else None
    except NothingToDraw:
        return columns.FRAME
    caveats = known.caveats if known else []
    folded = len(caveats) > IN_SIGHT
    return columns.height(
        chart, card.title, notes if folded else (*notes, *caveats), folded=folded,
        cited=known.source if known else "",
    )  # fmt: skip


def shown(card: Card, view: View) -> None:
    """One card, in the way its form asks for."""
    if card.form == MARKET:
        market.card(view, chart_card)
        return
    chart_card(card, view)


def _size(spec: dict[str, Any]) -> int:
    """Bytes of a specification: its data, and about what the rest takes."""
    return 40_000 + sum(map(len, spec["datasets"].values()))


@turns.once_each(KEPT_BYTES, _size, lambda *asked: asked)
def _ready(card: Card, view: View) -> dict[str, Any]:
    """A specification with its data as Arrow bytes, to be sent as it is."""
    with turns.taken():
        spec = card.spec(view, known=True)
    spec.pop("description", None)  # the alternative text goes in by Streamlit's own argument
    spec["datasets"] = {name: _arrow(rows) for name, rows in spec.get("datasets", {}).items()}
    return spec


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


@turns.once_each(1_000, lambda _: 1, lambda *asked: asked)
def _told(card: Card, view: View) -> Told:
    return card.told(view)


def chart_card(card: Card, view: View, *, picked: Picked | None = None, turn: int = 0) -> None:
    """A card: what it says, unit and period, the chart (or its figures or entries), its sources, a menu for the rest.

    The card reruns alone. A click on a mark opens the figure that it draws. With ``picked`` the whole page reruns, and
    it gets the rows selected; another ``turn`` takes the selection back.
    """
    # what is picked concerns the whole page
    (_card if picked else _card_alone)(card, view, picked, turn)


@version.alone
def _card(card: Card, view: View, picked: Picked | None, turn: int) -> None:
    now = view._replace(version=queries.version())
    if card.form in PLAIN:
        {ENTRIES: _entries, NUMBERS: _numbers}[card.form](card, now)
    else:
        _draw(card, now, picked, turn)


def _draw(card: Card, view: View, picked: Picked | None, turn: int) -> None:
    try:
        spec = _ready(card, view)
    except NothingToDraw:
        _absent(card)
        return
    known = _told(card, view._replace(scheme=""))
    with st.container(border=True, key=f"card_{card.key}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            st.header(escape(card.title), anchor=card.key)
            opened = st.button(
                t("More"), key=f"more_{card.key}", icon=":material/more_horiz:", type="tertiary",
                help=t("Table, download, definition, sentence, query"),
            )  # fmt: skip
        if card.about:
            st.caption(escape(card.about))
        turn = turn if picked else st.session_state.get(f"turn_{card.key}", 0)
        hears: Picked = picked or partial(_clicked, card.key)
        chart, clicks = f"chart_{card.key}_{turn}", dict[str, Any]()
        if any(param["name"] == "figure" for param in spec.get("params", ())):
            clicks = {"on_select": lambda: _heard(chart, "figure", hears), "selection_mode": ["figure"]}
        st.vega_lite_chart(None, spec, theme=None, width="stretch", key=chart, alt=known.alternative, **clicks)
        _notes([card.note, card.handling], known.caveats, corrected=known.corrected)
        with _foot(card):
            if known.sources:
                cited(card.key, known.sources, notes=[*filter(None, [card.note, card.handling]), *known.caveats])
            else:
                st.caption(escape(known.source))
            # a click on a card that does not run alone would run the whole page
            (_take_alone if picked else _take)(card, view)
    if opened:
        st.session_state.pop("figure", None)
        st.dialog(card.title, width="large")(_details)(card, view)
    elif st.session_state.get("clicked") == card.key:
        del st.session_state["clicked"]
        st.dialog(t("Figure"), width="large")(_figure)()


_card_alone = st.fragment(_card)


def _clicked(key: str, rows: list[dict[str, Any]]) -> None:
    """A mark of a card was clicked: its figure opens, over a fresh chart that can be clicked again."""
    _follow(rows[0][KNOWN])
    st.session_state["clicked"] = key
    st.session_state[f"turn_{key}"] = st.session_state.get(f"turn_{key}", 0) + 1


def _follow(observation_id: str) -> None:
    """The open dialog turns to a figure."""
    st.session_state["figure"] = observation_id


@version.alone
def _figure() -> None:
    figure.told(st.session_state["figure"], _follow)


def _head(card: Card, about: str | None = None) -> None:
    st.header(escape(card.title), anchor=card.key)
    if said := card.about if about is None else about:
        st.caption(escape(said))


def _foot(card: Card) -> Any:
    """The last line of a card."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"foot_{card.key}")


def _absent(card: Card) -> None:
    """In the place of a card whose figures the tables do not hold."""
    with st.container(border=True, key=f"card_{card.key}"):
        _head(card, words.absent(current()))


def selectable(key: str, card: Card, view: View, selection: str, picked: Picked) -> None:
    """A chart alone, whose marks can be clicked; ``picked`` gets the rows selected."""
    known = _told(card, view._replace(scheme=""))
    st.vega_lite_chart(
        None, _ready(card, view), theme=None, width="stretch", key=key,
        on_select=lambda: _heard(key, selection, picked),
        selection_mode=[selection], alt=known.alternative,
    )  # fmt: skip


def _heard(key: str, selection: str, picked: Picked) -> None:
    """Pass a click on, once: until the browser knows that a clicked chart was replaced it tells its click again.

    A click beside the marks selects nothing, or a row without values.
    """
    heard = st.session_state.setdefault("clicks_heard", {})
    rows = st.session_state[key].selection.get(selection, [])
    if rows != heard.get(key, []):
        heard[key] = rows
        if rows and all(value is not None for value in rows[0].values()):
            picked(rows)


def _notes(words: list[str], told: list[str], *, corrected: bool = False) -> None:
    """What is said below a chart: two caveats of its figures in sight, more behind a button that counts them.

    That one of them tells of a correction is in sight however many there are.
    """
    in_sight = [escape(text) for text in (*words, *(told if len(told) <= IN_SIGHT else ())) if text]
    if in_sight:
        st.caption("\n\n".join(in_sight))  # one element: each costs every reader its time
    if len(told) > IN_SIGHT:
        label = t("Caveats ({count}), a correction among them") if corrected else t("Caveats ({count})")
        with st.popover(label.format(count=len(told)), icon=":material/info:", type="tertiary"):
            st.markdown("\n".join(f"- {escape(caveat)}" for caveat in told))


# --- cards without a chart ------------------------------------------------------------------------


def _numbers(card: Card, view: View) -> None:
    """Figures that no axis may hold together: each as a number with what it is, and its source."""
    rows = card.rows(view)
    if not rows:
        _absent(card)
        return
    with st.container(border=True, key=f"card_{card.key}", gap="xsmall"):
        _head(card)
        with st.container(horizontal=True, gap="small", key=f"headline_{4 if card.wide else 3}_{card.key}"):
            for row in rows:
                with st.container(gap="xxsmall"):
                    st.markdown(f":small[{escape(row['label'])}]")  # on a phone it stands at the left of its figure
                    st.metric(row["label"], row["display"], label_visibility="collapsed")
                    st.caption(escape(row["under"]))
                    _corrected(row)
        known, notes = _told(card, view._replace(scheme="")), [*filter(None, [card.note, card.handling])]
        _notes(notes, known.caveats)
        with _foot(card):
            if known.sources:
                cited(card.key, known.sources, notes=notes + known.caveats)
            take_button(f"take_{card.key}", None, place=card.place)


def _entries(card: Card, view: View) -> None:
    """An entry for each entity: name, kind, what the report says with its figures in bold, and where."""
    entries = card.rows(view)
    if not entries:
        _absent(card)
        return
    half = (len(entries) + 1) // 2
    with st.container(border=True, key=f"card_{card.key}"):
        _head(card)
        with st.container(key=f"columns_{card.key}"):
            halves = st.columns(2)
        for column, part in zip(halves, (entries[:half], entries[half:]), strict=True):
            with column:
                for entry in part:
                    with st.container(key=f"entry_{entry['entity_id']}", gap="xxsmall"):
                        name, kind = escape(entry["label"]), escape(entry["kind_title"])
                        st.subheader(f"{name} :gray-badge[{kind}]", anchor=entry["entity_id"].replace("_", "-"))
                        st.markdown(note_of(entry["note"], entry["figures"]))
                        cited(entry["entity_id"], citation.Sources({entry["section"]: entry["paragraphs"]}, {}, {}, 0))
        take_button(f"take_{card.key}", None, place=card.place)


def note_of(note: str, figures: Iterable[str]) -> str:
    """The note with its figures in bold."""
    return "".join(f"**{escape(run)}**" if is_figure else escape(run) for run, is_figure in words.runs(note, figures))


# --- the rest of a card ---------------------------------------------------------------------------


@version.alone
def _take(card: Card, view: View) -> None:
    """The picture to the clipboard or as a file, made when it is asked for; always light, as documents are."""
    light = view._replace(scheme="light")
    take_button(
        f"take_{card.key}", lambda: picture(images.png, card, light), file_name=f"{card.key}-{view.version}.png",
        place=card.place,
    )  # fmt: skip


_take_alone = st.fragment(_take)


@version.alone
def _details(card: Card, view: View) -> None:
    frame = card.frames(view)[-1]
    table, download, definition, sentence, query = st.tabs(
        [t("Table"), t("Download"), t("Definition"), t("In words"), t("Query")]
    )
    with table:
        st.dataframe(named_table(frame, view.lang), hide_index=True, width="stretch", alt=card.title, placeholder="—")
        _chosen(card, frame)
    with download:
        with st.container(horizontal=True):
            _downloads(card, view, frame)
        st.caption(t("Address of this card"))
        st.code(_address(card.key), language=None, wrap_lines=True)
        if card.place and take_away.offered():
            st.caption(t("Line that puts this card into another page"))
            st.code(_framed(card, view), language="html", wrap_lines=True)
    with definition:
        for row in frame.drop_duplicates("label").to_dict("records"):
            st.markdown(f"**{escape(row['label'])}** {escape(row.get('definition') or row['statement'])}")
            if isinstance(row.get("formula"), str):
                st.caption(escape(t("Formula: {formula}").format(formula=row["formula"])))
            if isinstance(row.get("caveat"), str):
                st.caption(escape(row["caveat"]))
    with sentence:
        st.code("\n".join(dict.fromkeys(frame["statement"].dropna())), language=None, wrap_lines=True)
    with query:
        for question in card.questions:
            st.code(examples.plain(question), language="sql", wrap_lines=True)
            if question in examples.names():
                link("sql", t("Open in the query page"), ":material/terminal:", query=question)


def _chosen(card: Card, frame: pd.DataFrame) -> None:
    """The figures of a card by name, for who has no pointer to click a mark with; the one chosen stands below."""
    if KNOWN not in frame:
        return
    names = {
        identity: f"{label} {display}"
        for identity, label, display in zip(frame[KNOWN], frame["label"], frame["display"], strict=True)
        if isinstance(identity, str)
    }
    if not names:
        return

    key = f"figure_of_{card.key}"
    st.selectbox(
        t("Open a figure"), list(names), index=None, format_func=names.__getitem__, key=key,
        placeholder=t("Choose one"), on_change=lambda: _follow(st.session_state[key]),
    )  # fmt: skip
    if st.session_state.get("figure"):
        _figure()


def _address(key: str) -> str:
    page = (st.context.url or "").split("#")[0].split("?")[0]
    settings = urlencode(st.query_params.to_dict())
    return f"{page}{'?' if settings else ''}{settings}#{key}"


def _framed(card: Card, view: View) -> str:
    page = (st.context.url or "").split("#")[0].split("?")[0].rpartition("/")[0]
    asked = urlencode({"card": card.place, **report.kept(), "embed": "true"})
    return (
        f'<iframe src="{escape_html(f"{page}/{card.page_id}?{asked}")}" title="{escape_html(card.title)}" width="100%"'
        f' height="{height_of(card, view) + FRAMED:.0f}" style="border: 0" loading="lazy"></iframe>'
    )


def _downloads(card: Card, view: View, frame: pd.DataFrame) -> None:
    """Each file is made when it is asked for, not when the card is opened."""
    light = view._replace(scheme="light")
    for label, data, mime in (
        ("CSV", lambda: tables.csv([named_table(frame, view.lang)]), "text/csv"),
        ("XLSX", lambda: workbook(card, view), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("PNG", lambda: picture(images.png, card, light), "image/png"),
        ("SVG", lambda: picture(images.svg, card, light), "image/svg+xml"),
    ):
        st.download_button(
            label, version.alone(data, version.current()), file_name=f"{card.key}-{view.version}.{label.lower()}",
            mime=mime, key=f"{label}_{card.key}", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
