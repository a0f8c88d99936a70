-- The values of one comparable set that pass the filters, newest first.
with newest as (
    select
        o.observation_id,
        o.metric_id,
        o.subject_id,
        o.period_end,
        o.value
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text
        ) as o
    where
        o.metric_id in (
            select m.metric_id
            from metrics as m
            where m.unit = split_part($alike, '|', 1) and m.kind = split_part($alike, '|', 2)
        )
        and o.subject_id in (
            select s.subject_id
            from subjects as s
            where s.scope = split_part($alike, '|', 4)
        )
        and coalesce(o.comparison, '') = split_part($alike, '|', 3)
    order by o.period_end desc nulls last, o.value desc, o.observation_id asc
    limit $limit
)

select
    t.* exclude (label),
    t.title || ' · ' || t.subject || ' · ' || t.period as label,
    coalesce(t.comparison_title, t.kind_title) as "group"
from told($lang) as t
inner join newest as n
    on t.metric_id = n.metric_id and t.subject_id = n.subject_id and t.observation_id = n.observation_id
order by t.value desc nulls last, t.observation_id asc
