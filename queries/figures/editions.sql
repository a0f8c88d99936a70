-- What several documents say of a figure's metric and subject, period by period, in the order in which they came out:
-- each value as printed and, where one is of the figure's own period, whether the later of the two revises the earlier.
-- No row where one document alone tells of it. Of publications those that the report is set beside.
with told_of as (
    select
        t.*,
        r.kind as document_kind,
        coalesce(r.date_published, r.date_latest) as published
    from observations as o
    inner join told($lang) as t
        on
            o.metric_id = t.metric_id
            and o.subject_id = t.subject_id
            and o.comparison is not distinct from t.comparison
            and o.series is not distinct from t.series
    inner join sources as r on t.source_id = r.source_id
    where
        o.observation_id = $observation_id
        and o.basis <> 'derived'
        and t.basis <> 'derived'
        and (r.kind = 'report' or t.source_id = o.source_id or list_contains(r.beside, $source))
),

related as (
    select
        earlier_id as observation_id,
        revises,
        change_zh,
        change_en
    from restated
    where later_id = $observation_id
    union all
    select
        later_id as observation_id,
        revises,
        change_zh,
        change_en
    from restated
    where earlier_id = $observation_id
)

select
    t.observation_id,
    t.title,
    t.period,
    t.display,
    t.source,
    t.source_id,
    t.published,
    t.observation_id = $observation_id as own,
    x.revises,
    pick($lang, x.change_zh, x.change_en) as change,
    t.status,
    t.status_title
from told_of as t
left join related as x on t.observation_id = x.observation_id
qualify count(distinct t.source_id) over () > 1
order by t.period_end desc nulls last, t.period_start desc nulls last, t.published asc nulls last, t.observation_id asc
