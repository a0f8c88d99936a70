-- Tourism income per visit with the bounds that rounding leaves open.
select
    *,
    pick($lang, format('{:.0f}', lower), format('{:,.0f}', lower)) as lower_display,
    pick($lang, format('{:.0f}', upper), format('{:,.0f}', upper)) as upper_display
from told_in_report($lang)
where metric_id = 'spend_per_visit'
