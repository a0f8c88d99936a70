"""What a key does to a draft, on disk: nothing is lost, nothing written over, everything can be undone."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intake import decide, draft as making, folder as on_disk
from intake.decide import Number
from intake.document import Unreadable, read
from intake.draft import write
from intake.folder import Change, Draft, Stale
from intake.propose import propose
from tests import intake_score

ROOT = Path(__file__).resolve().parents[2]
TEXT = """2027年湖北省政府工作报告
——2027年1月20日在湖北省第十四届人民代表大会第五次会议上
一、2026年工作回顾
过去一年，地区生产总值增长5.4%、达到6.6万亿元。社会消费品零售总额达到28000亿元。
新建口袋公园35个。进出口总额下降2.3%。新增首店20家。
二、2027年工作安排
“十五五”开局，地区生产总值增长5.5%左右。
"""
OTHERS = [
    {
        "source_id": "earlier", "metric_id": "gdp", "subject_id": "hubei", "period_start": "2026-01-01",
        "period_end": "2026-12-31", "comparison": "", "status": "final", "value": "65000", "lower": "65000",
        "upper": "65000", "unit": "亿元", "char_start": "5", "printed": "65000亿元",
    }
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(propose(TEXT), TEXT, tmp_path / "hubei-2027")
    return tmp_path / "hubei-2027"


def every(draft: Draft) -> list[Number]:
    return decide.numbers(draft, decide.catalogue(draft), OTHERS)


def found(draft: Draft) -> dict[str, Number]:
    return {number.row["printed"]: number for number in every(draft)}


def cells(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf8") as file:
        return list(csv.DictReader(file))


def test_conflicts_come_first_then_the_sure_the_unsure_and_the_rest(folder: Path) -> None:
    draft = on_disk.read(folder)
    waiting = decide.queue(every(draft))
    states = [number.state for number in waiting]
    assert states == sorted(states, key=decide.OPEN.index)
    assert waiting[0].row["printed"] == "6.6万亿元"
    assert [row["printed"] for row in waiting[0].against] == ["65000亿元"]
    assert found(draft)["28000亿元"].state == "sure"
    assert found(draft)["35个"].state == "rest", "no metric of the catalogue"
    assert found(draft)["十五五"].state == "rest"
    assert {number.state for number in waiting} == set(decide.OPEN)
    done = decide.progress(waiting)
    assert (done.decided, done.numbers, done.conflicts) == (0, len(propose(TEXT)), 1)


def test_the_same_value_in_another_unit_is_no_conflict(folder: Path) -> None:
    draft = on_disk.read(folder)
    same = [OTHERS[0] | dict.fromkeys(("value", "lower", "upper"), "66000")]
    numbers = decide.numbers(draft, decide.catalogue(draft), same)
    assert not [number for number in numbers if number.state == "conflict"]


def test_a_key_decides_and_is_on_disk(folder: Path) -> None:
    draft = on_disk.read(folder)
    known, first = decide.catalogue(draft), found(draft)["28000亿元"]
    after = on_disk.decide(folder, decide.accept(first, known))
    assert on_disk.read(folder) == after
    (row,) = [row for row in cells(folder, "observations") if row["printed"] == "28000亿元"]
    assert row == first.row | {"proposed": ""}
    state = found(after)["28000亿元"]
    assert state.state == "figure"
    assert decide.progress(every(after)).decided == 1
    following = decide.following(every(after), first)
    assert following is not None and following.state in ("sure", "unsure")
    assert decide.before(after, following.start) == first.start
    assert decide.before(after, first.start) is None


def test_a_figure_becomes_a_ledger_row_and_undo_brings_it_back_as_it_was(folder: Path) -> None:
    draft = on_disk.read(folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    number = found(draft)["5.4%"]
    after = on_disk.decide(folder, decide.ledger(number, ""))
    moved = found(after)["5.4%"]
    assert (moved.table, moved.row["reason"], moved.state) == ("ledger", "not_entered", "ledger")
    assert [row["printed"] for row in cells(folder, "observations")].count("5.4%") == 0
    back, undone = on_disk.undo(folder)
    assert undone and undone.what == "ledger"
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before
    assert back.tables == draft.tables
    assert on_disk.undo(folder)[1] is None


def test_a_candidate_is_chosen_and_cells_are_edited(folder: Path) -> None:
    draft = on_disk.read(folder)
    known = decide.catalogue(draft)
    number = next(number for number in found(draft).values() if len(number.candidates) > 1)
    after = on_disk.decide(folder, decide.choose(number, 2, known))
    assert found(after)[number.row["printed"]].row["metric_id"] == number.candidates[1]
    edited = decide.edit(found(after)["下降2.3%"], {"value": "-2.4", "lower": "-2.4", "upper": "-2.4"}, known)
    assert found(on_disk.decide(folder, edited))["下降2.3%"].row["value"] == "-2.4"


def test_of_a_list_of_falls_every_one_is_entered(tmp_path: Path) -> None:
    text = TEXT.replace("下降2.3%", "、社会消费品零售总额分别下降2.3%、1.5%")
    write(propose(text), text, tmp_path / "hubei-2027")
    draft = on_disk.read(tmp_path / "hubei-2027")
    later = found(draft)["1.5%"]
    assert (later.row["value"], later.fell) == ("-1.5", True)
    assert "printed" not in later.doubts
    after = on_disk.decide(draft.folder, decide.choose(later, 1, decide.catalogue(draft)))
    assert found(after)["1.5%"].state == "figure"
    first = found(after)["下降2.3%"]
    alone = on_disk.decide(draft.folder, decide.ledger(first, ""))
    assert "printed" in decide.lacking(found(alone)["1.5%"].row, decide.catalogue(alone)), "no list any more"
    assert not found(alone)["1.5%"].fell


def test_a_ledger_row_becomes_a_figure(folder: Path) -> None:
    draft = on_disk.read(folder)
    number = decide.figure(found(draft)["十五五"], draft)
    known = decide.catalogue(draft)
    with pytest.raises(decide.Lacking) as lacking:
        decide.edit(number, {}, known)
    assert {"metric_id", "unit"} <= set(lacking.value.columns)
    whole = {"metric_id": "urban_jobs", "unit": "万人", "value": "15", "lower": "15", "upper": "15"}
    after = on_disk.decide(folder, decide.edit(number, whole, known))
    assert (found(after)["十五五"].table, found(after)["十五五"].row["subject_id"]) == ("observations", "hubei")


@pytest.mark.parametrize(
    ("changed", "column"),
    [({"value": "-1", "lower": "-1", "upper": "-1"}, "printed"),
     ({"metric_id": "nothing"}, "metric_id"), ({"unit": "%"}, "unit"), ({"upper": ""}, "value"),
     ({"period_start": "2026/1/1"}, "period_start"), ({"subject_id": "云溪县"}, "subject_id")],
)  # fmt: skip
def test_what_is_no_record_is_not_accepted(folder: Path, changed: dict[str, str], column: str) -> None:
    draft = on_disk.read(folder)
    with pytest.raises(decide.Lacking) as lacking:
        decide.edit(found(draft)["28000亿元"], changed, decide.catalogue(draft))
    assert column in lacking.value.columns


def test_the_rest_goes_in_bulk_and_comes_back_as_one(folder: Path) -> None:
    draft = on_disk.read(folder)
    rest = decide.progress(every(draft)).rest
    assert rest > 5
    after = on_disk.decide(folder, decide.bulk(every(draft)))
    assert decide.progress(every(after))[::3] == (rest, 0)
    assert found(after)["35个"].row["reason"] == "not_entered"
    assert found(after)["十五五"].row["reason"] == "name"
    assert on_disk.undo(folder)[0].tables == draft.tables


def test_a_metric_is_made_on_the_way(folder: Path) -> None:
    draft = on_disk.read(folder)
    metric = {
        "title_zh": "新建口袋公园", "title_en": "Pocket parks built", "theme_id": "overall", "topic": "plans",
        "unit": "个", "kind": "count", "quantity": "projects", "nature": "flow",
    }  # fmt: skip
    known = decide.catalogue(draft)
    draft = on_disk.decide(folder, decide.new_metric(draft, found(draft)["35个"], metric, known))
    park = found(draft)["35个"]
    assert (park.row["metric_id"], park.state) == ("pocket_parks_built", "sure")
    with pytest.raises(decide.Lacking, match="title_en"):
        decide.new_metric(draft, park, metric | {"title_en": "公园"}, known)
    on_disk.undo(folder)
    assert cells(folder, "metrics") == []


def test_a_subject_is_made_for_all_that_are_of_it(tmp_path: Path) -> None:
    text = TEXT.replace("湖北省", "云溪县")
    folder = tmp_path / "yunxi-2027"
    write(propose(text), text, folder)
    draft = on_disk.read(folder)
    assert (found(draft)["5.4%"].row["subject_id"], found(draft)["5.4%"].state) == ("云溪县", "unsure")
    subject = {"name_zh": "云溪县", "name_en": "Yunxi", "scope": "district", "parent_id": "hubei"}
    made = decide.new_subject(draft, found(draft)["5.4%"], subject, decide.catalogue(draft))
    after = on_disk.decide(folder, made)
    assert {row["subject_id"] for row in cells(folder, "observations")} == {"yunxi"}
    assert found(after)["5.4%"].doubts == ()
    assert [row["subject_id"] for row in cells(folder, "subjects")] == ["yunxi"]
    assert on_disk.undo(folder)[0].tables == draft.tables


# --- others at the same draft -------------------------------------------------------------------------------


def test_two_at_one_draft_see_each_others_decisions_and_write_over_none(folder: Path) -> None:
    mine = theirs = on_disk.read(folder)
    known = decide.catalogue(mine)
    on_disk.decide(folder, decide.accept(found(mine)["28000亿元"], known))
    after = on_disk.decide(folder, decide.accept(found(theirs)["5.4%"], known))  # from what they saw before
    assert decide.progress(every(after)).decided == 2
    with pytest.raises(Stale, match="28000"):
        on_disk.decide(folder, decide.ledger(found(theirs)["28000亿元"], ""))
    assert on_disk.read(folder) == after


def test_an_edit_in_a_spreadsheet_is_seen_and_not_undone(folder: Path) -> None:
    draft = on_disk.read(folder)
    known = decide.catalogue(draft)
    on_disk.decide(folder, decide.accept(found(draft)["28000亿元"], known))
    path = folder / "observations.csv"
    text = path.read_text(encoding="utf8").replace(",28000.0,", ",28001,").replace(",28000,", ",28001,")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())  # as Excel saves it
    assert found(on_disk.read(folder))["28000亿元"].row["value"] == "28001"
    with pytest.raises(Stale):
        on_disk.undo(folder)
    assert found(on_disk.read(folder))["28000亿元"].row["value"] == "28001"
    assert on_disk.undo(folder)[1] is None, "what cannot be undone is forgotten"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a;b\n1;2\n", "commas"), ("metric_id,年\n".encode("gb18030"), "UTF-8"), (None, "observations")],
)
def test_a_file_that_was_spoiled_elsewhere_is_named(folder: Path, content: bytes | None, said: str) -> None:
    path = folder / "observations.csv"
    path.unlink()
    if content:
        path.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        on_disk.read(folder)


# --- kill -9 ------------------------------------------------------------------------------------------------

DECIDER = """
import sys
from pathlib import Path
from intake import decide, folder as on_disk
folder = Path(sys.argv[1])
draft = on_disk.read(folder)
known = decide.catalogue(draft)
print("begun", flush=True)
while True:
    for number in decide.numbers(draft, known, ()):
        draft = on_disk.decide(folder, decide.ledger(number, "name"))
        print(number.start, flush=True)
    while draft.journal:
        draft, _ = on_disk.undo(folder)
