"""What is taken away: which cards and figures, and the mark by which they are checked later."""

import csv
import datetime as dt
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import queries
from data import build, schema
from data.faults import RecordsError
from data.vocabularies import FIGURE
from exports import parcel as parcels
from exports.parcel import CONTEXT, REPORT, NothingTaken, Parcel, Taken
from story import card as story
from story.card import MARKET, View
from tests import records

VIEW = View(records.SOURCE, "zh", "light", False, "")
OBSERVATIONS = f"reports/{records.SOURCE}/observations.csv"


def test_the_whole_report_holds_every_page_and_card() -> None:
    told = story.pages(records.SOURCE, "zh")
    taken = Parcel(VIEW, Taken((REPORT,)))
    assert [part.page_id for part in taken.parts] == list(told)
    for part in taken.parts:
        assert part.title == told[part.page_id].title
        assert list(part.cards) == told[part.page_id].shown(beside=False, later=False)
        assert [row["observation_id"] for row in part.headline] == list(told[part.page_id].headline)


def test_a_page_alone_and_cards_alone() -> None:
    (page,) = Parcel(VIEW, Taken(("consumption",))).parts
    assert page.page_id == "consumption" and page.headline
    assert Parcel(VIEW, Taken(("consumption",))).title.endswith("：消费")
    put_aside = Parcel(VIEW, Taken(("consumption.retail", "overview.money")))
    assert [(part.page_id, [card.key for card in part.cards], list(part.headline)) for part in put_aside.parts] == [
        ("overview", ["money"], []),
        ("consumption", ["retail"], []),
    ]


def test_what_stands_beside_is_taken_where_asked_for() -> None:
    def keys(taken: Taken) -> set[str]:
        return {card.place for part in Parcel(VIEW, taken).parts for card in part.cards}

    pages = story.pages(records.SOURCE, "zh").values()
    beside = {card.place for page in pages for card in page.shown(beside=True, later=False) if card.form != MARKET}
    assert beside
    assert keys(Taken((CONTEXT,))) == beside
    assert keys(Taken((REPORT,), True)) == keys(Taken((REPORT,))) | beside


def test_nothing_is_an_error() -> None:
    for what in (("nosuch",), ("overview", "overview.nosuch"), ()):
        with pytest.raises(NothingTaken):
            Parcel(VIEW, Taken(what))


def test_every_figure_of_the_cards_is_in_it() -> None:
    taken = Parcel(VIEW, Taken(("dual_carbon",)))
    ids = set(taken.figures["observation_id"])
    for row in taken.parts[0].headline:
        assert row["observation_id"] in ids
    for card in taken.parts[0].cards:
        frame = card.frames(taken.view)[-1]
        if "observation_id" in frame:
            assert set(frame["observation_id"].dropna()) <= ids


def test_a_mark_is_one_of_the_figures_whatever_the_language() -> None:
    chinese, english = (Parcel(VIEW._replace(lang=lang), Taken((REPORT,))) for lang in ("zh", "en"))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", chinese.mark)
    assert chinese.mark == english.mark
    assert chinese.mark != Parcel(VIEW, Taken(("overview",))).mark
    assert chinese.mark in chinese.address and chinese.mark in chinese.checked


@pytest.mark.parametrize("field", FIGURE)
def test_a_mark_changes_with_every_cell_that_says_what_a_figure_is(field: str) -> None:
    rows = [dict(row) for row in queries.rows("taken/marked", ids=["retail_sales_2024h1", "ccid_rank_2024"])]
    before = parcels.mark(rows)
    assert parcels.mark(reversed(rows)) == before
    value = rows[0][field]
    rows[0][field] = value + 0.1 if isinstance(value, float) else f"{value}1"
    assert parcels.mark(rows) != before


def test_an_address_says_all_that_a_mark_depends_on() -> None:
    for later in (False, True):
        for beside in (False, True):
            taken = Parcel(VIEW._replace(later=later), Taken(("overview",), beside), base="https://board.example")
            asked = {name: values[0] for name, values in parse_qs(urlsplit(taken.address).query).items()}
            again = Parcel(
                View(asked["report"], "en", "dark", asked.get("later") == "1", ""),
                Taken(tuple(asked["what"].split(",")), asked.get("beside") == "1"),
            )
            assert again.mark == asked["mark"] == taken.mark


@pytest.mark.parametrize("source", [records.SOURCE, "hubei-work-2026"])
def test_many_cards_are_named_by_a_few_signs_each(source: str) -> None:
    view = View(source, "zh", "light", True, "")
    places = [card.place for page in story.pages(source, "zh").values() for card in page.cards if card.form != MARKET]
    assert len({parcels._called(place) for place in places}) == len(places)
    few, many = (Parcel(view, Taken(tuple(places[:count])), base="https://board.example") for count in (3, 40))
    for sent in (few, many):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.address).query).items()}
        assert parcels.taken(asked, source) == sent.taken
    assert len(many.address) < 320
    assert parcels.taken({"cards": "0000"}, source) is None
    assert parcels.taken({}, source) is None


def test_a_code_holds_the_address_and_is_none_where_that_leads_nowhere() -> None:
    sent = Parcel(VIEW, Taken(("overview",)), base="https://board.example")
    assert sent.code("png").startswith(b"\x89PNG")
    assert Parcel(VIEW, Taken(("overview",))).code("png") == b""


