-- The other figures of the same paragraph, in its order.
select n.*
from told($lang) as o
inner join told($lang) as n
    on o.source_id = n.source_id and o.paragraph = n.paragraph and o.observation_id <> n.observation_id
where o.observation_id = $observation_id and n.basis = 'published'
order by n.char_start
