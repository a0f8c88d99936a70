-- Every published sum of money, in yuan, with its period and the scope it is counted over.
select
    * exclude (label, value, lower, upper, unit, scope),
    base_value as value,
    base_lower as lower,
    base_upper as upper,
    pick($lang, base_unit, unit) as unit,
    concat_ws(' · ', case when subject_id <> 'wuchang' then subject end, title, period) as label,
    scope_title as scope
from told_in_report($lang) as f
where quantity = 'money' and basis = 'published'
order by
    list_position(['market', 'platform', 'district', 'site'], f.scope),
    coalesce(base_value, base_upper) desc
