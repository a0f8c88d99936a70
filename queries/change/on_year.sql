-- A level and the level a year before that its growth implies, with the growth between them; `bounds` are those of the
-- implied level, to the digit that its figure is told to.
select
    o.*,
    case when o.basis = 'derived' then 'prior' else 'current' end as role,
    if(g.value > 0, '+', '') || g.display as change_display,
    case
        when o.basis = 'derived'
            then pick(
                $lang,
                format('{:.{}f}—{:.{}f}{}', b.lower, b.decimals, b.upper, b.decimals, b.unit),
                format(
                    '{:.{}f}–{:.{}f} billion', b.base_lower / 1e9, b.decimals + 1, b.base_upper / 1e9, b.decimals + 1
                )
            )
    end as bounds
from told_in_report($lang) as o
inner join told_in_report($lang) as g
    on
        g.metric_id = o.metric_id || '_growth'
        and o.subject_id = g.subject_id
        and g.basis = 'published'
inner join observations as b on o.observation_id = b.observation_id
where o.metric_id = $metric
order by o.period_start
