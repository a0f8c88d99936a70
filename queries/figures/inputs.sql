-- What a derived figure was computed from.
select i.*
from told($lang) as d
inner join told($lang) as i on list_contains(d.inputs, i.observation_id)
where d.observation_id = $observation_id
order by i.char_start
