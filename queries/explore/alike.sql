-- The sets of figures that can stand on one axis: alike in unit, kind, what they are against, and scope.
with sets as (
    select
        m.unit,
        m.kind,
        o.comparison,
        s.scope,
        count(*) as observations
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text
        ) as o
    inner join metrics as m on o.metric_id = m.metric_id
    inner join subjects as s on o.subject_id = s.subject_id
    where m.kind <> 'streak'
    group by all
)

select
    concat_ws('|', g.unit, g.kind, coalesce(g.comparison, ''), g.scope) as alike_id,
    g.unit,
    g.kind,
    g.comparison,
    g.scope,
    concat_ws(
        ' · ',
        pick($lang, k.title_zh, k.title_en),
        pick($lang, g.unit, nullif(split_part(u.name_en, '|', -1), '')),
        pick($lang, c.title_zh, c.title_en),
        pick($lang, p.title_zh, p.title_en)
    ) as name,
    cast(g.observations as integer) as observations
from sets as g
inner join units as u on g.unit = u.unit
inner join terms as k on k.vocabulary = 'kind' and g.kind = k.term
inner join terms as p on p.vocabulary = 'scope' and g.scope = p.term
left join terms as c on c.vocabulary = 'comparison' and g.comparison = c.term
order by observations desc, alike_id asc
