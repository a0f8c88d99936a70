"""Cards: one form for a figure, one form for a chart.

Every card says where its figures come from. What a card needs is kept per data version, language and scheme, so a
rerun builds no chart and asks no query twice.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st
from altair.utils import schemapi

import queries
from charts import theme
from exports import images, tables
from queries import examples, turns
from ui import citation, figures
from ui.copy_button import copy_button
from ui.language import DEFAULT, current, t
from ui.language import t as translated

CARD: Final = (
    "label", "display", "definition", "caveat", "subject", "period", "section", "root_paragraph", "source_id", "source",
    "delta", "delta_value", "delta_comparison_title",
)  # fmt: skip
SQL_PAGE: Final = "sql/page.py"
SOURCES_PAGE: Final = "sources/page.py"  # beside pages/frame.py, which Streamlit runs
KEPT_BYTES: Final = 48_000_000  # of specifications
IN_SIGHT: Final = 2  # caveats printed below a chart; where there are more, all are folded
Form = Callable[..., alt.LayerChart]  # a function of charts/

# what charts draw and say on hover; whatever else a question answers stays on the server
DRAWN: Final = frozenset({
    "label", "display", "value", "lower", "upper", "lower_display", "upper_display", "qualifier", "basis", "status",
    "theme_id", "period", "statement", "where", "group", "scope", "edition", "date_start", "date_end", "precision",
    "date", "title", "cell_label", "state", "order", "role", "change_display", "child", "child_kind", "parent", "note",
    "year", "theme", "kind_title", "observations", "paragraph", "chars", "section_title", "start", "end", "printed",
    "kind", "reason", "later", "source_kind",
    "slot", "segment", "open", "high", "low", "close", "volume", "ma5", "ma20", "volume_display", "turnover_display",
    "slot_from", "slot_to",
})  # fmt: skip


def escape(text: str) -> str:
    """Text as itself, where markdown would read marks into it."""
    for mark in "\\`*_~$[]<>#|:":
        text = text.replace(mark, "\\" + mark)
    return text


# --- a figure -------------------------------------------------------------------------------------


def metric_row(frame: pd.DataFrame, *, columns: int = 4) -> None:
    """Headline cards, one per row of a ``told`` frame (with ``delta…`` columns where a change belongs to it)."""
    used = [column for column in CARD if column in frame]
    cards = [dict(zip(used, row, strict=True)) for row in zip(*(frame[column] for column in used), strict=True)]
    for start in range(0, len(cards), columns):
        for place, row in zip(st.columns(columns), cards[start : start + columns], strict=False):
            with place, st.container(border=True, height="stretch", gap="xxsmall"):
                _metric(row)


def _metric(row: Mapping[Any, Any]) -> None:
    delta, against = None, None
    arrow: Literal["up", "down", "off"] = "off"
    if isinstance(row.get("delta"), str):
        rises = row["delta_value"] > 0
        delta, against = f"{'+' if rises else ''}{row['delta']}", row["delta_comparison_title"]
        arrow = "up" if rises else "down"
    # a line of its own, which wraps: the label of a metric is cut off where a column is narrow
    st.markdown(
        f":small[{escape(row['label'])}]",
        help=escape("\n\n".join(text for text in (row["definition"], row["caveat"]) if isinstance(text, str))),
    )
    st.metric(
        row["label"], row["display"], delta, delta_arrow=arrow, delta_description=against, label_visibility="collapsed",
        delta_color="inverse" if st.session_state.get("colours", "red") == "red" else "normal",
    )  # fmt: skip
    st.caption(escape(f"{row['subject']} · {row['period']}"))
    if isinstance(row["section"], str):
        source_line([row["root_paragraph"]], row["section"])
    else:
        document_line(row["source_id"], row["source"])


def language() -> dict[str, str]:
    """What an address needs to keep the reader's language."""
    return {} if current() == DEFAULT else {"lang": current()}


def source_line(paragraphs: Iterable[int], section: str) -> None:
    """A link to the paragraphs on the Sources page."""
    numbers = sorted({int(number) for number in paragraphs})
    label = t("{section} · ¶{numbers}").format(section=section, numbers=t(", ").join(map(str, numbers)))
    st.page_link(
        SOURCES_PAGE, label=escape(label), icon=":material/format_quote:",
        query_params={"paragraph": str(numbers[0]), **language()},
    )  # fmt: skip


# --- a chart --------------------------------------------------------------------------------------