"""


def test_a_kill_loses_no_decision(folder: Path) -> None:
    """Killed at any moment: what was said to be decided is on disk, every number stands once, and it goes on."""
    places = [number.start for number in every(on_disk.read(folder))]
    for moment in (0.02, 0.05, 0.09, 0.14):
        process = subprocess.Popen([sys.executable, "-c", DECIDER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        for _ in range(3):
            process.stdout.readline()
        time.sleep(moment)  # any moment will do
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        draft = on_disk.read(folder)
        assert [number.start for number in decide.numbers(draft, decide.catalogue(draft), ())] == places
        while draft.journal:
            draft, _ = on_disk.undo(folder)
        assert {row["proposed"] != "" for row in (*draft.tables["ledger"], *draft.tables["observations"])} == {True}


def test_a_decision_cut_between_its_two_files_is_completed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = on_disk.read(folder)
    change: Change = decide.ledger(found(draft)["5.4%"], "")
    saved = on_disk._save_table
    with monkeypatch.context() as patch:

        def killed(place: Path, table: str, rows: list[dict[str, str]]) -> None:
            saved(place, table, rows)
            raise KeyboardInterrupt

        patch.setattr(on_disk, "_save_table", killed)
        with pytest.raises(KeyboardInterrupt):
            on_disk.decide(folder, change)
    assert [row["printed"] for row in cells(folder, "observations")].count("5.4%") == 1
    assert found(on_disk.read(folder))["5.4%"].table == "ledger"
    assert [row["printed"] for row in cells(folder, "observations")].count("5.4%") == 0
    with (folder / on_disk.JOURNAL).open("ab") as journal:
        journal.write(json.dumps({"what": "accept"}).encode()[:9])  # a line cut off
    assert on_disk.undo(folder)[0].tables == draft.tables


# --- drafts -------------------------------------------------------------------------------------------------


def test_a_draft_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "sections", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(propose(TEXT), TEXT, tmp_path / "hubei-2027")
    assert on_disk.drafts(tmp_path) == []
    monkeypatch.undo()
    write(propose(TEXT), TEXT, tmp_path / "hubei-2027")
    assert on_disk.drafts(tmp_path) == ["hubei-2027"]


def test_a_draft_says_of_its_report_what_the_text_says(folder: Path) -> None:
    source = on_disk.read(folder).source
    assert (source["title_zh"], source["subject_id"]) == ("2027年湖北省政府工作报告", "hubei")
    assert [str(source[name]) for name in ("period_start", "period_end")] == ["2026-01-01", "2026-12-31"]
    on_disk.save_source(folder, source | {"title_en": "A “report”, \\ of 2027"})
    assert on_disk.read(folder).source == source | {"title_en": "A “report”, \\ of 2027"}
    assert [row["title_zh"] for row in cells(folder, "sections")] == ["题头", "2026年工作回顾", "2027年工作安排"]


def check_docs(report: str, measured: dict[str, str]) -> None:
    """What docs/intake.md says of a report's text."""
    lines = (ROOT / "docs" / "intake.md").read_text(encoding="utf8").splitlines()
    told = {name: of for name, *of in (line.strip("| ").split(" | ") for line in lines if line.startswith("| "))}
    place = list(intake_score.GOLD).index(report)
    assert {name: told[name][place] for name in measured} == measured


