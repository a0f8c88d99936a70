-- What a mark is made of: the figures in a file as they are recorded, those that derived ones are reckoned from among
-- them. A derived value follows from these by its formula.
select
    o.observation_id,
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
order by o.observation_id
