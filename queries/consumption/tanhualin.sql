-- Tanhualin's rises against usual years.
select
    *,
    comparison_title as "group"
from told_in_report($lang)
where kind = 'growth' and subject_id = 'tanhualin'
order by coalesce(value, upper) desc
