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
from ui.figures import displays
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
    """The report's figures set against other publications: both figures, the verdict, and how wide its bounds are."""
    rows = queries.run("context/set_against", lang=current())
    rows["later"] = rows["later"].map({True: t("after the report"), False: ""})
    names = {
        "title": t("Title"), "period": t("Period"), "ours": t("In the report"), "theirs": t("Elsewhere"),
        "verdict": t("Result"), "bounds": t("Holds between"), "width": t("Width"), "source": t("Source"),
        "later": t("When"),
    }  # fmt: skip
    widths = {
        "title": 190, "period": 170, "ours": 130, "theirs": 340, "verdict": 240, "bounds": 170, "width": 120,
        "source": 240, "later": 90,
    }  # fmt: skip  # px
    st.dataframe(
        rows[list(names)].rename(columns=names), hide_index=True, width="stretch", height="content", placeholder="—",
        alt=t("Pair by pair"), column_config={names[name]: {"width": width} for name, width in widths.items()},
    )  # fmt: skip
    st.caption(
        t(
            "Consistent means that nothing contradicts, inside the bounds named; the wider they are, the less it says. "
            "Nor is it independent proof: both sides may go back to one origin."
        )
    )
    cards.credit(document for cited in rows["source_ids"] for document in cited)


def _bars(
    key: str, metric: str, kind: str, later: bool, *, title: str, about: str, note: str = "", series: str = ""
) -> None:
    """A metric over periods of one kind and on one base, as bars on one axis."""
    cards.chart_card(
        f"context_{key}", title=title, about=about, note=note, form=amounts, question="context/levels", metric=metric,
        period_kind=kind, series=series, later=later,
    )  # fmt: skip


def _apart(key: str, metric: str, later: bool, *, title: str, about: str) -> None:
    """Figures whose periods are too unlike for one axis: each as a number with its own period and source."""
    told = queries.run("context/apart", metric=metric, later=later, lang=current())
    with st.container(border=True, key=f"card_context_{key}"):
        st.header(cards.escape(title), anchor=f"context_{key}")
        st.caption(cards.escape(about))
        figures = told.to_dict("records")
        for place, row in zip(st.columns(len(figures)), figures, strict=True):
            with place:
                st.metric(row["period"], row["display"])
                after = f" · {t('after the report')}" if row["later"] else ""
                st.caption(cards.escape(row["subject"]) + after)
        with st.container(horizontal=True):
            for row in figures:
                if isinstance(row["section"], str):
                    cards.source_line([row["root_paragraph"]], row["section"])
                else:
                    cards.document_line(row["source_id"], row["source"])


def _gdp(later: bool) -> None:
    figure = displays("gdp_2024h1", "gdp_real_growth_2024h1", "gdp_city_share_2024h1")
    headline = queries.run("context/headline", lang=current()).set_index("metric_id")["display"]
    if "gdp_nominal_growth" in headline:
        note = t("At current prices GDP grew {nominal} on a year before; the {real} published is at constant prices.")
    else:
        note = t("The level is at current prices; the {real} published is growth at constant prices.")
    _bars(
        "gdp", "gdp", "half_year", later,
        title=t("GDP, which the report leaves out: {level} in the half-year, {share} of the city's").format(
            level=figure["gdp_2024h1"], share=figure["gdp_city_share_2024h1"]
        ),
        about=t("Yuan at current prices, Wuchang district, first half of the year"),
        note=note.format(
            nominal=headline.get("gdp_nominal_growth"), real=figure["gdp_real_growth_2024h1"]
        ),
    )  # fmt: skip


def _gdp_years(later: bool) -> None:
    figure = displays("gdp_2020", "gdp_2021", "gdp_2021_estimate")
    _bars(
        "gdp_years", "gdp", "year", later,
        title=t("GDP came to {before} in 2020 and {after} in 2021; for 2022 there is an estimate only").format(
            before=figure["gdp_2020"], after=figure["gdp_2021"]
        ),
        about=t("Yuan at current prices, Wuchang district, whole years"),
        note=t("An estimate is not an outturn: 2021 was put at {estimate} and came to {outturn}.").format(
            estimate=figure["gdp_2021_estimate"], outturn=figure["gdp_2021"]
        ),
    )  # fmt: skip


def _gdp_rebased(later: bool) -> None:
    if not later:  # all of it was published after the report
        return
    figure = displays("gdp_2024", "gdp_2025")
    _bars(
        "gdp_rebased", "gdp", "year", later, series="rebased",
        title=t("On a new base, GDP is put at {before} for 2024 and {after} for 2025").format(
            before=figure["gdp_2024"], after=figure["gdp_2025"]
        ),
        about=t("Yuan at current prices, Wuchang district, whole years; not comparable with the years before 2024"),
    )  # fmt: skip


