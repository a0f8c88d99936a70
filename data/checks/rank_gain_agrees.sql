-- Places gained equal the rank before minus the rank now.
select
    gained.observation_id as id,
    gained.display_zh as found,
    format('{:.0f}', before.value - now.value) as expected
from observations as gained
inner join observations as now
    on
        gained.metric_id = now.metric_id || '_change'
        and gained.subject_id = now.subject_id
        and gained.period_end = now.period_end
inner join observations as before
    on
        now.metric_id = before.metric_id
        and now.subject_id = before.subject_id
        and before.period_start = now.period_start - interval 1 year
where gained.value <> before.value - now.value
