"""``make draft FILE=… REPORT=id``: proposals as records that a person edits, in ``drafts/<report>/``.

The files are those of ``data/reports/<report>/`` with a column ``proposed`` more, which the build refuses: a row is a
record once somebody has decided it and the column is gone.
"""

import csv
import datetime as dt
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from data.vocabularies import COMPARISONS
from intake.document import Unreadable, read
from intake.propose import Proposal, propose

DRAFTS: Final = Path(__file__).resolve().parents[1] / "drafts"
OBSERVATIONS: Final = (
    "observation_id", "metric_id", "subject_id", "period_kind", "period_start", "period_end", "period_zh", "period_en",
    "value", "lower", "upper", "unit", "qualifier", "printed", "decimals", "rounded_to", "rounding", "status",
    "comparison", "paragraph", "char_start", "char_end", "statement_zh", "statement_en", "caveat_zh", "caveat_en",
    "proposed",
)  # fmt: skip
LEDGER: Final = ("paragraph", "char_start", "char_end", "printed", "reason", "proposed")
PARAGRAPHS: Final = ("paragraph", "char_start", "char_end")


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
    """The draft's files. Never over files that are there: somebody may have decided in them."""
    if folder.exists():
        raise Unreadable(f"{folder}: there is a draft already; rename it or name another report")
    folder.mkdir(parents=True)
    lines = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\n]*\S[^\n]*", text)]
    report = folder.name
    observations: list[dict[str, Any]] = []
    ledger: list[dict[str, Any]] = []
    for number, row in enumerate(proposals, 1):
        paragraph = next(place for place, (_, end) in enumerate(lines, 1) if row["char_start"] < end)
        place = {key: row[key] for key in ("char_start", "char_end", "printed")} | {"paragraph": paragraph}
        if row["class"] == "ledger":
            ledger.append(place | {"reason": row["reason"], "proposed": "ledger"})
            continue
        known = ("period_start", "period_end", "value", "lower", "upper", "unit", "qualifier", "status")
        decimals = re.search(r"[0-9]\.([0-9]+)", row["printed"])
        observations.append(
            place
            | {key: row[key] for key in known}
            | {
                "observation_id": f"{report.replace('-', '_')}_{number}",
                "metric_id": row["metrics"][0] if row["metrics"] else "",
                "subject_id": row["subject"],
                "period_kind": period_kind(row["period_start"], row["period_end"]),
                "decimals": len(decimals[1]) if decimals else 0,
                "comparison": row["comparison"] if row["comparison"] in COMPARISONS else "",
                "proposed": "; ".join([*row["metrics"][1:], *doubts(row)]) or "figure",
            }
        )
    _save(folder / "observations.csv", OBSERVATIONS, observations)
    _save(folder / "ledger.csv", LEDGER, ledger)
    places = ({"paragraph": n, "char_start": first, "char_end": last} for n, (first, last) in enumerate(lines, 1))
    _save(folder / "paragraphs.csv", PARAGRAPHS, places)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "source.toml").write_text(
        f'source_id = "{report}"\nkind = "report"\nbasis = "published"\ntext_sha256 = "{digest}"\ntext_chars = {len(text)}\n',
        encoding="utf8",
    )


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
    path, folder = Path(given[0]), DRAFTS / given[1]
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
