"""A page of the report's story on the screen, and what sets it beside other publications.

Off unless asked for. Both switches live in the address: ``context=1`` shows what stands beside the page, ``later=1``
also what was published after the report.
"""

import streamlit as st

import queries
from story import pairs as paired
from story.card import Page, View
from ui import cards, filters, report, setting
from ui.figure import restated
from ui.frame import heading
from ui.language import current, t
from ui.links import credit


def show(page: Page) -> None:
    """Heading, headline figures, what stands beside it where asked for, cards."""
    heading(page.title, page.summary)
    filters.carried()
    view = report.view()
    _headline(page.headline, view)
    if page.alone or page.shown(beside=True, later=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            on = _toggle(
                "context", t("Set beside other publications"),
                t("The report's marks keep their colour; those of other publications are grey."),
            )  # fmt: skip
            later = later_switch() if on else False
        if on:
            beside(page, report.view(later=later))
    cards.in_columns(page.shown(beside=False, later=False), view)


def _headline(ids: tuple[str, ...], view: View) -> None:
    if ids:
        cards.metric_row(queries.rows("figures/headline", ids=list(ids), source=view.source, lang=view.lang))


def beside(page: Page, view: View) -> None:
    """The cards that set a page beside other publications."""
    found = page.shown(beside=True, later=view.later)
    if found:
        cards.in_columns(found, view)
    else:
        st.info(page.alone or t("No other publication known here tells of the same figures."), icon=":material/info:")


def _toggle(switch: str, label: str, explained: str) -> bool:
    setting.settle(switch, ("0", "1"), "0")
    st.session_state[f"{switch}_on"] = st.session_state[switch] == "1"
    return st.toggle(label, key=f"{switch}_on", on_change=_turned, args=(switch,), help=explained)


def _turned(switch: str) -> None:
    st.session_state[f"{switch}_switch"] = "1" if st.session_state[f"{switch}_on"] else "0"
    setting.switched(switch, "0")


def later_switch() -> bool:
    """The switch for what was published after the report; whether it is on."""
    day = queries.rows("sources/documents", source=report.current(), lang=current())[0]["latest"]
    return _toggle(
        "later", t("Also what was published after the report"),
        t("The report tells of nothing after {day}. What was published after that month is drawn faint.").format(
            day=day
        ),
    )  # fmt: skip


def pairs() -> None:
    """The report's figures set against other publications: both figures, the verdict, and how wide its bounds are."""
    rows = queries.run("context/set_against", source=report.current(), lang=current())
    if rows.empty:
        st.info(t("No other publication known here tells of the same figures."), icon=":material/info:")
        return
    rows["later"] = rows["later"].map({True: t("after the report"), False: ""})
    names = paired.columns(current())
    widths = {
        "title": 190, "period": 170, "ours": 130, "theirs": 340, "verdict": 240, "bounds": 170, "width": 120,
        "source": 240, "later": 90,
    }  # fmt: skip  # px
    st.dataframe(
        rows[list(names)].rename(columns=names), hide_index=True, width="stretch", height="content", placeholder="—",
        alt=t("Pair by pair"), column_config={names[name]: {"width": width} for name, width in widths.items()},
    )  # fmt: skip
    st.caption(paired.meant(current()))
    credit(document for cited in rows["source_ids"] for document in cited)


def revisions() -> None:
    """What later documents revise of earlier ones, and what several reports tell of; nothing where there is none."""
    rows = queries.run("context/revisions", source=report.current(), lang=current())
    if rows.empty:
        return
    st.header(t("Told again, and revised"), anchor="revisions", divider="gray")
    rows["result"] = [restated(*row) for row in zip(rows["revises"], rows["change"], strict=True)]
    names = {
        "title": t("Title"), "subject": t("Subject"), "period": t("Period"), "before": t("First"),
        "earlier_source": t("In"), "after": t("Later"), "later_source": t("Told in"), "result": t("Result"),
    }  # fmt: skip
    st.dataframe(
        rows[list(names)].rename(columns=names), hide_index=True, width="stretch", height="content", placeholder="—",
        alt=t("Told again, and revised"),
    )  # fmt: skip
    credit({*rows["earlier_source_id"], *rows["later_source_id"]} - {report.current()})
