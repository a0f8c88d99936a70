"""A file → its text; a text → its passages, each character with its place in the text as given.

Libraries for other formats than .txt are imported where they are used, so that a plain text needs none of them.
"""

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from intake.fold import fold

LARGEST: Final = 50_000_000  # bytes
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"  # .doc, .xls: and a .docx with a password
_END: Final = "。！？；：:!?;…”」』）)】》"
_NUMBER_CELL: Final = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?%?|持平|[-—–]{1,2}")
_HEADING: Final = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]+[章节部分]|[0-9]{1,2}[、.．](?![0-9])"
)
_LABEL: Final = re.compile("指 *标|名 *称|项 *目|单 *位$|地 *区$|行 *业$")
_TITLE: Final = re.compile("[0-9〇零一二三四五六七八九]{4}年.{0,30}(?:政府工作报告|统计公报)")


class Unreadable(ValueError):
    """The file cannot be taken in; the message names the place and the way out, in one line.

    ``kind`` is what is wrong in a word, and ``detail`` what varies in it, for those who say it in other words.
    """

    def __init__(self, message: str, kind: str = "", detail: str = "") -> None:
        self.kind, self.detail = kind, detail
        super().__init__(message)


@dataclass
class Passage:
    """A paragraph, a heading or a table's cell: folded characters, and where each stands in the text as given.

    A cell also carries its row's ``label``, its column's ``head``, the table's ``caption`` and the unit that these name.
    """

    text: str
    at: list[int]
    kind: str = "paragraph"  # title, heading, paragraph, cell, page
    label: str = ""
    head: str = ""
    caption: str = ""
    unit: str = ""
    cells: list[str] = field(default_factory=list)


# --- a file → text ----------------------------------------------------------------------------------


def read(path: Path) -> str:
    """The text of a .txt, .docx, .pdf or .html file, its lines ended by ``\\n``. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable(f"{path}: no such file; name a .txt, .docx, .pdf or .html file", "missing")
    if path.stat().st_size > LARGEST:
        size = path.stat().st_size // 1_000_000
        raise Unreadable(
            f"{path}: {size} MB, more than {LARGEST // 1_000_000} MB; save the report's text alone, as .txt",
            "large",
        )
    data = path.read_bytes()
    kind = path.suffix.lower()
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            f"{path}: an old Word file (.doc) or one with a password; save it as .docx without a password", "old_word"
        )
    if data.startswith(b"%PDF"):
        text = _pdf(path)
    elif data.startswith(b"PK"):
        text = _docx(path)
    elif kind in (".pdf", ".docx", ".doc"):
        raise Unreadable(
            f"{path}: not a {kind} file inside; open it in the program it came from and save it again", "other_inside"
        )
    elif kind in (".html", ".htm") or re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)", data[:200], re.I):
        text = _html(_decoded(data, path, html=True))
    else:
        text = _decoded(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(f"{path}: no text in it; if it is a scan, run text recognition and save it as .txt", "empty")
    return text


def _decoded(data: bytes, path: Path, html: bool = False) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    for mark, encoding in marks:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text
    if html and (named := re.search(rb"charset=[\"']?([\w-]+)", data[:2000])):
        encoding = named[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    if data.count(b"\0") > len(data) // 20:  # UTF-16 without its mark: Chinese text with line ends of one byte zero
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _chinese(text):
                return text
    else:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if _chinese(text):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or "\0" in str(best):
        raise Unreadable(f"{path}: not a text in any known encoding; save it as .txt in UTF-8", "encoding")
    return str(best)


def _chinese(text: str) -> bool:
    """Whether nearly all of a text's Chinese characters are common ones: those of a wrong decoding are not."""
    hanzi = [mark for mark in text if "\u4e00" <= mark <= "\u9fff"]
    common = sum(bool(mark.encode("gb2312", errors="ignore")) for mark in hanzi)
    return common > 0.9 * len(hanzi) > 0


def _pdf(path: Path) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(f"{path}: a PDF with a password; save it without one", "password") from error
        raise Unreadable(f"{path}: a damaged PDF ({error}); open it and save it again", "damaged") from error
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    if not "".join(pages).strip():
        raise Unreadable(
            f"{path}: {len(pages)} pages without text, a scan; run text recognition and save it as .txt", "scan"
        )
    return "\n".join(page.replace("\ufffe", "").strip("\r\n") for page in pages)


