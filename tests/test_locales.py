"""Every text of the interface is in the Chinese catalogue, and nothing else is."""

import re
from string import Formatter

from locales import collect


def _texts() -> dict[object, str]:
    return {
        entry.id: str(entry.string[0] if isinstance(entry.string, list | tuple) else entry.string or "")
        for entry in collect.read()
        if entry.id
    }


def test_catalogue_holds_the_texts_of_the_code_and_no_others() -> None:
    assert {entry if isinstance(entry, str) else tuple(entry) for entry in _texts()} == collect.in_code()  # type: ignore[arg-type]


def test_every_text_is_translated_with_the_same_placeholders() -> None:
    for english, chinese in _texts().items():
        one = english if isinstance(english, str) else english[-1]  # type: ignore[index]
        assert chinese, one
        fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (one, chinese)]
        assert fields[0] == fields[1], one


def test_translations_are_chinese() -> None:
    kept = {"CSV", "XLSX", "PDF", "PNG", "SVG", "SQL", "{first}–{last}"}
    for english, chinese in _texts().items():
        assert re.search(r"[\u3000-\u9fff\uff00-\uffef]", chinese) or english in kept, english


def test_compiled_catalogue_is_up_to_date() -> None:
    assert collect.CHINESE.with_suffix(".mo").read_bytes() == collect.compiled(collect.read())