class Drawing(NamedTuple):
    """What a chart is drawn from: a form, its questions with their parameters, and words of its own."""

    form: Form
    questions: tuple[str, ...]
    parameters: tuple[tuple[str, Any], ...]
    words: tuple[tuple[str, str], ...]
    clickable: bool = False  # whether its marks know which observation they draw

    def frames(self, lang: str) -> list[pd.DataFrame]:
        """The answers to the questions; the last is the one the card shows as its table."""
        parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in self.parameters}
        return [queries.run(question, **parameters, lang=lang) for question in self.questions]

    def spec(self, *, lang: str, scheme: str) -> dict[str, Any]:
        """The Vega-Lite specification, data included."""
        drawn = DRAWN | {"observation_id"} if self.clickable else DRAWN
        answers = self.frames(lang)
        frames = [frame[[column for column in frame if column in drawn]] for frame in answers]
        words = figures.words(lang) | {"unit": figures.unit(answers[-1])} | dict(self.words)
        # unchecked: the tests check every form, and a check costs more than all the rest of a chart
        with schemapi.debug_mode(False):
            return self.form(*frames, words=words, scheme=scheme, lang=lang, description="").to_dict(validate=False)


def _size(spec: dict[str, Any]) -> int:
    """Bytes of a specification: its data, and about what the rest takes."""
    return 40_000 + sum(map(len, spec["datasets"].values()))


@turns.once_each(KEPT_BYTES, _size, lambda *asked: asked)
def _ready(_version: str, drawing: Drawing, lang: str, scheme: str) -> dict[str, Any]:
    """A specification with its data as Arrow bytes, to be sent as it is."""
    with turns.taken():
        spec = drawing.spec(lang=lang, scheme=scheme)
    spec.pop("description", None)  # the alternative text goes in by Streamlit's own argument
    spec["datasets"] = {name: _arrow(rows) for name, rows in spec.get("datasets", {}).items()}
    return spec


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def scheme() -> str:
    """The browser's colour scheme: "light" or "dark"."""
    return st.context.theme.type or "light"


class Words(NamedTuple):
    """What a card says of its chart, on the page and in pictures."""

    title: str
    about: str = ""
    note: str = ""
    handling: str = ""  # on the page only


def chart_card(
    key: str,
    *,
    title: str,
    form: Form,
    question: str | tuple[str, ...],
    about: str = "",
    note: str = "",
    handling: str = "",
    words: dict[str, str] | None = None,
    picked: Callable[[str], None] | None = None,
    turn: int = 0,
    told: str = "",
    **parameters: Any,
) -> None:
    """A chart in its card: what it says, unit and period, the chart, its sources, and a menu for the rest.

    ``key`` names the card in addresses; ``about`` is the line under the title (unit, period); ``note`` is what a
    reader must know, ``handling`` what the pointer can do; ``words`` are those that only this chart needs. A form that
    draws several frames has several questions, the last of them its table. The card reruns alone. With ``picked`` a
    click on a mark selects its figure: it gets the key that the selection, named "figure", is kept under; another
    ``turn`` takes the selection back.
    ``told`` is the alternative text of a chart with too many marks to name.
    """
    questions = (question,) if isinstance(question, str) else question
    drawing = Drawing(form, questions, freeze(parameters), tuple((words or {}).items()), picked is not None)
    # what is picked concerns the whole page
    (_card if picked else _card_alone)(key, Words(title, about, note, handling), drawing, picked, turn, told)


class Told(NamedTuple):
    """What a card says beside its words, on the page: read from the frame once."""

    description: str  # the alternative text
    caveats: list[str]
    sources: citation.Sources | None  # None: nothing to link to
    source: str


@turns.once_each(1_000, lambda _: 1, lambda *asked: asked)
def _told(_version: str, said: Words, drawing: Drawing, lang: str) -> Told:
    frame = drawing.frames(lang)[-1]
    found = citation.sources(frame)
    return Told(
        theme.alt_text(said.title, frame, lang=lang),
        caveats(frame, lang, note=said.note),
        found if found.sections or "source_id" in frame else None,
        citation.line(frame, lang),
    )


def _card(
    key: str,
    said: Words,
    drawing: Drawing,
    picked: Callable[[str], None] | None,
    turn: int,
    told: str,
) -> None:
    with queries.pinned():  # a card that runs alone is answered from one set of tables, too
        _draw(key, said, drawing, picked, turn, told)


