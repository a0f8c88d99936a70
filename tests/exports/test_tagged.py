"""A report's text tagged in place: every figure and number once, the words as they are, each found by its selectors."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

import queries
from data import places
from exports import tagged
from tests import invented
from tests.data.test_places import OTHER_COPIES


@pytest.fixture(scope="module")
def told(invented_tables: Path) -> tuple[places.Copy, bytes, bytes, list[Any]]:
    """Another copy of the invented report without a paragraph, as HTML and as annotations; the figures recorded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(invented_tables))
        lines = [line for line in invented.text().split("\n") if "数谷4层" not in line]
        text = OTHER_COPIES["wrapped at 20"]("\n".join(["某某网 <首页>", *lines]))
        copy = places.Copy(text, places.placed(queries.rows("sources/places", source=invented.SOURCE)))
        made = tagged.html(invented.SOURCE, copy, "zh"), tagged.annotations(invented.SOURCE, copy, "zh")
        asked = queries.run("sources/tagged", source=invented.SOURCE, lang="zh")
        return copy, *made, asked.astype(object).where(asked.notna(), None).to_dict("records")


def test_every_figure_that_was_found_is_tagged_once_with_its_record(
    told: tuple[places.Copy, bytes, bytes, list[Any]],
) -> None:
    _, file, _, rows = told
    tree = html.fromstring(file.decode())
    tags = {tag.get("data-figure"): tag for tag in tree.iter("data")}
    wanted = {row["observation_id"]: row for row in rows if row["observation_id"] and row["paragraph"] != 7}
    assert set(tags) == set(wanted)
    assert len(list(tree.iter("data"))) == len(wanted)
    for name, row in wanted.items():
        tag = tags[name]
        assert tag.text_content() == re.sub(r"\s", "", row["printed"])
        assert tag.get("data-metric") == row["metric_id"]
        assert tag.get("data-subject") == row["subject_id"]
        assert tag.get("data-unit") == row["unit"]
        assert tag.get("data-qualifier") == row["qualifier"]
        for bound in ("lower", "upper"):
            recorded = None if row[bound] is None else f"{row[bound]:.15g}"
            assert tag.get(f"data-{bound}") == recorded
    assert {tag.get("data-sign") for tag in tags.values()} == {None, "-"}  # 下降2.3% is printed without one
    assert tags["retail_2025h1"].get("value") == "4560000000"
    assert tags["retail_2025h1"].get("data-scale") == "8"
    assert tags["retail_2025h1"].get("data-period") == "2025-01-01/2025-06-30"
    others = [row for row in rows if not row["observation_id"] and row["paragraph"] != 7]
    assert [span.get("data-reason") for span in tree.find_class("number")] == [row["reason_id"] for row in others]


def test_the_words_are_the_texts_and_nothing_of_it_is_a_tag(
    told: tuple[places.Copy, bytes, bytes, list[Any]],
) -> None:
    copy, file, _, _ = told
    main = html.fromstring(file.decode()).find(".//main")
    assert re.sub(r"\s", "", main.text_content()) == re.sub(r"\s", "", copy.text)
    assert {element.tag for element in main.iter()} == {"main", "p", "data", "span"}
    assert main.xpath("string(.//p[1])") == "某某网 <首页>"
    runs = [paragraph.get("data-paragraph") for paragraph in main.iter("p") if paragraph.get("data-paragraph")]
    assert "7" not in runs
    assert any(" " in run for run in runs), "a figure runs over two of them"
    assert sorted(int(number) for run in runs for number in run.split()) == copy.found
    # strict: every element closed, every attribute quoted
    etree.fromstring(re.sub(rb"<!DOCTYPE html>|<meta [^>]*>", b"", file))


def test_annotations_quote_and_place_every_figure(told: tuple[places.Copy, bytes, bytes, list[Any]]) -> None:
    copy, _, file, rows = told
    page = json.loads(file)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(page["items"]) == len({row["observation_id"] for row in rows if row["paragraph"] != 7} - {None})
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert copy.text[start:end] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert copy.text.count(around) == 1
        assert copy.text.index(around) + len(quote["prefix"]) == start
        assert item["body"]["value"]["figure"] in item["id"]
        assert {type(item["body"]["value"].get(bound, 0.0)) for bound in ("lower", "upper")} == {float}


def test_a_command_writes_both_and_refuses_another_text(
    invented_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(invented_tables))
    other = tmp_path / "other.txt"
    other.write_text("别的文章。" * 100, encoding="utf8")
    asked = [invented.SOURCE, "--out", str(tmp_path), "--lang", "en", "--text"]
    assert tagged.main([*asked, str(other)]) == 1
    assert "0 of 17 paragraphs" in capsys.readouterr().err
    assert list(tmp_path.glob("*tagged*")) == []
    assert tagged.main([*asked, str(invented.TEXT)]) == 0
    assert sorted(path.suffix for path in tmp_path.glob(f"{invented.SOURCE}-tagged.*")) == [".html", ".json"]
    assert 'lang="en"' in (tmp_path / f"{invented.SOURCE}-tagged.html").read_text("utf8")
    assert tagged.main(["no-such-report", "--text", str(invented.TEXT)]) == 1
