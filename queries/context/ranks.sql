-- The district's rank over the editions of the list: the report's, those derived from it or from other publications,
-- and the next one.
select
    f.* exclude (label),
    f.title as label,
    cast(year(f.period_start) as varchar) as edition
from told($lang) as f
where
    f.metric_id = 'ccid_rank'
    and ($later or not f.later)
    -- where the interval derived from it is shown, the looser one printed is not
    and not ($later and f.basis = 'context' and f.qualifier = 'range')
order by f.period_start
