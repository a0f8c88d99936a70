"""Verify: whether the figures in a file that was taken away are still those of the tables."""

from urllib.parse import parse_qs

import streamlit as st

from exports.parcel import CONTEXT, REPORT, SIGNS, NothingTaken, Parcel, Taken, plain, taken
from story import card as story
from ui import report
from ui.frame import heading
from ui.language import t
from ui.links import escape

heading(
    t("Every file taken away can be checked by its mark"),
    t(
        "The mark stands in a corner of the file, as text and in the QR code. It is a fingerprint of the figures that "
        "the file was made from; whether somebody changed the file since, only a look at its figures shows."
    ),
)
given = st.text_input(
    t("Mark, or the address in the QR code"), st.query_params.get("mark", ""), max_chars=4_000,
    placeholder="XXXX-XXXX-XXXX",
).strip()  # fmt: skip
asked = {name: values[0] for name, values in parse_qs(given.partition("?")[2].partition("#")[0]).items()}
mark = asked.get("mark", given)
# the address says what was taken; a mark alone is tried on every page, and on the whole
told = asked or st.query_params.to_dict()
later = told.get("later") == "1"
source = asked.get("report", report.current())


def tried(of: str) -> list[tuple[Taken, bool]]:
    """What a file of a report may hold, and whether with what came later: the likeliest first."""
    found = taken(told, of)
    named = [(found, later)] if found else []
    pages = [REPORT, *story.pages(of, report.view().lang)]
    alone = [(Taken((page,)), False) for page in pages]
    wide = [(Taken((page,), True), also) for also in (False, True) for page in (*pages, CONTEXT)]
    return named + alone + wide


def checked() -> None:
    """Say of the mark what it fits."""
    if len(plain(mark)) != SIGNS:
        st.warning(
            t("A mark has {count} letters and digits, such as HCRB-XM5C-DG66.").format(count=SIGNS),
            icon=":material/info:",
        )
        return
    for of in (source, *(other for other in report.known() if other != source)):
        for holding, also in tried(of):
            try:
                parcel = Parcel(report.view(later=also)._replace(source=of), holding)
            except NothingTaken:
                continue
            since = parcel.corrected_since(mark)
            if since is None:
                continue
            if not since:
                st.success(
                    t("The figures this file was made from are current: {title}, data version {version}.").format(
                        title=escape(parcel.title), version=parcel.view.version
                    ),
                    icon=":material/verified:",
                )
            else:
                st.warning(
                    t("Figures this file was made from were corrected since: {title}.").format(
                        title=escape(parcel.title)
                    ),
                    icon=":material/history:",
                )
                names = {
                    "title": t("Title"), "period": t("Period"), "before": t("In the file"), "after": t("Now"),
                    "reason": t("Why"), "corrected_on": t("When"), "corrected_by": t("By"),
                }  # fmt: skip
                st.table([{name: str(one[column])[:200] for column, name in names.items()} for one in since])
            with st.expander(t("The figures as they stand now")):
                figures = parcel.figures[["title", "subject", "period", "display", "where"]]
                names = {
                    "title": t("Title"), "subject": t("Subject"), "period": t("Period"), "display": t("Figure"),
                    "where": t("Source"),
                }  # fmt: skip
                st.dataframe(figures.rename(columns=names), hide_index=True, width="stretch", alt=t("Figures"))
            return
    st.error(
        t(
            "This mark fits no file of the figures known here. Either it was mistyped, or the file holds single cards "
            "(then use the address in its QR code), or cards were added to the page or taken from it since, or the file was "
            "made from other tables, or its figures changed without a correction being logged."
        ),
        icon=":material/report:",
    )


if given:
    with st.spinner(t("Checking …")):
        checked()
