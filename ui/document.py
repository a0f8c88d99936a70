"""The HTML document around the pages: its language, its title before the first page, and Streamlit's own words.

Streamlit's document says ``lang="en"`` whatever the page speaks, which makes a screen reader spell Chinese in English;
a browser that offers to translate breaks what React keeps; and menus, hints and tool tips of Streamlit itself have no
other language than English. ``chrome.js`` says them in Chinese, from ``locales/zh_CN/streamlit.json``.
"""

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Final

import locales
from ui.language import t

WORDS: Final[dict[str, str]] = json.loads((locales.FOLDER / "zh_CN" / "streamlit.json").read_text("utf-8"))
SCRIPT: Final = (
    f"const WORDS = {json.dumps(WORDS, ensure_ascii=False)};\n"
    + (Path(__file__).resolve().parent / "chrome.js").read_text("utf-8")
).encode()
EDITOR: Final = (Path(__file__).resolve().parent / "codemirror" / "codemirror.js").read_bytes()  # of the query page


def _named(stem: str, script: bytes) -> str:
    return f"{stem}.{hashlib.sha256(script).hexdigest()[:12]}.js"  # another text, another address


SCRIPT_NAME: Final = _named("chrome", SCRIPT)
EDITOR_NAME: Final = _named("codemirror", EDITOR)
SCRIPTS: Final = {SCRIPT_NAME: SCRIPT, EDITOR_NAME: EDITOR}  # what is served beside Streamlit's own


def dressed(document: bytes, lang: str) -> bytes:
    """Streamlit's document as a reader of ``lang`` gets it; the script has a relative address, as Streamlit's own."""
    text = document.decode()
    text = text.replace('<html lang="en">', f'<html lang="{"en" if lang == "en" else "zh-CN"}" translate="no">', 1)
    title, needed = t("Report dashboard", lang), t("This dashboard needs JavaScript.", lang)
    text = text.replace("<title>Streamlit</title>", f"<title>{html.escape(title)}</title>", 1)
    noscript = f"<noscript>{html.escape(needed)}</noscript>"
    text = re.sub("<noscript>.*?</noscript>", lambda _: noscript, text, count=1, flags=re.DOTALL)
    # before Streamlit's own, which is a module and waits for the document
    ours = f'<meta name="google" content="notranslate" />\n    <script src="./{SCRIPT_NAME}"></script>'
    return text.replace('<meta charset="UTF-8" />', f'<meta charset="UTF-8" />\n    {ours}', 1).encode()
