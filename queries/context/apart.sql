-- The printed values of a metric whose periods are too unlike for one axis, each to be told with its own.
select *
from told($lang)
where
    metric_id = $metric
    and basis in ('published', 'context')
    and ($later or not later)
order by list_position(['published', 'context'], basis), period_end
