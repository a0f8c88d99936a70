"""The words that a column may hold, each vocabulary in the order that readers see."""

import re
from typing import Final

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
# part_year: from 1 January to the latest day that the source tells of; early: said to be early in the year, its end not
# told; eve: the days before a holiday, not counted
DATE_PRECISIONS: Final = ("minute", "day", "month", "year", "holiday", "part_year", "early", "eve")
# scene: what an ordinary day looked like; cut_off: the day that statistics are counted to. Neither happened as an event
EVENT_KINDS: Final = ("event", "scene", "cut_off")
ROUNDINGS: Final = ("nearest", "either")  # either: rounded or cut off, so open by a whole step above and half below
# what a total covers: a period (flow), a moment (stock), or what was promised and not yet done (commitment)
NATURES: Final = ("flow", "stock", "commitment")
# what a rate is reckoned at, or a rank is a place among; not_stated: the source does not say
METRIC_BASES: Final = (
    "current_prices", "constant_prices", "not_stated", "value_added", "concentration", "visits", "turnover_over_volume",
    "districts_of_nation", "districts_of_province", "counties_of_province", "districts_of_city", "central_districts",
    "provinces_of_nation", "central_provinces",
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
    "not_entered", # a figure that was not selected; most are outside the themes and the economy as a whole
)  # fmt: skip
# how a report's figure is set against other publications' (views/set_against.sql)
PAIR_TESTS: Final = ("cut_off", "equal", "inside", "ratio", "between", "gained", "other_year")
# the cells that say what a figure is, and are no explanation of it: a change of one is logged, and a mark covers them
FIGURE: Final = (
    "printed", "qualifier", "value", "lower", "upper", "unit", "period_start", "period_end", "metric_id", "subject_id",
    "comparison", "status",
)  # fmt: skip
WHOLE: Final = "figure"  # what is logged as corrected where a figure went: what was printed, and then nothing
CORRECTED: Final = (*FIGURE, WHOLE)
FALLEN: Final = re.compile("下降|下跌|减少|回落|降|-")  # what a print begins with that is below zero
