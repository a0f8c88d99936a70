"""A chart as a picture, with its title and source on it, set in the bundled font."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert

FONT_FAMILY: Final = "Noto Sans SC"
FONTS: Final = Path(__file__).resolve().parent / "fonts"
WIDTH: Final = 960  # px, before scaling


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _framed(spec: dict[str, Any], *, title: str, subtitle: str, source: str) -> dict[str, Any]:
    """The chart with a width, a white ground, and the words that must travel with it."""
    config = {
        **spec.get("config", {}),
        "background": "#FFFFFF",
        "font": FONT_FAMILY,
        "title": {"font": FONT_FAMILY, "subtitleFont": FONT_FAMILY},
    }
    words = [line for line in (subtitle, source) if line]
    return {
        **spec,
        "width": WIDTH,
        "padding": 24,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "title": {
            "text": title,
            "subtitle": words,
            "anchor": "start",
            "fontSize": 22,
            "fontWeight": "normal",
            "subtitleFontSize": 13,
            "subtitleColor": "#5A6675",
            "offset": 20,
        },
        "config": config,
    }


def png(spec: dict[str, Any], *, title: str, subtitle: str, source: str) -> bytes:
    """PNG at twice the pixel density of the screen, for slides and print."""
    _register_fonts()
    framed = _framed(spec, title=title, subtitle=subtitle, source=source)
    return vl_convert.vegalite_to_png(framed, scale=2, allowed_base_urls=[])


def svg(spec: dict[str, Any], *, title: str, subtitle: str, source: str) -> bytes:
    """SVG, for documents that scale."""
    _register_fonts()
    framed = _framed(spec, title=title, subtitle=subtitle, source=source)
    return vl_convert.vegalite_to_svg(framed, allowed_base_urls=[]).encode()
