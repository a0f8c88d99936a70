-- The observations of one report that pass the filters, as they are stored; an empty list lets everything through, but
-- what comes from the publications beside the report only where its basis is asked for, and a year lets through every
-- period that covers it. What a filter says of metrics and subjects is settled on those small tables, so that the large
-- one is only joined to what is left.
with metric as (
    select
        metric_id,
        contains(lower(title_zh || chr(10) || title_en), lower($text)) as named
    from metrics
    where
        (len($themes) = 0 or theme_id in $themes)
        and (len($topics) = 0 or topic in $topics)
        and (len($kinds) = 0 or kind in $kinds)
        and (len($units) = 0 or unit in $units)
),

subject as (
    select
        s.subject_id,
        contains(lower(concat_ws(chr(10), s.name_zh, s.name_en, e.name_zh, e.name_en)), lower($text)) as named
    from subjects as s
    left join aliases as e on s.subject_id = e.entity_id
    where
        (len($scopes) = 0 or s.scope in $scopes)
        and (len($subjects) = 0 or s.subject_id in $subjects)
),

-- three ways to hold a text, one after the other: joined by "or" they would be tried on every row
worded as (
    select o.*
    from placed as o
    inner join metric as m on o.metric_id = m.metric_id
    inner join subject as s on o.subject_id = s.subject_id
    where $text = '' or m.named
    union all
    select o.*
    from placed as o
    inner join metric as m on o.metric_id = m.metric_id and not m.named
    inner join subject as s on o.subject_id = s.subject_id and s.named
    where $text <> ''
    union all
    select o.*
    from placed as o
    inner join metric as m on o.metric_id = m.metric_id and not m.named
    inner join subject as s on o.subject_id = s.subject_id and not s.named
    where $text <> '' and o.place in (select h.place from hits as h)
)

select o.*
from worded as o
where
    (len($qualifiers) = 0 or o.qualifier in $qualifiers)
    and (
        (o.source_id = $source and (len($bases) = 0 or o.basis in $bases))
        or (
            o.basis in $bases
            and o.source_id in (select r.source_id from sources as r where list_contains(r.beside, $source))
        )
    )
    and (len($period_kinds) = 0 or o.period_kind in $period_kinds)
    and (
        len($years) = 0
        or o.year_last in $years
        or o.year_first in $years
        or (
            o.year_last - o.year_first > 1
            and len(list_filter($years, lambda y: y between o.year_first and o.year_last)) > 0
        )
    )
