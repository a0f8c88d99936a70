"""What the records say of the named things: figures as printed, one name each, everything where it belongs."""

from __future__ import annotations

from typing import Any

import duckdb

from data.read import read


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def pairs(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in rows(con, query)}


def test_a_figure_in_a_note_reads_as_printed_and_is_linked(con: duckdb.DuckDBPyConnection) -> None:
    told = rows(con, "select note_zh, note_en, observation_ids from entities where entity_id = 'wutantong'")
    ((zh, en, ids),) = told
    assert "储备项目200个，实现融资155亿元" in str(zh)
    assert "200 projects" in str(en) and "15.5 billion yuan" in str(en)
    assert ids == ["climate_projects_2024", "climate_financing_2024"]
    assert not rows(con, "select entity_id from entities where concat(note_zh, note_en) similar to '.*[{}].*'")


def test_a_hedge_stays_in_the_note(con: duckdb.DuckDBPyConnection) -> None:
    for entity, zh, en in (
        ("computing_subsidy", "千万元级", "on the order of 10 million yuan"),
        ("carbon_neutral_circle", "超过10万吨", "over 100,000 t"),
        ("shahu_carbon_belt", "260余家", "over 260"),
        ("yellow_crane_plan", "20余家", "over 20"),
    ):
        ((note_zh, note_en),) = rows(con, f"select note_zh, note_en from entities where entity_id = '{entity}'")
        assert zh in str(note_zh) and en in str(note_en)


def test_a_thing_has_one_english_name(con: duckdb.DuckDBPyConnection) -> None:
    """An entity and a subject of the same Chinese name, or of the same id, are the same thing."""
    named = rows(
        con,
        """
        select e.entity_id, e.name_en, s.name_en
        from entities as e inner join subjects as s on e.name_zh = s.name_zh or e.entity_id = s.subject_id
        where e.theme_id in ('digital_economy', 'dual_carbon')
        """,
    )
    assert {entity for entity, _, _ in named} >= {"wutantong", "computing_centre", "registry_hall"}
    assert [pair for pair in named if pair[1] != pair[2]] == []


def test_a_registry_is_an_organisation_and_headquarters_belong_to_their_companies(
    con: duckdb.DuckDBPyConnection,
) -> None:
    kinds = pairs(con, "select entity_id, kind from entities")
    assert kinds["carbon_registry"] == kinds["douyin_pay"] == kinds["didi"] == "organisation"
    above = pairs(con, "select entity_id, part_of from entities where relation = 'part_of'")
    assert (above["douyin_pay_hq"], above["didi_central_china_hq"]) == ("douyin_pay", "didi")


def test_the_cut_in_emissions_is_the_circles_and_not_the_plants(con: duckdb.DuckDBPyConnection) -> None:
    told = rows(
        con,
        """
        select s.name_zh, s.scope from observations as o inner join subjects as s on o.subject_id = s.subject_id
        where o.observation_id = 'emission_cut_yearly'
        """,
    )
    assert told == [("武昌热电厂碳中和生态圈", "group")]


def test_no_event_ends_after_the_last_day_the_report_tells_of(con: duckdb.DuckDBPyConnection) -> None:
    late = rows(
        con,
        """
        select e.event_id, e.date_end from events as e inner join sources as s on e.source_id = s.source_id
        where e.date_end > s.date_latest
        """,
    )
    assert late == []
    named = "select event_id from events where date_precision in ('part_year', 'early') and when_zh is null"
    assert rows(con, named) == []


def test_a_note_copies_no_sentence_of_the_report(report_text: str) -> None:
    text = report_text.replace("\n", "")
    for entity in read()["entities"]:
        note = entity["note_zh"] or ""
        assert not [note[at : at + 26] for at in range(len(note) - 25) if note[at : at + 26] in text], note
