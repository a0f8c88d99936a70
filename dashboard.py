"""What ``streamlit run dashboard.py`` serves: the frame in ``pages/frame.py``, in a document that names its language.

The frame is not in this file for two reasons of Streamlit's. A main script beside a folder named ``pages`` is first
run as an old-style multipage app, which greets a cold deep link with "Page not found". And the document says
``lang="en"`` whatever the page speaks, which makes a screen reader spell Chinese in English.
"""

from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.frame import failure

DOCUMENT_LANGUAGE = b'<html lang="en">'


class NamesItsLanguage:
    """Says ``lang="zh-CN"`` in the HTML document, unless the address asks for English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite the opening tag of an HTML document."""
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang")
        path = scope.get("path", "")
        if scope["type"] != "http" or asked == ["en"] or path.startswith(("/_stcore", "/static", "/media")):
            await self.app(scope, receive, send)
            return
        # a compressed document cannot be rewritten, and it is 2 kB
        headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                html = b"text/html" in dict(message["headers"]).get(b"content-type", b"")
                if html:
                    start = message
                else:
                    await send(message)
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    document = body.replace(DOCUMENT_LANGUAGE, b'<html lang="zh-CN">', 1)
                    MutableHeaders(raw=start["headers"])["content-length"] = str(len(document))
                    await send(start)
                    await send({"type": "http.response.body", "body": document})

        await self.app({**scope, "headers": headers}, receive, rewrite)


app = st.App(
    Path(__file__).resolve().parent / "pages" / "frame.py",
    middleware=[Middleware(NamesItsLanguage)],
    on_script_error=failure,
)
