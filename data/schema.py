"""The contract of the Parquet tables: names, types, vocabularies and where the files are.

Everything that reads or writes a table goes by this module. Columns may be added; none may be renamed.
"""

import os
from pathlib import Path
from typing import Final

SCHEMA_VERSION: Final = "1"

ROOT: Final = Path(__file__).resolve().parent
CATALOGUE: Final = ROOT / "catalogue"
REPORTS: Final = ROOT / "reports"

# --- vocabularies -------------------------------------------------------------------------------

QUALIFIERS: Final = ("exact", "over", "nearly", "about", "range", "order")
PERIOD_KINDS: Final = (
    "day", "month", "half_year", "year", "years", "holiday", "season", "to_date", "as_of", "edition",
)  # fmt: skip
CONFIDENCES: Final = ("original", "repost")  # read where it was published, or in a copy elsewhere
STATUSES: Final = ("final", "preliminary", "estimate", "target", "derived")  # target: aimed at, no outturn
COMPARISONS: Final = ("yoy", "previous_edition", "usual_years", "city", "nation", "not_stated")
METRIC_KINDS: Final = (
    "level", "growth", "gap", "rank", "count", "share", "streak", "price", "ratio",
)  # fmt: skip
DIRECTIONS: Final = ("higher", "lower", "neutral")
# group: several organisations counted together, such as a plant and its neighbours
SCOPES: Final = (
    "nation",
    "province",
    "region",
    "city",
    "district",
    "corridor",
    "site",
    "platform",
    "market",
    "company",
    "group",
)
ENTITY_KINDS: Final = ("platform", "place", "project", "organisation", "policy")
RELATIONS: Final = ("located_in", "settled_in", "part_of", "run_by")
# part_year: from 1 January to the latest day that the source tells of; eve: the days before a holiday, not counted
DATE_PRECISIONS: Final = ("minute", "day", "month", "year", "holiday", "part_year", "eve")
# scene: what an ordinary day looked like; cut_off: the day that statistics are counted to. Neither happened as an event
EVENT_KINDS: Final = ("event", "scene", "cut_off")
ROUNDINGS: Final = ("nearest", "either")  # either: rounded or cut off, so open by a whole step above and half below
# what a total covers: a period (flow), a moment (stock), or what was promised and not yet done (commitment)
NATURES: Final = ("flow", "stock", "commitment")
# what a rate is reckoned at, or a rank is a place among; not_stated: the source does not say
METRIC_BASES: Final = (
    "current_prices", "constant_prices", "not_stated", "visits", "turnover_over_volume", "districts_of_nation",
    "districts_of_province", "counties_of_province", "districts_of_city", "central_districts", "provinces_of_nation",
    "central_provinces",
)  # fmt: skip
LEDGER_REASONS: Final = (
    "date",        # a calendar date or a time of day: held by a period or an event
    "name",        # part of a proper name or a term (昌七条, M758, 双碳)
    "repeat",      # says again a figure entered at its fullest statement
    "phase",       # which phase or instalment of a project (三期)
    "floor",       # a floor or a room
    "sequence",    # an ordinal that only numbers things (第二场)
    "threshold",   # a class boundary in a definition (亿元以上)
    "definition",  # a number that another figure's metric already contains
    "period",      # the period that another figure is counted over, or its length (上半年, 过去四年)
    "article",     # 一 as an indefinite article
    "epithet",     # a round number that describes and does not measure (百年电厂)
    "first",       # 首个, 首次, 首区: a first in words, no number
    "idiom",       # a fixed phrase that counts nothing (一系列, 一流, 加倍)
    "not_entered", # a figure outside the themes and the economy as a whole
)  # fmt: skip
# how a report's figure is set against other publications' (views/set_against.sql)
PAIR_TESTS: Final = ("cut_off", "equal", "inside", "ratio", "between", "gained", "other_year")

# --- tables: column -> DuckDB type ----------------------------------------------------------------

LOCATOR: Final = {
    "section": "VARCHAR",
    "paragraph": "INTEGER",
    "char_start": "INTEGER",
    "char_end": "INTEGER",
}

