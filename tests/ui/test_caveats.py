"""A card says what must be known of the figures it draws: in sight where that is short, folded where it is much."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import queries
from exports.cards import IN_SIGHT
from story import card as story
from tests.records import SOURCE
from tests.ui.test_pages import opened
from ui.links import escape

# two pages with figures that have caveats, none so many that they are folded
PAGES = ["consumption", "business_environment"]


def frame(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "caveat"])


def test_a_caveat_is_told_once_and_says_whose_it_is_unless_all_share_it() -> None:
    assert story.caveats(frame(("甲", "须知"), ("乙", "须知")), "zh") == ["须知"]
    assert story.caveats(frame(("甲", "须知"), ("甲", None)), "zh") == ["须知"]
    assert story.caveats(frame(("甲", "一"), ("乙", "二"), ("丙", "二")), "zh") == ["甲：一", "乙、丙：二"]
    assert story.caveats(frame(("甲", None)), "zh") == []
    assert story.caveats(pd.DataFrame({"label": ["甲"]}), "zh") == []


def _card(rows: list[tuple[str, str | None]], note: str) -> None:
    import pandas as pd  # AppTest runs the body of this function as a script of its own

    from story.card import caveats
    from ui import cards

    cards._notes([], caveats(pd.DataFrame(rows, columns=["label", "caveat"]), "zh", note=note))


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
@pytest.mark.parametrize("name", PAGES)
def test_the_caveats_of_every_figure_drawn_are_on_the_page(name: str, lang: str) -> None:
    test = opened(name, lang=lang)
    assert not test.exception
    shown = "\n".join(caption.value for caption in test.caption)
    view = story.View(SOURCE, lang, "light", False, queries.version())
    drawn = story.pages(SOURCE, lang)[name].shown(beside=False, later=False)
    told = [(card.key, caveat) for card in drawn if card.form not in story.PLAIN for caveat in card.told(view).caveats]
    assert len(told) >= 5
    for key, caveat in told:
        assert escape(caveat) in shown, key


def test_the_overview_folds_what_would_be_a_wall_of_text() -> None:
    test = opened("overview")
    (versus,) = [card for card in story.pages(SOURCE, "zh")["overview"].cards if card.key == "versus"]
    told = len(versus.told(story.View(SOURCE, "zh", "light", False, queries.version())).caveats)
    assert told > IN_SIGHT
    labels = [folded.proto.popover.label for folded in test.get("popover")]
    assert f"须知（{told}条）" in labels
