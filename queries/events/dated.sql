-- What happened in a report's time, of some themes or (an empty list) of all; of what is dated no closer than to a year
-- only where that is asked for.
select *
from happened_in_report($lang, $source)
where
    (len($themes) = 0 or theme_id in $themes)
    and ($vague or precision not in ('year', 'part_year', 'early'))
order by date_start, date_end, event_id
