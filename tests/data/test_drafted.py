"""A drafted report built with the others: faults at its rows, statements by rule, and into the records when clean."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from data import build, draft, schema
from tests import invented

TEXT = "澜桥区2026年报告\n全区社零额50.2亿元，增长近5%。\n新增灯会摊位20家，来了30万人。\n"
OBSERVATIONS = """\
observation_id,metric_id,subject_id,period_kind,period_start,period_end,period_zh,period_en,value,lower,upper,unit,\
qualifier,printed,decimals,rounded_to,rounding,status,comparison,paragraph,char_start,char_end,statement_zh,\
statement_en,caveat_zh,caveat_en,proposed
sales,retail_sales,lanqiao,year,2026-01-01,2026-12-31,,,50.2,50.2,50.2,亿元,exact,50.2亿元,1,,,preliminary,,2,{a},{b},\
,,,,
growth,retail_sales_growth,lanqiao,year,2026-01-01,2026-12-31,,,5,,5,%,nearly,近5%,0,,,preliminary,yoy,2,{c},{d},\
说过的话。,,,,
stalls,lamp_stalls,lamp_fair,year,2026-01-01,2026-12-31,,,20,20,20,家,exact,20家,0,,,target,,3,{e},{f},,,,,
"""
METRIC = (
    "lamp_stalls,consumption,malls,灯会摊位,Stalls of the fair,摊位数。,Stalls.,"
    "家,count,stalls,flow,,higher,true,0,false,950"
)
SOURCE = """source_id = "lanqiao-2026"
title_zh = "澜桥区2026年报告"
title_en = "Lanqiao 2026"
short_zh = "澜桥报告"
short_en = "Lanqiao report"
publisher = "虚构"
url = ""
kind = "report"
text_sha256 = "{digest}"
text_chars = {chars}
licence = ""
note = ""
note_en = ""
date_latest = 2026-12-31
confidence = "original"
basis = "published"
subject_id = "lanqiao"
period_start = 2026-01-01
period_end = 2026-12-31
"""


@pytest.fixture
def root(invented_house: Path, tmp_path: Path) -> Path:
    """Records that a draft may enter."""
    for part in ("catalogue", "reports"):
        shutil.copytree(invented_house / "data" / part, tmp_path / "records" / part)
    return tmp_path / "records"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A draft with everything decided: a metric and a subject of its own, statements empty."""
    folder = tmp_path / "drafts" / "lanqiao-2026"
    folder.mkdir(parents=True)
    ends = [(line.start(), line.end()) for line in re.finditer(".+", TEXT)]
    spans = [(TEXT.index(printed), TEXT.index(printed) + len(printed)) for printed in ("50.2亿元", "近5%", "20家")]
    year, people = TEXT.index("2026年"), TEXT.index("30万人")
    places = dict(zip("abcdef", [end for span in spans for end in span], strict=True))
    lines = "".join(f"{number},{first},{last}\n" for number, (first, last) in enumerate(ends, 1))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    files = {
        "text.txt": TEXT,
        "source.toml": SOURCE.format(digest=digest, chars=len(TEXT)),
        "paragraphs.csv": "paragraph,char_start,char_end\n" + lines,
        "sections.csv": "section,title_zh,title_en,paragraph_start,paragraph_end\nall,全文,All,1,3\n",
        "observations.csv": OBSERVATIONS.format(**places),
        "ledger.csv": "paragraph,char_start,char_end,printed,reason,proposed\n"
        f"1,{year},{year + 5},2026年,date,\n3,{people},{people + 4},30万人,not_entered,\n",
        "metrics.csv": _head("catalogue/metrics.csv") + METRIC + "\n",
        "subjects.csv": "subject_id,name_zh,name_en,scope,parent_id\nlamp_fair,桥灯会,Lamp Fair,site,lanqiao\n",
        "events.csv": _head("reports/wuchang-2024-09/events.csv"),
        "entities.csv": _head("reports/wuchang-2024-09/entities.csv"),
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf8")
    return folder


def _head(file: str) -> str:
    return (schema.ROOT / file).read_text(encoding="utf8").splitlines()[0] + "\n"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf8")


def faults(folder: Path, root: Path) -> dict[tuple[str, int, str], str]:
    told = draft.run(folder, entering=True, root=root)
    assert folder.is_dir(), "what is not clean stays where it is"
    return {(fault["file"], fault["row"], fault["column"]): fault["found"] for fault in told["faults"]}


def test_faults_are_named_at_the_rows_of_the_draft(folder: Path, root: Path) -> None:
    """Also where undecided rows lie between, and in the draft's own rows of the catalogue."""
    lines = (folder / "observations.csv").read_text(encoding="utf8").splitlines()
    lines.insert(1, lines[1].replace("sales,retail", "open,retail", 1) + "figure")
    (folder / "observations.csv").write_text("\n".join(lines) + "\n", encoding="utf8")
    assert faults(folder, root) == {("observations.csv", 2, "proposed"): "1 rows that nobody has decided"}
    change(folder / "observations.csv", "figure\n", "\n")
    change(folder / "observations.csv", "open,retail", "sales_again,retail")
    change(folder / "observations.csv", "growth,retail_sales_growth,lanqiao", "growth,retail_sales_growth,nobody")
    change(folder / "metrics.csv", ",家,count", ",摞,count")
    change(folder / "source.toml", 'title_en = "Lanqiao 2026"', 'title_en = ""')
    told = faults(folder, root)
    assert told[("observations.csv", 4, "subject_id")] == "nobody"
    assert told[("metrics.csv", 2, "unit")] == "摞"
    assert told[("source.toml", 0, "title_en")] == ""
    assert not any(column == "statement_en" for _, _, column in told), "what is composed once the rest is right"
    assert not any(file.startswith(("data/", "reports/")) for file, _, _ in told)


def test_what_the_checks_find_is_named_at_the_row_too(folder: Path, root: Path) -> None:
    change(folder / "observations.csv", ",50.2,50.2,50.2,亿元", ",50.3,50.3,50.3,亿元")
    told = faults(folder, root)
    assert list(told) == [("observations.csv", 2, "")]
    assert told["observations.csv", 2, ""].startswith("sales: ")


def test_a_text_that_says_otherwise_is_a_fault(folder: Path, root: Path) -> None:
    change(folder / "text.txt", "50.2", "50.3")
    assert ("source.toml", 0, "text_sha256") in faults(folder, root)


def test_an_id_that_is_taken_is_a_fault(folder: Path, root: Path) -> None:
    taken = folder.rename(folder.parent / invented.SOURCE)
    assert list(faults(taken, root)) == [("source.toml", 0, "source_id")]


def test_a_clean_draft_enters_the_records_and_has_its_pages(folder: Path, root: Path, tmp_path: Path) -> None:
    told = draft.run(folder, entering=True, root=root, tables=tmp_path / "tables")
    assert told == {"faults": [], "version": build.records_version(root)}
    assert not folder.exists()
    assert (folder.parent / draft.ENTERED / "lanqiao-2026-1" / "text.txt").exists()
    entered = root / "reports" / "lanqiao-2026"
    assert not (entered / "text.txt").exists(), "a report's text is nobody's to publish"
    with (entered / "observations.csv").open(encoding="utf8") as file:
        rows = {row["observation_id"]: row for row in csv.DictReader(file)}
    assert "proposed" not in rows["sales"]
    assert rows["sales"]["statement_zh"] == "2026年，澜桥区社会消费品零售总额：50.2亿元。"
    assert rows["sales"]["statement_en"] == "Retail sales of consumer goods, Lanqiao, 2026: 5.02 billion yuan."
    assert (rows["growth"]["statement_zh"], rows["growth"]["statement_en"][-10:]) == ("说过的话。", "nearly 5%.")
    assert rows["stalls"]["statement_zh"] == "2026年，桥灯会灯会摊位目标：20家。"
    assert len((entered / "places.csv").read_text(encoding="utf8").splitlines()) == 1 + 3, "found in any other copy"
    assert "lamp_stalls" in (root / "catalogue" / "metrics.csv").read_text(encoding="utf8")
    assert not list(root.glob(".building-*"))
    table = pd.read_parquet(schema.parquet("pages", tmp_path / "tables"))
    pages = set(table.loc[table["source_id"] == "lanqiao-2026", "page_id"])
    assert {"overview", "consumption"} <= pages


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    assert build.main(["--draft", str(tmp_path / "none"), *(["--json"] if as_json else [])]) == 1
    out, err = capsys.readouterr()
    if as_json:
        assert json.loads(out)["faults"][0]["file"] == "none"
    else:
        assert "no such folder" in err
