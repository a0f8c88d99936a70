-- The yearly purchase of computing, known to an order of magnitude, in yuan.
select
    * exclude (value, lower, upper, scope),
    base_value as value,
    base_lower as lower,
    base_upper as upper,
    scope_title as scope
from told_in_report($lang)
where metric_id = 'computing_purchase'
