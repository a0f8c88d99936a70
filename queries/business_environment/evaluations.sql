-- The evaluations of the last four years, counted back from 2023: first place in 2023 is stated, and two of the other
-- three, which the report does not name, are first too.
select
    t.* exclude (label, display),
    case when y.edition = year(t.period_end) then r.display else '?' end as display,
    cast(y.edition as varchar) as cell_label,
    cast(y.edition as varchar) as label,
    case when y.edition = year(t.period_end) then 'stated' else 'unknown' end as state,
    y.edition as "order"
from told_in_report($lang) as t,
    told_in_report($lang) as r,
    unnest(generate_series(year(t.period_start), year(t.period_end))) as y (edition)
where t.metric_id = 'evaluation_first_times' and r.metric_id = 'evaluation_rank'
order by y.edition
