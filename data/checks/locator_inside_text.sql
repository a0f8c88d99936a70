-- A published figure, event or entity points into its paragraph of its source's text.
with places as (
    select
        observation_id as id,
        source_id,
        section,
        paragraph,
        char_start,
        char_end
    from observations
    where basis = 'published'
    union all
    select
        event_id,
        source_id,
        section,
        paragraph,
        char_start,
        char_end
    from events
    union all
    select
        entity_id,
        source_id,
        section,
        paragraph,
        char_start,
        char_end
    from entities
)

select
    a.id,
    format('paragraph {}, characters {}-{}', a.paragraph, a.char_start, a.char_end) as found,
    'a place inside the paragraph and the text' as expected
from places as a
left join paragraphs as p on a.source_id = p.source_id and a.paragraph = p.paragraph
left join sources as s on a.source_id = s.source_id
where
    p.paragraph is null
    or a.section is null
    or a.char_start < p.char_start
    or a.char_start >= p.char_end
    or a.char_end <= a.char_start
    or a.char_end > s.text_chars
