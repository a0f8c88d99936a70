"""Overview: how the district stands, in eight figures and four charts."""

import streamlit as st

import queries
from charts.ladder import ladder
from charts.money import money
from charts.slope import slope
from charts.streak import streak
from charts.timeline import timeline
from ui import cards, context
from ui.figures import displays, heading
from ui.language import current, t

figure = displays(
    "retail_sales_2024h1", "retail_sales_growth_2024h1", "fixed_investment_2024h1", "fixed_investment_growth_2024h1",
    "ccid_rank_2024", "ccid_rank_2023", "ccid_rank_change_2024", "ccid_province_first_years_2024",
    "site_visits_growth_2024", "allowances_turnover_2024", "mall_opening_sales_skp",
    "computing_purchase_yearly",
)  # fmt: skip
counts = queries.run("overview/counts").iloc[0]
happened = queries.run("overview/timeline", lang=current())

heading(
    t("Retail sales {retail}, up {retail_growth}; investment {investment}, up {investment_growth}").format(
        retail=figure["retail_sales_2024h1"],
        retail_growth=figure["retail_sales_growth_2024h1"],
        investment=figure["fixed_investment_2024h1"],
        investment_growth=figure["fixed_investment_growth_2024h1"],
    ),
    t(
        "The report prints {figures} figures, of the district, of single sites and of the national market; {hedged} are "
        "hedged, and shown so. {derived} more values are derived from them."
    ).format(figures=counts["figures"], hedged=counts["hedged"], derived=counts["derived"]),
)
cards.metric_row(queries.run("overview/headline", lang=current()))
context.beside("overall")

left, right = st.columns(2)
with left:
    cards.chart_card(
        "growth",
        title=t("Retail sales grew {retail}, investment {investment}").format(
            retail=figure["retail_sales_growth_2024h1"], investment=figure["fixed_investment_growth_2024h1"]
        ),
        about=t("Growth in %, in groups that must not be ranked against each other"),
        note=t(
            "The report does not say whether the two service sectors' rates are value added or revenue; Tanhualin's are "
            "not year on year."
        ),
        form=ladder,
        question="overview/growth",
    )
    cards.chart_card(
        "rank",
        title=t("National rank {now}, {gained} up on {before}").format(
            now=figure["ccid_rank_2024"], gained=figure["ccid_rank_change_2024"], before=figure["ccid_rank_2023"]
        ),
        about=t("Rank in the CCID list of the top 100 urban districts, by edition"),
        note=t("The hollow point is derived from the places gained."),
        form=slope,
        question="overview/ranks",
    )
    cards.chart_card(
        "first_in_province",
        title=t("First in the province for {years} in a row").format(years=figure["ccid_province_first_years_2024"]),
        about=t("Place in the province in the CCID list, by edition"),
        form=streak,
        question="overview/streak",
    )
with right:
    cards.chart_card(
        "money",
        title=t("Sums of money from {least} to {most}, each with its scope").format(
            least=figure["computing_purchase_yearly"], most=queries.run("money/all", lang=current())
            .sort_values("value", ascending=False)["display"].iloc[0],
        ),
        about=t("Yuan, logarithmic scale; a national total and a single store are not the district's, and periods differ"),
        form=money,
        question="money/all",
    )  # fmt: skip
    cards.chart_card(
        "timeline",
        title=t("{count} dated events of 2024, from {first} to {last}").format(
            count=len(happened), first=happened["date"].iloc[0], last=happened["date"].iloc[-1]
        ),
        about=t("2024; a bar where the report does not name the day"),
        form=timeline,
        question="overview/timeline",
    )
