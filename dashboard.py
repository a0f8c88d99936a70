"""What ``streamlit run dashboard.py`` serves: the frame in ``pages/frame.py``, in a document that names its language.

In front of it stands ``ui/guard.py``, which says whom the server answers and what a browser may do with an answer.

The frame is not in this file because a main script beside a folder named ``pages`` is first run as an old-style
multipage app, which greets a cold deep link with "Page not found".
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queries import sandbox
from ui import document, guard, take_away, warm
from ui.frame import failure


class InTheReadersLanguage:
    """Dresses the HTML document in Chinese, or in English where the address asks for it, and serves our scripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite an HTML document."""
        path = scope.get("path", "")
        if scope["type"] != "http" or "/_stcore/" in path or "/static/" in path or "/media/" in path:
            await self.app(scope, receive, send)
            return
        script = document.SCRIPTS.get(path.rpartition("/")[2])  # under any base path, as Streamlit's own files
        if script is not None:
            caching = {"cache-control": "public, max-age=31536000, immutable"}
            await Response(script, media_type="text/javascript", headers=caching)(scope, receive, send)
            return
        lang = "en" if parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang") == ["en"] else "zh"
        # a compressed document cannot be rewritten, and one that a browser kept may be of another version; it is 2 kB
        unasked = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        headers = [header for header in scope["headers"] if header[0] not in unasked]
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                told = dict(message["headers"])  # a file to be taken away is sent as it was made
                html = b"text/html" in told.get(b"content-type", b"") and b"content-disposition" not in told
                if html:
                    start = message
                else:
                    await send(message)
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    dressed = document.dressed(body, lang)
                    answered = MutableHeaders(raw=start["headers"])
                    answered["content-length"] = str(len(dressed))
                    del answered["etag"], answered["last-modified"]  # they are those of Streamlit's document
                    await send(start)
                    await send({"type": "http.response.body", "body": dressed})

        await self.app({**scope, "headers": headers}, receive, rewrite)


@asynccontextmanager
async def serving(app: st.App) -> AsyncIterator[None]:
    """Told to end by a signal, a server does not come to what is registered for its exit."""
    try:
        async with warm.from_the_start(app):
            yield
    finally:
        take_away.makers.close()
        sandbox.leave_nothing()


app = st.App(
    Path(__file__).resolve().parent / "pages" / "frame.py",
    middleware=[Middleware(guard.Guarded), Middleware(InTheReadersLanguage)],
    routes=take_away.routes(),
    lifespan=serving,
    on_script_error=failure,
)
