"""The built tables in pandas, joined here and not in SQL: what the questions' answers are held against."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from data import schema

SOURCE = "wuchang-2024-09"  # the report that is read unless another is asked for


@cache
def table(name: str) -> pd.DataFrame:
    """One table as built. Not to be changed."""
    return pd.read_parquet(schema.parquet(name, schema.ROOT))


@cache
def observations() -> pd.DataFrame:
    """Every observation with what its metric, subject, unit and source say of it, by its id. Not to be changed."""
    joined = table("observations")
    for other, key, columns in (
        ("metrics", "metric_id", ["theme_id", "topic", "kind", "headline", "sort", "title_zh", "title_en"]),
        ("subjects", "subject_id", ["scope", "name_zh", "name_en"]),
        ("units", "unit", ["quantity"]),
        ("sources", "source_id", ["kind", "short_zh", "short_en"]),
    ):
        right = table(other)[[key, *columns]].rename(columns={"kind": "source_kind"} if other == "sources" else {})
        joined = joined.merge(right, on=key, how="left", validate="many_to_one")
    return joined.set_index("observation_id", drop=False)


def reported(source: str = SOURCE) -> pd.DataFrame:
    """What a report says and what is derived from it alone."""
    every = observations()
    return every[every["source_id"] == source]


def near(source: str = SOURCE) -> pd.DataFrame:
    """What the publications that a report is set beside say, and what is derived from them."""
    beside = table("sources").set_index("source_id")["beside"]
    names = [name for name, reports in beside.items() if reports is not None and source in reports]
    every = observations()
    return every[every["source_id"].isin(names)]


def passing(**filters: Iterable[Any]) -> set[str]:
    """The ids that pass Explore's filters (its own parameters, without years and text)."""
    every = observations()
    columns = {
        "themes": "theme_id", "topics": "topic", "subjects": "subject_id", "scopes": "scope", "kinds": "kind",
        "units": "unit", "period_kinds": "period_kind", "qualifiers": "qualifier", "bases": "basis",
    }  # fmt: skip
    keep = (every["source_id"] == SOURCE) | every.index.isin(near().index)
    for name, chosen in filters.items():
        if values := list(chosen):
            keep &= every[columns[name]].isin(values)
    if not list(filters.get("bases", [])):
        keep &= every["source_id"] == SOURCE
    return set(every.index[keep])
