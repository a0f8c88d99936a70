"""``python -m data.quotes FILE…``: files, folders and patterns in; the table or every fault out."""

import argparse
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path
from typing import Final

from data import schema
from data.faults import RecordsError
from data.quotes import gather, write
from data.quotes.check import LONG_GAP
from data.quotes.days import Day
from data.quotes.read import Sheet
from data.quotes.terms import DIMENSION

SUFFIXES: Final = (".csv", ".txt", ".tsv", ".tab", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods")


def main(arguments: list[str] | None = None) -> int:
    """Read daily quotes of the carbon market from the exchange's tables, or say everything wrong with them."""
    parser = argparse.ArgumentParser(prog="python -m data.quotes", description=main.__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file, a folder, or a pattern such as 2024*.csv")
    parser.add_argument("--in", dest="line", metavar="LINE", help="files in one line, as make hands them on")
    options = parser.parse_args(arguments)
    paths = [path for name in options.files for path in _meant(name)] + listed(options.line or "")
    if not paths:
        print('Name the files, a folder or a pattern: make quotes FILES="行情 (1).csv"', file=sys.stderr)
        return 2
    try:
        sheets, days = gather(paths)
    except RecordsError as error:
        count = f"{len(error.faults)} fault{'s' * (len(error.faults) > 1)} in the quotes; what was read before is kept."
        print("\n  ".join([count, *map(str, error.faults)]), file=sys.stderr)
        return 1
    path = write(days, schema.data_dir())
    print(f"{path}: {account(sheets, days)}")
    return 0


def listed(line: str) -> list[Path]:
    """The files that a line names.

    One name may hold spaces and brackets. Several stand as they would in a shell, or as they are: then the longest
    name that exists counts.
    """
    line = line.strip()
    if not line:
        return []
    if _there(line):
        return _meant(line)
    try:
        words = shlex.split(line)
    except ValueError:  # an apostrophe in a name
        words = line.split()
    if not all(_there(word) for word in words):
        pieces = re.split(r"(\s+)", line)
        words = []
        while pieces:
            ends = (end for end in range(len(pieces), 0, -2) if _there("".join(pieces[:end])))
            end = next(ends, 1)
            words.append("".join(pieces[:end]))
            pieces = pieces[end + 1 :]
    return [path for word in words for path in _meant(word)]


def _there(name: str) -> bool:
    return any(path.exists() for path in _meant(name))


def _meant(name: str) -> list[Path]:
    """The files of one name: itself, those of a folder, or those that fit a pattern."""
    path = Path(name.removeprefix("file://")).expanduser()
    if path.is_dir():
        return sorted(
            file
            for file in path.iterdir()
            if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$")) and file.is_file()
        )
    if not path.exists() and re.search(r"[*?\[]", name):
        top = Path(path.anchor) if path.is_absolute() else Path()
        return sorted(top.glob(str(path.relative_to(path.anchor) if path.anchor else path))) or [path]
    return [path]


def account(sheets: list[Sheet], days: list[Day]) -> str:
    """What was read, in lines: days, first and last, then each table's form and units, what was left aside, gaps."""
    lines = [f"{len(sheets)} table{'s' * (len(sheets) > 1)}, {len(days)} days, {days[0]['date']} to {days[-1]['date']}"]
    for sheet in sheets:
        units: dict[str, list[str]] = {}
        for name, column in sheet.columns.items():
            if name in DIMENSION:
                unit = column.unit if column.said else f"{column.unit} (assumed, the file names none)"
                units.setdefault(unit, []).append(column.header)
        lines.append(f"  {sheet.file}: {len(sheet.days)} days, {sheet.saved}")
        lines += [f"    in {unit}: {', '.join(headers)}" for unit, headers in units.items()]
        if sheet.unread:
            lines.append(f"    not read: {', '.join(sheet.unread)}")
        if still := sum(day["volume"] == 0 for day in sheet.days):
            lines.append(f"    days without trade, so without a price: {still}")
        lines += [f"    left aside: {note}" for note in sheet.notes]
    for before, day in pairwise(days):
        if (day["date"] - before["date"]).days > LONG_GAP:
            lines.append(f"  gap: no day between {before['date']} and {day['date']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
