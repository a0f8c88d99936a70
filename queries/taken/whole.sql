-- Everything that a report and the publications beside it say, the report first: with the years that a period covers,
-- and in `words` all that a search finds a figure by, in small letters and both languages (as views/named and said).
with linked as (
    select
        v.observation_id,
        string_agg(e.name_zh || chr(10) || e.name_en, chr(10) order by e.entity_id) as names
    from (
        select
            source_id,
            entity_ids,
            unnest(observation_ids) as observation_id
        from events
    ) as v
    inner join entities as e on v.source_id = e.source_id and list_contains(v.entity_ids, e.entity_id)
    group by v.observation_id
)

select
    t.*,
    o.year_first,
    o.year_last,
    lower(
        concat_ws(
            chr(10),
            m.title_zh, m.title_en, s.name_zh, s.name_en, a.name_zh, a.name_en,
            o.statement_zh, o.statement_en, o.printed, l.names
        )
    ) as words
from told_beside($lang, $source) as t
inner join observations as o on t.observation_id = o.observation_id
inner join metrics as m on t.metric_id = m.metric_id
inner join subjects as s on t.subject_id = s.subject_id
left join aliases as a on t.subject_id = a.entity_id
left join linked as l on t.observation_id = l.observation_id
order by
    t.source_id <> $source asc, t.sort asc, t.subject_id asc, t.period_end desc nulls last, t.observation_id asc
