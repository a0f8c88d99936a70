"""Time the pages beside a minimal one-chart app, in turns and in one run: ``python -m tests.bench [PAGE …]``.

Prints medians of ten: the first load (navigation to the last chart painted), a rerun as the browser sees it, and the
Python of that rerun on the server, each with its ratio to the minimal app. Absolute times drift with the machine; the
ratios are what counts.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, settle

ROUNDS: Final = 10
PAGES: Final = (
    "overview", "digital_economy", "dual_carbon", "consumption", "business_environment", "context",
    "explore", "sql", "sources",
)  # fmt: skip
GOAL_MS: Final = 40.0
GOAL_RATIO: Final = 1.5

MINIMAL: Final = """
import altair as alt
import pandas as pd
import streamlit as st

st.title("One chart")
frame = pd.DataFrame({"month": range(1, 13), "value": [3, 4, 6, 5, 7, 8, 8, 9, 7, 10, 11, 12]})
st.altair_chart(alt.Chart(frame).mark_line().encode(x="month:Q", y="value:Q"))
"""
# Streamlit as it is, but that every run of a script leaves how long it took in a file.
LAUNCHER: Final = """
import os, sys, time
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web.cli import main

run = ScriptRunner._run_script

def timed(self, data):
    began = time.perf_counter()
    try:
        return run(self, data)
    finally:
        with open(os.environ["BENCH_LOG"], "a") as log:
            print((time.perf_counter() - began) * 1000, file=log)

ScriptRunner._run_script = timed
sys.exit(main())
"""
WATCH: Final = """() => { window.ran = new Promise(done => {
    const app = document.querySelector('[data-testid=stApp]');
    const began = performance.now();
    new MutationObserver((_, watch) => {
        if (app.getAttribute('data-test-script-state') !== 'notRunning') return;
        watch.disconnect();
        done(performance.now() - began);
    }).observe(app, {attributes: true});
}) }"""


class Server(NamedTuple):
    """A running app and the file that its script runs are timed in."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path


def started(script: Path, folder: Path, name: str, root: Path = ROOT, **settings: str) -> Server:
    """An app on a free port, with the settings of the project in ``root``, and ``settings`` in its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    launcher = folder / "launcher.py"
    launcher.write_text(LAUNCHER, encoding="utf8")
    log = folder / f"{name}.log"
    log.touch()
    process = subprocess.Popen(
        [sys.executable, str(launcher), "run", str(script), "--server.port", str(port)],
        cwd=root, env={**os.environ, "BENCH_LOG": str(log), "PYTHONPATH": str(root), **settings},
        stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            break
        except OSError:
            time.sleep(0.1)
    return Server(process, address, log)


def opened(browser: Browser, url: str) -> tuple[Page, float]:
    """A page in a fresh browser, and the ms until its last chart was painted."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    began = time.perf_counter()
    page.goto(url)
    settle(page)
    return page, (time.perf_counter() - began) * 1000


def rerun(page: Page, server: Server) -> tuple[float, float]:
    """One rerun: ms in the browser, ms of Python on the server."""
    before = len(server.log.read_text().split())
    page.evaluate(WATCH)
    page.keyboard.press("r")
    seen = page.evaluate("() => window.ran")
    while len(took := server.log.read_text().split()) == before:
        time.sleep(0.01)
    return float(seen), float(took[-1])


def main(pages: tuple[str, ...] = PAGES) -> None:
    """Measure in turns, print one table."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        (folder / "minimal.py").write_text(MINIMAL, encoding="utf8")
        ours, least = started(ROOT / "dashboard.py", folder, "ours"), started(folder / "minimal.py", folder, "minimal")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            urls = {"minimal app": (least, least.address)} | {
                page: (ours, f"{ours.address}/{'' if page == 'overview' else page}") for page in pages
            }
            for round_ in range(ROUNDS + 1):  # the first round warms up
                for name, (server, url) in urls.items():
                    page, load = opened(browser, url)
                    page.wait_for_timeout(300)
                    rerun(page, server)
                    seen, python = rerun(page, server)
                    page.context.close()
                    if round_:
                        times[name, "load"].append(load)
                        times[name, "rerun"].append(seen)
                        times[name, "python"].append(python)
        finally:
            browser.close()
            for server in (ours, least):
                server.process.terminate()
    middle = {key: statistics.median(values) for key, values in times.items()}
    print(f"{'':22}{'first load':>18}{'rerun, browser':>20}{'rerun, Python':>20}  goal")
    for name in ("minimal app", *pages):
        cells = ""
        for kind, width in (("load", 10), ("rerun", 12), ("python", 12)):
            ratio = middle[name, kind] / middle["minimal app", kind]
            cells += f"{middle[name, kind]:>{width}.0f} ms{ratio:>4.1f}×"
        python = middle[name, "python"]
        met = python <= GOAL_MS or python / middle["minimal app", "python"] <= GOAL_RATIO
        print(f"{name:22}{cells}  {'met' if met else 'not met'}")
    ratio = middle["overview", "load"] / middle["minimal app", "load"]
    print(
        f"first load of the overview: {ratio:.2f}×, goal {GOAL_RATIO}×: {'met' if ratio <= GOAL_RATIO else 'not met'}"
    )


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or PAGES)
