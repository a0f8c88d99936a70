-- Digital firms along the corridor and those settled this year: both open-ended.
select
    * exclude (label),
    title || ' · ' || case when subject_id = 'wuchang' then period else subject end as label
from told_in_report($lang)
where metric_id in ('digital_firms', 'digital_firms_landed')
order by value desc
