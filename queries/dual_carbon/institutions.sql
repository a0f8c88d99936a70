-- Institutions gathered in the district.
select *
from told($lang)
where metric_id = 'carbon_institutions'