TABLES: Final[dict[str, dict[str, str]]] = {
    "observations": {
        "observation_id": "VARCHAR",
        "metric_id": "VARCHAR",
        "subject_id": "VARCHAR",
        "source_id": "VARCHAR",
        "period_start": "DATE",
        "period_end": "DATE",
        "period_kind": "VARCHAR",
        "year_first": "INTEGER",
        "year_last": "INTEGER",
        "value": "DOUBLE",
        "lower": "DOUBLE",
        "upper": "DOUBLE",
        "unit": "VARCHAR",
        "base_value": "DOUBLE",
        "base_lower": "DOUBLE",
        "base_upper": "DOUBLE",
        "base_unit": "VARCHAR",
        "qualifier": "VARCHAR",
        "printed": "VARCHAR",
        "decimals": "INTEGER",
        "rounded_to": "DOUBLE",
        "rounding": "VARCHAR",
        "basis": "VARCHAR",
        "status": "VARCHAR",
        "comparison": "VARCHAR",
        "series": "VARCHAR",
        **LOCATOR,
        "statement_zh": "VARCHAR",
        "statement_en": "VARCHAR",
        "caveat_zh": "VARCHAR",
        "caveat_en": "VARCHAR",
        "formula": "VARCHAR",
        "inputs": "VARCHAR[]",
        "input_events": "VARCHAR[]",
        "root_section": "VARCHAR",
        "root_paragraph": "INTEGER",
        "formula_zh": "VARCHAR",
        "formula_en": "VARCHAR",
        "period_zh": "VARCHAR",
        "period_en": "VARCHAR",
        "display_zh": "VARCHAR",
        "display_en": "VARCHAR",
        "bounds_zh": "VARCHAR",
        "bounds_en": "VARCHAR",
    },
    "metrics": {
        "metric_id": "VARCHAR",
        "theme_id": "VARCHAR",
        "topic": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "definition_zh": "VARCHAR",
        "definition_en": "VARCHAR",
        "unit": "VARCHAR",
        "kind": "VARCHAR",
        "quantity": "VARCHAR",
        "nature": "VARCHAR",
        "base": "VARCHAR",
        "better": "VARCHAR",
        "additive": "BOOLEAN",
        "decimals": "INTEGER",
        "headline": "BOOLEAN",
        "sort": "INTEGER",
    },
    "subjects": {
        "subject_id": "VARCHAR",
        "name_zh": "VARCHAR",
        "name_en": "VARCHAR",
        "scope": "VARCHAR",
        "parent_id": "VARCHAR",
    },
    "events": {
        "event_id": "VARCHAR",
        "kind": "VARCHAR",
        "source_id": "VARCHAR",
        "theme_id": "VARCHAR",
        "date_start": "DATE",
        "date_end": "DATE",
        "date_precision": "VARCHAR",
        "when_zh": "VARCHAR",
        "when_en": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "entity_ids": "VARCHAR[]",
        "observation_ids": "VARCHAR[]",
        "short_zh": "VARCHAR",
        "short_en": "VARCHAR",
        **LOCATOR,
    },
    "entities": {
        "entity_id": "VARCHAR",
        "kind": "VARCHAR",
        "name_zh": "VARCHAR",
        "name_en": "VARCHAR",
        "theme_id": "VARCHAR",
        "part_of": "VARCHAR",
        "relation": "VARCHAR",
        "note_zh": "VARCHAR",
        "note_en": "VARCHAR",
        "featured": "BOOLEAN",
        "observation_ids": "VARCHAR[]",
        "source_id": "VARCHAR",
        **LOCATOR,
    },
    "sources": {
        "source_id": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "short_zh": "VARCHAR",
        "short_en": "VARCHAR",
        "publisher": "VARCHAR",
        "date_published": "DATE",
        "date_latest": "DATE",
        "confidence": "VARCHAR",
        "url": "VARCHAR",
        "kind": "VARCHAR",
        "text_sha256": "VARCHAR",
        "text_chars": "INTEGER",
        "licence": "VARCHAR",
        "note": "VARCHAR",
        "note_en": "VARCHAR",
        "subject_id": "VARCHAR",
        "period_start": "DATE",
        "period_end": "DATE",
        "beside": "VARCHAR[]",
    },
    "ledger": {
        "source_id": "VARCHAR",
        "paragraph": "INTEGER",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
        "printed": "VARCHAR",
        "observation_id": "VARCHAR",
        "event_id": "VARCHAR",
        "reason": "VARCHAR",
    },
    "themes": {
        "theme_id": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "sort": "INTEGER",
    },
    "units": {
        "unit": "VARCHAR",
        "name_en": "VARCHAR",
        "base_unit": "VARCHAR",
        "factor": "DOUBLE",
        "quantity": "VARCHAR",
    },
    "sections": {
        "source_id": "VARCHAR",
        "section": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "paragraph_start": "INTEGER",
        "paragraph_end": "INTEGER",
    },
    "paragraphs": {
        "source_id": "VARCHAR",
        "paragraph": "INTEGER",
        "section": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    "terms": {
        "vocabulary": "VARCHAR",
        "term": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "note_zh": "VARCHAR",
        "note_en": "VARCHAR",
        "sort": "INTEGER",
    },
    "checks": {
        "check_id": "VARCHAR",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
    },
    "refusals": {
        "refusal_id": "VARCHAR",
        "metric_ids": "VARCHAR[]",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "reason_zh": "VARCHAR",
        "reason_en": "VARCHAR",
    },
    "pairs": {
        "source_id": "VARCHAR",
        "sort": "INTEGER",
        "our_id": "VARCHAR",
        "test": "VARCHAR",
        "their_ids": "VARCHAR[]",
    },
    "pages": {
        "source_id": "VARCHAR",
        "page_id": "VARCHAR",
        "sort": "INTEGER",
        "theme_id": "VARCHAR",
        "composed": "BOOLEAN",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "summary_zh": "VARCHAR",
        "summary_en": "VARCHAR",
        "alone_zh": "VARCHAR",
        "alone_en": "VARCHAR",
        "headline": "VARCHAR[]",
        "beside": "VARCHAR[]",
    },
    "cards": {
        "source_id": "VARCHAR",
        "page_id": "VARCHAR",
        "card_id": "VARCHAR",
        "sort": "INTEGER",
        "form": "VARCHAR",
        "questions": "VARCHAR[]",
        "parameters": "VARCHAR",
        "shown": "VARCHAR",
        "wide": "BOOLEAN",
        "title_zh": "VARCHAR",
        "title_en": "VARCHAR",
        "about_zh": "VARCHAR",
        "about_en": "VARCHAR",
        "note_zh": "VARCHAR",
        "note_en": "VARCHAR",
        "words_zh": "VARCHAR",
        "words_en": "VARCHAR",
    },
}

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
