-- The pages of a report's story in their order, in the reader's language.
select
    p.page_id,
    p.theme_id,
    p.composed,
    p.headline,
    p.beside,
    p.wall,
    pick($lang, t.title_zh, t.title_en) as theme,
    pick($lang, p.title_zh, p.title_en) as title,
    coalesce(pick($lang, p.summary_zh, p.summary_en), '') as summary,
    coalesce(pick($lang, p.alone_zh, p.alone_en), '') as alone
from pages as p
inner join themes as t on p.theme_id = t.theme_id
where p.source_id = $source
order by p.sort
