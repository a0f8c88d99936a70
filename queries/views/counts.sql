-- How many observations stand behind each combination that a filter of Explore can tell apart, dates and words aside.
select
    o.metric_id,
    o.subject_id,
    o.qualifier,
    o.basis,
    o.period_kind,
    s.kind <> 'report' as elsewhere,
    count(*)::integer as observations
from observations as o
inner join sources as s on o.source_id = s.source_id
group by all
