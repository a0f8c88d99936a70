"""``make intake-score``: what is proposed for known texts against what people decided, field by field.

A benchmark: it prints, and fails only where a text is missing. The texts lie beside the checkout, in ``../shared``.
A number that the ledger gives as ``not_entered`` is a figure that nobody wanted: read as a figure it is right, too.
"""

import csv
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from intake import decide
from intake.document import read
from intake.draft import write
from intake.folder import Draft, applied, read as read_draft
from intake.propose import Proposal, propose

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CASES = SHARED / "drafts" / "cases.csv"
TEXTS = SHARED / "drafts" / "reports"
GOLD = {
    "wuchang-2024-09": SHARED / "report" / "report.txt",
    "hubei-work-2026": TEXTS / "hubei-work-2026.txt",
}
OF_FIELD = {
    "value, bounds, unit, qualifier": ["value", "lower", "upper", "unit", "qualifier"],
    "period": ["period_start", "period_end"],
    "subject": ["subject_id", "subject"],
    "status": ["status"],
    "comparison": ["comparison"],
    "metric, first candidate": [],
    "metric among three": [],
}
EDITED = (
    "metric_id", "subject_id", "period_kind", "period_start", "period_end", "value", "lower", "upper", "unit",
    "qualifier", "status", "comparison", "printed", "char_start", "char_end", "decimals", "rounded_to", "rounding",
)  # fmt: skip
Row = dict[str, Any]


def records(report: str, table: str) -> list[Row]:
    with (ROOT / "data" / "reports" / report / f"{table}.csv").open(encoding="utf8") as file:
        return list(csv.DictReader(file))


def at(proposals: list[Proposal], start: int, end: int) -> Proposal | None:
    """The proposal that shares most characters with a place; of equals the first."""
    shared = [(min(end, row["char_end"]) - max(start, row["char_start"]), row) for row in proposals]
    most = max((pair[0] for pair in shared), default=0)
    return next((row for size, row in shared if size == most), None) if most > 0 else None


def same(given: Any, wanted: str) -> bool:
    if wanted == "":
        return given in (None, "")
    if isinstance(given, (int, float)):
        return abs(given - float(wanted)) < 1e-6
    return bool(given == wanted)


def number_right(row: Proposal, gold: Row) -> bool:
    fields = ("value", "lower", "upper", "unit", "qualifier")
    return all(same(row[field], gold[field]) for field in fields)


def account(proposals: list[Proposal], report: str, say: Any = None) -> dict[str, Counter[str]]:
    """For each field how many were right of how many, over the records of a report."""
    counts: dict[str, Counter[str]] = {}

    def mark(field: str, right: bool, gold: Row, row: Proposal | None) -> None:
        counts.setdefault(field, Counter())["right" if right else "wrong"] += 1
        if say and not right:
            say(field, gold, row)

    matched: set[int] = set()
    for gold in records(report, "observations"):
        row = at(proposals, int(gold["char_start"]), int(gold["char_end"]))
        mark("every number found", row is not None, gold, row)
        mark("figures found (recall)", row is not None and row["class"] == "figure", gold, row)
        if row is None:
            continue
        matched.add(id(row))
        mark("value, bounds, unit, qualifier", number_right(row, gold), gold, row)
        period = row["period_start"], row["period_end"]
        mark("period", period == (gold["period_start"] or None, gold["period_end"] or None), gold, row)
        mark("subject", row["subject"] == gold["subject_id"], gold, row)
        mark("status", row["status"] == gold["status"], gold, row)
        mark("comparison", (row["comparison"] or "") == gold["comparison"], gold, row)
        mark("metric, first candidate", row["metrics"][:1] == [gold["metric_id"]], gold, row)
        mark("metric among three", gold["metric_id"] in row["metrics"], gold, row)
    for gold in records(report, "ledger"):
        row = at(proposals, int(gold["char_start"]), int(gold["char_end"]))
        mark("every number found", row is not None, gold, row)
        if row is None:
            continue
        if gold["reason"] == "not_entered":
            mark("figures nobody wanted, as figures", row["class"] == "figure", gold, row)
            matched.add(id(row))
            continue
        matched.add(id(row))
        mark("ledger rows found (recall)", row["class"] == "ledger", gold, row)
        mark("reason", row["reason"] == gold["reason"], gold, row)
    extra = [row for row in proposals if id(row) not in matched]
    counts["numbers that the records do not have"] = Counter(right=0, wrong=len(extra))
    for row in extra if say else []:
        say("extra", {}, row)
    kept = [
        *((gold, "figure") for gold in records(report, "observations")),
        *((gold, "ledger") for gold in records(report, "ledger") if gold["reason"] != "not_entered"),
    ]
    for name in ("figure", "ledger"):
        for gold, wanted in kept:
            row = at(proposals, int(gold["char_start"]), int(gold["char_end"]))
            if row is not None and row["class"] == name:
                mark(f"{name}: precision", wanted == name, gold, None)
    for gold, wanted in kept:
        row = at(proposals, int(gold["char_start"]), int(gold["char_end"]))
        counts.setdefault("figure or not", Counter())["right" if row and row["class"] == wanted else "wrong"] += 1
    return counts


