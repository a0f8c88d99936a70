-- The interval each printed figure stands for, in base units: the wording's bounds, and for an exact amount or rate
-- half a step to each side, a whole one above where it may be cut off instead of rounded. The step is what the record
-- says it may be rounded to, else one unit of the last printed decimal. Counts, ranks and streaks are whole. What is
-- aimed at is no outturn: nothing is derived from a target.
select
    o.observation_id,
    o.metric_id,
    o.subject_id,
    o.source_id,
    o.basis,
    o.status,
    o.series,
    o.comparison,
    o.period_kind,
    o.period_start,
    o.period_end,
    o.period_zh,
    o.period_en,
    o.qualifier,
    o.decimals,
    o.unit,
    o.rounded_to,
    o.rounding,
    o.printed,
    o.display_en,
    m.kind,
    m.title_zh,
    m.title_en,
    u.factor,
    -- what a derived observation takes over in its id: retail_sales_2024h1 is _2024h1
    if(starts_with(o.observation_id, o.metric_id), o.observation_id[length(o.metric_id) + 1:], '_' || o.observation_id)
        as suffix,
    -- and where it is of the year before: _2023h1
    if(
        contains(suffix, format('{}', year(o.period_start))),
        replace(suffix, format('{}', year(o.period_start)), format('{}', year(o.period_start) - 1)),
        suffix || '_before'
    ) as suffix_before,
    case
        when
            o.qualifier = 'exact' and (o.rounded_to is not null or u.quantity in (
                'money', 'mass', 'area', 'visits', 'computing', 'percent', 'percentage_points'
            ))
            then coalesce(o.rounded_to, power(10, -o.decimals)) * u.factor
    end as step,
    o.base_value as v,
    coalesce(o.base_value - 0.5 * step, o.base_lower) as lo,
    coalesce(o.base_value + if(o.rounding = 'either', 1, 0.5) * step, o.base_upper) as hi
from observations as o
inner join metrics as m on o.metric_id = m.metric_id
inner join units as u on o.unit = u.unit
where o.basis <> 'derived' and o.status <> 'target'
