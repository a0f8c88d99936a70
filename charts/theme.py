"""One look for every chart: hues by theme, ink, type, axes, and the numbers and months of each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from charts.layers import Layers

Drawn = TypeVar("Drawn", bound=Layers)

FONT = '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
SMALL, BODY, FIGURE = 12, 13, 16  # px: axes and notes; row labels; figures


@dataclass(frozen=True)
class Palette:
    """Colours of one scheme. `hues` is one colour per theme, told apart also by readers with red-green blindness."""

    canvas: str
    ink: str
    muted: str
    rule: str
    grid: str
    hues: Mapping[str, str]

    def hue(self, theme_id: object, basis: object = "published") -> str:
        """Colour of a mark: its theme's hue; what comes from another source is grey."""
        return self.rule if basis == "context" else self.hues.get(str(theme_id), self.hues["overall"])

    def tint(self, colour: str, share: float) -> str:
        """`colour` mixed into the canvas, `share` of it from 0 to 1."""
        pairs = ((int(colour[i : i + 2], 16), int(self.canvas[i : i + 2], 16)) for i in (1, 3, 5))
        return "#" + "".join(f"{round(share * over + (1 - share) * under):02X}" for over, under in pairs)


@dataclass(frozen=True)
class Variables(Palette):
    """Colours as variables of a style sheet, named by how they come about: one drawing then serves every scheme."""

    def tint(self, colour: str, share: float) -> str:
        """The variable of the tint: `--ink-350` is 35 % of `--ink`."""
        return f"{colour[:-1]}-{round(1000 * share)})"


def readable_on(colour: str) -> str:
    """Black or white, whichever reads better on a fill (at least 4.5:1 on any colour); of a variable, another one."""
    if colour.startswith("var("):
        return f"{colour[:-1]}-on)"
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return "#000000" if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.179 else "#FFFFFF"


PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "light": Palette(
            canvas="#FFFFFF",
            ink="#10161F",
            muted="#5A6675",
            rule="#8A94A3",
            grid="#E9ECF0",
            hues=MappingProxyType(
                {
                    "overall": "#2F3A4A",
                    "digital_economy": "#1463D0",
                    "dual_carbon": "#148A60",
                    "consumption": "#C9681C",
                    "business_environment": "#B3468F",
                }
            ),
        ),
        "dark": Palette(
            canvas="#12161C",
            ink="#EEF1F5",
            muted="#9AA5B3",
            rule="#6B7684",
            grid="#252C36",
            hues=MappingProxyType(
                {
                    "overall": "#CBD5E0",
                    "digital_economy": "#4C86EE",
                    "dual_carbon": "#38CC96",
                    "consumption": "#F0913F",
                    "business_environment": "#C964A8",
                }
            ),
        ),
    }
)

_NAMES = ("canvas", "ink", "muted", "rule", "grid")
VARIABLES = "variables"  # a scheme that leaves the choice to the style sheet around the drawing
PALETTES = MappingProxyType(
    {
        **PALETTES,
        VARIABLES: Variables(
            **{name: f"var(--{name})" for name in _NAMES},
            hues=MappingProxyType({theme: f"var(--hue-{theme})" for theme in PALETTES["light"].hues}),
        ),
    }
)


def variable(name: str, scheme: str) -> str:
    """The colour of a variable that a drawing names, without its dashes, in a scheme: "ink", "hue-overall-350"."""
    palette = PALETTES[scheme]
    known = {one: getattr(palette, one) for one in _NAMES} | {
        f"hue-{theme}": hue for theme, hue in palette.hues.items()
    }
    base, *steps = re.split(r"-(?=\d|on$)", name)
    colour: str = known[base]
    for step in steps:
        colour = readable_on(colour) if step == "on" else palette.tint(colour, int(step) / 1000)
    return colour


