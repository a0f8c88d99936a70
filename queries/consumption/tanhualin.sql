-- Tanhualin's rises: that of its visits against previous years, that of its shops' turnover against what is not stated.
select
    *,
    comparison_title as "group"
from told_in_report($lang)
where kind = 'growth' and subject_id = 'tanhualin'
order by comparison desc, coalesce(value, upper) desc
