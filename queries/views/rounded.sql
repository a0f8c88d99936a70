-- The interval each printed figure stands for, in base units (DESIGN §4): the wording's bounds, and for an
-- exact amount or rate half a unit of the last printed decimal to each side. Counts, ranks and streaks are whole.
select
    o.observation_id,
    o.metric_id,
    o.subject_id,
    o.source_id,
    o.period_kind,
    o.period_start,
    o.period_end,
    o.period_zh,
    o.period_en,
    o.qualifier,
    o.decimals,
    o.unit,
    o.printed,
    o.display_en,
    u.factor,
    o.base_value as v,
    case
        when
            o.qualifier = 'exact'
            and u.quantity in ('money', 'mass', 'area', 'visits', 'computing', 'percent', 'percentage_points')
            then o.base_value - 0.5 * power(10, -o.decimals) * u.factor
        else o.base_lower
    end as lo,
    case
        when
            o.qualifier = 'exact'
            and u.quantity in ('money', 'mass', 'area', 'visits', 'computing', 'percent', 'percentage_points')
            then o.base_value + 0.5 * power(10, -o.decimals) * u.factor
        else o.base_upper
    end as hi
from observations as o
inner join metrics as m on o.metric_id = m.metric_id
inner join units as u on o.unit = u.unit
where o.basis <> 'derived'
