-- The cards of a report's story in their order, in the reader's language.
select
    c.page_id,
    c.card_id,
    c.form,
    c.questions,
    c.parameters,
    c.shown,
    c.wide,
    pick($lang, c.title_zh, c.title_en) as title,
    coalesce(pick($lang, c.about_zh, c.about_en), '') as about,
    coalesce(pick($lang, c.note_zh, c.note_en), '') as note,
    pick($lang, c.words_zh, c.words_en) as words
from cards as c
inner join pages as p on c.source_id = p.source_id and c.page_id = p.page_id
where c.source_id = $source
order by p.sort, c.sort
