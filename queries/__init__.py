"""Questions in SQL over the built tables: one SELECT a file, and the path is the question's name.

``run("figures/growth", lang="zh", …)`` reads ``queries/figures/growth.sql``; the checks of the build, which are
questions too, lie with the records in ``data/checks/``. Values go in as named parameters only. One in-memory connection
holds a view per table and per file in ``data/views/`` and ``queries/views/``; every call uses a cursor of its own,
because threads that share a connection get each other's rows. Answers are kept per set of tables, within a bound of
bytes, and computed once however many ask at the same time. A run of a page pins the set it starts with (``pinned``); a
rebuilt one is seen at the next run. It may be an archived one (``of``).
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from data import schema, store
from queries import turns

ROOT: Final = Path(__file__).resolve().parent
KEPT_BYTES: Final = 64_000_000  # of answers, all versions of the data together
VECTORS: Final = 4  # of 2,048 rows each, in a part of a file
OLDER: Final = 4  # archived versions that are open at a time
FEW: Final = 30_000  # figures that are held in memory with their words

_BROKEN: Final = "+broken"  # at the end of a set's version: its quotes cannot be read

# pick(lang, zh, en): the words of the reader's language
_MACROS: Final = "create or replace macro pick(lang, zh, en) as case when lang = 'en' then en else zh end"


class DataMissing(RuntimeError):
    """The built tables cannot be read; the message says which and what to do."""


class NotReadable(RuntimeError):
    """The tables of an archived version are not such as this code reads."""


class QueryFailed(RuntimeError):
    """A question could not be answered; the message names it."""


def names() -> list[str]:
    """The name of every question."""
    files = [path for path in ROOT.glob("*/*.sql") if path.parent.name != "views"]
    files += (schema.ROOT / "checks").glob("*.sql")
    return sorted(f"{path.parent.name}/{path.stem}" for path in files)


@cache
def sql(name: str) -> str:
    """The text of a question."""
    path = (schema.ROOT if name.startswith("checks/") else ROOT) / f"{name}.sql"
    if not re.fullmatch(r"[a-z_]+/[a-z_]+", name) or not path.is_file():
        raise QueryFailed(f"There is no question {name!r} in queries/.")
    return path.read_text(encoding="utf8")


@cache
def parameters(name: str) -> frozenset[str]:
    """The parameters that a question names, ``lang`` among them where it speaks."""
    return frozenset(re.findall(r"[$](\w+)", re.sub(r"--.*|'[^']*'", "", sql(name))))


class Tables:
    """A set of tables that is being read: its folder, its data version, and the connection all cursors come from."""

    def __init__(self, held: store.Held, lying: tuple[store.Identity, ...] | None, quotes: Path | None = None) -> None:
        self._held = held  # keeps the set on disk
        self.folder = held.folder
        self.mark = (held.folder, lying)  # what its answers are kept under
        self.con = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
        self.version = furnish(self.con, self.folder, "view", held.version, quotes)
        (figures,) = self.con.execute("select count(*) from observations").fetchone() or (0,)
        if figures <= FEW:  # every card asks for some of them: no file is opened for it, their words are joined once
            keep(self.con, (*schema.TABLES, "figure"))
            _keep_told(self.con)
        keep(self.con)


_opening: Final = threading.Lock()
_newest: Final[dict[Path, tuple[tuple[store.Identity, ...] | None, Tables]]] = {}
_pinned: Final[ContextVar[tuple[Path, Tables] | None]] = ContextVar("tables", default=None)


def tables() -> Tables:
    """The set to answer from: the one this run has pinned, else the one now in the data folder."""
    folder = schema.data_dir()
    pinned = _pinned.get()
    return pinned[1] if pinned and pinned[0] == folder else _now(folder)


@contextmanager
def pinned(version: str = "") -> Iterator[None]:
    """Answers inside all come from the set pinned outside; where none is, from a version, as ``of`` takes them."""
    outside = _pinned.get()
    with nullcontext() if outside and outside[0] == schema.data_dir() else of(version):
        yield


@contextmanager
def of(version: str) -> Iterator[None]:
    """Answers inside all come from an archived version; from the set that is in the data folder now where it is "".

    Raises NotReadable.
    """
    folder = schema.data_dir()
    with _pin(_archived(folder, version, _quotes(folder)) if version else _now(folder)):
        yield


@contextmanager
def reading(folder: Path, version: str) -> Iterator[None]:
    """Answers inside come from the tables in a folder that is nobody's data folder yet: a build asks them."""
    with _pin(Tables(store.Held(folder, version), None)):
        yield


@contextmanager
def _pin(at: Tables) -> Iterator[None]:
    token = _pinned.set((schema.data_dir(), at))
    try:
        yield
    finally:
        _pinned.reset(token)


class Older(NamedTuple):
    """An archived version: when its newest record was written, as ISO 8601 or "", and whether it can be read."""

    version: str
    built_at: str
    is_readable: bool


