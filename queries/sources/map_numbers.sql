-- Every number of a source's text at its place inside its paragraph: a figure, or another number with its reason.
-- Marked are those that begin at one of $marked, characters of the text.
select
    l.paragraph,
    l.char_start - p.char_start as "start",
    l.char_end - p.char_start as "end",
    l.char_start,
    l.char_end,
    l.observation_id,
    list_contains($marked, l.char_start) as marked,
    l.source_id,
    l.paragraph as root_paragraph,
    pick($lang, s.short_zh, s.short_en) as source,
    case when l.observation_id is null then 'other' else 'figure' end as kind,
    case when $lang = 'en' then coalesce(o.display, '') else l.printed end as printed,
    coalesce(o.title, pick($lang, r.title_zh, r.title_en)) as label,
    coalesce(o.display, pick($lang, l.printed, format('¶{}', l.paragraph))) as display,
    (select count(*) from paragraphs where source_id = $source) as paragraphs,
    coalesce(pick($lang, r.title_zh || '：' || r.note_zh, r.title_en || ': ' || r.note_en), '') as reason,
    coalesce(pick($lang, r.title_zh, r.title_en), '') as reason_title,
    coalesce(
        o.statement,
        pick($lang, r.title_zh || '：' || r.note_zh, r.title_en || ': ' || r.note_en)
    ) as statement,
    pick($lang, s.short_zh, s.short_en) as "where"
from ledger as l
inner join sources as s on l.source_id = s.source_id
inner join paragraphs as p on l.source_id = p.source_id and l.paragraph = p.paragraph
left join told($lang) as o on l.observation_id = o.observation_id
left join terms as r on r.vocabulary = 'reason' and l.reason = r.term
where l.source_id = $source
order by l.char_start
