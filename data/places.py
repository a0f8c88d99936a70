"""Where a report's passages stand in another copy of its text. ``python -m data.places REPORT --text FILE`` records it.

Locators count the characters of one copy. Of every paragraph ``places.csv`` keeps a hash of its normal form, which is
the same in every copy, however wrapped, spaced, punctuated or quoted; and which characters of ours the normal form
leaves out, so that a locator counts in the normal form, too. The text itself is in no file.

The normal form is made sign by sign, whatever stands beside it: widths and compatibility forms are folded, spaces,
quotes, dashes and punctuation left out. What is left are words, digits, the decimal point and signs such as %.
"""

import argparse
import csv
import hashlib
import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

COLUMNS: Final = ("paragraph", "normal_chars", "normal_sum", "normal_sha256", "left_out")
_KEPT: Final = frozenset(".%‰/&#@")  # signs of the category of punctuation that tell something
_LEFT_OUT: Final = frozenset("~|`´^¨⋯")  # and symbols that stand for punctuation
_ZERO: Final = dict.fromkeys("○◯", "〇")
_MODULUS: Final = 2**31 - 1
_SHORT: Final = 8  # a paragraph of fewer signs may stand in the midst of another
_MOST: Final = 20  # places that a short paragraph is looked for at
_BROKEN: Final = re.compile(r"[^\S\n]*\n\s*")  # where a copy's line ends in mid-sentence
_PAGE: Final = re.compile(r"第?[0-9]{1,4}页?(?:[/共]{0,2}[0-9]{1,4}页?)?")
_ENOUGH: Final = 0.25  # of a report's signs: below that a text is another one's


class Place(NamedTuple):
    """A paragraph: where it stands in the copy that the locators count, and what it is known by in any other."""

    paragraph: int
    char_start: int
    char_end: int
    normal_chars: int
    normal_sum: int  # of the code points: cheap to compute for every stretch of a text
    normal_sha256: str
    left_out: tuple[int, ...]  # characters, from `char_start`, that the normal form does not have

    @property
    def sought(self) -> bool:
        """Whether it holds anything but punctuation."""
        return self.normal_chars > 0


# --- the normal form ----------------------------------------------------------------------------------


@cache
def _normal(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign)
    sign = folded if len(folded) == 1 else sign
    sign = _ZERO.get(sign, sign)
    if sign in _KEPT:
        return sign
    return "" if sign in _LEFT_OUT or unicodedata.category(sign)[0] in "ZCPM" else sign


def normal(text: str) -> tuple[str, list[int]]:
    """The normal form of a text, and the place in the text of each of its signs."""
    kept = [(folded, place) for place, sign in enumerate(text) if (folded := _normal(sign))]
    return "".join(sign for sign, _ in kept), [place for _, place in kept]


def known_by(words: str) -> tuple[int, int, str]:
    """What a paragraph's normal form is known by: its length, its sum and its hash."""
    return len(words), sum(map(ord, words)) % _MODULUS, hashlib.sha256(words.encode()).hexdigest()


def record(text: str, paragraph: int, start: int, end: int) -> dict[str, Any]:
    """A row of places.csv for the paragraph between two characters of the text."""
    words, at = normal(text[start:end])
    kept = set(at)
    left_out = ";".join(str(place) for place in range(end - start) if place not in kept)
    return dict(zip(COLUMNS, (paragraph, *known_by(words), left_out), strict=True))


# --- another copy -------------------------------------------------------------------------------------