def older() -> list[Older]:
    """The archived versions but the one that is current, the newest first."""
    folder = schema.data_dir()
    found = [_described(folder, name) for name in store.archived(folder) if name != newest()]
    return sorted(found, key=lambda one: one.built_at, reverse=True)


def newest() -> str:
    """The version of the tables that are in the data folder now, without that of the quotes."""
    return _now(schema.data_dir()).version.partition("+")[0]


@lru_cache(256)  # what lies in an archive does not change
def _described(folder: Path, version: str) -> Older:
    place = folder / store.ARCHIVE / version
    return Older(version, store.built_at(place), store.is_whole(place, version))


def _quotes(folder: Path) -> store.Identity | None:
    return next((one for one in store.lying_in(folder) or () if one.table == "quotes"), None)


@lru_cache(OLDER)
def _archived(folder: Path, version: str, quotes: store.Identity | None) -> Tables:
    if version not in store.archived(folder) or not _described(folder, version).is_readable:
        raise NotReadable(version)
    place = folder / store.ARCHIVE / version
    try:
        lying = (*store.identities(place), *([quotes] if quotes else []))
        return Tables(store.Held(place, version), lying, folder)
    except (DataMissing, duckdb.Error) as error:  # what the views ask is not there
        raise NotReadable(version) from error


def _now(folder: Path) -> Tables:
    lying = store.lying_in(folder)
    known = _newest.get(folder)
    if known and known[0] == lying and lying is not None:
        return known[1]
    with _opening:
        known = _newest.get(folder)
        if known and known[0] == lying and lying is not None:
            return known[1]
        try:
            opened = Tables(store.opened(folder, lying), lying)
        except (store.Missing, store.Mixed) as error:
            raise DataMissing(str(error)) from None
        _newest.clear()  # one data folder at a time; who still reads the set before holds it
        _newest[folder] = lying, opened
        return opened


def version() -> str:
    """The version of the tables answered from, and after a + that of the quotes where there are any."""
    return tables().version.removesuffix(_BROKEN)


def furnish(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    form: Literal["view", "table"],
    version: str,
    quotes: Path | None = None,
) -> str:
    """Everything a question may name: the tables, read where they lie or copied, and what ``views/`` defines.

    The ``quotes`` are in another folder where the tables come from the archive.

    Returns the version with that of the quotes after it. Quotes that are not there, or cannot be read, are no rows: the
    version then says "broken", and ``quotes_broken`` why.
    """
    con.execute(_MACROS)
    for table in schema.TABLES:
        path = schema.parquet(table, folder)
        literal = str(path).replace("'", "''")
        try:
            con.execute(f"create {form} {table} as select * from read_parquet('{literal}')")
        except duckdb.Error as error:
            raise DataMissing(f"{path.name} cannot be read: {_without(folder, error)}") from error
    version += _furnish_quotes(con, quotes or folder, form)
    # `placed` numbers the rows; `hits` holds the numbers that `_answer` gives it for a text, else none
    literal = str(schema.parquet("observations", folder)).replace("'", "''")
    source, number = (f"read_parquet('{literal}')", "file_row_number") if form == "view" else ("observations", "rowid")
    con.execute(f"create view placed as select *, {number} as place from {source}")
    con.execute("create table hits (place integer)")
    for path in (*sorted((schema.ROOT / "views").glob("*.sql")), *sorted((ROOT / "views").glob("*.sql"))):
        con.execute(_definition(path.stem, path.read_text(encoding="utf8")))
    return version


def _without(folder: Path, error: Exception) -> str:
    """What went wrong, without where on the server."""
    return str(error).replace(str(folder), folder.name)


def _furnish_quotes(con: duckdb.DuckDBPyConnection, folder: Path, form: Literal["view", "table"]) -> str:
    """The optional table; returns what it adds to the version."""
    path = schema.parquet("quotes", folder)
    literal = str(path).replace("'", "''")
    columns = ", ".join(f"{name} {kind}" for name, kind in schema.QUOTES.items())
    found = None
    if path.exists():
        try:
            con.execute(f"create {form} quotes as select {', '.join(schema.QUOTES)} from read_parquet('{literal}')")
            con.execute("from quotes limit 1").fetchall()
            row = con.execute(
                "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'data_version'",
                {"path": str(path)},
            ).fetchone()
            return f"+{row[0] if row else 'unknown'}"
        except duckdb.Error:
            con.execute(f"drop {form} if exists quotes")
            found = _BROKEN
    con.execute(f"create table quotes ({columns})")
    return found or ""


def quotes_broken() -> bool:
    """Whether the quotes' file is there and cannot be read, or has other columns."""
    return tables().version.endswith(_BROKEN)


