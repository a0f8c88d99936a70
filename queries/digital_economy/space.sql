-- Floor space readied along the avenue.
select
    * exclude (label),
    subject || ' · ' || title as label
from told_in_report($lang)
where metric_id = 'industrial_space'
