"""The version in the address: read, left aside with a reason, or simply the current one; pages that have only one."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import queries
from tests import archived
from tests.archived import NOW, OLDER, THEN
from tests.ui.test_pages import opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with an archived version."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return archived.folder(tmp_path)


def metrics(test: AppTest) -> set[str]:
    return {one.value for one in test.metric}


def strip(test: AppTest) -> list[str]:
    return [one.value for one in test.markdown if OLDER in one.value and "history" in one.value]


def test_an_older_version_is_read_and_left_by_one_click(folder: Path) -> None:
    test = opened("overview", version=OLDER)
    assert not test.exception and not test.warning
    assert THEN in metrics(test) and NOW not in metrics(test)
    (said,) = strip(test)
    assert f"{OLDER}（2026-02-05）" in said
    assert any(OLDER in one.value for one in test.caption)  # at the foot
    assert not any(one.proto.popover.label == "带走" for one in test.get("popover"))
    test.button("to_current_strip").click().run()
    assert NOW in metrics(test) and not strip(test)
    assert "version" not in test.query_params


@pytest.mark.parametrize("asked", ["nothing", "../archive", OLDER + "x" * 500])
def test_an_unknown_version_is_named_and_the_current_one_shown(folder: Path, asked: str) -> None:
    test = opened("overview", version=asked)
    assert not test.exception and not strip(test)
    assert any(one.value.startswith("网址里有不认识的内容") for one in test.warning)
    assert any(one.value.startswith(f"version={asked[:40]}") for one in test.code)
    assert any("没有这个数据版本" in one.value for one in test.caption)
    assert NOW in metrics(test)


@pytest.mark.parametrize(
    "changed",
    ["alter table metrics rename column title_zh to title", "update cards set form = 'gone' where card_id = 'retail'"],
)
def test_a_version_of_another_layout_is_named_with_the_reason(folder: Path, changed: str) -> None:
    archived.archived(folder, "another", changed)
    test = opened("overview", version="another")
    assert not test.exception and test.warning and not strip(test)
    assert any("格式与现在不同" in one.value for one in test.caption)
    assert NOW in metrics(test)


def test_the_current_version_is_simply_the_current_one(folder: Path) -> None:
    for asked in (queries.newest(), f"{queries.newest()} quotes"):  # with that of the quotes, a + read as a space
        test = opened("overview", version=asked)
        assert not test.exception and not test.warning and not strip(test)
        assert "version" not in test.query_params
        assert NOW in metrics(test)


@pytest.mark.parametrize("name", ["sql", "verify", "intake"])
def test_pages_of_the_current_version_alone_say_so(folder: Path, name: str) -> None:
    test = opened(name, version=OLDER)
    assert not test.exception
    (said,) = strip(test)
    assert said.startswith(":material/history: 本页只用当前的数据版本")
    assert any(queries.newest() in one.value for one in test.caption)  # at the foot
    assert test.query_params["version"] == OLDER


@pytest.mark.parametrize("name", ["context", "explore", "sources", "consumption"])
def test_every_other_page_is_of_the_older_version(folder: Path, name: str) -> None:
    test = opened(name, version=OLDER)
    assert not test.exception and strip(test)
    assert any(OLDER in one.value and queries.newest() not in one.value for one in test.caption)


def test_sources_lists_the_archive(folder: Path) -> None:
    archived.archived(folder, "another", "alter table metrics rename column title_zh to title")
    (listed,) = [one.value for one in opened("sources", lang="en").markdown if "?lang=en&version=" in one.value]
    assert f"- [{OLDER} of 2026-02-05](?lang=en&version={OLDER})" in listed
    assert "- another of 2026-02-05: laid out in a way" in listed
