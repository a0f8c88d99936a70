-- The report's figures set against other publications: both figures, the verdict, and between which bounds it holds.
with report as (
    select date_latest
    from sources
    where source_id = $source
),

paired as (
    select *
    from set_against
    where source_id = $source
),

cited as (
    select
        a.sort,
        array_to_string(
            list_distinct(list(pick($lang, s.short_zh, s.short_en) order by s.source_id)), pick($lang, '、', ', ')
        ) as source,
        list_distinct(list(s.source_id)) as source_ids,
        bool_or(coalesce(s.date_published > last_day(r.date_latest), false)) as later
    from paired as a
    inner join observations as o on list_contains(a.their_ids, o.observation_id)
    inner join sources as s on o.source_id = s.source_id
    cross join report as r
    group by a.sort
),

-- bounds are told in the unit as printed, or in English in millions and billions
sized as (
    select
        *,
        case
            when $lang <> 'en' then factor
            when quantity = 'money' then 1e9
            when quantity = 'mass' then 1e6
            else 1
        end as size,
        case
            when $lang <> 'en' then unit
            when quantity = 'money' then ' billion ' || name_en
            when quantity = 'mass' then ' million ' || name_en
            else split_part(name_en, '|', -1)
        end as name
    from units
),

-- with the decimals as printed, of a rate one more
scaled as (
    select
        a.sort,
        a.lower * u.factor / u.size as lower,
        a.upper * u.factor / u.size as upper,
        u.name as unit,
        if(a.unit = '%', pick($lang, '个百分点', ' pp'), u.name) as wide,
        greatest(0, cast(o.decimals + if(a.test = 'ratio', 1, 0) - log10(u.factor / u.size) as integer)) as digits
    from paired as a
    inner join observations as o on a.our_id = o.observation_id
    inner join sized as u on a.unit = u.unit
)

select
    a.our_id,
    a.their_ids,
    a.test,
    a.kind,
    a.agrees,
    f.title,
    f.period,
    pick($lang, a.ours_zh, a.ours_en) as ours,
    pick($lang, a.theirs_zh, a.theirs_en) as theirs,
    pick($lang, w.title_zh, w.title_en) as verdict,
    case
        when d.lower is not null
            then format(
                '{:.{}f}{}{}{:.{}f}{}',
                d.lower, d.digits, if(d.unit = '%', '%', ''), pick($lang, '—', '–'), d.upper, d.digits, d.unit
            )
    end as bounds,
    case when d.lower is not null then format('{:.{}f}{}', d.upper - d.lower, d.digits, d.wide) end as width,
    c.source,
    c.source_ids,
    c.later
from paired as a
inner join told($lang) as f on a.our_id = f.observation_id
inner join terms as w on w.vocabulary = 'comparing' and a.verdict = w.term
inner join cited as c on a.sort = c.sort
inner join scaled as d on a.sort = d.sort
order by a.sort
