"""A card says what must be known of the figures it draws: in sight where that is short, folded where it is much."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import queries
from tests.ui.test_pages import opened
from ui import cards

# what the two pages draw whose figures have caveats, and whether so many that they are folded
DRAWN = [
    ("consumption", "change/on_year", {"metric": "retail_sales"}),
    ("consumption", "consumption/streak", {}),
    ("consumption", "consumption/daily", {}),
    ("consumption", "consumption/tanhualin", {}),
    ("consumption", "consumption/spend", {}),
    ("business_environment", "change/on_year", {"metric": "fixed_investment"}),
    ("business_environment", "business_environment/city", {}),
    ("business_environment", "business_environment/evaluations", {}),
]


def frame(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "caveat"])


def test_a_caveat_is_told_once_and_says_whose_it_is_unless_all_share_it() -> None:
    assert cards.caveats(frame(("甲", "须知"), ("乙", "须知"))) == ["须知"]
    assert cards.caveats(frame(("甲", "须知"), ("甲", None))) == ["须知"]
    assert cards.caveats(frame(("甲", "一"), ("乙", "二"), ("丙", "二"))) == ["甲：一", "乙、丙：二"]
    assert cards.caveats(frame(("甲", None))) == []
    assert cards.caveats(pd.DataFrame({"label": ["甲"]})) == []


def _card(rows: list[tuple[str, str | None]], note: str) -> None:
    import pandas as pd  # AppTest runs the body of this function as a script of its own

    from ui import cards

    cards._notes([], cards.caveats(pd.DataFrame(rows, columns=["label", "caveat"]), note=note))


def card(*rows: tuple[str, str | None], note: str = "") -> AppTest:
    test = AppTest.from_function(_card, args=(list(rows), note)).run()
    assert not test.exception
    return test


def test_two_caveats_are_in_sight_and_none_says_the_note_again() -> None:
    test = card(("甲", "一*"), ("乙", "二"), note="")
    assert [caption.value for caption in test.caption] == ["甲：一\\*\n\n乙：二"]
    assert not test.get("popover")
    assert not card(("甲", "一"), note="一").caption


def test_more_than_two_are_folded_behind_their_number() -> None:
    test = card(("甲", "一"), ("乙", "二"), ("丙", "三"))
    assert not test.caption
    (folded,) = test.get("popover")
    assert folded.proto.popover.label == "须知（3条）"
    assert folded.markdown[0].value == "- 甲：一\n- 乙：二\n- 丙：三"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["consumption", "business_environment"])
def test_the_caveats_of_every_figure_drawn_are_on_the_page(name: str, lang: str) -> None:
    test = opened(name, lang=lang)
    assert not test.exception
    shown = "\n".join(caption.value for caption in test.caption)
    for of_page, question, parameters in DRAWN:
        if of_page == name:
            answer = queries.run(question, **parameters, lang=lang)
            for caveat in answer["caveat"].dropna().unique():
                assert shown.count(cards.escape(caveat)) >= 1, (question, caveat)


def test_the_overview_folds_what_would_be_a_wall_of_text() -> None:
    test = opened("overview")
    told = queries.run("overview/growth", lang="zh")["caveat"].dropna().nunique()
    assert told > cards.IN_SIGHT
    labels = [folded.proto.popover.label for folded in test.get("popover")]
    assert f"须知（{told}条）" in labels
