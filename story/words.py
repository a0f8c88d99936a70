"""Figures in sentences: ``{retail}`` reads as printed, ``{growth.turned}`` with the direction that its sign gives."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from locales import text as t

SLOT: Final = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z_]+))?\}")
REPORT: Final = "report"  # a figure's name that stands for the report itself, its parts those of `story/counts`
_SIGN: Final = re.compile(r"^[-−+]|^(下降|下跌|减少|回落|降|增长)")


class NoSuch(ValueError):
    """A text asks for what is not there; the message names it."""


def turned(figure: Mapping[str, Any], lang: str) -> str:
    """A rate with its direction in words, by its sign: 增长7.3%, down 9.7%."""
    value = next((figure[end] for end in ("value", "lower", "upper") if figure[end] == figure[end]), None)
    if not value:
        return {"zh": "持平", "en": "unchanged"}[lang]
    up, down = {"zh": ("增长", "下降"), "en": ("up ", "down ")}[lang]
    return (up if value > 0 else down) + _SIGN.sub("", figure["display"])


PARTS: Final[dict[str, Callable[[Mapping[str, Any], str], str]]] = {
    "display": lambda figure, _: figure["display"],
    "bounds": lambda figure, _: figure["bounds"] or "",  # what it lies between; for a figure that leaves that open
    "period": lambda figure, _: figure["period"],
    "subject": lambda figure, _: figure["subject"],
    "title": lambda figure, _: figure["title"],
    "turned": turned,
}


def slots(text: str) -> list[str]:
    """The names of the figures in a text, in their order."""
    return [name for name, _ in SLOT.findall(text)]


def fill(text: str, figures: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    """The text with its figures put in, by their names. Raises NoSuch."""

    def put(slot: re.Match[str]) -> str:
        name, part = slot[1], slot[2] or "display"
        if name not in figures:
            raise NoSuch(f"{slot[0]}: no figure of this name; there are {', '.join(figures)}")
        if name == REPORT:
            if part not in figures[name]:
                raise NoSuch(f"{slot[0]}: the report has {', '.join(figures[name])}")
            return str(figures[name][part])
        if part not in PARTS:
            raise NoSuch(f"{slot[0]}: a figure has {', '.join(PARTS)}")
        said = PARTS[part](figures[name], lang)
        if not said or said != said:
            raise NoSuch(f"{slot[0]}: this figure leaves nothing open")
        return said

    filled = SLOT.sub(put, text)
    if "{" in filled or "}" in filled:
        raise NoSuch(f"{filled}: a brace that holds no figure")
    return filled


def bounds(figure: Mapping[Any, Any], lang: str) -> str:
    """Between what a derived figure lies, said as such; "" for one that is printed or leaves nothing open."""
    if figure["basis"] != "derived" or not isinstance(figure["bounds"], str):
        return ""
    return t("derived: {bounds}", lang).format(bounds=figure["bounds"])


def runs(text: str, figures: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is one of the figures: a number by itself, not part of another's.

    Each figure is told apart once, where it first stands.
    """
    found: list[tuple[int, int]] = []
    for figure in sorted(figures, key=len, reverse=True):
        alone = rf"(?<![0-9A-Za-z.]){re.escape(figure)}(?![0-9A-Za-z]|\.[0-9])"
        spans = (match.span() for match in re.finditer(alone, text))
        found += [span for span in spans if all(span[1] <= start or end <= span[0] for start, end in found)][:1]
    pieces, at = [], 0
    for start, end in sorted(found):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def day(date: Any) -> str:
    """A day as ISO 8601 has it, "" where none is known."""
    return "" if date is None or date != date else f"{date:%Y-%m-%d}"


def absent(lang: str) -> str:
    """What stands in the place of a card that the tables hold no row for."""
    return t("The tables hold no figure for this card.", lang)
