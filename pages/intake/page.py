"""入稿: a report's text in, every number of it proposed; a person decides key by key, and the report is built.

What stands on disk is the draft (``intake/folder.py``): it is read for every run, so that what somebody edits in a
spreadsheet, or in another tab, is what the page shows.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import streamlit as st

from data import schema
from intake import decide, draft as making, folder as on_disk
from intake.decide import Number
from intake.document import LARGEST, Unreadable, read as read_file
from intake.propose import propose
from queries import turns
from ui import guard
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import escape
from ui.reading import reading

ROOT: Final = Path(__file__).resolve().parents[2]
PLACE: Final = making.place()
lang = current()
state = st.session_state


def troubles(kind: str, detail: str) -> str:
    """What is wrong with a file, and the way out."""
    return {
        "large": t("The file is larger than 50 MB. Save the report's text alone, as .txt."),
        "old_word": t("An old Word file (.doc), or one with a password. Save it as .docx without a password."),
        "other_inside": t("The file is not what its name says. Open it in the program it came from and save it again."),
        "empty": t("There is no text in it. Paste the report's text, or choose its file."),
        "encoding": t("The text is in no known encoding. Save it as .txt in UTF-8."),
        "password": t("A PDF with a password. Save it without one."),
        "damaged": t("The PDF is damaged. Open it and save it again."),
        "scan": t("A scan: its pages are pictures and hold no text. Run text recognition and save the text as .txt."),
        "two": t("Two reports in one file: “{title}” begins a second one. Cut the file there."),
        "no_number": t("There is no number in the text. Is it the report, and all of it?"),
        "taken": t("There is a draft or a report “{title}” already. Give another id."),
        "id": t("An id has small letters, digits and hyphens, such as wuchang-2025."),
        "not_utf8": t("{title} is not in UTF-8: in Excel, save it as “CSV UTF-8”. Nothing was changed."),
        "spoiled": t("{title} cannot be read as a draft any more. Mend it where it was edited; nothing was changed here."),
        "gone": t("There is no draft “{title}” any more."),
    }.get(kind, t("The text cannot be taken in.")).format(title=escape(detail))  # fmt: skip


# --- a text is taken in -----------------------------------------------------------------------------------


def opened(name: str) -> None:
    """Go to a draft."""
    state["intake_draft"] = name
    for key in ("intake_at", "intake_mode", "intake_faults", "intake_entered"):
        state.pop(key, None)


def take_in() -> None:
    """Propose a record for every number of the text that was given, and open the draft."""
    state.pop("intake_trouble", None)
    given, pasted = state.get("intake_file"), state.get("intake_text") or ""
    try:
        if given is not None:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"report{Path(given.name).suffix.lower()}"
                path.write_bytes(given.getbuffer())
                text = read_file(path)
        else:
            text = pasted.replace("\r\n", "\n").replace("\r", "\n")
            if not text.strip():
                raise Unreadable("", "empty")
            if len(text.encode()) > LARGEST:
                raise Unreadable("", "large")
        proposals = propose(text, given.name if given is not None else "")
        name = (state.get("intake_id") or "").strip() or making.named(text, taken())
        if not re.fullmatch("[a-z0-9][a-z0-9-]*", name):
            raise Unreadable("", "id")
        if name in taken():
            raise Unreadable("", "taken", name)
        making.write(proposals, text, PLACE / name)
    except Unreadable as problem:
        state["intake_trouble"] = (problem.kind, problem.detail)
        return
    opened(name)


def taken() -> set[str]:
    """Names that a draft cannot have."""
    return {*on_disk.drafts(PLACE), *(path.name for path in schema.REPORTS.iterdir())}


def begin() -> None:
    """The page without a draft: give a text, or go on with one that was begun."""
    heading(
        t("A report's text becomes figures: every number is proposed, a person decides"),
        t("Paste the text or give its file. It is read on this machine by rules and stays here, in {folder}.").format(
            folder=escape(PLACE.name + "/")
        ),
        of=t("Enter a report"),
    )
    if entered := state.get("intake_entered"):
        st.success(t("The report is in the navigation, its pages composed by rule."), icon=":material/check_circle:")
        st.page_link(
            state["pages"]["overview"], label=t("Open its pages"), icon=":material/open_in_new:",
            query_params={"report": entered, **({} if lang == "zh" else {"lang": lang})},
        )  # fmt: skip
    if trouble := state.pop("intake_trouble", None):
        st.error(troubles(*trouble), icon=":material/report:")
    giving, going = st.columns([3, 2])
    with giving, st.container(border=True, key="card_give"):
        st.header(t("A new report"), anchor=False)
        st.text_area(t("Text of the report"), key="intake_text", height=260, placeholder=t("Paste the text here"))
        st.file_uploader(
            t("Or its file: .txt, .docx, .pdf, .html"), type=["txt", "docx", "pdf", "html", "htm", "doc"],
            max_upload_size=LARGEST // 1_000_000, key="intake_file",
        )  # fmt: skip
        st.text_input(
            t("Id of the report (may be empty)"), key="intake_id", placeholder="wuchang-2025", max_chars=60,
            help=t("Small letters, digits and hyphens; the report's address and folder have it"),
        )  # fmt: skip
        st.button(t("Propose every number"), type="primary", icon=":material/input:", on_click=take_in)
    with going, st.container(border=True, key="card_drafts"):
        st.header(t("Drafts begun"), anchor=False)
        names = on_disk.drafts(PLACE)
        if not names:
            st.caption(t("None yet."))
        for name in names:
            try:
                done = decide.progress(stand(on_disk.read(PLACE / name))[1])
                told = t("{decided} of {numbers} decided").format(decided=done.decided, numbers=done.numbers)
            except Unreadable as problem:
                told = troubles(problem.kind, problem.detail)
            st.button(name, icon=":material/edit_note:", key=f"open_{name}", on_click=opened, args=(name,))
            st.caption(told)


def stand(draft: on_disk.Draft) -> tuple[decide.Catalogue, list[Number]]:
    """What is known, and how each number of a draft stands."""
    known = decide.catalogue(draft)
    return known, decide.numbers(draft, known, decide.recorded(draft))


# --- a draft is decided -----------------------------------------------------------------------------------


def go(start: int | None) -> None:
    """To a number of the text."""
    state["intake_at"], state["intake_mode"] = start, ""
    state.pop("intake_lacking", None)


def mode(name: str) -> None:
    """Edit, or make a metric or subject; or neither."""
    state["intake_mode"] = name
    state.pop("intake_lacking", None)


def act(number: Number, make: Callable[[], on_disk.Change], *, stay: bool = False) -> None:
    """Make a change on disk, and go on to the number that comes next."""
    try:
        draft = on_disk.decide(PLACE / state["intake_draft"], make())
    except decide.Lacking as lacking:
        state["intake_lacking"] = (number.start, lacking.columns)
        if state.get("intake_mode", "") == "":
            state["intake_mode"] = "edit"
        return
    except on_disk.Stale:
        state["intake_said"] = t("This number was changed elsewhere meanwhile; it is shown as it stands now.")
        go(number.start)
        return
    except Unreadable as problem:
        state["intake_said"] = troubles(problem.kind, problem.detail)
        return
    following = number if stay else decide.following(stand(draft)[1], number)
    go(following.start if following else number.start)


def undo() -> None:
    """Take the last decision back, and go to its number."""
    try:
        _, change = on_disk.undo(PLACE / state["intake_draft"])
    except on_disk.Stale:
        state["intake_said"] = t("What was decided last was changed elsewhere since, so it is left as it is.")
        return
    held = next((step.before or step.after for step in change.steps if step.before), None) if change else None
    go(int(held[1]["char_start"]) if held and "char_start" in held[1] else state.get("intake_at"))


def title(row: dict[str, str] | None, column: str, fallback: str) -> str:
    """A name in the reader's language."""
    return (row or {}).get(f"{column}_{lang}") or fallback


