-- No derived observation combines what must not be combined (see refusals).
with inputs as (
    select
        d.observation_id,
        list(i.metric_id) as metric_ids
    from observations as d
    inner join observations as i on list_contains(d.inputs, i.observation_id)
    where d.basis = 'derived'
    group by d.observation_id
)

select
    i.observation_id as id,
    array_to_string(i.metric_ids, ' with ') as found,
    'not computed: ' || r.reason_en as expected
from inputs as i
inner join refusals as r on list_has_all(i.metric_ids, r.metric_ids)
