"""Dated events over the months."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from charts import marks, plain, rows
from charts.layers import Layers
from charts.text import text_width, wrap
from charts.theme import BODY, JANUARIES, LOCALES, PALETTES, Palette, finish, language

LINE = 16  # px: one line of label
SIDE = 130  # px: the room beside a mark in the middle of a phone
FADE, STEPS = 48, 24  # px: an end that is not told fades out so far, in so many steps
INSIDE = 215  # px: the room inside a band over most of the months on a phone
MONTHLESS = ("year", "part_year")  # precisions that name no month


def timeline(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """Events in order of date, one row each: a dot for a day, a bar over all that a vaguer date may mean.

    What is said to be early in a year fades out: no end is told. Events whose month is not stated share one pale band
    beneath the others, headed by the date in words, and are listed in it: a bar each would be as long as the year, and
    as loud as all the rest. The label of a bar stands beside it where there is room, folded if there is little; a bar
    over more than half of the months leaves none, its label and date stand above it.

    Columns: date_start, date_end (inclusive; missing means date_start), precision ("day" is a dot, "year" and
    "part_year" are listed in a band, "early" fades out, all else is a bar), label (short), title (tooltip), theme_id,
    where; optional date (the date as words; without it date_start is shown).
    Words: title, date, where.
    """
    palette = PALETTES[scheme]
    start = pd.to_datetime(frame["date_start"])
    events = frame.assign(
        start=start,
        end=pd.to_datetime(frame["date_end"]).fillna(start) + pd.Timedelta(days=1),
        date=frame["date"] if "date" in frame else start.dt.strftime("%Y-%m-%d"),
    ).sort_values(["start", "end"], kind="stable")
    single = events["precision"] == "day"
    events.loc[single, "start"] = events.loc[single, "start"] + pd.Timedelta(hours=12)
    events.loc[single, "end"] = events.loc[single, "start"]
    early = events["precision"] == "early"
    events.loc[early, "end"] = events.loc[early, "start"]
    first, last = events["start"].min(), events["end"].max() - pd.Timedelta(1, "s")
    months = pd.date_range(first.to_period("M").start_time, last.to_period("M").end_time, freq="MS")
    after = months[-1] + pd.offsets.MonthBegin()
    monthless = events["precision"].isin(MONTHLESS)
    placed, top = _rows(events[~monthless], (after - months[0]) / 2, palette)
    bands, listed, top = _bands(events[monthless], top, palette)
    every = 1 if len(months) <= 14 else 3 if len(months) <= 40 else 12
    names = LOCALES[language(lang)].to_dict()["time"]["shortMonths"]
    # A linear scale of milliseconds in UTC: the same months in whatever time zone the reader sits.
    scale = alt.Scale(
        domain=[milliseconds(months[0]), milliseconds(after)],
        nice=False,
        zero=False,
        range=[2, {"expr": "width - 2"}],
    )
    axis = alt.Axis(
        title=None,
        domain=False,
        tickSize=6,
        orient="top",
        values=[milliseconds(month) for month in months[::every]],
        labelExpr=(f"utcmonth(datum.value) == 0 ? {JANUARIES[language(lang)]} : {names}[utcmonth(datum.value)]"),
        labelAlign="left",
        labelOffset=4,
        labelOverlap="parity",
        labelSeparation=6,
        labelFlush=False,
    )
    x = rows.along("start", scale, axis)
    layers = [
        *_marks(placed, scale, x),
        *_band_marks(bands, listed, x, palette),
        *_labels(placed, palette),
        alt.Chart(plain.data([*placed, *listed]))
        .mark_rect(fill="transparent", stroke=None)
        .encode(
            x=alt.XValue(0),
            x2=alt.X2Value("width"),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=rows.tooltips(words, "title", "date", "where"),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    return finish(
        Layers(layers, height=top + 4),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def _rows(events: pd.DataFrame, half: pd.Timedelta, palette: Palette) -> tuple[list[rows.Record], float]:
    """A row for each event that is dated as far as its month, and where the last ends in px."""
    placed = []
    top = 6.0
    for row in rows.records(events):
        early = row["precision"] == "early"
        above = row["end"] - row["start"] > half
        label = f"{row['label']} · {row['date']}" if above or early else row["label"]
        lines = wrap(label, BODY, rows.NARROW) if above else fold(label)
        height = (len(lines) + 1) * LINE + 8 if above else max(25, len(lines) * LINE + 6)
        bar = top + height - 8 if above else top + height / 2
        placed.append(
            _told(row, palette)
            | {
                "label": label,
                "precision": row["precision"],
                "fade": FADE if early else 0,
                "wrapped": "\n".join(lines),
                "whole": text_width(label, BODY),
                "above": above,
                "rise": (len(lines) - 1) * LINE / (1 if above else 2),
                "top": top,
                "y": bar,
                "label_y": bar - 6 - LINE / 2 if above else bar,
                "bottom": top + height,
            }
        )
        top += height
    return placed, top


def _bands(events: pd.DataFrame, top: float, palette: Palette) -> tuple[list[rows.Record], list[rows.Record], float]:
    """Of the events whose month is not stated: a band for each date in words, the lines in it, and where they end."""
    bands: list[rows.Record] = []
    listed: list[rows.Record] = []
    for _, group in events.groupby(["start", "end", "date"], sort=False):
        top += 6 if bands or top > LINE else 0
        head = top
        top += LINE + 6
        hues = {palette.hue(theme) for theme in group["theme_id"]}
        band = {"band": group["date"].iloc[0], "head": head, "from": top, "start": milliseconds(group["start"].iloc[0])}
        top += 5
        for row in rows.records(group):
            lines = wrap(row["label"], BODY, INSIDE)
            height = len(lines) * LINE + 4
            listed.append(
                _told(row, palette)
                | {
                    "label": row["label"],
                    "wrapped": "\n".join(lines),
                    "whole": text_width(row["label"], BODY),
                    "rise": (len(lines) - 1) * LINE / 2,
                    "top": top,
                    "y": top + height / 2,
                    "bottom": top + height,
                }
            )
            top += height
        top += 5
        hue = hues.pop() if len(hues) == 1 else palette.muted
        bands.append(
            band | {"end": milliseconds(group["end"].iloc[0]), "to": top, "fill": palette.tint(hue, marks.PALE)}
        )
    return bands, listed, top


def _told(row: rows.Record, palette: Palette) -> rows.Record:
    return {
        "title": row["title"],
        "date": row["date"],
        "where": row["where"],
        "said": f"{row['date']} {row['title']}",
        "start": milliseconds(row["start"]),
        "end": milliseconds(row["end"]),
        "colour": palette.hue(row["theme_id"]),
    }


def _marks(placed: list[rows.Record], scale: alt.Scale, x: alt.X) -> list[alt.Chart]:
    """Bars, those that fade out, and dots."""
    layers = []
    if spans := [row for row in placed if row["precision"] not in ("day", "early")]:
        layers.append(
            alt.Chart(plain.data(spans))
            .mark_bar(height=12, cornerRadius=6, aria=False)
            .encode(x=x, x2=alt.X2(field="end"), y=rows.y(), fill=rows.colour())
        )
    step = FADE / STEPS
    early = [row | {"from": row["y"] - 6, "to": row["y"] + 6} for row in placed if row["precision"] == "early"]
    if faded := [row | {"step": n} for row in early for n in range(STEPS)]:
        layers.append(
            alt.Chart(plain.data(faded))
            .mark_rect(aria=False, opacity={"expr": f"1 - datum.step / {STEPS}"})
            .encode(
                x=alt.XValue({"expr": f"scale('x', datum.start) + datum.step * {step}"}),
                x2=alt.X2Value({"expr": f"scale('x', datum.start) + (datum.step + 1) * {step}"}),
                y=rows.y("from"),
                y2=alt.Y2(field="to"),
                fill=rows.colour(),
            )
        )
    if days := [row for row in placed if row["precision"] == "day"]:
        layers.append(
            alt.Chart(plain.data(days))
            .mark_point(size=130, strokeWidth=0, opacity=1, aria=False)
            .encode(x=x, y=rows.y(), fill=rows.colour())
        )
    return layers


def _band_marks(bands: list[rows.Record], listed: list[rows.Record], x: alt.X, palette: Palette) -> list[alt.Chart]:
    if not bands:
        return []
    band = alt.Chart(plain.data(bands))
    inside = "(scale('x', datum.end) - scale('x', datum.start) - 20) > datum.whole"
    return [
        band.mark_rect(cornerRadius=6, aria=False).encode(
            x=x, x2=alt.X2(field="end"), y=rows.y("from"), y2=alt.Y2(field="to"), fill=rows.colour("fill")
        ),
        *(
            band.mark_text(
                align="left", baseline="top", fontSize=BODY, fontWeight="bold", fill=palette.muted, aria=False, **ground
            ).encode(x=x, y=rows.y("head"), text=alt.Text(field="band", type="nominal"))
            for ground in (rows.ground(palette), {})
        ),
        _text(listed, palette, inside, align="left").encode(
            x=alt.XValue({"expr": "scale('x', datum.start) + 10"}), y=rows.y()
        ),
    ]


def _labels(placed: list[rows.Record], palette: Palette) -> list[alt.Chart]:
    if not placed:
        return []
    left, right = "(scale('x', datum.start) - 12)", "(width - scale('x', datum.end) - datum.fade - 12)"
    after_it = f"({right} > datum.whole || {right} >= {left})"
    in_one = f"(datum.above ? width : {after_it} ? {right} : {left}) > datum.whole"
    at = (
        f"datum.above ? scale('x', datum.start) : {after_it} ? scale('x', datum.end) + datum.fade + 11"
        " : scale('x', datum.start) - 11"
    )
    align = {"expr": f"datum.above || {after_it} ? 'left' : 'right'"}
    return [
        _text(placed, palette, in_one, align=align, **ground).encode(x=alt.XValue({"expr": at}), y=rows.y("label_y"))
        for ground in (rows.ground(palette), {})
    ]


def _text(of: list[rows.Record], palette: Palette, in_one: str, *, align: Any, **ground: Any) -> alt.Chart:
    """Labels in one line where `in_one` holds, else wrapped."""
    chart: alt.Chart = alt.Chart(plain.data(of)).mark_text(
        baseline="middle",
        fontSize=BODY,
        lineHeight=LINE,
        lineBreak="\n",
        fill=palette.ink,
        aria=False,
        align=align,
        text={"expr": f"{in_one} ? datum.label : datum.wrapped"},
        dy={"expr": f"{in_one} ? 0 : -datum.rise"},
        **ground,
    )
    return chart


def fold(label: str) -> list[str]:
    """The label in lines of about one length, two of them if that is narrow enough for a phone."""
    if text_width(label, BODY) <= SIDE:
        return [label]
    width = max(text_width(label, BODY) / 2, 60.0)
    while len(lines := wrap(label, BODY, width)) > 2 and width < SIDE:
        width += 4
    return lines


def milliseconds(at: pd.Timestamp) -> int:
    """The time on the calendar as a number."""
    return int(at.timestamp() * 1000)
