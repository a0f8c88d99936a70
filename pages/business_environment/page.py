"""Business environment: projects and investment, the provincial evaluation, officials and centres serving firms."""

import streamlit as st

import queries
from charts.compare import compare
from charts.streak import streak
from charts.two_point import two_point
from ui import cards, context, filters, systems
from ui.figures import displays, heading
from ui.figures import interval as bounds
from ui.language import current, t

figure = displays(
    "fixed_investment_2024h1", "fixed_investment_growth_2024h1", "fixed_investment_growth_gap_2024h1",
    "fixed_investment_2023h1", "fixed_investment_growth_wuhan_2024h1", "projects_started_2024h1",
    "evaluation_first_times_2023", "officials_serving_2024", "shared_centres_2024",
)  # fmt: skip
lang = current()

heading(
    t("First in the provincial evaluation of the business environment {times} in four years; investment up {growth}").format(
        times=figure["evaluation_first_times_2023"], growth=figure["fixed_investment_growth_2024h1"]
    ),
    t(
        "First half of 2024: {projects} major projects of 100 million yuan or more started. "
        "Serving firms: {officials} officials and {centres} shared centres."
    ).format(
        officials=figure["officials_serving_2024"], centres=figure["shared_centres_2024"],
        projects=figure["projects_started_2024h1"],
    ),
)  # fmt: skip
filters.carried()
cards.metric_row(
    queries.run(
        "figures/by_id_list",
        ids=[
            "fixed_investment_2024h1", "projects_started_2024h1", "evaluation_rank_2023", "evaluation_rank_firms_2023",
            "officials_serving_2024", "shared_centres_2024", "fixed_investment_growth_gap_2024h1",
            "leading_indicators_2024",
        ],
        lang=lang,
    )
)  # fmt: skip
context.beside("business_environment")
left, right = st.columns(2)
with left:
    cards.chart_card(
        "investment",
        title=t("Investment rose {growth} to {now}; implied a year before: {before}").format(
            growth=figure["fixed_investment_growth_2024h1"], now=figure["fixed_investment_2024h1"],
            before=figure["fixed_investment_2023h1"],
        ),
        about=t("Yuan; the hollow point is implied by the growth: {bounds}").format(
            bounds=bounds("fixed_investment_2023h1")
        ),
        form=two_point,
        question="change/on_year",
        metric="fixed_investment",
    )  # fmt: skip
with right:
    cards.chart_card(
        "city_gap",
        title=t("Investment grew {gap} faster than the city's, implied at {city}").format(
            gap=figure["fixed_investment_growth_gap_2024h1"], city=figure["fixed_investment_growth_wuhan_2024h1"]
        ),
        about=t("Growth in %, first half of 2024; the city's rate is implied, within {bounds}").format(
            bounds=bounds("fixed_investment_growth_wuhan_2024h1")
        ),
        form=compare,
        question="business_environment/city",
        words={"gap": figure["fixed_investment_growth_gap_2024h1"]},
    )
cards.chart_card(
    "evaluations",
    title=t("First {times} in the past four years' provincial evaluations, including 2023's").format(
        times=figure["evaluation_first_times_2023"]
    ),
    about=t(
        "Place by overall score among counties, county-level cities and districts; the years are counted back from 2023"
    ),
    form=streak,
    question="business_environment/evaluations",
)
systems.card(
    "business_environment",
    title=t("Officials and shared centres serve firms; a national pilot is still to be put in place"),
)
