"""The product's questions as a visitor can run them: with values where the product puts parameters."""

import re
from typing import Final

import queries

# as SQL, by the parameter's name; an empty list lets everything through
VALUES: Final = {
    "alike": "'亿元|level|money|flow|||half_year|district|'",
    "bases": "[]",
    "beside": "false",
    "comparisons": "[]",
    "events": "['coal_boilers_1915', 'plant_rebuilt_1946']",
    "grouping": "'theme'",
    "ids": "['retail_sales_2024h1', 'fixed_investment_2024h1', 'tourism_visits_2024h1', 'tourism_income_2024h1']",
    "kinds": "[]",
    "later": "false",
    "limit": "50",
    "listed": "100",
    "marked": "[]",
    "metric": "'retail_sales'",
    "metrics": "['retail_sales', 'retail_sales_growth']",
    "observation_id": "'retail_sales_2024h1'",
    "offset": "0",
    "ordering": "'most'",
    "paragraph": "56",
    "period_kind": "'half_year'",
    "period_kinds": "[]",
    "qualifiers": "[]",
    "rank": "'ccid_province_rank'",
    "root": "'wuchang'",
    "scopes": "[]",
    "series": "''",
    "source": "'wuchang-2024-09'",
    "streak": "'ccid_province_first_years'",
    "subject": "'wuchang'",
    "subjects": "[]",
    "text": "''",
    "theme": "'consumption'",
    "themes": "[]",
    "times": "'evaluation_first_times'",
    "topics": "[]",
    "total": "'allowances_turnover'",
    "undated": "'plant_gas_switch'",
    "units": "[]",
    "vague": "false",
    "years": "[]",
}

# where a question needs another value than the rest
OWN: Final = {
    "context/growth": {"metrics": "['fixed_investment_growth', 'gdp_real_growth']"},
    "context/parts": {
        "metric": "'allowances_turnover_year'",
        "total": "'allowances_turnover'",
        "subject": "'national_carbon_market'",
    },
    "context/prices": {"subject": "'national_carbon_market'"},
    "context/share": {"metric": "'gdp_city_share'"},
    "context/versus": {"metrics": "['fixed_investment_growth', 'retail_sales_growth', 'gdp_real_growth']"},
    "entities/settled": {"themes": "['digital_economy']"},
    "figures/compare": {"metric": "'fixed_investment_growth'"},
    "figures/editions": {"observation_id": "'fixed_investment_2024h1'"},
    "figures/inputs": {"observation_id": "'retail_sales_2023h1'"},
    "figures/interval": {"metric": "'spend_per_visit'"},
    "figures/ranks": {"metric": "'ccid_rank'"},
    "figures/times": {"rank": "'evaluation_rank'"},
}


def names() -> list[str]:
    """The questions that can be shown: those whose every parameter has a value here."""
    return [name for name in queries.names() if queries.parameters(name) <= {"lang", *VALUES}]


def plain(name: str) -> str:
    """The text of a question without its comments, which are for those who work on it."""
    return re.sub(r"^ *--.*\n", "", queries.sql(name), flags=re.MULTILINE).strip()


def sql(name: str, lang: str) -> str:
    """The text of a question in the reader's language, ready to run."""
    values = VALUES | OWN.get(name, {}) | {"lang": f"'{lang}'"}
    return re.sub(r"\$([a-z_]+)", lambda parameter: values[parameter[1]], plain(name))
