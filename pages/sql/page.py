"""SQL: an analyst's own questions, each run apart from the server, within limits."""

import re
import time
import uuid

import pandas as pd
import streamlit as st

import queries
from charts.quick import MOST, form_of, is_number, quick
from exports import tables
from queries import examples, sandbox, turns
from ui import editor, report
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import escape

FIRST = "figures/headline"
KEPT = 20  # statements of a session
VALUES = ("value", "lower", "upper")  # of figures, each in the unit of its row
ADDRESSED = 2_000  # characters of a statement that an address may hold
lang = current()
offered = examples.names()


def show(name: str) -> None:
    """Put a question of the product into the editor."""
    editor.put(examples.sql(name, lang))
    st.session_state["sql_from"] = name, lang


def picked() -> None:
    """Another example was chosen: the editor and the address follow."""
    name = st.session_state["sql_example"]
    st.query_params.pop("q", None)
    if name is None:
        st.query_params.pop("query", None)
    else:
        st.query_params["query"] = name
        show(name)


def asked_to_run() -> None:
    """The editor's text is to be run: the address says what is asked, where it can."""
    sql = editor.text()
    name, spoken = st.session_state["sql_from"]
    st.query_params.pop("q", None)
    if sql != examples.sql(name, spoken):
        st.query_params.pop("query", None)
        if len(sql) <= ADDRESSED:
            st.query_params["q"] = sql
    st.session_state["sql_due"] = True


def ticked() -> None:
    """A row of the tables was ticked: its column goes into the statement, and the row can be ticked again."""
    if rows := st.session_state["sql_columns"].selection.rows:
        editor.insert(columns["column"].iloc[rows[0]])
        st.session_state["sql_columns"] = {"selection": {"rows": []}}


def past() -> None:
    """The statements that were run, the last one first; a click brings one back."""
    ran: list[str] = st.session_state.get("sql_ran", [])
    with st.popover(
        t("Run before ({count})").format(count=len(ran)), icon=":material/history:", type="tertiary", disabled=not ran
    ):
        for number, sql in enumerate(ran):
            line = " ".join(sql.split())
            st.button(
                escape(line[:80] + ("…" if len(line) > 80 else "")), key=f"sql_past_{number}", type="tertiary",
                on_click=editor.put, args=(sql,),
            )  # fmt: skip


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
        others = sorted((column for column in numbers if column != x), key=lambda column: column not in VALUES)
        if not others:
            st.caption(t("No other column holds numbers."))
            return
        y = st.selectbox(t("Measured"), others, key=f"sql_y_{frame_key}")
    if y in VALUES and "unit" in frame and frame["unit"].nunique() > 1:
        st.caption(t("These values differ in unit and do not belong on one axis. Select those of one unit."))
        return
    forms = {"bars": t("Bars"), "line": t("Line"), "dots": t("Dots")}
    usual = {"name": "bars", "time": "line", "number": "dots"}[form_of(frame[x])]
    if usual == "bars" or not frame[x].is_unique:
        forms.pop("line")  # nothing lies between two names, nor between two values at one place
    form = st.segmented_control(
        t("Form"), list(forms), format_func=forms.__getitem__, default=usual if usual in forms else "dots", required=True,
        key=f"sql_form_{frame_key}_{x}",
    )  # fmt: skip
    chart = quick(frame, x, y, form=form or "", scheme=report.view().scheme, lang=lang)
    st.vega_lite_chart(
        None, chart.to_dict(validate=False), theme=None, width="stretch", alt=t("{y} by {x}").format(y=y, x=x)
    )
    if "name" in (form_of(frame[x]), "name" if form == "bars" else "") and len(frame) > MOST:
        st.caption(t("The first {count} rows are drawn.").format(count=MOST))
    st.caption(
        t(
            "Drawn as plain numbers. Whether the source says “over” or “nearly” stands in the columns qualifier, lower and upper."
        )
    )


