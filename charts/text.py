"""How wide text will be, and where it may break. Estimates that err on the wide side, for a sans-serif face."""

import unicodedata

NEVER_FIRST = "，。、；：？！）》」』”’％%,.;:?!)]}"
NEVER_LAST = "（《「『“‘([{"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in px."""
    return sum(_ems(c) for c in text) * size * (1.06 if bold else 1.0)


def _ems(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WF" or c in "—…“”‘’":
        return 1.0
    if c in " .,:;il|'()[]!jftr":
        return 0.36
    return 0.88 if c in "mwMW%" else 0.65 if c.isupper() else 0.56


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Lines of at most `width` px: Chinese breaks anywhere but before closing marks, Latin at spaces."""
    words: list[str] = []
    for c in text:
        wide = unicodedata.east_asian_width(c) in "WF" or c == "—"
        glued = bool(words) and (c in NEVER_FIRST or words[-1][-1] in NEVER_LAST)
        latin = (
            bool(words)
            and not wide
            and not words[-1][-1].isspace()
            and (words[-1][-1].isascii() or words[-1][-1] in "–’")
        )
        if words and (glued or latin or c.isspace()):
            words[-1] += c
        else:
            words.append(c)
    lines = [""]
    for word in words:
        if lines[-1] and text_width((lines[-1] + word).rstrip(), size, bold=bold) > width:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]
