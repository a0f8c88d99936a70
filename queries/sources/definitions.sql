-- Every metric that a report or a publication beside it measures, with its definition, unit and kind.
select
    pick($lang, t.title_zh, t.title_en) as theme,
    pick($lang, m.title_zh, m.title_en) as title,
    pick($lang, m.definition_zh, m.definition_en) as definition,
    pick($lang, m.unit, split_part(u.name_en, '|', -1)) as unit,
    pick($lang, k.title_zh, k.title_en) as kind
from metrics as m
inner join themes as t on m.theme_id = t.theme_id
inner join units as u on m.unit = u.unit
inner join terms as k on k.vocabulary = 'kind' and m.kind = k.term
where
    (len($themes) = 0 or list_contains($themes, m.theme_id))
    and m.metric_id in (
        select c.metric_id
        from counts as c
        inner join sources as s on c.source_id = s.source_id
        where s.source_id = $source or list_contains(s.beside, $source)
    )
order by m.sort
