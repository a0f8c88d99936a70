"""A report's story as a brief: a Word document that an office can go on writing in.

Set as GB/T 9704 has official documents set, by styles, so that a change of a style changes the document. Its faces are
those of offices; where one is missing the font table names the next. English takes the same page and the same styles
with Latin faces, smaller. Every sentence is one of the story's or of the figures'; none is written here.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
from docx import Document as blank
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Length, Mm, Pt

from charts.theme import ALT_TEXT_MARKS
from exports import images
from exports.cards import picture
from exports.parcel import Parcel, Part
from locales import text as t
from story import pairs, words as said
from story.card import ENTRIES, PLAIN, Card, caveats

PAGE: Final = (Mm(210), Mm(297))
TOP, BOTTOM, LEFT, RIGHT, FOOT = Mm(37), Mm(35), Mm(28), Mm(26), Mm(19)
WIDTH: Final = Mm(156)
HIGHEST: Final = Mm(196)  # of a picture: its heading and two lines of text stand on the same page
DPI: Final = 300
COLUMN: Final = 800  # px that a picture is set for: its smallest words are about 7 pt
SHARES: Final = (0.28, 0.21, 0.2, 0.31)  # of a table of figures: shares of the width
PAIRED: Final = (0.2, 0.15, 0.25, 0.19, 0.21)  # of a table of pairs
QR: Final = Mm(24)
SURE: Final = ("final", "derived")  # status that a table need not tell: the source column says what is derived


class Face(NamedTuple):
    """How a style is set: faces, size and fixed line in pt (0: as high as it needs), indent of the first line in em."""

    east: str
    latin: str
    size: float
    line: float = 0
    align: str = "left"
    indent: int = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    italic: bool = False
    next: bool = False  # stays with the next paragraph
    level: int = -1  # of a heading, numbered
    tight: float = 0  # pt between signs


TITLE, SONG, HEI, KAI, FANG = "方正小标宋简体", "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
TIMES, ARIAL = "Times New Roman", "Arial"
FONTS: Final = {  # what else each is called, and what comes nearest where it is missing
    TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    SONG: "SimSun,Songti SC,Noto Serif CJK SC",
    HEI: "SimHei,Heiti SC,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,华文楷体,STKaiti,Kaiti SC,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC",
}
# Built-in names, which Word shows in the reader's language. 28 pt lines give 22 of them on a page; drawn together by
# a quarter of a point, 28 signs of 16 pt fill a line of 156 mm.
STYLES: Final[Mapping[str, Mapping[str, Face]]] = {
    "zh": {
        "Normal": Face(FANG, TIMES, 16),
        "Title": Face(TITLE, TIMES, 22, 36, "center", after=10),
        "Subtitle": Face(KAI, TIMES, 16, 28, "center"),
        "Date": Face(KAI, TIMES, 16, 28, "center", after=28),
        "Heading 1": Face(HEI, TIMES, 16, 28, indent=2, next=True, level=0),
        "Heading 2": Face(KAI, TIMES, 16, 28, indent=2, next=True, level=1),
        "Body Text": Face(FANG, TIMES, 16, 28, "both", indent=2, tight=-0.25),
        "No Spacing": Face(FANG, TIMES, 10.5, 15),
        "footnote text": Face(KAI, TIMES, 10.5, 16, indent=2),
        "Footer": Face(SONG, SONG, 14),
        "Strong": Face(HEI, TIMES, 10.5),
    },
    "en": {
        "Normal": Face(FANG, TIMES, 12),
        "Title": Face(TITLE, TIMES, 22, 30, "center", after=10, bold=True),
        "Subtitle": Face(KAI, TIMES, 13, 20, "center"),
        "Date": Face(KAI, TIMES, 13, 20, "center", after=20),
        "Heading 1": Face(HEI, ARIAL, 14, 20, before=14, after=6, bold=True, next=True, level=0),
        "Heading 2": Face(KAI, TIMES, 13, 18, before=10, after=4, bold=True, italic=True, next=True, level=1),
        "Body Text": Face(FANG, TIMES, 12, 18, after=6),
        "No Spacing": Face(FANG, TIMES, 9.5, 13),
        "footnote text": Face(KAI, TIMES, 9.5, 13, after=2),
        "Footer": Face(SONG, TIMES, 11),
        "Strong": Face(HEI, ARIAL, 9, bold=True),
    },
}  # fmt: skip
NUMBERED: Final = 99  # what their numbering is called in the file
NUMBERS: Final = {  # of headings: how each level counts, and what stands around the number
    "zh": (("chineseCountingThousand", "%1、", "nothing"), ("chineseCountingThousand", "（%2）", "nothing")),
    "en": (("decimal", "%1.", "space"), ("decimal", "%1.%2", "space")),
}


def docx(parcel: Parcel) -> bytes:
    """The brief as a file. Raises QueryFailed."""
    document = blank()
    _set(document, parcel)
    lang = parcel.lang
    document.add_paragraph(parcel.title, "Title")
    document.add_paragraph(parcel.source.replace(" · ", "\n", 1), "Subtitle")
    made = parcel.made
    day = f"{made.year}年{made.month}月{made.day}日" if lang == "zh" else f"{made.day} {made:%B} {made.year}"
    document.add_paragraph(day, "Date")
    for part in parcel.parts:
        _part(document, part, parcel)
    if parcel.pairs:
        document.add_paragraph(t("Pair by pair", lang), "Heading 1")
        _body(document, [parcel.compared, pairs.meant(lang)], lang)
        told = [pairs.stacked(pair, lang).values() for pair in parcel.pairs]
        lines = [tuple("\n".join(filter(None, cell)) for cell in cells) for cells in told]
        _table(document, [tuple(pairs.heads(lang)), *lines], PAIRED)
    figures = parcel.figures
    if len(figures):
        document.add_paragraph(t("Figures and their sources", lang), "Heading 1")
        themes = list(dict.fromkeys(figures["theme"]))
        rows = sorted(figures.to_dict("records"), key=lambda row: themes.index(row["theme"]))
        _figures(document, rows, parcel)
        # of one thing there may be several figures
        _small(document, caveats(figures.assign(label=figures["title"] + " " + figures["display"]), lang))
    document.add_paragraph(t("Documents", lang), "Heading 1")
    _sources(document, parcel)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# --- what it says ---------------------------------------------------------------------------------


def _part(document: Document, part: Part, parcel: Parcel) -> None:
    """A page of the story: its conclusion, its figures in sentences, then card by card what is not yet told."""
    lang = parcel.lang
    document.add_paragraph(part.name, "Heading 1")
    _body(document, [words for words in (part.title, part.summary) if words != part.name], lang)
    told = [row["statement"] for row in part.headline]
    _body(document, told, lang)
    for card in part.cards:
        frame = card.frames(parcel.view)[-1]
        document.add_paragraph(card.title, "Heading 2")
        if frame.empty:
            _body(document, [said.absent(lang)], lang)
            continue
        for sentences in _told(card, frame, lang):
            fresh = [words for words in dict.fromkeys(sentences) if words not in told]
            told += fresh
            _body(document, fresh, lang)
        if card.form in PLAIN:
            _small(document, [" · ".join(filter(None, [card.about, card.note]))])
        else:
            _chart(document, card, parcel)


def _told(card: Card, frame: pd.DataFrame, lang: str) -> Iterable[list[str]]:
    """What a card says, in paragraphs of sentences; of who settled where its chart alone tells."""
    told = t("{label}: {caveat}", lang)
    if card.form == ENTRIES:
        for label, note in zip(frame["label"], frame["note"], strict=True):
            yield [told.format(label=label, caveat=note)]
    elif "event_id" in frame:
        yield [
            told.format(label=date, caveat=words)
            for date, words in zip(frame["display"], frame["statement"], strict=True)
        ]
    elif "entity_id" not in frame:
        yield frame["statement"].dropna().tolist()


def _body(document: Document, sentences: Iterable[Any], lang: str) -> None:
    stop = ALT_TEXT_MARKS[lang][-1]
    told = [f"{words.rstrip(stop)}{stop}" for words in sentences if words]
    if told:
        document.add_paragraph(("" if lang == "zh" else " ").join(told), "Body Text")


def _small(document: Document, lines: Iterable[str]) -> None:
    for line in filter(None, lines):
        document.add_paragraph(line, "footnote text")


def _chart(document: Document, card: Card, parcel: Parcel) -> None:
    """The chart as a picture without a title, which stands above it as a heading, on the page of the words before."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    pixels = -(-WIDTH * DPI // Mm(25.4))

    def untitled(spec: Mapping[str, Any], **words: str) -> bytes:
        return images.png(spec, **{**words, "title": ""}, pixels=pixels, column=COLUMN)

    shape = document.add_picture(io.BytesIO(picture(untitled, card, parcel.view)), WIDTH)
    if shape.height > HIGHEST:
        shape.width, shape.height = Length(shape.width * HIGHEST // shape.height), HIGHEST
    _named(shape, card.title, card.told(parcel.view).alternative)


def _named(shape: Any, name: str, alternative: str) -> None:
    for properties in (shape._inline.docPr, shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        properties.set("name", name)
        properties.set("descr", alternative)


def _figures(document: Document, rows: Sequence[Mapping[Any, Any]], parcel: Parcel) -> None:
    """Figures as printed, each with its source, theme by theme."""
    lang = parcel.lang
    lines: list[tuple[str, ...]] = [(t("Item", lang), t("Figure", lang), t("Period", lang), t("Source", lang))]
    for number, row in enumerate(rows):
        if not number or row["theme"] != rows[number - 1]["theme"]:
            lines.append((row["theme"],))
        lines.append(_cells(row, parcel))
    _table(document, lines, SHARES)


def _table(document: Document, lines: Sequence[tuple[str, ...]], shares: Sequence[float]) -> None:
    """The first line is the head and comes again on every page; no row is torn in two; one cell alone is a heading."""
    names = lines[0]
    table = document.add_table(len(lines), len(names), "Table Grid")
    table.autofit = False
    for share, column in zip(shares, table.columns, strict=True):
        column.width = Length(round(WIDTH * share))
    for line, row in zip(lines, table.rows, strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if line is names:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        cells = row.cells
        if theme := len(line) == 1:
            cells[0].merge(cells[-1])
        for share, cell, words in zip(shares, cells, line, strict=not theme):
            if not theme:
                cell.width = Length(round(WIDTH * share))
            cell.paragraphs[0].style = "No Spacing"
            cell.paragraphs[0].add_run(words, "Strong" if theme or line is names else None)
            cell.paragraphs[0].paragraph_format.keep_with_next = theme or None


def _cells(row: Mapping[Any, Any], parcel: Parcel) -> tuple[str, str, str, str]:
    """Item, with whose it is unless it is the report's own subject; figure; period, and what it stands against."""
    lang = parcel.lang
    item = [row["title"], None if row["subject_id"] == parcel.report["subject_id"] else row["subject"]]
    figure = [row["display"], said.bounds(row, lang)]
    period = [row["period"], row["comparison_title"], None if row["status"] in SURE else row["status_title"]]
    return (
        " · ".join(filter(None, item)), "\n".join(filter(None, figure)),
        t(", ", lang).join(words for words in period if isinstance(words, str)), row["where"],
    )  # fmt: skip


def _sources(document: Document, parcel: Parcel) -> None:
    """The report, the other publications that its figures stand beside, and what to check all of it by."""
    for row in parcel.documents:
        _document(document, row, parcel.lang)
    _small(document, [parcel.checked])
    if code := parcel.code("png", scale=8):
        _named(document.add_picture(io.BytesIO(code), QR), t("Check", parcel.lang), parcel.address)
        _small(document, [parcel.address])


def _document(document: Document, row: Mapping[str, Any], lang: str) -> None:
    line = [row["title"], row["publisher"] if lang == "zh" else None, said.day(row["date_published"])]
    _small(document, ["\n".join(filter(None, [" · ".join(filter(None, line)), row["note"], row["url"]]))])


# --- how it is set --------------------------------------------------------------------------------


def _set(document: Document, parcel: Parcel) -> None:
    """Page, styles, numbers of headings, font table, foot of the page; nothing of the template's own stays."""
    lang = parcel.lang
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance = section.footer_distance = FOOT
    for name, face in STYLES[lang].items():
        _style(document, name, face)
    _numbered(document, lang)
    document.settings.odd_and_even_pages_header_footer = True
    _foot(section.footer, "right", parcel)
    _foot(section.even_page_footer, "left", parcel)
    _languages(document, lang)
    for part in (document.part, document.part.package):
        for key, rel in list(part.rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "customXml", "thumbnail"):
                del part.rels[key]
            elif rel.reltype.endswith("/fontTable"):
                rel.target_part._blob = _font_table()
    about = document.core_properties
    about.title, about.subject, about.keywords = parcel.title, parcel.source, parcel.checked
    about.author = about.last_modified_by = t("{subject} in figures", lang).format(subject=parcel.report["subject"])
    about.comments, about.language = "", {"zh": "zh-CN", "en": "en-GB"}[lang]
    about.created = about.modified = dt.datetime.combine(parcel.made, dt.time())


def _style(document: Document, name: str, face: Face) -> None:
    """Set a built-in style anew, whatever the template had."""
    kind = WD_STYLE_TYPE.CHARACTER if name == "Strong" else WD_STYLE_TYPE.PARAGRAPH
    style = document.styles[name] if name in document.styles else document.styles.add_style(name, kind, builtin=True)
    for old in ("w:pPr", "w:rPr", "w:link"):
        for element in style.element.findall(qn(old)):
            style.element.remove(element)
    twips = {"before": face.before, "after": face.after, "line": face.line or 12}
    spacing = " ".join(f'w:{key}="{round(20 * value)}"' for key, value in twips.items())
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.element.append(
            parse_xml(
                f"<w:pPr {nsdecls('w')}>"
                f"{'<w:keepNext/>' if face.next else ''}"
                f"{'' if name in ('Normal', 'Body Text') else '<w:keepLines/>'}"  # alone torn at a page's end
                f"{_level(face.level)}"
                f'<w:spacing {spacing} w:lineRule="{"exact" if face.line else "auto"}"/>'
                f'<w:ind w:firstLineChars="{100 * face.indent}" w:firstLine="{round(20 * face.indent * face.size)}"/>'
                f'<w:jc w:val="{face.align}"/>'
                f"{f'<w:outlineLvl w:val={chr(34)}{face.level}{chr(34)}/>' if face.level >= 0 else ''}"
                "</w:pPr>"
            )
        )
    style.element.append(
        parse_xml(
            f"<w:rPr {nsdecls('w')}>"
            f'<w:rFonts w:ascii="{face.latin}" w:hAnsi="{face.latin}" w:cs="{face.latin}" w:eastAsia="{face.east}"/>'
            f'<w:b w:val="{face.bold:d}"/><w:i w:val="{face.italic:d}"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{round(20 * face.tight)}"/>'
            f'<w:sz w:val="{round(2 * face.size)}"/><w:szCs w:val="{round(2 * face.size)}"/>'
            "</w:rPr>"
        )
    )


def _level(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERED}"/></w:numPr>' if level >= 0 else ""


def _numbered(document: Document, lang: str) -> None:
    """Numbers of headings that count on by themselves."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{counted}"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="{after}"/><w:lvlText w:val="{around}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (counted, around, after) in enumerate(NUMBERS[lang])
    )
    space, numbering = nsdecls("w"), document.part.numbering_part.element
    abstract = f'<w:abstractNum {space} w:abstractNumId="{NUMBERED}"><w:multiLevelType w:val="multilevel"/>{levels}'
    numbering.insert(0, parse_xml(f"{abstract}</w:abstractNum>"))
    used = f'<w:abstractNumId w:val="{NUMBERED}"/>'
    numbering.append(parse_xml(f'<w:num {space} w:numId="{NUMBERED}">{used}</w:num>'))


def _foot(footer: _Footer, side: str, parcel: Parcel) -> None:
    """“— 1 —” one sign in from the outer edge, below it what to check the brief by."""
    footer.is_linked_to_previous = False
    number, checked = footer.paragraphs[0], footer.add_paragraph(style="Footer")
    for paragraph in (number, checked):
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:left="280" w:right="280"/>'))
        properties.append(parse_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
    number.add_run("— ")
    number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    number.add_run(" —")
    checked.add_run(parcel.checked).font.size = Pt(8)


def _languages(document: Document, lang: str) -> None:
    """The language for spelling, and the faces of whatever has no style."""
    normal = STYLES[lang]["Normal"]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{normal.latin}" w:hAnsi="{normal.latin}" w:eastAsia="{normal.east}"'
            f' w:cs="{normal.latin}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # below it Word opens the file as one of an older Word


def _font_table() -> bytes:
    """The faces of offices, with their other names and what may stand in for them."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if name == HEI else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FONTS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
