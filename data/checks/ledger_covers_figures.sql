-- The ledger holds every published figure once, gives every other number a reason, and nothing overlaps.
with neighbours as (
    select
        *,
        lag(char_end) over (partition by source_id order by char_start) as end_before
    from ledger
)

select
    coalesce(observation_id, printed) as id,
    format('{} at {}', printed, char_start) as found,
    'either an observation or a reason, after the number before' as expected
from neighbours
where (observation_id is null) = (reason is null) or char_start < end_before
union all
select
    o.observation_id,
    count(l.observation_id) || ' ledger rows',
    '1'
from observations as o
left join ledger as l on o.observation_id = l.observation_id and o.char_start = l.char_start
where o.basis = 'published'
group by o.observation_id
having count(l.observation_id) <> 1
