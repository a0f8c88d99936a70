"""Places outlive the copy that they count: wraps, widths, quotes, heads, feet and missing paragraphs change none."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from data import places, schema
from tests import invented

SHARED = schema.ROOT.parent.parent / "shared"
TEXTS = {
    invented.SOURCE: invented.TEXT,
    "wuchang-2024-09": SHARED / "report" / "report.txt",
    "hubei-work-2026": SHARED / "drafts" / "reports" / "hubei-work-2026.txt",
}
HEAD = "工作报告汇编"
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


class Recorded(NamedTuple):
    """A report's text with its paragraphs and everything that is located in it."""

    text: str
    places: tuple[places.Place, ...]
    spans: list[tuple[int, int, int]]  # paragraph, first character, the one after the last


def recorded(source: str) -> Recorded:
    folder = TEXTS[source].parent if source == invented.SOURCE else schema.REPORTS / source
    rows = {
        name: table(folder, name) for name in ("paragraphs", "places", "observations", "ledger", "entities", "events")
    }
    known = {row["paragraph"]: row for row in rows["places"]}
    held = [
        {"paragraph": int(row["paragraph"]), "char_start": int(row["char_start"]), "char_end": int(row["char_end"])}
        | {name: int(known[row["paragraph"]][name]) for name in ("normal_chars", "normal_sum")}
        | {"normal_sha256": known[row["paragraph"]]["normal_sha256"]}
        | {"left_out": [cell for cell in known[row["paragraph"]]["left_out"].split(";") if cell]}
        for row in rows["paragraphs"]
    ]
    spans = [
        (int(row["paragraph"]), int(row["char_start"]), int(row["char_end"]))
        for name in ("observations", "ledger", "entities", "events")
        for row in rows[name]
    ]
    return Recorded(TEXTS[source].read_bytes().decode("utf8"), places.placed(held), spans)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=TEXTS)
def report(request: pytest.FixtureRequest) -> Recorded:
    """The invented report everywhere, the real ones where their texts lie beside the checkout."""
    if not TEXTS[request.param].is_file():
        pytest.skip(f"the report's text is not at {TEXTS[request.param]}")
    return recorded(request.param)


def lost(report: Recorded, text: str, without: frozenset[int] = frozenset()) -> list[Any]:
    """What is not found in a copy, or found with other words, of all that stands in a paragraph that it has."""
    copy = places.Copy(text, report.places)
    wrong: list[Any] = [number for number in copy.missing if number not in without]
    ends = {place.paragraph: place.char_end for place in report.places}
    for paragraph, start, end in report.spans:
        if paragraph in without or (end > ends[paragraph] and without):
            continue
        span = copy.span(start, end)
        meant = places.normal(report.text[start:end])[0]
        stands = places.normal(text[slice(*span)])[0] if span else ""
        within = ".*" if HEAD in stands else ""  # a page ends within it
        if not re.fullmatch(within.join(map(re.escape, meant)), stands):
            wrong.append((paragraph, meant, stands))
    return wrong


def test_in_the_copy_that_is_counted_every_place_is_itself(report: Recorded) -> None:
    copy = places.Copy(report.text, report.places)
    assert copy.missing == []
    for _, start, end in report.spans:
        span = copy.span(start, end)
        assert span is not None
        left_out = report.text[start : span[0]] + report.text[span[1] : end]
        assert start <= span[0] < span[1] <= end
        assert places.normal(left_out)[0] == "", "only punctuation at the edges is left out"
    for place in report.places:
        if place.sought:
            passage = copy.passage(place.paragraph)
            assert passage is not None
            assert report.text[slice(*passage)].strip() == report.text[place.char_start : place.char_end].strip()


def wrapped(text: str, width: int) -> str:
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, max(1, len(line)), width)) for line in text.split("\n")
    )


def paged(text: str) -> str:
    """As taken from a PDF: wrapped, with a head and a page number after every 12 lines, in mid-paragraph or not."""
    lines = wrapped(text, 31).split("\n")
    pages = [lines[at : at + 12] for at in range(0, len(lines), 12)]
    return "\n".join("\n".join([HEAD, *page, f"— {number} —"]) for number, page in enumerate(pages, 1))


OTHER_COPIES: dict[str, Callable[[str], str]] = {
    "wrapped at 20": lambda text: wrapped(text, 20),
    "wrapped at 7, in numbers too": lambda text: wrapped(text, 7),
    "lines ended by CR LF": lambda text: text.replace("\n", "\r\n"),
    "empty lines between": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: re.sub("^", "　　", text, flags=re.MULTILINE),
    "spaces between Chinese and digits": lambda text: re.sub("([0-9.%]+)", r" \1 ", text),
    "no line ends at all": lambda text: text.replace("\n", ""),
    "spaces for line ends": lambda text: text.replace("\n", " "),
    "full width": lambda text: text.translate(WIDE),
    "narrow punctuation": lambda text: text.translate(str.maketrans("，：；？！（）％", ",:;?!()%")),
    "straight quotes": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "corner quotes": lambda text: text.translate(str.maketrans("“”‘’", "「」『』")),
    "no quotes": lambda text: re.sub("[“”‘’]", "", text),
    "other dashes": lambda text: text.replace("——", "--").replace("—", "～").replace("-", "–"),
    "other dots": lambda text: text.replace("·", "・").replace("…", "⋯"),
    "head and foot": lambda text: f"某某网 > 首页 > 要闻\n打印　关闭\n{text}\n责任编辑：某某\n相关链接\n2026 某某网",
    "pages": paged,
    "GB18030": lambda text: text.encode("gb18030").decode("gb18030"),
    "a byte-order mark and soft breaks": lambda text: "\ufeff" + text.replace("，", "，\u200b"),
    "no-break and thin spaces": lambda text: text.replace("　", "\u00a0").replace("、", "、\u2009"),
    "radicals, as some PDF have them": lambda text: text.translate(str.maketrans("一二八十大人", "⼀⼆⼋⼗⼤⼈")),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_COPIES)
