-- The rows whose own words hold $text (statement, figure as printed, entities of an event that tells of it), where
-- the words of their metric and subject do not: those are looked up in the small tables. English holds no Chinese
-- character (a check of the records), so a Chinese text is not looked for there. A text without letters that have a
-- case needs no lower(); for the others, a row without the first of them is passed over before lower() is paid for.
with metric as (
    select metric_id
    from metrics
    where not contains(lower(title_zh || chr(10) || title_en), lower($text))
),

subject as (
    select s.subject_id
    from subjects as s
    left join aliases as e on s.subject_id = e.entity_id
    where
        not contains(
            lower(concat_ws(chr(10), s.name_zh, s.name_en, e.name_zh, e.name_en)), lower($text)
        )
),

linked as (
    select distinct unnest(v.observation_ids) as observation_id
    from events as v
    inner join entities as e on v.source_id = e.source_id and list_contains(v.entity_ids, e.entity_id)
    where $text <> '' and contains(lower(e.name_zh || chr(10) || e.name_en), lower($text))
)

select o.place
from placed as o
semi join metric as m on o.metric_id = m.metric_id
semi join subject as s on o.subject_id = s.subject_id
where
    $text <> ''
    and case
        when lower($text) = upper($text)
            then
                contains(o.statement_zh, $text)
                or contains(o.printed, $text)
                or (not regexp_matches($text, '[\x{4e00}-\x{9fff}]') and contains(o.statement_en, $text))
        else
            (
                (
                    contains(o.statement_zh, regexp_extract(lower($text), '[a-z]|$'))
                    or contains(o.statement_zh, upper(regexp_extract(lower($text), '[a-z]|$')))
                )
                and contains(lower(o.statement_zh), lower($text))
            )
            or contains(lower(o.printed), lower($text))
            or (
                not regexp_matches($text, '[\x{4e00}-\x{9fff}]') and contains(lower(o.statement_en), lower($text))
            )
    end
union all
select o.place
from placed as o
semi join linked as l on o.observation_id = l.observation_id
semi join metric as m on o.metric_id = m.metric_id
semi join subject as s on o.subject_id = s.subject_id
