"""How a page prints from the browser: no navigation, no tools, cards whole, and light whatever the screen."""

from typing import Final

from charts.theme import PALETTES
from ui.language import t

_PAPER: Final = PALETTES["light"]
_UNHEARD: Final = ", ".join(  # what only a pointer can use
    (
        ".stAppHeader", ".st-key-tabs", ".stElementToolbar", "[class*=st-key-more_]", "[class*=st-key-take_]",
        "[class*=st-key-masthead_] > :not(:first-child)", ".stCheckbox", ".stTooltipIcon", ".stPageLink",
        ".stDownloadButton", "[data-testid=stIconMaterial]", ".stHeaderActionElements",
        ".stPopoverButton svg", "[data-testid=stSkipToContent]", ".stButton:has([kind=secondary])",
    )
)  # fmt: skip
# A chart keeps the width that it has on the screen, and is scaled where the paper is narrower; so does a table, which
# is a picture of the rows in sight.
_STYLE: Final = (
    "@page { size: A4; margin: 14mm 12mm }"
    "@media print { "
    f"{_UNHEARD} {{ display: none !important }}"
    f"html, body, .stApp {{ background: {_PAPER.canvas} !important; color-scheme: light !important }}"
    f".stApp :not(svg, svg *) {{ color: {_PAPER.ink} !important; background-color: transparent !important;"
    " transition: none !important;"
    f" border-color: {_PAPER.grid} !important }}"
    f".stApp [data-testid=stCaptionContainer] :is(*, p) {{ color: {_PAPER.muted} !important }}"
    ".stMainBlockContainer { padding: 0 2px !important }"
    ".stMetric [data-testid=stMetricValue], .stMetric [data-testid=stMetricValue] *"
    " { font-size: 1.1rem !important; line-height: 1.3 !important }"
    "[class*=st-key-card_], [class*=st-key-headline_], [class*=st-key-entry_], .stMetric, .stAlert,"
    " .stElementContainer:has(.stDataFrame) { break-inside: avoid }"
    "h1, h2, h3 { break-after: avoid }"
    ".stVegaLiteChart svg.marks { max-width: 100%; height: auto }"
    ".stDataFrame, .stDataFrame * { max-width: 100% !important }"
    ".stElementContainer:has(.stDataFrame), .stDataFrame canvas { height: auto !important }"
)
# What draws itself in the colours of a dark screen keeps them; turned over it reads on white.
_FROM_DARK: Final = (
    ".stVegaLiteChart svg.marks { filter: invert(1) hue-rotate(180deg) }"
    ".stDataFrame canvas { filter: invert(1) hue-rotate(180deg) brightness(1.13) }"
)


def style(scheme: str) -> str:
    """CSS for paper, of a page shown in this scheme."""
    cut = t("Of this table paper holds what was in sight on the screen; all of it can be downloaded there.")
    told = f'.stElementContainer:has(.stDataFrame)::before {{ content: "{cut}"; display: block; font-size: 0.8rem }}'
    return f"{_STYLE}{told}{_FROM_DARK if scheme == 'dark' else ''} }}"
