"""Files made beside the pages: by a small pool of processes that stand back, so that no page waits for one.

Readers who ask for the same file at once get the same one. More than `MOST` files are not waited for: who comes then is
told so at once, and loses nothing.
"""

import asyncio
import importlib
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final, NamedTuple

from exports.parcel import REPORT, Parcel, Taken
from story.card import View

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
    "html": Kind("exports.offline:html", "text/html; charset=utf-8", whole=True),
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


def make(asked: Asked) -> Made:
    """The file, made here and now. Raises NothingTaken, QueryFailed and DataMissing."""
    kind = KINDS[asked.kind]
    module, _, function = kind.maker.partition(":")
    maker: Callable[[Parcel], bytes] = getattr(importlib.import_module(module), function)
    taken = Taken((REPORT,), asked.taken.beside) if kind.whole else asked.taken
    parcel = Parcel(asked.view, taken, base=asked.base)
    return Made(parcel.file_name(asked.kind), maker(parcel))


def _stand_back() -> None:
    with suppress(AttributeError, OSError):  # Windows has no niceness
        os.nice(10)


class Makers:
    """The pool, begun with the first file; `close` ends it."""

    def __init__(self, workers: int = WORKERS, most: int = MOST) -> None:
        self._workers, self._most = workers, most
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[Asked, Future[Made]] = {}

    async def made(self, asked: Asked) -> Made:
        """The file. Raises Full, TimeoutError, and what `make` raises."""
        future = self._running.get(asked)
        if future is None:
            if len(self._running) >= self._most:
                raise Full(f"{self._most} files are being made.")
            future = self._begun(asked)
            self._running[asked] = future
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._running.pop, asked, None))
        # who goes away takes the file from nobody else
        return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), SECONDS)

    def _begun(self, asked: Asked) -> Future[Made]:
        for fresh in (False, True):
            if self._pool is None or fresh:
                self._pool = ProcessPoolExecutor(
                    self._workers, multiprocessing.get_context("spawn"), _stand_back, max_tasks_per_child=FILES
                )
            with suppress(BrokenProcessPool):  # one of its processes was killed: begin again, once
                return self._pool.submit(make, asked)
        raise BrokenProcessPool("The processes that make files do not start.")

    def close(self) -> None:
        """End its processes, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool = None
