-- The supplied quotes against what is printed: their cumulative totals on the report's day against the report's, and
-- their whole years against the published ones. No quotes, no rows.
with report as (
    select
        o.*,
        case o.metric_id when 'allowances_traded' then q.cum_volume else q.cum_turnover end as summed,
        q.date
    from told($lang) as o
    inner join quotes as q on o.period_end = q.date
    where
        o.source_id = $source
        and o.metric_id in ('allowances_traded', 'allowances_turnover')
        and o.basis = 'published'
),

followed as (
    select
        *,
        lag(date) over (partition by year(date) order by date) as before
    from quotes
),

gaps as (
    select
        year(date) as year,
        min(date) as first,
        max(date) as last,
        max(date_diff('day', before, date)) as gap,
        sum(volume) as volume,
        sum(turnover) as turnover
    from followed
    group by year(date)
),

whole_years as (
    select
        o.*,
        case o.metric_id when 'allowances_traded_year' then g.volume else g.turnover end as summed
    from told_beside($lang, $source) as o
    inner join gaps as g on year(o.period_end) = g.year
    where
        o.metric_id in ('allowances_traded_year', 'allowances_turnover_year')
        and g.first - o.period_start <= 10
        and o.period_end - g.last <= 10
        and g.gap <= 15
),

both_kinds as (
    select * exclude (date)
    from report
    where summed is not null
    union all
    select * exclude (later)
    from whole_years
),

-- what is printed may be rounded or cut off: 4.69 stands for 4.685 up to 4.70
widened as (
    select
        *,
        base_value / value as factor,
        value - 0.5 * power(10, -decimals) as least,
        value + power(10, -decimals) as below
    from both_kinds
)

select
    title,
    period,
    display as printed,
    pick(
        $lang,
        printf('%.*f—%.*f%s', decimals + 1, least, decimals + 1, below, unit),
        case base_unit
            when '吨' then format('{:,.0f}–{:,.0f} t', least * factor, below * factor)
            else format('{:,.0f}–{:,.0f} yuan', least * factor, below * factor)
        end
    ) as stands_for,
    pick(
        $lang,
        format('{:.4f}{}', summed / 1e8, if(base_unit = '吨', '亿吨', '亿元')),
        case base_unit
            when '吨' then format('{:,.0f} t', summed)
            else format('{:,.0f} yuan', summed)
        end
    ) as summed,
    -- to the tonne and the fen: what a double cannot hold must not decide
    round(summed, 2) >= round(least * factor, 2) and round(summed, 2) < round(below * factor, 2) as consistent
from widened
order by period_end desc, metric_id asc