def word(vocabulary: str, term: str) -> str:
    """A word of a vocabulary in the reader's language; "—" for none."""
    return title(decide.terms(vocabulary).get(term), "title", term) if term else "—"


def columns() -> dict[str, str]:
    """The cells of a record, by name."""
    return {
        "metric_id": t("Metric"), "subject_id": t("Subject"), "period_kind": t("Kind of period"),
        "period_start": t("First day"), "period_end": t("Last day"), "period": t("Period"), "qualifier": t("Hedge"),
        "value": t("Value"), "lower": t("Lower bound"), "upper": t("Upper bound"), "unit": t("Unit"),
        "status": t("Status"), "comparison": t("Compared with"), "printed": t("As printed"), "decimals": t("Decimals"),
        "rounded_to": t("Rounded to"), "rounding": t("Rounding"), "statement_zh": t("Statement, Chinese"),
        "statement_en": t("Statement, English"), "caveat_zh": t("Caveat, Chinese"), "caveat_en": t("Caveat, English"),
        "period_zh": t("Period in words, Chinese"), "period_en": t("Period in words, English"), "reason": t("Reason"),
        "title_zh": t("Title, Chinese"), "title_en": t("Title, English"), "name_zh": t("Name, Chinese"),
        "name_en": t("Name, English"), "theme_id": t("Theme"), "topic": t("Topic"), "kind": t("Kind"),
        "quantity": t("Quantity"), "nature": t("Nature"), "scope": t("Scope"), "parent_id": t("Within"),
        "definition_zh": t("Definition, Chinese"), "definition_en": t("Definition, English"), "better": t("Better"),
        "short_zh": t("Short title, Chinese"), "short_en": t("Short title, English"), "publisher": t("Publisher"),
        "url": t("Address"), "date_published": t("Published on"), "date_latest": t("Latest day it tells of"),
        "confidence": t("Read in"), "proposed": t("State"), "source_id": t("Id"),
    }  # fmt: skip


