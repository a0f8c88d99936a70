"""A running dashboard and a real Chromium to look at it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

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


def serve(checkout: Path = ROOT, **settings: str) -> Iterator[str]:
    """A dashboard of its own, of this checkout or another, on a free port; yields its address, base path and all.

    Where nobody takes a file away ``TAKE_AWAY="off"`` saves the processor the seconds in which a maker gets ready.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
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
    yield from serve()


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


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[tuple[str, str], BrowserContext]:
    """The session's contexts by size and scheme: after each test they forget what they hold, but not the code."""
    return {}


@pytest.fixture
def visit(
    browser: Browser, dashboard: str, contexts: dict[tuple[str, str], BrowserContext]
) -> Iterator[Callable[..., Visit]]:
    """Open a page as for the first time, by its address: ``visit("/sql?lang=en", size="phone", scheme="dark")``."""
    pages: list[Page] = []

    def opened(path: str, *, size: str = "laptop", scheme: str = "light", base: str = dashboard) -> Visit:
        width, height = SIZES[size]
        if (size, scheme) not in contexts:
            contexts[size, scheme] = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion=STILL if scheme == "light" else "no-preference",
            )
            contexts[size, scheme].grant_permissions(["clipboard-read", "clipboard-write"])
        page = contexts[size, scheme].new_page()
        pages.append(page)
        errors: list[str] = []
        foreign: list[str] = []
        page.on("console", lambda message: note(message, errors))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: foreign.append(request.url) if is_foreign(request.url, base) else None)
        page.goto(base + path)
        settle(page)
        return Visit(page, errors, foreign)

    yield opened
    for page in pages:
        if not page.is_closed() and not page.url.startswith("about:"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    for context in {page.context for page in pages}:
        context.clear_cookies()
        for page in context.pages:  # those that a link opened, too
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
