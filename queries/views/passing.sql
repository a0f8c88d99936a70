-- Counts of one report's observations that pass the filters, or fail one of them only: `missed` is 0, or the bit of the
-- dimension that they fail, so that each dimension can count its options under the filters of the others.
-- 1 theme, 2 topic, 4 kind, 8 unit, 16 scope, 32 subject, 64 qualifier, 128 basis, 256 period kind. A year or a text
-- is passed or not; what comes from the publications beside the report passes where its basis is asked for. Where years
-- or text are asked for, the rows that only they can tell are counted anew.
with metric as (
    select
        metric_id,
        (len($themes) > 0 and theme_id not in $themes)::integer
        + (len($topics) > 0 and topic not in $topics)::integer * 2
        + (len($kinds) > 0 and kind not in $kinds)::integer * 4
        + (len($units) > 0 and unit not in $units)::integer * 8 as missed,
        contains(lower(title_zh || chr(10) || title_en), lower($text)) as named
    from metrics
),

subject as (
    select
        s.subject_id,
        (len($scopes) > 0 and s.scope not in $scopes)::integer * 16
        + (len($subjects) > 0 and s.subject_id not in $subjects)::integer * 32 as missed,
        contains(lower(concat_ws(chr(10), s.name_zh, s.name_en, e.name_zh, e.name_en)), lower($text)) as named
    from subjects as s
    left join aliases as e on s.subject_id = e.entity_id
),

within as (
    select source_id
    from sources
    where source_id = $source or list_contains(beside, $source)
),

counted as (
    select
        metric_id,
        subject_id,
        qualifier,
        basis,
        period_kind,
        source_id <> $source as elsewhere,
        observations,
        false as said
    from counts
    where len($years) = 0 and source_id in (select w.source_id from within as w)
    union all
    select
        metric_id,
        subject_id,
        qualifier,
        basis,
        period_kind,
        source_id <> $source as elsewhere,
        count(*) as observations,
        $text <> '' and place in (select h.place from hits as h) as said
    from placed
    where
        (len($years) > 0 or $text <> '')
        and source_id in (select w.source_id from within as w)
        and (len($years) > 0 or place in (select h.place from hits as h))
        and (
            len($years) = 0
            or year_last in $years
            or year_first in $years
            or (
                year_last - year_first > 1
                and len(list_filter($years, lambda y: y between year_first and year_last)) > 0
            )
        )
    group by all
)

select
    c.metric_id,
    c.subject_id,
    c.qualifier,
    c.basis,
    c.period_kind,
    m.missed
    + s.missed
    + (len($qualifiers) > 0 and c.qualifier not in $qualifiers)::integer * 64
    + (c.basis not in $bases and (len($bases) > 0 or c.elsewhere))::integer * 128
    + (len($period_kinds) > 0 and c.period_kind not in $period_kinds)::integer * 256 as missed,
    c.observations
from counted as c
inner join metric as m on c.metric_id = m.metric_id
inner join subject as s on c.subject_id = s.subject_id
where
    (m.named or s.named or c.said)
    and bit_count(
        m.missed
        + s.missed
        + (len($qualifiers) > 0 and c.qualifier not in $qualifiers)::integer * 64
        + (c.basis not in $bases and (len($bases) > 0 or c.elsewhere))::integer * 128
        + (len($period_kinds) > 0 and c.period_kind not in $period_kinds)::integer * 256
    ) <= 1
