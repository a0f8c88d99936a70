-- The implied average price with the bounds that rounding leaves open.
select
    *,
    format('{:.2f}', lower) as lower_display,
    format('{:.2f}', upper) as upper_display
from told_in_report($lang)
where metric_id = 'implied_carbon_price'
