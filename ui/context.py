"""Context: what other publications say beside the report, the same cards on their own page and on each theme's.

Off unless asked for. Both switches live in the address: ``context=1`` shows the cards on a theme's page, ``later=1``
also what was published after the report.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st

import queries
from charts.amounts import amounts
from charts.candles import BY_RISE
from charts.ladder import ladder
from charts.slope import slope
from charts.streak import streak
from ui import cards
from ui.figures import displays, interval
from ui.language import current, t

Card = Callable[[bool], None]  # draws itself; told whether also what came later
Columns = tuple[tuple[Card, ...], ...]


def asked(switch: str) -> bool:
    """Whether a switch is on, by the address or, on the way between pages, by what it was before."""
    if switch in st.query_params:
        st.session_state[f"{switch}_on"] = st.query_params[switch] == "1"
    on = bool(st.session_state.get(f"{switch}_on"))
    if on:
        st.query_params[switch] = "1"
    elif switch in st.query_params:
        del st.query_params[switch]
    return on


def _turned(switch: str) -> None:
    on = st.session_state[f"{switch}_switch"]
    st.session_state[f"{switch}_on"] = on
    st.query_params[switch] = "1" if on else "0"


def _toggle(switch: str, label: str, explained: str) -> bool:
    st.session_state[f"{switch}_switch"] = asked(switch)
    return st.toggle(label, key=f"{switch}_switch", on_change=_turned, args=(switch,), help=explained)


def later_switch() -> bool:
    """The switch for what was published after the report; whether it is on."""
    return _toggle(
        "later", t("Also what was published after the report"),
        t("The report tells of nothing after 2 September 2024. What was published after that month is drawn faint."),
    )  # fmt: skip


def beside(theme: str) -> None:
    """On a theme's page: the switch, and below it the cards of that theme where it is on."""
    with st.container(horizontal=True, vertical_alignment="center"):
        on = _toggle(
            "context", t("Set beside other publications"),
            t("The report's marks keep their colour; those of other publications are grey."),
        )  # fmt: skip
        later = later_switch() if on else False
    if on:
        if theme == "dual_carbon":
            market(later)
        show(THEMES.get(theme, ()), later=later)


def show(drawn: Columns, *, later: bool) -> None:
    """Cards in their columns."""
    if not drawn:
        st.info(
            t(
                "No publication found counts the same firms in the same place: what a later one calls “related firms” "
                "of the corridor is not what the report counts."
            ),
            icon=":material/info:",
        )
        return
    for column, those in zip(st.columns(len(drawn)), drawn, strict=True):
        with column:
            for card in those:
                card(later)


def pairs() -> None:
    """The report's figures set against other publications, as a table: both numbers, how, and whether they agree."""
    rows = queries.run("context/set_against", lang=current())
    rows["agrees"] = rows["agrees"].map({True: t("agrees"), False: t("differs")})
    rows["later"] = rows["later"].map({True: t("after the report"), False: ""})
    names = {
        "title": t("Title"), "period": t("Period"), "ours": t("In the report"), "theirs": t("Elsewhere"),
        "agrees": t("Result"), "how": t("How they compare"), "source": t("Source"),
        "later": t("When"),
    }  # fmt: skip
    widths = {
        "title": 150,
        "period": 190,
        "ours": 120,
        "theirs": 250,
        "agrees": 70,
        "how": 230,
        "source": 260,
        "later": 90,
    }  # px
    st.dataframe(
        rows[list(names)].rename(columns=names), hide_index=True, width="stretch", height="content", placeholder="—",
        alt=t("Pair by pair"), column_config={names[name]: {"width": width} for name, width in widths.items()},
    )  # fmt: skip
    st.caption(t("Agreement shows a faithful account, not independent proof: both sides may go back to one origin."))


