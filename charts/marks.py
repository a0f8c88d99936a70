"""The marks of figures, the same in every form (docs/marks.md): how one looks, its hedges, its bounds."""

import altair as alt

from charts import plain
from charts.rows import Record, along, colour, outline, y
from charts.theme import Palette

HEDGE = 24  # px: length of an open end
DASH = [4, 3]  # px: outlines and lines of what we derived, and of nothing else
ABOUT_WIDE = 15  # px: the pale strip to each side of a dot that stands for "about"
PALE = 0.35  # share of the colour where the wording leaves the value open
HEDGES = ("over", "nearly", "about", "range", "order")


def is_elsewhere(row: Record) -> bool:
    """Whether a figure is another source's, or derived from one."""
    return bool(row["basis"] == "context" or row.get("source_kind") == "context")


def look(row: Record, palette: Palette) -> Record:
    """The mark of a figure, the same in every form (docs/marks.md): `colour`, `fill`, `open`, `dashed`.

    Colour says whose: the theme's hue for the report, grey for another source, faint grey if that came later. Fill says
    how sure: solid as printed, hollow for an estimate, hollow and dashed for what we derived. `open` is the pale fill
    of a stretch that the wording leaves open, which has no outline.
    """
    whose = palette.hue(row["theme_id"], "context" if is_elsewhere(row) else row["basis"])
    colour, body = (palette.tint(whose, 0.65), palette.tint(whose, 0.4)) if row.get("later") else (whose, whose)
    derived = row["basis"] == "derived"
    hollow = derived or row.get("status") == "estimate"
    return {
        "colour": colour,
        "fill": palette.canvas if hollow else body,
        "open": palette.tint(body, PALE),
        "dashed": derived,
    }


def dashes() -> dict[str, str]:
    """The outline of what we derived, by the row's `dashed`."""
    return {"expr": f"datum.dashed ? {DASH} : []"}


def bounded(row: Record) -> Record:
    """The row with the bounds its hedge needs; one with bounds but no point counts as a range or an open end."""
    value, lower, upper, hedge = row["value"], row["lower"], row["upper"], row["qualifier"]
    if value is None and hedge != "order":
        hedge = "over" if upper is None else "nearly" if lower is None else "range"
    if hedge == "about" and row["basis"] == "derived":
        hedge = "exact"  # its interval is drawn instead
    if hedge == "over" and lower is None:
        lower = value
    if hedge == "nearly" and upper is None:
        upper = value
    return row | {"lower": lower, "upper": upper, "qualifier": hedge}


def intervals(
    rows: list[Record], scale: alt.Scale, axis: alt.Axis, *, ends: tuple[str, str] = ("lower", "upper")
) -> list[alt.Chart]:
    """The interval of each derived value: a thin line with strokes at its ends."""
    base = alt.Chart(plain.data(rows))
    return [
        base.mark_rule(strokeWidth=1.5, aria=False).encode(
            x=along(ends[0], scale, axis), x2=alt.X2(field=ends[1]), y=y(), stroke=outline()
        ),
        *(
            base.mark_tick(orient="vertical", size=10, thickness=1.5, opacity=caps(*ends), aria=False).encode(
                x=along(end, scale, axis), y=y(), fill=colour()
            )
            for end in ends
        ),
    ]


def caps(low: str, high: str) -> dict[str, str]:
    """Opacity of the ends of an interval: none where the dot between them covers it."""
    return {"expr": f"scale('x', datum.{high}) - scale('x', datum.{low}) > 14 ? 1 : 0"}


