-- A derived value of a report with the bounds that rounding leaves open. The ends are those of `bounds`, to as many
-- decimals as there, in English with the magnitudes of an axis.
with told as (
    select
        *,
        regexp_extract_all(bounds, '-?\d[\d,.]*') as ends,
        replace(
            replace(replace(regexp_extract(bounds, ' [a-z]+illion'), 'billion', 'bn'), 'trillion', 'tn'), 'million', 'M'
        ) as magnitude
    from told_in_report($lang, $source)
    where metric_id = $metric
)

select
    * exclude (ends, magnitude),
    case when lower is not null then ends[1] || magnitude end as lower_display,
    case when upper is not null then ends[-1] || magnitude end as upper_display
from told
order by period_end desc
