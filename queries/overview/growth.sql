-- Every growth rate, grouped by what it is against: the year before, previous years, and last what is not stated.
select
    * exclude (label),
    comparison_title as "group",
    case when subject_id = 'wuchang' then title else subject || ' · ' || title end as label
from told_in_report($lang)
where kind = 'growth'
order by comparison desc, coalesce(value, upper) desc
