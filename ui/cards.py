"""Cards: one form for a figure, one form for a chart.

Every card says where its figures come from. What a card needs is kept per data version, language and scheme, so a
rerun builds no chart and asks no query twice.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final, Protocol

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

import queries
from charts import theme
from exports import images, tables
from ui import figures
from ui.language import current, t, tn

# what charts draw and say on hover; whatever else a question answers stays on the server
DRAWN: Final = {
    "label", "display", "value", "lower", "upper", "lower_display", "upper_display", "qualifier", "basis", "status",
    "theme_id", "period", "statement", "where", "group", "scope", "edition", "date_start", "date_end", "precision", "date",
    "title", "cell_label", "state", "order", "role", "change_display", "child", "child_kind", "parent",
    "note", "year", "paragraph", "chars", "section_title", "start", "end", "printed", "kind", "reason",
}  # fmt: skip
SOURCES_PAGE: Final = "pages/sources/page.py"


class Form(Protocol):
    """A chart function of ``charts/``."""

    __name__: str

    def __call__(
        self, *frames: pd.DataFrame, words: dict[str, str], scheme: str, lang: str, description: str
    ) -> alt.LayerChart: ...


# --- a figure -------------------------------------------------------------------------------------


def metric_row(frame: pd.DataFrame, *, columns: int = 4) -> None:
    """Headline cards, one per row of a ``told`` frame (with ``delta…`` columns where a change belongs to it)."""
    for start in range(0, len(frame), columns):
        for place, (_, row) in zip(st.columns(columns), frame.iloc[start : start + columns].iterrows(), strict=False):
            with place:
                _metric(row)


def _metric(row: pd.Series) -> None:
    delta, description, colour, arrow = None, None, "off", "off"
    if isinstance(row.get("delta"), str):
        growth = row["delta_kind"] == "growth"
        delta = f"{'+' if row['delta_value'] > 0 else ''}{row['delta']}"
        description = row["delta_comparison_title"]
        up = (row["delta_value"] > 0) if growth or row["better"] != "lower" else row["delta_value"] > 0
        arrow = "up" if up else "down"
        colour = "inverse" if st.session_state.get("colours", "red") == "red" else "normal"
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(
            f"{row['label']}", row["display"], delta, delta_color=colour, delta_arrow=arrow,
            delta_description=description, help=_help(row),
        )  # fmt: skip
        st.caption(_escape(f"{row['subject']} · {row['period']}"))
        if row["basis"] == "derived":
            st.caption(_escape(row["where"]))
        else:
            source_line([row["paragraph"]], row["section"])


def _help(row: pd.Series) -> str:
    return _escape("\n\n".join(text for text in (row["definition"], row["caveat"]) if isinstance(text, str)))


def _escape(text: str) -> str:
    """Text as itself, where markdown would read marks into it."""
    for mark in "\\`*_~$[]<>#|":
        text = text.replace(mark, "\\" + mark)
    return text.replace(":", "\\:")


def source_line(paragraphs: Iterable[int], section: str) -> None:
    """A link to the paragraphs on the Sources page."""
    numbers = sorted({int(number) for number in paragraphs})
    if len(numbers) == 1:
        label = t("{section} · paragraph {numbers}")
    else:
        label = t("{section} · paragraphs {numbers}")
    joined = t(", ").join(map(str, numbers))
    st.page_link(
        SOURCES_PAGE, label=_escape(label.format(section=section, numbers=joined)), icon=":material/format_quote:",
        query_params={"paragraph": str(numbers[0]), **({"lang": current()} if current() != "zh" else {})},
    )  # fmt: skip


# --- a chart --------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _drawn(
    version: str, form: Form, questions: tuple[str, ...], parameters: tuple[tuple[str, Any], ...], lang: str, scheme: str,
    words: tuple[tuple[str, str], ...],
) -> dict[str, Any]:
    """A chart's specification with its data as Arrow bytes, ready to be sent as it is."""
    frames = [drawn(queries.run(question, **_thaw(parameters), lang=lang)) for question in questions]
    spec = form(*frames, words=figures.words() | dict(words), scheme=scheme, lang=lang, description="").to_dict()
    spec.pop("description", None)
    spec["datasets"] = {name: _arrow(rows) for name, rows in spec.get("datasets", {}).items()}
    return spec


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of a question that a chart may draw."""
    return frame[[column for column in frame.columns if column in DRAWN]]


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist(rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def _freeze(parameters: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in sorted(parameters.items()))


def _thaw(parameters: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in parameters}


def scheme() -> str:
    """The browser's colour scheme: "light" or "dark"."""
    return st.context.theme.type or "light"


