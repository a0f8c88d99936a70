"""Texts of the interface in both languages: English stands in the code, Chinese in the catalogue."""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
CODES: Final = {"zh": "zh_CN", "en": "en"}


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("dashboard", FOLDER, [CODES[lang]], fallback=lang == "en")


def text(message: str, lang: str) -> str:
    """A text in a language: "zh" or "en"."""
    return _catalogue(lang).gettext(message)


def plural(one: str, many: str, count: int, lang: str) -> str:
    """A text that depends on a count, which is put in for ``{count}``."""
    return _catalogue(lang).ngettext(one, many, count).format(count=count)
