"""A set of tables is switched whole: under readers, under kills, and never half of one with half of another."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

import queries
from data import schema, store
from queries import turns
from tests.records import SOURCE

ROOT = schema.ROOT.parent
# every table says which build it is of: a reader that gets two numbers has seen half of one and half of another
STAMPED = """
import sys, pathlib
sys.path.insert(0, {root!r})
import duckdb
from data import schema, store

def fill(number):
    def into(place):
        con = duckdb.connect()
        for table in schema.TABLES:
            con.execute(f"create table {{table}} as select * replace ({{number}} as sort) from"
                        f" (select *, 0 as sort from read_parquet('{source}/{{table}}.parquet'))"
                        if 'sort' not in schema.TABLES[table] else
                        f"create table {{table}} as select * replace ({{number}} as sort) from"
                        f" read_parquet('{source}/{{table}}.parquet')")
            con.execute(f"copy {{table}} to '{{place}}/{{table}}.parquet' (format parquet,"
                        f" kv_metadata {{{{data_version: 'v{{number}}'}}}})")
    return into

number = int(sys.argv[2])
while True:
    store.publish(pathlib.Path(sys.argv[1]), f"v{{number}}", fill(number))
    print(number, flush=True)
    number += 1
    if len(sys.argv) > 3:
        break
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the tables of this checkout, as someone copied them."""
    place = tmp_path / "tables"
    place.mkdir()
    for table in schema.TABLES:
        shutil.copy2(schema.parquet(table, schema.ROOT), place)
    return place


@pytest.fixture
def writer(tmp_path: Path) -> Path:
    """A script that publishes one set after the other: FOLDER FIRST_NUMBER [once]."""
    script = tmp_path / "publish.py"
    script.write_text(STAMPED.format(root=str(ROOT), source=str(schema.ROOT)), encoding="utf8")
    return script


def stamps(folder: Path) -> list[int]:
    """The build numbers found in the tables of a folder: one where they are one set."""
    union = " union ".join(
        f"select distinct sort from read_parquet('{schema.parquet(table, folder)}')" for table in schema.TABLES
    )
    with duckdb.connect() as con:
        return [row[0] for row in con.execute(union).fetchall()]


def eventually(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to hold")


def test_readers_see_one_set_each_while_another_is_published(folder: Path, writer: Path) -> None:
    subprocess.run([sys.executable, writer, folder, "1", "once"], check=True, capture_output=True)
    told = folder.parent / "published"
    with told.open("w") as out:
        publishing = subprocess.Popen([sys.executable, writer, folder, "2"], stdout=out)
    seen: list[list[int]] = []
    failed: list[str] = []

    def published() -> int:
        return len(told.read_text(encoding="utf8").split())

    def read() -> None:
        while len(seen) + len(failed) < 80 or (published() < 5 and len(failed) < 10):
            try:
                held = store.opened(folder, store.lying_in(folder))
                seen.append(stamps(held.folder))
                assert held.version == f"v{seen[-1][0]}"
            except Exception as error:
                failed.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    publishing.kill()
    publishing.wait()
    assert failed == []
    assert [numbers for numbers in seen if len(numbers) != 1] == []
    assert len({numbers[0] for numbers in seen}) > 1


def test_a_kill_anywhere_leaves_a_whole_set(folder: Path, writer: Path) -> None:
    subprocess.run([sys.executable, writer, folder, "1", "once"], check=True, capture_output=True)
    for kill in range(12):
        publishing = subprocess.Popen([sys.executable, writer, folder, str(100 * (kill + 1))], stdout=subprocess.PIPE)
        assert publishing.stdout
        publishing.stdout.readline()
        time.sleep(0.013 * kill)  # not waited for: the moment of the kill is what varies
        publishing.send_signal(signal.SIGKILL)
        publishing.wait()
        held = store.opened(folder, store.lying_in(folder))
        assert len(stamps(held.folder)) == 1
    subprocess.run([sys.executable, writer, folder, "9000", "once"], check=True, capture_output=True)
    assert [path.name for path in (folder / store.SETS).glob("building-*")] == []
    assert stamps(folder) == [9000]


KEEP = """
import os, signal, sys, pathlib, shutil
sys.path.insert(0, {root!r})
from data import store
copy, left = shutil.copy2, [int(sys.argv[2])]
def copying(*paths):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return copy(*paths)
store.opened(pathlib.Path(sys.argv[1]), store.lying_in(pathlib.Path(sys.argv[1])))
shutil.copy2 = copying
store.keep(pathlib.Path(sys.argv[1]))
"""


def test_a_kill_while_a_set_is_kept_leaves_nothing_half(folder: Path) -> None:
    for tables in (0, 5, len(schema.TABLES) - 1):
        command = [sys.executable, "-c", KEEP.format(root=str(ROOT)), str(folder), str(tables)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert store.archived(folder) == []
    version = store.keep(folder)
    assert store.archived(folder) == [version] == [store.version_of(folder)]
    assert store.is_whole(folder / store.ARCHIVE / version, version)
    left = [*(folder / store.SETS).glob(".archive-*")]
    assert left
    for path in left:
        os.utime(path, (0, 0))  # as old as those that a sweep takes away
    store.sweep(folder)
    assert not any(path.exists() for path in left)


def test_what_is_kept_is_whole_and_without_quotes_and_stays(folder: Path, writer: Path) -> None:
    schema.parquet("quotes", folder).write_bytes(b"not ours to hand on")
    subprocess.run([sys.executable, writer, folder, "1", "once"], check=True, capture_output=True)
    assert store.keep(folder) == "v1"
    subprocess.run([sys.executable, writer, folder, "2", "once"], check=True, capture_output=True)
    place = folder / store.ARCHIVE / "v1"
    assert stamps(place) == [1] and stamps(folder) == [2]
    assert {path.name for path in place.iterdir()} == {f"{table}.parquet" for table in schema.TABLES}
    before = schema.parquet("units", place).stat().st_mtime_ns
    subprocess.run([sys.executable, writer, folder, "1", "once"], check=True, capture_output=True)
    assert store.keep(folder) == "v1"  # it came back, and went again
    assert schema.parquet("units", place).stat().st_mtime_ns == before


@pytest.mark.parametrize("version", ["../elsewhere", "", "a/b", "x" * 50])
def test_tables_without_a_version_that_can_be_a_name_are_not_kept(folder: Path, version: str) -> None:
    con = duckdb.connect()
    for table in schema.TABLES:
        path = schema.parquet(table, folder)
        con.execute(f"create table {table} as from read_parquet('{path}')")
        con.execute(f"copy {table} to '{path}' (format parquet, kv_metadata {{data_version: '{version}'}})")
    assert store.keep(folder) == ""
    assert not (folder / store.ARCHIVE).exists()


def test_half_a_copy_is_refused_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    con = duckdb.connect()
    for table in ("metrics", "ledger"):
        path = schema.parquet(table, folder)
        con.execute(f"create table {table} as from read_parquet('{path}')")
        con.execute(f"copy {table} to '{path}' (format parquet, kv_metadata {{data_version: 'elsewhere'}})")
    monkeypatch.setenv("DATA_DIR", str(folder))
    with pytest.raises(queries.DataMissing, match=r"2 data versions.*elsewhere: metrics, ledger"):
        queries.run("story/counts", source=SOURCE, lang="en")


def test_a_run_keeps_the_set_it_pinned(folder: Path, writer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    before = store.version_of(folder)
    with queries.pinned():
        assert queries.version().startswith(before)
        subprocess.run([sys.executable, writer, folder, "7", "once"], check=True, capture_output=True)
        with queries.pinned():
            assert queries.version().startswith(before)
        assert queries.run("story/counts", source=SOURCE, lang="en")["figures"].iloc[0] == 45
    assert queries.version() == "v7"


def test_the_set_before_goes_when_nobody_reads_it(folder: Path, writer: Path) -> None:
    subprocess.run([sys.executable, writer, folder, "1", "once"], check=True, capture_output=True)
    reading = store.opened(folder, store.lying_in(folder))
    subprocess.run([sys.executable, writer, folder, "2", "once"], check=True, capture_output=True)
    assert stamps(reading.folder) == [1]
    del reading
    subprocess.run([sys.executable, writer, folder, "3", "once"], check=True, capture_output=True)
    assert {path.name for path in (folder / store.SETS).glob("[!.]*")} == {"current", "v3"}


def test_two_processes_that_open_a_copied_folder_share_one_set(folder: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        opened = pool.map(_opened, [folder, folder])
    assert len(set(opened)) == 1


def _opened(folder: Path) -> str:
    return store.opened(folder, store.lying_in(folder)).folder.name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_is_read_where_it_lies(folder: Path) -> None:
    folder.chmod(0o500)
    try:
        assert store.opened(folder, store.lying_in(folder)).folder == folder
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("content", [b"", b"not parquet", "another layout"])
def test_broken_quotes_are_said_and_nothing_else_falls(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | str
) -> None:
    path = schema.parquet("quotes", folder)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        duckdb.execute(f"copy (select 1 as price) to '{path}' (format parquet)")
    monkeypatch.setenv("DATA_DIR", str(folder))
    assert queries.quotes_broken()
    assert queries.run("story/counts", source=SOURCE, lang="en")["figures"].iloc[0] == 45
    assert queries.run("market/candles", source=SOURCE, lang="zh", later=True).empty


def test_one_computation_for_all_who_ask_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    queries.version()
    asked: list[str] = []
    real = queries._cursor
    everybody = threading.Barrier(8)

    def cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        asked.append("")
        time.sleep(0.05)  # long enough for the others to arrive
        return real(con)

    monkeypatch.setattr(queries, "_cursor", cursor)

    def ask() -> None:
        everybody.wait()
        queries.run("sources/definitions", themes=[], source=SOURCE, lang="en")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_a_question_that_fails_fails_for_each_and_can_be_asked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    for _ in range(2):
        with pytest.raises(queries.QueryFailed):
            queries.run("sources/definitions", themes=[], source=SOURCE, lang="en", nothing=1)


def test_answers_are_kept_within_their_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    answer = turns.once_each(300_000, queries._size, queries._kept)(queries._ask)
    monkeypatch.setattr(queries, "_answer", answer)
    kept = answer.cache  # type: ignore[attr-defined]
    for limit in range(1, 30):
        queries.run("explore/page", source=SOURCE, **{**PASS_ALL, "limit": limit}, lang="zh", offset=0)
        assert kept.currsize <= kept.maxsize
    assert 0 < len(kept) < limit  # some had to go
    before = kept.currsize
    assert (
        len(pd.concat(queries.parts("explore/page", source=SOURCE, **{**PASS_ALL, "limit": 130}, lang="zh", offset=0)))
        > 100
    )
    assert kept.currsize == before


PASS_ALL: dict[str, Any] = {
    **{name: [] for name in ("themes", "topics", "kinds", "units", "scopes", "subjects", "qualifiers", "period_kinds")},
    "years": [], "bases": ["published", "context", "derived"], "text": "",
}  # fmt: skip
