"""Dated events over the months."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import rows
from charts.text import text_width, wrap
from charts.theme import BODY, JANUARIES, LOCALES, PALETTES, finish, language

LINE = 16  # px: one line of label
SIDE = 130  # px: the room beside a mark in the middle of a phone


def timeline(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Events in order of date, one row each: a dot for a day, a bar over all that a vaguer date may mean.

    The label stands beside the mark where there is room, folded if there is little. A bar over more than half of the
    months leaves none: its label stands above it, with the date in words, since the bar's ends are no dates.

    Columns: date_start, date_end (inclusive; missing means date_start), precision ("day" is a dot, all else a bar),
    label (short), title (tooltip), theme_id, where; optional date (the date as words; without it date_start is shown).
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
    first, last = events["start"].min(), events["end"].max() - pd.Timedelta(1, "s")
    months = pd.date_range(first.to_period("M").start_time, last.to_period("M").end_time, freq="MS")
    after = months[-1] + pd.offsets.MonthBegin()
    placed = []
    top = 6.0
    for row in rows.records(events):
        above = (row["end"] - row["start"]) * 2 > after - months[0]
        label = f"{row['label']} · {row['date']}" if above else row["label"]
        lines = wrap(label, BODY, rows.NARROW) if above else fold(label)
        height = (len(lines) + 1) * LINE + 8 if above else max(2, len(lines)) * LINE + 6
        bar = top + height - 8 if above else top + height / 2
        placed.append(
            {
                "label": label,
                "title": row["title"],
                "date": row["date"],
                "where": row["where"],
                "precision": row["precision"],
                "start": milliseconds(row["start"]),
                "end": milliseconds(row["end"]),
                "colour": palette.hue(row["theme_id"]),
                "wrapped": "\n".join(lines),
                "whole": text_width(label, BODY),
                "above": above,
                "rise": (len(lines) - 1) * LINE / (1 if above else 2),
                "said": f"{row['date']} {row['title']}",
                "top": top,
                "y": bar,
                "label_y": bar - 6 - LINE / 2 if above else bar,
                "bottom": top + height,
            }
        )
        top += height
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
        labelFlush=False,
    )
    base = alt.Chart(pd.DataFrame(placed))
    days = [row for row in placed if row["precision"] == "day"]
    spans = [row for row in placed if row["precision"] != "day"]
    layers = []
    if spans:
        layers.append(
            alt.Chart(pd.DataFrame(spans))
            .mark_bar(height=12, cornerRadius=6, aria=False)
            .encode(x=rows.along("start", scale, axis), x2=alt.X2(field="end"), y=rows.y(), fill=rows.colour())
        )
    if days:
        layers.append(
            alt.Chart(pd.DataFrame(days))
            .mark_point(size=130, strokeWidth=0, opacity=1, aria=False)
            .encode(x=rows.along("start", scale, axis), y=rows.y(), fill=rows.colour())
        )
    left, right = "(scale('x', datum.start) - 12)", "(width - scale('x', datum.end) - 12)"
    after_it = f"({right} > datum.whole || {right} >= {left})"
    in_one = f"(datum.above ? width : {after_it} ? {right} : {left}) > datum.whole"
    layers += [
        base.mark_text(
            baseline="middle",
            fontSize=BODY,
            lineHeight=LINE,
            lineBreak="\n",
            fill=palette.ink,
            aria=False,
            align={"expr": f"datum.above || {after_it} ? 'left' : 'right'"},
            text={"expr": f"{in_one} ? datum.label : datum.wrapped"},
            dy={"expr": f"{in_one} ? 0 : -datum.rise"},
        ).encode(
            x=alt.XValue(
                {
                    "expr": f"datum.above ? scale('x', datum.start) :"
                    f" {after_it} ? scale('x', datum.end) + 11 : scale('x', datum.start) - 11"
                }
            ),
            y=rows.y("label_y"),
        ),
        base.mark_rect(fill="transparent", stroke=None).encode(
            x=alt.XValue(0),
            x2=alt.X2Value("width"),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=rows.tooltips(words, "title", "date", "where"),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    return finish(
        alt.LayerChart(layer=layers).properties(height=top + 4),
        scheme=scheme,
        lang=lang,
        description=description,
    )


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
