"""``make draft FILE=… REPORT=id``: proposals as records that a person edits, in ``drafts/<report>/``.

The files are those of ``data/reports/<report>/`` with a column ``proposed`` more: a row is decided once its cell there
is empty. ``text.txt`` is the text that all places count in; it stays on this machine.
"""

import csv
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any, Final

from data.vocabularies import COMPARISONS, FALLEN
from intake.context import setting
from intake.document import Passage, Unreadable, passages, read
from intake.fold import fold
from intake.propose import Proposal, propose

Row = dict[str, str]
OBSERVATIONS: Final = (
    "observation_id", "metric_id", "subject_id", "period_kind", "period_start", "period_end", "period_zh", "period_en",
    "value", "lower", "upper", "unit", "qualifier", "printed", "decimals", "rounded_to", "rounding", "status",
    "comparison", "paragraph", "char_start", "char_end", "statement_zh", "statement_en", "caveat_zh", "caveat_en",
    "proposed",
)  # fmt: skip
LEDGER: Final = ("paragraph", "char_start", "char_end", "printed", "reason", "proposed")
PARAGRAPHS: Final = ("paragraph", "char_start", "char_end")
SECTIONS: Final = ("section", "title_zh", "title_en", "paragraph_start", "paragraph_end")
EVENTS: Final = (
    "event_id", "kind", "theme_id", "date_start", "date_end", "date_precision", "when_zh", "when_en", "title_zh",
    "title_en", "short_zh", "short_en", "entity_ids", "observation_ids", "paragraph", "char_start", "char_end",
)  # fmt: skip
ENTITIES: Final = (
    "entity_id", "kind", "name_zh", "name_en", "theme_id", "part_of", "relation", "note_zh", "note_en", "featured",
    "paragraph", "char_start", "char_end",
)  # fmt: skip


def place() -> Path:
    """Where drafts are kept: the setting ``DRAFTS_DIR``, or ``drafts/`` in this repository."""
    return Path(os.environ.get("DRAFTS_DIR") or Path(__file__).resolve().parents[1] / "drafts")


def account(proposals: list[Proposal]) -> dict[str, int]:
    """How many numbers, figures, ledger rows; of the figures how many have a known metric, and how many are unsure."""
    figures = [row for row in proposals if row["class"] == "figure"]
    return {
        "numbers": len(proposals),
        "figures": len(figures),
        "ledger": len(proposals) - len(figures),
        "linked": sum(bool(row["metrics"]) for row in figures),
        "unsure": sum(bool(row["metrics"]) and bool(doubts(row)) for row in figures),
    }


def doubts(row: Proposal) -> list[str]:
    """What of a proposed figure a person should look at: no unit, no period, or a word that the contract lacks."""
    found = [name for name in ("unit", "subject") if not row[name]]
    if not row["period_start"] and not row["period_end"]:
        found.append("period")
    if row["comparison"] and row["comparison"] not in COMPARISONS:
        found.append(f"comparison {row['comparison']}")
    if row["qualifier"] in ("over", "nearly") and row["value"] is not None and row["value"] < 0:
        found.append("bounds below zero")
    return found


def period_kind(start: str | None, end: str | None) -> str:
    """The kind of a period, by its first and last day."""
    if not start:
        return "as_of" if end else "to_date"
    if not end:
        return "to_date"
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    if first == last:
        return "day"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return "year" if first.year == last.year else "years"
    if first.year == last.year and last.month - first.month == 5 and first.day == 1:
        return "half_year"
    return "month" if (first.year, first.month) == (last.year, last.month) else "to_date"


def write(proposals: list[Proposal], text: str, folder: Path) -> None:
    """The draft's files, all or none. Never over files that are there: somebody may have decided in them."""
    if folder.exists():
        raise Unreadable(f"{folder}: there is a draft already; rename it or name another report", "taken", folder.name)
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    lines = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\n]*\S[^\n]*", text)]
    report = folder.name
    observations: list[dict[str, Any]] = []
    ledger: list[dict[str, Any]] = []
    end_before = 0
    for number, row in enumerate(proposals, 1):
        row = _with_fall(row, text, end_before)
        end_before = row["char_end"]
        paragraph = _paragraph(lines, row["char_start"])
        here = {key: row[key] for key in ("char_start", "char_end", "printed")} | {"paragraph": paragraph}
        if row["class"] == "ledger":
            ledger.append(here | {"reason": row["reason"], "proposed": "ledger"})
            continue
        known = ("period_start", "period_end", "value", "lower", "upper", "unit", "qualifier", "status")
        observations.append(
            here
            | {key: row[key] for key in known}
            | {
                "observation_id": f"{report.replace('-', '_')}_{number}",
                "metric_id": row["metrics"][0] if row["metrics"] else "",
                "subject_id": row["subject"],
                "period_kind": period_kind(row["period_start"], row["period_end"]),
                "decimals": decimals(row["printed"]),
                "comparison": row["comparison"] if row["comparison"] in COMPARISONS else "",
                "proposed": "; ".join([*row["metrics"][1:], *doubts(row)]) or "figure",
            }
        )
    found = passages(text)
    _save(fresh / "observations.csv", OBSERVATIONS, observations)
    _save(fresh / "ledger.csv", LEDGER, ledger)
    places = ({"paragraph": n, "char_start": first, "char_end": last} for n, (first, last) in enumerate(lines, 1))
    _save(fresh / "paragraphs.csv", PARAGRAPHS, places)
    _save(fresh / "sections.csv", SECTIONS, sections(found, lines))
    _save(fresh / "events.csv", EVENTS, ())
    _save(fresh / "entities.csv", ENTITIES, ())
    (fresh / "text.txt").write_bytes(text.encode())
    told = source(found, text, report, observations)
    written = (
        f"{name} = {json.dumps(value, ensure_ascii=False) if isinstance(value, str | int) else value}"
        for name, value in told.items()
    )
    (fresh / "source.toml").write_text("\n".join(written) + "\n", encoding="utf8")
    fresh.rename(folder)


