"""SQL: an analyst's own questions, each run apart from the server, within limits."""

import time
import uuid

import streamlit as st

import queries
from charts.quick import MOST, form_of, is_number, quick
from exports import tables
from queries import examples, sandbox, turns
from ui import report
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import escape

FIRST = "figures/headline"
lang = current()
asked = st.query_params.get("query")
offered = examples.names()


def show(name: str) -> None:
    """Put a question of the product into the editor."""
    st.session_state["sql_text"] = st.session_state["sql_shown"] = examples.sql(name, lang)
    st.session_state["sql_from"] = name, lang


def picked() -> None:
    """Another example was chosen: the editor and the address follow."""
    name = st.session_state["sql_example"]
    if name is None:
        st.query_params.pop("query", None)
    else:
        st.query_params["query"] = name
        show(name)


def stopped() -> None:
    """The reader has had enough; the rerun that this causes ends the process."""
    st.session_state["sql_outcome"] = sandbox.AskFailed("cancelled", "")


def answered(sql: str) -> sandbox.Answer | sandbox.AskFailed:
    """Run a question beside the page, which stays alive: a rerun or a closed tab ends the process too."""
    place = st.empty()
    try:
        running = sandbox.start(sql, reader=st.session_state.setdefault("sql_reader", uuid.uuid4().hex))
    except sandbox.AskFailed as failure:
        return failure
    began = time.monotonic()
    try:
        with place.container(horizontal=True, vertical_alignment="center"):
            st.button(t("Stop"), key="sql_stop", icon=":material/stop:", on_click=stopped)
            clock = st.empty()
        with turns.aside():
            while not running.poll():
                waits = (
                    t("Waiting for others' queries: {seconds} s") if running.is_waiting else t("Running: {seconds} s")
                )
                clock.caption(waits.format(seconds=f"{time.monotonic() - began:.0f}"))
                time.sleep(0.05)
        return running.result()
    except sandbox.AskFailed as failure:
        return failure
    finally:
        running.cancel()
        place.empty()


def refusal(failure: sandbox.AskFailed) -> None:
    """Why there is no answer."""
    words = {
        "busy": t("Others' queries are running. Try again in a moment."),
        "cancelled": t("The query was stopped."),
        "crashed": t("The query broke the process it ran in. Most often it is too deep or too large."),
        "disk": t("The server's disk is full. Tell whoever runs it."),
        "failed": t("The database did not understand the query, or could not run it:"),
        "memory": t("The query needs more than {size} MB of memory.").format(size=sandbox.MEMORY_MB),
        "refused": t("Only one SELECT at a time can be run here:"),
        "time": t("The query ran longer than {seconds} s and was stopped.").format(seconds=f"{sandbox.SECONDS:g}"),
        "too_large": t("The answer is larger than {size} MB. Select fewer rows or columns.").format(
            size=f"{sandbox.BYTES / 1e6:g}"
        ),
    }
    if failure.reason == "cancelled":
        st.info(words["cancelled"], icon=":material/stop:")
        return
    st.error(words.get(failure.reason, words["crashed"]), icon=":material/error:")
    if failure.reason in ("failed", "refused"):
        if marks := st.session_state.get("sql_marks"):
            pairs = t(", ").join(f"`{wide}` → `` {narrow} ``" for wide, narrow in marks.items())
            st.markdown(
                t("The query holds full-width punctuation, which SQL does not know. Write: {pairs}").format(pairs=pairs)
            )
        st.code(str(failure), language=None, wrap_lines=True)


def chart(frame_key: str, answer: sandbox.Answer) -> None:
    """Two columns of the answer as a chart."""
    frame = answer.frame
    numbers = [str(column) for column in frame if is_number(frame[column])]
    if len(frame) < 2 or not numbers or len(frame.columns) < 2:
        st.caption(t("A chart needs two rows and a column of numbers beside another one."))
        return
    across, up = st.columns(2)
    columns = [str(column) for column in frame]
    first = next((column for column in columns if column not in numbers), columns[0])
    with across:
        x = st.selectbox(t("Along"), columns, index=columns.index(first), key=f"sql_x_{frame_key}")
    with up:
        others = [column for column in numbers if column != x]
        if not others:
            st.caption(t("No other column holds numbers."))
            return
        y = st.selectbox(t("Measured"), others, key=f"sql_y_{frame_key}")
    st.altair_chart(
        quick(frame, x, y, scheme=report.view().scheme, lang=lang), theme=None, width="stretch",
        alt=t("{y} by {x}").format(y=y, x=x),
    )  # fmt: skip
    if form_of(frame[x]) == "name" and len(frame) > MOST:
        st.caption(t("The first {count} rows are drawn.").format(count=MOST))
    st.caption(
        t(
            "Drawn as plain numbers. Whether the source says “over” or “nearly” stands in the columns qualifier, lower and upper."
        )
    )


