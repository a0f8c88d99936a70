-- How many observations stand behind each combination that a filter of Explore can tell apart, dates and words aside.
select
    metric_id,
    subject_id,
    qualifier,
    basis,
    period_kind,
    source_id,
    count(*)::integer as observations
from observations
group by all