def named(text: str, taken: Container[str]) -> str:
    """An id for a report that nobody gave one: whom it is about, where the catalogue knows them, and the year."""
    about = setting(passages(text))
    subject = about.subject if re.fullmatch("[a-z0-9_]+", about.subject or "") else "report"
    plain = "-".join(filter(None, [subject.replace("_", "-"), str(about.year or "")]))
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name


def _with_fall(row: Proposal, text: str, floor: int) -> Proposal:
    """A figure below zero with the word that says so in its print: 下降2.3% is -2.3."""
    number = row["value"] if row["value"] is not None else row["upper"]
    if row["class"] == "ledger" or number is None or number >= 0 or FALLEN.match(row["printed"]):
        return row
    said = re.search(r"(?:下降|下跌|减少|回落|降)[^0-9，。；、\n]{0,6}$", text[floor : row["char_start"]])
    if not said:
        return row
    start = floor + said.start()
    return row | {"char_start": start, "printed": text[start : row["char_end"]]}


def decimals(printed: str) -> int:
    """How many decimals a number is printed with."""
    said = re.search(r"[0-9]\.([0-9]+)", fold(printed))
    return len(said[1]) if said else 0


def _paragraph(lines: list[tuple[int, int]], at: int) -> int:
    return next((number for number, (_, end) in enumerate(lines, 1) if at < end), len(lines))


def sections(found: list[Passage], lines: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """The parts of a text, by its headings of the first order (一、…); one part where there are none."""
    heads = [
        (_paragraph(lines, passage.at[0]), re.sub("^[一二三四五六七八九十]+、", "", passage.text)[:30])
        for passage in found
        if passage.kind == "heading" and re.match("[一二三四五六七八九十]+、", passage.text)
    ]
    heads = [head for head, before in zip(heads, [(0, ""), *heads], strict=False) if head[0] > before[0]]
    parts = [(first, title, f"Part {number}") for number, (first, title) in enumerate(heads, 1)]
    if not parts or parts[0][0] > 1:
        parts.insert(0, (1, "题头" if parts else "全文", "Head" if parts else "All"))
    ends = [first - 1 for first, _, _ in parts[1:]] + [len(lines)]
    return [
        {"section": f"part_{number}", "title_zh": zh, "title_en": en, "paragraph_start": first, "paragraph_end": last}
        for number, ((first, zh, en), last) in enumerate(zip(parts, ends, strict=True))
    ]


def source(found: list[Passage], text: str, report: str, figures: list[dict[str, Any]]) -> dict[str, Any]:
    """What of ``source.toml`` a text can say; what a person must say is empty."""
    about = setting(found, report)
    title = next((passage.text for passage in found if passage.kind == "title"), found[0].text)[:60]
    spans = Counter(
        (row["period_start"], row["period_end"])
        for row in figures
        if row["period_start"] and row["period_end"] and row["status"] != "target"
    )
    (start, end), _ = (
        spans.most_common(1)[0] if spans else ((f"{about.year or 2000}-01-01", f"{about.year or 2000}-12-31"), 0)
    )
    told = [
        day for row in figures if row["status"] != "target" for day in (row["period_start"], row["period_end"]) if day
    ]
    latest = max([*told, *([about.today.isoformat()] if about.today else []), end])
    return {
        "source_id": report, "title_zh": title, "title_en": "", "short_zh": title[:20], "short_en": "",
        "publisher": "", "url": "", "kind": "report", "basis": "published", "confidence": "repost",
        "licence": "版权归原作者所有；本库只收录数字与自撰陈述", "note": "", "note_en": "",
        "subject_id": about.subject or "", "period_start": dt.date.fromisoformat(start),
        "period_end": dt.date.fromisoformat(end), "date_latest": dt.date.fromisoformat(latest),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "text_chars": len(text),
    }  # fmt: skip


def _save(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: list[str] | None = None) -> int:
    """Write the draft of a file's text and print its account."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 2 or not re.fullmatch("[a-z0-9-]+", given[1]) or not given[0]:
        print("name the file and the report: make draft FILE=report.docx REPORT=wuchang-2025", file=sys.stderr)
        return 1
    path, folder = Path(given[0]), place() / given[1]
    try:
        text = read(path)
        proposals = propose(text, path.name)
        write(proposals, text, folder)
    except Unreadable as problem:
        print(problem if str(path) in str(problem) else f"{path}: {problem}", file=sys.stderr)
        return 1
    print(", ".join(f"{count} {name}" for name, count in account(proposals).items()))
    print(f"the draft is in {folder}; how to decide it: docs/intake.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
