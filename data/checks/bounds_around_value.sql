-- A value lies between its bounds, and the bounds are in order.
select
    observation_id as id,
    format('{} <= {} <= {}', lower, value, upper) as found,
    'lower <= value <= upper' as expected
from observations
where lower > value or value > upper or lower > upper
