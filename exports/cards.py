"""A card as a file: its chart as a picture, its table as rows that can be taken away."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import pandas as pd

from exports import tables
from locales import text as t
from story.card import Card, View, caveats
from story.citation import line

IN_SIGHT: Final = 2  # caveats told beside a chart; more of them would be a wall of small print


def picture(render: Callable[..., bytes], card: Card, view: View, *, alone: bool = True) -> bytes:
    """The chart with all that must travel with it, by one of the renderers of ``exports.images``.

    More than two caveats are counted, not told. Where the picture does not stand ``alone`` they are told elsewhere.
    """
    frame, lang = card.frames(view)[-1], view.lang
    known = caveats(frame, lang, note=card.note) if alone else []
    if len(known) > IN_SIGHT:
        known = [t("{count} caveats on these figures stand in the dashboard.", lang).format(count=len(known))]
    return render(
        card.spec(view), title=card.title, about=card.about, scheme=view.scheme,
        note=("" if lang == "zh" else " ").join(filter(None, [card.note, *known])),
        source=t("Source: {source}", lang).format(source=line(frame, lang)),
    )  # fmt: skip


def workbook(card: Card, view: View) -> bytes:
    """The card's table as a workbook that says where it comes from."""
    lang, frame = view.lang, card.frames(view)[-1]
    facts = {
        t("Title", lang): card.title,
        t("Unit and period", lang): card.about,
        t("Note", lang): card.note,
        t("Source", lang): line(frame, lang),
        t("Data version", lang): view.version,
        t("Taken on", lang): dt.date.today().isoformat(),
    }
    table = named_table(frame, lang)
    return tables.xlsx([table], title=t("Data", lang), about=facts, about_title=t("About", lang))


def named_table(frame: pd.DataFrame, lang: str, *, whole: bool = False) -> pd.DataFrame:
    """The frame as a reader takes it away: columns named, the figure as printed beside its numbers.

    Empty columns are left out, unless the frame is part of a ``whole`` that may fill them.
    """
    names = {
        "label": t("Item", lang),
        "subject": t("Subject", lang),
        "display": t("Figure", lang),
        "value": t("Value", lang),
        "lower": t("Lower bound", lang),
        "upper": t("Upper bound", lang),
        "unit": t("Unit", lang),
        "qualifier_title": t("Qualifier", lang),
        "period": t("Period", lang),
        "comparison_title": t("Against", lang),
        "status_title": t("Status", lang),
        "statement": t("In words", lang),
        "caveat": t("Caveat", lang),
        "where": t("Source", lang),
    }
    kept = [column for column in names if column in frame and (whole or frame[column].notna().any())]
    return frame[kept].rename(columns=names)
