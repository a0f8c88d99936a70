-- What the columns of the tables hold; a name that ends in _zh or _en has one meaning in two languages.
select
    term as "column",
    pick($lang, title_zh, title_en) as meaning
from terms
where vocabulary = 'column'
order by sort