def named(column: str) -> str:
    """A cell by its name."""
    return columns().get(column, column)


def states() -> dict[str, str]:
    """How a number stands, in a word."""
    return {
        "conflict": t("in conflict"), "sure": t("sure"), "unsure": t("to be looked at"), "rest": t("the rest"),
        "figure": t("figure"), "ledger": t("ledger row"),
    }  # fmt: skip


def unit(name: str, known: decide.Catalogue) -> str:
    """A unit in the reader's language: 亿元, “100,000,000 yuan”; where English has no name for it, what it counts."""
    said = known["units"].get(name)
    if lang == "zh" or said is None:
        return name
    many = said["name_en"].split("|")[-1] or said["quantity"].replace("_", " ")
    return many if said["factor"] == "1" else f"{int(said['factor']):,} {many}"


def amount(row: dict[str, str], known: decide.Catalogue) -> str:
    """Value and bounds of a figure as they would be recorded."""
    bounds = f"[{row['lower'] or '…'}, {row['upper'] or '…'}]" if row["lower"] != row["upper"] else ""
    said = unit(row["unit"], known)
    return " ".join(filter(None, [row["value"], bounds, f"× {said}" if said[:1].isdigit() else said])) or "—"


def measured(metric: str, known: decide.Catalogue) -> str:
    """A metric with its unit."""
    row = known["metrics"].get(metric)
    return f"{title(row, 'title', metric)} ({unit(row['unit'], known)})" if row else metric


def record(number: Number, known: decide.Catalogue) -> None:
    """What would be entered, line by line."""
    row = number.row
    if number.table == "ledger":
        st.markdown(f"{t('Ledger')} · {escape(word('reason', row['reason']))}")
        return
    if not row["metric_id"]:
        st.markdown(t("No metric of the catalogue fits: accepted, it is not entered. E gives it one, N makes one."))
    lines = {
        "metric_id": title(known["metrics"].get(row["metric_id"]), "title", row["metric_id"] or "—"),
        "subject_id": title(known["subjects"].get(row["subject_id"]), "name", row["subject_id"] or "—"),
        "period": " — ".join(filter(None, [row["period_start"], row["period_end"]])) or "—",
        "value": amount(row, known), "qualifier": word("qualifier", row["qualifier"]), "status": word("status", row["status"]),
    }  # fmt: skip
    if row["comparison"]:
        lines["comparison"] = word("comparison", row["comparison"])
    doubts = {doubt.split()[0] for doubt in number.doubts}
    st.markdown(
        "  \n".join(
            t("{column}: {said}").format(column=named(column), said=f"**{escape(said)}**")
            + (" :material/help:" if column in doubts else "")
            for column, said in lines.items()
        )
    )
    said = t(", ").join(dict.fromkeys(named({"bounds": "value"}.get(name, name)) for name in sorted(doubts)))
    if said:
        st.caption(t("To be looked at: {columns}").format(columns=said))


