-- What happened in a report's own time, dated or not.
select h.*
from happened($lang) as h
inner join sources as s on h.source_id = s.source_id
where h.source_id = $source and h.kind = 'event' and h.date_start >= s.period_start
