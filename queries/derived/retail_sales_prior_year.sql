-- The level a year before, implied by this year's level and its growth: level ÷ (1 + growth).
select
    'retail_sales_2023h1' as observation_id,
    level.metric_id,
    level.subject_id,
    level.source_id,
    level.period_kind,
    cast(level.period_start - interval 1 year as date) as period_start,
    cast(level.period_end - interval 1 year as date) as period_end,
    level.v / (1 + growth.v / 100) / level.factor as value,
    level.lo / (1 + growth.hi / 100) / level.factor as lower,
    level.hi / (1 + growth.lo / 100) / level.factor as upper,
    level.unit,
    'about' as qualifier,
    1 as decimals,
    'retail_sales ÷ (1 + retail_sales_growth)' as formula,
    '社零额 ÷（1 + 社零额增速）' as formula_zh,
    'retail sales ÷ (1 + retail sales growth)' as formula_en,
    [level.observation_id, growth.observation_id] as inputs,
    format(
        '按{}和增速{}倒推，上年同期社零额约为{:.1f}亿元。',
        level.printed, growth.printed, level.v / (1 + growth.v / 100) / level.factor
    ) as statement_zh,
    format(
        'Retail sales a year before were about {:.4g} billion yuan, from {} and growth of {}.',
        level.v / (1 + growth.v / 100) / 1e9, level.display_en, growth.printed
    ) as statement_en,
    '推算值；增速按同比理解，未考虑上年数据的修订和可比口径调整。' as caveat_zh,
    'Implied, with the growth read as year on year and no account of revisions or comparable-basis adjustments.'
        as caveat_en
from rounded as level, rounded as growth
where level.observation_id = 'retail_sales_2024h1' and growth.observation_id = 'retail_sales_growth_2024h1'