class Copy:
    """A text with the paragraphs of a report that were found in it."""

    def __init__(self, text: str, places: Iterable[Place]) -> None:
        self.text = text
        self._places = sorted(places)
        self._starts = [place.char_start for place in self._places]
        # as it is to be shown: blanks for a page's head and foot in the midst of a paragraph, every place as it was
        self._at, self.shown = _found(text, [place for place in self._places if place.sought])

    @property
    def sought(self) -> int:
        """How many paragraphs there are to be found."""
        return sum(place.sought for place in self._places)

    @property
    def found(self) -> list[int]:
        """The paragraphs that were found."""
        return sorted(self._at)

    @property
    def missing(self) -> list[int]:
        """The paragraphs that were not."""
        return [place.paragraph for place in self._places if place.sought and place.paragraph not in self._at]

    @property
    def fits(self) -> bool:
        """Whether it is a copy of this report at all, and be it an excerpt."""
        return sum(map(len, self._at.values())) >= _ENOUGH * max(1, sum(place.normal_chars for place in self._places))

    def passage(self, paragraph: int) -> tuple[int, int] | None:
        """The first character of a paragraph in this text and the one after its last, punctuation included."""
        at = self._at.get(paragraph)
        if at is None:
            return None
        start, end = at[0], at[-1] + 1
        while start and self._belongs(start - 1, opening=True):
            start -= 1
        while end < len(self.text) and self._belongs(end, opening=False):
            end += 1
        return start, end

    def _belongs(self, place: int, *, opening: bool) -> bool:
        """Whether a sign beside a paragraph is its: a quote that opens it, a mark that closes it."""
        sign = self.text[place]
        opens = unicodedata.category(sign) in ("Ps", "Pi", "Pd")
        return not _normal(sign) and not sign.isspace() and (opens if opening else not opens)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where in this text stands what the locators have from ``start`` to ``end``; None where it was not found."""
        first, last = self._sign(start, after=False), self._sign(end, after=True)
        if first is None or last is None or first[1] > last[1]:
            return None
        if first[0] != last[0]:  # it runs over two paragraphs: no other words may stand between them
            *_, bare = self.text, *_without_margins(self.text)
            if normal(bare[self._at[first[0]][-1] + 1 : self._at[last[0]][0]])[0]:
                return None
        return first[1], last[1] + 1

    def _sign(self, place: int, *, after: bool) -> tuple[int, int] | None:
        """The first sign from a character on, or with ``after`` the last before it: its paragraph, its place here."""
        number = bisect_right(self._starts, place - after) - 1
        if number < 0:
            return None
        held = self._places[number]
        at = self._at.get(held.paragraph, [])
        within = place - held.char_start
        sign = within - bisect_left(held.left_out, within) - after
        return (held.paragraph, at[sign]) if 0 <= sign < len(at) else None


def joined(words: str) -> str:
    """Lines of a passage as one: Chinese needs no space where a line ended, two words of letters do."""
    return _BROKEN.sub(
        lambda hit: " " if _letter(words[: hit.start()][-1:]) and _letter(words[hit.end() :][:1]) else "", words
    )


def _letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def placed(rows: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    """The places of a report, from rows that have the columns of ``places`` and the first and last character."""
    return tuple(
        Place(**{name: row[name] for name in Place._fields[:-1]}, left_out=tuple(map(int, row["left_out"])))
        for row in rows
    )


def _found(text: str, places: list[Place]) -> tuple[dict[int, list[int]], str]:
    """The paragraphs found, each with the place of every sign of its normal form; the text as it is to be shown."""
    found: dict[int, list[int]] = {}
    shown = text
    for copy in (text, *_without_margins(text)):
        left = [place.paragraph for place in places if place.paragraph not in found]
        if not left:
            break
        now = _chained(*normal(copy), _line_ends(copy), places)
        for paragraph in left:
            if at := now.get(paragraph):
                found[paragraph] = at
                shown = shown[: at[0]] + copy[at[0] : at[-1]] + shown[at[-1] :]
    return found, shown


def _line_ends(text: str) -> set[int]:
    """The signs of the normal form that a line begins with, by their number; that of the end is among them."""
    ends, count = {0}, 0
    for line in text.split("\n"):
        count += sum(bool(_normal(sign)) for sign in line)
        ends.add(count)
    return ends


def _without_margins(text: str) -> Iterator[str]:
    """The text with blanks for what may stand at the edges of its pages, in the midst of a paragraph.

    First for lines that come again, then for — 12 — and 第12页 as well, then for any line of digits alone.
    """
    lines = text.split("\n")
    plain = [normal(line)[0] for line in lines]
    count = Counter(plain)
    again = {words for words in plain if words and count[words] > 1}
    numbers = [bool(_PAGE.fullmatch(words)) for words in plain]
    dressed = [number and not line.strip().isdecimal() for number, line in zip(numbers, lines, strict=True)]
    for pages in ([False] * len(lines), dressed, numbers):
        gone = [page or words in again for page, words in zip(pages, plain, strict=True)]
        if any(gone):
            yield "\n".join(" " * len(line) if out else line for out, line in zip(gone, lines, strict=True))


def _chained(words: str, at: list[int], line_ends: set[int], places: list[Place]) -> dict[int, list[int]]:
    """Of all stretches that are some paragraph, those that follow each other as the paragraphs do, most signs first."""
    sums = np.concatenate(([0], np.cumsum(np.fromiter(map(ord, words), np.int64, len(words)))))
    chains: list[tuple[int, int, Any]] = [(0, 0, None)]  # end, signs, (paragraph, start, the chain before)
    for place in places:
        size = place.normal_chars
        if size > len(words):
            continue
        alike = np.flatnonzero((sums[size:] - sums[:-size]) % _MODULUS == place.normal_sum).tolist()
        starts = [
            start
            for start in alike
            if hashlib.sha256(words[start : start + size].encode()).hexdigest() == place.normal_sha256
        ]
        if size < _SHORT:
            lines = [start for start in starts if start in line_ends and start + size in line_ends]
            starts = (lines or starts)[:_MOST]
        longer = []
        for start in starts:
            before = chains[bisect_right(chains, start, key=lambda chain: chain[0]) - 1]
            longer.append((start + size, before[1] + size, (place, start, before)))
        # kept by their ends, each with more signs than those that end before it
        chains.sort(key=lambda chain: chain[0])
        merged = sorted([*chains, *longer], key=lambda chain: (chain[0], -chain[1]))
        chains = []
        for chain in merged:
            if not chains or chain[1] > chains[-1][1]:
                chains.append(chain)
    found = {}
    link = chains[-1][2]
    while link is not None:
        place, start, before = link
        found[place.paragraph] = at[start : start + place.normal_chars]
        link = before[2]
    return found


# --- the command --------------------------------------------------------------------------------------


def write(folder: Path, text: str) -> int:
    """Write ``places.csv`` for the paragraphs that a report's folder has; how many they are."""
    with (folder / "paragraphs.csv").open(encoding="utf-8-sig", newline="") as file:
        spans = [[int(row[name]) for name in ("paragraph", "char_start", "char_end")] for row in csv.DictReader(file)]
    with (folder / "places.csv").open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(record(text, *span) for span in spans)
    return len(spans)


def main(arguments: list[str] | None = None) -> int:
    """Write places.csv for a report, from the text that its locators count."""
    import tomllib

    from data import schema

    parser = argparse.ArgumentParser(prog="python -m data.places", description=main.__doc__)
    parser.add_argument("report", help="the name of its folder in data/reports")
    parser.add_argument("--text", type=Path, required=True, metavar="FILE", help="its text, UTF-8")
    given = parser.parse_args(arguments)
    folder = schema.REPORTS / given.report
    try:
        source = tomllib.loads((folder / "source.toml").read_text(encoding="utf8"))
        raw = given.text.read_bytes()
        if hashlib.sha256(raw).hexdigest() != source.get("text_sha256"):
            print(
                f"{given.text}: not the copy that the locators of {given.report} count (text_sha256)", file=sys.stderr
            )
            return 1
        count = write(folder, raw.decode("utf8"))
    except (OSError, ValueError, KeyError) as problem:
        print(f"{folder}: {problem}", file=sys.stderr)
        return 1
    print(f"{folder / 'places.csv'}: {count} paragraphs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