def _gdp(later: bool) -> None:
    figure = displays("gdp_2024h1", "gdp_real_growth_2024h1", "gdp_city_share_2024h1", "gdp_2021", "gdp_2021_estimate")
    cards.chart_card(
        "context_gdp",
        title=t("GDP, which the report leaves out: {level} in the half-year, {share} of the city's").format(
            level=figure["gdp_2024h1"], share=figure["gdp_city_share_2024h1"]
        ),
        about=t("100 million yuan at current prices, Wuchang district"),
        note=t("An estimate is not an outturn: 2021 was put at {estimate} and came to {outturn}.").format(
            estimate=figure["gdp_2021_estimate"], outturn=figure["gdp_2021"]
        ),
        form=amounts, question="context/levels", metrics=["gdp"], period_kinds=[], later=later,
    )  # fmt: skip


def _revenue(later: bool) -> None:
    figure = displays("budget_revenue_2024h1", "budget_revenue_growth_2024h1", "budget_revenue_growth_2023h1")
    cards.chart_card(
        "context_revenue",
        title=t("Budget revenue, which the report leaves out: {level}, up {growth}").format(
            level=figure["budget_revenue_2024h1"], growth=figure["budget_revenue_growth_2024h1"]
        ),
        about=t("100 million yuan, general public budget revenue of Wuchang district"),
        note=t(
            "The rise follows a change of {before} in the first half of 2023. 2022 is missing: the only figure found "
            "is an estimate on a basis that is not stated."
        ).format(before=figure["budget_revenue_growth_2023h1"]),
        form=amounts, question="context/levels", metrics=["budget_revenue"], period_kinds=[], later=later,
    )  # fmt: skip


def _ranks(later: bool) -> None:
    figure = displays("ccid_rank_2024")
    cards.chart_card(
        "context_rank",
        title=t("Back among the first 50 in 2022, {now} in 2024").format(now=figure["ccid_rank_2024"]),
        about=t("Rank in the CCID list, by edition; a bar where only an interval is known"),
        note=t(
            "2021 follows from “back among the first 50” in 2022; that it rose every year since is said in 2025 only."
        ),
        form=slope, question="context/ranks", later=later,
    )  # fmt: skip


def _official(later: bool) -> None:
    figure = displays(
        "fixed_investment_2024h1", "fixed_investment_2024h1_official", "fixed_investment_2023h1_published"
    )
    cards.chart_card(
        "context_official",
        title=t("The report's {ours} is {theirs} in the official account: cut off, not rounded").format(
            ours=figure["fixed_investment_2024h1"], theirs=figure["fixed_investment_2024h1_official"]
        ),
        about=t("100 million yuan, fixed-asset investment of Wuchang district in the first half of the year"),
        note=t(
            "The report's level and growth imply {bounds} for 2023, which holds the {published} published then."
        ).format(
            bounds=interval("fixed_investment_2023h1"), published=figure["fixed_investment_2023h1_published"]
        ),
        form=amounts, question="context/levels", metrics=["fixed_investment"], period_kinds=["half_year"], later=later,
    )  # fmt: skip


def _investment(later: bool) -> None:
    figure = displays("fixed_investment_2020", "fixed_investment_2021")
    cards.chart_card(
        "context_investment",
        title=t("Investment rose from {before} in 2020 to {after} in 2021; only estimates since").format(
            before=figure["fixed_investment_2020"], after=figure["fixed_investment_2021"]
        ),
        about=t("100 million yuan a year, fixed-asset investment of Wuchang district"),
        form=amounts, question="context/levels", metrics=["fixed_investment"], period_kinds=["year"], later=later,
    )  # fmt: skip


def _projects(later: bool) -> None:
    figure = displays("major_projects_2024h1", "major_projects_2023h1")
    cards.chart_card(
        "context_projects",
        title=t("{now} major projects under way, {before} a year before").format(
            now=figure["major_projects_2024h1"], before=figure["major_projects_2023h1"]
        ),
        about=t("Projects carried out in the period; whether continued ones count is not stated"),
        form=amounts, question="context/levels", metrics=["major_projects"], period_kinds=[], later=later,
    )  # fmt: skip


