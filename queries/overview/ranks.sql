-- The district's rank in the last two editions of the list; the earlier is derived.
select
    *,
    year(period_start) as edition
from told_in_report($lang)
where metric_id = 'ccid_rank'
order by period_start
