-- A rank over the editions of its list, which has $listed places (0: not known): what a report says and what is derived
-- from it, and where it is set beside other publications what they say.
select
    f.* exclude (label),
    f.period as label,
    cast($listed as integer) as listed
from told_beside($lang, $source) as f
where
    f.metric_id = $metric
    and (f.source_id = $source or $beside)
    and ($later or not f.later)
    -- where the interval derived from it is shown, the looser one printed is not
    and not ($beside and $later and f.basis = 'context' and f.qualifier = 'range')
order by f.period_start
