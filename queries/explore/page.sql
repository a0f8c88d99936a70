-- One page of the observations that pass the filters: by metric, then subject, published first, newest first.
-- The counts tell which metrics and subjects the page falls on, so only their rows are read; words come last.
with counted as (
    select
        p.metric_id,
        p.subject_id,
        any_value(m.sort) as sort,
        sum(p.observations)::bigint as observations
    from
        passing(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        ) as p
    inner join metrics as m on p.metric_id = m.metric_id
    where p.missed = 0
    group by p.metric_id, p.subject_id
),

ranked as (
    select
        metric_id,
        subject_id,
        sort,
        observations,
        sum(observations) over (order by sort, metric_id, subject_id) - observations as before
    from counted
),

wanted as (
    select *
    from ranked
    where before < $offset + $limit and before + observations > $offset
),

listed as (
    select
        c.observation_id,
        c.metric_id,
        c.subject_id,
        w.before
        + row_number() over (
            partition by c.metric_id, c.subject_id
            order by
                case c.basis when 'published' then 0 else 1 end asc,
                c.period_end desc nulls last,
                c.observation_id asc
        ) as number
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        ) as c
    inner join wanted as w on c.metric_id = w.metric_id and c.subject_id = w.subject_id
    qualify number > $offset and number <= $offset + $limit
)

select t.*
from told($lang) as t
inner join listed as l
    on t.metric_id = l.metric_id and t.subject_id = l.subject_id and t.observation_id = l.observation_id
order by l.number
