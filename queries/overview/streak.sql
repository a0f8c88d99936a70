-- The editions the provincial first place spans: the last is in the report, the others follow from its length.
select
    s.* exclude (label, display),
    r.display,
    cast(y.edition as varchar) as cell_label,
    cast(y.edition as varchar) as label,
    case when y.edition = year(s.period_end) then 'stated' else 'implied' end as state,
    y.edition as "order"
from told_in_report($lang) as s,
    told_in_report($lang) as r,
    unnest(generate_series(year(s.period_start), year(s.period_end))) as y (edition)
where s.metric_id = 'ccid_province_first_years' and s.basis = 'derived' and r.metric_id = 'ccid_province_rank'
order by y.edition
