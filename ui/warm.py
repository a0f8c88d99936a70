"""Before the first reader: the pages of the default language run once, for nobody, so that what they need is kept.

It is a session like a reader's, without a browser: it fills the very caches that readers ask, and waits for its turn
as they do. It begins when the server is up and stands back while anybody is there.
"""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient
from streamlit.starlette import App

import queries
from queries import turns
from ui import (
    cards,  # noqa: F401 — what every page imports is imported before the first of them runs
    take_away,
)

SECONDS: Final = 60.0  # for a page; more, and there is no use in going on
PAUSE: Final = 0.05  # seconds between looks at whether a reader is served
YOUNG: Final = 20_000  # objects made since the last search for garbage
SCHEMES: Final[tuple[str, ...]] = ("light", "dark")


class Nobody(SessionClient):
    """The reader who is not there: takes what a run sends, and notes its end and the pages there are."""

    def __init__(self) -> None:
        self.pages: list[str] = []  # their hashes
        self.finished = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Called on the event loop."""
        kind = msg.WhichOneof("type")
        if kind == "navigation":
            self.pages = [page.page_script_hash for page in msg.navigation.app_pages]
        elif kind == "script_finished":
            self.finished.set()


async def fill(runtime: Runtime) -> None:
    """Run every page in both colour schemes, the default page first."""
    try:
        await asyncio.to_thread(queries.version)
    except queries.DataMissing:
        return  # the first reader is told
    nobody = Nobody()
    session = runtime.connect_session(nobody, {})
    try:
        for scheme in SCHEMES:
            await _run(runtime, session, nobody, "", scheme)
            for page in nobody.pages[1:]:
                await _run(runtime, session, nobody, page, scheme)
    finally:
        runtime.close_session(session)


async def _run(runtime: Runtime, session: str, nobody: Nobody, page: str, scheme: str) -> None:
    while turns.waited_for():
        await asyncio.sleep(PAUSE)
    nobody.finished.clear()
    asked = ClientState(page_script_hash=page, context_info=ContextInfo(color_scheme=scheme))
    runtime.handle_backmsg(session, BackMsg(rerun_script=asked))
    await asyncio.wait_for(nobody.finished.wait(), SECONDS)


@contextlib.asynccontextmanager
async def from_the_start(_app: App) -> AsyncIterator[None]:
    """What the server does beside serving."""
    filling = asyncio.create_task(_quietly(Runtime.instance()))
    yield
    filling.cancel()


async def _quietly(runtime: Runtime) -> None:
    settle()
    with contextlib.suppress(TimeoutError, RuntimeError):  # a page that hangs, a server that ends: readers see to it
        await fill(runtime)
    settle()
    if take_away.offered():
        take_away.makers.prepare()


def settle() -> None:
    """Leave what is loaded by now out of every later search for garbage, which stops all readers while it lasts.

    Modules, schemas and kept answers are some million objects that stay; a run of a page leaves some thousands.
    """
    gc.set_threshold(YOUNG)
    gc.collect()
    gc.freeze()
