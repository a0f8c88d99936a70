-- Trading days of the quotes, each with its place on an axis of days: places are left free where days do not join.
with followed as (
    select
        *,
        lag(date) over (order by date) as date_before,
        lag(price_basis) over (order by date) as basis_before
    from quotes
),

joined as (
    select
        *,
        price_basis <> basis_before as basis_changes,
        date - date_before > 15 as days_missing -- the longest holiday so far closed the market for 10
    from followed
),

segmented as (
    select
        *,
        row_number() over (order by date) as number,
        (1 + count(*) filter (where basis_changes or days_missing) over (order by date))::integer as segment
    from joined
)

select
    * exclude (number),
    (number + 6 * (segment - 1))::integer as slot
from segmented