def case_faults(row: Proposal | None, case: Row) -> list[str]:
    """What a proposal says otherwise than a case of cases.csv; columns that the case leaves empty are not asked."""
    if row is None:
        return ["not found"]
    ledger = case["note"].startswith("ledger") or "ledger: repeat" in case["note"]
    faults = [] if row["class"] == ("ledger" if ledger else "figure") else [f"class {row['class']}"]
    if ledger and "repeat" not in case["note"] and row["reason"] != case["kind"]:
        faults.append(f"reason {row['reason']}")
    fields = ["unit", "qualifier"] if case["qualifier"] else []
    fields += ["value", "lower", "upper"] if case["qualifier"] and case["qualifier"] != "about" else []
    if case["qualifier"] == "about":
        fields.append("value")
    faults += [f"{field} {row[field]!r}" for field in fields if not same(row[field], case[field])]
    if case["period"]:
        given = "/".join((row["period_start"] or "", row["period_end"] or ""))
        if given != case["period"]:
            faults.append(f"period {given}")
    if case["comparison"] and row["comparison"] != case["comparison"]:
        faults.append(f"comparison {row['comparison']}")
    if case["note"].startswith("a target") and row["status"] != "target":
        faults.append(f"status {row['status']}")
    return faults


def keystrokes(report: str, folder: Path) -> tuple[int, Draft]:
    """How many keys it takes to decide the draft in a folder as people did, and the draft decided so.

    A key that decides is one. Editing is E and Ctrl+Enter; in between a cell takes two keys to reach and what is typed
    in it, a choice from a list three and Enter. What nobody decided otherwise goes in bulk.
    """
    draft = read_draft(folder)
    known = decide.catalogue(draft)
    figures = records(report, "observations")
    reasons = records(report, "ledger")
    keys = 0

    def gold(rows: list[Row], number: decide.Number) -> Row | None:
        shared = [(min(number.end, int(r["char_end"])) - max(number.start, int(r["char_start"])), r) for r in rows]
        size, row = max(shared, key=lambda pair: pair[0])
        return row if size > 0 else None

    for number in decide.queue(decide.numbers(draft, known, ())):
        wanted, otherwise = gold(figures, number), gold(reasons, number)
        if wanted is None:
            reason = otherwise["reason"] if otherwise else "not_entered"
            proposed = number.row.get("reason") or "not_entered"
            if number.state == "rest" and reason == proposed:
                continue  # in bulk
            change = decide.ledger(number, reason)
            keys += 1 if reason == proposed else 6
        else:
            figure = decide.figure(number, draft)
            cells = {key: wanted[key] for key in EDITED if not same_cell(figure.row[key], wanted[key])}
            if set(cells) == {"metric_id"} and cells["metric_id"] in number.candidates:
                change = decide.choose(number, number.candidates.index(cells["metric_id"]) + 1, known)
                keys += 1
            else:
                change = decide.edit(figure, cells, known)
                listed = {"metric_id", "subject_id", "period_kind", "unit", "qualifier", "status", "comparison"}
                typed = sum(4 if key in listed else 2 + len(cell) for key, cell in cells.items())
                keys += 2 + typed if cells or number.state == "rest" else 1
        draft = draft._replace(tables=applied(draft.tables, change.steps))
    rest = decide.bulk(decide.numbers(draft, known, ()))
    return keys + 1, draft._replace(tables=applied(draft.tables, rest.steps))


def same_cell(given: str, wanted: str) -> bool:
    """Whether two cells say the same: 18 is 18.0."""
    try:
        return float(given) == float(wanted)
    except ValueError:
        return given == wanted


def cases() -> list[Row]:
    with CASES.open(encoding="utf8") as file:
        return list(csv.DictReader(file))


def main() -> int:
    """Print the scores; ``-v`` also every difference."""
    if not CASES.exists():
        print(f"{CASES} is not there: the texts to score on lie in a folder `shared` beside the checkout")
        return 1
    wordy = "-v" in sys.argv[1:]

    def say(field: str, gold: Row, row: Proposal | None) -> None:
        keys = [key for key in (row or {}) if key in gold] if field not in OF_FIELD else OF_FIELD[field]
        place = int(gold.get("char_start") or (row or {}).get("char_start", 0))
        around = text[max(0, place - 14) : place + 12].replace("\n", "/")
        wanted = [gold.get(key) for key in keys] or gold.get("reason") or "figure"
        got = row and (
            [row[key] for key in keys if key in row] or row["metrics"] if row["class"] == "figure" else row["reason"]
        )
        print(f"    {field}: {around} | wanted {wanted} {gold.get('metric_id', '')}, got {got}")

    for report, path in GOLD.items():
        text = read(path)
        began = time.perf_counter()
        proposals = propose(text, path.name)
        took = time.perf_counter() - began
        print(f"{report}: {len(text)} characters, {len(proposals)} numbers, {took:.2f} s")
        for field, count in account(proposals, report, say if wordy else None).items():
            total = count["right"] + count["wrong"]
            share = "" if field.startswith("numbers that") else f"{100 * count['right'] / total:5.1f} %"
            print(f"  {field:40}{count['right']:5} of {total:4} {share}")
        with tempfile.TemporaryDirectory() as place:
            write(proposals, text, Path(place) / report)
            keys, _ = keystrokes(report, Path(place) / report)
        print(f"  decided as people did: {keys} keys")
    right = 0
    all_of = cases()
    proposed = {name: propose(read(TEXTS / name), name) for name in {case["file"] for case in all_of}}
    for case in all_of:
        faults = case_faults(at(proposed[case["file"]], int(case["char_start"]), int(case["char_end"])), case)
        right += not faults
        if faults:
            print("  ", case["file"], case["char_start"], case["printed"], "|", "; ".join(faults), "|", case["note"])
    print(f"cases: {right} of {len(all_of)} as they should become")
    for path in sorted(TEXTS.glob("*.txt")):
        rows = propose(read(path), path.name)
        figures = [row for row in rows if row["class"] == "figure"]
        linked = sum(bool(row["metrics"]) for row in figures)
        ledger = len(rows) - len(figures)
        print(f"{path.name:36}{len(rows):5} numbers{len(figures):6} figures{ledger:6} ledger{linked:6} linked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
