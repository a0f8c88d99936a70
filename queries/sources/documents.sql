-- A report with how many figures come from it; other publications are in context/sources.
select
    s.source_id,
    pick($lang, s.title_zh, s.title_en) as title,
    s.publisher,
    s.date_published,
    pick($lang, strftime(s.date_latest, '%Y年%-m月%-d日'), strftime(s.date_latest, '%-d %B %Y')) as latest,
    s.url,
    s.text_sha256,
    s.text_chars,
    s.licence,
    pick($lang, s.note, s.note_en) as note,
    count(o.observation_id) as figures
from sources as s
left join observations as o on s.source_id = o.source_id and o.basis <> 'derived'
where s.source_id = $source
group by all
order by figures desc
