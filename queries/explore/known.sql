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
    cast(year(coalesce(period_end, period_start)) as varchar) as term
from observations
where coalesce(period_end, period_start) is not null
order by 1 asc, 2 desc
