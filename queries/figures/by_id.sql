-- One figure whole, of a report or of a publication beside it: how it is printed, what it means, where it stands.
select *
from told_beside($lang, $source)
where observation_id = $observation_id
