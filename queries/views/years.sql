-- The years that figures of each source can be chosen by: those that a period covers, of a long one its first and last.
with spans as (
    select distinct
        source_id,
        cast(year_first as bigint) as first,
        cast(year_last as bigint) as last
    from observations
    where year_last is not null
)

select distinct
    source_id,
    unnest(if(last - first < 10, generate_series(first, last), [first, last])) as year
from spans
