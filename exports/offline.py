"""A report as one HTML file that opens by a double click, with no network: every page, figure and chart of it.

Both languages and both schemes are inside. All words are in the markup, so that the file can be read and printed where
no script runs; the script turns pages, filters figures and draws the charts. What it may load and run is bounded by the
policy in the file's head: nothing from anywhere, and of scripts those alone whose hashes stand there. Vega therefore
interprets its expressions and never compiles them.
"""

import base64
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
import pandas as pd
import vl_convert
from markupsafe import Markup

import queries
from charts.theme import FONT, VARIABLES, variable
from exports.cards import IN_SIGHT
from exports.parcel import REPORT, Parcel, Part, Taken
from locales import plural as tn, text as t
from queries import turns
from story import card as story, citation, pairs, words
from story.card import ENTRIES, NUMBERS, Card, View

KEPT_BYTES: Final = 12_000_000
FOLDER: Final = Path(__file__).with_suffix("")
LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}  # each with its tag
WEB: Final = ("http://", "https://")
CHANGES: Final = {  # colours of their words
    "light": {"rise": "#B3261E", "fall": "#0B6B45"},
    "dark": {"rise": "#F5938B", "fall": "#6FD3A5"},
}
AXIS: Final = 40  # px that a chart is likely to need beyond its own height
Record = Mapping[str, Any]


def _asked(source: str, *, base: str = "", made: dt.date | None = None) -> tuple[Any, ...]:
    return queries.tables().mark, source, base, made or dt.date.today()


def _size(file: bytes) -> int:
    return len(file)


@turns.once_each(KEPT_BYTES, _size, _asked)
def html(source: str, *, base: str = "", made: dt.date | None = None) -> bytes:
    """The file of a report by its source_id; `base` is the dashboard's own address, "" where it is not known.

    Kept, since it is the same for every reader of a day.
    """
    with queries.pinned():
        told = [_told(source, lang, base=base, made=made) for lang in LANGUAGES]
        return _written(told, _figures(source), runtime())


def of(parcel: Parcel) -> bytes:
    """The file of a parcel's report, all of it whatever else the parcel holds."""
    return html(parcel.view.source, base=parcel.base, made=parcel.made)


@cache
def runtime() -> str:
    """Vega, Vega-Lite and their interpreter of expressions, as one script. The first time takes seconds."""
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


# --- one language ---------------------------------------------------------------------------------


def _told(source: str, lang: str, *, base: str, made: dt.date | None) -> dict[str, Any]:
    """Everything of the report in one language: its pages as the template fills them, its charts by their addresses."""
    parcel = Parcel(View(source, lang, "light", False, ""), Taken((REPORT,), beside=True), base=base, made=made)
    charts: dict[str, Any] = {}

    def cards(part: Part, *, beside: bool) -> list[dict[str, Any]]:
        own = [card for card in part.cards if (card.shown != "always") is beside]
        return [_card(card, part, parcel.view, charts) for card in own]

    pages = [
        {"id": part.page_id, "name": part.name, "title": part.title, "summary": part.summary,
         **_figured(part.headline, lang),
         "groups": [{"name": "", "cards": cards(part, beside=False)}]}
        for part in parcel.parts
    ]  # fmt: skip
    stories = story.pages(source, lang)

    def others(part: Part) -> Sequence[Record]:
        ids = list(stories[part.page_id].beside)
        return queries.rows("figures/headline", ids=ids, source=source, lang=lang) if ids else ()

    beside = [
        {"name": part.name, "cards": found, **_figured(others(part), lang)}
        for part in parcel.parts if (found := cards(part, beside=True))
    ]  # fmt: skip
    config: dict[str, Any] = next((chart["config"] for chart in charts.values()), {})
    for chart in charts.values():
        if chart["config"] == config:
            del chart["config"]
        chart.pop("$schema", None)
    return {
        "lang": lang, "tag": LANGUAGES[lang], "parcel": parcel, "pages": pages,
        "context": _context(source, lang, beside), "sources": _sources(source, lang), "words": _words(lang),
        "charts": {"config": config, "charts": charts},
    }  # fmt: skip


def _figured(rows: Sequence[Record], lang: str) -> dict[str, Any]:
    """Headline figures, and how many of them stand side by side so that none stands alone."""
    across = next((across for across in (4, 5, 3) if len(rows) % across == 0), 4)
    return {"headline": [_headline(row, lang) for row in rows], "across": across}


