-- The power plant's years: its first boilers, its rebuilding, and the report's year.
select
    year(date_start) as year,
    label,
    display,
    theme_id,
    statement,
    source,
    section,
    root_paragraph,
    "where"
from happened($lang)
where event_id in ('coal_boilers_1915', 'plant_rebuilt_1946')
union all
select
    year(period_end),
    title,
    display,
    theme_id,
    statement,
    source,
    section,
    root_paragraph,
    "where"
from told_in_report($lang)
where metric_id = 'plant_age'
order by 1
