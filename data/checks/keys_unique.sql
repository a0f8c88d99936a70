-- Every id is there and used once.
with ids as (
    select
        'observations' as in_table,
        observation_id as id
    from observations
    union all
    select
        'metrics',
        metric_id
    from metrics
    union all
    select
        'subjects',
        subject_id
    from subjects
    union all
    select
        'events',
        event_id
    from events
    union all
    select
        'entities',
        source_id || ': ' || entity_id
    from entities
    union all
    select
        'sources',
        source_id
    from sources
)

select
    coalesce(id, '(none)') as id,
    in_table || ': ' || count(*) || ' times' as found,
    'an id used once' as expected
from ids
group by in_table, id
having count(*) > 1 or id is null
