-- The district's year-on-year rates, digital services among the others.
select
    *,
    comparison_title as "group"
from told_in_report($lang)
where kind = 'growth' and comparison = 'yoy' and subject_id = 'wuchang'
order by value desc