def _headline(row: Record, lang: str) -> dict[str, Any]:
    delta = None
    if isinstance(row["delta"], str):
        rises = row["delta_value"] > 0
        delta = {"rises": rises, "told": f"{'▲ +' if rises else '▼ '}{row['delta']} {row['delta_comparison_title']}"}
    return {
        "id": row["observation_id"], "label": row["label"], "display": row["display"], "delta": delta,
        "under": f"{row['subject']} · {row['period']}",
        "bounds": words.bounds(row, lang),
        "place": _brief(row, lang),
    }  # fmt: skip


def _brief(row: Record, lang: str) -> str:
    if isinstance(row["section"], str):
        return t("¶{numbers}", lang).format(numbers=row["root_paragraph"])
    return str(row["source"])


def _card(card: Card, part: Part, view: View, charts: dict[str, Any]) -> dict[str, Any]:
    """A card as the template fills it; its chart goes among the charts."""
    rows = card.rows(view)
    address = f"{view.lang}/{part.page_id}/{card.key}"
    filled: dict[str, Any] = {
        "address": address, "title": card.title, "about": card.about, "wide": card.wide, "chart": False, "source": "",
        "notes": [card.note] if card.note else [], "caveats": [], "folded": False, "numbers": (), "entries": [],
        "rows": [],
    }  # fmt: skip
    if not rows:
        return filled | {"notes": [words.absent(view.lang)]}
    if card.form == ENTRIES:
        return filled | {"entries": [_entry(row, view.lang) for row in rows]}
    told = card.told(view)
    filled |= {
        "caveats": told.caveats, "folded": len(told.caveats) > IN_SIGHT,
        "source": t("Source: {source}", view.lang).format(source=told.source),
    }  # fmt: skip
    if card.form == NUMBERS:
        return filled | {"numbers": rows}
    charts[address] = card.spec(view._replace(scheme=VARIABLES), known=True)
    return filled | {
        "chart": True, "alternative": told.alternative, "height": float(charts[address]["height"]) + AXIS,
        "rows": _table(rows),
    }  # fmt: skip


def _entry(row: Record, lang: str) -> dict[str, Any]:
    numbers = citation.numbers(row["paragraphs"], lang)
    return {
        "label": row["label"], "kind": row["kind_title"], "note": _bold(words.runs(str(row["note"]), row["figures"])),
        "place": t("{section} · ¶{numbers}", lang).format(section=row["section"], numbers=numbers),
    }  # fmt: skip


def _bold(runs: Iterable[tuple[str, bool]]) -> Markup:
    return Markup("").join(Markup("<b>{}</b>").format(run) if is_figure else run for run, is_figure in runs)


def _table(rows: Sequence[Record]) -> list[dict[str, Any]]:
    """What a chart draws, in words: for readers who cannot see it or cannot draw it."""
    kept = {
        (_text(row, "label"), _text(row, "display"), _text(row, "period"), _text(row, "statement")): row for row in rows
    }
    return [
        {"id": _text(row, "observation_id"), "label": label, "display": display, "period": period, "statement": said}
        for (label, display, period, said), row in kept.items()
    ]


