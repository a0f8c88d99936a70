-- Growth rates of 2024 in the district and in the whole city, by what grows. A rate that another publication prints
-- just as the report does is not drawn twice.
select
    f.* exclude (label),
    f.subject || ' · ' || f.period as label,
    case f.metric_id
        when 'fixed_investment_growth' then pick($lang, '固定资产投资', 'Fixed-asset investment')
        when 'retail_sales_growth' then pick($lang, '社会消费品零售总额', 'Retail sales')
        else pick($lang, '地区生产总值（不变价）', 'GDP at constant prices')
    end as "group"
from told($lang) as f
where
    f.metric_id in ('fixed_investment_growth', 'retail_sales_growth', 'gdp_real_growth')
    and f.metric_id in $metrics
    and year(f.period_end) = 2024
    and ($later or not f.later)
    and (
        f.basis <> 'context'
        or not exists (
            select 1
            from observations as o
            where
                o.basis = 'published'
                and f.metric_id = o.metric_id
                and f.subject_id = o.subject_id
                and f.period_end = o.period_end
        )
    )
order by
    list_position(['fixed_investment_growth', 'retail_sales_growth', 'gdp_real_growth'], f.metric_id),
    f.value desc
