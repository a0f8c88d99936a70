"""The SQL page's engine against hostile questions: nothing leaks, nothing is written, the server stays well.

The attacks run once, two at a time as on a server, with short limits; the tests then look at what came of them.
"""

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pytest

import queries
from data import schema
from exports import tables
from queries import examples, sandbox, sandbox_worker
from story import card as story
from tests.queries.attacks import ATTACKS

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-5b1c7e"
SECONDS, MEMORY_MB = 0.5, 256
MORE_MEMORY_MB = 200  # what the parent may grow by, over two hundred attacks
hidden_frame = pd.DataFrame({"secret": [CANARY]})
posix_only = pytest.mark.skipif(os.name != "posix", reason="process limits are POSIX's")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

NUMBERED = [(category, number) for category, attacks in ATTACKS.items() for number in range(len(attacks))]


class Outcome(NamedTuple):
    kind: str  # "answer" or the reason of the failure
    text: str  # all that the visitor gets to see
    rows: int


class Siege(NamedTuple):
    outcomes: dict[tuple[str, int], Outcome]
    out: Path
    before: dict[str, str]
    after: dict[str, str]
    memory_mb: float


def prints(*folders: Path) -> dict[str, str]:
    """Every file below some folders with a hash of its bytes."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def peak_mb() -> float:
    if os.name != "posix":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)


def workers() -> list[int]:
    """Processes of ours, dead ones not yet waited for included, that answer or answered a question."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            zombie = (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            ours = b"sandbox_worker" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and (ours or zombie):
            found.append(int(folder.name))
    return found


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Siege:
    folder = tmp_path_factory.mktemp("siege")
    out, canary = folder / "out", folder / "canary.csv"
    out.mkdir()
    canary.write_text(f"a,b\n1,{CANARY}\n")
    places = {"{out}": str(out), "{canary}": str(canary), "{data}": str(schema.data_dir())}

    def attacked(key: tuple[str, int]) -> Outcome:
        sql, safe = ATTACKS[key[0]][key[1]]
        # one that another limit has to stop is given the time to meet it, on a slow machine too
        seconds = SECONDS if "time" in safe else sandbox.SECONDS
        for name, path in places.items():
            sql = sql.replace(name, path)
        try:
            answer = sandbox.ask(sql, seconds=seconds, memory_mb=MEMORY_MB, rows=5000)
        except sandbox.AskFailed as failure:
            # what the visitor wrote is no leak where it is only said again
            return Outcome(failure.reason, str(failure).replace(sql, ""), 0)
        return Outcome("answer", answer.frame.to_csv(), len(answer.frame))

    os.environ["CANARY"] = CANARY
    try:
        sandbox.ask("select 1")
        watched = (schema.data_dir(), ROOT / "queries", sandbox._database())
        before, memory = prints(*watched), peak_mb()
        with ThreadPoolExecutor(sandbox.WORKERS) as pool:
            outcomes = dict(zip(NUMBERED, pool.map(attacked, NUMBERED), strict=True))
        return Siege(outcomes, out, before, prints(*watched), peak_mb() - memory)
    finally:
        del os.environ["CANARY"]


@pytest.mark.parametrize(("category", "number"), NUMBERED)
def test_attack_fails(siege: Siege, category: str, number: int) -> None:
    sql, safe = ATTACKS[category][number]
    outcome = siege.outcomes[category, number]

    assert outcome.kind in safe, f"{sql[:200]!r}: {outcome.kind}, {outcome.text[:300]}"
    assert CANARY not in outcome.text
    assert outcome.rows <= 5000
    assert len(outcome.text) < 3 * sandbox.BYTES
    for path in (ROOT, Path.home(), Path(sys.prefix)):
        assert str(path) + os.sep not in outcome.text.replace(str(schema.data_dir()), ""), "a path of the server"


def test_nothing_is_written(siege: Siege) -> None:
    assert list(siege.out.iterdir()) == []
    assert siege.after == siege.before
    assert list((sandbox._database() / "empty").iterdir()) == []
    assert {path.name for path in sandbox._database().iterdir()} == {"empty", "report.duckdb"}