def conflicts(number: Number, known: decide.Catalogue) -> None:
    """Figures of the same metric, subject and period that say otherwise."""
    for other in number.against[:4]:
        whose = t("this draft") if other["source_id"] == state["intake_draft"] else other["source_id"]
        st.warning(
            t("{printed} stands in {whose} for the same metric, subject and period.").format(
                printed=f"**{escape(other['printed'])}**", whose=escape(whose)
            ),
            icon=":material/difference:",
        )


def around(text: str, number: Number) -> str:
    """A number in its words, as markdown."""
    before, after = text[max(0, number.start - 36) : number.start], text[number.end : number.end + 24]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return f"…{escape(before)}**{escape(text[number.start : number.end])}**{escape(after)}…"


def deciding(draft: on_disk.Draft, number: Number, known: decide.Catalogue, found: list[Number]) -> None:
    """The record of a number with its keys."""
    st.caption(f"{states()[number.state]} · ¶{number.row['paragraph']}")
    st.markdown(around(draft.text, number) if draft.text else f"**{escape(number.row['printed'])}**")
    conflicts(number, known)
    record(number, known)
    if len(number.candidates) > 1:
        with st.container(key="candidates", gap="xsmall"):
            for place, metric in enumerate(number.candidates[:3], 1):
                st.button(
                    measured(metric, known), shortcut=str(place), wrap=True, key=f"choose_{place}", type="tertiary",
                    on_click=act, args=(number, lambda place=place: decide.choose(number, place, known)),
                )  # fmt: skip
    with st.container(horizontal=True, gap="small", key="keys"):
        st.button(
            t("Accept"), type="primary", shortcut="A", key="accept", on_click=act,
            args=(number, lambda: decide.accept(number, known)),
        )  # fmt: skip
        st.button(t("Edit"), shortcut="E", key="edit", on_click=mode, args=("edit",))
        st.button(
            t("To the ledger"),
            shortcut="L",
            key="ledger",
            on_click=act,
            args=(number, lambda: decide.ledger(number, "")),
        )
        st.button(
            t("New word"),
            shortcut="N",
            key="new",
            on_click=mode,
            args=("new",),
            help=t("A metric or subject that the catalogue lacks"),
        )
        st.button(
            t("One back"), shortcut="P", key="previous", on_click=go,
            args=(number.start if (back := decide.before(draft, number.start)) is None else back,),
        )  # fmt: skip
        st.button(t("Undo"), shortcut="U", key="undo", on_click=undo, disabled=not draft.journal)
        rest = decide.progress(found).rest
        st.button(
            tn("The rest: {count}", "The rest: {count}", rest).format(count=rest), shortcut="Shift+B", key="bulk",
            disabled=not rest, on_click=act, args=(number, lambda: decide.bulk(found)),
            kwargs={"stay": number.state != "rest"},
            help=t("Ledger rows as proposed; figures of no known metric are not entered"),
        )  # fmt: skip


# --- forms ------------------------------------------------------------------------------------------------


def missing(number: Number) -> None:
    """Say what keeps a record from being one."""
    start, wrong = state.get("intake_lacking", (None, []))
    if start == number.start and wrong:
        st.error(
            t("Empty, or not as it must be: {columns}").format(columns=t(", ").join(map(named, dict.fromkeys(wrong))))
        )


