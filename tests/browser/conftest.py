"""A running dashboard and a real Chromium to look at it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

ROOT = Path(__file__).resolve().parents[2]
# the shell draws the same pages with half the processor time: it has no window of its own to draw
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next((path for name in BROWSERS if Path(path := f"/usr/bin/{name}").exists()), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=30_000)  # a ceiling, for a busy machine
# of a reader who asked for less motion: what moves takes half of a browser's processor time. In the dark all moves.
STILL: Final = "reduce"
SIZES = {"phone": (390, 844), "laptop": (1280, 800), "wall": (1920, 1080)}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one, else the one Playwright installed."""
    found = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {**browser_type_launch_args, **found, "args": FLAGS}


# a server that runs no page before it is asked for one
COLD: Final = "from streamlit.web.cli import main; from ui import warm; warm.SCHEMES = (); main()"


def serve(checkout: Path = ROOT, *, warm: bool = False, **settings: str) -> Iterator[str]:
    """A dashboard of its own, of this checkout or another, on a free port; yields its address, base path and all.

    Where nobody takes a file away ``TAKE_AWAY="off"`` saves the processor the seconds in which a maker gets ready, and
    where few pages are opened, one that is not ``warm`` those in which all the others are run.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    streamlit = ("-m", "streamlit") if warm else ("-c", COLD)
    process = subprocess.Popen(
        [sys.executable, *streamlit, "run", "dashboard.py", "--server.port", str(port)],
        cwd=checkout, env={**os.environ, "KEEP_TEXTS": "0", **settings},
        stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}{settings.get('STREAMLIT_SERVER_BASE_URL_PATH', '')}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError("the dashboard did not start")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """The address of a running dashboard."""
    yield from serve(warm=True)


@pytest.fixture(scope="session")
def other() -> Iterator[str]:
    """Another one, which is served under a path, and from which nothing may be taken away."""
    yield from serve(STREAMLIT_SERVER_BASE_URL_PATH="/board", TAKE_AWAY="off")


class Visit(NamedTuple):
    """A page as it was opened, with what the browser noticed on the way."""

    page: Page
    errors: list[str]
    foreign: list[str]


def settle(page: Page) -> None:
    """Wait until the script has run, which leaves a title, and every chart has been drawn."""
    page.wait_for_selector("[data-testid=stMain] h1", state="attached", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function(
        """() => {
            const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
            const stale = document.querySelectorAll('[data-stale=true], [data-testid=stSkeleton]');
            return stale.length === 0 && charts.every(chart => chart.querySelector('svg.marks, canvas'));
        }""",
        timeout=60_000,
    )


class Tab:
    """A tab of the browser, with what it noticed since a page was last opened in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.base = ""
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda message: note(message, self.errors))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked(request.url))

    def asked(self, url: str) -> None:
        if is_foreign(url, self.base):
            self.foreign.append(url)

    def open(self, base: str, path: str, size: str, scheme: Literal["light", "dark"]) -> Visit:
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme, reduced_motion=STILL if scheme == "light" else "no-preference")
        self.base, self.errors, self.foreign = base, [], []
        self.page.goto(base + path)
        settle(self.page)
        return Visit(self.page, self.errors, self.foreign)

    def leave(self) -> None:
        """Make it as good as new, but for the code that it has compiled."""
        if not self.page.url.startswith("about:"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.page.goto("about:blank")
        self.page.unroute_all()
        self.page.emulate_media(media="null")
        self.page.mouse.move(0, 0)


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> list[Tab]:
    """The session's one tab: a page that takes the place of another in it costs half of one in a tab of its own."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return [Tab(context)]


@pytest.fixture
def visit(dashboard: str, tabs: list[Tab]) -> Iterator[Callable[..., Visit]]:
    """Open a page as for the first time, by its address: ``visit("/sql?lang=en", size="phone", scheme="dark")``.

    It takes the place of the one before, unless it is to have a tab of its ``own``.
    """
    context = tabs[0].page.context
    used: list[Tab] = []

    def opened(
        path: str, *, size: str = "laptop", scheme: Literal["light", "dark"] = "light", base: str = dashboard,
        own: bool = False,
    ) -> Visit:  # fmt: skip
        used.append(Tab(context) if own else tabs[0])
        return used[-1].open(base, path, size, scheme)

    yield opened
    if tabs[0].page.is_closed():
        tabs[0] = Tab(context)
    for tab in used:
        if not tab.page.is_closed():
            tab.leave()
    context.clear_cookies()
    for page in context.pages:  # those that a link opened, too
        if page is not tabs[0].page:
            page.close()


@pytest.fixture(scope="module")
def still(browser: Browser, dashboard: str) -> Iterator[Callable[[str], Page]]:
    """A page that a file's tests only look at: opened once by its address."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion=STILL)
    pages: dict[str, Page] = {}

    def seen(path: str) -> Page:
        if path not in pages:
            pages[path] = context.new_page()
            pages[path].goto(dashboard + path)
            settle(pages[path])
        return pages[path]

    yield seen
    context.close()


def note(message: ConsoleMessage, errors: list[str]) -> None:
    """Keep an error of the console."""
    if message.type == "error":
        errors.append(message.text)


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """What keeps somebody from using a page, as axe finds it: each rule with the first marks that break it."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (broken["id"], [node["html"][:160] for node in broken["nodes"][:3]])
        for broken in found
        if broken["impact"] in ("serious", "critical")
    ]


def is_foreign(url: str, base: str) -> bool:
    """Whether a request leaves for another host."""
    own = (base, base.replace("http", "ws", 1), "data:", "blob:")
    return not url.startswith(own)
