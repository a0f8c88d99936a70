"""Explore over millions of rows: ``python -m tests.scale [ROWS …]`` builds synthetic tables and times the page on them.

Three tables a size. What the page asks, under filters that let much and little through, beside DuckDB alone: the same
SQL and views on a plain connection, asked in turns. And what a reader waits for in Chromium: opening the page, and a
filter chosen until everything is redrawn. Medians; every measured question is answered afresh.
"""

import argparse
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
from playwright.sync_api import sync_playwright

import queries
from data import schema
from tests import synthetic
from tests.bench import started
from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, settle

FOLDER: Final = ROOT / "bench" / "scale"
SIZES: Final = {100: (5, 10, 2), 1_000_000: (250, 100, 40), 12_000_000: (1_000, 100, 120)}
ROUNDS: Final = 5
GOAL: Final = 1.3  # × DuckDB alone

NO_FILTER: Final[dict[str, Any]] = {
    "themes": [], "topics": [], "kinds": [], "units": [], "scopes": [], "subjects": [], "qualifiers": [], "bases": [],
    "period_kinds": [], "years": [], "text": "", "source": "synthetic",
}  # fmt: skip
# the growth rates of the districts (views/axes.sql)
ALIKE: Final = "%|growth|growth||current_prices|yoy|as_of|district|"
FILTERS: Final[dict[str, dict[str, Any]]] = {
    "none": {},
    "theme": {"themes": ["consumption"]},
    "theme, kind, year": {"themes": ["consumption"], "kinds": ["growth"], "years": [2015]},
    "subject": {"subjects": ["syn_s0003"]},
    "text 对象0003": {"text": "对象0003"},
    "text subject 0003": {"text": "subject 0003"},
}
QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    "explore/count": {},
    "explore/facets": {"lang": "zh", "limit": 50},
    "explore/theme_by_kind": {"lang": "zh"},
    "explore/by_year": {"lang": "zh"},
    "explore/alike": {"lang": "zh"},
    "explore/values": {"lang": "zh", "alike": ALIKE, "limit": 15},
    "explore/page": {"lang": "zh", "limit": 100, "offset": 0},
}
# in Chromium: an address, and the one a reader comes to by choosing one more filter
CHOSEN: Final = {
    "all rows → one theme": ("/explore", "/explore?theme=consumption"),
    "one theme → one kind and year": ("/explore?theme=consumption", "/explore?theme=consumption&kind=growth&year=2015"),
    "all rows → text": ("/explore", "/explore?text=对象0003"),
}


# --- questions ------------------------------------------------------------------------------------


def _timed(act: Callable[[], pd.DataFrame]) -> tuple[float, int]:
    """Milliseconds, and the rows that came."""
    began = time.perf_counter()
    rows = len(act())
    return (time.perf_counter() - began) * 1e3, rows


def _ask(question: str, parameters: dict[str, Any]) -> pd.DataFrame:
    return pd.concat(queries.parts(question, **parameters))


def _alone(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
    return con.execute(sql, parameters).df()


def measured(folder: Path) -> Iterator[dict[str, Any]]:
    """Every question under every filter, ours and DuckDB's alone in turns; what is done once has a row of its own."""
    os.environ["DATA_DIR"] = str(folder)
    opening, _ = _timed(lambda: pd.DataFrame([queries.version()]))
    yield {"filter": "", "question": "open the tables (once)", "ours": opening}
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    queries.furnish(con, folder, "view", "")
    queries.keep(con)
    for label, filters in FILTERS.items():
        asked = NO_FILTER | filters
        if asked["text"]:
            find = partial(queries._said, queries.tables(), asked["text"])
            found, rows = _timed(find)
            yield {"filter": label, "question": "look the text up (once)", "rows": rows, "ours": found}
            con.register("hits", find())
        for question, more in QUESTIONS.items():
            ours = partial(_ask, question, asked | more)
            bare = partial(_alone, con, queries.sql(question), asked | more)
            ours(), bare()
            rounds = [(_timed(ours), _timed(bare)) for _ in range(ROUNDS)]  # in turns: both meet the same load
            middle = [statistics.median(pair[side][0] for pair in rounds) for side in (0, 1)]
            yield {
                "filter": label, "question": question, "rows": rounds[0][0][1], "ours": middle[0], "alone": middle[1],
                "ratio": middle[0] / middle[1],
            }  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield {"filter": "", "question": "peak memory, MB", "ours": peak}


def _measured(folder: Path) -> pd.DataFrame:
    return pd.DataFrame(measured(folder))


# --- the page -------------------------------------------------------------------------------------


def seen(folder: Path) -> pd.DataFrame:
    """Opening Explore and choosing a filter, in Chromium, each time on a server that has not answered it before."""
    rows = []
    for label, (first, then) in CHOSEN.items():
        times = []
        for _ in range(3):
            with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
                server = started(ROOT / "dashboard.py", Path(temporary), "ours", DATA_DIR=str(folder))
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                try:
                    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                    page.goto(server.address + "/sources")  # what any page needs is loaded
                    settle(page)
                    began = time.perf_counter()
                    page.goto(server.address + first)
                    settle(page)
                    opened = time.perf_counter()
                    before = len(server.log.read_text().split())
                    # the address is the truth: going to it inside the app is what choosing a filter does
                    page.evaluate(
                        "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", then
                    )
                    while len(server.log.read_text().split()) == before:
                        page.wait_for_timeout(5)
                    settle(page)
                    times.append(
                        (opened - began, time.perf_counter() - opened, float(server.log.read_text().split()[-1]))
                    )
                finally:
                    browser.close()
                    server.process.terminate()
        opening, redraw, python = (statistics.median(column) for column in zip(*times, strict=True))
        rows.append(
            {"filter": label, "open, ms": opening * 1e3, "redraw, ms": redraw * 1e3, "of it Python, ms": python}
        )
    return pd.DataFrame(rows)


def main(arguments: list[str] | None = None) -> None:
    """Build each size that is not there yet, measure it in a process of its own, print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description=main.__doc__)
    parser.add_argument("rows", nargs="*", type=int, help=f"sizes to measure, of {', '.join(map(str, SIZES))}")
    options = parser.parse_args(arguments)
    alone = multiprocessing.get_context("spawn")
    for rows in options.rows or SIZES:
        if rows not in SIZES:
            parser.error(f"{rows} is none of the sizes {', '.join(map(str, SIZES))}")
        folder = FOLDER / str(rows)
        with ProcessPoolExecutor(1, mp_context=alone, max_tasks_per_child=1) as pool:
            if not schema.parquet(list(schema.TABLES)[-1], folder).exists():  # the last to be written
                began = time.perf_counter()
                pool.submit(synthetic.build, folder, *SIZES[rows]).result()
                print(f"built {rows:,} rows in {time.perf_counter() - began:.0f} s", flush=True)
            answers = pool.submit(_measured, folder).result()
        size = schema.parquet("observations", folder).stat().st_size / 1e6
        shown = partial(pd.DataFrame.to_string, index=False, na_rep="", float_format=lambda number: f"{number:.4g}")
        print(f"\n{rows:,} rows, {size:,.1f} MB; milliseconds, median of {ROUNDS}\n{shown(answers)}")
        ratios = answers["ratio"].dropna()
        total = answers["ours"][ratios.index].sum() / answers["alone"][ratios.index].sum()
        print(f"all questions: {total:.2f}× DuckDB alone, worst {ratios.max():.2f}×; goal {GOAL}×", flush=True)
        print(shown(seen(folder)), flush=True)


if __name__ == "__main__":
    main()
