"""Trading days and the breaks between them as the K-line draws them."""

import numpy as np
import pandas as pd

from charts import rows
from charts.text import text_width
from charts.theme import SMALL

TICK = 62  # px between the middles of dates


def day_rows(frame: pd.DataFrame) -> list[rows.Record]:
    """The days in their order, as the layers draw and say them."""
    days: list[rows.Record] = []
    dates = pd.to_datetime(frame["date"])
    for date, row in sorted(zip(dates, rows.records(frame), strict=True), key=lambda pair: pair[0]):
        before = days[-1]["close"] if days and days[-1]["segment"] == row["segment"] else None
        prices = {name: row[name] for name in ("open", "high", "low", "close", "ma5", "ma20")}
        days.append(
            prices
            | {f"{name}_said": "—" if price is None else f"{price:.2f}" for name, price in prices.items()}
            | {
                "slot": int(row["slot"]),
                "segment": int(row["segment"]),
                "volume": row["volume"],
                # a day that closes where it opened goes by the close before, as the markets' screens have it
                "rises": row["close"] is None
                or row["close"] > row["open"]
                or (row["close"] == row["open"] and (before is None or row["close"] >= before)),
                "period": row["period"],
                "change": row["change_display"] or "—",
                "volume_said": row["volume_display"],
                "turnover_said": row["turnover_display"],
                "said": f"{row['period']} {row['display']}",
                "year": date.year,
            }
        )
    for day, tick in zip(days, _ticks(pd.Series(sorted(dates)), days), strict=True):
        day |= tick
    return days


def _ticks(dates: pd.Series, days: list[rows.Record]) -> list[rows.Record]:
    """The words for each day on the axis of dates, and `near`: slots to the closest day that goes before it.

    A year's first day goes before a quarter's, a segment's, a month's, a week's; among equals the earlier.
    """
    slots = np.array([day["slot"] for day in days])
    weeks = dates.dt.isocalendar()
    new = {
        5: dates.dt.year.diff().ne(0),
        4: pd.Series([day["segment"] for day in days]).diff().ne(0),
        3: dates.dt.to_period("Q").astype(str).ne(dates.dt.to_period("Q").astype(str).shift()),
        2: dates.dt.month.diff().ne(0),
        1: (weeks["year"] * 100 + weeks["week"]).diff().ne(0).fillna(True),
    }
    rank = np.max([level * starts.to_numpy(dtype=int) for level, starts in new.items()], axis=0)
    near = np.full(len(slots), 1e6)
    for level in range(6):
        own = rank == level
        above = slots[rank > level]
        if len(above):
            after = np.searchsorted(above, slots[own])
            left = slots[own] - above[np.maximum(after - 1, 0)]
            right = above[np.minimum(after, len(above) - 1)] - slots[own]
            near[own] = np.minimum(np.abs(left), np.abs(right))
        near[own] = np.minimum(near[own], np.diff(slots[own], prepend=-1e6))
    return [
        {"tick": f"{date:%Y-%m}" if level >= 2 else f"{date:%m-%d}", "near": float(distance)}
        for date, level, distance in zip(dates, rank, near, strict=True)
    ]


def break_rows(breaks: pd.DataFrame) -> list[rows.Record]:
    """The breaks with the width of their labels and the slots to the one before."""
    gaps = []
    before = -1e6
    for row in rows.records(breaks.sort_values("slot_from")):
        middle = (row["slot_from"] + row["slot_to"]) / 2
        note = row["note"] or ""
        gaps.append(
            {
                "label": row["label"],
                "note": note,
                "from": row["slot_from"] + 0.5,
                "to": row["slot_to"] - 0.5,
                "middle": middle,
                "near": middle - before,
                "half": max(text_width(row["label"], SMALL), text_width(note, SMALL)) / 2,
            }
        )
        before = middle
    return gaps
