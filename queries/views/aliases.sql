-- What each named thing is called, over all reports that name it.
select
    entity_id,
    string_agg(name_zh, chr(10)) as name_zh,
    string_agg(name_en, chr(10)) as name_en
from entities
group by entity_id
