"""Sources & method: the report as a map, the ledger of its numbers, definitions, derivations, checks."""

import unicodedata
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

import queries
from exports import tagged
from intake.document import LARGEST, Unreadable
from story import citation
from story.card import Card, freeze
from ui import cards, filters, guard, passage, report, story, supplied, version
from ui.frame import heading
from ui.language import current, t, tn
from ui.links import escape, link

ABOVE_LEDGER: Final = 300  # px: of its card, above the table
ROW: Final = 35  # px

lang, source = current(), report.current()
numbers = queries.run("sources/map_numbers", source=source, lang=lang, marked=[])
checks = queries.run("sources/checks", lang=lang)
failing = {check: queries.run(f"checks/{check}") for check in checks["check_id"]}
passed = sum(rows.empty for rows in failing.values())

heading(
    t("All {numbers} numbers in the report are accounted for; {passed} of {checks} checks pass").format(
        numbers=len(numbers), passed=passed, checks=len(checks)
    ),
    t(
        "{figures} are figures of this dashboard; the others are dates, names, repeats and the like, each with its reason."
    ).format(figures=int((numbers["kind"] == "figure").sum())),
)
carried = filters.carried()
themes = [theme for theme in carried.get("theme", "").split(",") if theme]
copy = supplied.copy(source)


def handed_in() -> None:
    """The form was sent: its text is the report's, or is told apart from it."""
    state = st.session_state
    given = state.get("text_file")
    state["text_refused"] = ""
    try:
        words = supplied.text_of(given.name, given.getvalue()) if given else state["text_given"]
    except Unreadable:
        state["text_refused"] = t("The file cannot be read. Paste its text instead.")
        return
    found = supplied.hand_in(source, words) if words.strip() else None
    if found and not found.fits:
        state["text_refused"] = t(
            "This is not the text of “{title}”: of its {sought} paragraphs {found} were found."
        ).format(title=escape(report.known()[source]["title"]), sought=found.sought, found=len(found.found))


def hand_in() -> None:
    """What takes the report's text, and says where it is another one's."""
    st.markdown(
        t(
            "Paste the text from any copy: another site, a PDF, a document. How it is wrapped, spaced or quoted makes no difference."
        )
    )
    with st.form("text_form", border=False, enter_to_submit=False):
        st.text_area(
            t("Text of the report"), key="text_given", height=240, max_chars=supplied.LONGEST, placeholder=t("Paste the text here"),
            label_visibility="collapsed",
        )  # fmt: skip
        if guard.may_write():
            st.file_uploader(
                t("Or its file: .txt, .docx, .pdf, .html"), type=["txt", "docx", "pdf", "html", "htm"], key="text_file",
                max_upload_size=LARGEST // 1_000_000,
            )  # fmt: skip
        st.caption(
            t(
                "The text is kept on this machine alone, beside the tables, until you remove it. It goes into no file that is taken away, except one that you ask for as tagged text."
            )
            if supplied.is_kept()
            else t("The text lives in this visit alone and is gone when you close or reload the page.")
        )
        st.form_submit_button(t("Find the passages"), type="primary", icon=":material/search:", on_click=handed_in)
    if refused := st.session_state.get("text_refused"):
        st.error(refused, icon=":material/error:")


with st.container(horizontal=True, vertical_alignment="center", gap="small", key="text_state"):
    if copy is None:
        st.caption(t("The report's text is not part of this dashboard."), width="content")
        with st.popover(t("Hand in the text"), icon=":material/upload_file:", type="tertiary", key="text_hand_in"):
            hand_in()
    else:
        st.caption(
            t("Text of the report: {found} of {sought} paragraphs found").format(
                found=len(copy.found), sought=copy.sought
            ),
            width="content",
        )
        if supplied.handed_in(source) is not None:
            st.button(
                t("Remove the text"), icon=":material/delete:", type="tertiary", key="text_remove", on_click=supplied.remove, args=(source,),
            )  # fmt: skip
passage.card(source)
others = queries.run("context/sources", source=source, lang=lang)
if "document" in st.query_params:
    asked = others[others["source_id"] == st.query_params["document"]]
    if asked.empty:
        filters.say_in_vain([("document", st.query_params["document"])])
    for document in asked.to_dict("records"):
        with st.container(border=True, key="card_document"):
            st.header(escape(document["title"]), anchor="document")
            if isinstance(document["note"], str) and document["note"]:
                st.markdown(escape(document["note"]))
            st.caption(
                t(", ").join(
                    part
                    for part in (
                        document["publisher"] if lang == "zh" else "",
                        f"{document['date_published']:%Y-%m-%d}" if pd.notna(document["date_published"]) else "",
                        document["confidence"],
                        tn("{count} figure", "{count} figures", document["figures"]),
                    )
                    if part
                )
            )
            if document["url"]:
                st.code(document["url"], language=None, wrap_lines=True)
            link("context", t("See them in context"), ":material/compare_arrows:")
