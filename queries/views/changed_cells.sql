-- The log of corrections in words, a line a row: which cell of which figure, from what to what, why, when, by whom.
-- A bound `follows` where it changed as the value did on that day.
with words as (
    select
        vocabulary as field,
        term,
        title_zh,
        title_en
    from terms
    where vocabulary in ('qualifier', 'comparison', 'status')
    union all
    select
        'metric_id' as field,
        metric_id as term,
        title_zh,
        title_en
    from metrics
    union all
    select
        'subject_id' as field,
        subject_id as term,
        name_zh as title_zh,
        name_en as title_en
    from subjects
)

select
    c.observation_id,
    c.corrected_on,
    c.sort,
    c.field,
    f.title_zh as cell_zh,
    f.title_en as cell_en,
    coalesce(b.title_zh, c.before, '空') as before_zh,
    coalesce(b.title_en, c.before, 'empty') as before_en,
    coalesce(a.title_zh, c.after, '空') as after_zh,
    coalesce(a.title_en, c.after, 'empty') as after_en,
    c.reason_zh,
    c.reason_en,
    c.corrected_by,
    c.field in ('lower', 'upper') and exists (
        select 1
        from corrections as v
        where
            v.observation_id = c.observation_id and v.corrected_on = c.corrected_on and v.field = 'value'
            and v.before is not distinct from c.before and v.after is not distinct from c.after
    ) as follows
from corrections as c
inner join terms as f on f.vocabulary = 'cell' and c.field = f.term
left join words as b on c.field = b.field and c.before = b.term
left join words as a on c.field = a.field and c.after = a.term
