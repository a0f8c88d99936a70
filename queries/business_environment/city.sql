-- Investment growth of the district and of the city that it implies.
select
    o.* exclude (label),
    o.subject as label
from told_in_report($lang) as o
where o.metric_id = 'fixed_investment_growth'
order by o.value desc
