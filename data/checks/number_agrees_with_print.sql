-- The digits printed are the value (or the bounds of a range; 前50 prints only the last place; a fall is below zero),
-- with as many decimals as said. Of a list (下降2.3%、1.5%, 下降17.1%和8.2%) the first print alone says that it fell.
with figures as (
    select
        *,
        translate(printed, '０１２３４５６７８９．', '0123456789.') as plain
    from observations
    where basis <> 'derived'
),

-- a figure that begins within two characters of the one before goes on with its list
parted as (
    select
        *,
        char_start - lag(char_end) over of_paragraph between 0 and 2 as goes_on
    from figures
    window of_paragraph as (partition by source_id, paragraph order by char_start)
),

numbered as (
    select
        *,
        count(*) filter (where goes_on is not true) over (
            partition by source_id, paragraph order by char_start
        ) as list_number
    from parted
),

listed as (
    select
        *,
        first_value(printed) over (partition by source_id, paragraph, list_number order by char_start) as first_printed
    from numbered
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
        if(
            regexp_matches(if(value < 0, first_printed, printed), '^(下降|下跌|减少|回落|降)'), -1, 1
        )
        -- a tenth is printed as 1/10
        * if(regexp_matches(plain, '^[0-9]+/[0-9]+'), 100 / cast(split_part(plain, '/', 2)[1:2] as double), 1) as sign
    from listed
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
