-- Growth rates of the report's main period, of its subject and of the whole that it lies in, by what grows: rates of
-- other periods are not drawn beside them. A rate that another publication prints just as the report does is not drawn
-- twice.
select
    f.* exclude (label),
    f.subject || ' · ' || f.period as label,
    f.title as "group"
from told_beside($lang, $source) as f
inner join sources as r on r.source_id = $source
where
    f.metric_id in $metrics
    and f.status <> 'target'
    and f.period_start = r.period_start
    and f.period_end = r.period_end
    and (
        f.basis <> 'context'
        or not exists (
            select 1
            from observations as o
            where
                o.source_id = $source
                and o.basis = 'published'
                and f.metric_id = o.metric_id
                and f.subject_id = o.subject_id
                and f.period_end = o.period_end
        )
    )
order by
    list_position($metrics, f.metric_id),
    f.value desc
