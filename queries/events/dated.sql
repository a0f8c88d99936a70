-- What happened in a report's time, of some themes or (an empty list) of all; of what is dated no closer than to a year
-- only where that is asked for.
select h.*
from happened($lang) as h
inner join sources as s on h.source_id = s.source_id
where
    h.source_id = $source
    and h.kind = 'event'
    and h.date_start >= s.period_start
    and (len($themes) = 0 or h.theme_id in $themes)
    and ($vague or h.precision not in ('year', 'part_year'))
order by h.date_start, h.date_end, h.event_id
