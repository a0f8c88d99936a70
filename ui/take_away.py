"""The one entry by which a page, the report or single cards leave the dashboard as a file.

A file is asked for by an address of its own, not by a run of the page: the page stays as it is while one is made.
``TAKE_AWAY=off`` in the environment leaves no entry and no address.
"""

import asyncio
import logging
import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

import queries
from exports.making import EACH, KINDS, Asked, Full, Makers, NotMade, Waiting
from exports.parcel import CONTEXT, REPORT, NothingTaken, Taken
from story.card import View
from ui import language, report, tray, version
from ui.language import t

PLACES: Final = re.compile(r"[a-z0-9_]{1,60}(\.[a-z0-9_]{1,60})?")
LONGEST: Final = 4_000  # of what is asked for, signs

LOG: Final = logging.getLogger(__name__)

makers: Final = Makers()


def offered() -> bool:
    """Whether anything may be taken away."""
    return os.environ.get("TAKE_AWAY", "").strip().lower() not in ("off", "0", "no", "false")


def routes() -> list[Route]:
    """The addresses of the files: ``take/<kind>``, with ``what``, ``report``, ``lang``, ``beside`` and ``later``."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}/take/{{kind}}".replace("//", "/"), _taken)] if offered() else []


async def _taken(request: Request) -> Response:
    given = request.query_params
    lang = "en" if given.get("lang") == "en" else language.DEFAULT
    kind = request.path_params["kind"]
    what = tuple(dict.fromkeys(filter(None, given.get("what", REPORT)[:LONGEST].split(","))))
    if request.headers.get("sec-fetch-site") == "cross-site":  # a page of another site would only keep us busy
        return _said(t("Files are made for readers of this dashboard.", lang), 403)
    if len(what) > tray.MOST:
        return _said(tray.too_many(lang), 400)
    if kind not in KINDS or not what or not all(PLACES.fullmatch(place) for place in what):
        return _said(t("There is no such file to take away.", lang), 404)
    try:
        source, version = await asyncio.to_thread(_read, given.get("report"), lang)
        if not source:
            return _said(t("The address asks for a report that is not there.", lang), 404)
        view = View(source, lang, "light", given.get("later") == "1", version)
        asked = Asked(kind, view, Taken(what, given.get("beside") == "1"), _base(request))
        made = await makers.made(asked, _reader(request))
    except NothingTaken:
        return _said(t("There is no such file to take away.", lang), 404)
    except Full:
        told = t("Many files are being made just now. Try again in a minute.", lang)
        return _said(told, 503, {"retry-after": "60"})
    except Waiting:
        told = t("{count} files are being made for you already. Wait until one of them is done.", lang)
        return _said(told.format(count=EACH), 429, {"retry-after": "20"})
    except (NotMade, queries.DataMissing, queries.QueryFailed) as error:
        LOG.error(error)
        told = t("The file could not be made. Try again; if it fails again, report the page and the time.", lang)
        return _said(told, 500)
    return Response(
        made.content,
        media_type=KINDS[kind].mime,
        headers={"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"},
    )


def _read(asked: str | None, lang: str) -> tuple[str, str]:
    """The report that is asked for, "" where there is no such one, and the version of the tables."""
    known = [row["source_id"] for row in queries.rows("sources/reports", lang=lang)]
    source = asked or report.preferred(known)
    return source if source in known else "", queries.version()


def _said(words: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(words + "\n", status, headers)


def _reader(request: Request) -> str:
    """Who asks: the address of a connection, and what a proxy on this machine or in this network says stands behind."""
    peer = request.client.host if request.client else ""
    behind = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return behind if behind and _is_near(peer) else peer


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_private  # loopback, too
    except ValueError:  # a socket of this machine
        return True


def _base(request: Request) -> str:
    """The dashboard's own address, under the name that it was asked by, which is one of ours (``ui/guard.py``)."""
    told = request.headers.get("x-forwarded-proto", "")
    scheme = told if told in ("http", "https") else request.url.scheme
    return f"{scheme}://{request.url.netloc}{request.url.path.rpartition('/take/')[0]}"


# --- the entry ------------------------------------------------------------------------------------

HTML: Final = '<form><fieldset></fieldset><ul></ul><p role="status"></p></form>'
CSS: Final = """
:host { display: block; width: 22rem; max-width: 100% }
form, fieldset, ul, p { margin: 0; padding: 0; border: 0; font: 400 .875rem/1.5 var(--st-font) }
form { color: var(--st-text-color) }
legend, .for { color: var(--st-gray-text-color, inherit); font-size: .8rem }
label { display: flex; gap: .5rem; align-items: center; padding: .15rem 0; cursor: pointer }
ul { list-style: none; border-top: 1px solid var(--st-border-color); margin-top: .5rem }
li { border-bottom: 1px solid var(--st-border-color) }
li button { width: 100%; display: grid; grid-template-columns: 1fr auto; text-align: left; padding: .5rem .25rem }
li .for { grid-column: 1 / -1 }
button {
    border: 0; background: none; color: inherit; font: inherit; cursor: pointer; border-radius: var(--st-button-radius)
}
button:hover, button:active { color: var(--st-primary-color) }
button:disabled { cursor: default; opacity: .5; color: inherit }
button[aria-busy] { cursor: progress }
:focus-visible { outline: .15rem solid var(--st-primary-color); outline-offset: .1rem }
.empty { color: var(--st-link-color); padding: 0 .25rem }
p:not(:empty) { padding-top: .5rem }
"""

_menu = st.components.v2.component(
    "take_away", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def entry() -> None:
    """The entry of the page now run: what may be taken, and as which kinds of files."""
    if not offered() or version.current():
        return
    with st.popover(t("Take away"), icon=":material/download:", type="tertiary"):
        page_id = st.session_state["page_id"]
        scopes: dict[str, str] = {}
        if page_id in st.session_state["told"]:
            scopes[page_id] = t("This page")
        elif page_id == CONTEXT and any(
            page.shown(beside=True, later=True) for page in st.session_state["told"].values()
        ):
            scopes[CONTEXT] = t("This page")
        scopes[REPORT] = t("The whole report")
        _menu(key="take_away", data=_menu_of(scopes), on_emptied_change=tray.emptied)


def _menu_of(scopes: dict[str, str]) -> dict[str, Any]:
    # what each is called, and what it is for
    kinds = {
        "pptx": (t("Slides (PPTX)"), t("To present: a slide for each card, its chart can be edited")),
        "docx": (t("Brief (DOCX)"), t("To send on: set as an office document, with tables and pictures")),
        "pdf": (t("PDF"), t("To print and to file: A4, all text can be searched")),
        "html": (t("Offline page (HTML)"), t("To hand over: one file, opens without a network; the whole report")),
        "xlsx": (t("Workbook (XLSX)"), t("To check and compute: figures, sources and definitions")),
    }
    asked = {"report": report.current(), "lang": language.current()}
    switches = (("beside", "context"), ("later", "later"))
    asked |= {name: "1" for name, switch in switches if st.session_state.get(switch) == "1"}
    return {
        "scopes": scopes, "asked": asked, "held": tray.held(),  # so that it is drawn anew when they change
        "kinds": [
            {"kind": kind, "label": label, "use": use, "whole": KINDS[kind].whole}
            for kind, (label, use) in kinds.items()
        ],
        "words": {
            "what": t("What"), "aside": t("Cards added ({count})"), "empty": t("Take all out"),
            "making": t("Being made … {seconds} s"), "done": t("Done: {file}"),
            "failed": t("The file could not be fetched: the connection failed."),
        },
    }  # fmt: skip