def _started(later: bool) -> None:
    figure = displays("projects_started_2024h1", "projects_started_2022")
    cards.chart_card(
        "context_started",
        title=t("{now} projects of 100 million yuan started in half a year, {year} in the whole of 2022").format(
            now=figure["projects_started_2024h1"], year=figure["projects_started_2022"]
        ),
        about=t("Projects started; half a year is not to be set against a whole one"),
        form=amounts, question="context/levels", metrics=["projects_started"], period_kinds=[], later=later,
    )  # fmt: skip


def _project_investment(later: bool) -> None:
    figure = displays("major_projects_investment_2024h1", "major_projects_investment_2023h1")
    cards.chart_card(
        "context_project_investment",
        title=t("Major projects took {now}, after {before} a year before").format(
            now=figure["major_projects_investment_2024h1"], before=figure["major_projects_investment_2023h1"]
        ),
        about=t("100 million yuan, investment completed in major projects of Wuchang district"),
        form=amounts, question="context/levels", metrics=["major_projects_investment"], period_kinds=[], later=later,
    )  # fmt: skip


def _growth(metrics: list[str], title: Callable[[], str]) -> Card:
    def card(later: bool) -> None:
        cards.chart_card(
            "context_growth",
            title=title(),
            about=t("Growth in % on a year before, 2024; mind the periods, which differ"),
            form=ladder, question="context/growth", metrics=metrics, later=later,
        )  # fmt: skip

    return card


def _evaluations(later: bool) -> None:
    cards.chart_card(
        "context_evaluations",
        title=t("The year of four that was not first was 2022, by a copy of that ranking: second"),
        about=t("Place by overall score among counties, county-level cities and districts"),
        note=t("The place of 2022 was read in a copy, not where it was published."),
        form=streak, question="context/evaluations",
        words={"implied": t("follows: first three times in four years, second in 2022")},
    )  # fmt: skip


def market(later: bool) -> None:
    """The carbon market's K-line from the quotes that the user supplied, with their check; else how to supply them."""
    words = queries.run("market/summary", lang=current(), later=later)
    if words.empty:
        _without_quotes()
        return
    cards.chart_card(
        "context_market",
        title=words["title"].iloc[0],
        about=t("Yuan a tonne and tonnes, by trading day; a gap where the price changes its basis or days are missing"),
        note=t("A hollow candle is a rise."),
        handling=t(
            "Drag to move, Ctrl and the wheel to zoom; take a window in the strip below. Double click the strip for "
            "the whole span, the prices to go back."
        ),
        form=BY_RISE[st.session_state.get("colours", "red")],
        question=("market/breaks", "market/candles"), later=later, told=words["told"].iloc[0],
    )  # fmt: skip
    checked = queries.run("market/reconciled", lang=current())
    if not checked.empty:
        names = {
            "title": t("Title"), "period": t("Period"), "printed": t("As published"), "stands_for": t("May stand for"),
            "summed": t("From the quotes"), "consistent": t("Result"),
        }  # fmt: skip
        checked["consistent"] = checked["consistent"].map({True: t("consistent"), False: t("outside")})
        st.dataframe(
            checked.rename(columns=names), hide_index=True, width="stretch", height="content",
            alt=t("The quotes against published totals"),
        )  # fmt: skip
        st.caption(t("A published total may have been rounded or cut off; the range holds either."))


def _without_quotes() -> None:
    """What the card would show, and, folded away, how to supply it."""
    st.caption(
        t(
            "The market's daily K-line is drawn here once its quotes are supplied; they may be republished only with "
            "the exchange's consent, so none come with this dashboard."
        )
    )
    with st.expander(t("How to supply the quotes"), icon=":material/candlestick_chart:"):
        st.code('make quotes FILES="quotes.csv"', language="sh")
        st.caption(
            t(
                "One file or several, or a folder: CSV, text or a workbook, as the exchange, a terminal or a "
                "spreadsheet lays them out by the day, with date, open, high, low, close, volume, turnover. Heading, "
                "encoding, order and units are found; every wrong row is named."
            )
        )


