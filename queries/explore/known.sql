-- Every value a filter of Explore can take, years included.
select
    'theme' as dimension,
    theme_id as term
from themes
union all
select distinct
    'topic',
    topic
from metrics
union all
select distinct
    'kind',
    kind
from metrics
union all
select distinct
    'unit',
    unit
from metrics
union all
select distinct
    'scope',
    scope
from subjects
union all
select
    'subject',
    subject_id
from subjects
union all
select distinct
    'qualifier',
    qualifier
from counts
union all
select distinct
    'basis',
    basis
from counts
union all
select distinct
    'period_kind',
    period_kind
from counts
union all
select distinct
    'year',
    cast(y.year as varchar) as term
from years as y
inner join sources as r on y.source_id = r.source_id
where r.source_id = $source or list_contains(r.beside, $source)
order by 1 asc, 2 desc
