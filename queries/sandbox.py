"""Questions that a visitor writes, each answered by a process of its own that is ended when it takes too much.

DuckDB's settings alone do not hold hostile SQL: one ``lpad`` takes gigabytes past ``memory_limit`` and cannot be
interrupted. So a question goes to ``sandbox_worker.py`` in a new process, and these walls stand around it, each on
its own enough for most attacks:

1. one statement, a SELECT, and bound inside brackets, where nothing that writes binds;
2. a read-only database file that holds a copy of the tables, with files, extensions and settings locked in DuckDB;
3. a process without environment, in an empty folder, that can open no file or socket and start no process;
4. limits on memory, processor time, time, rows and bytes, the time also kept by this side, which kills.

On Windows there are no process limits: walls 1 and 2, DuckDB's own limits and the kill remain. On macOS the system
keeps all but the memory limit.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

import queries
from data import schema

SECONDS: Final = 10.0
MEMORY_MB: Final = 512
ROWS: Final = 5_000
BYTES: Final = 4_000_000
LONGEST: Final = 50_000  # characters of SQL
WORKERS: Final = 2
PATIENCE: Final = 3.0  # seconds to wait for one of them
STARTING: Final = 10.0  # seconds a worker may take to start on a busy machine

Reason = Literal["busy", "cancelled", "crashed", "failed", "memory", "refused", "time", "too_large"]

_WORKER: Final = Path(__file__).with_name("sandbox_worker.py")
_ENVIRONMENT: Final = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
    **({"SYSTEMROOT": os.environ.get("SYSTEMROOT", r"C:\Windows")} if os.name == "nt" else {}),
}
_places: Final = threading.BoundedSemaphore(WORKERS)
_building: Final = threading.Lock()
_built: Final[dict[tuple[Path, str], tempfile.TemporaryDirectory[str]]] = {}

# what the worker sends; anything else did not come from our script
_COLUMN_TYPES: Final = frozenset({
    pa.bool_(), pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(),
    pa.float32(), pa.float64(), pa.string(), pa.date32(), pa.timestamp("us"),
})  # fmt: skip
_WHOLE: Final[dict[pa.DataType, Any]] = {
    pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(), pa.uint16(): pd.UInt16Dtype(), pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(), pa.bool_(): pd.BooleanDtype(),
}  # fmt: skip


class Answer(NamedTuple):
    """The rows, whether there were more than may come back, and the seconds that the database took."""

    frame: pd.DataFrame
    truncated: bool
    elapsed: float


class AskFailed(queries.QueryFailed):
    """There is no answer: ``reason`` is one word to act on, the message one sentence or DuckDB's own words."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Final = reason


def tables() -> pd.DataFrame:
    """What a question can be asked of: one row a column, with its table and type."""
    return pd.DataFrame(
        [
            (table, column, kind)
            for table, columns in {**schema.TABLES, "quotes": schema.QUOTES}.items()
            for column, kind in columns.items()
        ],
        columns=["table", "column", "type"],
    )


def ask(sql: str, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB, rows: int = ROWS) -> Answer:
    """The answer to one SELECT; raises AskFailed where there is none."""
    running = start(sql, seconds=seconds, memory_mb=memory_mb, rows=rows)
    try:
        return running.result()
    finally:
        running.cancel()


def start(sql: str, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB, rows: int = ROWS) -> "Running":
    """Begin one SELECT. Whoever starts it calls ``cancel`` in a ``finally``, which does nothing once it is over."""
    if len(sql) > LONGEST:
        raise AskFailed("refused", f"The query has {len(sql):,} characters; {LONGEST:,} is the most.")
    folder = _database()
    if not _places.acquire(timeout=PATIENCE):
        raise AskFailed("busy", f"{WORKERS} queries are running, which is the most. Try again in a moment.")
    try:
        return Running(folder, {"sql": sql, "memory_mb": memory_mb, "rows": rows, "bytes": BYTES}, seconds)
    except BaseException:
        _places.release()
        raise


