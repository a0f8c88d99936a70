-- Visitors a day at two sites, both known only from above; a trial period and a holiday.
select
    * exclude (label),
    subject || ' · ' || period as label
from told_in_report($lang)
where metric_id in ('mall_daily_visitors', 'visits_per_day') and scope = 'site'
order by value desc
