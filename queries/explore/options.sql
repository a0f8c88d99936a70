-- The values a filter can take that some observation has.
with used as (
    select distinct
        case $vocabulary
            when 'theme' then theme_id
            when 'kind' then kind
            when 'basis' then basis
            when 'qualifier' then qualifier
            when 'scope' then scope
            when 'topic' then topic
            when 'comparison' then comparison
        end as term
    from figure
),

named as (
    select
        term,
        row_number() over () as place,
        pick($lang, title_zh, title_en) as title
    from terms
    where vocabulary = $vocabulary
    union all
    select
        theme_id,
        sort,
        pick($lang, title_zh, title_en)
    from themes
    where $vocabulary = 'theme'
)

select
    n.term,
    n.title
from named as n
inner join used as u on n.term = u.term
order by n.place