class Running:
    """A question on its way, in a process of its own."""

    def __init__(self, folder: Path, request: dict[str, Any], seconds: float) -> None:
        self._ended_for: AskFailed | None = None
        self._output = b""
        self._rows = int(request["rows"])
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", str(_WORKER)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=folder / "empty", env=_ENVIRONMENT, close_fds=True, start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        whole = request | {"seconds": seconds, "database": str(folder / "report.duckdb")}
        self._watcher = threading.Thread(
            target=self._watch, args=(json.dumps(whole).encode(), seconds + STARTING), daemon=True
        )
        self._watcher.start()

    def poll(self) -> bool:
        """Whether it is over, one way or another."""
        return not self._watcher.is_alive()

    def cancel(self) -> None:
        """End it now, if it is not over. No process is left when this returns."""
        self._end("cancelled", "The query was stopped.")
        self._watcher.join()

    def result(self) -> Answer:
        """Wait for the answer; raises AskFailed where there is none."""
        self._watcher.join()
        if self._ended_for is not None:
            raise self._ended_for
        if self._process.returncode in _ends("SIGALRM", "SIGXCPU"):
            raise AskFailed("time", "The query ran longer than it may.")
        if self._process.returncode != 0:
            raise AskFailed("crashed", "The query broke the process it ran in: most often it is too deep or too large.")
        return _read(self._output, self._rows)

    def _watch(self, request: bytes, seconds: float) -> None:
        """Feed the process, take no more from it than an answer may hold, and see it out."""
        clock = threading.Timer(seconds, self._end, ("time", "The query ran longer than it may."))
        clock.daemon = True
        clock.start()
        try:
            assert self._process.stdin is not None and self._process.stdout is not None
            with contextlib.suppress(OSError), self._process.stdin as pipe:  # it may have been killed already
                pipe.write(request)
            with self._process.stdout as pipe:
                most = BYTES + 500_000  # the answer, its schema and its names
                self._output = pipe.read(most + 1)
                if len(self._output) > most:
                    self._end("too_large", "The answer is larger than it may be.")
            self._process.wait()
        finally:
            clock.cancel()
            _places.release()

    def _end(self, reason: Reason, message: str) -> None:
        if self._process.poll() is not None:
            return
        self._ended_for = self._ended_for or AskFailed(reason, message)
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def _ends(*names: str) -> list[int]:
    """The return codes of a process that these signals ended, as far as the system has them."""
    return [-getattr(signal, name) for name in names if hasattr(signal, name)]


def _read(output: bytes, rows: int) -> Answer:
    """The worker's output as an answer. It is not trusted: hostile SQL may have taken the worker over."""
    try:
        first, _, rest = output.partition(b"\n")
        header = json.loads(first)
        if "reason" in header:
            raise AskFailed(header["reason"], str(header["detail"]))
        with pa.ipc.open_stream(rest) as stream:
            table = stream.read_all()
        table.validate(full=True)
        if not set(table.schema.types) <= _COLUMN_TYPES or len(table) > rows or table.nbytes > 2 * BYTES:
            raise ValueError("not an answer of our script")
        table = table.rename_columns(header["names"])
        frame = table.to_pandas(types_mapper=_WHOLE.get)
        return Answer(frame, bool(header["truncated"]), float(header["elapsed"]))
    except (ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise AskFailed("crashed", "The query broke the process it ran in.") from error


def _database() -> Path:
    """The folder with this data version's database and the empty folder, made at the first question to it."""
    source = queries.tables()  # says so where the tables are missing
    key = source.folder, source.version
    with _building:
        if key not in _built:
            place = tempfile.TemporaryDirectory(prefix="questions-", ignore_cleanup_errors=True)
            try:
                _build(Path(place.name), source.folder)
            except BaseException:
                place.cleanup()
                raise
            _built[key] = place
            while len(_built) > 2:  # the one before may still be in use
                _built.pop(next(iter(_built))).cleanup()
        return Path(_built[key].name)


def _build(folder: Path, source: Path) -> None:
    (folder / "empty").mkdir(mode=0o500)
    path = folder / "report.duckdb"
    with duckdb.connect(str(path)) as con:
        queries.furnish(con, source, "table", "")
    path.chmod(0o400)


@atexit.register
def _leave_nothing() -> None:
    with _building:
        for place in _built.values():
            place.cleanup()
        _built.clear()