def test_a_mark_is_read_as_people_type_it() -> None:
    mark = Parcel(VIEW, Taken((REPORT,))).mark
    for typed in (mark.lower(), mark.replace("-", ""), f" {mark} ".replace("-", " – "), mark.replace("0", "O")):
        assert parcels.plain(typed) == parcels.plain(mark)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in mark)
    assert parcels.plain(wide) == parcels.plain(mark)


def test_a_file_is_named_by_report_page_and_day() -> None:
    taken = Parcel(VIEW, Taken(("dual_carbon",)), made=dt.date(2026, 3, 1))
    assert taken.file_name("pptx") == "wuchang-2024-09-dual-carbon-20260301.pptx"


# --- corrections ------------------------------------------------------------------------------------


def _rewritten(path: Path, observation: str, **cells: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    for row in rows:
        if row[0] == observation:
            for name, cell in cells.items():
                row[header.index(name)] = cell
    with path.open("w", encoding="utf8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records with one figure corrected twice, and the log of it."""
    root = tmp_path_factory.mktemp("corrected")
    for folder in ("catalogue", "reports"):
        shutil.copytree(schema.ROOT / folder, root / folder)
    path = root / "catalogue" / "corrections.csv"
    head = path.read_text(encoding="utf8").splitlines()[0]
    with path.open("w", encoding="utf8", newline="") as log:
        log.write(f"{head}\n")
        log.write("2026-01-05,officials_serving_2024,printed,千名,上千名,漏字,A word was left out,编辑部\n")
        log.write("2026-02-05,officials_serving_2024,printed,上千名,千余名,以原文为准,As the source has it,编辑部\n")
    return root


@pytest.fixture
def corrected(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    con = build.build(root)
    build.write(con, tmp_path, version="corrected", built_at="2026-02-06T00:00:00+00:00")
    con.close()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


def test_what_was_corrected_since_is_told(corrected: None) -> None:
    now = Parcel(VIEW, Taken(("business_environment",)))
    assert "officials_serving_2024" in set(now.figures["observation_id"])
    assert now.corrected_since(now.mark) == []
    rows = [dict(row) for row in now._marked]
    (cell,) = [row for row in rows if row["observation_id"] == "officials_serving_2024"]
    for printed, since in (("上千名", ["千余名"]), ("千名", ["千余名", "上千名"])):
        cell["printed"] = printed
        told = now.corrected_since(parcels.mark(rows).lower())
        assert told is not None and [one["after"] for one in told] == since
    cell["printed"] = "万名"
    assert now.corrected_since(parcels.mark(rows)) is None


def test_a_mark_of_other_figures_is_not_touched_by_it(corrected: None) -> None:
    other = Parcel(VIEW, Taken(("consumption",)))
    assert other.corrected_since(other.mark) == []


def test_a_correction_that_the_record_does_not_hold_is_a_fault(root: Path, tmp_path: Path) -> None:
    for folder in ("catalogue", "reports"):
        shutil.copytree(root / folder, tmp_path / folder)
    _rewritten(tmp_path / OBSERVATIONS, "officials_serving_2024", printed="千名")
    with pytest.raises(RecordsError) as raised:
        build.build(tmp_path)
    assert any(
        fault.file == "catalogue/corrections.csv" and fault.row == 3 and fault.column == "after"
        for fault in raised.value.faults
    )


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (["2026-03-01,fixed_investment_2024h1,value,about 230,229,笔误,A slip,编辑部"], 4, "before"),
        (["2026-03-01,officials_serving_2024,printed,万名,千余名,笔误,A slip,编辑部"], 4, "before"),
        (["2026-03-01,fixed_investment_2024h1,upper,230,,笔误,A slip,编辑部"], 4, "after"),
        (["2026-03-01,fixed_investment_2024h1,colour,1,2,笔误,A slip,编辑部"], 4, "field"),
        (["2026-03-01,nosuch,value,1,2,笔误,A slip,编辑部"], 4, "observation_id"),
    ],
)
def test_a_correction_that_cannot_be_is_named(
    root: Path, tmp_path: Path, rows: list[str], row: int, column: str
) -> None:
    for folder in ("catalogue", "reports"):
        shutil.copytree(root / folder, tmp_path / folder)
    with (tmp_path / "catalogue" / "corrections.csv").open("a", encoding="utf8") as log:
        log.write("\n".join(rows) + "\n")
    with pytest.raises(RecordsError) as raised:
        build.build(tmp_path)
    assert [(fault.row, fault.column) for fault in raised.value.faults if "corrections" in fault.file] == [
        (row, column)
    ]


def test_a_bound_that_was_not_there_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Parcel(VIEW, Taken(("consumption",)))
    rows = [dict(row) for row in now._marked]
    (cell,) = [row for row in rows if row["observation_id"] == "retail_sales_2024h1"]
    log = ({"observation_id": "retail_sales_2024h1", "field": "upper", "before": None, "after": "367"},)
    cell["upper"] = None
    told = queries.rows
    monkeypatch.setattr(queries, "rows", lambda name, **of: log if name == "taken/corrections" else told(name, **of))
    assert now.corrected_since(parcels.mark(rows)) == list(log)
