"""A chart as a picture that can stand alone: its title, unit and period above it, note and source below.

The words are set around the chart, not by it: a chart that is handed a long title or source makes room for them by
giving up width of its own.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any, Final, NamedTuple

import vl_convert

from charts.text import wrap
from charts.theme import FONT, PALETTES, Palette

FONTS: Final = Path(__file__).resolve().parent / "fonts"
PIXELS: Final = 2560  # width of a PNG, whatever the chart's own
# Widths that a picture is set in, px, multiples of 16 so that nine sixteenths are whole. The narrowest that is high
# enough is taken: the text of a chart of few rows comes out large. Of a chart too high for the widest the picture is
# higher than 16:9, since in a still wider one nobody could read the labels.
WIDTHS: Final = range(640, 1921, 32)
MARGIN, GAP = 0.026, 0.014  # around all, and above and below the chart: shares of the width
# em of air before and after the ink of a sign that is as wide as a Chinese one, with what a Latin line leaves it
AIR: Final = {"“": (0.56, 0.0), "”": (0.0, 0.56), "‘": (0.74, 0.0), "’": (0.0, 0.74), "¶": (0.18, 0.25)}
AXIS: Final = 30  # px that a chart is likely to need beyond its own height: the axis


class Line(NamedTuple):
    """One line of words: size in px, and its baseline from the top of its block."""

    words: str
    size: float
    fill: str
    bold: bool
    y: float


class Block(NamedTuple):
    """Lines of words, one below the other, and the height of all in px."""

    lines: list[Line]
    height: float


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _block(parts: Iterable[tuple[str, float, str, bool]], width: float) -> Block:
    """Paragraphs, each (words, size, colour, bold), wrapped to `width` px; those without words are left out."""
    lines: list[Line] = []
    y = 0.0
    for words, size, fill, bold in parts:
        if not words:
            continue
        y += 0.45 * size if lines else 0.0
        for line in _balanced(words, size, width, bold=bold) if bold else wrap(words, size, width):
            y += 1.35 * size
            lines.append(Line(line, size, fill, bold, y - 0.33 * size))
    return Block(lines, y)


def _balanced(words: str, size: float, width: float, *, bold: bool) -> list[str]:
    """As few lines as `width` allows, of about one length: no word alone on the last."""
    fewest = wrap(words, size, width, bold=bold)
    tried = (wrap(words, size, width * share / 20, bold=bold) for share in range(10, 20))
    return next((lines for lines in tried if len(lines) == len(fewest)), fewest)


def _words(width: float, inner: float, words: Mapping[str, str], palette: Palette) -> tuple[Block, Block]:
    """What stands above the chart and what below it, `inner` px wide in a picture of this width."""

    def size(share: float, least: float, most: float) -> float:
        return min(most, max(least, round(share * width, 1)))

    head = _block(
        [
            (words["title"], size(0.022, 20, 28), palette.ink, True),
            (words["about"], size(0.0135, 13, 16), palette.muted, False),
        ],
        inner,
    )
    foot = _block([(words[name], size(0.012, 12, 14), palette.muted, False) for name in ("note", "source")], inner)
    return head, foot


def _chart(spec: Mapping[str, Any], width: float) -> tuple[str, float]:
    """The chart alone as the inside of an SVG, and its height in px."""
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(
        {**spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}}, allowed_base_urls=[]
    )
    opening, inside = drawn.split(">", 1)
    height = re.search(r' height="([\d.]+)"', opening)
    if height is None:
        raise ValueError(f"the chart came without a height: {opening}")
    return inside.rsplit("</svg>", 1)[0], float(height[1])


def alone(spec: Mapping[str, Any], width: int) -> tuple[str, float]:
    """The chart without words around it, as SVG for the bundled font, and its height in px."""
    inside, height = _chart(spec, width)
    return _set(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}"'
        f' height="{height:g}" viewBox="0 0 {width} {height:g}">{inside}</svg>'
    ), height


def _picture(
    spec: Mapping[str, Any], words: Mapping[str, str], scheme: str, column: int = 0, air: float = 1.0
) -> tuple[str, int]:
    """The picture as SVG, and its width: `column` where it is given, else what makes it 16:9.

    `air` is the share of margin and gaps that is left.
    """
    palette, margin, gap = PALETTES[scheme], MARGIN * air, GAP * air

    def needed(width: int, high: float) -> float:
        head, foot = _words(width, width * (1 - 2 * margin), words, palette)
        return head.height + high + foot.height + 2 * margin * width + 2 * gap * width

    def fitting(high: float) -> int:
        return next((width for width in WIDTHS if needed(width, high) <= width * 9 / 16), WIDTHS[-1])

    width = column or fitting(spec["height"] + AXIS)
    inside, high = _chart(spec, width * (1 - 2 * margin))
    if not column and (wider := fitting(high)) > width:
        width = wider
        inside, high = _chart(spec, width * (1 - 2 * margin))
    height = max(0 if column else width * 9 // 16, math.ceil(needed(width, high)))
    head, foot = _words(width, width * (1 - 2 * margin), words, palette)
    edge = margin * width
    below = height - edge - foot.height
    middle = (edge + head.height + below - high) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}"><title>{escape(words["title"])}</title>'
        f'<rect width="{width}" height="{height}" fill="{palette.canvas}"/>'
        f"{_written(head, edge, edge)}"
        f'<g transform="translate({edge:g},{middle:g})">{inside}</g>'
        f"{_written(foot, edge, below)}</svg>"
    ), width


def _written(block: Block, x: float, y: float) -> str:
    return "".join(
        f'<text transform="translate({x:g},{y + line.y:g})" font-family="{escape(FONT)}" font-size="{line.size:g}px"'
        f' {"font-weight=" + chr(34) + "bold" + chr(34) + " " if line.bold else ""}fill="{line.fill}">'
        f"{escape(line.words)}</text>"
        for line in block.lines
    )


def _set(picture: str) -> str:
    """The picture as the bundled font needs it, which has one weight and Chinese punctuation only.

    Bold text is drawn with an outline of its own colour; in a line without Chinese, quotation marks and the paragraph
    sign lose the air they have in a Chinese one.
    """

    def narrowed(match: re.Match[str]) -> str:
        words = unescape(match[1])
        if any(unicodedata.east_asian_width(c) in "WF" for c in words):
            return match[0]
        told, late = "", 0.0
        for c in words:
            before, after = AIR.get(c, (0.0, 0.0))
            shift = before + late
            told += f'<tspan dx="{-shift:g}em">{escape(c)}</tspan>' if shift else escape(c)
            late = after
        return f">{told}</text>"

    def outlined(match: re.Match[str]) -> str:
        tag = match[0]
        size, fill = re.search(r'font-size="([\d.]+)px"', tag), re.search(r'fill="([^"]+)"', tag)
        if size is None or fill is None or ' stroke="' in tag:  # what is a ground for words is no word
            return tag
        return f'{tag[:-1]} stroke="{fill[1]}" stroke-width="{0.035 * float(size[1]):.2f}" stroke-linejoin="round">'

    return re.sub(
        r">([^<]*[“”‘’¶][^<]*)</text>", narrowed,
        re.sub(r'<text [^>]*font-weight="bold"[^>]*(?<!/)>', outlined, picture),  # one without words is closed at once
    )  # fmt: skip


def svg(
    spec: Mapping[str, Any], *, title: str, about: str, note: str, source: str, scheme: str = "light", air: float = 1.0
) -> bytes:
    """SVG, for documents that scale: 16:9 unless the chart is higher.

    `spec` is one of our charts drawn in the same `scheme`; `about` is the line of unit and period; `air` is the share
    of margin and gaps that is left, for a picture that fills a screen.
    """
    words = {"title": title, "about": about, "note": note, "source": source}
    return _picture(spec, words, scheme, air=air)[0].encode()


def png(
    spec: Mapping[str, Any], *, title: str, about: str, note: str, source: str, scheme: str = "light",
    pixels: int = PIXELS, column: int = 0,
) -> bytes:  # fmt: skip
    """PNG for slides and print, `pixels` wide: 16:9 unless the chart is higher.

    For a page of text it is set in a `column` of so many px, and as high as it needs.
    """
    picture, width = _picture(spec, {"title": title, "about": about, "note": note, "source": source}, scheme, column)
    return vl_convert.svg_to_png(_set(picture), scale=pixels / width + 1e-5)  # sizes are cut off, not rounded
