-- The digits printed are the value (or the bounds of a range; 前50 prints only the last place; a fall is below zero),
-- with as many decimals as said.
with figures as (
    select
        *,
        translate(printed, '０１２３４５６７８９．', '0123456789.') as plain
    from observations
    where basis <> 'derived'
),

digits as (
    select
        observation_id,
        printed,
        value,
        lower,
        upper,
        decimals,
        qualifier,
        regexp_extract_all(plain, '(?:^-)?[0-9]+(?:\.[0-9]+)?') as numbers,
        if(regexp_matches(printed, '^(下降|下跌|减少|回落|降)'), -1, 1)
        -- a tenth is printed as 1/10
        * if(regexp_matches(plain, '^[0-9]+/[0-9]+'), 100 / cast(split_part(plain, '/', 2)[1:2] as double), 1) as sign
    from figures
    where regexp_matches(plain, '[0-9]')
)

select
    observation_id as id,
    format('{} / {} / {}, {} decimals', lower, value, upper, decimals) as found,
    'the number printed: ' || printed as expected
from digits
where
    sign * cast(numbers[1] as double) <> case when starts_with(printed, '前') then upper else coalesce(value, lower) end
    or (qualifier = 'range' and not starts_with(printed, '前') and cast(numbers[2] as double) <> upper)
    or decimals <> length(regexp_extract(numbers[1], '\.([0-9]+)', 1))
