-- One page of the observations that pass the filters, arranged as a reader asks: in groups ($grouping: theme, subject
-- or year; the years are those that a period covers), each with how many pass, and by value ($ordering: most or least).
-- Values are only ordered within one unit, the units with the most figures first; what is printed without a value
-- stands by the bound it has.
with passed as (
    select
        o.observation_id,
        o.metric_id,
        o.subject_id,
        o.basis,
        o.period_end,
        m.sort,
        if($ordering = '', null, o.base_unit) as measure,
        case $ordering
            when 'most' then -coalesce(o.base_value, o.base_lower, o.base_upper)
            when 'least' then coalesce(o.base_value, o.base_lower, o.base_upper)
        end as rising,
        case $grouping
            when 'theme' then pick($lang, h.title_zh, h.title_en)
            when 'subject' then pick($lang, s.name_zh, s.name_en)
            when 'year' then
                case
                    when o.year_last is null then pick($lang, '无日期', 'no dates')
                    when o.year_first = o.year_last then o.year_last || pick($lang, '年', '')
                    else concat(o.year_first, pick($lang, '—', '–'), o.year_last, pick($lang, '年', ''))
                end
        end as group_title,
        if($grouping = 'subject', o.subject_id, null) as group_subject,  -- two subjects may bear one name
        case $grouping
            when 'theme' then h.sort
            when 'year' then -o.year_last * 10000 - coalesce(o.year_first, 0)
        end as group_sort
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        ) as o
    inner join metrics as m on o.metric_id = m.metric_id
    inner join subjects as s on o.subject_id = s.subject_id
    inner join themes as h on m.theme_id = h.theme_id
),

counted as (
    select
        *,
        count(*) over (partition by group_title, group_subject) as grouped,
        count(*) over (partition by measure) as measured
    from passed
),

listed as (
    select
        *,
        row_number() over (
            order by
                group_sort asc nulls last,
                grouped desc,
                group_title asc,
                group_subject asc,
                measured desc,
                measure asc,
                rising asc nulls last,
                sort asc,
                metric_id asc,
                subject_id asc,
                case basis when 'published' then 0 else 1 end asc,
                period_end desc nulls last,
                observation_id asc
        ) as number
    from counted
    qualify number > $offset and number <= $offset + $limit
)

select
    t.*,
    l.group_title,
    l.grouped
from told($lang) as t
inner join listed as l
    on t.metric_id = l.metric_id and t.subject_id = l.subject_id and t.observation_id = l.observation_id
order by l.number