def test_every_passage_is_found_in_another_copy(report: Recorded, name: str) -> None:
    assert lost(report, OTHER_COPIES[name](report.text)) == []


def pages_keep_their_lines(names: list[str]) -> bool:
    """Heads and numbers of pages are known by the lines they fill, on pages that hold more than their heads."""
    before, _, after = "/".join(names).partition("pages")
    return "pages" not in names or ("line ends" not in after and "wrapped at 7" not in before)


@settings(max_examples=20, deadline=None)
@given(
    gone=st.sets(st.integers(1, 17), max_size=12),
    names=st.lists(
        st.sampled_from([name for name in OTHER_COPIES if name != "head and foot"]), max_size=3, unique=True
    ).filter(pages_keep_their_lines),
    seed=st.integers(0, 10),
)
def test_of_a_copy_with_missing_paragraphs_the_others_are_found(gone: set[int], names: list[str], seed: int) -> None:
    report = recorded(invented.SOURCE)
    ends = {place.paragraph: place.char_end for place in report.places}
    runs_on = {paragraph for paragraph, _, end in report.spans if end > ends[paragraph]}
    filler = random.Random(seed).choice(["本报讯", "记者某某 摄影某某", "（完）"])
    rest = [
        report.text[place.char_start : place.char_end] + ("" if place.paragraph in runs_on else f"\n{filler}")
        for place in report.places
        if place.paragraph not in gone
    ]
    text = "\n".join(rest)
    for name in names:
        text = OTHER_COPIES[name](text)
    assert lost(report, text, frozenset(gone)) == []
    copy = places.Copy(text, report.places)
    assert len(copy.found) + len(copy.missing) == copy.sought


def test_what_pages_have_at_their_edges_is_not_shown(report: Recorded) -> None:
    copy = places.Copy(paged(report.text), report.places)
    assert len(copy.shown) == len(copy.text)
    for number in copy.found:
        start, end = copy.passage(number) or (0, 0)
        assert HEAD not in copy.shown[start:end]


def test_a_changed_number_is_not_taken_for_the_old_one(report: Recorded) -> None:
    paragraph, start, _ = next(span for span in report.spans if report.text[span[1]].isdigit())
    changed = str((int(report.text[start]) + 1) % 10)
    copy = places.Copy(report.text[:start] + changed + report.text[start + 1 :], report.places)
    assert copy.missing == [paragraph]
    assert copy.passage(paragraph) is None
    assert copy.span(start, start + 1) is None


def test_another_text_does_not_fit(report: Recorded) -> None:
    for text in ("", "别的文章", "\n".join(["关于公布名单的通知", "各位代表：", "2026年1月27日"] * 40)):
        copy = places.Copy(text, report.places)
        assert not copy.fits
    others = [path for path in TEXTS.values() if path.is_file() and path.read_bytes().decode() != report.text]
    for path in others:
        assert not places.Copy(path.read_bytes().decode(), report.places).fits


def test_an_excerpt_fits(report: Recorded) -> None:
    half = places.Copy(report.text[: len(report.text) // 2], report.places)
    assert half.fits
    assert 0 < len(half.found) < half.sought


def test_the_normal_form_keeps_what_numbers_are_made_of() -> None:
    assert places.normal("　“近４００ 家”，增长 ６．４％——〇○；\n1/10…")[0] == "近400家增长6.4%〇〇1/10"
    words, at = places.normal("“６” 家")
    assert (words, at) == ("6家", [1, 4])


def test_a_command_writes_them_for_the_copy_that_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = invented.records(tmp_path)
    monkeypatch.setattr(schema, "REPORTS", root / "reports")
    kept = root / "reports" / invented.SOURCE / "places.csv"
    wanted = kept.read_bytes()
    kept.unlink()
    other = tmp_path / "other.txt"
    other.write_text(wrapped(invented.text(), 20), encoding="utf8")
    assert places.main([invented.SOURCE, "--text", str(other)]) == 1
    assert "text_sha256" in capsys.readouterr().err
    assert not kept.exists()
    assert places.main([invented.SOURCE, "--text", str(invented.TEXT)]) == 0
    assert kept.read_bytes() == wanted
    assert places.main(["no-such-report", "--text", str(invented.TEXT)]) == 1
