-- The other publications that a report is set beside, the latest first: who published them, when, where, and how many
-- of their figures are here.
with report as (
    select date_latest
    from sources
    where source_id = $source
)

select
    s.source_id,
    pick($lang, s.title_zh, s.title_en) as title,
    pick($lang, s.short_zh, s.short_en) as short,
    s.publisher,
    s.date_published,
    s.url,
    pick($lang, s.note, s.note_en) as note,
    pick($lang, c.title_zh, c.title_en) as confidence,
    coalesce(s.date_published > last_day(r.date_latest), false) as later,
    count(o.observation_id) as figures
from sources as s
cross join report as r
left join terms as c on c.vocabulary = 'confidence' and s.confidence = c.term
left join observations as o on s.source_id = o.source_id and o.basis = 'context'
where list_contains(s.beside, $source)
group by all
order by s.date_published desc nulls last, s.source_id asc
