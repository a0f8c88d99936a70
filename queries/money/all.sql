-- Every published sum of money, in yuan, with the scope of whose it is.
select
    * exclude (label, value, lower, upper, unit, scope),
    base_value as value,
    base_lower as lower,
    base_upper as upper,
    pick($lang, base_unit, unit) as unit,
    case when subject_id = 'wuchang' then title else subject || ' · ' || title end as label,
    scope_title as scope
from told_in_report($lang) as f
where quantity = 'money' and basis = 'published'
order by
    list_position(['market', 'platform', 'district', 'site'], f.scope),
    coalesce(base_value, base_upper) desc