def _revenue(later: bool) -> None:
    figure = displays("budget_revenue_2024h1", "budget_revenue_growth_2024h1", "budget_revenue_growth_2023h1")
    _bars(
        "revenue", "budget_revenue", "half_year", later,
        title=t("Budget revenue, which the report leaves out: {level}, up {growth}").format(
            level=figure["budget_revenue_2024h1"], growth=figure["budget_revenue_growth_2024h1"]
        ),
        about=t("Yuan, general public budget revenue of Wuchang district, first half of the year"),
        note=t("The rise follows a change of {before} in the first half of 2023.").format(
            before=figure["budget_revenue_growth_2023h1"]
        ),
    )  # fmt: skip


def _revenue_years(later: bool) -> None:
    figure = displays("budget_revenue_2021", "budget_revenue_2023")
    _bars(
        "revenue_years", "budget_revenue", "year", later,
        title=t("Budget revenue came to {before} in 2021 and {after} in 2023").format(
            before=figure["budget_revenue_2021"], after=figure["budget_revenue_2023"]
        ),
        about=t("Yuan, general public budget revenue of Wuchang district, whole years"),
        note=t("2022 is missing: the only figure found is an estimate on a basis that is not stated."),
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


def _bounds(observation_id: str) -> str:
    """Between which bounds a comparison of this figure of ours holds."""
    rows = queries.run("context/set_against", lang=current())
    return str(rows.loc[rows["our_id"] == observation_id, "bounds"].iloc[0])


def _official(later: bool) -> None:
    figure = displays(
        "fixed_investment_2024h1", "fixed_investment_2024h1_official", "fixed_investment_2023h1_published"
    )
    _bars(
        "official", "fixed_investment", "half_year", later,
        title=t("The report's {ours} is {theirs} in the official account: cut off, not rounded").format(
            ours=figure["fixed_investment_2024h1"], theirs=figure["fixed_investment_2024h1_official"]
        ),
        about=t("Yuan, fixed-asset investment of Wuchang district, first half of the year"),
        note=t(
            "The report's level and growth imply {bounds} for 2023, which holds the {published} published then."
        ).format(
            bounds=_bounds("fixed_investment_2023h1"), published=figure["fixed_investment_2023h1_published"]
        ),
    )  # fmt: skip


def _investment(later: bool) -> None:
    figure = displays("fixed_investment_2020", "fixed_investment_2021")
    _bars(
        "investment", "fixed_investment", "year", later,
        title=t("Investment rose from {before} in 2020 to {after} in 2021; only estimates since").format(
            before=figure["fixed_investment_2020"], after=figure["fixed_investment_2021"]
        ),
        about=t("Yuan, fixed-asset investment of Wuchang district, whole years"),
    )  # fmt: skip


def _projects(later: bool) -> None:
    figure = displays("major_projects_2024h1", "major_projects_2023h1")
    _bars(
        "projects", "major_projects", "half_year", later,
        title=t("{now} major projects under way, {before} a year before").format(
            now=figure["major_projects_2024h1"], before=figure["major_projects_2023h1"]
        ),
        about=t("Projects carried out in the half-year; whether continued ones count is not stated"),
    )  # fmt: skip


def _projects_years(later: bool) -> None:
    figure = displays("major_projects_2020", "major_projects_2021")
    _bars(
        "projects_years", "major_projects", "year", later,
        title=t("{after} major projects in 2021, {before} in 2020").format(
            after=figure["major_projects_2021"], before=figure["major_projects_2020"]
        ),
        about=t("Projects carried out in the year; whether continued ones count is not stated"),
    )  # fmt: skip


def _started(later: bool) -> None:
    figure = displays("projects_started_2024h1", "projects_started_2022")
    _apart(
        "started", "projects_started", later,
        title=t(
            "{now} projects of 100 million yuan or more started in half a year; {year} in the whole of 2022"
        ).format(now=figure["projects_started_2024h1"], year=figure["projects_started_2022"]),
        about=t("Projects started; half a year and whole ones do not belong on one axis"),
    )  # fmt: skip


def _project_investment(later: bool) -> None:
    figure = displays("major_projects_investment_2024h1", "major_projects_investment_2023h1")
    _bars(
        "project_investment", "major_projects_investment", "half_year", later,
        title=t("Major projects took {now} of investment, after {before} a year before").format(
            now=figure["major_projects_investment_2024h1"], before=figure["major_projects_investment_2023h1"]
        ),
        about=t("Yuan, investment completed in major projects of Wuchang district, first half of the year"),
    )  # fmt: skip


def _project_investment_years(later: bool) -> None:
    figure = displays("major_projects_investment_2020", "major_projects_investment_2021")
    _bars(
        "project_investment_years", "major_projects_investment", "year", later,
        title=t("Investment in major projects rose from {before} in 2020 to {after} in 2021").format(
            before=figure["major_projects_investment_2020"], after=figure["major_projects_investment_2021"]
        ),
        about=t("Yuan, investment completed in major projects of Wuchang district, whole years"),
    )  # fmt: skip


def _growth(later: bool) -> None:
    ids = ["fixed_investment_growth_wuhan_2024m5"] + ["fixed_investment_growth_wuhan_2024m9"] * later
    told = [queries.run("figures/by_id", observation_id=name, lang=current()).iloc[0] for name in ids]
    cards.credit(row["source_id"] for row in told)
    note = (
        t(
            "For its own investment the city published {may} in January–May and {september} in January–September: "
            "other periods, so not drawn here."
        )
        if later
        else t("For its own investment the city published {may} in January–May: another period, so not drawn here.")
    )
    cards.chart_card(
        "context_growth",
        title=t("In the half-year investment outgrew the city's; GDP grew a little slower than the city's"),
        about=t("Growth on a year before, %, first half of 2024"),
        note=note.format(may=told[0]["display"], september=told[-1]["display"]),
        form=ladder, question="context/growth",
    )  # fmt: skip


def _investment_months(later: bool) -> None:
    figure = displays("fixed_investment_growth_2024h1", "fixed_investment_growth_wuhan_2024m5")
    _apart(
        "investment_growth", "fixed_investment_growth", later,
        title=t("Investment grew {district} in the half-year; the city published {months} for January–May").format(
            district=figure["fixed_investment_growth_2024h1"], months=figure["fixed_investment_growth_wuhan_2024m5"]
        ),
        about=t(
            "Growth on a year before; no rate of the city for the half-year was found, and others do not belong on one "
            "axis"
        ),
    )  # fmt: skip


def _retail(later: bool) -> None:
    figure = displays("retail_sales_growth_2024h1", "retail_sales_growth_wuhan_2024m5")
    _apart(
        "retail", "retail_sales_growth", later,
        title=t("Retail sales grew {district} in the half-year; the city's {months} in January–May").format(
            district=figure["retail_sales_growth_2024h1"], months=figure["retail_sales_growth_wuhan_2024m5"]
        ),
        about=t(
            "Growth on a year before; no rate of the city for the half-year was found, and others do not belong on one "
            "axis"
        ),
    )  # fmt: skip


def _evaluations(later: bool) -> None:
    cards.chart_card(
        "context_evaluations",
        title=t("The year of four that was not first was 2022, by a copy of that ranking: second"),
        about=t("Place by overall score among counties, county-level cities and districts"),
        note=t("The place of 2022 was read in a copy, not where it was published."),
        form=streak, question="context/evaluations",
        words={"implied": t("derived: first three times in four years, second in 2022")},
    )  # fmt: skip


def market(later: bool) -> None:
    """The carbon market's K-line from the quotes that the user supplied, with their check; else how to supply them."""
    if queries.quotes_broken():
        st.caption(
            t(
                "The quotes cannot be read: quotes.parquet is damaged or has other columns. "
                "Supply them again as below, or delete the file."
            )
        )
        _without_quotes()
        return
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
    with st.expander(t("How to supply the quotes")):
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
        title=t("The average of {price} lies between {first} in 2021 and {last} in 2023").format(
            price=figure["implied_carbon_price_2024"], first=figure["carbon_price_year_2021"],
            last=figure["carbon_price_year_2023"],
        ),
        about=t("Yuan a tonne, turnover ÷ volume: of each year, and of the whole time that the report covers"),
        form=amounts, question="context/prices", later=later,
    )  # fmt: skip


