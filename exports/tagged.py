"""A report's text with every figure tagged where it stands, and the same places as web annotations.

``python -m exports.tagged REPORT --text FILE`` writes both. The text is the reader's own; the tables hold none of it.
Tags are HTML's ``data`` with the record in ``data-*``, in the manner of inline XBRL, with the hedge that XBRL
lacks; the annotations are of the W3C's model, a quote and a position each, in code points of the text as given.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

import queries
from charts.theme import FONT
from data import places
from intake.document import Unreadable, read
from locales import text as t

AROUND: Final = 32  # characters of a quote's prefix and suffix
# attribute: column of sources/tagged
ATTRIBUTES: Final = {
    "figure": "observation_id", "metric": "metric_id", "subject": "subject_id", "period": "dates",
    "period-kind": "period_kind", "unit": "unit", "base-unit": "base_unit", "scale": "scale", "sign": "sign",
    "decimals": "decimals", "qualifier": "qualifier", "lower": "lower", "upper": "upper", "status": "status",
    "comparison": "comparison",
}  # fmt: skip
STYLE: Final = f"""
:root {{ color-scheme: light dark; --ink: #10161F; --paper: #FFFFFF; --quiet: #5A6675; --mark: #DCE9F8 }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #EEF1F5; --paper: #12161C; --quiet: #9AA5B3; --mark: #23405F }}
}}
body {{ max-width: 44rem; margin: 2rem auto; padding: 0 1.25rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.9 {FONT} }}
h1 {{ font-size: 1.5rem; line-height: 1.4 }}
header p, footer {{ color: var(--quiet); font-size: .875rem; line-height: 1.6 }}
p {{ margin: 0 0 .75rem; overflow-wrap: anywhere }}
p.other {{ color: var(--quiet) }}
data {{ background: var(--mark); border-radius: 2px; padding: 0 1px; font-weight: 600; cursor: help }}
.number {{ text-decoration: underline dotted; text-underline-offset: 3px; cursor: help }}
@media print {{ body {{ margin: 0; max-width: none }} }}
"""


class Number(NamedTuple):
    """A number of the text: where it stands, and its row of sources/tagged."""

    start: int
    end: int
    row: Mapping[str, Any]

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, or a number of the ledger with the reason why it is none."""
        return isinstance(self.row["observation_id"], str)


def numbers(source: str, copy: places.Copy, lang: str) -> list[Number]:
    """The numbers of a report that were found in a copy of its text, in their order."""
    found = []
    for row in queries.rows("sources/tagged", source=source, lang=lang):
        span = copy.span(row["char_start"], row["char_end"])
        if span:
            found.append(Number(*span, row))
    return sorted(found, key=lambda number: number.start)


# --- the text ---------------------------------------------------------------------------------------


def html(source: str, copy: places.Copy, lang: str) -> bytes:
    """The text as one HTML file, each number in its place with what is recorded of it."""
    found = numbers(source, copy, lang)
    report = next(row for row in queries.rows("sources/documents", source=source, lang=lang))
    figures = sum(number.is_figure for number in found)
    told = t("{figures} figures and {others} other numbers; {found} of {sought} paragraphs found", lang).format(
        figures=figures, others=len(found) - figures, found=len(copy.found), sought=copy.sought
    )
    hint = t("Rest the pointer on a number to read what is recorded of it.", lang)
    version = t("Data version {version}", lang).format(version=queries.version())
    title = escape(report["title"])
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if lang == "en" else "zh-CN"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n<p>{escape(told)}</p>\n<p>{escape(hint)}</p>\n</header>\n"
        f'<main lang="zh-CN">\n{"".join(_blocks(copy, found))}</main>\n'
        f"<footer>{escape(version)}</footer>\n</body>\n</html>\n"
    ).encode()


def _blocks(copy: places.Copy, found: list[Number]) -> Iterator[str]:
    """Every paragraph that was found, those that a number runs over as one, and between them what else there is."""
    spans: list[tuple[int, int, list[int]]] = []
    for paragraph in copy.found:
        start, end = copy.passage(paragraph) or (0, 0)
        before = spans[-1] if spans else (0, 0, [])
        if any(number.start < before[1] and number.end > start for number in found):
            spans[-1] = (before[0], end, [*before[2], paragraph])
        else:
            spans.append((start, end, [paragraph]))
    at = 0
    for start, end, paragraphs in spans:
        yield from _others(copy.text[at:start])
        held = [number for number in found if start <= number.start < end]
        yield f'<p data-paragraph="{" ".join(map(str, paragraphs))}">{_tagged(copy, start, end, held)}</p>\n'
        at = end
    yield from _others(copy.text[at:])