MARKED = f"ledger_marked_{source}"  # where the ticked numbers begin in the text
marked: list[int] = st.session_state.get(MARKED, [])


def ticked() -> None:
    """Rows of the ledger were ticked: their places are ringed on the map."""
    st.session_state[MARKED] = shown.iloc[st.session_state["ledger_table"].selection.rows]["char_start"].tolist()
    st.session_state["ledger_first"] = None


def clicked(places: list[dict[str, Any]]) -> None:
    """A number of the map was clicked: its row is ticked and stands first, whatever was searched for."""
    place = int(places[0]["char_start"])
    for key, value in {MARKED: [place], "ledger_first": place, "ledger_text": ""}.items():
        st.session_state[key] = value
    st.session_state["ledger_turn"] = st.session_state.get("ledger_turn", 0) + 1


def plain(text: str) -> str:
    """Letters and digits of any width and case as the same ones."""
    return unicodedata.normalize("NFKC", text).casefold()


where, ledger = st.columns([5, 4])
places = Card(
    "map", "report_map", ("sources/map_paragraphs", "sources/map_numbers"),
    t("Where the numbers stand in the report's {paragraphs} paragraphs").format(paragraphs=numbers["paragraphs"].iloc[0]),
    t("One row a paragraph, as long as its text; a tall mark for each figure, a short one for any other number"),
    handling=t("Click a mark to find its row in the ledger"), parameters=freeze({"marked": marked}),
)  # fmt: skip
with where:
    cards.chart_card(places, report.view(), picked=clicked, turn=st.session_state.get("ledger_turn", 0))
with ledger, st.container(border=True, key="card_ledger"):
    st.header(t("Ledger"), anchor="ledger")
    st.caption(t("Every digit and every Chinese numeral in the text lies in one of these rows."))
    sought = st.text_input(
        t("Search"), key="ledger_text", max_chars=filters.LONGEST_TEXT, icon=":material/search:",
        placeholder=t("Number as printed, reason or statement"),
    )  # fmt: skip
    rows = queries.run("sources/ledger", source=source, lang=lang)
    rows["said"] = rows["entered"].where(rows["entered"] != "", rows["reason"])
    words = plain(sought or "").split()
    texts = (rows["printed"] + "\n" + rows["said"]).map(plain)
    shown = rows[[all(word in text for word in words) for text in texts]]
    first = st.session_state.get("ledger_first")
    shown = shown.sort_values("char_start", key=lambda places: places.where(places != first, -1), ignore_index=True)
    count = tn("{count} row", "{count} rows", len(shown))
    st.caption(t("{count}; tick one to see its place on the map").format(count=count))
    # the place is the truth: another search or order moves the rows
    st.session_state["ledger_table"] = {"selection": {"rows": shown.index[shown["char_start"].isin(marked)].tolist()}}
    beside = int(cards.height_of(places, report.view())) - ABOVE_LEDGER  # both cards end together
    st.dataframe(
        shown[["printed", "said", "paragraph", "place"]].rename(
            columns={
                "printed": t("As printed"), "said": t("Entered as, or why it is not"), "paragraph": t("Paragraph"),
                "place": t("Characters"),
            }
        ),
        hide_index=True, width="stretch", key="ledger_table", on_select=ticked,
        selection_mode="multi-row", height=beside if len(shown) * ROW > beside else "content",
        column_config={t("Entered as, or why it is not"): st.column_config.TextColumn(width="medium")},
        alt=t("Ledger"),
    )  # fmt: skip

if copy is not None:
    with st.container(border=True, key="card_text"):
        st.header(t("The text with its numbers"), anchor="text")
        if copy.missing:
            st.caption(
                t("Not found in this copy: {paragraphs}").format(
                    paragraphs=t("¶{numbers}").format(numbers=citation.numbers(copy.missing, lang))
                )
            )
        passage.whole(source, copy)
        with st.container(horizontal=True):
            for ending, label, mime, make in (
                ("html", t("Tagged text (HTML)"), "text/html", tagged.html),
                ("json", t("Places (JSON)"), "application/json", tagged.annotations),
            ):
                st.download_button(
                    label, version.alone(partial(make, source, copy, lang), version.current()), file_name=f"{source}-tagged.{ending}", mime=mime, on_click="ignore",
                    icon=":material/download:", key=f"tagged_{ending}",
                )  # fmt: skip
        st.caption(
            t(
                "Each figure tagged where it stands with what is recorded of it, in the manner of inline XBRL; its quote and position as a web annotation."
            )
        )

definitions, derived, verified, documents, corrections = st.tabs(
    [t("Definitions"), t("Derived values"), t("Checks"), t("Documents"), t("Corrections")]
)


