-- What a sentence about a report can be made of: every figure of it and of the publications beside it, in words, with
-- the interval it stands for in base units.
select
    b.observation_id,
    b.metric_id,
    b.subject_id,
    b.source_id,
    b.theme_id,
    b.kind,
    b.comparison,
    b.quantity,
    b.basis,
    b.status,
    b.sort,
    b.headline,
    b.main_subject,
    b.title,
    b.display,
    b.bounds,
    b.period,
    b.subject,
    b.period_kind,
    b.period_start,
    b.period_end,
    b.base_value as value,
    coalesce(r.lo, b.base_lower) as lower,
    coalesce(r.hi, b.base_upper) as upper
from told_beside($lang, $source) as b
left join rounded as r on b.observation_id = r.observation_id
order by b.sort asc, b.period_end desc, b.observation_id asc
