"""The document around the pages, and the words that Streamlit itself says."""

import re
from pathlib import Path

import pytest
import streamlit

from ui import document

# most are written out there; what follows "Press", and what a search finds, is put together
PIECES = r"\{\}|\. |: | of |(?<=Enter to )|(?<=Press )|(?=\+Enter)"
STATIC = Path(streamlit.__file__).parent / "static"


@pytest.mark.parametrize(
    ("lang", "named", "title"), [("zh", "zh-CN", "报告数据看板"), ("en", "en", "Report dashboard")]
)
def test_the_document_is_in_the_readers_language(lang: str, named: str, title: str) -> None:
    text = document.dressed((STATIC / "index.html").read_bytes(), lang).decode()
    assert f'<html lang="{named}" translate="no">' in text
    assert f"<title>{title}</title>" in text
    assert '<meta name="google" content="notranslate" />' in text
    assert text.index(document.SCRIPT_NAME) < text.index("./static/js/index")
    shown = re.findall("<noscript>(.*?)</noscript>", text, re.DOTALL)
    assert shown == ["本看板需要启用浏览器的JavaScript。" if lang == "zh" else "This dashboard needs JavaScript."]


def test_every_word_is_one_that_streamlit_says() -> None:
    """A word that a new version says otherwise is found here, before a reader finds it in English."""
    says = "".join(path.read_text("utf-8") for path in (STATIC / "static" / "js").glob("*.js"))
    parts = {english: re.split(PIECES, english) for english in document.WORDS}
    gone = [english for english, said in parts.items() if not all(part in says for part in said)]
    assert gone == []


def test_words_are_chinese_with_the_same_places() -> None:
    for english, chinese in document.WORDS.items():
        assert re.search("[\u4e00-\u9fff]", chinese), english
        assert english.count("{}") == chinese.count("{}"), english
