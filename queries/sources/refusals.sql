-- What must not be computed, and why.
select
    pick($lang, title_zh, title_en) as title,
    pick($lang, reason_zh, reason_en) as reason
from refusals
order by refusal_id
