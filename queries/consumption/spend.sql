-- Tourism income per visit with the bounds that rounding leaves open.
select
    *,
    format('{:.0f}', lower) as lower_display,
    format('{:.0f}', upper) as upper_display
from told_in_report($lang)
where metric_id = 'spend_per_visit'
