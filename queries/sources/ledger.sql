-- The ledger: every number of a source's text in order, with what it became or why it is no figure.
select
    l.paragraph,
    l.char_start,
    format('{}{}{}', l.char_start, pick($lang, '—', '–'), l.char_end) as place,
    l.printed,
    coalesce(pick($lang, o.statement_zh, o.statement_en), '') as entered,
    coalesce(pick($lang, r.title_zh || '：' || r.note_zh, r.title_en || ': ' || r.note_en), '') as reason
from ledger as l
left join observations as o on l.observation_id = o.observation_id
left join terms as r on r.vocabulary = 'reason' and l.reason = r.term
where l.source_id = $source
order by l.char_start
