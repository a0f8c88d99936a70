-- The months of the streak in retail growth: the last is in the report, the others follow from its length.
select
    s.* exclude (label, display),
    cast(cast(r.value as integer) as varchar) as display,
    strftime(m.month, '%Y-%m') as cell_label,
    strftime(m.month, '%Y-%m') as label,
    case when m.month = date_trunc('month', s.period_end) then 'stated' else 'implied' end as state,
    row_number() over (order by m.month) as "order"
from told_in_report($lang) as s,
    told_in_report($lang) as r,
    unnest(generate_series(s.period_start, s.period_end, interval 1 month)) as m (month)
where s.observation_id = 'retail_growth_first_span' and r.metric_id = 'retail_growth_rank'
order by m.month
