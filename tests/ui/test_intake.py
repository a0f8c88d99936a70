"""入稿 without a browser: a text is taken in, decided by keys, and what is wrong is said in the reader's language."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from intake import decide, folder as on_disk
from intake.draft import write
from intake.propose import propose
from tests.intake.test_deciding import TEXT
from tests.ui.test_pages import opened, turned_to

ENGLISH = re.compile(r"[A-Za-z]{4,}")


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAFTS_DIR", str(tmp_path / "drafts"))
    return tmp_path / "drafts"


@pytest.fixture
def page(drafts: Path) -> AppTest:
    """The page as it opens, in Chinese."""
    return opened("intake")


def click(test: AppTest, key: str) -> AppTest:
    next(button for button in test.button if button.key == key).click()
    turned_to(test, "intake")
    assert not test.exception
    return test


def take_in(test: AppTest, text: str, name: str = "") -> AppTest:
    test.text_area(key="intake_text").set_value(text)
    test.text_input(key="intake_id").set_value(name)
    next(button for button in test.button if button.label == "提取全部数字").click()
    turned_to(test, "intake")
    assert not test.exception
    return test


def test_a_pasted_text_becomes_a_draft_that_keys_decide(page: AppTest, drafts: Path) -> None:
    test = take_in(page, TEXT)
    folder = drafts / "hubei-2027"
    count = len(propose(TEXT))
    assert test.title[0].value == f"已定0/{count}，冲突0"
    keys = {button.key: button.proto.shortcut for button in test.button}
    wanted = {"accept": "a", "edit": "e", "ledger": "l", "new": "n", "previous": "p", "undo": "u", "bulk": "shift+b"}
    assert wanted.items() <= keys.items()
    click(test, "accept")
    assert test.title[0].value.startswith("已定1/")
    click(test, "ledger")
    assert decide.progress(_found(folder)).decided == 2
    click(test, "undo")
    assert decide.progress(_found(folder)).decided == 1
    click(test, "bulk")
    assert {number.state for number in _found(folder)} == {"figure", "sure", "unsure", "ledger"}
    assert test.title[0].value.startswith(f"已定{decide.progress(_found(folder)).decided}/")


def _found(folder: Path) -> list[decide.Number]:
    draft = on_disk.read(folder)
    return decide.numbers(draft, decide.catalogue(draft), ())


def test_a_cell_is_edited_and_what_is_no_record_stays_in_the_form(page: AppTest, drafts: Path) -> None:
    test = click(take_in(page, TEXT), "edit")
    start = next(key for key in (box.key for box in test.text_input) if key and key.endswith("_value"))
    test.text_input(key=start).set_value("x")
    (save,) = [button for button in test.button if button.label == "保存" and button.proto.shortcut]
    save.click()
    turned_to(test, "intake")
    assert [error.value for error in test.error] == ["空缺或不合规定：数值、下限、上限"]
    test.text_input(key=start).set_value("12")
    next(button for button in test.button if button.label == "保存" and button.proto.shortcut).click()
    turned_to(test, "intake")
    assert not test.exception and not test.error
    edited = [number.row for number in _found(drafts / "hubei-2027") if number.state == "figure"]
    assert [(row["value"], row["lower"], row["upper"]) for row in edited] == [("12", "12", "12")]


def test_another_tab_and_a_spreadsheet_are_seen(page: AppTest, drafts: Path) -> None:
    """The second tab sees the first's decision; one made on a row that changed meanwhile is not made."""
    test = take_in(page, TEXT)
    folder = drafts / "hubei-2027"
    first = decide.following(_found(folder), None)
    assert first
    on_disk.decide(folder, decide.ledger(first, "name"))  # the other tab
    click(test, "accept")
    assert any("别处改过" in warning.value for warning in test.warning)
    assert next(number for number in _found(folder) if number.start == first.start).row["reason"] == "name"
    assert test.title[0].value.startswith("已定1/")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "没有文字"), ("今天天气晴朗，无风。", "没有数字"),
     (TEXT + "补白。" * 400 + "\n2028年湖北省政府工作报告\n今年增长5%。\n", "两篇报告"),
     ("2027年湖北省政府工作報告\n今年社會消費品零售總額達到28000億元。\n", "")],
)  # fmt: skip
def test_a_text_that_cannot_be_taken_in_is_named_and_kept(page: AppTest, drafts: Path, text: str, said: str) -> None:
    test = take_in(page, text)
    if not said:  # traditional characters are read as any
        assert not test.error and on_disk.drafts(drafts)
        return
    (error,) = test.error
    assert said in error.value and not ENGLISH.search(error.value)
    assert test.text_area(key="intake_text").value == text, "nothing lost"
    assert on_disk.drafts(drafts) == []


def _spoiled(path: Path) -> None:
    path.write_bytes("metric_id,年\n".encode("gb18030"))


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(("spoil", "said"), [(_spoiled, "UTF-8"), (_gone, "不合草稿格式")])
def test_a_draft_that_was_spoiled_elsewhere_is_named(
    page: AppTest, drafts: Path, spoil: Callable[[Path], None], said: str
) -> None:
    test = take_in(page, TEXT)
    spoil(drafts / "hubei-2027" / "observations.csv")
    turned_to(test, "intake")
    assert not test.exception
    assert said in test.error[0].value


def test_the_page_is_there_where_reports_may_be_entered(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(propose(TEXT), TEXT, drafts / "hubei-2027")
    assert "hubei-2027" in [button.label for button in opened("intake", lang="en").button]
    monkeypatch.setenv("INTAKE", "off")
    test = opened("intake")
    assert "hubei-2027" not in [button.label for button in test.button]


def test_the_page_speaks_chinese(page: AppTest) -> None:
    told = [page.title[0].value, *(one.value for one in (*page.header, *page.markdown, *page.caption))]
    told += [button.label for button in page.button]
    assert not [text for text in told if ENGLISH.search(re.sub("drafts/|PDF|DOCX|[0-9a-f]{12}", "", text))]
