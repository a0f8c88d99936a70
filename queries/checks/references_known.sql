-- Every id that points into another table is found there.
with links as (
    select observation_id as id, 'metric ' || metric_id as points from observations
    where metric_id not in (select metric_id from metrics)
    union all
    select observation_id, 'subject ' || subject_id from observations
    where subject_id not in (select subject_id from subjects)
    union all
    select observation_id, 'source ' || source_id from observations
    where source_id not in (select source_id from sources)
    union all
    select observation_id, 'unit ' || unit from observations
    where unit not in (select unit from units)
    union all
    select subject_id, 'subject ' || parent_id from subjects
    where parent_id not in (select subject_id from subjects)
    union all
    select entity_id, 'entity ' || part_of from entities
    where part_of not in (select entity_id from entities)
    union all
    select event_id, 'entity ' || linked
    from (select event_id, unnest(entity_ids) as linked from events)
    where linked not in (select entity_id from entities)
    union all
    select event_id, 'observation ' || linked
    from (select event_id, unnest(observation_ids) as linked from events)
    where linked not in (select observation_id from observations)
    union all
    select observation_id, 'input ' || linked
    from (select observation_id, unnest(inputs) as linked from observations)
    where linked not in (select observation_id from observations)
    union all
    select observation_id, 'input event ' || linked
    from (select observation_id, unnest(input_events) as linked from observations)
    where linked not in (select event_id from events)
)

select id, points as found, 'an id that exists' as expected
from links
