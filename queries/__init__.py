"""Questions in SQL over the built tables: one SELECT a file, and the path is the question's name.

``run("consumption/retail", lang="zh")`` reads ``queries/consumption/retail.sql``. Values go in as named
parameters only. One in-memory connection holds a view per table and per file in ``queries/views/``; every call
uses a cursor of its own, because threads that share a connection get each other's rows. Answers are kept per
version of the data, so a rebuilt table is seen at the next question.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import duckdb
import pandas as pd

from data import schema

ROOT: Final = Path(__file__).resolve().parent

# pick(lang, zh, en): the words of the reader's language
_MACROS: Final = "create or replace macro pick(lang, zh, en) as case when lang = 'en' then en else zh end"


class DataMissing(RuntimeError):
    """The built tables cannot be read; the message says which and what to do."""


class QueryFailed(RuntimeError):
    """A question could not be answered; the message names it."""


def names() -> list[str]:
    """The name of every question."""
    return sorted(
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in ROOT.glob("*/*.sql")
        if path.parent.name not in ("derived", "views")
    )


@cache
def sql(name: str) -> str:
    """The text of a question."""
    path = ROOT / f"{name}.sql"
    if not re.fullmatch(r"[a-z_]+/[a-z_]+", name) or not path.is_file():
        raise QueryFailed(f"There is no question {name!r} in queries/.")
    return path.read_text(encoding="utf8")


Stamp = tuple[int, int]


def stamp(folder: Path) -> Stamp:
    """When the tables were last written: those of the records, and the quotes (0 where there are none)."""
    observations, quotes = schema.parquet("observations", folder), schema.parquet("quotes", folder)
    try:
        built = observations.stat().st_mtime_ns
    except OSError:
        raise DataMissing(f"{observations.name} is not in {folder}.") from None
    return built, quotes.stat().st_mtime_ns if quotes.exists() else 0


def version() -> str:
    """The version of the tables now in the data folder, and after a + that of the quotes where there are any."""
    folder = schema.data_dir()
    return _base(folder, stamp(folder))[1]


@lru_cache(maxsize=2)
def _base(folder: Path, _stamp: Stamp) -> tuple[duckdb.DuckDBPyConnection, str]:
    """The connection that all cursors come from, with its views, and the data version it was opened on."""
    con = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    furnish(con, folder, "view")
    keep(con)
    versions = []
    for table in ("observations", "quotes"):
        if table == "observations" or schema.parquet(table, folder).exists():
            found = con.execute(
                "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'data_version'",
                {"path": str(schema.parquet(table, folder))},
            ).fetchone()
            versions.append(found[0] if found else "unknown")
    return con, "+".join(versions)


def furnish(con: duckdb.DuckDBPyConnection, folder: Path, form: Literal["view", "table"]) -> None:
    """Everything a question may name: the tables, read where they lie or copied, and what ``views/`` defines."""
    con.execute(_MACROS)
    quotes = ", ".join(schema.QUOTES)
    for table, columns in (*((table, "*") for table in schema.TABLES), ("quotes", quotes)):
        path = schema.parquet(table, folder)
        if table == "quotes" and not path.exists():  # what reads them answers with no rows
            con.execute(f"create table quotes ({', '.join(f'{name} {kind}' for name, kind in schema.QUOTES.items())})")
            continue
        literal = str(path).replace("'", "''")
        try:
            con.execute(f"create {form} {table} as select {columns} from read_parquet('{literal}')")
        except duckdb.Error as error:
            raise DataMissing(f"{path.name} in {folder} cannot be read: {error}") from error
    # `placed` numbers the rows; `hits` holds the numbers that `_answer` gives it for a text, else none
    literal = str(schema.parquet("observations", folder)).replace("'", "''")
    source, number = (f"read_parquet('{literal}')", "file_row_number") if form == "view" else ("observations", "rowid")
    con.execute(f"create view placed as select *, {number} as place from {source}")
    con.execute("create table hits (place integer)")
    for path in sorted((ROOT / "views").glob("*.sql")):
        con.execute(_definition(path.stem, path.read_text(encoding="utf8")))


def keep(con: duckdb.DuckDBPyConnection) -> None:
    """Hold in memory what is small and asked at every filter, instead of gathering it from all rows each time."""
    for view in ("counts", "axes"):
        con.execute(f"create table kept as from {view}; drop view {view}; alter table kept rename to {view}")


def _definition(name: str, select: str) -> str:
    """A file of ``views/`` as a view, or with parameters in it as a table macro that takes them in that order."""
    parameters = list(dict.fromkeys(re.findall(r"[$](\w+)", select)))
    if parameters:
        body = re.sub(r"[$](\w+)", r"\1", select)
        return f"create macro {name}({', '.join(parameters)}) as table {body}"
    return f"create view {name} as {select}"


def _cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor of one's own, which does not write how far it is to the server's log."""
    return con.cursor().execute("set enable_progress_bar = false")


def run(name: str, **parameters: Any) -> pd.DataFrame:
    """The answer to a question, one row per row of its SELECT.

    ``parameters`` are the query's own named parameters; one it does not name raises QueryFailed, as does a
    failing query. Lists bind to ``list_contains($ids, …)``. What is done to the frame stays with the caller.
    """
    folder = schema.data_dir()
    keyed = tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in parameters.items()))
    # copy-on-write: a shallow copy costs microseconds and keeps the kept answer as it was
    return _answer(folder, stamp(folder), name, keyed).copy(deep=False)


@lru_cache(maxsize=512)
def _answer(folder: Path, at: Stamp, name: str, keyed: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    con, _ = _base(folder, at)
    parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in keyed}
    cursor = _cursor(con)
    try:
        if parameters.get("text"):
            cursor.register("hits", _said(folder, at, str(parameters["text"])))
        return cursor.execute(sql(name), parameters).df()
    except duckdb.Error as error:
        raise QueryFailed(f"The question {name!r} failed: {error}") from error


@lru_cache(maxsize=4)
def _said(folder: Path, at: Stamp, text: str) -> pd.DataFrame:
    """The rows whose own words hold a text: the one slow step over millions, so done once for all questions."""
    con, _ = _base(folder, at)
    return _cursor(con).execute("select place::integer as place from said($text)", {"text": text}).df()
