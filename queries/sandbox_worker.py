"""The process that answers one question of a visitor. ``queries/sandbox.py`` starts it and says why.

A script of its own: it knows nothing of this project, reads one JSON request from standard input, and writes one
line of JSON and, after it, the answer as an Arrow IPC stream. What the visitor wrote is looked at only after the
process has given up its rights to memory, time, files and processes.
"""

import json
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

MOST_COLUMNS: Final = 200
LONGEST_MESSAGE: Final = 800

# types that leave as they are; all others leave as a number or a text, see _project
PLAIN: Final = frozenset({
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT",
    "DOUBLE", "VARCHAR",
})  # fmt: skip


class Refused(Exception):
    """The question is turned down: a reason and a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.args: tuple[str, str] = (reason, detail)


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.read())
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # whatever a library prints does not mix with the answer
        try:
            con = _open(request["database"], request["memory_mb"], request["seconds"])
            _confine(request["memory_mb"], request["seconds"])
            header, table = _answer(con, request["sql"], request["rows"], request["bytes"])
            table = _without_paths(table, request["database"])
        except Exception as error:  # whatever it is, the visitor hears of it in a sentence
            reason, detail = _account(error, request["database"])
            output.write(json.dumps({"reason": reason, "detail": detail}).encode() + b"\n")
            return
        output.write(json.dumps(header).encode() + b"\n")
        with pa.ipc.new_stream(output, table.schema) as writer:
            writer.write_table(table)


def _open(database: str, memory_mb: int, seconds: float) -> duckdb.DuckDBPyConnection:
    """The database, read only, with every door that DuckDB has closed and the key thrown away."""
    con = duckdb.connect(
        database,
        read_only=True,
        config={
            "threads": 1,
            "async_threads": 0,
            "memory_limit": f"{memory_mb * 3 // 4}MB",
            "max_execution_time": int(seconds * 1000),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
        },
    )
    # in this order: nothing about files can be set once the file system is gone
    for setting in (
        "timezone = 'Asia/Shanghai'",
        "home_directory = ''", "temp_directory = ''", "secret_directory = ''", "extension_directory = ''",
        "max_temp_directory_size = '0B'", "enable_external_access = false",
        "disabled_filesystems = 'LocalFileSystem'", "lock_configuration = true",
    ):  # fmt: skip
        con.execute(f"set global {setting}")
    con.sql("select 'ready' as warm").to_arrow_table()  # imports what an answer needs while files can be opened
    return con


def _confine(memory_mb: int, seconds: float) -> None:
    """Give up rights for good: no new file or socket, no process, no core, bounded memory, and an end in time."""
    if os.name != "posix":
        return
    import resource

    limits = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": 0,  # the files already open stay so; opening any other fails
        "RLIMIT_CPU": int(seconds) + 1,
    }
    usage = Path("/proc/self/statm")
    if usage.is_file():
        pages = usage.read_text(encoding="ascii").split()
        for name, now in (("RLIMIT_AS", pages[0]), ("RLIMIT_DATA", pages[5])):
            limits[name] = int(now) * resource.getpagesize() + memory_mb * 2**20
    for name, limit in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (AttributeError, ValueError, OSError):
            if sys.platform == "linux":
                raise
    os.nice(5)  # the server's own answers come first
    signal.setitimer(signal.ITIMER_REAL, seconds + 0.5)  # ends the process even where the parent is gone


def _answer(con: duckdb.DuckDBPyConnection, sql: str, rows: int, most_bytes: int) -> tuple[dict[str, Any], pa.Table]:
    select = _one_select(con, sql)
    began = time.perf_counter()
    # inside brackets a data-modifying WITH does not bind, and describing binds without running
    described = con.execute(f"describe select * from (\n{select}\n)").fetchall()
    names, types = [row[0] for row in described], [row[1] for row in described]
    if len(names) > MOST_COLUMNS:
        raise Refused("too_large", f"The answer has {len(names)} columns; {MOST_COLUMNS} is the most.")
    columns = ", ".join(f"c{number}" for number in range(len(names)))
    projected = ", ".join(part for number, kind in enumerate(types) for part in _project(f"c{number}", kind))
    table = con.sql(f"select {projected} from (\n{select}\n) as t({columns}) limit {rows + 1}").to_arrow_table()
    header = {"names": names, "truncated": len(table) > rows, "elapsed": time.perf_counter() - began}
    settled = _settled(table.slice(0, rows), len(names))
    if settled.nbytes > most_bytes:
        raise Refused("too_large", f"The answer is larger than {most_bytes / 1e6:g} MB.")
    return header, settled


def _one_select(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The text of the one SELECT, without what follows it."""
    statements = con.extract_statements(sql)
    if not statements:
        raise Refused("refused", "There is no query.")
    if len(statements) > 1:
        raise Refused("refused", f"There are {len(statements)} statements.")
    try:
        kind = statements[0].type.name
    except ValueError:  # a kind that DuckDB's Python side has no name for
        kind = "no SELECT"
    if kind == "MULTI":
        raise Refused("refused", "PIVOT must list its values: PIVOT … ON column IN (…).")
    if kind != "SELECT":
        raise Refused("refused", f"This is {kind}.")
    text = sql.encode()
    for start, what in reversed(duckdb.tokenize(sql)):
        if what != duckdb.token_type.comment and text[start : start + 1] != b";":
            break
        text = text[:start]
    return text.decode()


