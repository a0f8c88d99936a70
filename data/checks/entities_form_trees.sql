-- Following what an entity belongs to never comes back to it.
with recursive climb as (
    select
        source_id,
        entity_id as start_id,
        part_of as at_id,
        1 as steps
    from entities
    where part_of is not null
    union all
    select
        c.source_id,
        c.start_id,
        e.part_of,
        c.steps + 1
    from climb as c
    inner join entities as e on c.source_id = e.source_id and c.at_id = e.entity_id
    where e.part_of is not null and c.steps < 20
)

select distinct
    start_id as id,
    'part of itself' as found,
    'a tree' as expected
from climb
where start_id = at_id or steps >= 20
