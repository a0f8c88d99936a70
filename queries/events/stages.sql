-- A long life in stages: those that the report dates, one that it does not, and the ages derived from the dates:
-- a stage has its `year`, or none; an undated one lies between `start` and `end`, as a derived age runs.
with dated as (
    select *
    from happened($lang)
    where source_id = $source and event_id in $events
)

select
    'stage' as role,
    year(date_start) as year,
    null as start,
    null as "end",
    null as observation_id,
    'published' as basis,
    label,
    display,
    theme_id,
    statement,
    source_id,
    source,
    section,
    root_paragraph,
    "where"
from dated
union all
select
    'stage',
    null,
    (select max(year(d.date_start)) from dated as d),
    year(s.date_latest),
    null,
    'published',
    pick($lang, e.name_zh, e.name_en),
    pick($lang, '时间未写明', 'date not stated'),
    e.theme_id,
    pick($lang, e.note_zh, e.note_en),
    e.source_id,
    pick($lang, s.short_zh, s.short_en),
    pick($lang, c.title_zh, c.title_en),
    e.paragraph,
    pick(
        $lang,
        format('{} · {} · 第{}段', s.short_zh, c.title_zh, e.paragraph),
        format('{} · {} · ¶{}', s.short_en, c.title_en, e.paragraph)
    )
from entities as e
inner join sources as s on e.source_id = s.source_id
inner join sections as c on e.source_id = c.source_id and e.section = c.section
where e.source_id = $source and e.entity_id = $undated
union all
select
    'age',
    null,
    year(v.date_start),
    year(o.period_end),
    o.observation_id,
    o.basis,
    o.title,
    o.display,
    o.theme_id,
    o.statement,
    o.source_id,
    o.source,
    o.section,
    o.root_paragraph,
    o."where"
from told_in_report($lang, $source) as o
inner join events as v on v.event_id = o.input_events[1]
where o.counted = 'age' and v.event_id in $events
order by role desc, year asc nulls last, start asc