def _beyond_years(total: str) -> str:
    return t(
        "The report's {total} runs from the opening to 14 August 2024: over three years, so not drawn here."
    ).format(total=displays(total)[total])


def _volumes(later: bool) -> None:
    figure = displays("allowances_traded_year_2022", "allowances_traded_year_2023")
    _bars(
        "volume", "allowances_traded_year", "year", later,
        title=t("{after} traded in 2023, {before} in 2022").format(
            after=figure["allowances_traded_year_2023"], before=figure["allowances_traded_year_2022"]
        ),
        about=t("Tonnes, national carbon market, by year; 2021 from its opening on 16 July"),
        note=_beyond_years("allowances_traded_2024"),
    )  # fmt: skip


def _turnovers(later: bool) -> None:
    figure = displays("allowances_turnover_year_2022", "allowances_turnover_year_2023")
    _bars(
        "turnover", "allowances_turnover_year", "year", later,
        title=t("Turnover came to {after} in 2023, {before} in 2022").format(
            after=figure["allowances_turnover_year_2023"], before=figure["allowances_turnover_year_2022"]
        ),
        about=t("Yuan, national carbon market, by year; 2021 from its opening on 16 July"),
        note=_beyond_years("allowances_turnover_2024"),
    )  # fmt: skip


# what the context page shows, by theme and column; on a theme's own page its growth against the city's comes with it
EVERYTHING: Final[dict[str, Columns]] = {
    "overall": ((_gdp, _gdp_years, _gdp_rebased, _ranks), (_growth, _revenue, _revenue_years)),
    "business_environment": (
        (_official, _projects, _project_investment, _started),
        (_investment, _projects_years, _project_investment_years, _evaluations),
    ),
    "dual_carbon": ((_prices,), (_volumes,), (_turnovers,)),
    "consumption": ((_retail,),),
}
THEMES: Final = EVERYTHING | {
    "business_environment": (
        (_official, _projects, _project_investment, _started, _investment_months),
        (_investment, _projects_years, _project_investment_years, _evaluations),
    ),
}