@pytest.mark.parametrize("report", list(intake_score.GOLD))
def test_the_docs_say_how_well_numbers_are_read(report: str) -> None:
    path = intake_score.GOLD[report]
    if not path.is_file():
        pytest.skip("the report's text is not beside this checkout")
    counts = intake_score.account(propose(read(path), path.name), report)
    fields = ["every number found", "figure or not", *intake_score.OF_FIELD, "reason"]
    check_docs(report, {name: f"{100 * counts[name]['right'] / counts[name].total():.1f} %" for name in fields})


@pytest.mark.parametrize("report", list(intake_score.GOLD))
def test_a_draft_can_be_decided_as_people_did(report: str, tmp_path: Path) -> None:
    """From the gold report's text to its very records, by keys alone."""
    path = intake_score.GOLD[report]
    if not path.is_file():
        pytest.skip("the report's text is not beside this checkout")
    text = read(path)
    write(propose(text, path.name), text, tmp_path / report)
    keys, decided = intake_score.keystrokes(report, tmp_path / report)
    check_docs(report, {"keys to decide it as people did": str(keys)})
    wanted = sorted(intake_score.records(report, "observations"), key=lambda row: int(row["char_start"]))
    assert len(decided.tables["observations"]) == len(wanted)
    for row, gold in zip(decided.tables["observations"], wanted, strict=True):
        for column in intake_score.EDITED:
            assert intake_score.same_cell(row[column], gold[column]), (gold["printed"], column)
    assert not any(row["proposed"] for table in on_disk.NUMBERS for row in decided.tables[table])
    reasons = intake_score.records(report, "ledger")
    for row in decided.tables["ledger"]:
        there = (int(row["char_start"]), int(row["char_end"]))
        of = {
            gold["reason"]
            for gold in reasons
            if int(gold["char_start"]) < there[1] and there[0] < int(gold["char_end"])
        }
        assert row["reason"] in of, row
