-- Growth rates of the report's half-year in the district and in the whole city, by what grows: rates of other periods
-- are not drawn beside them. A rate that another publication prints just as the report does is not drawn twice.
select
    f.* exclude (label),
    f.subject || ' · ' || f.period as label,
    case f.metric_id
        when 'fixed_investment_growth' then pick($lang, '固定资产投资', 'Fixed-asset investment')
        else pick($lang, '地区生产总值（不变价）', 'GDP at constant prices')
    end as "group"
from told($lang) as f
where
    f.metric_id in ('fixed_investment_growth', 'gdp_real_growth')
    and f.period_kind = 'half_year'
    and f.period_end = date '2024-06-30'
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
    list_position(['fixed_investment_growth', 'gdp_real_growth'], f.metric_id),
    f.value desc
