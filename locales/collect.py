"""Collect the texts of the code into the catalogues and compile them: ``python -m locales.collect``.

A text that left the code leaves the catalogue; a new one enters without a translation and is named, and until it
is translated the tests fail.
"""

import io
import sys
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
CHINESE: Final = ROOT / "locales" / "zh_CN" / "LC_MESSAGES" / "dashboard.po"
KEYWORDS: Final = {"t": None, "tn": (1, 2)}
ROOMS: Final = ("pages", "ui", "exports", "story")


def in_code() -> set[str | tuple[str, ...]]:
    """Every text that the code asks for; a pair where it depends on a count."""
    found: set[str | tuple[str, ...]] = set()
    for path in [ROOT / "dashboard.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]:
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(tuple(message) if isinstance(message, list | tuple) else message)
    return found


def read(path: Path = CHINESE) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="dashboard")


def compiled(catalogue: Catalog) -> bytes:
    """What gettext reads at run time."""
    memory = io.BytesIO()
    write_mo(memory, catalogue)
    return memory.getvalue()


def main() -> int:
    """Bring the Chinese catalogue up to date with the code; 1 where a text has no translation."""
    old = {entry.id: entry.string for entry in read() if entry.id}
    new = Catalog(locale="zh_CN", domain="dashboard", fuzzy=False, header_comment=read().header_comment)
    new.creation_date = read().creation_date
    missing = []
    for message in sorted(in_code(), key=str):
        string = old.get(message, "")
        if not string:
            missing.append(message)
        new.add(message, string)
    with CHINESE.open("wb") as file:
        write_po(file, new, width=0, sort_output=True)
    CHINESE.with_suffix(".mo").write_bytes(compiled(new))
    for message in missing:
        print(f"no translation yet: {message}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
