"""A report's text that a reader hands in: taken where it is one, refused where not, kept where it may be."""

import re
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from intake.document import Unreadable
from tests import invented
from tests.data.test_places import OTHER_COPIES
from tests.ui.test_pages import opened, passages, turned_to
from ui import guard, supplied


@pytest.fixture
def sources(invented_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Sources page of the invented report, whose tables lie where a text may be kept."""
    for path in invented_tables.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("REPORT_TEXT_DIR", raising=False)
    return opened("sources", paragraph="11")


def handed_in(test: AppTest, text: str) -> AppTest:
    test.text_area(key="text_given").set_value(text)
    (submit,) = [button for button in test.button if button.label == "找到对应段落"]
    return submit.click().run()


def state(test: AppTest) -> list[str]:
    return [caption.value for caption in test.caption if "段中找到" in caption.value]


def kept(folder: Path) -> list[str]:
    return [path.name for path in (folder / ".texts").glob("*")]


def test_another_copy_is_taken_and_its_passages_are_marked(sources: AppTest, tmp_path: Path) -> None:
    assert not passages(sources)
    text = OTHER_COPIES["pages"](OTHER_COPIES["corner quotes"](invented.text()))
    handed_in(sources, text.replace("\n", "\r\n"))
    assert not sources.exception
    assert state(sources) == ["原文：17段中找到17段"]
    passage, whole = passages(sources)
    assert re.findall("<mark[^>]*>(.*?)</mark>", passage) == ["近80家", "１８处"]
    assert "「澜&amp;桥」市集&lt;新岸&gt;" in passage
    assert "汇编" not in whole
    assert whole.count("<mark") > 30
    assert kept(tmp_path) == [f"{invented.SOURCE}.txt"]
    later = opened("sources", paragraph="11")
    assert state(later) == ["原文：17段中找到17段"]
    later.button(key="text_remove").click().run()
    assert (state(later), passages(later), kept(tmp_path)) == ([], [], [])


def test_a_file_is_read_as_intake_reads_it(tmp_path: Path) -> None:
    text = invented.text()
    assert supplied.text_of("稿件.TXT", text.encode("gb18030")) == text
    with pytest.raises(Unreadable):
        supplied.text_of("scan.pdf", b"no PDF")


def test_the_sentence_stands_in_a_figures_dialog_and_beside_its_citation(sources: AppTest) -> None:
    handed_in(sources, OTHER_COPIES["wrapped at 7, in numbers too"](invented.text()))
    figure = "retail_2025h1"
    sources.query_params["row"] = figure
    turned_to(sources, "explore")
    (sentence,) = passages(sources)
    told = next(said for said in re.sub(r"\s", "", invented.text()).split("。") if "社零额45.60" in said)
    assert re.sub("<[^>]*>", "", sentence) == f"{told}。"
    assert "社零额<mark>45.60亿元</mark>，" in sentence


def test_another_text_is_refused_with_what_was_found(sources: AppTest, tmp_path: Path) -> None:
    handed_in(sources, "别的文章。" * 400)
    (said,) = [error.value for error in sources.error]
    assert "17段中只找到0段" in said
    handed_in(sources, " \n")
    assert not sources.error
    assert (state(sources), kept(tmp_path)) == ([], [])


@pytest.mark.parametrize("setting", [{"KEEP_TEXTS": "0"}, {"TRUSTED_HOSTS": "figures.example.org"}])
def test_where_others_come_in_a_text_lives_in_its_session_alone(
    sources: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: dict[str, str]
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    handed_in(sources, invented.text())
    assert state(sources) == ["原文：17段中找到17段"]
    assert kept(tmp_path) == []
    assert state(opened("sources")) == [], "another reader has not handed it in"
    sources.button(key="text_remove").click().run()
    assert state(sources) == []


@pytest.mark.parametrize(
    ("address", "alone"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), (None, False)]
)
def test_a_machine_that_others_reach_is_not_alone(monkeypatch: pytest.MonkeyPatch, address: str, alone: bool) -> None:
    options = {"server.address": address, "browser.serverAddress": "127.0.0.1"}
    monkeypatch.setattr(config, "get_option", options.get)
    monkeypatch.delenv("TRUSTED_HOSTS", raising=False)
    assert guard.is_alone() is alone
    assert supplied.is_kept() is alone
