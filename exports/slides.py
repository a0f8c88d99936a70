"""The parcel as slides: native charts and shapes that can be edited, the words that must travel with them, the sources.

A card is a slide: its conclusion as the title, its chart, what must be known of it; what each figure says in a sentence
and where it stands is in the notes.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pandas as pd
from pptx import Presentation
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from charts import legend as keys
from charts.rows import Record
from charts.theme import PALETTES, Palette, alt_text
from exports import slide_charts as charts, slide_shapes as native
from exports.cards import IN_SIGHT
from exports.parcel import Parcel, Part
from exports.slide_shapes import HEIGHT, WIDTH, Box, Run, emu
from locales import text as t
from story import citation, pairs, words
from story.card import Card, caveats, unit
from story.legend import legend

LATIN, CHINESE = "Arial", "微软雅黑"  # that every office has, or has a face as wide for
MARGIN: Final = 56  # px left and right
INNER: Final = WIDTH - 2 * MARGIN
COLUMN: Final = (INNER - native.BETWEEN) / 2
PAIRED: Final = (0.2, 0.14, 0.3, 0.19, 0.17)  # of a table of pairs: shares of the width
CODE: Final = 80  # px: the QR code
TOP, FOOT = 44, HEIGHT - 22  # px: of the title, and of the last line
BARS: Final = (
    "amounts",
    "compare",
    "parts",
    "share",
)  # parts of a total from zero, each beside the others and the total
DOTS: Final = {
    "ladder": charts.Scale("rates", "group", stems=True),
    "dumbbell": charts.Scale("rates", "group", pairs=True),
    "places": charts.Scale("places"),
    "interval": charts.Scale("interval"),
}


class Deck:
    """A presentation that is being filled."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.palette = PALETTES["light"]
        self.lang = parcel.lang
        self.file = Presentation()
        _dress(self.file, self.palette)
        self.code = parcel.code("png", scale=4)
        self.words = legend(self.lang)

    def t(self, message: str) -> str:
        """A text of the interface in the deck's language."""
        return t(message, self.lang)

    def slide(self, title: str, hue: str, *, above: str, size: int = 30) -> tuple[Any, float]:
        """A slide with its title, and how far down that reaches."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        native.shape(slide.shapes, Box(0, 0, WIDTH, 8), native.solid(hue))
        slide.shapes[-1].name = "band"
        native.write(slide.shapes, Box(MARGIN, 22, INNER - 60, 18), [Run(above, 12, self.palette.muted)], self.lang)
        run = self.title(title, size)
        high = native.height([run], INNER)
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = map(emu, (MARGIN, TOP, INNER, high))
        held._element.replace(held._element.txBody, native.body([run], self.lang))
        return slide, TOP + high

    def title(self, words: str, size: int = 30) -> Run:
        """A title as large as it may be."""
        return Run(words, native.titled(words, INNER, size), self.palette.ink, bold=True)

    def lines(self, source: str, notes: Sequence[str]) -> tuple[list[Run], float]:
        """What stands at the foot, and its width."""
        muted = self.palette.muted
        lines = [*(Run(note, 13, muted) for note in notes), Run(source, 12, muted), Run(self.parcel.checked, 11, muted)]
        return [line for line in lines if line.words], INNER - (CODE + 24 if self.code else 0)

    def end(self, source: str, notes: Sequence[str]) -> float:
        """How far down there is room above the foot."""
        return FOOT - max(native.height(*self.lines(source, notes)), CODE if self.code else 0) - 14

    def foot(self, slide: Any, *, source: str, notes: Sequence[str] = ()) -> float:
        """Notes, source, mark and code at the foot, and the number of the slide; how far down there is room."""
        muted = self.palette.muted
        lines, width = self.lines(source, notes)
        high = native.height(lines, width)
        native.write(slide.shapes, Box(MARGIN, FOOT - high, width, high), lines, self.lang)
        if self.code:
            box = Box(WIDTH - MARGIN - CODE, FOOT - CODE, CODE, CODE)
            picture = slide.shapes.add_picture(io.BytesIO(self.code), *map(emu, box))
            picture.name = "QR"
            picture._element.nvPicPr.cNvPr.set("descr", self.parcel.address)
        number = slide.shapes.add_textbox(*map(emu, (WIDTH - MARGIN - 50, 22, 50, 18)))
        told = native.body([Run(str(len(self.file.slides)), 12, muted)], self.lang, align="r")
        run = told.find(".//" + qn("a:r"))
        run.tag = qn("a:fld")
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")
        number._element.replace(number._element.txBody, told)
        return self.end(source, notes)


def pptx(parcel: Parcel) -> bytes:
    """The parcel as a presentation of slides 16:9."""
    deck = Deck(parcel)
    _cover(deck)
    for part in parcel.parts:
        if part.headline:
            _part(deck, part)
        for card in part.cards:
            _card(deck, part, card)
    if parcel.pairs:
        _pairs(deck)
    _sources(deck)
    held = deck.file.core_properties
    held.title, held.subject, held.comments = parcel.title, parcel.source, parcel.checked
    held.author = held.last_modified_by = deck.t("Report dashboard")
    held.language = native.LANGUAGES[parcel.lang]
    held.keywords = parcel.mark
    out = io.BytesIO()
    deck.file.save(out)
    return out.getvalue()


def _cover(deck: Deck) -> None:
    parcel, palette = deck.parcel, deck.palette
    slide, _ = deck.slide(parcel.title, palette.hue("overall"), above="")
    size = native.fitted(parcel.title, INNER, range(54, 27, -2), lines=2, bold=True)
    run = Run(parcel.title, size, palette.ink, bold=True)
    high = native.height([run], INNER)
    held = slide.shapes.title
    held.top, held.height = emu(110), emu(high)
    held._element.replace(held._element.txBody, native.body([run], deck.lang))
    for number, hue in enumerate(palette.hues.values()):
        native.shape(slide.shapes, Box(MARGIN + number * 44, 82, 40, 6), native.solid(hue))
    told = [Run(parcel.source, 20, palette.ink)]
    if deck.lang == "zh" and parcel.document["publisher"]:  # publishers have Chinese names alone
        told.append(Run(parcel.document["publisher"], 16, palette.muted))
    top = 110 + high + 14
    native.write(slide.shapes, Box(MARGIN, top, INNER, native.height(told, INNER)), told, deck.lang)
    top += native.height(told, INNER) + 44
    end = deck.foot(slide, source=deck.t("Source: {source}").format(source=parcel.document["title"]))
    names = max(native.text_width(part.name, 17, bold=True) for part in parcel.parts) + 28
    each = min(52.0, (end - top) / len(parcel.parts))
    for part in parcel.parts:
        hue = palette.hue(part.page_id)
        native.write(slide.shapes, Box(MARGIN, top, names, each), [Run(part.name, 17, hue, bold=True)], deck.lang)
        if part.title != part.name:
            size = native.fitted(part.title, INNER - names, (17, 16, 15, 14, 13))
            box = Box(MARGIN + names, top, INNER - names, each)
            native.write(slide.shapes, box, [Run(part.title, size, palette.ink)], deck.lang)
        top += each


def _part(deck: Deck, part: Part) -> None:
    """The headline figures of a page."""
    rows, palette = part.headline, deck.palette
    slide, bottom = deck.slide(part.title, palette.hue(part.page_id), above=deck.parcel.title, size=34)
    summary = [Run(part.summary, 16, palette.muted)] if part.summary else []
    high = native.height(summary, INNER)
    native.write(slide.shapes, Box(MARGIN, bottom + 8, INNER, high), summary, deck.lang)
    bottom += 8 + high + 28
    found = pd.DataFrame(rows)
    top = deck.foot(slide, source=deck.t("Source: {source}").format(source=citation.line(found, deck.lang)))
    told = []
    hues = [palette.muted if row["source_kind"] == "context" else palette.hue(row["theme_id"]) for row in rows]
    for row, hue in zip(rows, hues, strict=True):
        beneath = [row["subject"], row["period"]]
        if isinstance(row["delta"], str):
            beneath.append(f"{row['delta_comparison_title']} {'+' if row['delta_value'] > 0 else ''}{row['delta']}")
        if bounds := words.bounds(row, deck.lang):
            beneath.append(bounds)
        told.append(
            [
                Run(row["display"], 44, hue, bold=True),
                Run(row["label"], 18, palette.ink),
                Run(" · ".join(beneath), 14, palette.muted),
                Run(row["where"], 12, palette.muted),
            ]
        )
    with _group(slide, "; ".join(f"{row['label']} {row['display']}" for row in rows), deck.t("Figures")) as group:
        native.tiles(group, Box(MARGIN, bottom, INNER, top - bottom), told, hues, deck.lang)
    _notes(slide, deck, found, known=caveats(found, deck.lang))


def _card(deck: Deck, part: Part, card: Card) -> None:
    """A card as a slide, or as several where entries need them."""
    view, palette = deck.parcel.view, deck.palette
    above = " · ".join(dict.fromkeys((deck.parcel.report["short"], part.name)))
    if not card.rows(view):
        slide, bottom = deck.slide(card.title, palette.hue(part.page_id), above=above)
        deck.foot(slide, source="")
        told = [Run(words.absent(deck.lang), 18, palette.muted)]
        native.write(slide.shapes, Box(MARGIN, bottom + 24, INNER, native.height(told, INNER)), told, deck.lang)
        return
    drawn, frame = card.drawn(view)
    shown = frame if "display" in frame else frame.assign(display=frame["kind_title"])
    alternative = card.alternative or alt_text(card.title, shown, lang=deck.lang)
    hue = palette.hue(part.page_id)
    known = caveats(frame, deck.lang, note=card.note)
    if len(known) > IN_SIGHT:
        known = [deck.t("{count} caveats on these figures stand in the notes.").format(count=len(known))]
    notes = [card.note, *known]
    source = _source(deck, frame)
    about = [Run(card.about, 15, palette.muted)] if card.about else []
    high = native.height(about, INNER)
    pages: list[Any] = [None]
    if card.form == "entries":
        entries = [_entry(deck, row) for row in _records(drawn[-1])]
        room = deck.end(source, notes) - TOP - native.height([deck.title(card.title)], INNER) - high - 30
        pages = native.pages_of(native.enlarged(entries, COLUMN, room), COLUMN, room)
    for number, entries in enumerate(pages, 1):
        title = card.title if len(pages) == 1 else f"{card.title} ({number}/{len(pages)})"
        slide, bottom = deck.slide(title, hue, above=above)
        if about:
            native.write(slide.shapes, Box(MARGIN, bottom + 6, INNER, high), about, deck.lang)
            bottom += high + 6
        top = deck.foot(slide, source=source, notes=notes)
        box = Box(MARGIN, bottom + 20, INNER, top - bottom - 20)
        _drawn(deck, slide, card, box, drawn[-1] if card.form != "numbers" else frame, alternative, hue, entries)
        _notes(slide, deck, frame, known=caveats(frame, deck.lang), note=card.note)


def _drawn(
    deck: Deck, slide: Any, card: Card, box: Box, frame: pd.DataFrame, alternative: str, hue: str, entries: Any
) -> None:
    """The chart of a card in its box."""
    palette, lang, form = deck.palette, deck.lang, card.form
    words = deck.words | {"unit": unit(card.frames(deck.parcel.view)[-1])} | dict(card.words)
    rows: list[Record] = _records(frame)
    if form == "interval":
        rows = [
            row
            | {
                "basis": "derived",
                "qualifier": "over" if row["upper"] is None else "nearly" if row["lower"] is None else "exact",
            }
            for row in rows
        ]
    if form == "compare":
        rows = sorted(({"qualifier": "exact"} | row for row in rows), key=lambda row: -row["value"])
    if form in (*DOTS, *BARS):
        signs = keys.key_entries(rows, words, palette, shape="circle" if form in DOTS else "square")
        taken = native.key(slide.shapes, box, signs, palette, lang)
        box = box._replace(y=box.y + taken, h=box.h - taken)
        if form == "compare":
            box = _gap(deck, slide, box, words["gap"])
        if form in DOTS:
            made = charts.dots(slide.shapes, box, rows, words, palette, lang, DOTS[form])
        else:
            if form == "share":
                words |= {"unit": rows[0]["whole"]}
            most = 100.0 if form == "share" else 0.0
            made = charts.bars(slide.shapes, box, rows, words, palette, lang, most=most)
        made._element.nvGraphicFramePr.cNvPr.set("descr", alternative)
        made.name = card.title
        return
    with _group(slide, alternative, card.title) as group:
        if form == "entries":
            native.entries(group, box, entries, hue, lang)
        elif form == "streak":
            native.cells(group, box, rows, words, palette, lang)
        elif form == "settlement":
            native.tree(group, box, rows, palette, lang)
        elif form == "timeline":
            native.times(group, box, *native.dated(rows, palette, lang), palette, lang)
        elif form == "decades":
            native.times(group, box, *native.lived(rows, words["derived"], palette), palette, lang)
        else:
            _numbers(deck, group, box, rows)


def _gap(deck: Deck, slide: Any, box: Box, gap: str) -> Box:
    """The gap between two bars, as printed, at their right; the room that is left for them."""
    palette, wide = deck.palette, 250
    told = [Run(deck.words["gap"], 13, palette.muted), Run(gap, 20, palette.ink, bold=True)]
    high = native.height(told, wide)
    at = Box(box.x + box.w - wide, box.y + (box.h - high) * 0.45, wide, high)
    native.rule(slide.shapes, (at.x - 20, at.y), (at.x - 20, at.y + at.h), palette.rule)
    native.write(slide.shapes, at, told, deck.lang)
    return box._replace(w=box.w - wide - 40)


def _numbers(deck: Deck, shapes: Any, box: Box, rows: Sequence[Record]) -> None:
    """Figures that share no axis, side by side."""
    hues = [
        deck.palette.muted if row.get("basis") == "context" else deck.palette.hue(row.get("theme_id")) for row in rows
    ]
    told = []
    for row, hue in zip(rows, hues, strict=True):
        beneath = [row.get("under") or row.get("period") or ""]
        if row.get("basis") == "derived":
            beneath.append(deck.words["derived"])
        told.append(
            [
                Run(row["display"], 44, hue, bold=True), Run(row["label"], 18, deck.palette.ink),
                Run(" · ".join(filter(None, beneath)), 14, deck.palette.muted),
            ]
        )  # fmt: skip
    native.tiles(shapes, box, told, hues, deck.lang)


def _entry(deck: Deck, row: Record) -> list[Run]:
    """An entity: its name, what it is, what the report says of it, with the figures there, and where."""
    palette, lang = deck.palette, deck.lang
    where = t("{section} · ¶{numbers}", lang).format(
        section=row["section"], numbers=citation.numbers(row["paragraphs"], lang)
    )
    return [
        Run(row["label"], 17, palette.ink, bold=True),
        Run(row["note"] or "", 14, palette.ink),
        Run(
            " · ".join(filter(None, (row["kind_title"], t(", ", lang).join(row["figures"]), where))), 12, palette.muted
        ),
    ]


@contextmanager
def _group(slide: Any, alternative: str, name: str) -> Iterator[Any]:
    """Makes one drawing of the shapes that are added meanwhile, with the words for who cannot see it."""
    count = len(slide.shapes)
    yield slide.shapes
    group = slide.shapes.add_group_shape(list(slide.shapes)[count:])  # at once: a group measures itself for each
    group.name = name
    group._element.nvGrpSpPr.cNvPr.set("descr", alternative)


def _notes(slide: Any, deck: Deck, frame: pd.DataFrame, *, known: Sequence[str] = (), note: str = "") -> None:
    """In the notes: each figure in a sentence, where it stands, the caveats, the sources."""
    told: list[str] = []
    for row in _records(frame):
        said = row.get("statement") or " ".join(filter(None, (row.get("label"), row.get("note") or row.get("display"))))
        where = row.get("where") or row.get("section") or ""
        told.append(f"{said} [{where}]" if where else said)
    told = [*dict.fromkeys(told), *filter(None, (note, *known))]
    told.append(_source(deck, frame))
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [*told, deck.parcel.checked, *([deck.parcel.address] if deck.parcel.base else [])]
    )


def _source(deck: Deck, frame: pd.DataFrame) -> str:
    """Where a frame comes from, in a line; entities have the paragraphs that tell of them."""
    said = citation.line(frame, deck.lang)
    if "paragraphs" in frame:
        numbers = citation.numbers((number for some in frame["paragraphs"] for number in some), deck.lang)
        said = deck.t("{document} (¶{numbers})").format(document=deck.parcel.report["short"], numbers=numbers)
    return deck.t("Source: {source}").format(source=said)


def _sources(deck: Deck) -> None:
    """Every publication that figures in the deck come from, the report first."""
    parcel, palette, lang = deck.parcel, deck.palette, deck.lang
    own, *others = parcel.documents
    told = [_document(deck, own, own["latest"])]
    told += [_document(deck, row, words.day(row["date_published"])) for row in others]
    heading = deck.t("Documents")
    room = deck.end("", ()) - TOP - native.height([deck.title(heading)], INNER) - 34
    for number, entries in enumerate(pages := native.pages_of(native.enlarged(told, COLUMN, room), COLUMN, room), 1):
        title = heading if len(pages) == 1 else f"{heading} ({number}/{len(pages)})"
        slide, bottom = deck.slide(title, palette.hue("overall"), above=parcel.report["short"])
        box = Box(MARGIN, bottom + 24, INNER, deck.foot(slide, source="") - bottom - 24)
        with _group(slide, "; ".join(runs[0].words for runs in entries), title) as group:
            native.entries(group, box, entries, palette.rule, lang)
        slide.notes_slide.notes_text_frame.text = "\n".join(run.words for runs in entries for run in runs)


def _pairs(deck: Deck) -> None:
    """The report's figures against other publications, pair by pair: a table that can be edited."""
    parcel, palette, lang = deck.parcel, deck.palette, deck.lang
    widths = [INNER * share for share in PAIRED]
    head = [[Run(name, 12, palette.muted, bold=True)] for name in pairs.heads(lang)]
    told = [
        [
            [Run(said, 12, palette.ink, bold=name == "ours"), *([Run(beneath, 11, palette.muted)] if beneath else [])]
            for name, (said, beneath) in pairs.stacked(pair, lang).items()
        ]
        for pair in parcel.pairs
    ]
    notes = [pairs.meant(lang)]
    title = deck.title(parcel.compared)
    room = deck.end("", notes) - TOP - native.height([title], INNER) - 20
    for rows in native.tables_of(told, head, widths, room):
        slide, bottom = deck.slide(parcel.compared, palette.hue("overall"), above=parcel.title)
        deck.foot(slide, source="", notes=notes)
        made = native.table(slide.shapes, (MARGIN, bottom + 16), head, rows, widths, palette, lang)
        made.name = deck.t("Pair by pair")
        made._element.nvGraphicFramePr.cNvPr.set("descr", deck.t("Pair by pair"))


