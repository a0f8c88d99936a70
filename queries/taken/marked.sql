-- What a mark is made of: the figures in a file as they are recorded, those that derived ones are reckoned from among
-- them, and the events that ages are counted from. A derived value follows from these by its formula.
select
    o.observation_id,
    o.metric_id,
    o.subject_id,
    o.comparison,
    o.status,
    o.printed,
    o.qualifier,
    o.value,
    o.lower,
    o.upper,
    o.unit,
    o.period_start,
    o.period_end
from observations as o
where
    o.basis <> 'derived'
    and (
        list_contains($ids, o.observation_id)
        or exists (
            select 1 from observations as d
            where list_contains($ids, d.observation_id) and list_contains(d.inputs, o.observation_id)
        )
    )
union all
select
    v.event_id as observation_id,
    null as metric_id,
    null as subject_id,
    null as comparison,
    null as status,
    null as printed,
    null as qualifier,
    null as value,
    null as lower,
    null as upper,
    null as unit,
    v.date_start as period_start,
    v.date_end as period_end
from events as v
where
    exists (
        select 1 from observations as d
        where list_contains($ids, d.observation_id) and list_contains(d.input_events, v.event_id)
    )
order by observation_id
