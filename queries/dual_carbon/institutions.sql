-- Institutions gathered in the district.
select *
from told_in_report($lang)
where metric_id = 'carbon_institutions'