def result(outcome: sandbox.Answer | sandbox.AskFailed) -> None:
    """What the last question brought."""
    if isinstance(outcome, sandbox.AskFailed):
        refusal(outcome)
        return
    frame = outcome.frame
    with st.container(horizontal=True, vertical_alignment="center"):
        count = tn("{count} row", "{count} rows", len(frame))
        took = t("{seconds} s").format(seconds=f"{outcome.elapsed:.3f}")
        st.markdown(f"{count} · {took}")
        st.download_button(
            "CSV", lambda: tables.csv([frame]), file_name=f"query-{queries.version()}.csv", mime="text/csv", on_click="ignore",
            icon=":material/download:", key="sql_csv",
        )  # fmt: skip
    if outcome.truncated:
        st.warning(
            t("There are more rows; these are the first {count}.").format(count=f"{len(frame):,}"),
            icon=":material/cut:",
        )
    table, drawn = st.tabs([t("Table"), t("Chart")])
    with table:
        st.dataframe(frame, hide_index=True, width="stretch", alt=t("Answer to the query"))
    with drawn:
        chart(str(st.session_state.get("sql_runs", 0)), outcome)


if asked in offered and asked != st.session_state.get("sql_asked"):
    show(asked)
    st.session_state["sql_example"] = asked
elif "sql_text" not in st.session_state:
    show(FIRST)
elif st.session_state["sql_text"] == st.session_state.get("sql_shown") and st.session_state["sql_from"][1] != lang:
    show(st.session_state["sql_from"][0])
st.session_state["sql_asked"] = asked

columns = sandbox.tables()
heading(
    t("{tables} tables answer questions in SQL").format(tables=columns["table"].nunique()),
    t(
        "One SELECT in DuckDB's dialect, over a read-only copy of the tables: at most {seconds} s, {size} MB of memory and "
        "{rows} rows. Nothing that is written here reaches files, the network or other readers."
    ).format(seconds=f"{sandbox.SECONDS:g}", size=sandbox.MEMORY_MB, rows=f"{sandbox.ROWS:,}"),
)
if asked is not None and asked not in offered:
    st.warning(
        t("The address asks for the question {name}, which is not there.").format(name=escape(asked[:80])),
        icon=":material/info:",
    )
editor, schema = st.columns([5, 3])
with editor:
    st.selectbox(
        t("A question of this dashboard"), offered, index=None, key="sql_example", on_change=picked,
        placeholder=t("Choose one to see and change its SQL"),
    )  # fmt: skip
    st.html("<style>.st-key-sql_text textarea {font-family: monospace; font-size: .875rem}</style>")
    text = st.text_area("SQL", key="sql_text", height=320, max_chars=sandbox.LONGEST, persist_state="session")
    run = st.button(t("Run"), icon=":material/play_arrow:", key="sql_run")
    if run:
        st.session_state["sql_marks"] = sandbox.wide_marks(text or "")
        st.session_state["sql_outcome"] = answered(text or "")
        st.session_state["sql_runs"] = st.session_state.get("sql_runs", 0) + 1
with schema:
    st.markdown(t("**Tables and columns**"))
    meanings = queries.run("sources/columns", lang=lang).set_index("column")["meaning"]
    columns["meaning"] = columns["column"].str.replace("_(zh|en)$", "", regex=True).map(meanings)
    st.dataframe(
        columns[["table", "column", "meaning", "type"]].rename(
            columns={"table": t("Table"), "column": t("Column"), "meaning": t("Meaning"), "type": t("Type")}
        ),
        hide_index=True, width="stretch", height=400, alt=t("Tables and columns"),
    )  # fmt: skip
    st.markdown(  # not a caption: code in one is too faint
        t("Also: {views}, which join what belongs together; {macros} give it in one language.").format(
            views="`figure`, `rounded`", macros="`told('zh')`, `happened('zh')`"
        )
    )
if "sql_outcome" in st.session_state:
    result(st.session_state["sql_outcome"])
