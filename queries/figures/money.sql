-- A report's published sums of money, of some themes or (an empty list) of all, in yuan, with their period and the
-- scope they are counted over.
select
    * exclude (label, value, lower, upper, unit, scope),
    base_value as value,
    base_lower as lower,
    base_upper as upper,
    pick($lang, base_unit, unit) as unit,
    concat_ws(' · ', case when not main_subject then subject end, title, period) as label,
    scope_title as scope
from told_in_report($lang, $source) as f
where
    quantity = 'money'
    and basis = 'published'
    and status <> 'target'
    and (len($themes) = 0 or theme_id in $themes)
order by
    list_position(
        ['nation', 'market', 'platform', 'province', 'city', 'district', 'corridor', 'company', 'site'], f.scope
    ),
    coalesce(base_value, base_upper) desc,
    observation_id asc
