-- The observations that pass the filters, as they are stored; an empty list lets everything through.
select o.*
from placed as o
inner join metrics as m on o.metric_id = m.metric_id
inner join subjects as s on o.subject_id = s.subject_id
left join entities as e on s.subject_id = e.entity_id
where
    (len($themes) = 0 or m.theme_id in $themes)
    and (len($topics) = 0 or m.topic in $topics)
    and (len($kinds) = 0 or m.kind in $kinds)
    and (len($units) = 0 or m.unit in $units)
    and (len($scopes) = 0 or s.scope in $scopes)
    and (len($subjects) = 0 or s.subject_id in $subjects)
    and (len($qualifiers) = 0 or o.qualifier in $qualifiers)
    and (len($bases) = 0 or o.basis in $bases)
    and (len($period_kinds) = 0 or o.period_kind in $period_kinds)
    and (
        len($years) = 0
        or year(coalesce(o.period_end, o.period_start)) in $years
        or year(coalesce(o.period_start, o.period_end)) in $years
        or (
            year(o.period_end) - year(o.period_start) > 1
            and len(list_filter($years, lambda y: y between year(o.period_start) and year(o.period_end))) > 0
        )
    )
    and (
        $text = ''
        or contains(lower(m.title_zh || chr(10) || m.title_en), lower($text))
        or contains(lower(concat_ws(chr(10), s.name_zh, s.name_en, e.name_zh, e.name_en)), lower($text))
        or o.place in (select h.place from hits as h)
    )
