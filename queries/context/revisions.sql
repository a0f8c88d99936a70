-- What a later document revises of what an earlier one told of the same period, of a report and the publications it is
-- set beside, and what two reports both tell of: both figures, both sources, and by how much a revision changes it.
select
    b.observation_id,
    a.observation_id as earlier_id,
    b.title,
    b.subject,
    b.period,
    a.display as before,
    b.display as after,
    a.source as earlier_source,
    b.source as later_source,
    a.source_id as earlier_source_id,
    b.source_id as later_source_id,
    x.revises,
    pick($lang, x.change_zh, x.change_en) as change
from restated as x
inner join told($lang) as a on x.earlier_id = a.observation_id
inner join told($lang) as b on x.later_id = b.observation_id
inner join sources as s on a.source_id = s.source_id
inner join sources as t on b.source_id = t.source_id
where
    (x.revises or s.kind = t.kind)
    and (s.source_id = $source or t.source_id = $source)
    and (s.kind = 'report' or list_contains(s.beside, $source))
    and (t.kind = 'report' or list_contains(t.beside, $source))
order by x.revises desc, b.sort asc, b.period_end desc nulls last, b.observation_id asc