def _draw(
    key: str,
    said: Words,
    drawing: Drawing,
    picked: Callable[[str], None] | None,
    turn: int,
    told: str,
) -> None:
    lang = current()
    version = queries.version()
    known = _told(version, said, drawing, lang)
    with st.container(border=True, key=f"card_{key}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            with st.container(gap=None):
                st.header(escape(said.title), anchor=key)
                if said.about:
                    st.caption(escape(said.about))
            opened = st.button(
                t("More"), key=f"more_{key}", icon=":material/more_horiz:", type="tertiary",
                help=t("Table, download, definition, sentence, query"),
            )  # fmt: skip
        chart, clicks = f"chart_{key}_{turn}", dict[str, Any]()
        if picked:
            clicks = {"on_select": lambda: picked(chart), "selection_mode": ["figure"]}
        st.vega_lite_chart(
            None, _ready(version, drawing, lang, scheme()), theme=None, width="stretch", key=chart,
            alt=told or known.description, **clicks,
        )  # fmt: skip
        _notes([said.note, said.handling], known.caveats)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if known.sources:
                _sources(known.sources)
            else:
                st.caption(escape(known.source))
            st.space("stretch")
            # a click on a card that does not run alone would run the whole page
            (_take_alone if picked else _take)(key, said, drawing)
    if opened:
        st.dialog(said.title, width="large")(_details)(key, said, drawing)


_card_alone = st.fragment(_card)


def selectable(
    key: str,
    form: Form,
    question: str,
    parameters: dict[str, Any],
    selection: str,
    picked: Callable[[str], None],
    *,
    title: str,
) -> None:
    """A chart whose marks can be clicked; ``picked`` gets the key its selection is kept under."""
    lang = current()
    drawing = Drawing(form, (question,), freeze(parameters), ())
    frame = drawing.frames(lang)[-1]
    st.vega_lite_chart(
        None, _ready(queries.version(), drawing, lang, scheme()), theme=None, width="stretch", key=key,
        on_select=lambda: picked(key), selection_mode=[selection], alt=theme.alt_text(title, frame, lang=lang),
    )  # fmt: skip


def freeze(parameters: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters as a key: lists become tuples."""
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(parameters.items()))


def credit(sources: Iterable[str]) -> None:
    """Note other publications as shown on this page: its footer names them."""
    st.session_state.setdefault("others_shown", set()).update(sources)


def document_line(source_id: str, name: str) -> None:
    """A link to another publication, on the Sources page."""
    credit([source_id])
    st.page_link(
        SOURCES_PAGE, label=escape(name), icon=":material/description:",
        query_params={"document": source_id, **language()},
    )  # fmt: skip


def caveats(frame: pd.DataFrame, lang: str | None = None, *, note: str = "") -> list[str]:
    """What must be known of the figures drawn beside ``note``: each text once, with whose it is unless all share it."""
    if "caveat" not in frame:
        return []
    named: dict[str, dict[str, None]] = {}  # caveat: the labels under it, in their order
    for label, caveat in zip(frame["label"], frame["caveat"], strict=True):
        if isinstance(caveat, str):
            named.setdefault(caveat, {})[label] = None
    labels = frame["label"].nunique()
    told = (
        caveat
        if len(those) == labels
        else t("{label}: {caveat}", lang).format(label=t(", ", lang).join(those), caveat=caveat)
        for caveat, those in named.items()
    )
    return [caveat for caveat in told if caveat != note]


def _notes(words: list[str], told: list[str]) -> None:
    """What is said below a chart: two caveats of its figures in sight, more behind a button that counts them."""
    in_sight = [escape(text) for text in (*words, *(told if len(told) <= IN_SIGHT else ())) if text]
    if in_sight:
        st.caption("\n\n".join(in_sight))  # one element: each costs every reader its time
    if len(told) > IN_SIGHT:
        with st.popover(t("Caveats ({count})").format(count=len(told)), icon=":material/info:", type="tertiary"):
            st.markdown("\n".join(f"- {escape(caveat)}" for caveat in told))


def _sources(found: citation.Sources) -> None:
    for section, paragraphs in found.sections.items():
        source_line(paragraphs, section)
    for source_id, source in found.documents.items():
        document_line(source_id, source)
    if found.derived:
        st.caption(citation.derived(found.derived, current()))


# --- pictures -------------------------------------------------------------------------------------


def picture(render: Callable[..., bytes], said: Words, drawing: Drawing, *, lang: str, scheme: str = "light") -> bytes:
    """The chart with all that must travel with it, by one of the renderers of ``exports.images``."""
    frame = drawing.frames(lang)[-1]
    known = caveats(frame, lang, note=said.note)
    if len(known) > IN_SIGHT:  # a wall of small print would be read by nobody
        known = [t("{count} caveats on these figures stand in the dashboard.", lang).format(count=len(known))]
    note = ("" if lang == "zh" else " ").join(filter(None, [said.note, *known]))
    return render(
        drawing.spec(lang=lang, scheme=scheme), title=said.title, about=said.about, note=note, scheme=scheme,
        source=t("Source: {source}", lang).format(source=citation.line(frame, lang)),
    )  # fmt: skip


def _take(key: str, said: Words, drawing: Drawing) -> None:
    """The picture to the clipboard or as a file, made when it is asked for."""
    lang = current()

    def png() -> bytes:
        return picture(images.png, said, drawing, lang=lang)

    file_name = f"{key}-{queries.version()}.png"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, width="content"):
        copy_button(f"copy_{key}", png, file_name=file_name)
        st.download_button(
            "PNG", png, file_name=file_name, mime="image/png", key=f"png_{key}", type="tertiary", on_click="ignore",
            icon=":material/download:", help=t("Download the chart with its title and source as a picture"),
        )  # fmt: skip


_take_alone = st.fragment(_take)

# --- the rest of a card ---------------------------------------------------------------------------


def named_table(frame: pd.DataFrame, lang: str, *, whole: bool = False) -> pd.DataFrame:
    """The frame as a reader takes it away: columns named, the figure as printed beside its numbers.

    Empty columns are left out, unless the frame is part of a ``whole`` that may fill them.
    """

    def t(message: str) -> str:
        return translated(message, lang)

    names = {
        "label": t("Item"),
        "subject": t("Subject"),
        "display": t("Figure"),
        "value": t("Value"),
        "lower": t("Lower bound"),
        "upper": t("Upper bound"),
        "unit": t("Unit"),
        "qualifier_title": t("Qualifier"),
        "period": t("Period"),
        "comparison_title": t("Against"),
        "status_title": t("Status"),
        "statement": t("In words"),
        "caveat": t("Caveat"),
        "where": t("Source"),
    }
    kept = [column for column in names if column in frame and (whole or frame[column].notna().any())]
    return frame[kept].rename(columns=names)


def _details(key: str, said: Words, drawing: Drawing) -> None:
    lang = current()
    frame = drawing.frames(lang)[-1]
    table, download, definition, sentence, query = st.tabs(
        [t("Table"), t("Download"), t("Definition"), t("In words"), t("Query")]
    )
    with table:
        st.dataframe(named_table(frame, lang), hide_index=True, width="stretch", alt=said.title, placeholder="—")
    with download:
        with st.container(horizontal=True):
            _downloads(key, said, drawing, frame)
        st.caption(t("Address of this card"))
        st.code(_address(key), language=None, wrap_lines=True)
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
        for question in drawing.questions:
            st.code(queries.sql(question), language="sql", wrap_lines=True)
            if question in examples.names():
                st.page_link(
                    SQL_PAGE, label=t("Open in the query page"), icon=":material/terminal:",
                    query_params={"query": question, **language()},
                )  # fmt: skip


def _address(key: str) -> str:
    page = (st.context.url or "").split("#")[0].split("?")[0]
    settings = urlencode(st.query_params.to_dict())
    return f"{page}{'?' if settings else ''}{settings}#{key}"


def _downloads(key: str, said: Words, drawing: Drawing, frame: pd.DataFrame) -> None:
    """Each file is made when it is asked for, not when the card is opened."""
    lang, version = current(), queries.version()
    table = named_table(frame, lang)
    facts = {
        t("Title"): said.title,
        t("Unit and period"): said.about,
        t("Note"): said.note,
        t("Source"): citation.line(frame, lang),
        t("Data version"): version,
        t("Taken on"): dt.date.today().isoformat(),
    }
    sheet, sheet_about = t("Data"), t("About")

    def workbook() -> bytes:
        return tables.xlsx([table], title=sheet, about=facts, about_title=sheet_about)

    def image(render: Callable[..., bytes]) -> Callable[[], bytes]:
        return lambda: picture(render, said, drawing, lang=lang)

    for label, data, mime in (
        ("CSV", lambda: tables.csv([table]), "text/csv"),
        ("XLSX", workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("PNG", image(images.png), "image/png"),
        ("SVG", image(images.svg), "image/svg+xml"),
    ):
        st.download_button(
            label, data, file_name=f"{key}-{version}.{label.lower()}", mime=mime, key=f"{label}_{key}",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
