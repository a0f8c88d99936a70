-- The months of the streak in retail growth. The report gives its length only: every month is counted back.
select
    s.* exclude (label, display),
    cast(cast(r.value as integer) as varchar) as display,
    pick($lang, strftime(m.month, '%Y年%-m月'), strftime(m.month, '%b %Y')) as cell_label,
    cell_label as label,
    'implied' as state,
    row_number() over (order by m.month) as "order"
from told_in_report($lang) as s,
    told_in_report($lang) as r,
    unnest(generate_series(s.period_start, s.period_end, interval 1 month)) as m (month)
where s.metric_id = 'retail_growth_first_months' and s.basis = 'derived' and r.metric_id = 'retail_growth_rank'
order by m.month
