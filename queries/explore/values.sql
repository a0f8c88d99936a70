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
    inner join metrics as m on o.metric_id = m.metric_id
    inner join subjects as s on o.subject_id = s.subject_id
    where concat_ws('|', m.unit, m.kind, coalesce(o.comparison, ''), s.scope) = $alike
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
