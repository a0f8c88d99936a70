"""A data folder of any size, in the same schema and plainly synthetic: what ``tests/scale.py`` measures on.

Districts × metrics × months, made inside DuckDB, with every kind of unit, qualifier, period, scope and basis, so that
each filter has something to leave out. No number here stands for a real place.
"""

from pathlib import Path
from typing import Final

import duckdb

from data import build as builder, schema

# what the catalogue's vocabularies hold is taken over; everything named here is invented
VOCABULARIES: Final = ("themes", "units", "terms")
KINDS: Final = (
    ("level", "money", "亿元", 2, " × 100 million yuan"), ("level", "visits", "万人次", 1, " × 10,000 visits"),
    ("growth", "growth", "%", 1, "%"), ("count", "digital_firms", "家", 0, " organisations"),
    ("level", "area", "万平方米", 1, " × 10,000 m²"), ("share", "share_of_gdp", "%", 1, "%"),
    ("rank", "rank", "位", 0, " places"), ("price", "carbon_price", "元/吨", 2, " yuan/t"),
    ("count", "projects", "个", 0, " items"), ("gap", "growth_gap", "百分点", 1, " pp"),
)  # fmt: skip

_METRICS: Final = """
select
    format('syn_m{:03d}', m) as metric_id,
    t.theme_id,
    t.topic,
    format('合成指标{:03d}', m) as title_zh,
    format('Synthetic metric {:03d}', m) as title_en,
    '合成数据，只用来量速度。' as definition_zh,
    'Synthetic data, made to measure speed.' as definition_en,
    k.unit,
    k.kind,
    k.quantity,
    case when k.kind in ('level', 'count') then 'flow' end as nature,
    case when k.kind in ('growth', 'gap') then 'current_prices' when k.kind = 'rank' then 'districts_of_nation' end
        as base,
    case k.kind when 'rank' then 'lower' when 'level' then 'neutral' else 'higher' end as better,
    k.kind in ('level', 'count') as additive,
    k.decimals,
    false as headline,
    m as sort
from range($metrics) as r(m)
inner join kinds as k on m % 10 = k.number
inner join topics as t on m % (select count(*) from topics) = t.number
"""

_SUBJECTS: Final = """
select
    format('syn_s{:04d}', s) as subject_id,
    format('测试{}{:04d}', case when s % 50 = 0 then '市' when s % 10 = 1 then '点' else '区' end, s) as name_zh,
    format('Test {} {:04d}', case when s % 50 = 0 then 'city' when s % 10 = 1 then 'site' else 'district' end, s)
        as name_en,
    case when s % 50 = 0 then 'city' when s % 10 = 1 then 'site' else 'district' end as scope,
    case when s % 50 > 0 then format('syn_s{:04d}', s - s % 50) end as parent_id
from range($districts) as r(s)
"""

# in the order of the file: by metric, subject and month, so nothing has to be sorted
_OBSERVATIONS: Final = """
with drawn as (
    select
        i // ($districts * $months) as m,
        i // $months % $districts as s,
        i as place,
        (date '2015-01-01' + to_months((i % $months)::integer))::date as first,
        hash(i) as h
    from range($districts * $metrics * $months) as r(i)
),

hedged as (
    select
        d.*,
        k.*,
        format('syn_m{:03d}_s{:04d}_', m, s) as stem,
        ['month', 'to_date', 'as_of', 'month', 'year'][m % 5 + 1] as period_kind,
        case when m % 20 = 19 then 'derived' when s % 10 = 7 then 'context' else 'published' end as basis,
        case
            when h % 100 < 70 then 'exact'
            when h % 100 < 80 then 'over'
            when h % 100 < 88 then 'nearly'
            when h % 100 < 95 then 'about'
            when k.unit = '%' then 'range'
            when h % 100 < 97 and k.unit = '亿元' then 'order'
            else 'exact'
        end as qualifier,
        case qualifier
            when 'order' then 10
            else round(case k.kind when 'rank' then h // 100 % 100 + 1 else h // 100 % 100000 / 100 end, k.decimals)
        end as v
    from drawn as d
    inner join kinds as k on d.m % 10 = k.number
),

said as (
    select
        *,
        case period_kind when 'to_date' then date_trunc('year', first) when 'year' then date_trunc('year', first)
            when 'month' then first end as period_start,
        case period_kind when 'year' then (date_trunc('year', first) + interval 1 year - interval 1 day)::date
            else last_day(first) end as period_end,
        case when qualifier not in ('range', 'order') then v end as value,
        case when qualifier not in ('nearly', 'about') then v end as lower,
        case qualifier when 'range' then v * 2 when 'order' then v * 10 when 'over' then null when 'about' then null
            else v end as upper,
        printf('%.' || decimals || 'f', v) as digits,
        case qualifier when 'over' then '超' when 'nearly' then '近' when 'about' then '约' else '' end
            || case qualifier when 'order' then '十亿元级' when 'range' then digits || '%—' || (v * 2) || '%'
                else digits || unit end as printed,
        case qualifier when 'over' then 'over ' when 'nearly' then 'nearly ' when 'about' then 'about ' else '' end
            || case qualifier when 'order' then 'billions of yuan' when 'range' then digits || '%–' || (v * 2) || '%'
                else digits || unit_en end as display_en,
        case period_kind when 'as_of' then strftime(period_end, '截至%Y年%-m月%-d日')
            when 'to_date' then strftime(first, '%Y年1—%-m月') else strftime(first, '%Y年%-m月') end as period_zh,
        case period_kind when 'as_of' then strftime(period_end, 'as of %-d %B %Y')
            when 'to_date' then strftime(first, 'January – %B %Y') else strftime(first, '%B %Y') end as period_en
    from hedged
)

select
    stem || strftime(first, '%Y%m') as observation_id,
    format('syn_m{:03d}', m) as metric_id,
    format('syn_s{:04d}', s) as subject_id,
    case basis when 'context' then 'synthetic_context' else 'synthetic' end as source_id,
    period_start,
    period_end,
    period_kind,
    year(coalesce(period_start, period_end)) as year_first,
    year(coalesce(period_end, period_start)) as year_last,
    value,
    lower,
    upper,
    unit,
    value * factor as base_value,
    lower * factor as base_lower,
    upper * factor as base_upper,
    base_unit,
    qualifier,
    case when basis <> 'derived' then printed end as printed,
    decimals,
    basis,
    case basis when 'derived' then 'derived' else 'final' end as status,
    case kind when 'growth' then 'yoy' when 'gap' then 'city' end as comparison,
    case when basis <> 'derived' then 'synthetic' end as section,
    case when basis <> 'derived' then m + 1 end as paragraph,
    case when basis <> 'derived' then place * 40 end as char_start,
    case when basis <> 'derived' then place * 40 + length(printed) end as char_end,
    format('【合成】测试对象{:04d}的合成指标{:03d}，{}为{}。', s, m, period_zh, printed) as statement_zh,
    format('Synthetic: metric {:03d} of test subject {:04d} was {}, {}.', m, s, display_en, period_en) as statement_en,
    case when m % 10 = 0 then '合成数据，不代表任何真实地区。' end as caveat_zh,
    case when m % 10 = 0 then 'Synthetic data; it stands for no real place.' end as caveat_en,
    case basis when 'derived' then format('syn_m{:03d}', m - 1) end as formula,
    case basis when 'derived' then [format('syn_m{:03d}_s{:04d}_', m - 1, s) || strftime(first, '%Y%m')] else [] end
        as inputs,
    [] as input_events,
    'synthetic' as root_section,
    m + 1 as root_paragraph,
    case basis when 'derived' then format('合成指标{:03d}', m - 1) end as formula_zh,
    case basis when 'derived' then format('synthetic metric {:03d}', m - 1) end as formula_en,
    period_zh,
    period_en,
    printed as display_zh,
    display_en
from said
"""