def test_the_server_stays_small(siege: Siege) -> None:
    assert siege.memory_mb < MORE_MEMORY_MB


@linux_only
def test_no_process_is_left(siege: Siege) -> None:
    assert siege.outcomes
    assert workers() == []


def test_a_question_is_answered_after_all(siege: Siege) -> None:
    assert siege.outcomes
    answer = sandbox.ask("select count(*) as figures from observations")
    assert answer.frame["figures"].tolist() == [len(pd.read_parquet(schema.parquet("observations")))]


def test_categories_are_many() -> None:
    assert len(NUMBERED) >= 70
    assert len({sql for attacks in ATTACKS.values() for sql, _ in attacks}) == len(NUMBERED)


# --- each wall alone --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def walled() -> Iterator[duckdb.DuckDBPyConnection]:
    """The worker's database without the look at the statement and without the process limits."""
    con = sandbox_worker._open(str(sandbox._database() / "report.duckdb"), 256, 30)
    yield con
    con.close()


@pytest.mark.parametrize(
    "sql",
    [
        "insert into themes values ('x', 'x', 'x', 'x', 1)",
        "with x as (delete from themes returning *) select * from x",
        "drop table observations",
        "create table t as select 1",
        "copy themes to '{out}/a.csv'",
        "export database '{out}/all'",
        "attach '{out}/x.duckdb'",
        "install httpfs",
        "load httpfs",
        "set lock_configuration = false",
        "reset disabled_filesystems",
        "set enable_external_access = true",
        "from read_text('/etc/passwd')",
        "from hidden_frame",
        "pragma profiling_output = '{out}/p.json'",
        "call enable_logging(storage = 'file', storage_path = '{out}/log')",
    ],
)
def test_the_database_refuses_by_itself(walled: duckdb.DuckDBPyConnection, tmp_path: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        walled.execute(sql.replace("{out}", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "with x as (insert into t values (2) returning *) select * from x",
        "with x as (update t set a = 2 returning *) select * from x",
        "with x as (delete from t returning *) select * from x",
        "with x as materialized (delete from t) select 1",
    ],
)
def test_the_brackets_refuse_by_themselves(sql: str) -> None:
    with duckdb.connect() as con:
        con.execute("create table t as select 1 as a")
        with pytest.raises(duckdb.Error):
            sandbox_worker._answer(con, sql, 10, 1000)
        assert con.execute("from t").fetchall() == [(1,)]


@linux_only
def test_a_running_question_is_confined() -> None:
    running = sandbox.start("select sleep_ms(60000)")
    try:
        assert running._process
        limits = Path(f"/proc/{running._process.pid}/limits")
        for _ in range(100):  # it starts, imports and only then gives up its rights
            text = {line[:26].strip(): line[26:].split()[:2] for line in limits.read_text().splitlines()[1:]}
            if text["Max open files"] == ["0", "0"]:
                break
            time.sleep(0.1)
        assert not running.poll()
        for name in ("Max open files", "Max processes", "Max file size", "Max core file size"):
            assert text[name] == ["0", "0"], name
        for name in ("Max address space", "Max data size", "Max cpu time"):
            assert "unlimited" not in text[name], name
    finally:
        running.cancel()


def fake_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Put another script in the worker's place, as if hostile SQL had taken it over."""
    script = tmp_path / "sandbox_worker.py"
    script.write_text(f"import json, os, sys\nREPO = {str(ROOT)!r}\n{textwrap.dedent(body)}", encoding="utf8")
    monkeypatch.setattr(sandbox, "_WORKER", script)


def told(sql: str = "select 1") -> str:
    """What a fake worker says by way of an error message."""
    with pytest.raises(sandbox.AskFailed) as failure:
        sandbox.ask(sql)
    return str(failure.value)


SAY = "print(json.dumps({'reason': 'failed', 'detail': said}), flush=True)\n"


@linux_only
def test_the_process_inherits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY", CANARY)
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        fake_worker(
            tmp_path, monkeypatch,
            f"""
            files = [os.path.realpath(f'/proc/self/fd/{{fd}}') for fd in os.listdir('/proc/self/fd')]
            said = repr([sorted(os.environ), os.listdir(), [name for name in files if {str(tmp_path)!r} in name]])
            {SAY}""",
        )  # fmt: skip
        assert told() == repr([sorted([*sandbox._ENVIRONMENT, "LC_CTYPE"]), [], []]) or told() == repr(
            [sorted(sandbox._ENVIRONMENT), [], []]
        )


@linux_only
def test_the_process_can_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(
        tmp_path, monkeypatch,
        f"""
        import socket
        sys.path.insert(0, REPO + '/queries')
        import sandbox_worker
        sandbox_worker._confine(64, 5)
        said = []
        for attempt in (
            lambda: open('/etc/passwd'), lambda: open('new', 'w'), lambda: socket.socket(),
            lambda: bytearray(200 << 20), lambda: os.pipe(), lambda: os.getuid() and os.fork(),
        ):
            try:
                attempt()
                said.append('done')
            except (OSError, MemoryError) as error:
                said.append(type(error).__name__)
        said = ' '.join(said)
        {SAY}""",
    )  # fmt: skip
    last = "BlockingIOError" if os.getuid() else "done"  # root is let off the limit on processes
    assert told() == f"OSError OSError OSError MemoryError OSError {last}"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: os.write(1, b'x' * 65536)", "too_large"),
        ("os.write(1, b'\\xff' * 1000)", "crashed"),
        ("os.write(1, b'{}\\n')", "crashed"),
        ("os.write(1, b'[]\\n')", "crashed"),
        ('os.write(1, b\'{"names": [], "truncated": 1, "elapsed": 0}\\nARROW1\')', "crashed"),
        ("sys.exit(3)", "crashed"),
        ("os.abort()", "crashed"),
        ("os.close(1)\nimport time\ntime.sleep(60)", "time"),
        ("import time\ntime.sleep(60)", "time"),
    ],
)
def test_the_worker_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, reason: str) -> None:
    fake_worker(tmp_path, monkeypatch, body)
    monkeypatch.setattr(sandbox, "STARTING", 1.0)
    with pytest.raises(sandbox.AskFailed) as failure:
        sandbox.ask("select 1", seconds=0.5)
    assert failure.value.reason == reason


