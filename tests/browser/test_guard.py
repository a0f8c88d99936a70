"""The server in front of strangers: under another name, under a base path, in a new tab."""

import base64
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, serve, settle


@pytest.mark.parametrize("path", ["/", "/consumption", "/consumption?lang=en"])
def test_a_deep_link_below_a_base_path_asks_for_nothing_in_vain(
    visit: Callable[..., Visit], other: str, path: str
) -> None:
    page, errors, foreign = visit(path, base=other)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    page.get_by_test_id("stTopNavLink").nth(6).click()
    page.wait_for_url("**/board/explore*")
    settle(page)
    assert (errors, foreign) == ([], [])


def upgraded(address: str, host: str) -> str:
    """The first line that comes back to a page of ``host`` which asks for the server's websocket."""
    parts = urlsplit(address)
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n"
        f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Protocol: streamlit\r\n\r\n"
    )
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as wire:
        wire.sendall(request.encode())
        return wire.recv(200).decode("latin-1").partition("\r\n")[0]


def test_a_rebound_name_gets_no_socket(dashboard: str) -> None:
    own = urlsplit(dashboard).netloc
    assert " 101 " in upgraded(dashboard, own)
    assert " 403 " in upgraded(dashboard, f"rebound.example:{urlsplit(dashboard).port}")


@pytest.mark.parametrize(
    ("asked", "how"),
    [("", {"button": "middle"}), ("lang=en&rise=green&context=1&later=1", {"modifiers": ["ControlOrMeta"]})],
)
def test_a_page_in_a_new_tab_keeps_what_was_chosen(
    visit: Callable[..., Visit], asked: str, how: dict[str, Any]
) -> None:
    page, errors, _ = visit(f"/dual_carbon?{asked}")
    link = page.get_by_test_id("stTopNavLink").nth(3)
    with page.context.expect_page() as opened:
        link.click(**how)
    tab = opened.value
    settle(tab)
    parts = urlsplit(tab.url)
    assert parts.path == "/consumption"
    assert parse_qs(parts.query) == parse_qs(asked)
    link.click()  # and in the same tab too, as ever
    page.wait_for_url("**/consumption*")
    settle(page)
    assert urlsplit(page.url).path == "/consumption"
    assert errors == []


def test_a_server_that_is_told_to_end_leaves_no_copy(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    running = serve(TMPDIR=str(tmp_path), TAKE_AWAY="off")
    address = next(running)
    page = visit("/sql", base=address).page
    page.get_by_role("button", name="运行").click()
    expect(page.get_by_text("4行 ·")).to_be_visible()
    assert len(list(tmp_path.glob("questions-*"))) == 1
    page.close()
    next(running, None)  # SIGTERM
    assert list(tmp_path.glob("questions-*")) == []
