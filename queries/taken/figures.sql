-- Some figures of a report, or of the publications beside it, whole: what a file that leaves the product holds.
select *
from told_beside($lang, $source)
where list_contains($ids, observation_id)
order by sort asc, period_end desc, observation_id asc
