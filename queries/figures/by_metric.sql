-- The figures of some metrics, in the order of the catalogue.
select *
from told_in_report($lang)
where list_contains($metrics, metric_id)
order by list_position($metrics, metric_id), period_end
