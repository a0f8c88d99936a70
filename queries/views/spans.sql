-- The stretches of years that the figures of each source cover.
select distinct
    source_id,
    year_first,
    year_last
from observations
where year_last is not null
