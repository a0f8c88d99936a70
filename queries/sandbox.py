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
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

import queries
from data import schema

try:
    import fcntl
except ImportError:  # Windows: what a killed server left stays in the temporary folder
    fcntl = None  # type: ignore[assignment]

SECONDS: Final = 10.0
MEMORY_MB: Final = 512
ROWS: Final = 5_000
BYTES: Final = 4_000_000
LONGEST: Final = 50_000  # characters of SQL
WORKERS: Final = 3  # the last of them for readers who have used little
PATIENCE: Final = 15.0  # seconds to wait for one of them, longer than any question runs
SHARE: Final = SECONDS  # of a reader in the LAST seconds; who used more waits behind who used less
LAST: Final = 60.0
STARTING: Final = 10.0  # seconds a worker may take to start on a busy machine

Reason = Literal["busy", "cancelled", "crashed", "disk", "failed", "memory", "refused", "time", "too_large"]

_WORKER: Final = Path(__file__).with_name("sandbox_worker.py")
_ENVIRONMENT: Final = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
    **({"SYSTEMROOT": os.environ.get("SYSTEMROOT", r"C:\Windows")} if os.name == "nt" else {}),
}
_building: Final = threading.Lock()
_built: Final[dict[tuple[Path, str], "Copy"]] = {}
STRAY_SECONDS: Final = 60  # a copy without a lock that is older was left by a server that was killed

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


# what SQL does not read as what it stands for: strings, quoted names and comments may hold it
_QUOTED: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/[*].*?[*]/", re.DOTALL)
_WIDE: Final = {
    "，": ",", "、": ",", "；": ";", "（": "(", "）": ")", "‘": "'", "’": "'", "“": '"', "”": '"', "：": ":", "。": ".",
    "．": ".", "＝": "=", "＜": "<", "＞": ">", "＊": "*", "％": "%", "＋": "+", "－": "-",
}  # fmt: skip


def wide_marks(sql: str) -> dict[str, str]:
    """The full-width punctuation in a question outside its strings, in the order met, and what SQL writes instead."""
    bare = _QUOTED.sub(" ", sql)
    return {mark: _WIDE[mark] for mark in dict.fromkeys(bare) if mark in _WIDE}


# --- whose turn it is -------------------------------------------------------------------------------


class Turn:
    """One question's place in the queue, of a reader; ``began`` is when it came to run."""

    def __init__(self, reader: object) -> None:
        self.reader: Final = reader
        self.began = 0.0


_turns: Final = threading.Condition()
_waiting: Final[list[Turn]] = []
_running: Final[list[Turn]] = []
_used: Final[deque[tuple[float, object, float]]] = deque(maxlen=1_000)  # when it ended, whose, seconds


def _spent(reader: object, now: float) -> float:
    """The seconds that a reader's questions ran lately."""
    ended = sum(seconds for when, who, seconds in _used if who == reader and now - when < LAST)
    return ended + sum(now - turn.began for turn in _running if turn.reader == reader)


def _next(now: float) -> Turn | None:
    """Who runs next, if anybody may: one question a reader, first who has used least, then who came first."""
    at_work = {turn.reader for turn in _running}
    ready = [(_spent(turn.reader, now), turn) for turn in _waiting if turn.reader not in at_work]
    if not ready:
        return None
    spent, turn = min(ready, key=lambda one: one[0])
    return turn if len(_running) < (WORKERS if spent < SHARE else WORKERS - 1) else None


def _take(turn: Turn, patience: float, given_up: Callable[[], bool]) -> bool:
    """Wait in the queue; whether the turn came, before the patience ended or the question was given up."""
    until = time.monotonic() + patience
    with _turns:
        _waiting.append(turn)
        try:
            while not given_up():
                now = time.monotonic()
                if _next(now) is turn:
                    turn.began = now
                    _running.append(turn)
                    return True
                if now >= until:
                    return False
                _turns.wait(min(until - now, 1.0))  # a share comes back by time alone
            return False
        finally:
            _waiting.remove(turn)
            _turns.notify_all()


def _leave(turn: Turn) -> None:
    with _turns:
        if turn in _running:
            _running.remove(turn)
            now = time.monotonic()
            _used.append((now, turn.reader, now - turn.began))
        _turns.notify_all()


# --- a question -------------------------------------------------------------------------------------


def ask(sql: str, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB, rows: int = ROWS) -> Answer:
    """The answer to one SELECT; raises AskFailed where there is none."""
    running = start(sql, seconds=seconds, memory_mb=memory_mb, rows=rows)
    try:
        return running.result()
    finally:
        running.cancel()


def start(
    sql: str, *, reader: object = None, seconds: float = SECONDS, memory_mb: int = MEMORY_MB, rows: int = ROWS
) -> "Running":
    """Begin one SELECT. Whoever starts it calls ``cancel`` in a ``finally``, which does nothing once it is over.

    Of one ``reader`` (anything that can be compared) one question runs at a time; who runs long ones waits behind
    the others.
    """
    if len(sql) > LONGEST:
        raise AskFailed("refused", f"The query has {len(sql):,} characters; {LONGEST:,} is the most.")
    request = {"sql": sql, "memory_mb": memory_mb, "rows": rows, "bytes": BYTES}
    return Running(_database(), request, seconds, Turn(object() if reader is None else reader))


