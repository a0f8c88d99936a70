"""Every form drawn from its sample, in one page to look at: ``python -m tests.gallery [zh|en] [light|dark]``."""

import html
import sys

import vl_convert

from charts.theme import FONT, PALETTES
from tests.browser.conftest import ROOT
from tests.charts.test_charts import SAMPLES, build

WIDTH = 560  # px


def page(lang: str, scheme: str) -> str:
    """All samples as one HTML document."""
    palette = PALETTES[scheme]
    figures = []
    for form, sample in SAMPLES:
        chart = build(form, sample, lang="zh_CN" if lang == "zh" else "en", scheme=scheme).to_dict() | {"width": WIDTH}
        drawn = vl_convert.vegalite_to_svg(chart)
        figures.append(f"<figure id={html.escape(sample)}><figcaption>{form}: {sample}</figcaption>{drawn}</figure>")
    style = (
        f"body {{ background: {palette.canvas}; color: {palette.ink}; font-family: {html.escape(FONT)};"
        f" display: grid; grid-template-columns: repeat(auto-fill, {WIDTH + 40}px); gap: 24px }}"
    )
    return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><style>{style}</style>{"".join(figures)}</html>'


def main(arguments: list[str] | None = None) -> None:
    """Write the page to bench/."""
    asked = sys.argv[1:] if arguments is None else arguments
    lang = "en" if "en" in asked else "zh"
    scheme = "dark" if "dark" in asked else "light"
    path = ROOT / "bench" / f"gallery.{lang}.{scheme}.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(lang, scheme), encoding="utf8")
    print(path)


if __name__ == "__main__":
    main()
