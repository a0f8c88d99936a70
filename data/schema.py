"""The contract of the Parquet tables as the other rooms see it: names, types, vocabularies and where the files are.

It stands once, in the models of ``data/tables.py``. Columns may be added; none may be renamed.
"""

import os
from pathlib import Path
from typing import Final

from data.tables import TABLES as MODELS, Quote, sql_types
from data.vocabularies import (
    COMPARISONS as COMPARISONS,
    CONFIDENCES as CONFIDENCES,
    DATE_PRECISIONS as DATE_PRECISIONS,
    DIRECTIONS as DIRECTIONS,
    ENTITY_KINDS as ENTITY_KINDS,
    EVENT_KINDS as EVENT_KINDS,
    LEDGER_REASONS as LEDGER_REASONS,
    METRIC_BASES as METRIC_BASES,
    METRIC_KINDS as METRIC_KINDS,
    NATURES as NATURES,
    PAIR_TESTS as PAIR_TESTS,
    PERIOD_KINDS as PERIOD_KINDS,
    QUALIFIERS as QUALIFIERS,
    RELATIONS as RELATIONS,
    ROUNDINGS as ROUNDINGS,
    SCOPES as SCOPES,
    STATUSES as STATUSES,
)

SCHEMA_VERSION: Final = "1"

ROOT: Final = Path(__file__).resolve().parent
CATALOGUE: Final = ROOT / "catalogue"
REPORTS: Final = ROOT / "reports"

# column -> DuckDB type
TABLES: Final[dict[str, dict[str, str]]] = {name: sql_types(model) for name, model in MODELS.items()}

# daily quotes of the carbon market: optional, from files that the user supplies (``data.quotes``), so not in TABLES
QUOTES: Final[dict[str, str]] = sql_types(Quote)


def parquet(table: str, folder: Path | None = None) -> Path:
    """The Parquet file of a table, in ``folder`` or in the folder that the setting chooses."""
    return (folder or data_dir()) / f"{table}.parquet"


def data_dir() -> Path:
    """The folder of the built tables: the setting ``DATA_DIR``, or the one in this repository."""
    return Path(os.environ.get("DATA_DIR") or ROOT)
