"""Who settled where, as an indented tree."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import legend, plain, rows
from charts.layers import Layers
from charts.rows import px
from charts.text import text_width, wrap
from charts.theme import BODY, PALETTES, SMALL, Palette, finish

INDENT = 22  # px a level
TOP = 11  # px from the top of a row to its dot
SHAPES = {"place": "square", "organisation": "circle", "project": "diamond"}
OTHER = "triangle-up"


def settlement(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> Layers:
    """A tree read from left to right, one row a name: places hold places, organisations and projects.

    Places are squares, organisations dots, projects diamonds; any other kind is a triangle. A key names those
    that occur.

    Columns: child (unique), child_kind (the term: "place", "organisation", "project"; never a translation), kind_title
    (the kind as words), parent (a child, or missing for a root), theme_id, note (may be missing), order (among the
    children of one parent).
    Words: child, kind, parent, note.
    """
    palette = PALETTES[scheme]
    people = rows.records(frame.sort_values("order"))
    names = {row["child"] for row in people}
    nodes: list[rows.Record] = []
    links: list[rows.Record] = []
    key, bottom = legend.key_line(key_entries(people, palette), palette)

    def grow(row: rows.Record, depth: int, above: rows.Record | None) -> None:
        nonlocal bottom
        left = depth * INDENT + 24
        title = wrap(row["child"], BODY, rows.NARROW + 16 - left, bold=depth == 0)
        note = wrap(row["note"], SMALL, rows.NARROW + 16 - left) if row["note"] else []
        hue = palette.hue(row["theme_id"])
        node = {
            "child": row["child"],
            "child_kind": row["child_kind"],
            "kind": row["kind_title"],
            "parent": row["parent"] or "",
            "note": row["note"] or "",
            "x": depth * INDENT + 10,
            "y": bottom + TOP,
            "left": left,
            "title": "\n".join(title),
            "need": left + text_width(row["child"], BODY, bold=depth == 0) if len(title) > 1 else 0,
            "note_lines": "\n".join(note),
            "note_y": bottom + TOP + 8 + (len(title) - 1) * 17 + 3,
            "note_need": left + text_width(row["note"] or "", SMALL) if len(note) > 1 else 0,
            "colour": hue,
            "fill": hue,
            "weight": 700 if depth == 0 else 400,
            "shape": SHAPES.get(row["child_kind"], OTHER),
            "top": bottom,
            "said": " ".join(part for part in (row["child"], row["parent"], row["note"]) if part),
        }
        if above:
            links.append(
                {
                    "x": above["x"],
                    "x2": node["x"],
                    "from": above["y"],
                    "to": node["y"],
                    "colour": palette.rule,
                }
            )
        bottom += TOP + 12 + (len(title) - 1) * 17 + len(note) * 16 + (6 if note else 4)
        node["bottom"] = bottom
        nodes.append(node)
        for child in people:
            if child["parent"] == row["child"]:
                grow(child, depth + 1, node)

    for root in people:
        if root["parent"] not in names:
            bottom += 8 if nodes else 0.0
            grow(root, 0, None)

    base = alt.Chart(plain.data(nodes))
    layers = [*key]
    if links:
        elbows = alt.Chart(plain.data(links))
        layers += [
            elbows.mark_rule(stroke=palette.rule, aria=False).encode(
                x=px("datum.x"), y=rows.y("from"), y2=alt.Y2(field="to")
            ),
            elbows.mark_rule(stroke=palette.rule, aria=False).encode(
                x=px("datum.x"), x2=px("datum.x2"), y=rows.y("to")
            ),
        ]
    layers += [
        base.mark_point(size=90, strokeWidth=1.75, opacity=1, aria=False, shape={"expr": "datum.shape"}).encode(
            x=px("datum.x"), y=rows.y(), fill=rows.colour("fill"), stroke=rows.outline()
        ),
        base.mark_text(
            align="left",
            baseline="middle",
            fontSize=BODY,
            lineHeight=17,
            lineBreak="\n",
            fill=palette.ink,
            aria=False,
            fontWeight={"expr": "datum.weight"},
            text={"expr": "width < datum.need ? datum.title : datum.child"},
        ).encode(x=px("datum.left"), y=rows.y()),
        base.mark_text(
            align="left",
            baseline="top",
            fontSize=SMALL,
            lineHeight=16,
            lineBreak="\n",
            fill=palette.muted,
            aria=False,
            text={"expr": "width < datum.note_need ? datum.note_lines : datum.note"},
        ).encode(x=px("datum.left"), y=rows.y("note_y")),
        base.mark_rect(fill="transparent", stroke=None).encode(
            x=alt.XValue(0),
            x2=alt.X2Value("width"),
            y=rows.y("top"),
            y2=alt.Y2(field="bottom"),
            tooltip=rows.tooltips(words, "child", "kind", "parent", "note"),
            description=alt.Description(field="said", type="nominal"),
        ),
    ]
    return finish(
        Layers(layers, height=bottom),
        scheme=scheme,
        lang=lang,
        description=description,
    )


def key_entries(people: list[rows.Record], palette: Palette) -> list[rows.Record]:
    """What each shape stands for, in the order of `SHAPES`."""
    kinds = {row["child_kind"]: row["kind_title"] for row in people}
    hue = palette.muted
    return [
        {
            "words": kinds[kind],
            "shape": SHAPES.get(kind, OTHER),
            "fill": hue,
            "stroke": hue,
            "dashed": False,
        }
        for kind in sorted(kinds, key=lambda kind: (list(SHAPES).index(kind) if kind in SHAPES else 9, kind))
    ]
