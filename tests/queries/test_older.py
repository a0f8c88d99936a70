"""An archived version answers as a whole, and none but those in the list of the archive is ever opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import queries
from data import schema, store
from story import card
from tests import archived
from tests.archived import NOW, OLDER, RETAIL, THEN
from tests.records import SOURCE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with an archived version."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return archived.folder(tmp_path)


def told() -> str:
    (row,) = queries.rows("figures/by_id", observation_id=RETAIL, source=SOURCE, lang="zh")
    return str(row["display"])


def test_inside_all_is_of_that_version_and_outside_of_the_current_one(folder: Path) -> None:
    assert told() == NOW
    with queries.of(OLDER):
        assert (told(), queries.version()) == (THEN, OLDER)
        with queries.pinned():  # a part of a page
            assert told() == THEN
        with queries.of(""):  # a page that is of the current version alone
            assert (told(), queries.version()) == (NOW, queries.newest())
        assert told() == THEN
    with queries.pinned(OLDER):  # a part that runs alone
        assert told() == THEN
    assert told() == NOW


def test_they_are_listed_with_their_day_and_without_the_current_one(folder: Path) -> None:
    shutil.copytree(folder / store.ARCHIVE / OLDER, folder / store.ARCHIVE / queries.newest())
    assert [(one.version, one.built_at[:10], one.is_readable) for one in queries.older()] == [
        (OLDER, "2026-02-05", True)
    ]


@pytest.mark.parametrize("asked", ["nothing", "..", ".", f"../{store.ARCHIVE}/{OLDER}", f"{OLDER}/", f"./{OLDER}"])
def test_only_names_in_the_list_are_opened(folder: Path, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(queries, "Tables", opened)
    monkeypatch.setattr(store, "is_whole", opened)
    with pytest.raises(queries.NotReadable), queries.of(asked):
        pass


@pytest.mark.parametrize(
    "changed",
    [
        "alter table metrics rename column title_zh to title",
        "alter table observations drop column decimals",
        "alter table observations alter column paragraph set data type varchar",
    ],
)
def test_tables_of_another_layout_are_not_read(folder: Path, changed: str) -> None:
    archived.archived(folder, "another", changed)
    assert {one.version: one.is_readable for one in queries.older()} == {OLDER: True, "another": False}
    with pytest.raises(queries.NotReadable), queries.of("another"):
        pass


def test_half_a_copy_is_not_read(folder: Path) -> None:
    schema.parquet("units", folder / store.ARCHIVE / OLDER).unlink()
    with pytest.raises(queries.NotReadable), queries.of(OLDER):
        pass


@pytest.mark.parametrize(
    "changed",
    [
        "update cards set form = 'gone' where card_id = 'retail'",
        "update cards set questions = ['figures/gone'] where card_id = 'retail'",
        "update cards set parameters = '{\"gone\": 1}' where card_id = 'retail'",
    ],
)
def test_what_is_told_in_a_way_that_is_gone_is_found_before_a_page_is_drawn(folder: Path, changed: str) -> None:
    archived.archived(folder, "told", changed)
    with queries.of(OLDER):
        assert card.are_told()
    with queries.of("told"):
        assert not card.are_told()
