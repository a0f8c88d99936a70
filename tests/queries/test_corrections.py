"""A figure that was corrected says so wherever its caveats are told; the log tells what, why, when and by whom."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import duckdb
import pytest

import queries
from data import schema
from data.vocabularies import CORRECTED
from story.card import caveats
from tests.records import SOURCE

RETAIL, BEFORE = "retail_sales_2024h1", "retail_sales_2023h1"  # the one is derived from the other
LINES = [
    ("2026-03-02", RETAIL, "printed", "376亿元", "367亿元", "数字颠倒", "Digits were swapped"),
    ("2026-03-02", RETAIL, "value", "376", "367", "数字颠倒", "Digits were swapped"),
    ("2026-03-02", RETAIL, "lower", "376", "367", "数字颠倒", "Digits were swapped"),
    ("2026-03-02", RETAIL, "upper", "376", "367", "数字颠倒", "Digits were swapped"),
    ("2026-04-05", RETAIL, "status", "final", "preliminary", "年内累计", "Told within the year"),
    ("2026-04-06", "no_longer_here", "figure", "12家", None, "重复", "Told twice"),
]


@pytest.fixture(scope="module", autouse=True)
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tables of this checkout with a log of corrections."""
    folder = tmp_path_factory.mktemp("corrected")
    for table in schema.TABLES:
        shutil.copy(schema.parquet(table, schema.ROOT), folder)
    log = schema.parquet("corrections", folder)
    with duckdb.connect() as con:
        (version,) = con.execute(
            "select decode(value) from parquet_kv_metadata($path) where decode(key) = 'data_version'",
            {"path": str(log)},
        ).fetchone() or ("",)
        con.execute(f"create table corrections as from read_parquet('{log}') limit 0")
        for number, line in enumerate(LINES, 1):
            con.execute("insert into corrections values (?, ?, ?, ?, ?, ?, ?, '编辑部', ?)", [*line, number])
        con.execute(f"copy corrections to '{log}' (format parquet, kv_metadata {{data_version: '{version}'}})")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        yield


def told(observation_id: str, lang: str) -> queries.Row:
    (row,) = queries.rows("figures/by_id", observation_id=observation_id, source=SOURCE, lang=lang)
    return row


def test_a_corrected_figure_says_so_before_its_own_caveat() -> None:
    chinese, english = told(RETAIL, "zh"), told(RETAIL, "en")
    assert chinese["corrected"] == (
        "2026年4月5日更正：状态确定→初步（年内累计）。2026年3月2日更正：原文376亿元→367亿元（数字颠倒）。"
    )
    assert english["corrected"] == (
        "Corrected on 5 April 2026: status final → preliminary (Told within the year). "
        "Corrected on 2 March 2026: number as printed 376 → 367 (Digits were swapped)."
    )
    for row in (chinese, english):
        assert row["caveat"].startswith(row["corrected"]) and len(row["caveat"]) > len(row["corrected"])
    frame = queries.run("figures/listed", ids=[RETAIL], source=SOURCE, lang="zh")
    assert chinese["corrected"] in caveats(frame, "zh")[0]


def test_what_is_derived_from_it_says_so_too_and_no_other_figure_does() -> None:
    assert told(BEFORE, "zh")["corrected"].startswith("由“社会消费品零售总额”推算，该数2026年4月5日更正：")
    assert told(BEFORE, "en")["corrected"].startswith("Derived from “Retail sales of consumer goods”. Corrected on 5")
    other = told("tourism_visits_2024h1", "zh")
    assert other["corrected"] is None and "更正" not in (other["caveat"] or "")


def test_the_log_tells_each_correction_once_and_what_is_gone() -> None:
    log = queries.run("sources/corrections", source=SOURCE, lang="zh")
    assert log[["title", "cell", "before", "after", "reason", "corrected_by", "gone"]].to_numpy().tolist() == [
        ["no_longer_here", "整个数字", "12家", "空", "重复", "编辑部", True],
        ["社会消费品零售总额", "状态", "确定", "初步", "年内累计", "编辑部", False],
        ["社会消费品零售总额", "数值", "376", "367", "数字颠倒", "编辑部", False],
        ["社会消费品零售总额", "原文", "376亿元", "367亿元", "数字颠倒", "编辑部", False],
    ]
    elsewhere = queries.run("sources/corrections", source="hubei-work-2026", lang="en")
    assert elsewhere["title"].tolist() == ["no_longer_here"]  # of a figure that is gone nobody knows whose it was


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_that_can_be_corrected_has_a_name(lang: str) -> None:
    terms = schema.parquet("terms", schema.ROOT)
    names = duckdb.execute(
        f"select term, title_{lang} from read_parquet('{terms}') where vocabulary = 'cell'"
    ).fetchall()
    assert {term for term, _ in names} == set(CORRECTED) and all(title for _, title in names)