def _others(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        if line.strip():
            yield f'<p class="other">{escape(line.strip())}</p>\n'


def _tagged(copy: places.Copy, start: int, end: int, held: list[Number]) -> str:
    out, at = [], start
    for number in held:
        out.append(escape(places.joined(copy.shown[at : number.start])))
        out.append(_tag(number, escape(places.joined(copy.shown[number.start : number.end]))))
        at = number.end
    out.append(escape(places.joined(copy.shown[at:end])))
    return "".join(out)


def _tag(number: Number, words: str) -> str:
    row = number.row
    if not number.is_figure:
        why = escape(row["why"] or "")
        return f'<span class="number" data-reason="{row["reason_id"]}" title="{why}">{words}</span>'
    record = _record(row)
    told = " ".join(f'data-{name}="{escape(_said(value))}"' for name, value in record.items())
    title = escape(" · ".join((row["title"], row["subject"], row["period"], row["display"])))
    return f'<data value="{_value(row)}" {told} title="{title}">{words}</data>'


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded of a figure, without what is empty; `dates` are an ISO 8601 interval, .. where it is open."""
    known = [value for name in ("value", "lower", "upper") if pd.notna(value := row[name])]
    dates = [value.isoformat()[:10] if pd.notna(value) else ".." for value in (row["period_start"], row["period_end"])]
    cells = {**row, "dates": "/".join(dates), "sign": "-" if known and max(known) < 0 else None}
    return {name: cells[column] for name, column in ATTRIBUTES.items() if pd.notna(cells[column])}


def _said(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _value(row: Mapping[str, Any]) -> str:
    """What a program reads: the number in the base unit; of a range its ends."""
    if pd.notna(row["base_value"]):
        return f"{row['base_value']:.15g}"
    return "/".join(f"{row[name]:.15g}" if pd.notna(row[name]) else ".." for name in ("base_lower", "base_upper"))


# --- annotations ------------------------------------------------------------------------------------


def annotations(source: str, copy: places.Copy, lang: str) -> bytes:
    """Every figure found as a web annotation: what is recorded of it, its words with those around, its position."""
    digest = hashlib.sha256(copy.text.encode()).hexdigest()
    items = [
        {
            "id": f"urn:report-figure:{number.row['observation_id']}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {"type": "Dataset", "format": "application/json", "value": _record(number.row)},
            "target": {"source": f"urn:sha256:{digest}", "selector": _selectors(copy.text, number.start, number.end)},
        }
        for number in numbers(source, copy, lang)
        if number.is_figure
    ]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": f"urn:report:{source}:{queries.version()}",
        "type": "AnnotationPage", "items": items,
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]  # fmt: skip


# --- the command ------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Write a report's text tagged, and its annotations, from a copy of the text (.txt, .docx, .pdf, .html)."""
    parser = argparse.ArgumentParser(prog="python -m exports.tagged", description=main.__doc__)
    parser.add_argument("report", help="the report's source_id")
    parser.add_argument("--text", type=Path, required=True, metavar="FILE", help="any copy of its text")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where to, else here")
    given = parser.parse_args(arguments)
    if not re.fullmatch("[a-z0-9-]+", given.report):
        print(f"{given.report}: not the id of a report", file=sys.stderr)
        return 1
    try:
        text = read(given.text)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 1
    copy = places.Copy(text, places.placed(queries.rows("sources/places", source=given.report)))
    told = f"{len(copy.found)} of {copy.sought} paragraphs of {given.report} found"
    if not copy.sought or not copy.fits:
        print(f"{given.text}: not its text, {told}", file=sys.stderr)
        return 1
    for ending, make in (("html", html), ("json", annotations)):
        path = given.out / f"{given.report}-tagged.{ending}"
        path.write_bytes(make(given.report, copy, given.lang))
        print(f"{path}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
