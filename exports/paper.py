"""A parcel on paper: a PDF of A4 pages with real text, bookmarks and alternative texts, made without a browser.

``paper.typ`` is the page; it is given values, never markup, and fonts that travel with the product, so a file is the
same wherever it is made. Tagged as PDF/UA-1 asks.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from charts.theme import PALETTES
from exports import images
from exports.parcel import Parcel, Part
from locales import plural as tn, text as t
from story import pairs, words
from story.card import ENTRIES, NUMBERS, Card, View
from story.citation import numbers

TEMPLATE: Final = Path(__file__).with_suffix(".typ")
WIDTH: Final = 720  # px that a chart is drawn in: 2/3 pt each across a card, so its smallest words are 8 pt
PALETTE: Final = PALETTES["light"]
REGIONS: Final = {"zh": "cn", "en": "gb"}
LONG: Final = 24  # figures or entries that a card without a chart may hold and still be kept together


@cache
def _fonts(*, of_the_machine: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=of_the_machine, font_paths=[str(images.FONTS)])


def pdf(parcel: Parcel) -> bytes:
    """The parcel as a PDF. The same parcel gives the same bytes."""
    told = json.dumps(_told(parcel), ensure_ascii=False)
    made = dt.datetime.combine(parcel.made, dt.time(), dt.UTC)
    inputs, timestamp = {"parcel": told}, int(made.timestamp())
    try:
        return typst.compile(
            TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs=inputs, timestamp=timestamp, pdf_standards="ua-1",
            font_paths=_fonts(of_the_machine=False), ignore_system_fonts=True,
        )  # fmt: skip
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        # PDF/UA allows no sign without a font; a rare one in a name is no reason to have no file
        return typst.compile(
            TEMPLATE, root=TEMPLATE.parent, format="pdf", sys_inputs=inputs, timestamp=timestamp,
            font_paths=_fonts(of_the_machine=True),
        )  # fmt: skip


def _told(parcel: Parcel) -> dict[str, Any]:
    """All that the page is given."""
    lang = parcel.lang
    told = {
        "lang": lang, "region": REGIONS[lang], "title": parcel.title, "source": parcel.source,
        "author": parcel.document["publisher"] or "", "checked": parcel.checked, "address": parcel.address,
        "palette": {
            "ink": PALETTE.ink, "muted": PALETTE.muted, "grid": PALETTE.grid,
            "pale": PALETTE.tint(PALETTE.grid, 0.4), "air": images.AIR,
        },
        "words": {
            "figures": tn("{count} figure in all", "{count} figures in all", len(parcel.figures), lang),
            "columns": [t("Item", lang), t("Figure", lang), t("In words", lang), t("Source", lang)],
            "pairs": t("Pair by pair", lang), "compared": parcel.compared, "meant": pairs.meant(lang),
        },
        "pairs": {
            "columns": pairs.heads(lang),
            "rows": [list(pairs.stacked(pair, lang).values()) for pair in parcel.pairs],
        },
        "parts": [_part(part, parcel.view) for part in parcel.parts],
        "figures": [
            {
                "label": row["label"], "under": _joined(row["subject"], row["period"]), "display": row["display"],
                "bounds": words.bounds(row, lang), "statement": row["statement"], "caveat": _said(row["caveat"]),
                "where": row["where"],
            }
            for row in parcel.figures.to_dict("records")
        ],
        "sources": _sources(parcel),
    }  # fmt: skip
    if code := parcel.code("svg", dark=PALETTE.ink):
        told["qr"] = code.decode()
    return told


def _part(part: Part, view: View) -> dict[str, Any]:
    count = len(part.headline)
    return {
        "name": part.name, "title": part.title, "summary": part.summary, "hue": PALETTE.hue(part.page_id),
        "headline": [_headline(row, view.lang) for row in part.headline],
        "across": next((across for across in (4, 3) if count % across == 0), 3),
        "cards": [_card(card, view) for card in part.cards],
    }  # fmt: skip


def _headline(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """A figure as printed, with its change, its time, its bounds where it is derived, and its place."""
    change = ""
    if isinstance(row["delta"], str):
        change = f"{row['delta_comparison_title']} {'+' if row['delta_value'] > 0 else ''}{row['delta']}"
    under = [change, _joined(row["subject"], row["period"]), words.bounds(row, lang), _place(row, lang)]
    return {"label": row["label"], "display": row["display"], "under": _all_said(under)}


def _card(card: Card, view: View) -> dict[str, Any]:
    told: dict[str, Any] = {"title": card.title, "about": card.about, "notes": [], "source": "", "long": False}
    if not card.rows(view):
        return told | {"notes": [words.absent(view.lang)]}
    if card.form == ENTRIES:  # each with its own place
        told["entries"] = [_entry(row, view.lang) for row in card.rows(view)]
        return told | {"long": len(told["entries"]) > LONG}
    known = card.told(view)
    told["notes"] = _all_said((card.note, *known.caveats))
    told["source"] = t("Source: {source}", view.lang).format(source=known.source)
    if card.form == NUMBERS:
        told["numbers"] = [
            {"label": row["label"], "display": row["display"], "under": _all_said([row["under"]])}
            for row in card.rows(view)
        ]
        return told | {"long": len(told["numbers"]) > LONG}
    drawn, high = images.alone(card.spec(view), WIDTH)
    return told | {"svg": drawn, "ratio": high / WIDTH, "alternative": known.alternative}


def _entry(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """An entry, its note with its figures told apart."""
    return {
        "label": row["label"], "kind": row["kind_title"],
        "note": words.runs(row["note"], row["figures"]),
        "where": _paragraphs(row["section"], list(row["paragraphs"]), lang),
    }  # fmt: skip


def _place(row: Mapping[str, Any], lang: str) -> str:
    """Where a headline figure stands: the report's own by section and paragraph, others as they are told."""
    if row["basis"] != "published" or not isinstance(row["section"], str):
        return str(row["where"])
    return _paragraphs(row["section"], [int(row["paragraph"])], lang)


def _paragraphs(section: str, paragraphs: list[int], lang: str) -> str:
    return t("{document} (¶{numbers})", lang).format(document=section, numbers=numbers(paragraphs, lang))


def _sources(parcel: Parcel) -> list[dict[str, Any]]:
    """The report, and the other publications whose figures are in the file."""
    own, *others = parcel.documents
    groups = (
        (t("Source", parcel.lang), [own]),
        (t("Other publications, whose figures are context", parcel.lang), others),
    )
    return [
        {"title": title, "documents": [_document(row, parcel.lang) for row in rows]} for title, rows in groups if rows
    ]


def _document(row: Mapping[str, Any], lang: str) -> list[str]:
    publisher = row["publisher"] if lang == "zh" else None  # known by a Chinese name
    return _all_said((_joined(row["title"], publisher, words.day(row["date_published"])), row["url"]))


def _joined(*words: Any) -> str:
    return " · ".join(_all_said(words))


def _all_said(words: Iterable[Any]) -> list[str]:
    return [one for one in map(_said, words) if one]


def _said(words: Any) -> str:
    return words if isinstance(words, str) else ""
