-- The themes in their order.
select
    theme_id,
    pick($lang, title_zh, title_en) as title
from themes
order by sort
