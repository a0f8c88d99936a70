-- The printed values of a metric whose periods are too unlike for one axis, each to be told with its own. What another
-- publication prints just as the report does is not told twice.
select
    f.* exclude (label),
    f.period as label,
    concat_ws(' · ', f.subject, case when f.later then pick($lang, '稿件发布后', 'after the report') end) as under
from told_beside($lang, $source) as f
where
    f.metric_id = $metric
    and f.status <> 'target'
    and ($later or not f.later)
    and (
        f.basis = 'published'
        or (
            f.basis = 'context'
            and not exists (
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
    )
order by list_position(['published', 'context'], f.basis), f.period_end
