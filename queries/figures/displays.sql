-- How some figures read, for a sentence built from them.
select
    observation_id,
    display,
    period,
    bounds
from told($lang)
where list_contains($ids, observation_id)
