"""Digital economy: space and firms, computing, the service sectors, who settled where."""

import streamlit as st

import queries
from charts.amounts import amounts
from charts.ladder import ladder
from charts.money import money
from charts.settlement import settlement
from charts.timeline import timeline
from ui import cards, context, filters, systems
from ui.figures import displays, heading
from ui.language import current, t

figure = displays(
    "industrial_space_xudong", "digital_firms_xudong", "digital_firms_landed_2024", "computing_capacity_2024",
    "computing_purchase_yearly", "it_services_growth_2024h1", "science_services_growth_2024h1",
)  # fmt: skip
lang = current()
settled = queries.run("entities/settled", root="wuchang", themes=["digital_economy"], lang=lang)

heading(
    t("The corridor gathers {firms} digital firms; IT services up {growth}").format(
        firms=figure["digital_firms_xudong"], growth=figure["it_services_growth_2024h1"]
    ),
    t("Industrial space of {space} along Xudong Avenue; a computing centre of {capacity}.").format(
        space=figure["industrial_space_xudong"], capacity=figure["computing_capacity_2024"]
    ),
)
filters.carried()
cards.metric_row(
    queries.run(
        "figures/by_metric",
        metrics=["industrial_space", "digital_firms", "digital_firms_landed", "computing_capacity"],
        lang=lang,
    )
)
context.beside("digital_economy")
left, right = st.columns(2)
with left:
    cards.chart_card(
        "firms",
        title=t("Along the avenue {gathered} firms; {landed} settled in 2024").format(
            gathered=figure["digital_firms_xudong"], landed=figure["digital_firms_landed_2024"]
        ),
        about=t("Firms; the report gives lower bounds only"),
        note=t("Two different counts: along the avenue to date, and settled in the district in 2024. Do not add them."),
        form=amounts,
        question="digital_economy/firms",
    )
    cards.chart_card(
        "services_growth",
        title=t("IT services up {it}, research and technical services up {science}").format(
            it=figure["it_services_growth_2024h1"], science=figure["science_services_growth_2024h1"]
        ),
        about=t("Growth in % on a year before, first half of 2024, beside the district's other rates"),
        note=t("The report does not say whether these are value added or revenue."),
        form=ladder,
        question="digital_economy/growth",
    )
    cards.chart_card(
        "computing_purchase",
        title=t("Computing bought each year: {purchase}").format(purchase=figure["computing_purchase_yearly"]),
        about=t("Yuan, logarithmic scale; the band is the order of magnitude the report gives"),
        form=money,
        question="digital_economy/purchase",
    )
with right:
    cards.chart_card(
        "settled",
        title=t("{count} places, firms and projects settle along the corridor and in the district").format(
            count=len(settled)
        ),
        about=t("Who is located or settled where, as the report tells it"),
        form=settlement,
        question="entities/settled",
        root="wuchang",
        themes=["digital_economy"],
    )
    cards.chart_card(
        "milestones",
        title=t("The computing centre opens in March, AliExpress signs in August"),
        about=t("2024; a bar as long as the date is vague"),
        form=timeline,
        question="events/of_theme",
        theme="digital_economy",
    )
systems.card(
    "digital_economy", title=t("The corridor gathers momentum; a computing centre is in use and computing subsidised")
)
