-- The year's events of one theme.
select *
from happened($lang)
where kind = 'event' and theme_id = $theme and date_start >= date '2024-01-01'
order by date_start, date_end, event_id
