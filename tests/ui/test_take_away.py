"""The addresses of the files: what they answer, and that they are not there where nothing may be taken away."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.types import Message
from streamlit import config

from exports.making import KINDS, Asked, Full, Made, NotMade, Waiting
from exports.parcel import NothingTaken, Taken
from tests import records
from ui import take_away, tray


class Fakes:
    """In the place of the processes: keeps what it is asked for."""

    def __init__(self, answer: Made | Exception) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.readers: list[str] = []

    async def made(self, asked: Asked, reader: str = "") -> Made:
        self.asked.append(asked)
        self.readers.append(reader)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


FILE: Final = Made("file.bin", b"content")


def ask(
    path: str, makers: Fakes, headers: dict[str, str] | None = None, *, peer: str = "127.0.0.1", **query: str
) -> tuple[int, dict[str, str], bytes]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    told = {"host": "board.example", **(headers or {})}
    scope: dict[str, Any] = {
        "type": "http", "path": path, "raw_path": path.encode(), "root_path": "", "method": "GET", "scheme": "http",
        "query_string": urlencode(query).encode(), "server": ("127.0.0.1", 8501), "http_version": "1.1",
        "client": (peer, 40_000), "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as apart:
        patch.setattr(take_away, "makers", makers)
        apart.submit(asyncio.run, Starlette(routes=take_away.routes())(scope, receive, send)).result()
    headers_ = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers_, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_sent_under_its_name(kind: str) -> None:
    makers = Fakes(FILE)
    status, headers, body = ask(f"/take/{kind}", makers, what="overview,consumption.retail", lang="en", beside="1")
    assert (status, body) == (200, b"content")
    assert headers["content-disposition"] == 'attachment; filename="file.bin"'
    assert headers["content-type"].startswith(KINDS[kind].mime.partition(";")[0])
    assert headers["cache-control"] == "no-store"
    (asked,) = makers.asked
    assert asked.kind == kind and asked.taken == Taken(("overview", "consumption.retail"), True)
    assert asked.view[:4] == (records.SOURCE, "en", "light", False)
    assert asked.base == "http://board.example"


def test_the_dashboards_own_address_is_told_as_a_reader_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = Fakes(FILE)
    ask("/take/pdf", makers, {"x-forwarded-proto": "https"})
    monkeypatch.setattr(config, "get_option", lambda _: "board/one")
    ask("/board/one/take/pdf", makers, {"x-forwarded-proto": "javascript"})
    assert [asked.base for asked in makers.asked] == ["https://board.example", "http://board.example/board/one"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/take/exe", {}),
        ("/take/pptx", {"what": "../../etc/passwd"}),
        ("/take/pptx", {"what": "a.b.c"}),
        ("/take/pptx", {"what": "Ä"}),
        ("/take/pptx", {"report": "nosuch"}),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(path: str, query: dict[str, str]) -> None:
    makers = Fakes(FILE)
    for lang, word in (("zh", "没有"), ("en", "no such")):
        status, headers, body = ask(path, makers, None, **query, lang=lang)
        assert status == 404
        assert word in body.decode() or "报告不存在" in body.decode() or "not there" in body.decode()
        assert headers["content-type"].startswith("text/plain")
    assert makers.asked == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [(NothingTaken("x"), 404), (Full("x"), 503), (Waiting("x"), 429), (NotMade("/srv/secret: x"), 500)],
)
def test_what_cannot_be_made_is_said_without_the_servers_paths(failure: Exception, status: int) -> None:
    got, headers, body = ask("/take/docx", Fakes(failure))
    assert got == status
    assert b"secret" not in body
    assert "请" in body.decode() or status == 404
    assert ("retry-after" in headers) == (status in (429, 503))


def test_more_than_a_tray_holds_is_refused_in_words() -> None:
    makers = Fakes(FILE)
    places = [f"overview.c{number}" for number in range(tray.MOST + 1)]
    status, _, body = ask("/take/pdf", makers, what=",".join(places))
    assert (status, makers.asked) == (400, []) and str(tray.MOST) in body.decode()
    status, _, _ = ask("/take/pdf", makers, what=",".join([*places[1:], *places[1:]]))
    assert status == 200 and makers.asked[0].taken.what == tuple(places[1:])


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-origin", 200), ("none", 200)])
def test_no_page_of_another_site_has_files_made(site: str, status: int) -> None:
    assert ask("/take/pdf", Fakes(FILE), {"sec-fetch-site": site})[0] == status


def test_a_reader_is_known_by_an_address_that_nobody_can_make_up() -> None:
    makers = Fakes(FILE)
    for peer, told in (("10.0.0.9", ""), ("127.0.0.1", "1.2.3.4, 10.0.0.7"), ("203.0.114.5", "1.2.3.4")):
        ask("/take/pdf", makers, {"x-forwarded-for": told}, peer=peer)
    assert makers.readers == ["10.0.0.9", "10.0.0.7", "203.0.114.5"]


@pytest.mark.parametrize("said", ["off", "OFF", "0", "false", "no"])
def test_nothing_is_offered_where_it_is_turned_off(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_away.offered() and take_away.routes()
    monkeypatch.setenv("TAKE_AWAY", said)
    assert not take_away.offered() and take_away.routes() == []
