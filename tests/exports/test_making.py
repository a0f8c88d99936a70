"""Files made beside the pages: in processes of their own, one for all who ask for the same, a bounded number."""

import asyncio
import io
import json
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openpyxl
import pytest

import queries
from exports import making
from exports.making import Asked, Full, Made, Makers, NotMade, Waiting
from exports.parcel import REPORT, NothingTaken, Parcel, Taken
from story.card import View
from tests import records

PAGE = Asked("xlsx", View(records.SOURCE, "zh", "light", False, ""), Taken(("consumption",)), "http://board.example")
posix_only = pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")


@pytest.fixture
def makers() -> Iterator[Makers]:
    made = Makers(workers=1, most=2)
    yield made
    made.close()


def run(*asked: Asked, by: Makers) -> list[Made | BaseException]:
    async def all_at_once() -> list[Made | BaseException]:
        return await asyncio.gather(*map(by.made, asked), return_exceptions=True)

    with ThreadPoolExecutor(1) as apart:  # a browser test before may have left a loop running in this thread
        return apart.submit(asyncio.run, all_at_once()).result()


def test_a_file_is_made_in_another_process(makers: Makers) -> None:
    (made,) = run(PAGE, by=makers)
    assert isinstance(made, Made)
    assert made.name.startswith("wuchang-2024-09-consumption-") and made.name.endswith(".xlsx")
    assert openpyxl.load_workbook(io.BytesIO(made.content)).worksheets
    assert [process.poll() for process in makers._all] == [None]


def test_who_asks_for_nothing_is_told_and_the_process_lives_on(makers: Makers) -> None:
    (nothing,) = run(PAGE._replace(taken=Taken(("nosuch",))), by=makers)
    assert isinstance(nothing, NothingTaken)
    (before,) = makers._all
    (failed,) = run(PAGE._replace(kind="pptx", view=PAGE.view._replace(source="nosuch")), by=makers)
    assert isinstance(failed, NotMade | NothingTaken)
    assert isinstance(run(PAGE, by=makers)[0], Made)
    assert makers._all == {before}


@posix_only
def test_a_process_that_was_killed_is_replaced(makers: Makers) -> None:
    run(PAGE, by=makers)
    (process,) = makers._all
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert isinstance(run(PAGE, by=makers)[0], Made)
    assert process not in makers._all


@pytest.mark.parametrize("bound", ["FILES", "GROWN"])
def test_a_process_gives_its_memory_back(makers: Makers, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    monkeypatch.setattr(making, bound, 1)
    prepared: list[Makers] = []
    monkeypatch.setattr(makers, "prepare", lambda: prepared.append(makers))
    assert isinstance(run(PAGE, by=makers)[0], Made)
    assert makers._all == set()
    assert prepared == [makers]  # another stands by for whoever asks next


def test_one_stands_by_before_anybody_asks(makers: Makers, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[Asked | None] = []

    def ask(_: object, asked: Asked | None) -> tuple[dict[str, Any], bytes]:
        got.append(asked)
        return {"name": "", "holds": 0}, b""

    monkeypatch.setattr(making, "_ask", ask)
    makers.prepare()
    makers.prepare()
    made = run(PAGE, by=makers)  # the only thread comes to it when both have been seen to
    assert got == [None, PAGE] and isinstance(made[0], Made)
    assert len(makers._all) == 1


def test_getting_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    queries._answer.cache.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr("exports.offline.runtime", str)  # takes seconds
    answered = io.BytesIO()
    making.serve(io.BytesIO(b"null\n"), answered)
    told = json.loads(answered.getvalue())
    assert not told.pop("holds") or os.name == "posix"
    assert told == {"name": "", "bytes": 0}
    monkeypatch.setattr(queries, "_asked", None)  # nothing is asked again
    for lang in ("zh", "en"):  # one file holds both
        view = View(records.SOURCE, lang, "light", False, "")
        for part in Parcel(view, Taken((REPORT,), beside=True)).parts:
            assert all(card.frames(view) for card in part.cards)


def test_one_that_hangs_is_ended(makers: Makers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SECONDS", 0.05)  # less than a process takes to begin
    (late,) = run(PAGE, by=makers)
    assert isinstance(late, NotMade)
    assert makers._all == set()


def test_the_same_file_is_made_once_and_too_many_are_refused(makers: Makers, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Asked] = []
    asked_by_all = threading.Event()

    def slow(asked: Asked) -> Made:
        asked_by_all.wait(30)
        made.append(asked)
        return Made("file", b"")

    monkeypatch.setattr(makers, "_made", slow)
    other, third = (PAGE._replace(kind=kind) for kind in ("pptx", "docx"))

    async def together() -> list[Made | BaseException]:
        waiting = [asyncio.ensure_future(makers.made(asked)) for asked in (PAGE, PAGE, other, PAGE, third)]
        await asyncio.sleep(0)
        asked_by_all.set()
        return await asyncio.gather(*waiting, return_exceptions=True)

    with ThreadPoolExecutor(1) as apart:
        *got, refused = apart.submit(asyncio.run, together()).result()
    assert got == [Made("file", b"")] * 4
    assert isinstance(refused, Full)
    assert sorted(made) == sorted([PAGE, other])


def test_no_reader_has_all_places(makers: Makers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "EACH", 1)
    go_on = threading.Event()

    def slow(_: Asked) -> Made:
        go_on.wait(30)
        return Made("file", b"")

    monkeypatch.setattr(makers, "_made", slow)
    one, other = PAGE, PAGE._replace(kind="pptx")

    async def together() -> list[Made | BaseException]:
        asking = ((one, "a"), (one, "a"), (other, "a"), (other, "b"))
        waiting = [asyncio.ensure_future(makers.made(asked, who)) for asked, who in asking]
        await asyncio.sleep(0)
        go_on.set()
        first = await asyncio.gather(*waiting, return_exceptions=True)
        return [*first, await makers.made(other, "a")]  # nothing of a's is waited for any more

    with ThreadPoolExecutor(1) as apart:
        got = apart.submit(asyncio.run, together()).result()
    assert [type(one) for one in got] == [Made, Made, Waiting, Made, Made]


def test_what_is_read_is_what_was_written() -> None:
    """The lines between the processes: a file whose bytes look like lines, too."""
    asked = [PAGE, PAGE._replace(taken=Taken(("nosuch",)))]
    written = io.BytesIO()
    making.serve(io.BytesIO(b"".join(json.dumps(one).encode() + b"\n" for one in asked)), written)
    written.seek(0)
    head = json.loads(written.readline())
    assert len(written.read(head["bytes"])) == head["bytes"]
    told = json.loads(written.readline())
    assert (told["nothing"], told["bytes"]) == ("nosuch", 0)
    assert written.read() == b""
