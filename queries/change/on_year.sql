-- A level and the level a year before that its growth implies, with the growth between them.
select
    o.*,
    case when o.basis = 'derived' then 'prior' else 'current' end as role,
    if(g.value > 0, '+', '') || g.display as change_display
from told_in_report($lang) as o
inner join told_in_report($lang) as g
    on
        g.metric_id = o.metric_id || '_growth'
        and o.subject_id = g.subject_id
        and g.basis = 'published'
where o.metric_id = $metric
order by o.period_start
