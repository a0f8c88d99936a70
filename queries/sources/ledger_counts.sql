-- The ledger in numbers: figures entered, and other numbers by reason.
select
    case when l.observation_id is null then pick($lang, r.title_zh, r.title_en) end as reason,
    pick($lang, r.note_zh, r.note_en) as note,
    count(*) as numbers
from ledger as l
left join terms as r on r.vocabulary = 'reason' and l.reason = r.term
where l.source_id = $source
group by all
order by reason nulls first
