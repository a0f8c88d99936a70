-- The yearly purchase of computing, known to an order of magnitude, in yuan.
select
    * exclude (value, lower, upper, unit, scope),
    base_value as value,
    base_lower as lower,
    base_upper as upper,
    pick($lang, base_unit, unit) as unit,
    scope_title as scope
from told_in_report($lang)
where metric_id = 'computing_purchase'
