-- Every id that points into another table is found there.
with known as (
    select
        'metric' as kind,
        metric_id as id
    from metrics
    union all
    select
        'subject',
        subject_id
    from subjects
    union all
    select
        'source',
        source_id
    from sources
    union all
    select
        'unit',
        unit
    from units
    union all
    select
        'entity',
        entity_id
    from entities
    union all
    select
        'observation',
        observation_id
    from observations
    union all
    select
        'event',
        event_id
    from events
    union all
    select
        vocabulary,
        term
    from terms
),

links as (
    select
        observation_id as from_id,
        'metric' as kind,
        metric_id as to_id
    from observations
    union all
    select
        observation_id,
        'subject',
        subject_id
    from observations
    union all
    select
        observation_id,
        'source',
        source_id
    from observations
    union all
    select
        observation_id,
        'unit',
        unit
    from observations
    union all
    select
        observation_id,
        'observation',
        unnest(inputs)
    from observations
    union all
    select
        observation_id,
        'event',
        unnest(input_events)
    from observations
    union all
    select
        metric_id,
        'quantity',
        quantity
    from metrics
    union all
    select
        metric_id,
        'nature',
        nature
    from metrics
    union all
    select
        metric_id,
        'base',
        base
    from metrics
    union all
    select
        subject_id,
        'subject',
        parent_id
    from subjects
    union all
    select
        entity_id,
        'entity',
        part_of
    from entities
    union all
    select
        entity_id,
        'observation',
        unnest(observation_ids)
    from entities
    union all
    select
        event_id,
        'entity',
        unnest(entity_ids)
    from events
    union all
    select
        event_id,
        'observation',
        unnest(observation_ids)
    from events
)

select
    from_id as id,
    kind || ' ' || to_id as found,
    'an id that exists' as expected
from links
where to_id is not null and (kind, to_id) not in (select (kind, id) from known)
