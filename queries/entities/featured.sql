-- The platforms, places, projects, organisations and policies that a theme's page tells of: what the report says of
-- each, its figures as they read in the note, and every paragraph of the section that tells of it.
with own as (
    select *
    from entities
    where source_id = $source
),

told as (
    select
        entity_id,
        paragraph
    from own
    union
    select
        e.entity_id,
        o.paragraph
    from own as e
    inner join observations as o on list_contains(e.observation_ids, o.observation_id)
    union
    select
        unnest(entity_ids),
        paragraph
    from events
    where source_id = $source
    union
    select
        part_of,
        paragraph
    from own
)

select
    e.entity_id,
    e.kind,
    pick($lang, e.name_zh, e.name_en) as label,
    pick($lang, k.title_zh, k.title_en) as kind_title,
    pick($lang, e.note_zh, e.note_en) as note,
    pick($lang, c.title_zh, c.title_en) as section,
    coalesce((
        select list(pick($lang, o.display_zh, o.display_en) order by list_position(e.observation_ids, o.observation_id))
        from observations as o
        where list_contains(e.observation_ids, o.observation_id)
    ), []) as figures,
    (
        select list(t.paragraph order by t.paragraph)
        from told as t
        where t.entity_id = e.entity_id and t.paragraph between c.paragraph_start and c.paragraph_end
    ) as paragraphs
from own as e
inner join terms as k on k.vocabulary = 'entity_kind' and e.kind = k.term
inner join sections as c on e.source_id = c.source_id and e.section = c.section
where e.featured and e.theme_id = $theme
order by e.char_start