class Running:
    """A question on its way: in the queue, then in a process of its own."""

    def __init__(self, folder: Path, request: dict[str, Any], seconds: float, turn: Turn) -> None:
        self._ended_for: AskFailed | None = None
        self._ending: Final = threading.Lock()
        self._output = b""
        self._rows = int(request["rows"])
        self._folder, self._turn = folder, turn
        self._process: subprocess.Popen[bytes] | None = None
        if _take(turn, 0, lambda: False):
            self._begin()
        whole = request | {"seconds": seconds, "database": str(folder / "report.duckdb")}
        self._watcher = threading.Thread(
            target=self._watch, args=(json.dumps(whole).encode(), seconds + STARTING), daemon=True
        )
        self._watcher.start()

    @property
    def is_waiting(self) -> bool:
        """Whether others' questions run before it."""
        return self._process is None and not self.poll()

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
        assert self._process is not None
        if self._process.returncode in _ends("SIGALRM", "SIGXCPU"):
            raise AskFailed("time", "The query ran longer than it may.")
        if self._process.returncode != 0:
            raise AskFailed("crashed", "The query broke the process it ran in: most often it is too deep or too large.")
        return _read(self._output, self._rows)

    def _begin(self) -> None:
        with self._ending:
            if self._ended_for is not None:
                return
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-B", "-X", "utf8", str(_WORKER)],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    cwd=self._folder / "empty", env=_ENVIRONMENT, close_fds=True, start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )  # fmt: skip
            except OSError as error:
                self._ended_for = _account(error)

    def _watch(self, request: bytes, seconds: float) -> None:
        """Wait for its turn, feed the process, take no more from it than an answer may hold, and see it out."""
        clock = threading.Timer(seconds, self._end, ("time", "The query ran longer than it may."))
        clock.daemon = True
        try:
            if self._process is None and self._ended_for is None:
                if _take(self._turn, PATIENCE, lambda: self._ended_for is not None):
                    self._begin()
                else:
                    self._end("busy", "Others' queries are running. Try again in a moment.")
            if self._process is None:
                return
            clock.start()
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
            _leave(self._turn)

    def _end(self, reason: Reason, message: str) -> None:
        with self._ending:
            if self._process is not None and self._process.poll() is not None:
                return
            if self._process is None and self.poll():
                return
            self._ended_for = self._ended_for or AskFailed(reason, message)
            if self._process is not None:
                with contextlib.suppress(OSError):
                    if os.name == "posix":
                        os.killpg(self._process.pid, signal.SIGKILL)
                    else:
                        self._process.kill()
        with _turns:
            _turns.notify_all()  # it may be waiting


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


# --- the copy that is asked -------------------------------------------------------------------------


class Copy:
    """A folder in the temporary one, locked for as long as this server has it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="questions-"))
        self._lock = os.open(self.folder, os.O_RDONLY) if fcntl else None
        if fcntl and self._lock is not None:
            fcntl.flock(self._lock, fcntl.LOCK_SH)

    @property
    def is_whole(self) -> bool:
        """Whether it is still there: a system sweeps its temporary folder."""
        return (self.folder / "report.duckdb").is_file() and (self.folder / "empty").is_dir()

    def remove(self) -> None:
        """Leave nothing of it."""
        _removed(self.folder)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _removed(folder: Path) -> None:
    with contextlib.suppress(OSError):
        (folder / "empty").chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _database() -> Path:
    """The folder with this data version's database and the empty folder, made at the first question to it.

    Made anew where it has been swept away.
    """
    source = queries.tables()  # says so where the tables are missing
    key = source.folder, source.version
    with _building:
        if key in _built and not _built[key].is_whole:
            _built.pop(key).remove()
        if key not in _built:
            _sweep()
            try:
                place = Copy()
            except OSError as error:
                raise _account(error) from error
            try:
                _build(place.folder, source.folder)
            except (OSError, duckdb.Error, queries.DataMissing) as error:
                place.remove()
                failure = _account(error)
                if failure.reason == "disk":
                    raise failure from error
                raise
            except BaseException:
                place.remove()
                raise
            _built[key] = place
            while len(_built) > 2:  # the one before may still be in use
                _built.pop(next(iter(_built))).remove()
        return _built[key].folder


def _account(error: Exception) -> AskFailed:
    """What the system could not do, in words: a full disk by its name."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    if full or "No space left on device" in str(error) or "not enough space on the disk" in str(error):
        return AskFailed("disk", "The server's disk is full.")
    return AskFailed("crashed", f"The query could not be started ({type(error).__name__}).")


def _build(folder: Path, source: Path) -> None:
    (folder / "empty").mkdir(mode=0o500)
    path = folder / "report.duckdb"
    with duckdb.connect(str(path)) as con:
        queries.furnish(con, source, "table", "")
    path.chmod(0o400)


def _sweep() -> None:
    """Remove the copies that killed servers left: nobody holds their lock."""
    if not fcntl:
        return
    for folder in Path(tempfile.gettempdir()).glob("questions-*"):
        try:
            if time.time() - folder.stat().st_mtime < STRAY_SECONDS or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _removed(folder)
        except OSError:
            pass  # a server reads it
        finally:
            os.close(lock)


@atexit.register
def leave_nothing() -> None:
    """Remove the copies. Called at the end of the process, and by a server that is told to end by a signal."""
    with _building:
        for place in _built.values():
            place.remove()
        _built.clear()