def titled(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer with what its columns mean for headers, where a name is known and its meaning is not taken."""
    known = {name: meanings.get(re.sub("_(zh|en)$", "", name), name) for name in map(str, frame)}
    taken = [*known.values()]
    return frame.rename(columns={name: title for name, title in known.items() if taken.count(title) == 1})


def result(outcome: sandbox.Answer | sandbox.AskFailed) -> None:
    """What the last question brought."""
    if isinstance(outcome, sandbox.AskFailed):
        refusal(outcome)
        return
    frame = outcome.frame
    if st.session_state.get("sql_titled"):
        frame = titled(frame)
    with st.container(horizontal=True, vertical_alignment="center"):
        count = tn("{count} row", "{count} rows", len(frame))
        took = t("{seconds} s").format(seconds=f"{outcome.elapsed:.3f}")
        st.markdown(f"{count} · {took}")
        st.download_button(
            "CSV", lambda: tables.csv([frame]), file_name=f"query-{queries.version()}.csv", mime="text/csv", on_click="ignore",
            icon=":material/download:", key="sql_csv",
        )  # fmt: skip
        st.toggle(t("Meanings as headers"), key="sql_titled")
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


asked, written = st.query_params.get("query"), st.query_params.get("q")
too_long = written is not None and len(written) > ADDRESSED
if (asked, written) != st.session_state.get("sql_asked") and not st.session_state.get("sql_due"):
    if written and not too_long:  # shown, not run: whoever sent the address is not the reader
        # a mark that turns what follows around would show another statement than is run
        editor.put("".join(mark for mark in written if mark in "\n\t" or mark.isprintable()))
        st.session_state["sql_example"] = None
        st.session_state.setdefault("sql_from", (FIRST, lang))
    elif asked in offered:
        show(asked)
        st.session_state["sql_example"] = asked
if not editor.text() and "sql_from" not in st.session_state:
    show(FIRST)
name, spoken = st.session_state["sql_from"]
if spoken != lang and editor.text() == examples.sql(name, spoken):
    show(name)
st.session_state["sql_asked"] = asked, written

columns = sandbox.tables()
meanings = queries.run("sources/columns", lang=lang).set_index("column")["meaning"]
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
if too_long:
    st.warning(
        t("The statement in the address is longer than {count} characters and was left aside.").format(
            count=f"{ADDRESSED:,}"
        ),
        icon=":material/info:",
    )
writing, schema = st.columns([5, 3])
with writing:
    st.selectbox(
        t("A question of this dashboard"), offered, index=None, key="sql_example", on_change=picked,
        placeholder=t("Choose one to see and change its SQL"),
    )  # fmt: skip
    editor.editor(columns, asked_to_run)
    if st.session_state.pop("sql_due", False):
        sql = editor.text()
        ran = [before for before in st.session_state.get("sql_ran", []) if before != sql]
        st.session_state["sql_ran"] = [sql, *ran][:KEPT]
        st.session_state["sql_marks"] = sandbox.wide_marks(sql)
        st.session_state["sql_outcome"] = answered(sql)
        st.session_state["sql_runs"] = st.session_state.get("sql_runs", 0) + 1
    past()
with schema:
    st.markdown(t("**Tables and columns**"))
    st.caption(t("Tick a row to insert its column at the cursor"))
    columns["meaning"] = columns["column"].str.replace("_(zh|en)$", "", regex=True).map(meanings)
    st.dataframe(
        columns[["table", "column", "meaning", "type"]].rename(
            columns={"table": t("Table"), "column": t("Column"), "meaning": t("Meaning"), "type": t("Type")}
        ),
        hide_index=True, width="stretch", height=400, alt=t("Tables and columns"), key="sql_columns", on_select=ticked,
        selection_mode="single-row",
    )  # fmt: skip
    st.markdown(  # not a caption: code in one is too faint
        t("Also: {views}, which join what belongs together; {macros} give it in one language.").format(
            views="`figure`, `rounded`", macros=f"`told('{lang}')`, `happened('{lang}')`"
        )
    )
if "sql_outcome" in st.session_state:
    result(st.session_state["sql_outcome"])