def _text(row: Record, name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""


def _context(source: str, lang: str, beside: list[dict[str, Any]]) -> dict[str, Any]:
    """The page that sets the report beside other publications: conclusion, cards page by page, figures pair by pair."""
    told = queries.rows("context/set_against", source=source, lang=lang)
    return {
        "title": pairs.compared(told, lang), "summary": pairs.summary(lang) if beside else "", "groups": beside,
        "pairs": {
            "head": list(pairs.columns(lang).values()),
            "rows": [list(pairs.cells(pair, lang).values()) for pair in told],
        },
        "pairs_note": pairs.meant(lang),
    }  # fmt: skip


def _listed(rows: Iterable[Record], columns: Mapping[str, str], lang: str) -> dict[str, Any]:
    """A table for the template: its header, and its rows as texts."""
    return {"head": list(columns.values()), "rows": [[_cell(row[name], lang) for name in columns] for row in rows]}


def _cell(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return t("after the report", lang) if value else ""
    if value is None or pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _sources(source: str, lang: str) -> dict[str, Any]:
    """The page of the documents: the report, the publications beside it, what is measured and what is not computed."""
    numbers = queries.rows("sources/map_numbers", source=source, lang=lang, marked=[])
    checks = [row["check_id"] for row in queries.rows("sources/checks", lang=lang)]
    passed = sum(queries.run(f"checks/{check}").empty for check in checks)
    documents = queries.rows("sources/documents", source=source, lang=lang)
    others = queries.rows("context/sources", source=source, lang=lang)
    listed = {
        "title": t("Title", lang), "publisher": t("Publisher", lang), "date_published": t("Date", lang),
        "later": t("When", lang), "confidence": t("Read in", lang), "figures": t("Figures", lang),
        "url": t("Address", lang), "note": t("Note", lang),
    }  # fmt: skip
    if lang == "en":
        listed.pop("publisher")  # known by their Chinese names
    measured = {
        "theme": t("Theme", lang), "title": t("Title", lang), "definition": t("Definition", lang),
        "unit": t("Unit", lang), "kind": t("Kind", lang),
    }  # fmt: skip
    refused = {"title": t("Combination", lang), "reason": t("Reason", lang)}
    return {
        "title": t(
            "All {numbers} numbers in the report are accounted for; {passed} of {checks} checks pass", lang
        ).format(numbers=len(numbers), passed=passed, checks=len(checks)),
        "summary": t(
            "{figures} are figures of this dashboard; the others are dates, names, repeats and the like, each with its "
            "reason.", lang,
        ).format(figures=sum(row["kind"] == "figure" for row in numbers)),
        "documents": [
            {"title": row["title"], "note": row["note"], "url": _cell(row["url"], lang),
             "told": t("{figures} figures · text of {chars} characters · sha256 {digest}", lang).format(
                 figures=row["figures"], chars=int(row["text_chars"]), digest=row["text_sha256"][:16] + "…")}
            for row in documents
        ],
        "tables": [
            {"title": title, "folded": folded, **_listed(rows, columns, lang)}
            for title, folded, rows, columns in (
                (t("Other publications, whose figures are context", lang), False, others, listed),
                (t("What is not computed, and why", lang), False,
                 queries.rows("sources/refusals", source=source, lang=lang), refused),
                (t("Definitions", lang), True,
                 queries.rows("sources/definitions", themes=[], source=source, lang=lang), measured),
            )
            if rows
        ],
    }  # fmt: skip


def _words(lang: str) -> dict[str, Any]:
    """The texts that the template and the script need of a language."""
    return {
        "report": t("Report", lang), "print": t("Print", lang), "light": t("Light", lang), "dark": t("Dark", lang),
        "figures": t("Explore", lang), "context": t("Context", lang), "sources": t("Sources & method", lang),
        "pages": t("Pages", lang), "table": t("Table", lang), "figure": t("Figure", lang), "theme": t("Theme", lang),
        "subject": t("Subject", lang), "qualifier": t("Qualifier", lang), "year": t("Year", lang),
        "title": t("Title", lang), "period": t("Period", lang), "statement": t("In words", lang),
        "source": t("Source", lang), "text": t("Text", lang), "caveat": t("Caveat", lang), "item": t("Item", lang),
        "hint": t("Words in titles, statements or names", lang), "all": t("all", lang), "reset": t("Clear all", lang),
        "close": t("Close", lang), "derived_from": t("Derived from", lang), "pairs": t("Pair by pair", lang),
        "address": t("Address", lang), "documents": t("Documents", lang), "note": t("Note", lang),
        "nothing": t("Nothing passes all the filters. Take one away, or clear them all.", lang),
        "in_vain": t("Parts of the address are not known here and were left aside:", lang),
        "passing": t("{shown} of {all} figures pass the filters", lang),
        "caveats": t("Caveats ({count})", lang), "count": t("{name} ({count})", lang),
        "no_script": t(
            "No script runs here, so there are no charts and no filters: their figures stand in the tables.", lang
        ),
        "no_chart": t("Charts need Chrome or Edge 85 or later; the figures of this one stand in its table.", lang),
    }  # fmt: skip


# --- figures --------------------------------------------------------------------------------------


def _figures(source: str) -> list[dict[str, Any]]:
    """Every figure of the report and of the publications beside it: its numbers, and its words in both languages."""
    both = {lang: queries.rows("taken/whole", source=source, lang=lang) for lang in LANGUAGES}
    return [
        {
            "id": row["observation_id"], "theme": row["theme_id"], "subject": row["subject_id"],
            "qualifier": row["qualifier"], "whose": row["source_kind"], "first": _plain(row["year_first"]),
            "last": _plain(row["year_last"]),
            "start": _plain(row["period_start"]), "end": _plain(row["period_end"]), "value": _plain(row["base_value"]),
            "lower": _plain(row["base_lower"]), "upper": _plain(row["base_upper"]), "unit": row["base_unit"],
            "words": row["words"], "inputs": list(row["inputs"]),
            **{lang: _figure(both[lang][at], lang) for lang in LANGUAGES},
        }
        for at, row in enumerate(both["zh"])
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return float(value) if isinstance(value, float) else int(value)


def _figure(row: Record, lang: str) -> dict[str, Any]:
    facts = {
        t("As printed", lang): row["printed"] if lang == "zh" else None,  # Chinese words; in English the figure says it
        t("Bounds", lang): row["bounds"],
        t("Qualifier", lang): row["qualifier_title"],
        t("Subject", lang): row["subject"],
        t("Period", lang): row["period"],
        t("Against", lang): row["comparison_title"],
        t("Basis", lang): row["basis_title"],
        t("Status", lang): row["status_title"] if row["status"] != "derived" else None,
        t("Definition", lang): row["definition"],
        t("Formula", lang): row["formula"],
    }
    place = str(row["source"])
    if isinstance(row["section"], str):
        place += " · " + t("{section} · ¶{numbers}", lang).format(section=row["section"], numbers=row["root_paragraph"])
    return {
        "title": row["title"], "display": row["display"], "subject": row["subject"], "period": row["period"],
        "theme": row["theme"], "qualifier": row["qualifier_title"], "statement": row["statement"],
        "caveat": _text(row, "caveat"), "source": place,
        "facts": [[name, str(value)] for name, value in facts.items() if isinstance(value, str) and value],
    }  # fmt: skip


def _whose(figures: Sequence[Record], lang: str) -> str:
    """How many figures are the report's, and how many those of other publications."""
    others = sum(one["whose"] == "context" for one in figures)
    counts = {t("the report", lang): len(figures) - others, t("other publications", lang): others}
    return t(", ", lang).join(
        t("{name} ({count})", lang).format(name=name, count=count) for name, count in counts.items() if count
    )


def _choices(figures: Sequence[Record], lang: str) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to, as value and name."""
    years: set[int] = set()
    for one in figures:
        if one["last"] is not None:
            first, last = one["first"], one["last"]
            years |= {first, last} if last - first > 9 else set(range(first, last + 1))  # as views/years
    found = {name: {one[name]: one[lang][name] for one in figures} for name in ("theme", "subject", "qualifier")}
    return {name: list(options.items()) for name, options in found.items()} | {
        "year": [(str(year), str(year)) for year in sorted(years, reverse=True)]
    }


# --- the file -------------------------------------------------------------------------------------


def _written(told: Sequence[dict[str, Any]], figures: Sequence[Record], runtime: str) -> bytes:
    early, late = ((FOLDER / name).read_text(encoding="utf8") for name in ("first.js", "page.js"))
    data = {
        "figures": figures,
        "languages": {
            one["lang"]: {"tag": one["tag"], "words": one["words"], "title": one["parcel"].title} for one in told
        },
    }
    charts = {one["lang"]: _json(one["charts"]) for one in told}
    style = _style("".join(charts.values()))
    # the order of what stands after "script-src" is of no weight; data blocks are not run and need no hash
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src {' '.join(map(_hash, (early, late, runtime)))}; style-src {_hash(style)}"
    )
    house = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    for one in told:
        one["choices"] = _choices(figures, one["lang"])
        one["count"] = tn("{count} figure in all", "{count} figures in all", len(figures), one["lang"])
        one["whose"] = _whose(figures, one["lang"])
        one["code"] = _code(one["parcel"])
    page = house.get_template("page.html").render(
        told=told, figures=figures, known={one["id"] for one in figures}, policy=policy, style=Markup(style),
        early=Markup(early), late=Markup(late), runtime=Markup(runtime), data=_json(data), charts=charts, web=WEB,
    )  # fmt: skip
    return page.encode()


def _style(charts: str) -> str:
    """The style sheet, with the colours that it and the charts name in both schemes; paper is light."""
    look = (FOLDER / "look.css").read_text(encoding="utf8")
    named = sorted(set(re.findall(r"var\(--([\w-]+)\)", look + charts)) - {"font", *CHANGES["light"]})

    def scheme(name: str) -> str:
        colours = {one: variable(one, name) for one in named} | CHANGES[name]
        return ";".join(f"--{one}:{colour}" for one, colour in colours.items())

    dark = f"@media screen{{:root[data-scheme=dark]{{{scheme('dark')}}}}}"
    return f":root{{--font:{FONT};{scheme('light')}}}\n{dark}\n{look}"


def _code(parcel: Parcel) -> Markup:
    """The address to check the file at as a QR code, drawn inside the page."""
    look = {"scale": 2, "dark": "#000", "light": "#FFF", "title": parcel.address, "xmldecl": False, "svgns": False}
    return Markup(parcel.code("svg", **look).decode())


def _json(value: Any) -> Markup:
    """JSON that stands inside a script element: nothing in it can end the element or begin a comment."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(told)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
