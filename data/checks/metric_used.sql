-- Every metric is measured at least once.
select
    metric_id as id,
    'no observation' as found,
    'one or more' as expected
from metrics
where metric_id not in (select metric_id from observations)
