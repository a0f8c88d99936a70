-- A report's amounts of some metrics, of some subjects (an empty list lets all through), the largest first, each named
-- by what tells it from the others.
select
    * exclude (label),
    concat_ws(
        ' · ',
        case when count(distinct subject_id) over () > 1 then subject else title end,
        case when count(distinct period) over () > 1 then period end
    ) as label
from told_in_report($lang, $source)
where
    list_contains($metrics, metric_id)
    and status <> 'target'
    and (len($subjects) = 0 or subject_id in $subjects)
order by coalesce(value, upper, lower) desc, observation_id asc
