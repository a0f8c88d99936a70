"""The report's text, which is no part of the dashboard: handed in by a reader, or lying in ``REPORT_TEXT_DIR``.

On a machine that serves nobody else it is kept beside the tables, in a folder that no version control takes up; with
``KEEP_TEXTS=0``, and wherever others come in, it lives in its reader's session and nowhere else.
"""

import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

import streamlit as st

import queries
from data import places, schema
from intake.document import Unreadable, read
from ui import guard

KINDS: Final = (".txt", ".docx", ".pdf", ".html", ".htm")
LONGEST: Final = 300_000  # characters of a text that is handed in


def copy(source: str) -> places.Copy | None:
    """The report's text with what was found in it: handed in, else the best one in ``REPORT_TEXT_DIR``, else None."""
    own = handed_in(source)
    if own is not None:
        return laid(source, own)
    folder = os.environ.get("REPORT_TEXT_DIR")
    if not folder:
        return None
    try:
        paths = [path for path in sorted(Path(folder).iterdir()) if path.suffix.lower() in KINDS]
    except OSError:
        return None
    copies = [laid(source, text) for path in paths if (text := _text(path)) is not None]
    return max((one for one in copies if one.fits), key=lambda one: len(one.found), default=None)


def laid(source: str, text: str) -> places.Copy:
    """A text as a copy of the report."""
    return _laid(source, text, queries.version())


@lru_cache(maxsize=16)
def _laid(source: str, text: str, version: str) -> places.Copy:  # another version, other places
    return places.Copy(text, places.placed(queries.rows("sources/places", source=source)))


def handed_in(source: str) -> str | None:
    """The text that a reader handed in: in this session, or kept on this machine."""
    own = st.session_state.get(_name(source))
    if own is None and is_kept():
        own = _text(_path(source))
    return own


def hand_in(source: str, text: str) -> places.Copy:
    """Take a text as the report's where it is one; what was found in it, either way."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = laid(source, text)
    if not found.fits:
        return found
    if is_kept():
        path = _path(source)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            half = path.with_suffix(".half")
            half.write_bytes(text.encode())
            half.replace(path)
        except OSError:  # a folder that nobody may write to
            st.session_state[_name(source)] = text
    else:
        st.session_state[_name(source)] = text
    return found


def text_of(name: str, data: bytes) -> str:
    """The text of a file that was handed in. Raises Unreadable."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{Path(name).suffix.lower()}"
        path.write_bytes(data)
        return read(path)


def remove(source: str) -> None:
    """Forget a text that was handed in."""
    st.session_state.pop(_name(source), None)
    if is_kept():
        with suppress(OSError):
            _path(source).unlink(missing_ok=True)


def is_kept() -> bool:
    """Whether a text that is handed in stays on this machine, or in its reader's session alone."""
    return guard.is_alone() and os.environ.get("KEEP_TEXTS") != "0"


def _name(source: str) -> str:
    return f"text_{source}"


def _path(source: str) -> Path:
    return schema.data_dir() / ".texts" / f"{source}.txt"


def _text(path: Path) -> str | None:
    try:
        lying = path.stat()
    except OSError:
        return None
    return _read(path, lying.st_mtime_ns, lying.st_size)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int, size: int) -> str | None:  # another file under the same name is read again
    try:
        return read(path)
    except Unreadable:
        return None
