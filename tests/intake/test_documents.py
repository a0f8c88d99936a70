"""Files of every kind become the same text, places stay true, and what cannot be read is named in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest

from intake import __main__ as command
from intake.document import LARGEST, Unreadable, passages, read
from intake.propose import propose

LINES = "一、综合\n全年实现地区生产总值120.5亿元，比上年增长5.2%。\n"
TITLE = "2023年某某市国民经济和社会发展统计公报\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path, "a.txt", (TITLE + LINES).replace("\n", "\r\n").encode(encoding))) == TITLE + LINES


def test_a_word_file_keeps_the_order_of_its_body(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2023年主要产品产量")
    table = document.add_table(2, 3)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("指标", "产量（万吨）", "增长（%）", "水泥", "42.5", "-3.1"),
        strict=True,
    ):
        cell.text = words
    document.add_paragraph("全年接待游客30万人次。")
    document.save(str(tmp_path / "a.docx"))
    text = read(tmp_path / "a.docx")
    assert text == "2023年主要产品产量\n指标\t产量（万吨）\t增长（%）\n水泥\t42.5\t-3.1\n全年接待游客30万人次。"
    rows = {row["printed"]: row for row in propose(text)}
    assert (rows["42.5"]["unit"], rows["42.5"]["period_start"]) == ("万吨", "2023-01-01")
    assert (rows["-3.1"]["value"], rows["-3.1"]["unit"]) == (-3.1, "%")


def test_a_page_of_the_web_loses_its_marks_and_keeps_its_table(tmp_path: Path) -> None:
    page = (
        "<html><head><style>p{top:9px}</style></head><body><p>收入<b>12</b>亿元</p><script>var a=7</script>"
        "<table><tr><td>甲</td><td>3.5</td></tr></table></body></html>"
    )
    text = read(written(tmp_path, "a.html", page.encode("gb18030")))
    assert "收入12亿元" in text
    assert "甲\t3.5" in text
    assert "9" not in text
    assert "7" not in text


def pdf(extra: str = "", content: str = "") -> bytes:
    """A PDF of one page; its cross-reference is left to the reader to mend."""
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        f"trailer<</Root 1 0 R/ID[<00><00>]{extra}>>\n%%EOF"
    ).encode()


def test_a_pdf_with_text_is_read(tmp_path: Path) -> None:
    text = read(written(tmp_path, "a.pdf", pdf(content="BT /F 12 Tf 10 200 Td (GDP 120.5) Tj ET")))
    assert "GDP 120.5" in text


def unreadable(folder: Path) -> dict[str, tuple[Path, str]]:
    scan = pypdfium2.PdfDocument.new()
    scan.new_page(200, 200)
    scan.save(str(folder / "scan.pdf"))
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/O<" + "00" * 32 + ">/U<" + "11" * 32 + ">/P -4>>"
    large = folder / "large.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    body = "各位代表：现在报告工作。" + "全市收入增长5%。" * 200
    two = "2023年甲市政府工作报告\n" + body + "\n2024年甲市政府工作报告\n" + body
    return {
        "no file": (folder / "none.txt", "no such file"),
        "a scan": (folder / "scan.pdf", "text recognition"),
        "locked": (written(folder, "locked.pdf", pdf(locked)), "password"),
        "old Word": (written(folder, "a.doc", b"\xd0\xcf\x11\xe0" + bytes(600)), ".docx"),
        "not Word": (written(folder, "b.docx", b"PK\x03\x04" + bytes(60)), ".docx"),
        "large": (large, "50 MB"),
        "empty": (written(folder, "empty.txt", b" \n"), "no text"),
        "no numbers": (written(folder, "words.txt", "今天天气很好。".encode()), "no number"),
        "two reports": (written(folder, "two.txt", two.encode()), "2024年甲市政府工作报告"),
    }


CASES = ["no file", "a scan", "locked", "old Word", "not Word", "large", "empty", "no numbers", "two reports"]


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_named_with_the_way_out(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, words = unreadable(tmp_path)[case]
    assert command.main([str(path), "--json"]) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert path.name in said.err
    assert words in said.err


def test_a_damaged_encoding_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(written(tmp_path, "a.txt", bytes(range(256)) * 3))


def test_a_plain_text_needs_no_library(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", (TITLE + LINES).encode())
    code = (
        "import sys; from intake.__main__ import main; main(sys.argv[1:]);"
        "heavy = {'docx', 'lxml', 'pypdfium2', 'selectolax', 'charset_normalizer', 'pandas', 'duckdb', 'streamlit'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["printed"] == "2023年"


def test_lines_broken_in_mid_sentence_are_one_passage_and_places_stay_true() -> None:
    text = "全市坚持稳中求进，固定资产投资完成18\n\n亿元，同比增长6.4%，新开工项目达\n到12个。\n\n下面有3家企业。"
    found = passages(text)
    assert len(found) == 2
    assert all(text[place] == mark for passage in found for mark, place in zip(passage.text, passage.at, strict=True))
    rows = [row for row in propose(text) if row["class"] == "figure"]
    assert [(row["value"], row["unit"]) for row in rows] == [(18, "亿元"), (6.4, "%"), (12, "个"), (3, "家")]
    assert rows[0]["printed"] == "18\n\n亿元"
    assert all(text[row["char_start"] : row["char_end"]] == row["printed"] for row in rows)


def test_without_json_the_account_alone_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("2024年，固定资产投资229亿元，增长6.4%。", encoding="utf8")
    assert command.main([str(path)]) == 0
    assert capsys.readouterr().out == "3 numbers, 2 figures, 1 ledger, 2 linked, 2 unsure\n"
