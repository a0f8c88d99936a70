"""Consumption: retail sales, tourism, the malls and Tanhualin."""

import streamlit as st

import queries
from charts.amounts import amounts
from charts.interval import interval
from charts.ladder import ladder
from charts.streak import streak
from charts.timeline import timeline
from charts.two_point import two_point
from ui import cards, context, filters, systems
from ui.figures import displays, heading
from ui.figures import interval as bounds
from ui.language import current, t

figure = displays(
    "retail_sales_2024h1", "retail_sales_2023h1", "retail_sales_growth_2024h1", "retail_growth_first_months_2024h1",
    "tourism_visits_2024h1", "tourism_income_2024h1", "spend_per_visit_2024h1", "site_visits_growth_2024",
    "shop_turnover_growth_2024", "mall_daily_visitors_skp", "visits_per_day_tanhualin_mayday_2024",
)  # fmt: skip
lang = current()

heading(
    t(
        "Retail sales {retail}, up {growth}; growth first among the central districts for {months} in a row"
    ).format(
        retail=figure["retail_sales_2024h1"], growth=figure["retail_sales_growth_2024h1"],
        months=figure["retail_growth_first_months_2024h1"],
    ),
    t("Tourism in the first half of 2024: {visits}, and an income of {income}.").format(
        visits=figure["tourism_visits_2024h1"], income=figure["tourism_income_2024h1"]
    ),
)  # fmt: skip
filters.carried()
cards.metric_row(
    queries.run(
        "figures/by_id_list",
        ids=[
            "retail_sales_2024h1", "retail_growth_rank_2024h1", "tourism_visits_2024h1", "tourism_income_2024h1",
            "brands_first_entry_skp", "mall_opening_sales_skp", "site_visits_mayday_2024", "historic_buildings_tanhualin",
        ],
        lang=lang,
    )
)  # fmt: skip
context.beside("consumption")
left, right = st.columns(2)
with left:
    cards.chart_card(
        "retail",
        title=t("Retail sales rose {growth} to {now}; implied a year before: {before}").format(
            growth=figure["retail_sales_growth_2024h1"], now=figure["retail_sales_2024h1"],
            before=figure["retail_sales_2023h1"],
        ),
        about=t("Yuan; the hollow point is implied by the growth: {bounds}").format(
            bounds=bounds("retail_sales_2023h1")
        ),
        form=two_point,
        question="change/on_year",
        metric="retail_sales",
    )  # fmt: skip
    cards.chart_card(
        "retail_streak",
        title=t("First in retail growth for {months} in a row").format(
            months=figure["retail_growth_first_months_2024h1"]
        ),
        about=t("Place among the central districts by growth, month by month as implied"),
        note=t(
            "By statistical custom the data of January and February are published together; the report says neither "
            "how it counts those two nor whether a month's place is by the month or by the year to date."
        ),
        form=streak,
        question="consumption/streak",
        words={"implied": t("counted back from June 2024")},
    )
    cards.chart_card(
        "daily_visits",
        title=t("Per day: {mall} at the mall on trial, {street} at Tanhualin over May Day").format(
            mall=figure["mall_daily_visitors_skp"], street=figure["visits_per_day_tanhualin_mayday_2024"]
        ),
        about=t("Visits a day; upper bounds, as the report says “nearly”"),
        note=t(
            "A mall on trial and a neighbourhood on holiday: neither is an ordinary day, nor need both count alike."
        ),
        form=amounts,
        question="consumption/daily",
    )
with right:
    cards.chart_card(
        "tanhualin",
        title=t(
            "Tanhualin in blossom season: visits {visits} above previous years, shop turnover up {turnover}"
        ).format(visits=figure["site_visits_growth_2024"], turnover=figure["shop_turnover_growth_2024"]),
        about=t("Rise in %, by what it is against"),
        form=ladder,
        question="consumption/tanhualin",
    )
    cards.chart_card(
        "spend",
        title=t("Tourism income {spend}, within {bounds}").format(
            spend=figure["spend_per_visit_2024h1"], bounds=bounds("spend_per_visit_2024h1")
        ),
        about=t("Yuan a visit, first half of 2024; tourism income ÷ visits"),
        form=interval,
        question="consumption/spend",
    )
    cards.chart_card(
        "openings",
        title=t("Tanhualin's third phase opens in spring, a mall and a retail complex in summer"),
        about=t("2024; a bar as long as the date is vague"),
        form=timeline,
        question="events/of_theme",
        theme="consumption",
    )
systems.card(
    "consumption",
    title=t("SKP, M758 and Tanhualin's third phase opened in 2024; policies are to promote consumption"),
)
