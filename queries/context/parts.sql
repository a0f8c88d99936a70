-- What a cumulative total of a report is made of: the years before as other publications have them, the rest, and last
-- the total. `start` is where a part begins when each is laid at the end of the one before. A part's average price
-- stands in its label.
with part as (
    select * from told_beside($lang, $source)
    where metric_id = $metric and subject_id = $subject and status <> 'target' and not later
    union all
    select * from told_beside($lang, $source)
    where metric_id = $total and subject_id = $subject and source_id = $source and basis = 'published'
),

placed as (
    select
        part.*,
        part.metric_id = $total as whole,
        case
            when part.metric_id = $total then 0
            else
                coalesce(
                    sum(part.value) over (
                        partition by part.metric_id
                        order by part.period_start asc, part.period_end asc
                        rows between unbounded preceding and 1 preceding
                    ),
                    0
                )
        end as start
    from part
)

select
    p.* exclude (label),
    concat_ws(' · ', p.period, pick($lang, '均价', '') || price.display) as label
from placed as p
left join told_beside($lang, $source) as price
    on
        price.base = 'turnover_over_volume'
        and p.subject_id = price.subject_id
        and p.period_end = price.period_end
        and p.period_start = price.period_start
order by p.whole asc, p.period_start asc, p.period_end asc