@st.fragment
def chart_card(
    key: str,
    *,
    title: str,
    form: Form,
    question: str | tuple[str, ...],
    about: str = "",
    note: str = "",
    words: dict[str, str] | None = None,
    **parameters: Any,
) -> None:
    """A chart in its card: what it says, unit and period, the chart, its sources, and a menu for the rest.

    ``key`` names the card in addresses; ``about`` is the line under the title (unit, period); ``note`` is what a
    reader must know; ``words`` are those only this chart needs. A form that draws several frames has several questions, the last of them its table. The card
    reruns alone.
    """
    lang = current()
    questions = (question,) if isinstance(question, str) else question
    frame = queries.run(questions[-1], **parameters, lang=lang)
    with st.container(border=True, key=f"card_{key}"):
        with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute", wrap=False):
            st.header(_escape(title), anchor=key)
            opened = st.button(
                t("More"), key=f"more_{key}", icon=":material/more_horiz:", help=t("Table, data, image, definition, SQL"),
                type="tertiary",
            )  # fmt: skip
        if about:
            st.caption(_escape(about))
        spec = _drawn(queries.version(), form, questions, _freeze(parameters), lang, scheme(), tuple((words or {}).items()))
        st.vega_lite_chart(
            None, spec, theme=None, width="stretch", alt=theme.alt_text(title, frame, lang=lang), key=f"chart_{key}"
        )
        if note:
            st.caption(_escape(note))
        _sources(frame)
    if opened:
        _details(key, title, about, form, questions, parameters, words or {})


def _sources(frame: pd.DataFrame) -> None:
    if "section" not in frame:
        return
    with st.container(horizontal=True, gap="small"):
        told = frame.dropna(subset=["paragraph"])
        for section, rows in told.groupby("section", sort=False):
            source_line(rows["paragraph"], str(section))
        if "basis" in frame and (count := int((frame["basis"] == "derived").sum())):
            st.caption(tn("{count} derived value", "{count} derived values", count))


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as a reader takes it away: named columns, the figure as printed beside its numbers."""
    columns = {
        "label": t("Item"), "subject": t("Subject"), "display": t("Figure"), "value": t("Value"), "lower": t("Lower bound"),
        "upper": t("Upper bound"), "unit": t("Unit"), "qualifier_title": t("Qualifier"), "period": t("Period"),
        "title": t("Title"), "comparison_title": t("Against"), "statement": t("In words"), "caveat": t("Caveat"), "where": t("Source"),
    }  # fmt: skip
    kept = [column for column in columns if column in frame and not (column == "title" and "value" in frame)]
    return frame[kept].rename(columns=columns)


@st.dialog(" ", width="large")
def _details(
    key: str, title: str, about: str, form: Form, questions: tuple[str, ...], parameters: dict[str, Any],
    words: dict[str, str],
) -> None:
    frames = [queries.run(question, **parameters, lang=current()) for question in questions]
    frame = frames[-1]
    table = _table(frame)
    source = t("; ").join(dict.fromkeys(frame["where"]))
    st.subheader(_escape(title), anchor=False)
    views = st.tabs([t("Table"), t("Download"), t("Definition"), t("In words"), t("SQL")])
    with views[0]:
        st.dataframe(table, hide_index=True, width="stretch")
    with views[1]:
        _downloads(key, title, about, source, table, form, frames, words)
        st.caption(t("Address of this card"))
        st.code(_address(key), language=None, wrap_lines=True)
    with views[2]:
        for _, row in frame.drop_duplicates("label").iterrows():
            definition = row.get("definition") or row["statement"]
            st.markdown(f"**{_escape(str(row['label']))}** {_escape(str(definition))}")
            if isinstance(row.get("formula"), str):
                st.caption(_escape(t("Formula: {formula}").format(formula=row["formula"])))
            if isinstance(row.get("caveat"), str):
                st.caption(_escape(row["caveat"]))
    with views[3]:
        st.code("\n".join(dict.fromkeys(frame["statement"].dropna())), language=None, wrap_lines=True)
    with views[4]:
        for question in questions:
            st.code(queries.sql(question), language="sql", wrap_lines=True)


def _address(key: str) -> str:
    page = (st.context.url or "").split("?")[0].split("#")[0]
    return f"{page}{'?lang=en' if current() == 'en' else ''}#{key}"


def _downloads(
    key: str, title: str, about: str, source: str, table: pd.DataFrame, form: Form, frames: list[pd.DataFrame],
    own: dict[str, str],
) -> None:
    lang, words = current(), figures.words() | own
    stamp = dt.date.today().isoformat()

    def workbook() -> bytes:
        facts = {
            t("Title", lang): title, t("Unit and period", lang): about, t("Source", lang): source,
            t("Data version", lang): queries.version(), t("Taken on", lang): stamp,
        }  # fmt: skip
        return tables.xlsx(table, title=t("Data", lang), about=facts, about_title=t("About", lang))

    def image(render: Callable[..., bytes]) -> Callable[[], bytes]:
        def rendered() -> bytes:
            spec = form(*map(drawn, frames), words=words, scheme="light", lang=lang, description=title).to_dict()
            return render(spec, title=title, subtitle=about, source=source)

        return rendered

    for label, data, name, mime in (
        ("CSV", lambda: tables.csv(table), "csv", "text/csv"),
        ("XLSX", workbook, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("PNG", image(images.png), "png", "image/png"),
        ("SVG", image(images.svg), "svg", "image/svg+xml"),
    ):
        st.download_button(
            label, data, file_name=f"{key}-{queries.version()}.{name}", mime=mime, key=f"{name}_{key}",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
