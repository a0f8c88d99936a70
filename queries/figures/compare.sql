-- A report's newest rate beside that of the whole that it implies: a district's and its city's.
with whole as (
    select
        observation_id,
        inputs[1] as own_id
    from told_in_report($lang, $source)
    where metric_id = $metric and basis = 'derived' and kind = 'growth' and not main_subject
    order by period_end desc, observation_id asc
    limit 1
)

select
    o.* exclude (label),
    o.subject as label
from told_in_report($lang, $source) as o
inner join whole as w on o.observation_id in (w.observation_id, w.own_id)
order by o.value desc
