"""The source line: each document once, paragraphs merged, other publications by their short names."""

import pandas as pd

from story import citation


def frame(*rows: tuple[str | None, int | None, str, str, str]) -> pd.DataFrame:
    columns = ["section", "root_paragraph", "source", "basis", "observation_id"]
    table = pd.DataFrame(list(rows), columns=columns)
    return table.assign(source_id=table["source"])


def test_one_document_once_with_its_paragraphs_in_order() -> None:
    rows = frame(
        ("B", 53, "Report", "published", "b"), ("A", 24, "Report", "published", "a"),
        ("B", 53, "Report", "published", "c"), ("B", 60, "Report", "derived", "d"), ("B", 60, "Report", "derived", "d"),
    )  # fmt: skip
    assert citation.line(rows, "zh") == "Report（第24、53、60段）；推算1项"
    assert citation.line(rows, "en") == "Report (¶24, 53, 60); 1 derived value"


def test_other_publications_follow_by_their_names_without_paragraphs() -> None:
    rows = frame(
        (None, None, "Elsewhere", "context", "x"), ("A", 3, "Report", "published", "a"),
        (None, 3, "Copy", "context", "y"), (None, None, "Elsewhere", "derived", "z"),
    )  # fmt: skip
    assert citation.line(rows, "en") == "Report (¶3); Elsewhere; Copy; 1 derived value"
    assert citation.sources(rows).sections == {"A": [3]}


def test_what_has_no_document_says_where_it_is_from() -> None:
    assert citation.line(pd.DataFrame({"where": ["Quotes a.csv", "Quotes a.csv"]}), "en") == "Quotes a.csv"


def test_paragraphs_in_a_row_become_a_span() -> None:
    assert citation.numbers([9, 3, 7, 8, 8, 12, 13], "en") == "3, 7–9, 12, 13"
    assert citation.numbers([9, 3, 7, 8, 8, 12, 13], "zh") == "3、7—9、12、13"
