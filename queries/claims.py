"""Claims: what a sentence asserts beyond the figures in it, as a condition in SQL over what the figures stand for."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb


class NoClaim(ValueError):
    """The condition is none; the message is DuckDB's."""


def _walled() -> duckdb.DuckDBPyConnection:
    """A cursor on a database that holds nothing and reaches nothing."""
    return _nowhere().cursor()


@cache
def _nowhere() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"enable_external_access": False})


def holds(condition: str, figures: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a condition is true of figures, by their names in it: ``before.upper < retail.lower``.

    A figure has `value`, `lower`, `upper` (base units; NULL where open), `period_start` and `period_end`. What compares
    with a bound that is open is not true. Nothing but the figures can be asked for. Raises NoClaim.
    """
    kinds = {"value": "double", "lower": "double", "upper": "double", "period_start": "date", "period_end": "date"}
    given: list[Any] = []
    tables = []
    for name, figure in figures.items():
        tables.append(f"(select {', '.join(f'?::{kind} as {part}' for part, kind in kinds.items())}) as {name}")
        given += [None if (told := figure.get(part)) is None or told != told else told for part in kinds]
    try:
        found = (
            _walled()
            .execute(f"select coalesce(({condition})::boolean, false) from {', '.join(tables) or '(select 1)'}", given)
            .fetchall()
        )
    except duckdb.Error as error:
        raise NoClaim(str(error).splitlines()[0]) from None
    return len(found) == 1 and bool(found[0][0])
