-- The report's figures set against other publications: both numbers, how they were compared, whether they agree.
with report as (
    select max(date_latest) as date_latest
    from sources
),

cited as (
    select
        a.sort,
        array_to_string(
            list_distinct(list(pick($lang, s.short_zh, s.short_en) order by s.source_id)), pick($lang, '、', ', ')
        ) as source,
        list_distinct(list(s.source_id)) as source_ids,
        bool_or(coalesce(s.date_published > last_day(r.date_latest), false)) as later
    from set_against as a
    inner join observations as o on list_contains(a.their_ids, o.observation_id)
    inner join sources as s on o.source_id = s.source_id
    cross join report as r
    group by a.sort
)

select
    a.our_id,
    f.title,
    f.period,
    pick($lang, a.ours_zh, a.ours_en) as ours,
    pick($lang, a.theirs_zh, a.theirs_en) as theirs,
    pick($lang, w.title_zh, w.title_en) as how,
    a.agrees,
    c.source,
    c.source_ids,
    c.later
from set_against as a
inner join told($lang) as f on a.our_id = f.observation_id
inner join terms as w on w.vocabulary = 'comparing' and a.test = w.term
inner join cited as c on a.sort = c.sort
order by a.sort
