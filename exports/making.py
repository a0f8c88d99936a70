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
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import queries
from exports.parcel import REPORT, NothingTaken, Parcel, Taken
from story.card import View

ROOT: Final = Path(__file__).resolve().parent.parent
WORKERS: Final = 2
FILES: Final = 24  # that a process makes before another takes its place
GROWN: Final = 640 * 2**20  # bytes: one that has come to hold more is replaced, so that its memory is given back
LANGUAGES: Final = ("zh", "en")  # the one that is asked for most comes first; some kinds of file hold both
MOST: Final = 12  # files in the making or waited for
EACH: Final = 4  # of these, that one reader waits for
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


class Waiting(RuntimeError):
    """One reader waits for as many files as one may."""


class NotMade(RuntimeError):
    """A file could not be made; the message is for the log."""


def make(asked: Asked) -> Made:
    """The file, made here and now. Raises NothingTaken, QueryFailed and DataMissing."""
    kind = KINDS[asked.kind]
    maker: Callable[[Parcel], bytes] = _named(kind.maker)
    taken = Taken((REPORT,), asked.taken.beside) if kind.whole else asked.taken
    with queries.pinned():
        parcel = Parcel(asked.view, taken, base=asked.base)
        return Made(parcel.file_name(asked.kind), maker(parcel))


def _named(place: str) -> Any:
    """What is called so: a module is only read where a file of its kind is made."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


# --- in a process of its own ----------------------------------------------------------------------


def serve(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Make what is asked for line by line: a line of JSON with the file's name and size, then the file.

    Asked for nothing (null), get ready for whatever is asked for next.
    """
    for line in lines:
        made = Made("", b"")
        told: dict[str, Any] = {}
        try:
            if (asked := json.loads(line)) is None:
                _get_ready()
            else:
                kind, view, (what, beside), base = asked
                made = make(Asked(kind, View(*view), Taken(tuple(what), beside), base))
        except NothingTaken as error:
            told = {"nothing": str(error)}
        except Exception as error:  # whatever it is, the process lives on, and the reader is told
            told = {"failed": f"{type(error).__name__}: {error}"}
        told |= {"name": made.name, "bytes": len(made.content), "holds": _holds()}
        answers.write(json.dumps(told).encode() + b"\n" + made.content)
        answers.flush()


def _get_ready() -> None:
    """Have at hand what most files need: what makes them, and what each report's pages ask."""
    for kind in KINDS.values():
        _named(kind.maker)
    _named("exports.offline:runtime")()
    with queries.pinned():
        reports = [row["source_id"] for row in queries.rows("sources/reports", lang=LANGUAGES[0])]
        for source, lang in product(reports, LANGUAGES):
            parcel = Parcel(View(source, lang, "light", False, ""), Taken((REPORT,), beside=True))
            for card in (card for part in parcel.parts for card in part.cards):
                card.frames(parcel.view)


def _holds() -> int:
    """Bytes of memory that this process has; 0 where the system does not say it so."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


# --- beside the pages -----------------------------------------------------------------------------


class Makers:
    """The processes, begun as files are asked for; `prepare` has one stand by, `close` ends them."""

    def __init__(self, workers: int = WORKERS, most: int = MOST) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="making")
        self._most = most
        self._idle: list[tuple[subprocess.Popen[bytes], int]] = []  # each with how many files it has made
        self._all: set[subprocess.Popen[bytes]] = set()
        self._running: dict[Asked, Future[Made]] = {}
        self._asking: Counter[str] = Counter()  # files in the making by who asked first
        self._closed = False

    async def made(self, asked: Asked, reader: str = "") -> Made:
        """The file. Raises Full, Waiting, NothingTaken and NotMade.

        ``reader`` is whoever asks; who goes away before the file is made has it made all the same, and it counts.
        """
        future = self._running.get(asked)
        if future is None:
            if self._asking[reader] >= EACH:
                raise Waiting(reader)
            if len(self._running) >= self._most:
                raise Full(f"{self._most} files are being made.")
            future = self._running[asked] = self._threads.submit(self._made, asked)
            self._asking[reader] += 1
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._over, asked, reader))
        return await asyncio.shield(asyncio.wrap_future(future))  # who goes away takes it from nobody else

    def _over(self, asked: Asked, reader: str) -> None:
        self._running.pop(asked, None)
        self._asking -= Counter([reader])  # none are left of whoever waits for nothing

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
            if told is not None and files + 1 < FILES and told["holds"] < GROWN:
                self._idle.append((process, files + 1))
            else:
                self._ended(process)
                if told is not None:
                    self.prepare()
            if told is None and (
                files == 0 or time.monotonic() - begun > SECONDS
            ):  # an idle one may have been killed; a fresh one that dies says something
                raise NotMade(f"{asked}: its process ended, or took longer than {SECONDS:g} s.")
        if "nothing" in told:
            raise NothingTaken(told["nothing"])
        if "failed" in told:
            raise NotMade(f"{asked}: {told['failed']}")
        return Made(told["name"], content)

    def prepare(self) -> None:
        """Have a process get ready for whoever asks next, where none stands by. Nobody waits for it."""
        with suppress(RuntimeError):  # closed
            self._threads.submit(self._prepare)

    def _prepare(self) -> None:
        if self._idle or self._closed:
            return
        process = self._begun()
        if _ask(process, None)[0] is None:
            self._ended(process)
        else:
            self._idle.append((process, 0))

    def _begun(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "exports.making"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._all.add(process)
        if self._closed:  # meanwhile
            process.kill()
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


def _ask(process: subprocess.Popen[bytes], asked: Asked | None) -> tuple[dict[str, Any] | None, bytes]:
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
