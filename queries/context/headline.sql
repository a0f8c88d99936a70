-- What the report leaves out: the district's output, revenue and projects in the report's half-year, with the growth
-- that belongs to each. A level at current prices and a growth at constant ones each say so.
select
    h.* exclude (label),
    d.display as delta,
    d.value as delta_value,
    d.comparison as delta_comparison,
    d.kind as delta_kind,
    h.title
    || if(h.metric_id = 'gdp', pick($lang, '（现价）', ' at current prices'), '') as label,
    d.comparison_title
    || if(d.base = 'constant_prices', pick($lang, '，不变价', ', real'), '') as delta_comparison_title
from told($lang) as h
left join told($lang) as d
    on
        h.subject_id = d.subject_id
        and h.period_end = d.period_end
        and d.metric_id in (h.metric_id || '_growth', h.metric_id || '_real_growth')
where
    h.metric_id in (
        'gdp',
        'gdp_nominal_growth',
        'gdp_city_share',
        'budget_revenue',
        'major_projects',
        'gdp_rank_central',
        'fixed_investment_rank_central',
        'budget_revenue_rank_central'
    )
    and h.subject_id = 'wuchang'
    and h.period_kind = 'half_year'
    and h.period_end = date '2024-06-30'
order by list_position([
    'gdp', 'gdp_nominal_growth', 'gdp_city_share', 'budget_revenue', 'major_projects', 'gdp_rank_central',
    'fixed_investment_rank_central', 'budget_revenue_rank_central'
], h.metric_id)