def _document(deck: Deck, row: Mapping[str, Any], day: str) -> list[Run]:
    palette = deck.palette
    publisher = row["publisher"] if deck.lang == "zh" else None  # known by a Chinese name
    runs = [
        Run(row["title"], 15, palette.ink, bold=True),
        Run(" · ".join(filter(None, (publisher, day, row.get("confidence")))), 13, palette.muted),
        Run(row["url"] or "", 11, palette.muted),
        Run(row["note"] or "", 13, palette.muted),
    ]
    return [run for run in runs if run.words]


def _records(frame: pd.DataFrame) -> list[Record]:
    """The rows as dicts, absent values as None, lists as they are."""
    return [
        {str(name): None if pd.api.types.is_scalar(cell) and pd.isna(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def _dress(file: Any, palette: Palette) -> None:
    """The template as 16:9 with one layout, our colours and faces, and without what it says of its maker."""
    wide = emu(WIDTH) / file.slide_width
    file.slide_width, file.slide_height = emu(WIDTH), emu(HEIGHT)
    kept = file.slide_layouts.get_by_name("Title Only")
    for layout in list(file.slide_layouts):
        if layout is not kept:
            file.slide_layouts.remove(layout)
    for held in (*file.slide_master.placeholders, *kept.placeholders):
        if held._element.spPr.find(qn("a:xfrm")) is not None:
            held.left, held.width = emu(held.left * wide / 9525), emu(held.width * wide / 9525)
    style = file.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", "2400")
    style.find(qn("a:defRPr")).set("b", "1")
    for part in (file.slide_master.part, file.notes_master.part):
        for link in part.rels.values():
            if link.reltype.endswith("/theme"):
                blob = _theme(link.target_part.blob.decode(), palette).encode()
                if isinstance(link.target_part, XmlPart):  # the notes' has been parsed
                    link.target_part._element = parse_xml(blob)
                else:
                    link.target_part._blob = blob
    package = file.part.package
    for key, link in list(package._rels.items()):
        if link.reltype.endswith("/thumbnail"):
            package._rels.pop(key)


def _theme(xml: str, palette: Palette) -> str:
    """A theme in our faces and colours."""
    xml = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{LATIN}", xml)
    xml = re.sub(r'(<a:(?:major|minor)Font>.*?<a:ea typeface=")[^"]*', rf"\g<1>{CHINESE}", xml, flags=re.DOTALL)
    xml = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{CHINESE}", xml)
    colours = {"dk1": palette.ink, "lt1": palette.canvas, "dk2": palette.muted, "lt2": palette.grid}
    colours |= {f"accent{number}": hue for number, hue in enumerate([*palette.hues.values(), palette.rule], 1)}
    for name, colour in colours.items():
        xml = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>', xml, flags=re.DOTALL
        )
    return xml