_SOURCES: Final = """
select *, '合成数据' as short_zh, 'Synthetic data' as short_en, 'tests/scale.py' as publisher, 2000000000 as text_chars,
    '合成数据，不是任何来源的内容。' as note, 'Synthetic data from no source.' as note_en, 'syn_s0000' as subject_id,
    date '2024-12-31' as date_latest
from (values
    ('synthetic', '合成数据', 'Synthetic data', 'report', []),
    ('synthetic_context', '合成对照数据', 'Synthetic context', 'context', ['synthetic'])
) as v(source_id, title_zh, title_en, kind, beside)
"""

_SECTIONS: Final = """
select source_id, 'synthetic' as section, '合成' as title_zh, 'Synthetic' as title_en, 1 as paragraph_start,
    $metrics as paragraph_end
from (values ('synthetic'), ('synthetic_context')) as v(source_id)
"""


def build(folder: Path, districts: int, metrics: int, months: int) -> None:
    """Write a complete data folder of ``districts × metrics × months`` synthetic observations."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    for table in VOCABULARIES:
        con.execute(f"create table {table} as from read_parquet('{schema.parquet(table, schema.ROOT)}')")
    con.execute(
        "create table topics as select row_number() over (order by theme_id, topic) - 1 as number, theme_id, topic"
        f" from (select distinct theme_id, topic from read_parquet('{schema.parquet('metrics', schema.ROOT)}'))"
    )
    con.execute(
        "create table kinds (number bigint, kind varchar, quantity varchar, unit varchar, decimals integer,"
        " factor double, base_unit varchar, unit_en varchar)"
    )
    for number, (kind, quantity, unit, decimals, unit_en) in enumerate(KINDS):
        con.execute(
            "insert into kinds select $number, $kind, $quantity, unit, $decimals, factor, base_unit, $unit_en"
            " from units where unit = $unit",
            {
                "number": number,
                "kind": kind,
                "quantity": quantity,
                "unit": unit,
                "decimals": decimals,
                "unit_en": unit_en,
            },
        )
    size = {"districts": districts, "metrics": metrics, "months": months}
    made = {
        "observations": _OBSERVATIONS, "metrics": _METRICS, "subjects": _SUBJECTS, "sources": _SOURCES,
        "sections": _SECTIONS, **{table: f"from {table}" for table in VOCABULARIES},
    }  # fmt: skip
    for table, columns in schema.TABLES.items():
        select = made.get(table, "select 1 where false")
        used = {name: value for name, value in size.items() if f"${name}" in select}
        have = {column[0] for column in con.execute(f"from ({select}) limit 0", used).description or []}
        cells = ", ".join(f"{name if name in have else 'null'}::{kind} as {name}" for name, kind in columns.items())
        con.execute(
            f"copy (select {cells} from ({select})) to '{folder}/{table}.parquet' ({builder.LAYOUT}, kv_metadata {{"
            f"data_version: 'synthetic-{districts}x{metrics}x{months}', schema_version: '{schema.SCHEMA_VERSION}',"
            f" built_at: '2024-12-31T00:00:00+00:00'}})",
            used,
        )
