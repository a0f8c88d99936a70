"""Native shapes of a slide: words that fit their box, tiles of figures, times, cells, trees. All lengths are px.

A slide is 1280 × 720 px of 9525 EMU each: a size here is one of ``charts.text``. Lines have an exact height: faces
differ in theirs, and a box must hold its words in any of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from charts import legend as keys, marks, settlement, streak, text
from charts.rows import Record
from charts.theme import LOCALES, Palette, language, readable_on
from charts.timeline import MONTHLESS

WIDTH, HEIGHT = 1280, 720
LEADING: Final = 1.32  # of a line, by its size
LANGUAGES: Final = {"zh": "zh-CN", "en": "en-GB"}
BETWEEN: Final = 40  # two columns of entries
PADDED: Final = (6, 5)  # px in a cell of a table, left and right, above and below
AXIS_FROM: Final = 660  # of `times`: left of it the words
DASHED: Final = '<a:prstDash val="dash"/>'


class Box(NamedTuple):
    """A place on the slide."""

    x: float
    y: float
    w: float
    h: float


class Run(NamedTuple):
    """Words in one look."""

    words: str
    size: float
    fill: str
    bold: bool = False


def emu(px: float) -> Emu:
    """A length as files state it."""
    return Emu(round(px * 9525))


def spaced(words: str) -> str:
    """Words as wide as some readers set them, with air between Chinese and other signs."""
    return re.sub(r"(?<=[\u2E80-\uFFEF])(?=[!-~])|(?<=[!-~])(?=[\u2E80-\uFFEF])", " ", words)


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Width of one line, whatever the reader."""
    return text.text_width(spaced(words), size, bold=bold)


