"""The pages that say how to add something, followed to the letter."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data import build, schema
from data.faults import RecordsError
from tests import gallery, invented
from tests.charts.test_charts import FORMS as TRIED, SAMPLES

ROOT = schema.ROOT.parent
TEXT = "云溪区2025年报告\n全区社零额18.5亿元，增长4.2%。\n新增企业近300家。\n"
OBSERVATION = """\
observation_id,metric_id,subject_id,period_kind,period_start,period_end,period_zh,period_en,value,lower,\
upper,unit,qualifier,printed,decimals,rounded_to,rounding,status,comparison,paragraph,char_start,char_end,\
statement_zh,statement_en,caveat_zh,caveat_en
sales,retail_sales,yunxi,year,2025-01-01,2025-12-31,,,18.5,18.5,18.5,亿元,exact,18.5亿元,1,,,preliminary,,2,{a},{b},\
2025年全区社零额18.5亿元。,Retail sales came to 1.85 billion yuan in 2025.,,
growth,retail_sales_growth,yunxi,year,2025-01-01,2025-12-31,,,4.2,4.2,4.2,%,exact,4.2%,1,,,preliminary,yoy,2,{c},{d},\
2025年全区社零额增长4.2%。,Retail sales grew 4.2% in 2025.,,
"""
SOURCE = """source_id = "yunxi-2025"
title_zh = "云溪区2025年报告"
title_en = "Yunxi 2025"
short_zh = "云溪报告（虚构）"
short_en = "Yunxi report (made up)"
publisher = "虚构"
url = ""
kind = "report"
text_sha256 = "{digest}"
text_chars = {chars}
licence = ""
note = "虚构。"
note_en = "Made up."
date_latest = 2025-12-31
confidence = "original"
basis = "published"
subject_id = "yunxi"
period_start = 2025-01-01
period_end = 2025-12-31
"""


def report(root: Path) -> Path:
    """A report as docs/add-a-report.md says, of one sentence, in a copy of the catalogue without anything unused."""
    shutil.copytree(schema.CATALOGUE, root / "catalogue")
    shutil.copytree(schema.REPORTS, root / "reports")
    folder = root / "reports" / "yunxi-2025"
    folder.mkdir()
    (folder / "source.toml").write_text(
        SOURCE.format(digest=hashlib.sha256(TEXT.encode()).hexdigest(), chars=len(TEXT)), encoding="utf8"
    )
    ends = [(match.start(), match.end()) for match in re.finditer(".+", TEXT)]
    lines = [f"{number},{start},{end}" for number, (start, end) in enumerate(ends, 1)]
    (folder / "paragraphs.csv").write_text("\n".join(["paragraph,char_start,char_end", *lines, ""]), encoding="utf8")
    (folder / "sections.csv").write_text(
        "section,title_zh,title_en,paragraph_start,paragraph_end\nall,全文,All,1,3\n", encoding="utf8"
    )
    sales, growth = TEXT.index("18.5亿元"), TEXT.index("4.2%")
    (folder / "observations.csv").write_text(
        OBSERVATION.format(a=sales, b=sales + 6, c=growth, d=growth + 4), encoding="utf8"
    )
    for table in ("events", "entities"):
        head = (schema.REPORTS / "wuchang-2024-09" / f"{table}.csv").read_text(encoding="utf8").splitlines()[0]
        (folder / f"{table}.csv").write_text(head + "\n", encoding="utf8")
    year, firms = TEXT.index("2025"), TEXT.index("300")
    rows = [f"1,{year},{year + 4},2025,date", f"3,{firms},{firms + 3},300,not_entered"]
    (folder / "ledger.csv").write_text(
        "\n".join(["paragraph,char_start,char_end,printed,reason", *rows, ""]), encoding="utf8"
    )
    with (root / "catalogue" / "subjects.csv").open("a", encoding="utf8") as subjects:
        subjects.write("yunxi,云溪区,Yunxi,district,\n")
    return root


def test_a_report_has_its_pages_as_soon_as_it_is_built(tmp_path: Path) -> None:
    con = build.build(report(tmp_path))
    pages = con.execute(
        "select page_id, composed, title_zh, title_en from pages where source_id = 'yunxi-2025' order by sort"
    ).fetchall()
    assert [(page, composed) for page, composed, _, _ in pages] == [("overview", True), ("consumption", True)]
    assert pages[1][2] == "社会消费品零售总额18.5亿元，增长4.2%；社零额增长4.2%"
    assert pages[1][3] == "Retail sales of consumer goods: 1.85 billion yuan, up 4.2%; retail sales growth: 4.2%"
    forms = con.execute("select form from cards where source_id = 'yunxi-2025' and page_id = 'consumption'").fetchall()
    assert ("compare",) in forms  # the year before follows


def test_a_figure_is_added_by_its_row(tmp_path: Path) -> None:
    """The number that the ledger set aside becomes a figure: its metric, its row, and no row in the ledger."""
    root = report(tmp_path)
    folder = root / "reports" / "yunxi-2025"
    with (root / "catalogue" / "metrics.csv").open("a", encoding="utf8", newline="") as metrics:
        csv.writer(metrics, lineterminator="\n").writerow(
            ["new_firms", "business_environment", "service", "新增企业", "New firms", "新增企业数。", "Firms set up.",
             "家", "count", "digital_firms", "flow", "", "higher", "true", "0", "false", "900"]
        )  # fmt: skip
    at = TEXT.index("近300家")
    with (folder / "observations.csv").open("a", encoding="utf8") as figures:
        figures.write(
            f"firms,new_firms,yunxi,year,2025-01-01,2025-12-31,,,300,,300,家,nearly,近300家,0,,,preliminary,,3,{at},"
            f"{at + 5},2025年新增企业近300家。,Nearly 300 firms were set up in 2025.,,\n"
        )
    with pytest.raises(RecordsError, match="ledger"):
        build.build(root)  # it is in both
    ledger = folder / "ledger.csv"
    ledger.write_text(ledger.read_text(encoding="utf8").rsplit("\n", 2)[0] + "\n", encoding="utf8")
    con = build.build(root)
    assert con.execute("select display_zh, display_en from observations where observation_id = 'firms'").fetchall() == [
        ("近300家", "nearly 300")
    ]
    assert con.execute("select page_id from pages where source_id = 'yunxi-2025' order by sort").fetchall() == [
        ("overview",), ("consumption",), ("business_environment",)
    ]  # fmt: skip


def test_a_figure_is_corrected_with_a_line_in_the_log(
    invented_house: Path, invented_tables: Path, tmp_path: Path
) -> None:
    """As docs/correct-a-figure.md says: the build stops and prints the lines, which, filled in, let it pass."""
    house = shutil.copytree(invented_house, tmp_path / "house")
    for table in invented_tables.glob("*.parquet"):
        shutil.copy(table, house / "data")
    figures = house / "data" / "reports" / invented.SOURCE / "observations.csv"
    with figures.open(encoding="utf8", newline="") as file:
        header, *rows = csv.reader(file)
    row = next(row for row in rows if row[header.index("qualifier")] == "over")
    number = row[header.index("value")]
    corrected = f"{int(number) + 1}"
    for column in ("printed", "value", "lower"):
        row[header.index(column)] = row[header.index(column)].replace(number, corrected)

    def save(rows: list[list[str]]) -> None:
        with figures.open("w", encoding="utf8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])

    save(rows)

    def make(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "data.build", *arguments]
        environment = {key: value for key, value in os.environ.items() if key not in ("DATA_DIR", "PYTHONPATH")}
        return subprocess.run(command, cwd=house, env=environment, capture_output=True, encoding="utf8", check=False)

    stopped = make("--if-stale")  # as `make run` does
    assert stopped.returncode == 1
    assert (house / "data" / "observations.parquet").read_bytes() == (
        invented_tables / "observations.parquet"
    ).read_bytes()
    lines = [line.strip() for line in stopped.stderr.splitlines() if line.endswith(",,,")]
    assert [line.split(",")[1:3] for line in lines] == [[row[0], cell] for cell in ("printed", "value", "lower")]
    with (house / "data" / "catalogue" / "corrections.csv").open("a", encoding="utf8") as file:
        file.writelines(line.removesuffix(",,,") + ",录入笔误,A slip at entry,编辑部\n" for line in lines)
    done = make()  # as `make data` does
    assert done.returncode == 0, done.stderr
    assert f"~ {row[0]}: " in done.stdout and f"value {number} → {corrected}" in done.stdout
    assert "data version invented stays readable: archive/invented, ?version=invented" in done.stdout
    assert (house / "data" / "archive" / "invented" / "observations.parquet").read_bytes() == (
        invented_tables / "observations.parquet"
    ).read_bytes()
    themes = house / "data" / "catalogue" / "themes.csv"
    themes.write_text(themes.read_text(encoding="utf8").replace("Overall", "In all"), encoding="utf8")
    worded = make()
    assert worded.returncode == 0 and "no figure changes" in worded.stdout, worded.stderr
    rows[0][header.index("status")] = "preliminary"
    save(rows)
    unseen = make("--unshown")
    assert unseen.returncode == 0 and "1 changed" in unseen.stdout, unseen.stderr
    assert [path.name for path in (house / "data" / "archive").iterdir()] == ["invented"]


def test_a_form_is_a_module_an_entry_and_a_sample() -> None:
    from charts.forms import FORMS

    modules = {path.stem for path in (ROOT / "charts").glob("*.py")}
    for name, form in FORMS.items():
        module = "candles" if name.startswith("candles") else name
        assert module in modules
        assert module in {*TRIED, "counts", "periods"}, f"{name} has no sample"
        assert form.needs and all(form.needs)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_shows_every_sample(scheme: str) -> None:
    drawn = gallery.page("zh", scheme)
    assert drawn.count("<figure ") == len(SAMPLES) == drawn.count("<svg")


@pytest.mark.parametrize("name", ["add-a-report", "add-a-figure", "add-a-form", "correct-a-figure"])
def test_what_the_pages_name_is_there(name: str) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf8")
    assert len(text) > 500
    for path in re.findall(r"`((?:data|charts|tests|docs)/[\w/.]+\.(?:py|csv|toml|md))`", text):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"python -m ([\w.]+)", text):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module
    assert invented.SOURCE not in text
