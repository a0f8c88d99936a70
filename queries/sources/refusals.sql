-- What must not be computed, and why, of what a report or a publication beside it measures.
with measured as (
    select list(distinct c.metric_id) as metric_ids
    from counts as c
    inner join sources as s on c.source_id = s.source_id
    where s.source_id = $source or list_contains(s.beside, $source)
)

select
    pick($lang, r.title_zh, r.title_en) as title,
    pick($lang, r.reason_zh, r.reason_en) as reason
from refusals as r
inner join measured as m on list_has_all(m.metric_ids, r.metric_ids)
order by r.refusal_id
