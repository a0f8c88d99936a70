-- Who settled where by one report:
-- everything below one place, through what it is located in, settled in or part of. A place right below it that holds
-- nothing says nothing of who settled, and is left out. Of a note, its first sentence.
with recursive below as (
    select entity_id from entities where source_id = $source and entity_id = $root
    union
    select e.entity_id
    from entities as e
    inner join below as b on e.part_of = b.entity_id
    where
        e.source_id = $source
        and e.relation in ('settled_in', 'located_in', 'part_of')
        and list_contains($themes, e.theme_id)
)

select
    e.entity_id,
    e.paragraph,
    e.paragraph as root_paragraph,
    e.theme_id,
    e.kind as child_kind,
    pick($lang, k.title_zh, k.title_en) as kind_title,
    pick($lang, e.name_zh, e.name_en) as child,
    pick($lang, e.name_zh, e.name_en) as label,
    pick($lang, p.name_zh, p.name_en) as parent,
    pick($lang, r.title_zh || p.name_zh, r.title_en || ' ' || p.name_en) as display,
    pick($lang, split_part(e.note_zh, '。', 1) || '。', rtrim(split_part(e.note_en, '. ', 1), '.') || '.') as note,
    pick(
        $lang,
        coalesce(e.name_zh || '：' || e.note_zh, e.name_zh || r.title_zh || p.name_zh || '。'),
        coalesce(e.name_en || ': ' || e.note_en, concat_ws(' ', e.name_en, r.title_en, p.name_en) || '.')
    ) as statement,
    pick($lang, s.short_zh, s.short_en) as source,
    pick($lang, c.title_zh, c.title_en) as section,
    pick(
        $lang,
        format('{} · {} · 第{}段', s.short_zh, c.title_zh, e.paragraph),
        format('{} · {} · ¶{}', s.short_en, c.title_en, e.paragraph)
    ) as "where",
    row_number() over (order by e.char_start, e.char_end) as "order"
from entities as e
inner join below as b on e.entity_id = b.entity_id
inner join entities as p on e.source_id = p.source_id and e.part_of = p.entity_id
inner join terms as k on k.vocabulary = 'entity_kind' and e.kind = k.term
inner join terms as r on r.vocabulary = 'relation' and e.relation = r.term
inner join sources as s on e.source_id = s.source_id
inner join sections as c on e.source_id = c.source_id and e.section = c.section
where
    e.source_id = $source
    and e.entity_id <> $root
    and (
        e.kind <> 'place' or e.part_of <> $root
        or e.entity_id in (
            select h.part_of
            from entities as h
            inner join below as i on h.entity_id = i.entity_id
            where h.source_id = $source
        )
    )
order by e.char_start, e.char_end
