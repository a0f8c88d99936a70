"""Digital economy: firms and space, computing, the service sectors, who settled where, the systems the report names."""

import streamlit as st

import queries
from charts.ladder import ladder
from charts.money import money
from charts.settlement import settlement
from charts.timeline import timeline
from ui import cards, context, filters, systems
from ui.figures import displays, heading
from ui.language import current, t

figure = displays(
    "industrial_space_xudong", "digital_firms_xudong", "computing_capacity_2024", "computing_purchase_yearly",
    "it_services_growth_2024h1", "science_services_growth_2024h1",
)  # fmt: skip

heading(
    t(
        "The digital economy gathers {firms} firms; information transmission, software and IT services up {growth}"
    ).format(firms=figure["digital_firms_xudong"], growth=figure["it_services_growth_2024h1"]),
    t(
        "Industrial space of {space} consolidated along Xudong Avenue; construction of the computing centre totals {capacity}."
    ).format(space=figure["industrial_space_xudong"], capacity=figure["computing_capacity_2024"]),
)
filters.carried()
cards.metric_row(
    queries.run(
        "figures/by_metric",
        metrics=["industrial_space", "digital_firms", "digital_firms_landed", "computing_capacity"],
        lang=current(),
    )
)
context.beside("digital_economy")
left, right = st.columns(2)
with left:
    cards.chart_card(
        "services_growth",
        title=t(
            "Information transmission, software and IT services up {it}, scientific research and technical services "
            "up {science}"
        ).format(it=figure["it_services_growth_2024h1"], science=figure["science_services_growth_2024h1"]),
        about=t("Growth in % on a year before, first half of 2024, beside the district's other rates"),
        note=t(
            "The report does not say whether the two sectors' rates are of value added or revenue. Each rate is of "
            "something else: together they are no ranking."
        ),
        form=ladder,
        question="digital_economy/growth",
    )
    cards.chart_card(
        "milestones",
        title=t("The computing centre opens in March, AliExpress signs in August"),
        about=t("2024; a bar as long as the date is vague, at most to the last day the report tells of"),
        form=timeline,
        question="events/of_theme",
        theme="digital_economy",
    )
with right:
    cards.chart_card(
        "settled",
        title=t(
            "Headquarters of Douyin Pay and DiDi settle in Wuchang; the Digital Innovation Building takes the first "
            "phase of the AliExpress park"
        ),
        about=t("Who is located or settled where, as the report tells it"),
        form=settlement,
        question="entities/settled",
        root="wuchang",
        themes=["digital_economy"],
    )
    cards.chart_card(
        "computing_purchase",
        title=t("Computing power bought each year: {purchase}").format(purchase=figure["computing_purchase_yearly"]),
        about=t("Yuan, logarithmic scale; the report gives the order of magnitude, and the band is how we read it"),
        form=money,
        question="digital_economy/purchase",
    )
systems.card(
    "digital_economy", title=t("The corridor gathers momentum; a computing centre is in use and computing subsidised")
)
