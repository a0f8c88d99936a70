-- How many observations pass the filters, by theme and kind.
select
    m.theme_id,
    any_value(pick($lang, t.title_zh, t.title_en)) as theme,
    m.kind,
    any_value(pick($lang, w.title_zh, w.title_en)) as kind_title,
    any_value(pick($lang, t.title_zh || w.title_zh, t.title_en || ', ' || w.title_en)) as label,
    sum(p.observations)::varchar as display,
    sum(p.observations)::bigint as observations
from
    passing(
        themes := $themes, topics := $topics, kinds := $kinds, units := $units,
        scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
        period_kinds := $period_kinds, years := $years, text := $text, source := $source
    ) as p
inner join metrics as m on p.metric_id = m.metric_id
inner join themes as t on m.theme_id = t.theme_id
left join terms as w on w.vocabulary = 'kind' and m.kind = w.term
where p.missed = 0
group by m.theme_id, m.kind
order by any_value(t.sort), m.kind
