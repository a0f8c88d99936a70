"""Files made beside the pages: by a few processes that stand back, so that no page waits for one.

Readers who ask for the same file at once get the same one. More than `MOST` files are not waited for: who comes then is
told so at once. A process reads a line of JSON for each file and writes the file; it ends when nobody writes to it any
more. They are not of ``multiprocessing``, which would run what it takes for the main module: the page that is just
being shown.
"""

import asyncio
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import queries
from exports.parcel import REPORT, NothingTaken, Parcel, Taken
from story.card import View

ROOT: Final = Path(__file__).resolve().parent.parent
WORKERS: Final = 2
FILES: Final = 24  # that a process makes before another takes its place: its memory is given back
MOST: Final = 12  # files in the making or waited for
SECONDS: Final = 180.0  # for one


class Kind(NamedTuple):
    """A kind of file: who makes it, and what a browser is told it is."""

    maker: str  # module:function, which takes a parcel
    mime: str
    whole: bool = False  # only ever of the whole report


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    "pptx": Kind("exports.slides:pptx", f"{_OFFICE}.presentationml.presentation"),
    "docx": Kind("exports.brief:docx", f"{_OFFICE}.wordprocessingml.document"),
    "pdf": Kind("exports.paper:pdf", "application/pdf"),
    "html": Kind("exports.offline:of", "text/html; charset=utf-8", whole=True),
    "xlsx": Kind("exports.book:xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
}


class Asked(NamedTuple):
    """One file as it is asked for; `base` is the dashboard's own address."""

    kind: str
    view: View
    taken: Taken
    base: str


class Made(NamedTuple):
    """A file and its name."""

    name: str
    content: bytes


class Full(RuntimeError):
    """More files are waited for than there may be."""


class NotMade(RuntimeError):
    """A file could not be made; the message is for the log."""


def make(asked: Asked) -> Made:
    """The file, made here and now. Raises NothingTaken, QueryFailed and DataMissing."""
    kind = KINDS[asked.kind]
    module, _, function = kind.maker.partition(":")
    maker: Callable[[Parcel], bytes] = getattr(importlib.import_module(module), function)
    taken = Taken((REPORT,), asked.taken.beside) if kind.whole else asked.taken
    with queries.pinned():
        parcel = Parcel(asked.view, taken, base=asked.base)
        return Made(parcel.file_name(asked.kind), maker(parcel))


# --- in a process of its own ----------------------------------------------------------------------


def serve(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Make what is asked for line by line: a line of JSON with the file's name and size, then the file."""
    for line in lines:
        kind, view, (what, beside), base = json.loads(line)
        try:
            made = make(Asked(kind, View(*view), Taken(tuple(what), beside), base))
        except NothingTaken as error:
            head, content = {"nothing": str(error)}, b""
        except Exception as error:  # whatever it is, the process lives on, and the reader is told
            head, content = {"failed": f"{type(error).__name__}: {error}"}, b""
        else:
            head, content = {"name": made.name, "bytes": len(made.content)}, made.content  # type: ignore[dict-item]
        answers.write(json.dumps(head).encode() + b"\n" + content)
        answers.flush()


# --- beside the pages -----------------------------------------------------------------------------


class Makers:
    """The processes, begun with the first file; `close` ends them."""

    def __init__(self, workers: int = WORKERS, most: int = MOST) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="making")
        self._most = most
        self._idle: list[tuple[subprocess.Popen[bytes], int]] = []  # each with how many files it has made
        self._all: set[subprocess.Popen[bytes]] = set()
        self._running: dict[Asked, Future[Made]] = {}
        self._closed = False

    async def made(self, asked: Asked) -> Made:
        """The file. Raises Full, NothingTaken and NotMade."""
        future = self._running.get(asked)
        if future is None:
            if len(self._running) >= self._most:
                raise Full(f"{self._most} files are being made.")
            future = self._running[asked] = self._threads.submit(self._made, asked)
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._running.pop, asked, None))
        return await asyncio.shield(asyncio.wrap_future(future))  # who goes away takes it from nobody else

    def _made(self, asked: Asked) -> Made:
        told: dict[str, Any] | None = None
        while told is None:
            if self._closed:
                raise NotMade(f"{asked}: the server ends.")
            begun = time.monotonic()
            try:
                process, files = self._idle.pop()
            except IndexError:
                process, files = self._begun(), 0
            told, content = _ask(process, asked)
            if told is not None and files + 1 < FILES:
                self._idle.append((process, files + 1))
            else:
                self._ended(process)
            if told is None and (
                files == 0 or time.monotonic() - begun > SECONDS
            ):  # an idle one may have been killed; a fresh one that dies says something
                raise NotMade(f"{asked}: its process ended, or took longer than {SECONDS:g} s.")
        if "nothing" in told:
            raise NothingTaken(told["nothing"])
        if "failed" in told:
            raise NotMade(f"{asked}: {told['failed']}")
        return Made(told["name"], content)

    def _begun(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "exports.making"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._all.add(process)
        return process

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError):
            process.kill()
        process.communicate()
        self._all.discard(process)

    def close(self) -> None:
        """End its processes, whatever they are at."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in list(self._all):
            process.kill()


def _ask(process: subprocess.Popen[bytes], asked: Asked) -> tuple[dict[str, Any] | None, bytes]:
    """What a process answers; None where it is gone, or was too slow and is killed."""
    assert process.stdin is not None and process.stdout is not None
    late = threading.Timer(SECONDS, process.kill)
    late.start()
    try:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        head = process.stdout.readline()
        told = json.loads(head) if head else None
        size = told.get("bytes", 0) if told else 0
        content = process.stdout.read(size)
        return (told if len(content) == size else None), content
    except (OSError, ValueError):  # gone, or cut off in the middle of a line
        return None, b""
    finally:
        late.cancel()


if __name__ == "__main__":
    with suppress(AttributeError, OSError):  # Windows has no niceness
        os.nice(10)
    written = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the files
    serve(sys.stdin.buffer, written)
