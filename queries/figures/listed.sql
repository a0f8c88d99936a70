-- Some figures of a report as numbers of their own, in the order asked for: what no axis may hold together.
select
    *,
    concat_ws(' · ', case when not main_subject then subject end, period) as under
from told_in_report($lang, $source)
where list_contains($ids, observation_id)
order by list_position($ids, observation_id)
