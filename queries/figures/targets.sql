-- What a report aims at, of some themes or (an empty list) of all: figures of a time that lies ahead, never beside
-- outturns.
select
    *,
    period as under
from told_in_report($lang, $source)
where status = 'target' and (len($themes) = 0 or theme_id in $themes)
order by sort, subject_id, period_end, observation_id
