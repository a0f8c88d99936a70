"""What stands between the network and the server: whose names it answers to, what a page may load, what is closed.

A page of another site can have its own name point at this machine and ask in the reader's browser (DNS rebinding):
so a request under a name that is not ours is refused, whatever its Origin. Files are left on two pages alone, where
reports are entered and where a report's text is handed in, and only where reports may be entered (``may_write``). What
the server counts of itself is nobody's business.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
EVERYWHERE: Final = ("", "0.0.0.0", "::")  # addresses to listen at, and nobody's name
TAKE_FILES: Final = ("intake", "sources")  # pages
LARGEST: Final = 51_000_000  # bytes of a file with what is around it
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_REFUSED: Final = (
    "This dashboard does not answer to that name. Whoever runs it adds the name to TRUSTED_HOSTS (see README.md).\n"
    "本看板不以这个主机名提供服务。请由部署者将其加入环境变量 TRUSTED_HOSTS（见 README.zh-CN.md）。\n"
)


def trusted_hosts() -> tuple[str, ...]:
    """The names to answer to: this machine's own, what Streamlit was told of its address, and ``TRUSTED_HOSTS``."""
    told = (config.get_option("server.address"), config.get_option("browser.serverAddress"))
    asked = os.environ.get("TRUSTED_HOSTS", "").split(",")
    names = [name.strip().strip("[]").lower() for name in (*told, *asked) if name]
    return tuple(dict.fromkeys((*LOOPBACK, *(name for name in names if name not in EVERYWHERE))))


def is_alone() -> bool:
    """Whether nobody but this machine's own user comes here: it listens to itself and answers to no other name."""
    return config.get_option("server.address") in LOOPBACK and set(trusted_hosts()) <= set(LOOPBACK)


def may_write() -> bool:
    """Whether reports may be entered: on one's own machine, unless ``INTAKE=off``; elsewhere with ``INTAKE=on``."""
    asked = os.environ.get("INTAKE", "").strip().lower()
    if asked not in ("", "on", "off"):
        raise ValueError("INTAKE: on or off")
    return asked == "on" or (asked == "" and is_alone())


def host_of(header: str) -> str:
    """The name in a Host header, without its port: of a hostile one, whatever is there."""
    name = header.strip().lower()
    bracketed = re.fullmatch(r"\[([0-9a-f:.]+)\](:\d*)?", name)
    return bracketed[1] if bracketed else name.partition(":")[0].rstrip(".")


def is_trusted(header: str, names: Iterable[str]) -> bool:
    """Whether a Host header names one of ours; ``*.example.org`` stands for every name under it, ``*`` for any."""
    host = host_of(header)
    return any(host == name or name == "*" or (name.startswith("*.") and host.endswith(name[1:])) for name in names)


def policy() -> str:
    """The Content-Security-Policy: everything from here, and what Streamlit makes in the page itself.

    Components are modules from ``blob:``; styles are written by scripts; the one inline script goes by its hash.
    """
    document = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf8")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE.findall(document)
    )
    ancestors = os.environ.get("FRAME_ANCESTORS", "").strip() or "'self'"
    if re.search(r"[;,\r\n]", ancestors):
        raise ValueError("FRAME_ANCESTORS: addresses with spaces between them, such as https://portal.example.org")
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' blob: {hashes}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {ancestors}",
    ))  # fmt: skip


class Guarded:
    """Refuses what nobody here asks for, and sends every answer with what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = trusted_hosts()
        self.writes = may_write()
        self.headers = {
            "content-security-policy": policy(),
            "referrer-policy": "same-origin",  # an address holds what its reader looked for
            "x-content-type-options": "nosniff",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked under a name of ours and is open; the body of anything else is never read."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, dressed)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "not a name of this server"})
        else:
            await refusal(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        path = str(scope["path"])
        # a load balancer asks for health under the machine's bare address
        if not path.endswith("/_stcore/health") and not is_trusted(Headers(scope=scope).get("host", ""), self.names):
            return PlainTextResponse(_REFUSED, 421)
        if "/_stcore/upload_file" in path:
            return self._upload(Headers(scope=scope))
        if path.rstrip("/").endswith("/_stcore/metrics"):
            return PlainTextResponse("Not found.\n", 404)
        return None

    def _upload(self, headers: Headers) -> PlainTextResponse | None:
        """None for a file of a page that takes them: a browser names the page, and how long the file is."""
        page = urlsplit(headers.get("referer", "")).path.rstrip("/").rpartition("/")[2]
        if not self.writes or page not in TAKE_FILES:
            return PlainTextResponse("Nothing is uploaded here.\n", 405, {"allow": "", "connection": "close"})
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST or "transfer-encoding" in headers:
            return PlainTextResponse("Too large.\n", 413, {"connection": "close"})
        return None
