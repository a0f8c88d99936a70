-- A derived value of a report with the bounds that rounding leaves open, as numbers in words.
select
    *,
    if(base_value = value, format('{:.{}f}', lower, decimals), format('{:,.0f}', base_lower)) as lower_display,
    if(base_value = value, format('{:.{}f}', upper, decimals), format('{:,.0f}', base_upper)) as upper_display
from told_in_report($lang, $source)
where metric_id = $metric
order by period_end desc
