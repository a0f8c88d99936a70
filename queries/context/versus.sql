-- What the report's subject and the whole that it lies in reach of the same: by metric a pair, over the report's main
-- period. Where the whole has no figure for it, the longest part of the period from its start is taken, and said. What
-- the report prints goes before what another publication prints, and what came out after it is left out.
with candidates as (
    select
        f.*,
        f.subject_id = r.subject_id as is_own,
        f.period_end = r.period_end as is_whole
    from told_beside($lang, $source) as f
    inner join sources as r on r.source_id = $source
    inner join subjects as s on r.subject_id = s.subject_id
    where
        f.metric_id in $metrics
        and f.status <> 'target'
        and not f.later
        and f.period_start = r.period_start
        and (
            (f.subject_id = s.subject_id and f.period_end = r.period_end)
            or (f.subject_id = s.parent_id and f.period_end <= r.period_end)
        )
    qualify
        row_number() over (
            partition by f.metric_id, f.subject_id
            order by f.period_end desc, f.basis = 'published' desc, f.basis = 'derived' desc, f.observation_id asc
        ) = 1
)

select
    c.* exclude (label, is_own, is_whole),
    c.subject as name,
    concat_ws(' · ', c.subject, c.title, case when not c.is_whole then c.period end) as label,
    c.title || coalesce(
        max(
            case
                when not c.is_whole
                    then pick($lang, format('（{}为{}）', c.subject, c.period), format(' ({}: {})', c.subject, c.period))
            end
        ) over (partition by c.metric_id),
        ''
    ) as "group"
from candidates as c
qualify count(*) over (partition by c.metric_id) = 2
order by list_position($metrics, c.metric_id), c.is_own desc
