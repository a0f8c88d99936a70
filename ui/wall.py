"""The wall: no controls, one message a slide, as large as the screen. Asked for by ``wall=1`` in the address.

All slides go to the browser at once, and it turns them; after each round it asks anew, so that a new data version
comes up by itself. The pictures are those of the cards, so nothing is said that a card does not say.
"""

from functools import partial
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

import queries
from charts.theme import PALETTES
from exports import images
from exports.cards import picture
from queries import turns
from story import card as story
from story.card import MARKET, PLAIN, Card, NothingToDraw, Page, View
from ui import market, report, version
from ui.language import t

SECONDS: Final = 20  # a slide
FIGURES, CARDS = 4, 8  # on the first slide; slides after it where the story names none
AIR: Final = 0.5  # of a picture's margins: the wall has its own
READ_FROM_AFAR: Final = 640  # px: width of a picture whose smallest letters are 36 px on a wall of 1920
KEPT_BYTES: Final = 16_000_000

HTML: Final = (
    '<div class="stage" role="region" tabindex="0"><div class="slide"></div>'
    '<div class="foot"><span class="state" role="status"></span><span class="count"></span></div>'
    '<div class="turns" aria-hidden="true"></div></div>'
)
_PALETTE: Final = PALETTES["dark"]
CSS: Final = (
    """
.stage { position: fixed; inset: 0; z-index: 1000000; background: CANVAS; color: INK; cursor: none; outline: none;
    font-family: var(--st-font) }
.slide, .slide > svg { width: 100vw; height: 100vh; display: block }
.first { box-sizing: border-box; height: 100%; padding: 4vh 4vw; display: flex; flex-direction: column;
    justify-content: space-between }
.first h1 { font-size: min(3vw, 5.4vh); line-height: 1.25; margin: 0; text-wrap: balance; word-break: keep-all }
.first .figures { display: grid; grid-template-columns: 1fr 1fr; gap: 3vh 4vw }
.first .label, .first .under { font-size: max(1.9vw, 20px); color: MUTED }
.first .figure { font-size: max(5vw, 8.9vh); font-weight: 700; line-height: 1.15 }
.first .source { font-size: 1.9vw; color: MUTED }
.foot { position: absolute; right: 2vw; bottom: 2.5vh; font-size: 1.9vw; color: MUTED; background: CANVAS }
.count { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.turns { position: absolute; inset: auto 0 0; height: .7vh; display: flex; gap: .3vw; opacity: .8 }
.turns i { flex: 1; background: RULE }
.turns i.now { background: INK }
""".replace("CANVAS", _PALETTE.canvas)
    .replace("INK", _PALETTE.ink)
    .replace("MUTED", _PALETTE.muted)
    .replace("RULE", _PALETTE.rule)
)

_wall = st.components.v2.component(
    "wall", html=HTML, css=CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf8")
)


def show() -> None:
    """The slides of the report that is read, in the place of a page."""
    view = report.view()._replace(scheme="dark")
    told = story.pages(view.source, view.lang)
    _wall(
        key="wall", on_round_change=lambda: None,
        data={
            "slides": list(_slides(view, tuple(told.values()), st.session_state["rise"])), "seconds": SECONDS,
            "paused": t("Paused"), "label": t("Slides"), "older": version.said(),
        },
    )  # fmt: skip


def _size(slides: tuple[str, ...]) -> int:
    return sum(map(len, slides))


def _key(view: View, pages: tuple[Page, ...], rise: str) -> tuple[View, str]:
    return view, rise  # the view holds the version of the tables


@turns.once_each(KEPT_BYTES, _size, _key)
def _slides(view: View, pages: tuple[Page, ...], rise: str) -> tuple[str, ...]:
    """Made aside: a picture takes long and is hardly Python."""
    chosen = _named(pages) or [card for page in pages for card in page.shown(beside=False, later=False)]
    drawn: list[str] = []
    for card in chosen:
        drawn += _drawn(card, view, rise)
        if not pages[0].wall and len(drawn) == CARDS:
            break
    return _first(pages[0], view), *drawn


def _named(pages: tuple[Page, ...]) -> list[Card]:
    """The cards that the story names for the wall, in its order."""
    known = {card.key: card for page in pages for card in page.cards}
    return [known[key] for key in pages[0].wall if key in known]


def _drawn(card: Card, view: View, rise: str) -> list[str]:
    """The card's picture, if it has one whose letters can be read from afar."""
    if card.form == MARKET:
        found = market.chart(view, rise, still=True)
        if found is None:
            return []
        card = found
    elif card.form in PLAIN:
        return []
    try:
        drawn = picture(partial(images.svg, air=AIR), card, view, alone=False).decode()
    except NothingToDraw:
        return []
    wide = int(drawn.split('width="', 1)[1].split('"', 1)[0])
    return [drawn] if wide <= READ_FROM_AFAR or card.form.startswith("candles") else []


def _first(page: Page, view: View) -> str:
    """The report's conclusion over its first figures."""
    asked = list(page.headline[:FIGURES])
    figures = "".join(
        f'<div><div class="label">{escape(row["label"])}</div><div class="figure">{escape(row["display"])}</div>'
        f'<div class="under">{escape(_change(row))}</div></div>'
        for row in queries.rows("figures/headline", ids=asked, source=view.source, lang=view.lang)
    )
    known = t("What must be known of the figures stands beside them in the dashboard.")
    return (
        f'<div class="first"><h1>{escape(page.title)}</h1><div class="figures">{figures}</div>'
        f'<div class="source">{escape(report.masthead())}<br>{escape(known)}</div></div>'
    )


def _change(row: queries.Row) -> str:
    said = [str(row["period"])]
    if isinstance(row["delta"], str):
        said.append(f"{row['delta_comparison_title']} {'+' if row['delta_value'] > 0 else ''}{row['delta']}")
    return " · ".join(said)
