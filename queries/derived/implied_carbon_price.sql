-- Average price since the market opened: cumulative turnover ÷ cumulative volume, both rounded as printed.
select
    'implied_carbon_price_2024' as observation_id,
    'implied_carbon_price' as metric_id,
    turnover.subject_id,
    turnover.source_id,
    turnover.period_kind,
    turnover.period_start,
    turnover.period_end,
    turnover.period_zh,
    turnover.period_en,
    turnover.v / volume.v as value,
    turnover.lo / volume.hi as lower,
    turnover.hi / volume.lo as upper,
    '元/吨' as unit,
    'about' as qualifier,
    2 as decimals,
    'allowances_turnover ÷ allowances_traded' as formula,
    '累计成交额 ÷ 累计成交量' as formula_zh,
    'cumulative turnover ÷ cumulative volume' as formula_en,
    [turnover.observation_id, volume.observation_id] as inputs,
    format(
        '开市以来，全国碳市场配额的平均成交价约为{:.2f}元/吨（{} ÷ {}）。',
        turnover.v / volume.v, turnover.printed, volume.printed
    ) as statement_zh,
    format(
        'Since opening, allowances have averaged about {:.2f} yuan a tonne ({} ÷ {}).',
        turnover.v / volume.v, turnover.display_en, volume.display_en
    ) as statement_en,
    '全国口径；是开市三年多的累计均价，不是当日行情。' as caveat_zh,
    'National, and an average over more than three years rather than the price of a day.' as caveat_en
from rounded as turnover, rounded as volume
where turnover.observation_id = 'allowances_turnover_2024' and volume.observation_id = 'allowances_traded_2024'
