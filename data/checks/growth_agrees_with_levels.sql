-- Where a level, the level a year before and the growth all exist, they agree within their rounding.
with bounds as (
    select
        o.*,
        coalesce(o.rounded_to, power(10, -o.decimals)) as step,
        coalesce(o.lower, o.value) - 0.5 * step as lo,
        coalesce(o.upper, o.value) + if(o.rounding = 'either', 1, 0.5) * step as hi
    from observations as o
    where o.status <> 'target'
)

select
    growth.observation_id as id,
    format('{} from {} and {}', growth.display_zh, level.display_zh, before.display_zh) as found,
    format('{:.2f}% to {:.2f}%', 100 * (level.lo / before.hi - 1), 100 * (level.hi / before.lo - 1)) as expected
from bounds as growth
inner join bounds as level
    on
        growth.metric_id = level.metric_id || '_growth'
        and growth.subject_id = level.subject_id
        and growth.period_start = level.period_start
        and growth.period_end = level.period_end
inner join bounds as before
    on
        level.metric_id = before.metric_id
        and level.subject_id = before.subject_id
        and before.period_start = level.period_start - interval 1 year
        and before.period_end = level.period_end - interval 1 year
where
    growth.comparison = 'yoy'
    and (growth.lo > 100 * (level.hi / before.lo - 1) or growth.hi < 100 * (level.lo / before.hi - 1))
