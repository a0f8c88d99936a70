"""Native charts of a slide, which can be edited in place: bars from zero, and dots on a scale.

The numbers in a chart's sheet are the table's own: a bound is a column, never a difference. What a hedge says stands in
the labels as printed, and in the marks of docs/marks.md as far as a native chart has them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts import marks
from charts.amounts import with_end
from charts.places import FEWEST, numbered
from charts.rows import Record
from charts.theme import Palette
from exports.slide_shapes import Box, Run, element, emu, fading, outline, properties, solid, text_width, wrap

GAP: Final = 16  # px between a mark and its figure
AXIS: Final = 26  # px: the numbers of an axis
ARROWS: Final = {"over": "▶ {}", "nearly": "◀ {}"}  # after a bound that is the least; a bar ends at the most
BOUNDS: Final = (("lower", "l"), ("upper", "r"))
ALIGNED: Final = {"l": "r", "b": "ctr", "t": "ctr"}  # the words of a label, by its side


class Label(NamedTuple):
    """What stands at a point: lines of words, and at which side."""

    lines: Sequence[str]
    side: str
    size: float
    fill: str
    bold: bool = True


class Series(NamedTuple):
    """Points of one look on a scale of dots."""

    name: str
    points: Sequence[tuple[float, float]]
    labels: Mapping[int, Label] = MappingProxyType({})
    dot: tuple[str, str | None, bool] | None = None  # fill, outline, dashed
    large: int = 10  # points
    line: tuple[str, float] | None = None  # from point to point: colour, px
    dashed: bool = False
    bars: str = ""  # error bars


def bars(
    shapes: Any,
    box: Box,
    rows: Sequence[Record],
    words: Mapping[str, str],
    palette: Palette,
    lang: str,
    *,
    most: float = 0.0,
) -> Any:
    """Amounts from zero, a bar a row: solid to what is sure, pale to the farther bound, its figure as printed.

    The scale goes to ``most`` at least.

    Series lie over one another, a look each, so that both bounds of a range are columns of the sheet.
    """
    told = [with_end(row, palette) for row in rows]
    names = [f"{row['group']} · {row['label']}" if row.get("group") else row["label"] for row in told]
    figures = [ARROWS.get(row["qualifier"], "{}").format(row["display"]) for row in told]
    certain = [_certain(row) for row in told]
    size = 16 if len(told) <= 6 else 14
    left = min(400.0, max(text_width(name, size) for name in names) + 14)
    plot = box.w - left - 8
    needs = [
        Need(max(row["end"], sure), text_width(figure, size, bold=True) + GAP, "r")
        for row, sure, figure in zip(told, certain, figures, strict=True)
    ]
    low, high = _room(needs, (min(0.0, *certain), max(most, *certain)), plot)
    looks: dict[tuple[str, str, bool, bool], list[int]] = {}
    for n, row in enumerate(told):
        looks.setdefault((row["colour"], row["fill"], row["dashed"], _pale_end(row)), []).append(n)
    ranges = [n for n, row in enumerate(told) if row["qualifier"] in ("range", "order")]
    data = CategoryChartData(number_format="General")
    data.categories = names
    if ranges:
        name = words[told[ranges[0]]["qualifier"]]
        data.add_series(name, [row["upper"] if n in ranges else None for n, row in enumerate(told)])
    for numbers in looks.values():
        name = _named(told[numbers[0]], words)
        data.add_series(name, [sure if n in numbers else None for n, sure in enumerate(certain)])
    band = min(120.0, (box.h - AXIS - 24) / len(told))
    deep = band * len(told) + AXIS + (22 if words["unit"] else 0)
    frame = _frame(shapes, XL_CHART_TYPE.BAR_CLUSTERED, box, deep, data, Box(left, 0, plot, band * len(told)), palette)
    drawn = frame.chart.plots[0]
    drawn.overlap = 100
    drawn.gap_width = min(500, max(30, round((band / min(44.0, band * 0.6) - 1) * 100)))
    made = list(drawn.series)
    if ranges:
        pale = made.pop(0)
        _filled(pale, solid(told[ranges[0]]["open"]), outline(None))
        _label(pale, {n: Label([figures[n]], "outEnd", size, palette.ink) for n in ranges}, lang)
    for series, ((colour, fill, dashed, fades), numbers) in zip(made, looks.items(), strict=True):
        opened = told[numbers[0]]["open"]
        body = fading([(0, fill, 100), (70, fill, 100), (100, opened, 100)]) if fades else solid(fill)
        _filled(series, body, outline(colour if fill == palette.canvas else None, 1.5, dashed=dashed))
        labels, reach = {}, [(0.0, 0.0)] * len(told)
        for n in numbers:
            past = 0.0
            if _has_interval(told[n]):
                reach[n] = (certain[n] - told[n]["lower"], told[n]["upper"] - certain[n])
                past = reach[n][1] / (high - low) * plot
            if n not in ranges:
                labels[n] = Label([_air(past, size) + figures[n]], "outEnd", size, palette.ink)
        _label(series, labels, lang)
        if any(map(any, reach)):
            _before(series, "cat", _error_bars(reach, colour))
    across, down = frame.chart.value_axis, frame.chart.category_axis
    down.reverse_order = True
    across._element.find("{*}crosses").set("val", "max")  # below the last row
    down.format.line.color.rgb = _rgb(palette.rule)
    down.major_tick_mark = XL_TICK_MARK.NONE
    down.tick_labels.font.size = Pt(size * 0.75)
    _scale(across, low, high, palette, lang)
    if words["unit"]:
        across.axis_title.text_frame.text = words["unit"]
        font = across.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(9), False, _rgb(palette.muted)
    return frame


class Scale(NamedTuple):
    """How the dots of a form are set out: `kind` is rates, places or interval; `pairs` are two dots a row."""

    kind: str
    group: str = ""  # the column that heads rows, or pairs them
    stems: bool = False
    pairs: bool = False


class Line(NamedTuple):
    """A row of dots: its name, whether that is the heading of those below, its figures, its place from below."""

    name: str
    heads: bool
    figures: Sequence[Record]
    y: int


def dots(
    shapes: Any, box: Box, rows: Sequence[Record], words: Mapping[str, str], palette: Palette, lang: str, scale: Scale
) -> Any:
    """Dots on one scale, a row each or a pair: bands between printed bounds, intervals of derived values.

    Row names, and the numbers of an axis that is not linear, are labels of points too: they move with the chart.
    """
    lines = _lines([marks.pointed(row, palette) for row in rows], scale)
    told = [row for line in lines for row in line.figures]
    size = 16 if len(lines) <= 8 else 14 if len(lines) <= 13 else 13
    named = [wrap(line.name, size, 380, bold=line.heads) for line in lines]
    widths = [text_width(part, size, bold=line.heads) for line, some in zip(lines, named, strict=True) for part in some]
    left = max(widths) + 22
    plot = box.w - left - 16
    labels = {id(row): _figure(row, line, scale, size, palette) for line in lines for row in line.figures}
    low, high, ticks = _ends(told, labels, scale, plot)
    for row in told:  # a figure stands past the interval of its value
        label = labels[id(row)]
        if _has_interval(row) and label.side in "lr":
            past = abs(row["upper" if label.side == "r" else "lower"] - row["at"]) / (high - low) * plot - 4
            said = label.lines[0]
            said = _air(past, size) + said if label.side == "r" else said + _air(past, size)
            labels[id(row)] = label._replace(lines=[said])
    series = [*_strokes(lines, scale, words, labels, palette), *_dots(lines, scale, words, labels, palette)]
    # LibreOffice loses every series before one that has more points, so the longest comes first
    most = max(len(one.points) for one in series)
    at = [(low, line.y) for line in lines] + [(low, lines[-1].y)] * (most - len(lines))
    headed = {
        n: Label(some, "l", size, palette.muted if line.heads else palette.ink, bold=line.heads)
        for n, (some, line) in enumerate(zip(named, lines, strict=True))
    }
    series.insert(0, Series(words["label"], at, headed))
    if ticks:
        numbers = {n: Label([_number(tick, lang)], "b", 12, palette.muted, bold=False) for n, tick in enumerate(ticks)}
        axis = Series(words["unit"] or words["display"], [(tick, 0) for tick in ticks], numbers)
        series.insert(0 if len(ticks) > len(at) else 1, axis)
    data = XyChartData(number_format="General")
    for one in series:
        points = data.add_series(one.name)
        for x, y in one.points:
            points.add_data_point(x, y)
    band = min(76.0, (box.h - AXIS - 4) / (len(lines) + 0.5))
    area = Box(left, 0, plot, band * (len(lines) + 0.5))
    frame = _frame(shapes, XL_CHART_TYPE.XY_SCATTER, box, area.h + AXIS, data, area, palette)
    for made, one in zip(frame.chart.plots[0].series, series, strict=True):
        _drawn(made, one, lang)
    across, down = frame.chart.category_axis, frame.chart.value_axis
    down.minimum_scale, down.maximum_scale, down.major_unit = 0, len(lines) + 0.5, 1
    down.has_major_gridlines = False
    down.tick_label_position, down.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    if scale.kind == "rates":
        down.format.line.color.rgb = _rgb(palette.rule)
    else:
        down.format.line.fill.background()
    _scale(across, low, high, palette, lang, percent=scale.kind == "rates" and "gap_unit" not in words)
    if ticks:
        across.tick_label_position, across.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    return frame


def _lines(told: Sequence[Record], scale: Scale) -> list[Line]:
    """The rows down the chart, each group under its heading, the highest first; or the pairs in their order."""
    groups: dict[Any, list[Record]] = {}
    for row in told:
        groups.setdefault(row[scale.group] if scale.group else None, []).append(row)
    rows: list[tuple[str, bool, list[Record]]] = []
    for name, on in groups.items():
        if scale.pairs:
            rows.append((name, False, sorted(on, key=lambda row: float(row["end"]))))
            continue
        if name:
            rows.append((name, True, []))
            on = sorted(on, key=lambda row: -float(row["end"]))
        rows += [(row["label"], False, [row]) for row in on]
    return [Line(*row, len(rows) - n) for n, row in enumerate(rows)]


def _figure(row: Record, line: Line, scale: Scale, size: float, palette: Palette) -> Label:
    """The figure beside its marks, at the side where they are open if one bound alone is known."""
    arrow = {"over": "▶", "nearly": "◀"}.get(row["qualifier"], "")
    said = f"{row['name']} {row['display']}" if scale.pairs else row["display"]
    if scale.kind == "interval":
        return Label([f"{arrow} {said}".strip()], "t", size + 4, palette.ink)
    first_of_two = scale.pairs and len(line.figures) > 1 and row is line.figures[0]
    if first_of_two or (scale.stems and row["end"] < 0) or (row["qualifier"] == "nearly" and not scale.pairs):
        return Label([f"{said} {arrow}".strip()], "l", size, palette.ink)
    return Label([f"{arrow} {said}".strip()], "r", size, palette.ink)


def _ends(
    told: Sequence[Record], labels: Mapping[int, Label], scale: Scale, plot: float
) -> tuple[float, float, list[float]]:
    """The ends of the axis, with room for the figures, and its numbers where it is not linear."""
    ends = [end for row in told for end in (row["start"], row["end"])]
    needs = []
    for row in told:
        label = labels[id(row)]
        if label.side in "lr":
            wide = text_width(label.lines[0], label.size, bold=True) + GAP
            needs.append(Need(row["start" if label.side == "l" else "end"], wide, label.side))
    if scale.kind == "places":
        last = max(FEWEST, *ends, *(row.get("listed") or 0 for row in told))
        return 1.0, _room(needs, (1, last), plot)[1], [float(place) for place in numbered(last, 6)]
    if scale.kind == "interval":
        needs += [
            Need(row[end], text_width(row[f"{end}_display"], 16) + GAP, side)
            for row in told
            for end, side in BOUNDS
            if row[end] is not None
        ]
        low, high = min(ends), max(ends)
        low, high = _room(needs, (low, high) if low < high else (low - 1, high + 1), plot)
    else:
        low, high = _room(needs, (min(0.0, *ends), max(0.0, *ends)), plot)
    for _ in range(2):  # an axis is numbered from its end, which may ask for longer steps
        low = math.floor(low / _step(low, high) + 1e-9) * _step(low, high)
    return low, high, []


def _strokes(
    lines: Iterable[Line], scale: Scale, words: Mapping[str, str], labels: Mapping[int, Label], palette: Palette
) -> Iterable[Series]:
    """What lies under the dots: bands between known bounds, lines between pairs, stems, intervals of derived values."""
    for line in lines:
        if scale.pairs:
            ends = [(row[end], line.y) for row, end in ((line.figures[0], "start"), (line.figures[-1], "end"))]
            yield Series(line.name, ends, line=(palette.tint(palette.rule, 0.5), 3.0))
        for row in line.figures:
            both = [(row["lower"], line.y), (row["upper"], line.y)]
            if scale.stems:
                yield Series(_named(row, words), [(0.0, line.y), (row["foot"], line.y)], line=(row["colour"], 1.5))
            if row["at"] is None:
                hollow = row["fill"] == palette.canvas
                strokes = _error_bars([(0.2, 0.2)] * 2, row["colour"], direction="y", caps=False, px=2.5)
                yield Series(
                    words["derived" if hollow else row["qualifier"]], both, {1: labels[id(row)]},
                    line=(row["open"], 13.0), dashed=hollow, bars=strokes if row["qualifier"] == "range" else "",
                )  # fmt: skip
            elif _has_interval(row):
                strokes = _error_bars([(0.12, 0.12)] * 2, row["colour"], direction="y", caps=False)
                yield Series(words["interval"], both, line=(row["colour"], 1.5), bars=strokes)
            if scale.kind == "interval":
                known = [(row[end], side, row[f"{end}_display"]) for end, side in BOUNDS if row[end] is not None]
                beside = {
                    n: Label([said], side, 14, palette.muted, bold=False) for n, (_, side, said) in enumerate(known)
                }
                yield Series(words["interval"], [(at, line.y) for at, _, _ in known], beside)


def _dots(
    lines: Iterable[Line], scale: Scale, words: Mapping[str, str], labels: Mapping[int, Label], palette: Palette
) -> Iterable[Series]:
    """The dots, a series for each look."""
    looks: dict[tuple[Any, ...], list[tuple[Record, int]]] = {}
    for line in lines:
        for row in line.figures:
            if row["at"] is not None:
                look = (row["colour"], row["fill"], row["dashed"], row["qualifier"] == "about")
                looks.setdefault(look, []).append((row, line.y))
    for (colour, fill, dashed, about), on in looks.items():
        name, points = _named(on[0][0], words), [(row["at"], y) for row, y in on]
        if about or fill == palette.canvas:  # pale around the dot; where dots have no outline, all that is seen of it
            halo = on[0][0]["open"] if about else palette.tint(colour, 0.6)
            yield Series(name, points, dot=(halo, None, False), large=18 if about else 13)
        beside = {n: labels[id(row)] for n, (row, _) in enumerate(on)}
        yield Series(name, points, beside, dot=(fill, colour, dashed))


class Need(NamedTuple):
    """The room that a figure needs: where on the scale, px, at which side."""

    at: float
    px: float
    side: str


def _room(needs: Sequence[Need], ends: tuple[float, float], plot: float) -> tuple[float, float]:
    """The ends of a scale of `plot` px that leave each figure its room."""
    low, high = ends
    for _ in range(4):  # each end moves the other's room
        low = min([ends[0], *((at - px / plot * high) / (1 - px / plot) for at, px, side in needs if side == "l")])
        high = max([ends[1], *((at - px / plot * low) / (1 - px / plot) for at, px, side in needs if side == "r")])
    return low, high


def _certain(row: Record) -> float:
    """How far the bar of an amount is drawn: to its number, or to the bound that is known of it."""
    if row["qualifier"] in ("range", "order"):
        return float(row["lower"])
    return float(row["value"] if row["qualifier"] == "exact" and row["value"] is not None else row["end"])


def _pale_end(row: Record) -> bool:
    return row["qualifier"] in ("nearly", "about") and not row["dashed"]


def _has_interval(row: Record) -> bool:
    """Whether it is a derived value between two bounds."""
    known = [row[name] for name in ("lower", "value", "upper")]
    return bool(row["dashed"]) and row["qualifier"] != "range" and None not in known and known[0] < known[2]


def _named(row: Record, words: Mapping[str, str]) -> str:
    """Whose the figures of a series are and how sure, in the words of the key."""
    whose = "later" if row.get("later") else "context" if marks.is_elsewhere(row) else "published"
    sure = ["derived"] if row["basis"] == "derived" else ["estimate"] if row.get("status") == "estimate" else []
    return " · ".join(words[name] for name in (whose, *sure))


def _air(px: float, size: float) -> str:
    """Spaces as wide as that."""
    return "\u2002" * math.ceil(max(0.0, px) / size * 2)


def _number(value: float, lang: str) -> str:
    """A number of an axis that is not linear: a place, or a power of ten."""
    steps = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")) if lang == "zh" else ((1e12, " tn"), (1e9, " bn"), (1e6, " M"))
    factor, name = next(((factor, name) for factor, name in steps if value >= factor), (1.0, ""))
    return f"{value / factor:.0f}{name}" if name or lang == "zh" else f"{value:,.0f}"


def _frame(shapes: Any, kind: XL_CHART_TYPE, box: Box, deep: float, data: Any, plot: Box, palette: Palette) -> Any:
    """A chart `deep` px high in the box, its marks exactly in `plot`: the words around them have the room measured."""
    frame = shapes.add_chart(kind, *map(emu, (box.x, box.y + (box.h - deep) * 0.35, box.w, deep)), data)
    chart = frame.chart
    for node in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        node.set("val", str(int(node.get("val")) & 0x7FFFFFFF))  # the schema has no ids below zero
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = _rgb(palette.ink)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    shares = zip("xywh", (plot.x / box.w, plot.y / deep, plot.w / box.w, plot.h / deep), strict=True)
    told = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares)
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, element(f"<c:layout><c:manualLayout>{modes}{told}</c:manualLayout></c:layout>"))
    return frame


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.lstrip("#"))


def _step(low: float, high: float) -> float:
    """Between the numbers of an axis, at most six of them."""
    steps = (size * 10.0**tens for tens in range(-6, 16) for size in (1, 2, 5))
    return next(step for step in steps if (high - low) / step <= 6)


def _scale(axis: Any, low: float, high: float, palette: Palette, lang: str, *, percent: bool = False) -> None:
    """A thin line with ticks below the rows. No lines through them: every mark says its value, and they cross it."""
    step = _step(low, high)
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = _rgb(palette.rule)
    axis.format.line.width = Pt(0.75)
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    axis.tick_labels.font.size = Pt(9)
    axis.tick_labels.font.color.rgb = _rgb(palette.muted)
    units = ((1e12, ',,,," tn"'), (1e9, ',,," bn"'), (1e6, ',," M"')) if lang == "en" else ()
    factor, unit = next(((factor, unit) for factor, unit in units if high >= factor), (1.0, ""))
    places = max(0, -math.floor(math.log10(step / factor) + 1e-9))
    whole = "#,##0" if lang == "en" else "0"
    axis.tick_labels.number_format = whole + ("." + "0" * places if places else "") + unit + ('"%"' if percent else "")
    axis.tick_labels.number_format_is_linked = False


def _look(holder: Any, *parts: str) -> None:
    """Fill and outline of a series or of its dots, in place of what they had."""
    look = holder.get_or_add_spPr()
    for child in list(look):
        look.remove(child)
    look.extend(map(element, parts))


def _filled(series: Any, fill: str, line: str) -> None:
    _look(series._element, fill, line)


def _drawn(made: Any, one: Series, lang: str) -> None:
    """A series of a chart of points as it is to look."""
    _look(made._element, outline(*one.line, dashed=one.dashed) if one.line else outline(None))
    if one.dot:
        fill, edge, dashed = one.dot
        made.marker.style, made.marker.size = XL_MARKER_STYLE.CIRCLE, one.large
        _look(made.marker._element.get_or_add_marker(), solid(fill), outline(edge, 1.75, dashed=dashed))
    else:
        made.marker.style = XL_MARKER_STYLE.NONE
    _label(made, one.labels, lang)
    if one.bars:
        _before(made, "xVal", one.bars)


def _before(series: Any, name: str, fragment: str) -> None:
    series._element.find(f"{{*}}{name}").addprevious(element(fragment))


def _error_bars(
    reach: Sequence[tuple[float, float]], colour: str, *, direction: str = "", caps: bool = True, px: float = 1.5
) -> str:
    """How far each point of a series reaches to lower values and to higher; of points, in which `direction`."""

    def told(name: str, some: Sequence[float]) -> str:
        points = "".join(f'<c:pt idx="{n}"><c:v>{value:.12g}</c:v></c:pt>' for n, value in enumerate(some))
        count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(some)}"/>'
        return f"<c:{name}><c:numLit>{count}{points}</c:numLit></c:{name}>"

    return (
        "<c:errBars>" + f'<c:errDir val="{direction}"/>' * bool(direction) + '<c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="{int(not caps)}"/>{told("plus", [up for _, up in reach])}'
        f"{told('minus', [down for down, _ in reach])}<c:spPr>{outline(colour, px)}</c:spPr></c:errBars>"
    )


def _label(series: Any, labels: Mapping[int, Label], lang: str) -> None:
    """The words at points of a series, and none at the others."""
    if not labels:
        return
    told = ""
    for number, label in labels.items():
        align = f'<a:pPr algn="{ALIGNED.get(label.side, "l")}"/>'
        looks = properties(Run("", label.size, label.fill, label.bold), lang)
        lines = "".join(f"<a:p>{align}<a:r>{looks}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in label.lines)
        told += (
            f'<c:dLbl><c:idx val="{number}"/><c:tx><c:rich><a:bodyPr wrap="none" lIns="38100" tIns="19050" rIns="38100"'
            f' bIns="19050" anchor="ctr"><a:spAutoFit/></a:bodyPr><a:lstStyle/>{lines}</c:rich></c:tx><c:spPr>'
            f'<a:noFill/>{outline(None)}</c:spPr><c:dLblPos val="{label.side}"/>{_shown(values=True)}</c:dLbl>'
        )
    holder = series._element.get_or_add_dLbls()
    holder.getparent().replace(holder, element(f"<c:dLbls>{told}{_shown(values=False)}</c:dLbls>"))


def _shown(*, values: bool) -> str:
    parts = (("LegendKey", 0), ("Val", int(values)), ("CatName", 0), ("SerName", 0), ("Percent", 0), ("BubbleSize", 0))
    return "".join(f'<c:show{name} val="{shown}"/>' for name, shown in parts)
