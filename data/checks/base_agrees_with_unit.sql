-- Base values are the printed ones times the unit's factor, and the unit is the metric's or a multiple of it.
select
    o.observation_id as id,
    format('{} {} = {} {}', o.value, o.unit, o.base_value, o.base_unit) as found,
    format('times {} in {}, metric unit {}', u.factor, u.base_unit, m.unit) as expected
from observations as o
inner join units as u on o.unit = u.unit
inner join metrics as m on o.metric_id = m.metric_id
inner join units as w on m.unit = w.unit
where
    o.base_unit <> u.base_unit
    or u.base_unit <> w.base_unit
    or abs(o.base_value - o.value * u.factor) > 1e-9 * abs(o.base_value)
    or abs(o.base_lower - o.lower * u.factor) > 1e-9 * abs(o.base_lower)
    or abs(o.base_upper - o.upper * u.factor) > 1e-9 * abs(o.base_upper)
    or (o.base_value is null) <> (o.value is null)
    or (o.base_lower is null) <> (o.lower is null)
    or (o.base_upper is null) <> (o.upper is null)
