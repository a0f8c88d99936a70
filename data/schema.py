"""The contract of the Parquet tables as the other rooms see it: names, types, vocabularies and where the files are.

It stands once, in the models of ``data/tables.py``. Columns may be added; none may be renamed.
"""

import os
from pathlib import Path
from typing import Final

from data.tables import TABLES as MODELS
from data.tables import sql_types
from data.vocabularies import (
    COMPARISONS as COMPARISONS,
)
from data.vocabularies import (
    CONFIDENCES as CONFIDENCES,
)
from data.vocabularies import (
    DATE_PRECISIONS as DATE_PRECISIONS,
)
from data.vocabularies import (
    DIRECTIONS as DIRECTIONS,
)
from data.vocabularies import (
    ENTITY_KINDS as ENTITY_KINDS,
)
from data.vocabularies import (
    EVENT_KINDS as EVENT_KINDS,
)
from data.vocabularies import (
    LEDGER_REASONS as LEDGER_REASONS,
)
from data.vocabularies import (
    METRIC_BASES as METRIC_BASES,
)
from data.vocabularies import (
    METRIC_KINDS as METRIC_KINDS,
)
from data.vocabularies import (
    NATURES as NATURES,
)
from data.vocabularies import (
    PAIR_TESTS as PAIR_TESTS,
)
from data.vocabularies import (
    PERIOD_KINDS as PERIOD_KINDS,
)
from data.vocabularies import (
    QUALIFIERS as QUALIFIERS,
)
from data.vocabularies import (
    RELATIONS as RELATIONS,
)
from data.vocabularies import (
    ROUNDINGS as ROUNDINGS,
)
from data.vocabularies import (
    SCOPES as SCOPES,
)
from data.vocabularies import (
    STATUSES as STATUSES,
)

SCHEMA_VERSION: Final = "1"

ROOT: Final = Path(__file__).resolve().parent
CATALOGUE: Final = ROOT / "catalogue"
REPORTS: Final = ROOT / "reports"

# column -> DuckDB type
TABLES: Final[dict[str, dict[str, str]]] = {name: sql_types(model) for name, model in MODELS.items()}

# daily quotes of the carbon market: optional, from files that the user supplies (``data.quotes``), so not in TABLES
QUOTES: Final[dict[str, str]] = {
    "date": "DATE",
    "price_basis": "VARCHAR",  # listed, composite
    "open": "DOUBLE",  # yuan a tonne, as high, low and close; NULL on a day without trade
    "high": "DOUBLE",
    "low": "DOUBLE",
    "close": "DOUBLE",
    "volume": "DOUBLE",  # t
    "turnover": "DOUBLE",  # yuan
    "cum_volume": "DOUBLE",
    "cum_turnover": "DOUBLE",
    "file": "VARCHAR",
    "row": "INTEGER",
}


def parquet(table: str, folder: Path | None = None) -> Path:
    """The Parquet file of a table, in ``folder`` or in the folder that the setting chooses."""
    return (folder or data_dir()) / f"{table}.parquet"


def data_dir() -> Path:
    """The folder of the built tables: the setting ``DATA_DIR``, or the one in this repository."""
    return Path(os.environ.get("DATA_DIR") or ROOT)
