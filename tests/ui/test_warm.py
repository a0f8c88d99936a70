"""The session that nobody reads: every page once in each scheme, and never before a reader."""

import asyncio
import gc
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import queries
from queries import turns
from ui import warm

PAGES = ["one", "two", "three"]


def run(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """A loop of its own, in a thread of its own: in this one a browser's may be running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(act())).result(60)


class Runtime:
    """Answers a run as a server does: its pages, then its end."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.closed: list[str] = []
        self.client: Any = None

    def connect_session(self, client: Any, _user: Any) -> str:
        self.client = client
        return "session"

    def handle_backmsg(self, _session: str, message: BackMsg) -> None:
        asked = message.rerun_script
        self.asked.append((asked.page_script_hash or PAGES[0], asked.context_info.color_scheme))
        told = ForwardMsg()
        for page in PAGES:
            told.navigation.app_pages.add(page_script_hash=page)
        self.client.write_forward_msg(told)
        self.client.write_forward_msg(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))

    def close_session(self, session: str) -> None:
        self.closed.append(session)


def test_every_page_is_run_in_both_schemes() -> None:
    runtime = Runtime()
    run(lambda: warm.fill(runtime))  # type: ignore[arg-type]
    assert runtime.asked == [(page, scheme) for scheme in ("light", "dark") for page in PAGES]
    assert runtime.closed == ["session"]


def test_it_stands_back_while_a_reader_is_served() -> None:
    runtime = Runtime()

    async def beside() -> None:
        filling = asyncio.create_task(warm.fill(runtime))  # type: ignore[arg-type]
        await asyncio.sleep(10 * warm.PAUSE)
        assert runtime.asked == []
        done.set()
        await asyncio.wait_for(filling, 20)

    serving, done = threading.Event(), threading.Event()

    def reads() -> None:
        with turns.taken():
            serving.set()
            done.wait(20)

    reader = threading.Thread(target=reads)
    reader.start()
    serving.wait(20)
    run(beside)
    reader.join()
    assert len(runtime.asked) == 6


def test_without_data_the_first_reader_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with pytest.raises(queries.DataMissing):
        queries.version()
    runtime = Runtime()
    run(lambda: warm.fill(runtime))  # type: ignore[arg-type]
    assert runtime.asked == []


def test_what_stays_is_not_searched_for_garbage() -> None:
    before, young = gc.get_freeze_count(), gc.get_threshold()
    kept: list[dict[str, list[int]]] = [{"a": []} for _ in range(1_000)]
    try:
        warm.settle()
        assert gc.get_freeze_count() >= before + 2 * len(kept)
        assert gc.get_threshold()[0] == warm.YOUNG
    finally:
        gc.unfreeze()
        gc.set_threshold(*young)