def wrap(words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The lines that words take, at most so wide, whatever the reader."""
    air = text.text_width(words, size, bold=bold) / max(text_width(words, size, bold=bold), 1.0)
    return text.wrap(words, size, width * air, bold=bold)


def fitted(words: str, width: float, sizes: Iterable[float], *, lines: int = 1, bold: bool = False) -> float:
    """The first of `sizes` in which the words take at most so many lines; the last if none does."""
    size = 0.0
    for size in sizes:
        if len(wrap(words, size, width, bold=bold)) <= lines:
            break
    return size


def titled(words: str, width: float, most: int) -> float:
    """The size of a title: one line if it is not to be small for that, else two."""
    size = fitted(words, width, range(most, most - 9, -1), bold=True)
    if len(wrap(words, size, width, bold=True)) == 1:
        return size
    return fitted(words, width, range(most, 19, -1), lines=2, bold=True)


def height(paragraphs: Iterable[Run], width: float) -> float:
    """What paragraphs of one run each need."""
    return sum(LEADING * run.size * len(wrap(run.words, run.size, width, bold=run.bold)) for run in paragraphs)


def body(paragraphs: Iterable[Run], lang: str, *, align: str = "l", anchor: str = "t", tag: str = "p:txBody") -> Any:
    """Paragraphs, a run each, as the text of a shape: no insets, wrapped, lines of exact height."""
    told = "".join(
        f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPts val="{round(LEADING * run.size * 75)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr><a:r>{properties(run, lang)}'
        f"<a:t>{escape(run.words)}</a:t></a:r></a:p>"
        for run in paragraphs
    )
    return parse_xml(
        f'<{tag} {nsdecls("p", "a")}><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{told or '<a:p/>'}</{tag}>"
    )


def properties(run: Run, lang: str) -> str:
    """The look of a run: its face is the theme's."""
    return (
        f'<a:rPr lang="{LANGUAGES[lang]}" altLang="en-US" sz="{round(run.size * 75)}" b="{int(run.bold)}" dirty="0">'
        f"{solid(run.fill)}</a:rPr>"
    )


def element(fragment: str) -> Any:
    """A piece of drawing or chart as an element."""
    return parse_xml(f"<a:wrap {nsdecls('a', 'c')}>{fragment}</a:wrap>")[0]


def solid(colour: str) -> str:
    """A fill in one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def fading(stops: Iterable[tuple[int, str, int]]) -> str:
    """A fill from left to right: (per cent of the way, colour, per cent opaque)."""
    told = "".join(
        f'<a:gs pos="{at * 1000}"><a:srgbClr val="{colour.lstrip("#")}">'
        f"{f'<a:alpha val={quoteattr(str(opaque * 1000))}/>' if opaque < 100 else ''}</a:srgbClr></a:gs>"
        for at, colour, opaque in stops
    )
    return f'<a:gradFill rotWithShape="1"><a:gsLst>{told}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'


def outline(colour: str | None, px: float = 1.0, *, dashed: bool = False) -> str:
    """An outline or a line."""
    if colour is None:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{round(px * 9525)}" cap="flat">{solid(colour)}{DASHED if dashed else ""}</a:ln>'


def write(
    shapes: Any, box: Box, paragraphs: Sequence[Run], lang: str, *, align: str = "l", anchor: str = "t", name: str = ""
) -> None:
    """A text box."""
    shape = shapes.add_textbox(*map(emu, box))
    shape._element.replace(shape._element.txBody, body(paragraphs, lang, align=align, anchor=anchor))
    if name:
        shape.name = name


def shape(
    shapes: Any, box: Box, fill: str, *, kind: MSO_SHAPE = MSO_SHAPE.RECTANGLE, line: str = "", round_by: float = 0.2
) -> Any:
    """A shape without words: `fill` and `line` as `solid`, `fading` and `outline` give them."""
    made = shapes.add_shape(kind, *map(emu, box))
    if kind == MSO_SHAPE.ROUNDED_RECTANGLE:
        made.adjustments[0] = round_by
    properties = made._element.spPr
    for child in (fill, line or outline(None)):
        properties.append(element(child))
    made._element.remove(made._element.find("{*}style"))
    return made


def rule(shapes: Any, start: tuple[float, float], end: tuple[float, float], colour: str, px: float = 1.0,
         *, dashed: bool = False) -> None:  # fmt: skip
    """A straight line."""
    made = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(emu, (*start, *end)))
    made._element.spPr.append(element(outline(colour, px, dashed=dashed)))
    made._element.remove(made._element.find("{*}style"))


def key(shapes: Any, box: Box, entries: Sequence[Record], palette: Palette, lang: str, size: float = 13) -> float:
    """The key of the marks that occur, as `charts.legend` names them; the height it takes."""
    x, y = box.x, box.y
    for entry in entries:
        wide = text_width(entry["words"], size) + 4
        if x > box.x and x + 20 + wide > box.x + box.w:
            x, y = box.x, y + 20
        _sign(shapes, x, y + 3, entry, palette, lang)
        write(shapes, Box(x + 20, y, wide, 18), [Run(entry["words"], size, palette.muted)], lang)
        x += 20 + wide + 18
    return y + 26 - box.y if entries else 0.0


def _sign(shapes: Any, x: float, y: float, entry: Record, palette: Palette, lang: str) -> None:
    hue, sign = palette.muted, entry["shape"]
    if sign == keys.INTERVAL:
        rule(shapes, (x, y + 6), (x + 14, y + 6), hue, 1.5)
        for at in (x, x + 14):
            rule(shapes, (at, y + 2), (at, y + 10), hue, 1.5)
        return
    if sign in ("triangle-right", "triangle-left"):
        write(shapes, Box(x, y - 3, 16, 18), [Run("▶" if sign == "triangle-right" else "◀", 13, hue)], lang)
        return
    box = Box(x, y + 2, 14, 9) if sign == keys.STRIP else Box(x, y, 12, 12)
    line = outline(entry["stroke"], 1.25, dashed=entry["dashed"])
    shape(shapes, box, solid(entry["fill"]), kind=KINDS.get(sign, MSO_SHAPE.RECTANGLE), line=line)
    if entry.get("over") == keys.STROKES:
        for at in (x, x + 14):
            rule(shapes, (at, y), (at, y + 13), hue, 1.5)


KINDS: Final[Mapping[str, MSO_SHAPE]] = {
    "square": MSO_SHAPE.RECTANGLE,
    "circle": MSO_SHAPE.OVAL,
    "diamond": MSO_SHAPE.DIAMOND,
    "triangle-up": MSO_SHAPE.ISOSCELES_TRIANGLE,
}


def tiles(shapes: Any, box: Box, told: Sequence[Sequence[Run]], hues: Sequence[str], lang: str) -> None:
    """Figures side by side: of each the number, what it is, and what stands beneath."""
    down = 1 if len(told) < 4 else 2 if len(told) <= 8 else 3
    across = -(-len(told) // down)
    larger = 4 / 3 if down == 1 else 1  # one row has the slide to itself
    wide, high = (box.w - 28 * (across - 1)) / across, min((box.h - 20 * (down - 1)) / down, 180 * larger)
    top = box.y + max(0.0, (box.h - down * high - 20 * (down - 1)) * 0.3)
    sizes = range(round((72 if across < 3 else 48) * larger), 11, -2)
    fit = [fitted(runs[0].words, wide, sizes, bold=True) for runs in told]
    common = sorted(fit)[len(fit) // 4]  # what most can have; a longer number is set smaller on the same line
    deep = LEADING * common + 2
    for number, (runs, own, hue) in enumerate(zip(told, fit, hues, strict=True)):
        x, y = box.x + number % across * (wide + 28), top + number // across * (high + 20)
        shape(shapes, Box(x, y, wide, 3), solid(hue))
        write(shapes, Box(x, y + 12, wide, deep), [runs[0]._replace(size=min(own, common))], lang, anchor="b")
        rest = [run._replace(size=run.size * larger) for run in runs[1:] if run.words]
        while height(rest, wide) > high - 12 - deep and rest[-1].size > 10:
            rest = [run._replace(size=run.size - 0.5) for run in rest]
        write(shapes, Box(x, y + 12 + deep, wide, high - 12 - deep), rest, lang)


def pages_of(told: Sequence[Sequence[Run]], wide: float, high: float) -> list[list[Sequence[Run]]]:
    """Entries in two columns of equal rows: as few slides as hold them, each about as full as the others."""
    rows = [told[start : start + 2] for start in range(0, len(told), 2)]
    needs = [max(height(runs, wide) for runs in row) + 22 for row in rows]

    def filled(high: float) -> list[list[Sequence[Run]]]:
        pages: list[list[Sequence[Run]]] = [[]]
        used = 0.0
        for row, need in zip(rows, needs, strict=True):
            if pages[-1] and used + need > high:
                pages.append([])
                used = 0.0
            pages[-1] += row
            used += need
        return pages

    fewest = len(filled(high))
    lowest = next(
        less for less in range(0, int(high), 10) if less + 10 >= high or len(filled(high - less - 10)) > fewest
    )
    return filled(high - lowest)


def enlarged(told: Sequence[Sequence[Run]], wide: float, high: float) -> list[list[Run]]:
    """Entries as large as they fit on one slide, by at most two fifths; as they are if they do not."""
    for share in (1.4, 1.3, 1.2, 1.15, 1.1, 1.05, 1.0):
        grown = [[run._replace(size=round(run.size * share, 1)) for run in runs] for runs in told]
        if len(pages_of(grown, wide, high)) == 1:
            break
    return grown


Row = Sequence[Sequence[Run]]  # the paragraphs of each cell


def _deep(row: Row, widths: Sequence[float]) -> float:
    """Px that a row of a table needs."""
    return max(height(cell, wide - 2 * PADDED[0]) for cell, wide in zip(row, widths, strict=True)) + 2 * PADDED[1]


def tables_of(rows: Sequence[Row], head: Row, widths: Sequence[float], high: float) -> list[list[Row]]:
    """The rows of a table as they fit on slides, under a head on each."""
    pages: list[list[Row]] = [[]]
    used = top = _deep(head, widths)
    for row in rows:
        need = _deep(row, widths)
        if pages[-1] and used + need > high:
            pages.append([])
            used = top
        pages[-1].append(row)
        used += need
    return pages


def table(
    shapes: Any, at: tuple[float, float], head: Row, rows: Sequence[Row], widths: Sequence[float], palette: Palette,
    lang: str,
) -> Any:  # fmt: skip
    """A table with a head, a thin line under each row."""
    lines = [head, *rows]
    deep = [_deep(row, widths) for row in lines]
    frame = shapes.add_table(len(lines), len(widths), *map(emu, (*at, sum(widths), sum(deep))))
    made = frame.table
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = emu(wide)
    look = made._tbl.tblPr
    look.remove(look.find("{*}tableStyleId"))
    look.attrib.pop("bandRow", None)
    x, y = (round(px * 9525) for px in PADDED)
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    for row, cells, tall in zip(made.rows, lines, deep, strict=True):
        row.height = emu(tall)
        for cell, runs in zip(row.cells, cells, strict=True):
            cell._tc.replace(cell._tc.txBody, body(runs, lang, tag="a:txBody"))
            cell._tc.replace(
                cell._tc.get_or_add_tcPr(),
                parse_xml(
                    f'<a:tcPr {nsdecls("a")} marL="{x}" marR="{x}" marT="{y}" marB="{y}">{none}'
                    f'<a:lnB w="9525">{solid(palette.grid)}</a:lnB><a:noFill/></a:tcPr>'
                ),
            )
    return frame


def entries(shapes: Any, box: Box, told: Sequence[Sequence[Run]], hue: str, lang: str) -> None:
    """Entries in two columns, each under a thin line."""
    wide = (box.w - BETWEEN) / 2
    rows = [told[start : start + 2] for start in range(0, len(told), 2)]
    needs = [max(height(runs, wide) for runs in row) + 22 for row in rows]
    spare = min(30.0, max(0.0, box.h - sum(needs)) / len(rows))
    y = box.y
    for row, need in zip(rows, needs, strict=True):
        for column, runs in enumerate(row):
            x = box.x + column * (wide + BETWEEN)
            rule(shapes, (x, y), (x + wide, y), hue, 1.5)
            write(shapes, Box(x, y + 8, wide, need - 10), runs, lang)
        y += need + spare


def cells(shapes: Any, box: Box, rows: Sequence[Record], words: Mapping[str, str], palette: Palette, lang: str) -> None:
    """A run of periods: a cell each, a line a year, under the label of the run."""
    rows = sorted(rows, key=lambda cell: int(cell["order"]))
    key_entries = [
        {"words": words[state], "shape": "square"} | streak.paint(state, palette.muted, palette)
        for state in streak.STATES
        if any(cell["state"] == state for cell in rows)
    ]
    top = box.y + key(shapes, box, key_entries, palette, lang) + 24
    lines = list(dict.fromkeys(cell["line"] for cell in rows))
    first, last = (pick(int(cell["slot"]) for cell in rows) for pick in (min, max))
    left = max(text_width(line, 16) for line in lines) + 12 if lines != [""] else 0.0
    wide = min(300.0, (box.w - left) / (last - first + 1))
    room = box.y + box.h - top - 74
    high = min(max(110.0, wide * 0.8), room / len(lines) - 10)
    top += (room - len(lines) * (high + 10)) * 0.3
    write(shapes, Box(box.x, top, box.w, 36), [Run(rows[0]["run"], 26, palette.ink, bold=True)], lang)
    for slot, name in {int(cell["slot"]): cell["slot_label"] for cell in rows}.items():
        head = Box(box.x + left + (slot - first) * wide, top + 48, wide, 20)
        write(shapes, head, [Run(name, fitted(name, wide, (15, 13, 11)), palette.muted)], lang, align="ctr")
    for number, line in enumerate(lines):
        y = top + 74 + number * (high + 10)
        if line:
            write(shapes, Box(box.x, y, left, high), [Run(line, 16, palette.muted)], lang, anchor="ctr")
        for cell in (cell for cell in rows if cell["line"] == line):
            painted = streak.paint(cell["state"], palette.hue(cell["theme_id"]), palette)
            at = Box(box.x + left + (int(cell["slot"]) - first) * wide + 2, y, wide - 4, high)
            made = shape(
                shapes, at, solid(painted["fill"]), kind=MSO_SHAPE.ROUNDED_RECTANGLE, round_by=0.1,
                line=outline(painted["stroke"], 2, dashed=painted["dashed"]),
            )  # fmt: skip
            if inside := cell.get("inside"):
                solidly = cell["state"] in ("stated", "elsewhere")
                fill = readable_on(painted["fill"]) if solidly else palette.ink
                run = Run(inside, fitted(inside, wide - 8, (20, 16, 13), bold=True), fill, bold=True)
                made._element.replace(made._element.txBody, body([run], lang, align="ctr", anchor="ctr"))


class Span(NamedTuple):
    """A row of `times`: from `start` to `end` on its axis; `look` is "dot", "bar", "pale", "fades" or "age"."""

    when: str
    words: str
    start: float
    end: float
    look: str
    hue: str


def times(
    shapes: Any, box: Box, spans: Sequence[Span], ticks: Sequence[tuple[float, str]], domain: tuple[float, float],
    palette: Palette, lang: str,
) -> None:  # fmt: skip
    """Rows in order of time: when and what at the left, at the right a dot or a bar over all that may mean."""
    for size in (18, 16, 15, 14, 13, 12):
        when = min(250.0, max(text_width(span.when, size) for span in spans) + 14)
        what = AXIS_FROM - 24 - when
        needs = [
            8 + LEADING * size * max(len(wrap(span.when, size, when - 10)), len(wrap(span.words, size, what)))
            for span in spans
        ]
        if sum(needs) <= box.h - 26:
            break
    spare = min(60.0, (box.h - 26 - sum(needs)) / len(spans))
    left, wide, first, last = box.x + AXIS_FROM, box.w - AXIS_FROM - 10, *domain

    def at(value: float) -> float:
        return left + (value - first) / (last - first) * wide

    high = 26 + sum(needs) + spare * len(spans)
    box = box._replace(y=box.y + (box.h - high) * 0.3)
    foot = box.y + high
    room = 0.0
    for value, name in ticks:
        rule(shapes, (at(value), box.y + 22), (at(value), foot), palette.grid)
        if at(value) >= room and at(value) + text_width(name, 12) <= box.x + box.w + 10:
            write(shapes, Box(at(value) + 2, box.y, text_width(name, 12) + 4, 18), [Run(name, 12, palette.muted)], lang)
            room = at(value) + text_width(name, 12) + 8
    y = box.y + 26
    for number, (span, need) in enumerate(zip(spans, needs, strict=True)):
        high, middle = need + spare, y + (need + spare) / 2
        # what is told of one vague time shares one band and its name
        banded = [
            other.look == "pale" and other._replace(words="", hue="") == span._replace(words="", hue="")
            for other in spans
        ]
        first_of_band = banded.index(True) == number if any(banded) else True
        if first_of_band:
            write(shapes, Box(box.x, y, when - 10, high), [Run(span.when, size, palette.muted)], lang, anchor="ctr")
        write(shapes, Box(box.x + when, y, what, high), [Run(span.words, size, palette.ink)], lang, anchor="ctr")
        if span.look == "dot":
            shape(shapes, Box(at(span.start) - 7, middle - 7, 14, 14), solid(span.hue), kind=MSO_SHAPE.OVAL)
        elif span.look == "age":
            rule(shapes, (at(span.start), middle), (at(span.end), middle), palette.muted, 1.5, dashed=True)
            for end in (span.start, span.end):
                rule(shapes, (at(end), middle - 6), (at(end), middle + 6), palette.muted, 1.5)
        elif span.look == "fades":
            fill = fading([(0, span.hue, 100), (100, span.hue, 0)])
            shape(shapes, Box(at(span.start), middle - 7, 60, 14), fill)
        elif first_of_band:
            fill = solid(palette.tint(span.hue, marks.PALE) if span.look == "pale" else span.hue)
            rest = sum(n + spare for n, same in zip(needs[number + 1 :], banded[number + 1 :], strict=True) if same)
            bar = Box(at(span.start), middle - 7, max(at(span.end) - at(span.start), 6), 14 + rest)
            shape(shapes, bar, fill, kind=MSO_SHAPE.ROUNDED_RECTANGLE, round_by=7 / bar.h if rest else 0.5)
        y += high


def dated(
    rows: Sequence[Record], palette: Palette, lang: str
) -> tuple[list[Span], list[tuple[float, str]], tuple[float, float]]:
    """Events as spans in days, the months as ticks, and from where to where."""
    spans = []
    for row in rows:
        start = pd.Timestamp(row["date_start"])
        end = (pd.Timestamp(row["date_end"]) if row["date_end"] else start) + pd.Timedelta(days=1)
        precision = row["precision"]
        if precision == "day":
            start = end = start + pd.Timedelta(hours=12)
        elif precision == "early":
            end = start  # none is told
        look = {"day": "dot", "early": "fades"}.get(precision, "pale" if precision in MONTHLESS else "bar")
        days = (start.timestamp() / 86400, end.timestamp() / 86400)
        spans.append(Span(row["date"], row["title"], *days, look, palette.hue(row["theme_id"])))
    spans.sort(key=lambda span: (span.look == "pale", span.start, span.end))
    first = pd.Timestamp(min(span.start for span in spans), unit="D").to_period("M").start_time
    last = pd.Timestamp(max(span.end for span in spans) - 0.01, unit="D")
    months = pd.date_range(first, last, freq="MS")
    names = LOCALES[language(lang)].to_dict()["time"]["shortMonths"]
    every = 1 if len(months) <= 14 else 3 if len(months) <= 40 else 12
    january = {"zh": "{}年1月", "en": "Jan {}"}[language(lang)]
    ticks = [
        (month.timestamp() / 86400, january.format(month.year) if month.month == 1 else names[month.month - 1])
        for month in months[::every]
    ]
    after = months[-1] + pd.offsets.MonthBegin()
    return spans, ticks, (first.timestamp() / 86400, after.timestamp() / 86400)


def lived(
    rows: Sequence[Record], derived: str, palette: Palette
) -> tuple[list[Span], list[tuple[float, str]], tuple[float, float]]:
    """Stages and ages as spans in years, decades as ticks, and from where to where."""
    spans = []
    stages = [row for row in rows if row["role"] == "stage"]
    for row in sorted(stages, key=lambda row: (row["year"] is None, row["year"], row["start"])):
        whole = (row["start"], row["end"]) if row["year"] is None else (row["year"], row["year"])
        look = "pale" if row["year"] is None else "dot"
        spans.append(Span(row["display"], row["label"], *whole, look, palette.hue(row["theme_id"])))
    for row in sorted((row for row in rows if row["role"] == "age"), key=lambda row: row["start"]):
        when = f"{row['display']} · {derived}"
        spans.append(Span(when, row["label"], row["start"], row["end"], "age", palette.muted))
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    step = 20 if last - first > 60 else 10 if last - first > 20 else 5
    ticks = [(float(year), str(year)) for year in range(-(-int(first) // step) * step, int(last) + 1, step)]
    return spans, ticks, (first, max(last, first + 1))


def tree(shapes: Any, box: Box, rows: Sequence[Record], palette: Palette, lang: str) -> None:
    """Who settled where: a name a row, indented under what holds it, its note at the right."""
    top = box.y + key(shapes, box, settlement.key_entries(list(rows), palette), palette, lang)
    ordered: list[tuple[Record, int, int]] = []  # row, depth, place of what holds it

    def grow(row: Record, depth: int, above: int) -> None:
        place = len(ordered)
        ordered.append((row, depth, above))
        for child in rows:
            if child["parent"] == row["child"]:
                grow(child, depth + 1, place)

    names = {row["child"] for row in rows}
    for root in rows:
        if root["parent"] not in names:
            grow(root, 0, -1)
    indent, names_wide, dot = 30, 470, 12
    notes_wide = box.w - names_wide - 20
    for size in (18, 16, 15, 14, 13, 12):
        needs = [
            8 + LEADING * max(
                size * len(wrap(row["child"], size, names_wide - depth * indent - 24, bold=depth == 0)),
                (size - 2) * len(wrap(row["note"] or "", size - 2, notes_wide)),
            )
            for row, depth, _ in ordered
        ]  # fmt: skip
        if sum(needs) <= box.y + box.h - top:
            break
    spare = max(0.0, min(36.0, (box.y + box.h - top - sum(needs)) / len(ordered)))
    middles: list[float] = []
    y = top
    for (row, depth, above), need in zip(ordered, needs, strict=True):
        high, middle, x = need + spare, y + (need + spare) / 2, box.x + depth * indent
        if above >= 0:
            stem = x - indent + dot / 2
            rule(shapes, (stem, middles[above] + dot / 2), (stem, middle), palette.rule)
            rule(shapes, (stem, middle), (x, middle), palette.rule)
        sign = settlement.SHAPES.get(row["child_kind"], settlement.OTHER)
        shape(shapes, Box(x, middle - dot / 2, dot, dot), solid(palette.hue(row["theme_id"])), kind=KINDS[sign])
        name = Run(row["child"], size, palette.ink, bold=depth == 0)
        write(shapes, Box(x + 24, y, names_wide - depth * indent - 24, high), [name], lang, anchor="ctr")
        if row["note"]:
            note = Box(box.x + names_wide + 20, y, notes_wide, high)
            write(shapes, note, [Run(row["note"], size - 2, palette.muted)], lang, anchor="ctr")
        middles.append(middle)
        y += high