def pointed(row: Record, palette: Palette) -> Record:
    """How the hedge of a figure is drawn on a scale of points.

    Adds `at` (where the dot is; None for a band), `start` and `end` (the data the marks cover), `lead` and `gap` (px of
    marks and air left of `start` and right of `end`), and what `look` gives.
    """
    row = bounded(row)
    lower, upper, hedge = row["lower"], row["upper"], row["qualifier"]
    at = row["value"]
    if hedge in ("range", "order"):
        at = None
    elif hedge == "over":
        at = upper = lower
    elif hedge == "nearly":
        at = lower = upper
    ends = [end for end in (at, lower, upper) if end is not None]
    return (
        row
        | look(row, palette)
        | {
            "at": at,
            "start": min(ends),
            "end": max(ends),
            "foot": at if at is not None else min(ends),
            "lead": HEDGE + 10 if hedge == "nearly" else ABOUT_WIDE + 6 if hedge == "about" else 12,
            "gap": HEDGE + 10 if hedge == "over" else ABOUT_WIDE + 6 if hedge == "about" else 12,
        }
    )


def points(rows: list[Record], palette: Palette, scale: alt.Scale, axis: alt.Axis, *, size: float) -> list[alt.Chart]:
    """Dots, bands between bounds, intervals of derived values, and arrows where one bound is open."""
    layers: list[alt.Chart] = []

    def some(*qualifiers: str) -> list[Record]:
        return [row for row in rows if row["qualifier"] in qualifiers]

    hollow = [row for row in some("range", "order") if row["fill"] == palette.canvas]
    printed = [row for row in some("range", "order") if row["fill"] != palette.canvas]
    for bands, fill, edge in ((hollow, "fill", "colour"), (printed, "open", "open")):
        if bands:
            layers.append(
                alt.Chart(plain.data(bands))
                .mark_bar(height=12, strokeWidth=1.5, aria=False, strokeDash=dashes())
                .encode(
                    x=along("start", scale, axis),
                    x2=alt.X2(field="end"),
                    y=y(),
                    fill=colour(fill),
                    stroke=outline(edge),
                )
            )
    if whiskers := [row for row in rows if row["at"] is not None and row["start"] < row["end"]]:
        layers += intervals(whiskers, scale, axis, ends=("start", "end"))
    if vague := [row for row in some("about") if row["basis"] != "derived"]:
        layers.append(
            alt.Chart(plain.data(vague))
            .mark_rule(strokeWidth=12, xOffset=-ABOUT_WIDE, x2Offset=ABOUT_WIDE, aria=False)
            .encode(x=along("at", scale, axis), x2=alt.X2(field="at"), y=y(), stroke=outline("open"))
        )
    # the bounds that a wording names: of a range both, of "nearly" the upper one
    bounds = [row | {"bound": end} for row in some("range") for end in (row["start"], row["end"])]
    bounds += [row | {"bound": row["at"]} for row in some("nearly")]
    if bounds:
        layers.append(
            alt.Chart(plain.data(bounds))
            .mark_tick(orient="vertical", size=18, thickness=2.5, opacity=1, aria=False)
            .encode(x=along("bound", scale, axis), y=y(), fill=colour())
        )
    for hedge, way in (("over", 1), ("nearly", -1)):
        if not (hedged := some(hedge)):
            continue
        layers.append(
            alt.Chart(plain.data(hedged))
            .mark_rule(strokeWidth=2, opacity=0.5, x2Offset=way * (HEDGE - 6), aria=False)
            .encode(x=along("at", scale, axis), x2=alt.X2(field="at"), y=y(), stroke=outline())
        )
        layers.append(
            alt.Chart(plain.data(hedged))
            .mark_point(
                shape="triangle-right" if way > 0 else "triangle-left",
                size=60,
                xOffset=way * (HEDGE - 4),
                opacity=1,
                strokeWidth=0,
                aria=False,
            )
            .encode(x=along("at", scale, axis), y=y(), fill=colour())
        )
    if dots := [row for row in rows if row["at"] is not None and row["qualifier"] != "nearly"]:
        layers.append(
            alt.Chart(plain.data([{"shape": "circle"} | row for row in dots]))
            .mark_point(
                size=size,
                strokeWidth=1.75,
                opacity=1,
                aria=False,
                shape={"expr": "datum.shape"},
                strokeDash=dashes(),
            )
            .encode(x=along("at", scale, axis), y=y(), fill=colour("fill"), stroke=outline())
        )
    return layers
