-- The names of the consistency checks.
select
    check_id,
    pick($lang, title_zh, title_en) as title
from checks
order by check_id