def field(column: str, row: dict[str, str], key: str, known: decide.Catalogue, first: tuple[str, ...] = ()) -> None:
    """A widget for a cell."""
    value = row.get(column) or ""
    listed: dict[str, list[str]] = {
        "metric_id": ["", *first, *(name for name in known["metrics"] if name not in first)],
        "subject_id": ["", *known["subjects"]], "parent_id": ["", *known["subjects"]], "unit": ["", *known["units"]],
        "theme_id": list(known["themes"]), "topic": list(decide.terms("topic")),
        "quantity": list(decide.terms("quantity")), "kind": list(schema.METRIC_KINDS),
        "nature": ["", *schema.NATURES], "scope": list(schema.SCOPES), "period_kind": list(schema.PERIOD_KINDS),
        "qualifier": list(schema.QUALIFIERS), "status": [name for name in schema.STATUSES if name != "derived"],
        "comparison": ["", *schema.COMPARISONS], "reason": list(schema.LEDGER_REASONS),
        "rounding": ["", *schema.ROUNDINGS], "confidence": list(schema.CONFIDENCES),
    }  # fmt: skip

    def read(option: str) -> str:
        if column == "metric_id" and option:
            return measured(option, known)
        if column == "unit" and option:
            return unit(option, known)
        if column in ("subject_id", "parent_id") and option:
            return title(known["subjects"].get(option), "name", option)
        if column == "theme_id":
            return title(known["themes"][option], "title", option)
        return word(column, option) if column in VOCABULARIES else option or "—"

    if column in listed:
        options = listed[column]
        options = options if value in options else [value, *options]
        st.selectbox(named(column), options, options.index(value), format_func=read, key=f"{key}_{column}")
    else:
        st.text_input(named(column), value, key=f"{key}_{column}")


VOCABULARIES: Final = (
    "topic", "quantity", "kind", "nature", "scope", "period_kind", "qualifier", "status", "comparison", "reason", "confidence",
)  # fmt: skip
EDITED: Final = (
    "metric_id", "subject_id", "period_start", "period_end", "period_kind", "qualifier", "value", "unit", "lower",
    "upper", "status", "comparison",
)  # fmt: skip
SELDOM: Final = (
    "decimals", "rounded_to", "rounding", "period_zh", "period_en", "statement_zh", "statement_en", "caveat_zh", "caveat_en",
)  # fmt: skip


def cells(key: str, names: tuple[str, ...]) -> dict[str, str]:
    """What stands in the widgets of a form."""
    return {name: str(state.get(f"{key}_{name}") or "").strip() for name in names}


def saved_or_not(save: Callable[[], None]) -> None:
    """The buttons at the end of a form."""
    with st.container(horizontal=True, gap="small"):
        st.form_submit_button(t("Save"), type="primary", shortcut="Ctrl+Enter", on_click=save)
        st.form_submit_button(t("Cancel"), shortcut="Esc", on_click=mode, args=("",))


def editing(draft: on_disk.Draft, number: Number, known: decide.Catalogue) -> None:
    """A record as a form: a figure, or a ledger row with its reason."""
    st.markdown(around(draft.text, number) if draft.text else f"**{escape(number.row['printed'])}**")
    names = {"observations": t("Figure"), "ledger": t("Ledger row")}
    table = st.segmented_control(
        t("What it is"), list(names), default=number.table, format_func=names.__getitem__, required=True,
        key=f"class_{number.start}", label_visibility="collapsed",
    )  # fmt: skip
    missing(number)
    of = decide.figure(number, draft)
    key = f"edit_{table}_{number.start}"
    with st.form(key, border=False):
        if table == "ledger":
            field("reason", {"reason": number.row.get("reason") or "not_entered"}, key, known)
            saved_or_not(lambda: act(number, lambda: decide.ledger(number, cells(key, ("reason",))["reason"])))
            return
        field("metric_id", of.row, key, known, number.candidates)
        halves = st.columns(2)
        for place, column in enumerate(EDITED[1:]):
            with halves[place % 2]:
                field(column, of.row, key, known)
        with st.expander(t("Rounding and words")):
            for column in SELDOM:
                field(column, of.row, key, known)
        saved_or_not(
            lambda: act(number, lambda: decide.edit(of, decide.bounded(cells(key, (*EDITED, *SELDOM))), known))
        )


