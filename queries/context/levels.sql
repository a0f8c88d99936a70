-- The values of a metric and a subject over periods of one kind and on one base ('' or what the series is called), the
-- report's among those of other publications.
select
    * exclude (label),
    concat_ws(
        ' · ',
        period,
        case
            when basis = 'published' then pick($lang, '稿件', 'the report')
            when basis = 'derived' and source_kind = 'report' then pick($lang, '由稿件推算', 'derived from the report')
            when basis = 'derived' then pick($lang, '推算', 'derived')
            when status = 'estimate' then pick($lang, '预计', 'estimate')
        end,
        case when later then pick($lang, '稿件发布后', 'after the report') end
    ) as label
from told_beside($lang, $source)
where
    metric_id = $metric
    and subject_id = $subject
    and status <> 'target'
    and period_kind = $period_kind
    and coalesce(series, '') = $series
    and ($later or not later)
order by
    period_start,
    list_position(['published', 'context', 'derived'], basis),
    list_position(['final', 'preliminary', 'estimate'], status)