def _prices(later: bool) -> None:
    figure = displays("carbon_price_year_2021", "carbon_price_year_2023", "implied_carbon_price_2024")
    cards.chart_card(
        "context_price",
        title=t("The implied {price} lies between {first} in 2021 and {last} in 2023").format(
            price=figure["implied_carbon_price_2024"], first=figure["carbon_price_year_2021"],
            last=figure["carbon_price_year_2023"],
        ),
        about=t("Yuan a tonne, turnover ÷ volume of each year and of the whole time that the report covers"),
        form=amounts, question="context/levels", metrics=["carbon_price_year", "implied_carbon_price"], period_kinds=[],
        later=later,
    )  # fmt: skip


def _volumes(later: bool) -> None:
    figure = displays("allowances_traded_year_2022", "allowances_traded_year_2023", "allowances_traded_2024")
    cards.chart_card(
        "context_volume",
        title=t("{after} traded in 2023 after {before} in 2022; {all} in all").format(
            after=figure["allowances_traded_year_2023"], before=figure["allowances_traded_year_2022"],
            all=figure["allowances_traded_2024"],
        ),
        about=t("100 million tonnes: each year, and in all as the report has it"),
        form=amounts, question="context/levels", metrics=["allowances_traded_year", "allowances_traded"],
        period_kinds=[], later=later,
    )  # fmt: skip


def _turnovers(later: bool) -> None:
    figure = displays("allowances_turnover_year_2023", "allowances_turnover_2024")
    cards.chart_card(
        "context_turnover",
        title=t("Of {all} in all, {year} came in 2023").format(
            all=figure["allowances_turnover_2024"], year=figure["allowances_turnover_year_2023"]
        ),
        about=t("100 million yuan: each year, and in all as the report has it"),
        form=amounts, question="context/levels", metrics=["allowances_turnover_year", "allowances_turnover"],
        period_kinds=[], later=later,
    )  # fmt: skip


def _all_growth() -> str:
    return t("Investment grows faster than the city's, retail sales than the city's months around, GDP a little slower")


def _investment_growth() -> str:
    figure = displays(
        "fixed_investment_growth_2024h1", "fixed_investment_growth_wuhan_2024h1", "fixed_investment_growth_wuhan_2024m5"
    )
    return t("Investment grew {district}; the city's {implied} as implied, {months} in January–May").format(
        district=figure["fixed_investment_growth_2024h1"], implied=figure["fixed_investment_growth_wuhan_2024h1"],
        months=figure["fixed_investment_growth_wuhan_2024m5"],
    )  # fmt: skip


def _retail_growth() -> str:
    figure = displays("retail_sales_growth_2024h1", "retail_sales_growth_wuhan_2024m5")
    return t("Retail sales grew {district} in the half-year; the city's {months} in January–May").format(
        district=figure["retail_sales_growth_2024h1"], months=figure["retail_sales_growth_wuhan_2024m5"]
    )


GROWTH: Final = _growth(["fixed_investment_growth", "retail_sales_growth", "gdp_real_growth"], _all_growth)
INVESTMENT_GROWTH: Final = _growth(["fixed_investment_growth"], _investment_growth)
RETAIL_GROWTH: Final = _growth(["retail_sales_growth"], _retail_growth)

# what the context page shows, by theme and column; on a theme's own page its growth against the city's comes with it
EVERYTHING: Final[dict[str, Columns]] = {
    "overall": ((_gdp, _revenue), (GROWTH, _ranks)),
    "business_environment": ((_official, _projects, _evaluations), (_investment, _project_investment, _started)),
    "dual_carbon": ((_prices,), (_volumes,), (_turnovers,)),
}
THEMES: Final = EVERYTHING | {
    "business_environment": (
        (_official, _projects, _evaluations, INVESTMENT_GROWTH), (_investment, _project_investment, _started),
    ),
    "consumption": ((RETAIL_GROWTH,),),
}  # fmt: skip