def _docx(path: Path) -> str:
    """Paragraphs and tables in the order of the body; a row of a table is a line, its cells apart by tabs."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise Unreadable(f"{path}: not a Word file inside; save the text as .docx or .txt", "other_inside") from error
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells, last = [], None
                for cell in row.cells:
                    if cell._tc is not last:  # a merged cell comes once
                        cells.append(re.sub(r"\s+", " ", cell.text).strip())
                    last = cell._tc
                lines.append("\t".join(cells))
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _html(source: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    for node in tree.css("script, style, noscript, nav, head"):
        node.decompose()
    for node in tree.css("td, th"):
        words = re.sub(r"\s+", " ", node.text()).strip()
        node.replace_with(f"{words}\t")
    for node in tree.css("p, div, tr, br, h1, h2, h3, h4, h5, li, table, section, article"):
        node.insert_before("\n")
    text = tree.body.text() if tree.body else tree.text()
    lines = (re.sub(r"[ \u00a0\r]+", " ", line).strip(" \u3000").rstrip("\t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


# --- a text → passages --------------------------------------------------------------------------------


def passages(text: str) -> list[Passage]:
    """The passages of a text in order. Lines wrapped in mid-sentence are joined; tables are read as grids."""
    lines = _lines(text)
    found: list[Passage] = []
    at = 0
    while at < len(lines):
        rows = _grid(lines, at) or _pasted(lines, at)
        if rows:
            table, used = rows
            caption = _caption(found)
            for cell in table:
                cell.caption = caption
                cell.unit = _unit_of(cell.unit, cell.label, cell.head, caption)
            found += table
            at += used
            continue
        line = lines[at]
        previous = found[-1] if found else None
        if previous and _continues(previous, line, text):
            previous.text += line.text
            previous.at += line.at
        else:
            found.append(line)
        at += 1
    for number, passage in enumerate(found):
        if passage.kind == "paragraph":
            passage.kind = _kind(passage, number)
    return found


def _lines(text: str) -> list[Passage]:
    """Every line that is not empty, divided where spaces stand for a line's end, as in text taken from a web page."""
    folded = fold(text)
    found = []
    for hit in re.finditer(r"[^\n]+", text):
        start = hit.start()
        line = hit.group()
        parts = [(0, len(line))]
        if len(line) > 200 and "\t" not in line:
            cuts = [0, *(cut.end() for cut in re.finditer("[ \u3000\u00a0]{3,}", line)), len(line)]
            parts = list(itertools.pairwise(cuts))
        for first, last in parts:
            piece = line[first:last]
            left = first + len(piece) - len(piece.lstrip())
            right = first + len(piece.rstrip())
            if left < right:
                words = folded[start + left : start + right]
                tabbed = [start + place for place in range(left, right)]
                found.append(Passage(words, tabbed, cells=line[left:right].split("\t")))
    return found


def _continues(previous: Passage, line: Passage, text: str) -> bool:
    """Whether a line goes on with the sentence of the one before it, which was broken at the page's edge."""
    if previous.kind != "paragraph" or len(previous.text) < 16 or previous.text[-1] in _END:
        return False
    between = text[previous.at[-1] + 1 : line.at[0]]
    if "\n\n\n" in between or "\u3000" in between or _HEADING.match(previous.text) or _HEADING.match(line.text):
        return False
    if "。" not in previous.text and "，" not in previous.text:
        return False
    return line.text[0] not in "—（(【“·" and not re.match("[一二三四五六七八九十]是", line.text)


def _kind(passage: Passage, number: int) -> str:
    text = passage.text
    if re.fullmatch("[-—– ]*[0-9]{1,4}[-—– ]*|第? ?[0-9]{1,4} ?页.{0,8}|[0-9]{1,4} ?/ ?[0-9]{1,4}", text):
        return "page"
    if number < 15 and _TITLE.search(text) and len(text) < 45:
        return "title"
    short = len(text) <= 45 and text[-1] not in "。；;，,"
    if short and (_HEADING.match(text) or not re.search("[，。；]", text)):
        return "heading"
    return "paragraph"


def _caption(found: list[Passage]) -> str:
    """What stands over a table: up to three short lines."""
    words: list[str] = []
    for passage in reversed(found[-3:]):
        if passage.kind == "cell" or len(passage.text) > 60 or passage.text[-1] in "。；":
            break
        words.insert(0, passage.text)
    return " ".join(words)


_UNIT_SAID: Final = re.compile(r"单位 ?[:：] ?([^\s；;，,）)]+)")