METRIC: Final = (
    "title_zh",
    "title_en",
    "unit",
    "kind",
    "theme_id",
    "topic",
    "quantity",
    "nature",
    "definition_zh",
    "definition_en",
)
SUBJECT: Final = ("name_zh", "name_en", "scope", "parent_id")


def new_word(draft: on_disk.Draft, number: Number, known: decide.Catalogue) -> None:
    """A metric or subject that the catalogue lacks, made without leaving the number."""
    of = decide.figure(number, draft).row
    names = {"metric": t("New metric"), "subject": t("New subject")}
    unknown = bool(of["subject_id"]) and of["subject_id"] not in known["subjects"]
    what = st.segmented_control(
        t("What is new"), list(names), default="subject" if unknown else "metric", format_func=names.__getitem__,
        required=True, key=f"new_{number.start}", label_visibility="collapsed",
    )  # fmt: skip
    missing(number)
    key = f"new_{what}_{number.start}"
    with st.form(key, border=False):
        if what == "metric":
            given = {"unit": of["unit"], "kind": "share" if of["unit"] == "%" else "count", "theme_id": "overall"}
            halves = st.columns(2)
            for place, column in enumerate(METRIC):
                with halves[place % 2]:
                    field(
                        column,
                        {
                            **given,
                            "topic": next(iter(decide.terms("topic"))),
                            "quantity": next(iter(decide.terms("quantity"))),
                        },
                        key,
                        known,
                    )
            make = lambda: decide.new_metric(draft, number, cells(key, METRIC), known)  # noqa: E731
        else:
            name = of["subject_id"] if unknown else ""
            given = {"name_zh": name, "scope": {"省": "province", "市": "city"}.get(name[-1:], "district")}
            for column in SUBJECT:
                field(column, given, key, known)
            make = lambda: decide.new_subject(draft, number, cells(key, SUBJECT), known)  # noqa: E731
        saved_or_not(lambda: act(number, make, stay=True))


# --- the report as a whole, and the build -----------------------------------------------------------------

ABOUT: Final = (
    "title_zh", "title_en", "short_zh", "short_en", "publisher", "url", "subject_id", "period_start", "period_end",
    "date_published", "date_latest", "confidence",
)  # fmt: skip
DAYS: Final = ("period_start", "period_end", "date_published", "date_latest")


def about(draft: on_disk.Draft, known: decide.Catalogue) -> None:
    """What is known of the report as a whole, in ``source.toml``."""
    key = f"about_{draft.folder.name}"
    wrong = [fault for fault in state.get("intake_faults", []) if fault["file"] == "source.toml"]

    def save() -> None:
        given = cells(key, ABOUT)
        try:
            days = {name: dt.date.fromisoformat(given[name]) for name in DAYS if given[name]}
        except ValueError:
            state["intake_said"] = t("A day is written as 2025-01-31.")
            return
        kept = {name: value for name, value in draft.source.items() if name not in DAYS}
        on_disk.save_source(draft.folder, {**kept, **{name: given[name] for name in ABOUT if name not in DAYS}, **days})
        state["intake_faults"] = [fault for fault in state.get("intake_faults", []) if fault["file"] != "source.toml"]

    with (
        st.expander(t("About the report"), expanded=bool(wrong), icon=":material/description:"),
        st.form(key, border=False),
    ):
        halves = st.columns(2)
        for place, column in enumerate(ABOUT):
            with halves[place % 2]:
                field(column, {name: str(value) for name, value in draft.source.items()}, key, known)
        st.form_submit_button(t("Save"), on_click=save)


def build(draft: on_disk.Draft) -> None:
    """Build the draft with the other reports, in a process of its own; where nothing is wrong, it is a report then."""
    command = [sys.executable, "-m", "data.build", "--draft", str(draft.folder), "--enter", "--json"]
    with st.spinner(t("Building with all reports …")), turns.aside():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf8", check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        st.error(t("The build ended without a word; the server's log has the rest."))
        print(done.stderr, file=sys.stderr)
        return
    state["intake_faults"] = told["faults"]
    if not told["faults"]:
        state.pop("intake_draft", None)
        state["intake_entered"] = draft.folder.name
    st.rerun()