def _project(column: str, kind: str) -> list[str]:
    """How a column leaves: as it is, or as a number or date (``v…``) with its text (``t…``) beside it."""
    text = f"{column}::varchar as t{column}"
    if kind in PLAIN:
        return [f"{column} as v{column}"]
    if kind.startswith("DECIMAL"):
        # a double where it is the same number; one column is of one kind, so else the digits as text
        if kind.endswith(",0)"):
            return [f"try_cast({column} as bigint) as v{column}", text]
        same = f"try_cast({column}::double as {kind}) = {column}"
        return [f"case when {same} then {column}::double end as v{column}", text]
    if kind in ("HUGEINT", "UHUGEINT", "BIGNUM"):
        return [f"try_cast({column} as bigint) as v{column}", text]
    if kind in ("DATE", "TIMESTAMP"):  # what pandas and a browser can hold
        return [f"case when {column} between '1678-01-01' and '2261-12-31' then {column} end as v{column}", text]
    return [text]


def _settled(table: pa.Table, count: int) -> pa.Table:
    """One column for each of the answer's: the text where the number or date cannot hold all of it."""
    chosen = []
    for number in range(count):
        value, text = f"vc{number}", f"tc{number}"
        both = value in table.column_names and text in table.column_names
        if both and table[value].null_count > table[text].null_count:
            chosen.append(text)
        else:
            chosen.append(value if value in table.column_names else text)
    return table.select(chosen)


def _without_paths(table: pa.Table, database: str) -> pa.Table:
    """Where the copy lies is nobody's business: DuckDB lists it among its databases and settings."""
    for number, column in enumerate(table.columns):
        if pa.types.is_string(column.type):
            for path in (os.path.realpath(Path(database).parent), str(Path(database).parent)):
                column = pc.replace_substring(column, pattern=path, replacement="…")
            table = table.set_column(number, table.field(number), column)
    return table


def _account(error: Exception, database: str) -> tuple[str, str]:
    """Why there is no answer: a reason that ``queries/sandbox.py`` names, and a sentence or DuckDB's own words."""
    if isinstance(error, Refused):
        return error.args
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return "memory", "The query needs more memory than it may have."
    if isinstance(error, duckdb.InterruptException):
        return "time", "The query ran longer than it may."
    if not isinstance(error, duckdb.Error):  # text that is not Unicode, a type that Arrow lacks
        return "failed", f"The query failed ({type(error).__name__})."
    text = str(error)
    for path in (database, str(Path(database).parent), os.path.realpath(Path(database).parent), sys.prefix):
        text = text.replace(path, "…")
    if not isinstance(error, duckdb.ParserException):  # raised by the query in its brackets, one line further down
        text = re.sub(r"LINE (\d+):", lambda line: f"LINE {int(line[1]) - 1}:".ljust(len(line[0])), text)
    return "failed", text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "…"


if __name__ == "__main__":
    main()
