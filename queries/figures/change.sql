-- A report's newest level of a metric and the level a year before that its growth implies, with the growth between
-- them.
with pair as (
    select
        observation_id as prior_id,
        inputs[1] as level_id,
        inputs[2] as growth_id
    from told_in_report($lang, $source)
    where metric_id = $metric and basis = 'derived' and len(inputs) = 2
    order by main_subject desc, period_end desc, observation_id asc
    limit 1
)

select
    o.*,
    case when o.observation_id = p.prior_id then 'prior' else 'current' end as role,
    if(g.value > 0, '+', '') || g.display as change_display
from told_in_report($lang, $source) as o
inner join pair as p on o.observation_id in (p.prior_id, p.level_id)
inner join told_in_report($lang, $source) as g on p.growth_id = g.observation_id
order by o.period_start
