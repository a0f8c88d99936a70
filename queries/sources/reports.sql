-- The reports there are, the newest first: whose each is and which period most of it tells of, in the words that its
-- figures have for it.
select
    s.source_id,
    s.subject_id,
    s.period_start,
    s.period_end,
    pick($lang, s.title_zh, s.title_en) as title,
    pick($lang, s.short_zh, s.short_en) as short,
    pick($lang, n.name_zh, n.name_en) as subject,
    (
        select min(pick($lang, o.period_zh, o.period_en))
        from observations as o
        where o.source_id = s.source_id and o.period_start = s.period_start and o.period_end = s.period_end
    ) as period
from sources as s
inner join subjects as n on s.subject_id = n.subject_id
where s.kind = 'report'
order by s.date_latest desc, s.source_id asc