LOCALES: Mapping[str, alt.Locale] = MappingProxyType(
    {
        "zh": alt.Locale(
            number=alt.NumberLocale(decimal=".", thousands=",", grouping=[4], currency=["¥", ""], minus="−"),
            time=alt.TimeLocale(
                dateTime="%Y年%-m月%-d日 %H:%M",
                date="%Y年%-m月%-d日",
                time="%H:%M",
                periods=["上午", "下午"],
                days=["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
                shortDays=["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
                months=[f"{month}月" for month in range(1, 13)],
                shortMonths=[f"{month}月" for month in range(1, 13)],
            ),
        ),
        "en": alt.Locale(
            number=alt.NumberLocale(decimal=".", thousands=",", grouping=[3], currency=["¥", ""], minus="−"),
            time=alt.TimeLocale(
                dateTime="%-d %B %Y, %H:%M",
                date="%-d %B %Y",
                time="%H:%M",
                periods=["AM", "PM"],
                days=["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
                shortDays=["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
                months=[
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December",
                ],
                shortMonths=[
                    "Jan",
                    "Feb",
                    "Mar",
                    "Apr",
                    "May",
                    "Jun",
                    "Jul",
                    "Aug",
                    "Sep",
                    "Oct",
                    "Nov",
                    "Dec",
                ],
            ),
        ),
    }
)

# Axis numbers, as a Vega expression on `datum.value`: by ten thousands in Chinese, by thousands in English.
AXIS_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "zh": "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, '~r') + '万亿'"
        " : abs(datum.value) >= 1e8 ? format(datum.value / 1e8, '~r') + '亿'"
        " : abs(datum.value) >= 1e4 ? format(datum.value / 1e4, '~r') + '万' : format(datum.value, '~r')",
        "en": "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, '~r') + ' tn'"
        " : abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~r') + ' bn'"
        " : abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + ' M' : format(datum.value, ',~r')",
    }
)

# The label of a January on an axis of months, where the year changes.
JANUARIES: Mapping[str, str] = MappingProxyType(
    {
        "zh": "utcyear(datum.value) + '年1月'",
        "en": "'Jan ' + utcyear(datum.value)",
    }
)

ALT_TEXT_MARKS = MappingProxyType({"zh": ("：", " ", "；", "。"), "en": (": ", " ", "; ", ".")})
ALT_TEXT_LONGEST = 600


def language(lang: str) -> str:
    """The key of the tables above for a locale such as "zh_CN" or "en"."""
    return "zh" if lang.lower().startswith("zh") else "en"


def finish(chart: Drawn, *, scheme: str, lang: str, description: str) -> Drawn:
    """The chart itself, with our look, its language, its alternative text, and the width of whatever holds it."""
    return chart.sharing(
        width="container",
        config=config(scheme, language(lang)),
        description=description,
        padding={"left": 2, "right": 2, "top": 4, "bottom": 4},
        autosize={"type": "fit-x", "contains": "padding"},
    )


@cache
def config(scheme: str, lang: str) -> Mapping[str, Any]:
    """How everything looks that a chart says nothing about, in a scheme and a language."""
    palette = PALETTES[scheme]
    axis = alt.AxisConfig(
        aria=False,  # Vega describes axes in English only; the chart's own description says more
        domainColor=palette.rule,
        domainWidth=1,
        tickColor=palette.rule,
        tickSize=4,
        tickWidth=1,
        gridColor=palette.grid,
        gridWidth=1,
        labelColor=palette.muted,
        labelFontSize=SMALL,
        labelPadding=4,
        labelAngle=0,
        titleColor=palette.muted,
        titleFontSize=SMALL,
        titleFontWeight="normal",
    )
    look = alt.Config(
        font=FONT,
        background="transparent",
        axis=axis,
        locale=LOCALES[lang],
        view=alt.ViewConfig(stroke=None, continuousWidth=300, continuousHeight=300),
        text=alt.MarkConfig(font=FONT, fontSize=BODY, fill=palette.ink),
        numberFormat="~r",
    )
    return look.to_dict(validate=False)


def alt_text(title: str, frame: pd.DataFrame, *, lang: str) -> str:
    """The chart in words, for those who cannot see it: the title, then each row's `label` and `display`."""
    colon, space, semicolon, stop = ALT_TEXT_MARKS[language(lang)]
    text = title
    for index, (label, display) in enumerate(zip(frame["label"], frame["display"], strict=True)):
        part = f"{semicolon if index else colon}{label}{space}{display}"
        if len(text) + len(part) > ALT_TEXT_LONGEST:
            return text + semicolon + "…"
        text += part
    return text + stop
