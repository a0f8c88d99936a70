"""Where the figures of a frame come from, said once for cards, pictures and workbooks."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from locales import plural as tn, text as t


class Sources(NamedTuple):
    """What a frame draws on: paragraphs by section, paragraphs by document, other publications, derived values."""

    sections: dict[str, list[int]]
    reports: dict[str, list[int]]  # by the document's short name
    documents: dict[str, str]  # short names by source_id
    derived: int


def sources(frame: pd.DataFrame) -> Sources:
    """What the rows come from.

    A row with a section (or, in a frame without sections, a paragraph) comes from the report, any other from the
    publication in `source`; where that is not known the words in `where` stand for one.
    """
    found = Sources({}, {}, {}, _derived(frame))
    if "source" not in frame:
        for where in frame.get("where", ()):
            found.documents.setdefault(where, where)
        return found
    placed = frame["section"] if "section" in frame else [None] * len(frame)
    # plain loops: a pandas groupby of a few rows costs more than all the rest of the card
    for section, paragraph, source_id, source in zip(
        placed, frame["root_paragraph"], frame.get("source_id", frame["source"]), frame["source"], strict=True
    ):
        if pd.isna(paragraph) or ("section" in frame and pd.isna(section)):
            found.documents.setdefault(source_id, source)
            continue
        found.reports.setdefault(source, []).append(int(paragraph))
        if section is not None:
            found.sections.setdefault(section, []).append(int(paragraph))
    return found


def of_one(row: Mapping[str, Any]) -> Sources:
    """What one figure comes from; that it is derived, if so, is told beside it."""
    if isinstance(row["section"], str):
        return Sources({row["section"]: [int(row["root_paragraph"])]}, {}, {}, 0)
    return Sources({}, {}, {row["source_id"]: row["source"]}, 0)


def _derived(frame: pd.DataFrame) -> int:
    if "basis" not in frame:
        return 0
    told = zip(frame["observation_id"], frame["basis"], strict=True)
    return len({identity for identity, basis in told if basis == "derived"})


def line(frame: pd.DataFrame, lang: str) -> str:
    """Each document once, by its short name, the report with its paragraphs: "… (¶24, 53–56); 1 derived value"."""
    found = sources(frame)
    parts = [
        t("{document} (¶{numbers})", lang).format(document=document, numbers=numbers(paragraphs, lang))
        for document, paragraphs in found.reports.items()
    ]
    parts += list(dict.fromkeys(found.documents.values()))
    if found.derived:
        parts.append(derived(found.derived, lang))
    return t("; ", lang).join(parts)


def derived(count: int, lang: str) -> str:
    """How many values are derived."""
    return tn("{count} derived value", "{count} derived values", count, lang)


def numbers(paragraphs: Iterable[int], lang: str) -> str:
    """Paragraph numbers in their order, three and more in a row as a span: 3, 7–9."""
    said: list[str] = []
    for _, pairs in groupby(enumerate(sorted(set(paragraphs))), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        span = t("{first}–{last}", lang).format(first=run[0], last=run[-1])
        said += [span] if len(run) > 2 else map(str, run)
    return t(", ", lang).join(said)
