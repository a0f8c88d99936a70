-- What one report says and what the publications that it is set beside say, in the reader's language. A figure is
-- `later` where its source came out after the month of the latest day that the report tells of.
select
    t.*,
    t.source_id <> r.source_id and coalesce(s.date_published > last_day(r.date_latest), false) as later
from told($lang) as t
inner join sources as s on t.source_id = s.source_id
inner join sources as r on r.source_id = $source
where t.source_id = r.source_id or list_contains(s.beside, r.source_id)
