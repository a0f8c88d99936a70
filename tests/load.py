"""Readers at once: ``python -m tests.load [N …]`` opens N sockets that turn pages as readers do, and times each answer.

Each reader thinks for one to three seconds between pages. Three servers take their turns within one run: ours when it
has answered before, ours when it has not, and a minimal app of eight cached charts. A reader whose socket closes, or
who waits in vain, is lost: counted, not timed. ``--beside FOLDER`` adds another checkout of this project, warm and
fresh, so that two states are measured under the same conditions.
"""

import argparse
import asyncio
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.bench import Server, started
from tests.browser.conftest import ROOT

READERS: Final = (20, 50, 100, 200)
SECONDS: Final = 20.0
THINK: Final = (1.0, 3.0)
SLOWEST: Final = 120.0  # s until a reader gives up
PAGES: Final = 9
IDLE: Final = 2.0  # s in which an idle server uses less than a twentieth of a processor

EIGHT: Final = """
import altair as alt
import pandas as pd
import streamlit as st

@st.cache_data
def drawn(number):
    frame = pd.DataFrame({"month": range(1, 13), "value": [(month * number) % 11 for month in range(12)]})
    return alt.Chart(frame).mark_line().encode(x="month:Q", y="value:Q").to_dict()

st.title("Eight charts")
for number in range(8):
    st.vega_lite_chart(None, drawn(number), key=str(number))
"""


class Reader:
    """One socket, and the pages that it was told of."""

    def __init__(self, server: Server, seed: int) -> None:
        self.address = server.address.replace("http", "ws") + "/_stcore/stream"
        self.origin = server.address
        self.chance = random.Random(seed)
        self.pages: list[str] = []
        self.took: list[float] = []
        self.lost = False

    async def read(self, until: float, *, pause_first: bool) -> None:
        """Turn pages until the clock says so, or the server is lost."""
        try:
            await self._turn(until, pause_first=pause_first)
        except (ConnectionClosed, TimeoutError):
            self.lost = True

    async def _turn(self, until: float, *, pause_first: bool) -> None:
        async with connect(self.address, origin=self.origin, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[arg-type,list-item]
            if pause_first:
                await asyncio.sleep(self.chance.uniform(0, THINK[1]))
            while time.perf_counter() < until:
                page = self.chance.choice(self.pages) if self.pages else ""
                asked = ClientState(page_script_hash=page, context_info=ContextInfo(color_scheme="light"))
                began = time.perf_counter()
                await socket.send(BackMsg(rerun_script=asked).SerializeToString())
                await asyncio.wait_for(self._finished(socket), SLOWEST)
                self.took.append(time.perf_counter() - began)
                await asyncio.sleep(self.chance.uniform(*THINK))

    async def _finished(self, socket: object) -> None:
        while True:
            message = ForwardMsg.FromString(await socket.recv())  # type: ignore[attr-defined]
            kind = message.WhichOneof("type")
            if kind == "navigation" and not self.pages:
                self.pages = [page.page_script_hash for page in message.navigation.app_pages][:PAGES]
            elif kind == "script_finished":
                return


async def _readers(server: Server, count: int, seconds: float, *, pause_first: bool = True) -> list[Reader]:
    until = time.perf_counter() + seconds
    readers = [Reader(server, number) for number in range(count)]
    await asyncio.gather(*(reader.read(until, pause_first=pause_first) for reader in readers))
    return readers


@contextmanager
def serving(script: Path, folder: Path, name: str) -> Iterator[Server]:
    """A fresh server, ended afterwards."""
    server = started(script, folder, name, root=script.parent)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def _processor(server: Server) -> float:
    """Seconds of processor time that a server has used."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def warm(server: Server) -> None:
    """Turn every page twice, and wait until what the server does for itself is done, too."""
    reader = Reader(server, 0)
    async with connect(reader.address, origin=reader.origin, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[arg-type,list-item]
        turned = [""]
        while turned:
            asked = ClientState(page_script_hash=turned.pop(), context_info=ContextInfo(color_scheme="light"))
            known = bool(reader.pages)
            await socket.send(BackMsg(rerun_script=asked).SerializeToString())
            await reader._finished(socket)
            if not known:
                turned = list(reader.pages) * 2
    used = -1.0
    while used < (now := _processor(server)) - 0.05 * IDLE:
        used = now
        await asyncio.sleep(IDLE)


def _row(name: str, readers: list[Reader], processor: float) -> str:
    ranked = sorted(time for reader in readers for time in reader.took)
    counted = f"{name:34}{len(readers):>5}{sum(reader.lost for reader in readers):>6}{len(ranked):>9}"
    if not ranked:
        return counted
    p95 = ranked[max(0, round(0.95 * len(ranked)) - 1)]
    each = 1000 * processor / len(ranked)
    return f"{counted}{statistics.median(ranked):>10.2f}{p95:>9.2f}{ranked[-1]:>9.2f}{each:>10.0f}"


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", type=int, default=list(READERS))
    parser.add_argument("--beside", type=Path, action="append", default=[], help="another checkout")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--no-minimal", action="store_true")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    print(
        f"{'':34}{'N':>5}{'lost':>6}{'answers':>9}{'median s':>10}{'p95 s':>9}{'worst s':>9}{'CPU ms':>10}", flush=True
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "eight.py").write_text(EIGHT, encoding="utf8")
        apps = {"ours": ROOT / "dashboard.py"} | {f"{path.name}": path / "dashboard.py" for path in asked.beside}
        if not asked.no_minimal:
            apps["eight charts"] = folder / "eight.py"
        for count in asked.readers:
            for name, script in apps.items():
                for state in ("fresh", "warm"):
                    if state == "fresh" and name == "eight charts":
                        continue
                    with serving(script.resolve(), folder, f"{name}-{state}-{count}") as server:
                        if state == "warm":
                            asyncio.run(warm(server))
                        before = _processor(server)
                        readers = asyncio.run(_readers(server, count, asked.seconds, pause_first=state == "warm"))
                        print(_row(f"{name}, {state}", readers, _processor(server) - before), flush=True)


if __name__ == "__main__":
    main()