def keep(con: duckdb.DuckDBPyConnection, views: tuple[str, ...] = ("counts", "axes", "years", "corrected")) -> None:
    """Hold in memory what is small and asked at every filter, instead of gathering it from all rows each time."""
    for view in views:
        con.execute(f"create table kept as from {view}; drop view {view}; alter table kept rename to {view}")


def _keep_told(con: duckdb.DuckDBPyConnection) -> None:
    """Hold ``told`` in both languages: to plan a question over its many columns takes longer than to answer it."""
    con.execute(
        """
        create table told_kept as select 'zh' as told_in, * from told('zh') union all select 'en', * from told('en');
        drop macro table told;
        create macro told(lang) as table
            select * exclude (told_in) from told_kept where told_in = pick(lang, 'zh', 'en');
        """
    )


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


Keyed = tuple[tuple[str, Any], ...]
Row = dict[str, Any]


def run(name: str, **parameters: Any) -> pd.DataFrame:
    """The answer to a question, one row per row of its SELECT.

    ``parameters`` are the query's own named parameters; one it does not name raises QueryFailed, as does a
    failing query. Lists bind to ``list_contains($ids, …)``. What is done to the frame stays with the caller.
    """
    # copy-on-write: a shallow copy costs microseconds and keeps the kept answer as it was
    return _answer(tables(), name, _keyed(parameters)).copy(deep=False)


def rows(name: str, **parameters: Any) -> tuple[Row, ...]:
    """As ``run``: each row by its columns' names, for what is told and not drawn. Kept: not to be written to."""
    return _records(tables(), name, _keyed(parameters))


def parts(name: str, **parameters: Any) -> Iterator[pd.DataFrame]:
    """As ``run``, for an answer too large to keep: a file's rows, some thousands a part, at least one part."""
    at = tables()
    with _asked(at, name, _keyed(parameters)) as cursor:
        part = cursor.fetch_df_chunk(VECTORS)
        yield part
        while not (part := cursor.fetch_df_chunk(VECTORS)).empty:
            yield part


def _keyed(parameters: dict[str, Any]) -> Keyed:
    return tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in parameters.items()))


def _size(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum()) + 1_000


def _kept(at: Tables, *rest: Any) -> tuple[Any, ...]:
    """A key that does not hold the set: a kept answer must not keep its tables on disk."""
    return (at.mark, *rest)


@contextmanager
def _asked(at: Tables, name: str, keyed: Keyed) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor that has been asked; DuckDB's errors, then and while it is read, are raised as ours."""
    parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in keyed}
    cursor = _cursor(at.con)
    try:
        if parameters.get("text"):
            cursor.register("hits", _said(at, str(parameters["text"])))
        with turns.aside():
            cursor.execute(sql(name), parameters)
        yield cursor
    except duckdb.Error as error:
        raise QueryFailed(f"The question {name!r} failed: {_without(at.folder, error)}") from error


def _ask(at: Tables, name: str, keyed: Keyed) -> pd.DataFrame:
    with _asked(at, name, keyed) as cursor:
        return cursor.df()


_answer = turns.once_each(KEPT_BYTES, _size, _kept)(_ask)


def _about(rows: tuple[Row, ...]) -> int:
    return 1_000 + sum(200 * len(row) for row in rows)


@turns.once_each(KEPT_BYTES, _about, _kept)
def _records(at: Tables, name: str, keyed: Keyed) -> tuple[Row, ...]:
    """Taking a frame apart costs more than drawing what it tells; by columns it costs a fifth of ``to_dict``."""
    frame = _answer(at, name, keyed)
    columns = [frame[column].tolist() for column in frame]
    return tuple(dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True))


# full-width letters, digits and signs, as a Chinese keyboard writes them, to those that print shows
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


@turns.once_each(KEPT_BYTES, _size, _kept)
def _said(at: Tables, text: str) -> pd.DataFrame:
    """The rows that hold every word of a text, each somewhere, where no name of their metric or subject holds it whole.

    The one slow step over millions, so done once for all questions. A full-width word is looked for as it is and as
    it would be printed.
    """
    words = list(dict.fromkeys(text.split()))
    if words == [text] and text.translate(_NARROW) == text:
        return _places(at, "said", text)
    found: np.ndarray | None = None
    for word in words:
        forms = dict.fromkeys((word, word.translate(_NARROW)))
        holding = [_places(at, view, form)["place"].to_numpy() for form in forms for view in ("said", "named")]
        rows = np.unique(np.concatenate(holding))
        found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
        if not len(found):
            break
    named = _places(at, "named", text)["place"].to_numpy()
    return pd.DataFrame({"place": np.setdiff1d(np.array([], "int32") if found is None else found, named)})


def _places(at: Tables, view: str, text: str) -> pd.DataFrame:
    cursor = _cursor(at.con)
    with turns.aside():
        cursor.execute(f"select place::integer as place from {view}($text)", {"text": text})
    return cursor.df()
