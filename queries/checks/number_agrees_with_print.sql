-- The digits printed are the value (or the bounds of a range), with as many decimals as said.
with digits as (
    select
        observation_id,
        printed,
        value,
        lower,
        upper,
        decimals,
        qualifier,
        regexp_extract_all(printed, '[0-9]+(?:\.[0-9]+)?') as numbers
    from observations
    where basis <> 'derived' and regexp_matches(printed, '[0-9]')
)

select
    observation_id as id,
    format('{} / {} / {}, {} decimals', lower, value, upper, decimals) as found,
    'the number printed: ' || printed as expected
from digits
where
    cast(numbers[1] as double) <> coalesce(value, lower)
    or (qualifier = 'range' and cast(numbers[2] as double) <> upper)
    or decimals <> length(regexp_extract(numbers[1], '\.([0-9]+)', 1))
