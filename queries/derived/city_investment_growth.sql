-- The whole city's investment growth: the district's growth minus its lead over the city.
select
    'fixed_investment_growth_wuhan_2024h1' as observation_id,
    growth.metric_id,
    'wuhan' as subject_id,
    growth.source_id,
    growth.period_kind,
    growth.period_start,
    growth.period_end,
    growth.v - gap.v as value,
    growth.lo - gap.hi as lower,
    growth.hi - gap.lo as upper,
    growth.unit,
    'about' as qualifier,
    1 as decimals,
    'yoy' as comparison,
    'fixed_investment_growth − fixed_investment_growth_gap' as formula,
    '区投资增速 − 高于全市的幅度' as formula_zh,
    'district growth − lead over the city' as formula_en,
    [growth.observation_id, gap.observation_id] as inputs,
    format('由区增速{}减去{}，武汉全市固定资产投资增速约为{:.1f}%。', growth.printed, gap.printed, growth.v - gap.v)
        as statement_zh,
    format(
        'The city''s fixed-asset investment is implied to have grown about {:.1f}% ({} less {}).',
        growth.v - gap.v, growth.display_en, gap.display_en
    ) as statement_en,
    '由报道的两个数相减得出，增速按同比理解，不是市统计部门的公布值。' as caveat_zh,
    'The difference of two reported numbers, read as year on year; not a release by the city''s statistics office.'
        as caveat_en
from rounded as growth, rounded as gap
where
    growth.observation_id = 'fixed_investment_growth_2024h1'
    and gap.observation_id = 'fixed_investment_growth_gap_2024h1'
