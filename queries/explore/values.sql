-- The values of one comparable set (views/axes.sql) that pass the filters, newest first.
with within as (
    select *
    from axes
    where alike_id = $alike or across_id = $alike
),

newest as (
    select
        o.observation_id,
        o.metric_id,
        o.subject_id,
        o.period_end,
        o.base_value
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        ) as o
    inner join subjects as s on o.subject_id = s.subject_id
    inner join within as a
        on
            o.metric_id = a.metric_id
            and s.scope = a.scope
            and coalesce(o.comparison, '') = coalesce(a.comparison, '')
            and coalesce(o.series, '') = coalesce(a.series, '')
            and o.period_kind = a.period_kind
            and coalesce(o.period_start, date '0001-01-01') = coalesce(a.period_start, date '0001-01-01')
            and coalesce(o.period_end, date '0001-01-01') = coalesce(a.period_end, date '0001-01-01')
    order by o.period_end desc nulls last, o.base_value desc, o.observation_id asc
    limit $limit
)

select
    t.* exclude (label),
    concat_ws(
        ' · ',
        t.title,
        case when not t.main_subject or (select count(distinct subject_id) from newest) > 1 then t.subject end,
        t.period
    ) as label,
    t.comparison_title as "group"
from told_beside($lang, $source) as t
inner join newest as n
    on t.metric_id = n.metric_id and t.subject_id = n.subject_id and t.observation_id = n.observation_id
order by
    case t.kind when 'rank' then coalesce(t.value, t.lower) end asc,
    t.value desc nulls last,
    t.observation_id asc