@posix_only
def test_a_worker_ends_where_its_server_is_gone(tmp_path: Path) -> None:
    """It is killed by its own alarm: the process that would have killed it has ended without a word."""
    script = """
        import os, sys, time
        from queries import sandbox
        running = sandbox.start("select sleep_ms(60000)", seconds=1)
        print(running._process.pid, flush=True)
        time.sleep(1)
        os._exit(9)
    """
    server = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    worker = int(server.stdout)
    for _ in range(300):
        stat = Path(f"/proc/{worker}/stat")
        try:
            os.kill(worker, 0)
            if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return  # ended; nobody here collects orphans
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("the worker outlived its server")


# --- what a page needs ------------------------------------------------------------------------------


def test_cancelling_kills() -> None:
    running = sandbox.start("select sleep_ms(60000)")
    assert not running.poll()
    running.cancel()
    assert running.poll()
    with pytest.raises(sandbox.AskFailed) as failure:
        running.result()
    assert failure.value.reason == "cancelled"
    assert running._process and running._process.returncode is not None


def test_cancelling_what_is_over_changes_nothing() -> None:
    running = sandbox.start("select 1 as one")
    first = running.result()
    running.cancel()
    assert running.result().frame.equals(first.frame)


def test_an_interrupted_page_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[sandbox.Running] = []

    def interrupted(self: sandbox.Running) -> sandbox.Answer:
        started.append(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(sandbox.Running, "result", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sandbox.ask("select sleep_ms(60000)")
    assert started[0]._process and started[0]._process.returncode is not None


LONG = "select sleep_ms(60000)"


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.05)
    running = [sandbox.start(LONG) for _ in range(sandbox.WORKERS)]
    try:
        with pytest.raises(sandbox.AskFailed) as failure:
            sandbox.ask("select 1")
        assert failure.value.reason == "busy"
    finally:
        for one in running:
            one.cancel()
    assert len(sandbox.ask("select 1").frame) == 1


def test_one_question_of_a_reader_runs_at_a_time() -> None:
    first = sandbox.start(LONG, reader="a")
    second = sandbox.start("select 2", reader="a")
    other = sandbox.start("select 3", reader="b")
    try:
        assert other.result().frame.iloc[0, 0] == 3
        assert second.is_waiting and not first.is_waiting
        first.cancel()
        assert second.result().frame.iloc[0, 0] == 2
    finally:
        for one in (first, second, other):
            one.cancel()


def test_a_waiting_question_can_be_given_up() -> None:
    first = sandbox.start(LONG, reader="a")
    second = sandbox.start(LONG, reader="a")
    second.cancel()
    with pytest.raises(sandbox.AskFailed) as failure:
        second.result()
    assert failure.value.reason == "cancelled" and second._process is None
    first.cancel()
    assert sandbox._waiting == [] and sandbox._running == []


def test_readers_who_loop_bombs_leave_a_place_for_the_third(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many tabs do so: who has used a share waits behind who has not, and the last place is not theirs."""
    monkeypatch.setattr(sandbox, "SHARE", 0.3)
    stop = threading.Event()

    def loop(name: str) -> None:
        while not stop.is_set():
            running = sandbox.start(LONG, reader=name, seconds=0.5)
            with contextlib.suppress(sandbox.AskFailed):
                running.result()

    names = {f"tab {number}" for number in range(sandbox.WORKERS + 2)}
    tabs = [threading.Thread(target=loop, args=(name,)) for name in names]
    for tab in tabs:
        tab.start()
    try:
        while not names <= {who for _, who, seconds in list(sandbox._used) if seconds > sandbox.SHARE}:
            time.sleep(0.05)  # until each has had its share
        for number in range(3):
            running = sandbox.start("select 1", reader=f"newcomer {number}")
            assert not running.is_waiting
            assert len(running.result().frame) == 1
    finally:
        stop.set()
        for tab in tabs:
            tab.join()


def test_a_copy_that_was_swept_is_made_again() -> None:
    first = sandbox._database()
    sandbox._removed(first)
    assert sandbox.ask("select 41").frame.iloc[0, 0] == 41
    assert not first.exists()


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), duckdb.IOException("write: No space left on device")]
)
def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def build(folder: Path, source: Path) -> None:
        raise error

    sandbox.leave_nothing()
    monkeypatch.setattr(sandbox, "_build", build)
    with pytest.raises(sandbox.AskFailed) as failure:
        sandbox.ask("select 1")
    assert failure.value.reason == "disk"
    assert sandbox._built == {}


@linux_only
def test_what_a_killed_server_left_is_swept(tmp_path: Path) -> None:
    script = "from queries import sandbox; import os; print(sandbox._database(), flush=True); {end}"

    def serve(end: str) -> Path:
        done = subprocess.run(
            [sys.executable, "-c", script.replace("{end}", end)], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
        return Path(done.stdout.strip())

    left = serve("os.kill(os.getpid(), 9)")
    assert left.is_dir()
    os.utime(left, (1, 1))
    serve("pass")
    assert list(tmp_path.iterdir()) == []


def test_nothing_shows_where_the_server_keeps_its_things() -> None:
    place = str(sandbox._database().parent)
    for sql in ("from duckdb_databases()", "from duckdb_settings()", "select path from duckdb_databases()"):
        assert place + os.sep not in sandbox.ask(sql).frame.to_csv()
    with pytest.raises(sandbox.AskFailed) as failure:
        sandbox.ask("select (select path from duckdb_databases() limit 1)::int")
    assert place not in str(failure.value)


def test_the_server_answers_its_own_questions_meanwhile() -> None:
    bomb = "select count(*) from range(1000000) as a, range(1000000) as b, range(1000000) as c"
    running = sandbox.start(bomb, seconds=20)
    try:
        answers: list[int] = []

        def own() -> None:
            for number in range(20):
                frame = queries.run("sources/of_paragraph", source="wuchang-2024-09", paragraph=number, lang="zh")
                answers.append(len(frame))

        thread = threading.Thread(target=own)
        thread.start()
        thread.join(timeout=60)
        assert len(answers) == 20
        assert not running.poll()
    finally:
        running.cancel()


# --- answers ----------------------------------------------------------------------------------------


def test_rows_are_cut_and_said_to_be() -> None:
    cut = sandbox.ask("from range(100)", rows=10)
    whole = sandbox.ask("from range(10)", rows=10)
    assert (len(cut.frame), cut.truncated) == (10, True)
    assert (len(whole.frame), whole.truncated) == (10, False)


def test_the_order_is_kept() -> None:
    answer = sandbox.ask("select range as a from range(4000) order by hash(range)")
    with duckdb.connect() as con:
        expected = con.execute("select range as a from range(4000) order by hash(range)").fetchall()
    assert answer.frame["a"].tolist() == [row[0] for row in expected]


def test_types_arrive() -> None:
    row = sandbox.ask("""
        select
            1 as whole, null::int as missing, 1.5 as decimal, 2.5::double as double, true as yes, '社零' as text,
            date '2024-06-30' as day, timestamp '2024-06-30 12:00' as moment, 'infinity'::date as never,
            sum(1) as total, 99999999999999999999::hugeint as huge, [1, 2] as list, {'a': 1} as struct,
            interval 1 day as span, 'x'::enum('x') as word, null as nothing, '\\xAA'::blob as bytes, 1 as whole
    """).frame.iloc[0]  # fmt: skip
    assert row["whole"] == 1 and row["whole_1"] == 1 and row["total"] == 1
    assert row["decimal"] == 1.5 and row["double"] == 2.5 and bool(row["yes"])
    assert (
        row["text"] == "社零" and str(row["day"]) == "2024-06-30" and row["moment"] == pd.Timestamp("2024-06-30 12:00")
    )
    assert row["never"] == "infinity" and row["huge"] == "99999999999999999999"
    assert row["list"] == "[1, 2]" and row["struct"] == "{'a': 1}" and row["span"] == "1 day" and row["word"] == "x"
    assert pd.isna(row["missing"]) and pd.isna(row["nothing"])


@pytest.mark.parametrize(
    ("literal", "kind", "shown"),
    [
        ("9007199254740993", "decimal(18,0)", "9007199254740993"),
        ("-9007199254740993", "decimal(38,0)", "-9007199254740993"),
        ("99999999999999999999999999999999999999", "decimal(38,0)", "99999999999999999999999999999999999999"),
        ("9007199254740993", "bigint", "9007199254740993"),
        ("12345678901234567890.12", "decimal(38,2)", "12345678901234567890.12"),
        ("123456789012345.67", "decimal(18,2)", "123456789012345.67"),
        ("0.12345678901234567", "decimal(38,17)", "0.12345678901234567"),
        ("-3.25", "decimal(10,3)", "-3.25"),
    ],
)
def test_a_number_is_the_one_that_was_computed(literal: str, kind: str, shown: str) -> None:
    frame = sandbox.ask(f"select {literal}::{kind} as a union all select null").frame
    assert tables.csv([frame]).decode("utf-8-sig").split() == ["a", shown] or shown in tables.csv([frame]).decode()
    assert str(frame["a"].iloc[0]) == shown


def test_what_stands_beside_a_number_does_not_count_as_answer() -> None:
    """Wide decimals go with their digits as text; what is sent is one of both."""
    columns = ", ".join(f"(range * {number}.01)::decimal(18,2) as c{number}" for number in range(1, 90))
    assert len(sandbox.ask(f"select {columns} from range(4900)").frame) == 4900


def test_an_empty_answer_keeps_its_columns() -> None:
    frame = sandbox.ask("select observation_id, value, inputs from observations where false").frame
    assert list(frame) == ["observation_id", "value", "inputs"] and frame.empty


@pytest.mark.parametrize(
    "sql",
    [
        "from themes", "table themes", "values (1, 2)", "describe observations", "show tables", "(select 1)",
        "summarize themes", "select 1;", "select 1; -- 说明；", "select ';' as 分号 ;;", "with a as (select 1) from a",
        "from told('zh')", "from happened('en')", "from rounded", "pivot themes on sort in (1, 2) using count(*)",
    ],
)  # fmt: skip
def test_what_only_reads_runs(sql: str) -> None:
    assert len(sandbox.ask(sql).frame) >= 1


def test_a_mistake_is_explained_in_the_visitors_lines() -> None:
    with pytest.raises(sandbox.AskFailed) as parsed:
        sandbox.ask("select 1\n\nfrom from x")
    with pytest.raises(sandbox.AskFailed) as bound:
        sandbox.ask("select\n  1,\n  nonsense(2)")
    assert "LINE 3: from from x" in str(parsed.value)
    assert "LINE 3:   nonsense(2)" in str(bound.value)


@pytest.mark.parametrize(
    ("sql", "marks"),
    [
        ("select metric_id，value from observations；", "，；"),
        ("select * from themes where title_zh = ‘消费’", "‘’"),
        ("select count（*） from themes", "（）"),
        ("select '，；‘’' as \"（）\" -- 说明，；\n /* 。 */ from themes", ""),
        ("select 'it''s，' as 分号", ""),
    ],
)
def test_full_width_punctuation_is_found_outside_strings(sql: str, marks: str) -> None:
    assert "".join(sandbox.wide_marks(sql)) == marks
    if marks:
        with pytest.raises(sandbox.AskFailed):
            sandbox.ask(sql)


def test_tables_are_those_of_the_contract() -> None:
    frame = sandbox.tables()
    shown = sandbox.ask("select table_name, column_name from duckdb_columns() where not internal").frame
    listed = set(zip(frame["table"], frame["column"], strict=True))
    assert listed <= set(zip(shown["table_name"], shown["column_name"], strict=True))
    assert set(frame["table"]) == {*schema.TABLES, "quotes"}


def test_a_rebuilt_table_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for path in schema.ROOT.glob("*.parquet"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first = sandbox._database()
    pd.read_parquet(schema.ROOT / "themes.parquet").head(1).to_parquet(tmp_path / "themes.parquet")
    os.utime(tmp_path / "observations.parquet", (1, 1))
    assert sandbox.ask("from themes").frame.shape[0] == 1
    assert sandbox._database() != first


def test_missing_data_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with pytest.raises(queries.DataMissing):
        sandbox.ask("select 1")


# --- examples ---------------------------------------------------------------------------------------


def test_every_question_is_an_example() -> None:
    assert examples.names() == queries.names()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_run_and_find_something(walled: duckdb.DuckDBPyConnection, lang: str) -> None:
    """In one connection like the worker's: the texts are the product's own."""
    for name in examples.names():
        sql = sandbox_worker._one_select(walled, examples.sql(name, lang))
        rows = walled.execute(f"select count(*) from (\n{sql}\n)").fetchone()
        none = (
            ("checks/", "context/revisions", "figures/targets", "sources/corrections", "taken/corrections")
            if schema.parquet("quotes").exists()
            else (
                "checks/",
                "market/",
                "context/revisions",
                "figures/targets",
                "sources/corrections",
                "taken/corrections",
            )
        )
        assert rows and (rows[0] > 0) != name.startswith(none), name


def test_an_example_answers_in_the_sandbox() -> None:
    frame = sandbox.ask(examples.sql("figures/headline", "en")).frame
    headline = story.pages("wuchang-2024-09", "en")["overview"].headline
    assert frame["observation_id"].tolist() == list(headline)
