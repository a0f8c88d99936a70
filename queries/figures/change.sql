-- A report's newest level of a metric and the level a year before that its growth implies.
with pair as (
    select
        observation_id as prior_id,
        inputs[1] as level_id
    from told_in_report($lang, $source)
    where metric_id = $metric and basis = 'derived' and len(inputs) = 2
    order by main_subject desc, period_end desc, observation_id asc
    limit 1
)

select
    o.* exclude (label),
    o.period as label
from told_in_report($lang, $source) as o
inner join pair as p on o.observation_id in (p.prior_id, p.level_id)
order by o.period_start