def expected(fault: dict[str, Any]) -> str:
    """What a record should have, in the reader's language where it is one of the frequent faults."""
    said = {
        "a value": t("a value"), "a text": t("a text"), "an empty cell in every row": t("every row decided"),
        "a value (may be an empty text)": t("a value"), "both languages": t("both languages"),
        "one or more": t("a figure that is of it"), "another id; this report is in the records": t("another id"),
    }  # fmt: skip
    if fault["expected"] in said:
        return said[fault["expected"]]
    if found := re.fullmatch(r"an id in (\w+)", fault["expected"]):
        return t("an id in {table}").format(table=found[1])
    return f"`{fault['expected']}`"


def faults(draft: on_disk.Draft) -> None:
    """What the build found, at its rows."""
    told = state.get("intake_faults", [])
    if not told:
        return
    st.error(
        tn("{count} fault; nothing was entered.", "{count} faults; nothing was entered.", len(told)).format(
            count=len(told)
        ),
        icon=":material/report:",
    )
    for place, fault in enumerate(told[:60]):
        rows = draft.tables.get(fault["file"].removesuffix(".csv"), [])
        row = rows[fault["row"] - 2] if 2 <= fault["row"] < len(rows) + 2 else {}
        where = t(", ").join(
            filter(
                None,
                [
                    fault["file"],
                    t("row {row}").format(row=fault["row"]) if fault["row"] else "",
                    fault["column"] and named(fault["column"]),
                ],
            )
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if "char_start" in row:
                st.button(
                    row["printed"], key=f"fault_{place}", icon=":material/my_location:", on_click=go,
                    args=(int(row["char_start"]),),
                )  # fmt: skip
            found = t("found {found}, expected {expected}").format(
                found=f"“{escape(fault['found'])}”" if fault["found"] else t("nothing"), expected=expected(fault)
            )
            st.markdown(t("{column}: {said}").format(column=escape(where), said=found), width="stretch")


def review(name: str) -> None:
    """A draft: its text and the number that one is at."""
    try:
        draft = on_disk.read(PLACE / name)
    except Unreadable as problem:
        heading(escape(name), of=t("Enter a report"))
        st.error(troubles(problem.kind, problem.detail), icon=":material/report:")
        st.button(t("Other drafts"), icon=":material/arrow_back:", on_click=opened, args=("",))
        return
    known, found = stand(draft)
    done = decide.progress(found)
    by_start = {number.start: number for number in found}
    number = (
        by_start.get(state.get("intake_at") or -1) or decide.following(found, None) or (found[0] if found else None)
    )
    heading(
        t("{decided} of {numbers} decided, {conflicts} in conflict").format(**done._asdict()),
        of=f"{draft.source.get('title_zh') or ''} · {name}",
    )
    st.progress(done.decided / max(1, done.numbers))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="draft_head"):
        st.button(t("Other drafts"), icon=":material/arrow_back:", type="tertiary", on_click=opened, args=("",))
        st.space("stretch")
        ready = done.decided == done.numbers
        if st.button(t("Build"), type="primary" if ready else "secondary", icon=":material/construction:", key="build"):
            build(draft)
    if said := state.pop("intake_said", None):
        st.warning(said, icon=":material/info:")
    faults(draft)
    text, side = st.columns([6, 5])
    with text:
        counts = {one: sum(number.state == one for number in found) for one in (*decide.OPEN, *decide.DONE)}
        st.caption(t(", ").join(f"{said} {counts[one]}" for one, said in states().items() if counts[one]))
        marks = [(one.start, one.end, one.state) for one in found]
        reading(draft.text, marks if draft.text else [], number.start if number else None, t("Text of the report"), go)
    with side, st.container(border=True, key="card_record"):
        if number is None:
            st.markdown(t("There is no number in this draft."))
        elif state.get("intake_mode") == "edit":
            editing(draft, number, known)
        elif state.get("intake_mode") == "new":
            new_word(draft, number, known)
        else:
            deciding(draft, number, known, found)
    about(draft, known)


if not guard.may_write():
    heading(t("Reports are not entered here"), of=t("Enter a report"))
elif state.get("intake_draft"):
    review(state["intake_draft"])
else:
    begin()
