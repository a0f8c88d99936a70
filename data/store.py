"""A set of tables is one thing: built in a folder of its own, switched to in one step, opened whole.

In the data folder lies one Parquet file a table, as the last build left them, for everyone to read. Beside them, in
``.tables``, lies each set that a build published or a reader opened, in a folder named by its version; nothing in such
a folder ever changes, so a reader keeps the set it started with while another is published. ``.tables/current`` names
the set published last: it is replaced in one step, and that step is the switch. In ``archive`` lie the sets that were
replaced by one with other figures, each whole in a folder named by its version.
"""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

import duckdb

from data import schema

try:
    import fcntl
except ImportError:  # Windows: no set is known to be unread, so the last few are kept
    fcntl = None  # type: ignore[assignment]

SETS: Final = ".tables"
ARCHIVE: Final = "archive"
NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}")  # of a version that can be a folder's
KEPT_UNLOCKED: Final = 3  # sets, where the system has no locks
TRIES: Final = 10
STRAY_SECONDS: Final = 600  # a file on its way into place takes less


class Mixed(ValueError):
    """The tables of a folder are not one set; the message names the versions and their tables."""


class Missing(ValueError):
    """A table is not there, or is no Parquet file; the message names it."""


class Identity(NamedTuple):
    """What a file is recognised by, without opening it."""

    table: str
    size: int
    changed_ns: int


class Swept(OSError):
    """A set went while it was being opened."""


class Held:
    """A set that is being read: it stays on disk for as long as this object lives. Raises Swept."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder, self.version = folder, version
        self._lock = _locked(folder) if folder.parent.name == SETS else None
        if self._lock and not (folder / "complete").exists():
            raise Swept(folder)


def _locked(folder: Path) -> IO[str] | None:
    """A file of a set, open and locked against being swept until it is closed."""
    if not fcntl:
        return None
    try:
        lock = (folder / ".read").open("a")
    except FileNotFoundError:
        raise Swept(folder) from None
    except OSError:  # a folder we may not write to is not swept by us either
        return None
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


# --- what lies in a folder --------------------------------------------------------------------------


def identities(folder: Path) -> tuple[Identity, ...]:
    """The tables in a folder, the quotes included where there are any. Raises Missing for one that must be there."""
    found = []
    for table in (*schema.TABLES, "quotes"):
        try:
            stat = schema.parquet(table, folder).stat()
        except OSError:
            if table == "quotes":
                continue
            raise Missing(f"{table}.parquet is not in {folder.name}.") from None
        found.append(Identity(table, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def versions(folder: Path) -> dict[str, str]:
    """The data version that each table of the records carries, "" where it carries none. Raises Missing."""
    found = {}
    with duckdb.connect() as con:  # one of its own: threads that share one refuse each other
        for table in schema.TABLES:
            path = schema.parquet(table, folder)
            try:
                row = con.execute(
                    "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'data_version'",
                    {"path": str(path)},
                ).fetchone()
            except duckdb.Error as error:
                if not path.exists():
                    raise Missing(f"{path.name} is not in {folder.name}.") from None
                reason = str(error).replace(str(folder), folder.name)
                raise Missing(f"{path.name} in {folder.name} cannot be read: {reason}") from None
            found[table] = row[0] if row else ""
    return found


def version_of(folder: Path) -> str:
    """The one version of the tables in a folder, "unknown" where some carry none. Raises Mixed and Missing."""
    found = versions(folder)
    known = sorted(set(found.values()) - {""})
    if len(known) > 1:
        told = "; ".join(
            f"{version}: " + ", ".join(table for table, carried in found.items() if carried == version)
            for version in known
        )
        raise Mixed(
            f"The tables in {folder.name} are of {len(known)} data versions, as half a copy leaves them. {told}."
        )
    return known[0] if known and "" not in found.values() else "unknown"


def built_at(folder: Path) -> str:
    """When the newest record of the tables in a folder was written, as they say; "" where they do not."""
    with duckdb.connect() as con:
        try:
            row = con.execute(
                "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'built_at'",
                {"path": str(schema.parquet("observations", folder))},
            ).fetchone()
        except duckdb.Error:
            return ""
    return row[0] if row else ""


def is_whole(folder: Path, version: str) -> bool:
    """Whether the tables in a folder are all of a version, with every column that the contract has now."""
    if not is_built(folder, version):
        return False
    with duckdb.connect() as con:
        for table, columns in schema.TABLES.items():
            found = con.read_parquet(str(schema.parquet(table, folder)))
            if not columns.items() <= dict(zip(found.columns, map(str, found.types), strict=True)).items():
                return False
    return True


def is_built(folder: Path, version: str) -> bool:
    """Whether the tables that lie in a folder are all there and of this version."""
    try:
        return version_of(folder) == version
    except (Mixed, Missing):
        return False


# --- reading ----------------------------------------------------------------------------------------


def _open(folder: Path, lying: tuple[Identity, ...] | None) -> Held:
    try:
        version = version_of(folder)
        if lying != lying_in(folder):
            raise Mixed(f"The tables in {folder.name} are being replaced.")
    except (Mixed, Missing):
        # a build is between two files, or was ended there: what it published is whole all the same
        published = _published(folder)
        if published is None:
            raise
        return Held(published, published.name)  # held before it is read: it may be swept in this moment
    assert lying is not None  # or the version would have been Missing
    own = folder / SETS / version
    if (own / "complete").exists() and _same(own, lying):
        return Held(own, version)
    mark = hashlib.sha256(repr(lying).encode()).hexdigest()[:8]
    taken = folder / SETS / f"{version}-{mark}"
    if not (taken / "complete").exists():
        try:
            _settle(taken, lambda into: _copy(folder, into, lying), folder)
        except OSError:
            return Held(folder, version)  # a folder we may not write to: read it where it lies
        if version_of(taken) != version or lying_in(folder) != lying:
            shutil.rmtree(taken, ignore_errors=True)
            raise Swept(folder)
    return Held(taken, version)


def lying_in(folder: Path) -> tuple[Identity, ...] | None:
    """What lies in a folder, to tell whether it is still the same; None where a table is missing."""
    try:
        return identities(folder)
    except Missing:
        return None


def opened(folder: Path, lying: tuple[Identity, ...] | None) -> Held:
    """The set that a reader of a folder gets now. Raises Mixed or Missing where there is none that is whole."""
    for _ in range(TRIES):
        with contextlib.suppress(Swept):
            return _open(folder, lying)
    raise Missing(f"The tables in {folder.name} are replaced faster than they can be opened.")


def _published(folder: Path) -> Path | None:
    try:
        current = folder / SETS / (folder / SETS / "current").read_text(encoding="utf8").strip()
    except OSError:
        return None
    return current if (current / "complete").exists() else None


def _same(own: Path, lying: tuple[Identity, ...]) -> bool:
    try:
        return identities(own) == lying
    except Missing:
        return False


def _copy(folder: Path, into: Path, lying: tuple[Identity, ...]) -> None:
    for table, _, _ in lying:
        shutil.copy2(schema.parquet(table, folder), schema.parquet(table, into))


# --- writing ----------------------------------------------------------------------------------------


def _settle(place: Path, fill: Callable[[Path], None], folder: Path) -> None:
    """Fill a folder elsewhere and put it in its place in one step; one that is there already stays."""
    (folder / SETS).mkdir(exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder / SETS, prefix="building-"))
    lock = _locked(building)  # a build that was killed holds no lock, and is swept
    try:
        fill(building)
        (building / "complete").touch()
        building.chmod(0o755)
        with contextlib.suppress(OSError):  # another process was as fast, with the same set
            building.rename(place)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        if lock:
            lock.close()


def publish(folder: Path, version: str, fill: Callable[[Path], None]) -> None:
    """Make a set with ``fill`` and switch to it. Ended anywhere, it leaves the set before or the new one, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / SETS / version
    if place.exists() and not (place / "complete").exists():
        shutil.rmtree(place)
    if not place.exists():
        _settle(place, fill, folder)
    pointer = folder / SETS / f".current-{os.getpid()}"
    pointer.write_text(version, encoding="utf8")
    pointer.replace(folder / SETS / "current")  # the switch
    for table in schema.TABLES:
        copy = folder / SETS / f".{table}-{os.getpid()}"
        shutil.copy2(schema.parquet(table, place), copy)
        copy.replace(schema.parquet(table, folder))
    sweep(folder)