def corrected() -> None:
    """The log of corrections, or that there is none; what is searched for stands in any of its cells."""
    log = queries.run("sources/corrections", source=source, lang=lang)
    if log.empty:
        st.info(t("No figure has been corrected so far."), icon=":material/history:")
        return
    sought = st.text_input(
        t("Search"), key="corrections_text", max_chars=filters.LONGEST_TEXT, icon=":material/search:",
        placeholder=t("Figure, reason or name"),
    )  # fmt: skip
    log["title"] = [
        t("{name} (no longer entered)").format(name=name) if gone else name
        for name, gone in zip(log["title"], log["gone"], strict=True)
    ]
    texts = log.drop(columns=["gone", "corrected_on"]).fillna("").agg("\n".join, axis=1).map(plain)
    kept = log[[all(word in text for word in plain(sought or "").split()) for text in texts]]
    names = {
        "corrected_on": t("When"), "title": t("Title"), "subject": t("Subject"), "period": t("Period"),
        "cell": t("What"), "before": t("From"), "after": t("To"), "reason": t("Why"), "corrected_by": t("By"),
    }  # fmt: skip
    st.caption(tn("{count} correction", "{count} corrections", len(kept)))
    st.dataframe(
        kept[list(names)].rename(columns=names), hide_index=True, placeholder="—", width="stretch", height="content",
        column_config={t("When"): st.column_config.DateColumn(format="YYYY-MM-DD")}, alt=t("Corrections"),
    )  # fmt: skip


def versions() -> None:
    """The archived data versions, each a link to this page as it was."""
    st.subheader(t("Older data versions"), anchor="versions")
    older = queries.older()
    st.caption(
        t("Each kept whole, as it was before figures changed, were added or went.")
        if older
        else t("None yet: a version is kept when one with other figures takes its place.")
    )
    lines = [
        f"- [{escape(version.named(one))}](?{urlencode({**report.kept(), 'version': one.version})})"
        if one.is_readable
        else "- " + t("{version}: laid out in a way that is no longer read").format(version=escape(version.named(one)))
        for one in older
    ]
    st.markdown("\n".join(lines))


with corrections:
    corrected()
    versions()
with definitions:
    st.dataframe(
        queries.run("sources/definitions", themes=themes, source=source, lang=lang).rename(
            columns={
                "theme": t("Theme"), "title": t("Title"), "definition": t("Definition"), "unit": t("Unit"), "kind": t("Kind"),
            }
        ),
        hide_index=True, placeholder="—", width="stretch", height=480,
    )  # fmt: skip
with derived:
    st.dataframe(
        queries.run("sources/derived", themes=themes, source=source, lang=lang)[["title", "subject", "period", "display", "bounds", "formula", "statement", "caveat"]].rename(
            columns={
                "title": t("Title"), "subject": t("Subject"), "period": t("Period"), "display": t("Figure"),
                "bounds": t("Bounds"), "formula": t("Formula"), "statement": t("In words"),
                "caveat": t("Caveat"),
            }
        ),
        hide_index=True, placeholder="—", width="stretch",
    )  # fmt: skip
    st.subheader(t("What is not computed, and why"), anchor=False)
    st.dataframe(
        queries.run("sources/refusals", source=source, lang=lang).rename(columns={"title": t("Combination"), "reason": t("Reason")}),
        hide_index=True, placeholder="—", width="stretch",
    )  # fmt: skip
with verified:
    results = checks.assign(
        result=[t("passes") if failing[check].empty else t("fails") for check in checks["check_id"]],
        rows=[len(failing[check]) for check in checks["check_id"]],
    )[["title", "result", "rows"]]
    st.subheader(t("The report's figures against other publications"), anchor=False)
    story.pairs()
    st.subheader(t("Rules that every table must keep"), anchor=False)
    st.dataframe(
        results.rename(columns={"title": t("Check"), "result": t("Result"), "rows": t("Rows against the rule")}),
        hide_index=True, placeholder="—", width="stretch", height="content",
    )  # fmt: skip
with documents:
    for document in queries.run("sources/documents", source=source, lang=lang).to_dict("records"):
        st.markdown(f"**{escape(document['title'])}**")
        st.markdown(document["note"])
        st.caption(
            t("{figures} figures · text of {chars} characters · sha256 {digest}").format(
                figures=document["figures"], chars=int(document["text_chars"]),
                digest=document["text_sha256"][:16] + "…",
            )
        )  # fmt: skip
    st.subheader(t("Other publications, whose figures are context"), anchor=False)
    listed = others.assign(
        date=others["date_published"].dt.strftime("%Y-%m-%d"),
        later=[t("after the report") if later else "" for later in others["later"]],
    )
    names = {
        "title": t("Title"), "publisher": t("Publisher"), "date": t("Date"), "later": t("When"),
        "confidence": t("Read in"), "figures": t("Figures"), "url": t("Address"), "note": t("Note"),
    }  # fmt: skip
    st.dataframe(
        listed[[name for name in names if lang == "zh" or name != "publisher"]].rename(columns=names),
        hide_index=True, placeholder="—", width="stretch", height="content",
        column_config={t("Address"): st.column_config.LinkColumn()},
    )  # fmt: skip
