-- A derived value of a report with the bounds that rounding leaves open, as numbers in words.
select
    *,
    case
        when base_value <> value then format('{:,.0f}', lower)
        else pick($lang, format('{:.{}f}', lower, decimals), format('{:,.{}f}', lower, decimals))
    end as lower_display,
    case
        when base_value <> value then format('{:,.0f}', upper)
        else pick($lang, format('{:.{}f}', upper, decimals), format('{:,.{}f}', upper, decimals))
    end as upper_display
from told_in_report($lang, $source)
where metric_id = $metric
order by period_end desc
