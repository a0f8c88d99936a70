-- What was corrected in a report's figures and in those beside it, the latest first: from, to, why, when, by whom.
select
    c.corrected_on,
    c.observation_id,
    c.field,
    c.before,
    c.after,
    c.corrected_by,
    pick($lang, c.reason_zh, c.reason_en) as reason,
    o.title,
    o.period,
    o.display
from corrections as c
inner join told_beside($lang, $source) as o on c.observation_id = o.observation_id
order by c.corrected_on desc, c.sort desc
