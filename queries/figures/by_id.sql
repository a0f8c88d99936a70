-- One figure whole: how it is printed, what it means, where it stands.
select *
from told($lang)
where observation_id = $observation_id
