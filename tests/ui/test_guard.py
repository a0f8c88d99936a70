"""Whom the server answers, what it refuses unread, and what it tells browsers to leave alone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest
import streamlit
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from ui import guard

ROOT: Final = Path(__file__).resolve().parents[2]


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that answers everything."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await PlainTextResponse("inside")(scope, receive, send)


def ask(
    path: str, *, host: str | None = "127.0.0.1:8501", method: str = "GET", kind: str = "http", **asked: str
) -> list[Message]:
    """What comes back for one request; reading its body is an error."""
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the body was read")

    async def send(message: Message) -> None:
        sent.append(message)

    headers = (
        [] if host is None else [(b"host", host.encode("latin-1")), (b"origin", f"http://{host}".encode("latin-1"))]
    )
    headers += [(name.encode(), value.encode()) for name, value in asked.items()]
    scope: dict[str, Any] = {"type": kind, "path": path, "method": method, "headers": headers, "query_string": b""}
    # in a thread of its own: a browser test before it may have left a loop running in this one
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, guard.Guarded(behind)(scope, receive, send)).result()
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8501", "LOCALHOST", "[::1]:8501", "localhost."])
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert ask("/", host=host)[0]["status"] == 200
    assert ask("/_stcore/stream", host=host, kind="websocket") == [{"type": "websocket.accept"}]


@pytest.mark.parametrize(
    "host",
    ["rebound.example", "rebound.example:8501", "127.0.0.1.rebound.example", "localhost.rebound.example", "127.0.0.1@x",
     "notlocalhost", "[::1].rebound.example", "10.0.0.5", "0.0.0.0", "", None],
)  # fmt: skip
def test_another_name_is_refused_though_its_origin_is_the_same(host: str | None) -> None:
    first, body = ask("/explore", host=host)
    assert first["status"] == 421
    assert b"TRUSTED_HOSTS" in body["body"] and "主机名".encode() in body["body"]
    assert ask("/_stcore/stream", host=host, kind="websocket")[0]["type"] == "websocket.close"


def test_names_come_from_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"server.address": "0.0.0.0", "browser.serverAddress": "board.example.gov.cn"}
    monkeypatch.setattr(config, "get_option", told.get)
    monkeypatch.setenv("TRUSTED_HOSTS", "intranet, *.wuchang.example")
    names = guard.trusted_hosts()
    assert names == (*guard.LOOPBACK, "board.example.gov.cn", "intranet", "*.wuchang.example")
    assert guard.is_trusted("Board.Example.gov.cn:443", names)
    assert guard.is_trusted("a.wuchang.example", names)
    assert not guard.is_trusted("wuchang.example", names)
    assert not guard.is_trusted("evilwuchang.example", names)
    assert not guard.is_trusted("0.0.0.0:8501", names)
    monkeypatch.setenv("TRUSTED_HOSTS", "*")
    assert guard.is_trusted("anything.example", guard.trusted_hosts())


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "GET"])
@pytest.mark.parametrize("base", ["", "/board", "/consumption"])
@pytest.mark.parametrize("page", ["", "/", "/consumption", "/intake/x", "/intakes", "/sql?intake"])
def test_nothing_can_be_uploaded_elsewhere_than_where_reports_are_entered(method: str, base: str, page: str) -> None:
    asked = {"referer": f"http://127.0.0.1:8501{base}{page}"} if page else {}
    assert ask(f"{base}/_stcore/upload_file/session/file", method=method, **asked)[0]["status"] == 405


@pytest.mark.parametrize("name", ["intake", "sources"])
def test_a_report_is_uploaded_on_its_pages_up_to_a_size(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    page = {"referer": f"http://127.0.0.1:8501/board/{name}?lang=en"}
    path = "/board/_stcore/upload_file/session/file"
    assert ask(path, method="PUT", **page, **{"content-length": "50000000"})[0]["status"] == 200
    assert ask(path, method="PUT", **page, **{"content-length": "60000000"})[0]["status"] == 413
    assert ask(path, method="PUT", **page, **{"transfer-encoding": "chunked"})[0]["status"] == 413
    monkeypatch.setenv("INTAKE", "off")
    assert ask(path, method="PUT", **page, **{"content-length": "5"})[0]["status"] == 405


def test_reports_are_entered_on_ones_own_machine_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert guard.may_write()
    monkeypatch.setenv("TRUSTED_HOSTS", "board.example.gov.cn")  # behind a proxy, whatever the address
    assert not guard.may_write()
    monkeypatch.setenv("INTAKE", "on")
    assert guard.may_write()
    monkeypatch.delenv("TRUSTED_HOSTS")
    monkeypatch.setenv("INTAKE", "off")
    assert not guard.may_write()
    monkeypatch.setenv("INTAKE", "maybe")
    with pytest.raises(ValueError, match="INTAKE"):
        guard.may_write()


def test_two_pages_upload() -> None:
    """Or the route would have to be open to others."""
    for path in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        text = path.read_text(encoding="utf8")
        found = [
            name for name in ("file_uploader", "chat_input", "camera_input", "audio_input") if f"st.{name}" in text
        ]
        assert found == (["file_uploader"] if path.parent.name in guard.TAKE_FILES else []), path


def test_what_the_server_counts_is_not_public() -> None:
    assert ask("/_stcore/metrics")[0]["status"] == 404
    assert ask("/board/_stcore/metrics/")[0]["status"] == 404


def test_health_is_told_to_a_load_balancer() -> None:
    assert ask("/_stcore/health", host="10.0.0.5")[0]["status"] == 200


@pytest.mark.parametrize("path", ["/", "/media/x.csv", "/_stcore/upload_file/a/b"])
def test_every_answer_says_what_a_browser_may_do(path: str) -> None:
    headers = {name.decode(): value.decode() for name, value in ask(path)[0]["headers"]}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    script = next(part for part in headers["content-security-policy"].split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in script and "'sha256-" in script


def test_who_may_frame_it_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAME_ANCESTORS", "https://portal.example.org 'self'")
    assert guard.policy().endswith("frame-ancestors https://portal.example.org 'self'")
    monkeypatch.setenv("FRAME_ANCESTORS", "https://a.example; script-src *")
    with pytest.raises(ValueError, match="FRAME_ANCESTORS"):
        guard.policy()


def test_a_message_is_bounded_and_still_holds_the_largest_answer() -> None:
    """The setting bounds what a browser may send in one frame, and what it is sent."""
    from queries import sandbox

    most = int(config.get_option("server.maxMessageSize")) * 1_000_000
    assert 2 * sandbox.BYTES < most <= 16_000_000


def test_streamlits_document_has_one_inline_script() -> None:
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf8")
    assert text.count("<script>") == guard.policy().count("'sha256-") == 1
