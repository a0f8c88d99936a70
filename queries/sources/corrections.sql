-- The log of corrections, the latest first: which cell of which figure, from what to what, why, when, by whom. A bound
-- that follows its value is not told apart from it; a figure that is gone has no title any more but its id.
select
    c.corrected_on,
    c.corrected_by,
    f.observation_id is null as gone,
    coalesce(pick($lang, f.title_zh, f.title_en), c.observation_id) as title,
    pick($lang, f.subject_zh, f.subject_en) as subject,
    pick($lang, f.period_zh, f.period_en) as period,
    pick($lang, c.cell_zh, c.cell_en) as cell,
    pick($lang, c.before_zh, c.before_en) as before,
    pick($lang, c.after_zh, c.after_en) as after,
    pick($lang, c.reason_zh, c.reason_en) as reason,
    pick($lang, f.source_zh, f.source_en) as source
from changed_cells as c
left join figure as f on c.observation_id = f.observation_id
where
    not c.follows
    and (
        f.observation_id is null
        or exists (
            select 1
            from sources as s
            where s.source_id = f.source_id and (s.source_id = $source or list_contains(s.beside, $source))
        )
    )
order by c.corrected_on desc, c.sort desc
