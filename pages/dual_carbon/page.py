"""Dual carbon: the national market seated here, signed projects, climate finance, institutions, the power plant."""

import streamlit as st

import queries
from charts.amounts import amounts
from charts.decades import decades
from charts.interval import interval
from charts.money import money
from charts.settlement import settlement
from charts.timeline import timeline
from ui import cards, context, filters, systems
from ui.figures import displays, heading
from ui.figures import interval as bounds
from ui.language import current, t

figure = displays(
    "allowances_traded_2024", "allowances_turnover_2024", "implied_carbon_price_2024", "projects_signed_2024",
    "projects_signed_value_2024", "carbon_institutions_2024", "climate_projects_2024", "climate_financing_2024",
    "plant_turns_since_1915",
)  # fmt: skip
lang = current()

heading(
    t("The national carbon market has traded {volume} for {turnover}, an implied average of {price}").format(
        volume=figure["allowances_traded_2024"], turnover=figure["allowances_turnover_2024"],
        price=figure["implied_carbon_price_2024"],
    ),
    t(
        "National totals since 16 July 2021, from the registry seated in Wuchang; {count} carbon-related firms and "
        "institutions have gathered in the district."
    ).format(count=figure["carbon_institutions_2024"]),
)  # fmt: skip
filters.carried()
cards.metric_row(
    queries.run(
        "figures/by_metric",
        metrics=[
            "allowances_traded", "allowances_turnover", "carbon_institutions", "emission_cut", "projects_signed",
            "projects_signed_value", "climate_projects", "climate_financing",
        ],
        lang=lang,
    )
)  # fmt: skip
context.beside("dual_carbon")
left, right = st.columns(2)
with left:
    cards.chart_card(
        "carbon_price",
        title=t("Implied average price {price}, between {bounds}").format(
            price=figure["implied_carbon_price_2024"], bounds=bounds("implied_carbon_price_2024")
        ),
        about=t("Yuan a tonne, 16 July 2021 to 14 August 2024; turnover ÷ volume, both rounded in print"),
        form=interval,
        question="dual_carbon/price",
    )
    cards.chart_card(
        "carbon_money",
        title=t("{signed} signed at the conference, {financed} financed through the platform").format(
            signed=figure["projects_signed_value_2024"], financed=figure["climate_financing_2024"]
        ),
        about=t("Yuan, logarithmic scale, by what the sum covers"),
        note=t("Signed is not paid; the market's total is national. The three are of different periods."),
        form=money,
        question="money/of_theme",
        theme="dual_carbon",
    )
    cards.chart_card(
        "institutions",
        title=t("The district gathers {count} carbon-related firms and institutions").format(
            count=figure["carbon_institutions_2024"]
        ),
        about=t("Firms and institutions to date; the report gives a lower bound"),
        form=amounts,
        question="dual_carbon/institutions",
    )
with right:
    cards.chart_card(
        "tanhui",
        title=t("The Tanhui Building houses the national carbon registry and other dual-carbon institutions"),
        about=t("Who is located or settled where, as the report tells it"),
        form=settlement,
        question="entities/settled",
        root="zhongbei_road",
        themes=["dual_carbon"],
    )
    cards.chart_card(
        "plant",
        title=t("A power plant over a century old has turned {turns} towards green; when is not stated").format(
            turns=figure["plant_turns_since_1915"]
        ),
        about=t("Years to scale; a pale bar where the report gives no date; ages are derived"),
        note=t("The report dates none of the three turns, nor does it say that they are these three stages."),
        form=decades,
        question="dual_carbon/plant",
    )
    cards.chart_card(
        "carbon_events",
        title=t("The platform goes online in March, the national conference meets in July"),
        about=t("2024; a bar as long as the date is vague"),
        form=timeline,
        question="events/of_theme",
        theme="dual_carbon",
    )
systems.card(
    "dual_carbon",
    title=t("The registry hall is here; the carbon belt and the carbon-neutral circle are still taking shape"),
)
