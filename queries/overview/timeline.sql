-- What happened in the report's year, and on which page it belongs.
select *
from happened($lang)
where kind = 'event' and date_start >= date '2024-01-01' and precision not in ('year', 'part_year')
order by date_start, date_end, event_id
