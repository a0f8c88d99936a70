-- Every paragraph of a source: its place and length, and the section and theme it belongs to.
select
    p.paragraph,
    p.char_start,
    p.char_end,
    p.char_end - p.char_start as chars,
    pick($lang, c.title_zh, c.title_en) as section_title,
    coalesce(t.theme_id, 'overall') as theme_id
from paragraphs as p
inner join sections as c on p.source_id = c.source_id and p.section = c.section
left join themes as t on p.section = t.theme_id
where p.source_id = $source
order by p.paragraph
