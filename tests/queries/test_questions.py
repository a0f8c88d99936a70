"""Every question runs, in both languages, and gives its rows, each once."""

import re
import threading
from pathlib import Path

import pandas as pd
import pytest

import queries
from data import schema

# a value for every parameter that a question may name
VALUES: dict[str, object] = {
    "root": "wuchang", "themes": [], "theme": "dual_carbon", "metrics": ["retail_sales"],
    "ids": ["retail_sales_2024h1"], "observation_id": "retail_sales_2024h1", "metric": "retail_sales",
    "source": "wuchang-2024-09", "kinds": [], "qualifiers": [], "bases": [], "text": "", "paragraph": 56,
    "vocabulary": "kind", "topics": [], "units": [], "scopes": [], "subjects": [], "period_kinds": [], "years": [],
    "limit": 50, "offset": 0, "later": False, "period_kind": "half_year", "series": "",
    "alike": "亿元|level|money|flow|||half_year|district|",
}  # fmt: skip

# where a question needs another value than the rest
OWN: dict[str, dict[str, object]] = {
    "entities/settled": {"themes": ["digital_economy"]},
    "figures/inputs": {"observation_id": "retail_sales_2023h1"},
}


# questions of which one row a figure is not the point: several rows tell of one, or one row of several
SEVERAL = {"business_environment/evaluations", "consumption/streak", "context/evaluations", "overview/streak"}

# how many rows some of them give, by hand
ROWS = {
    "explore/alike": 47,
    "explore/page": 50,
    "explore/theme_by_kind": 22,
    "explore/values": 5,
    "figures/by_id": 1,
    "figures/inputs": 2,
    "overview/headline": 8,
    "sources/of_paragraph": 6,
}


def parameters(name: str) -> dict[str, object]:
    named = set(re.findall(r"\$(\w+)", queries.sql(name))) - {"lang"}
    return {key: VALUES[key] for key in named} | OWN.get(name, {})


@pytest.mark.parametrize("name", queries.names())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_question_gives_rows(name: str, lang: str) -> None:
    asked = parameters(name) | ({"lang": lang} if "$lang" in queries.sql(name) else {})
    frame = queries.run(name, **asked)
    assert len(frame.columns) == len(set(frame.columns))
    if name.startswith("market/"):  # the quotes are the user's: see test_market.py
        assert frame.empty != schema.parquet("quotes").exists()
    else:
        assert frame.empty == name.startswith("checks/")
    if name not in SEVERAL and "observation_id" in frame:
        assert frame["observation_id"].dropna().is_unique
    assert len(frame) == ROWS.get(name, len(frame))


@pytest.mark.parametrize("path", sorted(queries.ROOT.rglob("*.sql")), ids=lambda path: path.stem)
def test_a_file_is_one_select_that_says_what_it_answers(path: Path) -> None:
    text = path.read_text(encoding="utf8")
    assert text.startswith("-- ")
    assert ";" not in re.sub(r"'[^']*'", "", re.sub(r"--.*", "", text))
    assert re.sub(r"--.*\n", "", text).lstrip().startswith(("select", "with"))


def test_parameters_are_values_and_never_text_of_the_query() -> None:
    attack = "' or 1=1; drop table observations; --"
    assert queries.run("figures/by_id", observation_id=attack, lang="zh").empty
    assert len(queries.run("figures/by_id", observation_id="retail_sales_2024h1", lang="zh")) == 1


def test_unknown_question_and_unknown_parameter_are_named() -> None:
    for name in ("nothing/here", "../data/schema", "figures/by_id.sql", "/etc/passwd"):
        with pytest.raises(queries.QueryFailed, match=re.escape(repr(name))):
            queries.run(name)
    with pytest.raises(queries.QueryFailed, match="overview/counts"):
        queries.run("overview/counts", colour="red")


def test_an_answer_belongs_to_its_asker() -> None:
    first = queries.run("overview/counts")
    first["figures"] = 0
    assert queries.run("overview/counts")["figures"].iloc[0] > 0


def test_threads_get_their_own_rows() -> None:
    """A connection shared by threads mixes up rows; cursors do not."""
    ids = queries.run("sources/derived", themes=[], lang="zh")["observation_id"].tolist()
    wrong: list[str] = []

    def ask() -> None:
        for identity in ids * 5:
            if queries.once("figures/by_id", observation_id=identity, lang="zh")["observation_id"].tolist() != [
                identity
            ]:
                wrong.append(identity)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_rebuilt_tables_are_seen_and_missing_ones_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for table in schema.TABLES:
        schema.parquet(table, tmp_path).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert queries.run("overview/counts")["figures"].iloc[0] == 45
    told = pd.read_parquet(schema.parquet("observations", tmp_path))
    told.iloc[:10].to_parquet(schema.parquet("observations", tmp_path))
    assert queries.run("overview/counts")["figures"].iloc[0] < 45
    schema.parquet("observations", tmp_path).write_bytes(b"not parquet")
    with pytest.raises(queries.DataMissing, match="observations.parquet"):
        queries.run("overview/counts")
    schema.parquet("observations", tmp_path).unlink()
    with pytest.raises(queries.DataMissing, match="observations.parquet"):
        queries.run("overview/counts")
