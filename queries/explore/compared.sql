-- Figures that a reader set side by side, each with the sets of the axes it belongs to (views/axes.sql); a streak is in
-- none.
select
    t.* exclude (label),
    a.alike_id,
    a.across_id,
    a.stretch,
    t.title || ' · ' || t.subject || ' · ' || t.period as label,
    t.comparison_title as "group"
from told_beside($lang, $source) as t
left join axes as a
    on
        t.metric_id = a.metric_id
        and t.scope = a.scope
        and coalesce(t.comparison, '') = coalesce(a.comparison, '')
        and coalesce(t.series, '') = coalesce(a.series, '')
        and t.period_kind = a.period_kind
        and coalesce(t.period_start, date '0001-01-01') = coalesce(a.period_start, date '0001-01-01')
        and coalesce(t.period_end, date '0001-01-01') = coalesce(a.period_end, date '0001-01-01')
where list_contains($ids, t.observation_id)
order by
    case t.kind when 'rank' then coalesce(t.value, t.lower) end asc,
    t.value desc nulls last,
    t.observation_id asc
