-- Every text stands in both languages, and no Chinese character in the English ones.
with words as (
    select
        observation_id as id,
        statement_zh as zh,
        statement_en as en
    from observations
    union all
    select
        observation_id,
        coalesce(caveat_zh, '-'),
        coalesce(caveat_en, '-')
    from observations
    union all
    select
        observation_id,
        display_zh,
        display_en
    from observations
    union all
    select
        observation_id,
        period_zh,
        period_en
    from observations
    union all
    select
        metric_id,
        title_zh,
        title_en
    from metrics
    union all
    select
        metric_id,
        definition_zh,
        definition_en
    from metrics
    union all
    select
        subject_id,
        name_zh,
        name_en
    from subjects
    union all
    select
        entity_id,
        name_zh,
        name_en
    from entities
    union all
    select
        entity_id,
        coalesce(note_zh, '-'),
        coalesce(note_en, '-')
    from entities
    union all
    select
        event_id,
        title_zh,
        title_en
    from events
    union all
    select
        event_id,
        short_zh,
        short_en
    from events
)

select
    id,
    coalesce(zh, '(none)') || ' / ' || coalesce(en, '(none)') as found,
    'both languages' as expected
from words
where
    zh is null or en is null or zh = '' or en = ''
    or (zh = '-') <> (en = '-')
    or regexp_matches(en, '[\x{4e00}-\x{9fff}]')
