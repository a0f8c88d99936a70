-- The rows whose metric or subject has $text in its name: what `said` leaves to the small tables.
select o.place
from placed as o
inner join metrics as m on o.metric_id = m.metric_id
inner join subjects as s on o.subject_id = s.subject_id
left join aliases as e on o.subject_id = e.entity_id
where
    contains(lower(m.title_zh || chr(10) || m.title_en), lower($text))
    or contains(lower(concat_ws(chr(10), s.name_zh, s.name_en, e.name_zh, e.name_en)), lower($text))