def _unit_of(own: str, label: str, head: str, caption: str) -> str:
    """The unit that a table names for a cell: in its row, its column's head, or over the table."""
    if re.search("%|增长|增速|比重|占比|涨幅", head) and "额" not in head:
        return "%"
    if own:
        return own
    for words in (head, label):
        for said in reversed(re.findall(r"[（(]([^（()）]*)[）)]", words)):
            if re.search(r"%|元|吨|人|个|头|只|米|亩|时|户|辆|箱|套|家", said) and "其中" not in said:
                return str(re.sub("[±]|单位[:：]?", "", said))
    said_over = _UNIT_SAID.search(caption)
    return said_over[1] if said_over else ""


def _grid(lines: list[Passage], at: int) -> tuple[list[Passage], int] | None:
    """A table whose rows are lines with tabs."""
    rows = 0
    while at + rows < len(lines) and len(lines[at + rows].cells) > 1:
        rows += 1
    if rows < 2:
        return None
    found: list[Passage] = []
    heads: list[str] = []
    for line in lines[at : at + rows]:
        spans, place = [], 0
        for cell in line.cells:
            words = line.text[place : place + len(cell)]
            left = place + len(words) - len(words.lstrip())
            spans.append((left, left + len(words.strip())))
            place += len(cell) + 1
        cells = [line.text[first:last] for first, last in spans]
        numbers = [bool(_NUMBER_CELL.fullmatch(cell)) for cell in cells]
        if not any(numbers):
            heads = cells
        label = next((cell for cell, number in zip(cells, numbers, strict=True) if cell and not number), "")
        for column, (cell, (first, last)) in enumerate(zip(cells, spans, strict=True)):
            if cell:
                head = heads[column] if column < len(heads) else ""
                unit = next((other for other in cells[1:column] if _is_unit(other)), "")
                found.append(Passage(cell, line.at[first:last], "cell", label, head, unit=unit))
    return found, rows


def _is_unit(cell: str) -> bool:
    return bool(
        re.fullmatch(
            "(?:万|亿)?(?:元|美元|吨|人|人次|头|只|户|家|个|辆|台|套|千瓦时|立方米|平方米|千升|箱|亩|公里|%)", cell
        )
    )


def _pasted(lines: list[Passage], at: int) -> tuple[list[Passage], int] | None:
    """A table pasted cell by cell: each line one cell, a row's label before its numbers."""
    end = at
    while end < len(lines) and len(lines[end].text) <= 24 and lines[end].text[-1] not in "。；，、：:":
        end += 1
    is_number = [bool(_NUMBER_CELL.fullmatch(line.text)) for line in lines[at:end]]
    if sum(is_number) < 4 or end - at < 8:
        return None
    labels = [number for number, line in enumerate(lines[at:end]) if _LABEL.search(line.text)]
    first = is_number.index(True)
    start = next((number for number in labels if number < first), None)
    if start is None:
        return None
    if start:  # what stands before the header is the table's caption, a passage of its own
        return None
    # the last line with a number ends the table: what follows is prose again
    last = max(number for number, holds in enumerate(is_number) if holds)
    runs, run = [], 0
    for holds in [*is_number[first : last + 1], False]:
        if holds:
            run += 1
        elif run:
            runs.append(run)
            run = 0
    width = max(set(runs), key=runs.count)
    with_unit = any(re.fullmatch("单 *位", line.text) for line in lines[at : at + first])
    columns = width + 1 + with_unit
    heads = [line.text for line in lines[at : at + first]][:columns]
    found: list[Passage] = []
    label, unit, column = "", "", 0
    for number in range(last + 1):
        line = lines[at + number]
        if is_number[number]:
            head = heads[len(heads) - width + column] if len(heads) >= width and column < width else ""
            found.append(Passage(line.text, line.at, "cell", label, head, unit=unit))
            column += 1
        else:
            if number >= len(heads):
                if with_unit and _is_unit(line.text):
                    unit = line.text
                else:
                    said = re.search(r"[（(]([^）)]+)[）)]", line.text)
                    kin = line.text.startswith("#") or not said
                    unit = said[1] if said else (unit if kin and not with_unit else "")
                    label = line.text
            column = 0
            found.append(Passage(line.text, line.at, "cell", line.text, "label"))
    return found, last + 1


def two_reports(found: list[Passage]) -> tuple[int, str] | None:
    """Where a second report begins in the same file, and its title."""
    titles = [
        (passage.at[0], passage.text)
        for passage in found
        if passage.kind != "cell"
        and len(passage.text) < 45
        and _TITLE.search(passage.text)
        and "《" not in passage.text
    ]
    for (place, title), (later, other) in itertools.pairwise(titles):
        said, said_later = _TITLE.search(title), _TITLE.search(other)
        if said and said_later and said[0] != said_later[0] and later - place > 1000:
            return later, other
    return None
