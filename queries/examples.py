"""The product's questions as a visitor can run them: with values where the product puts parameters."""

import re
from typing import Final

import queries

# as SQL, by the parameter's name; each gives every question that has it something to find
VALUES: Final = {
    "bases": "['published', 'derived']",
    "ids": "['retail_sales_2024h1']",
    "kinds": "['growth']",
    "limit": "50",
    "metric": "'retail_sales'",
    "metrics": "['retail_sales', 'retail_sales_growth']",
    "observation_id": "'retail_sales_2024h1'",
    "offset": "0",
    "paragraph": "56",
    "period_kinds": "[]",
    "qualifiers": "[]",
    "root": "'wuchang'",
    "scopes": "[]",
    "source": "'wuchang-2024-09'",
    "subjects": "[]",
    "text": "''",
    "theme": "'consumption'",
    "themes": "['digital_economy']",
    "topics": "[]",
    "unit": "'亿元'",
    "units": "[]",
    "vocabulary": "'theme'",
    "years": "[]",
}


def names() -> list[str]:
    """The questions that can be shown: those whose every parameter has a value here."""
    return [name for name in queries.names() if _parameters(name) <= {"lang", *VALUES}]


def sql(name: str, lang: str) -> str:
    """The text of a question in the reader's language, ready to run."""
    values = VALUES | {"lang": f"'{lang}'"}
    return re.sub(r"\$([a-z_]+)", lambda parameter: values[parameter[1]], queries.sql(name)).strip()


def _parameters(name: str) -> set[str]:
    return set(re.findall(r"\$([a-z_]+)", queries.sql(name)))