def keep(folder: Path) -> str:
    """Keep the set that readers of a folder get now in its archive, whole or not at all; gives its version.

    That is "" where there is no set to be kept under a name. Quotes are not ours to hand on, and stay out of it.
    """
    try:
        held = opened(folder, lying_in(folder))
    except (Mixed, Missing):
        return ""
    if held.version == "unknown" or not NAME.fullmatch(held.version):
        return ""
    place = folder / ARCHIVE / held.version
    if not place.exists():
        for parent in (folder / ARCHIVE, folder / SETS):
            parent.mkdir(exist_ok=True)
        building = Path(tempfile.mkdtemp(dir=folder / SETS, prefix=".archive-"))  # swept where a kill leaves it
        try:
            for table in schema.TABLES:
                shutil.copy2(schema.parquet(table, held.folder), building)
            building.chmod(0o755)
            building.rename(place)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return held.version


def archived(folder: Path) -> list[str]:
    """The versions in the archive of a folder."""
    try:
        return sorted(path.name for path in (folder / ARCHIVE).iterdir() if NAME.fullmatch(path.name) and path.is_dir())
    except OSError:
        return []


def sweep(folder: Path) -> None:
    """Remove what killed builds left, and the sets that nobody reads any more."""
    for stray in (*(folder / SETS).glob(".*"), *folder.glob(".building-*")):
        if time.time() - stray.stat().st_mtime > STRAY_SECONDS:
            shutil.rmtree(stray, ignore_errors=True)
            stray.unlink(missing_ok=True)
    current = _published(folder)
    others = [path for path in _sets(folder) if path != current]
    if not fcntl:
        others = sorted(others, key=lambda path: path.stat().st_mtime)[:-KEPT_UNLOCKED]
    for place in others:
        if not fcntl:
            shutil.rmtree(place, ignore_errors=True)
            continue
        with contextlib.suppress(OSError), (place / ".read").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not while a reader holds it
            shutil.rmtree(place, ignore_errors=True)


def _sets(folder: Path) -> Iterator[Path]:
    for path in (folder / SETS).iterdir():
        if path.is_dir() and not path.name.startswith("."):
            yield path
