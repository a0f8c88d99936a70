-- Average price since the market opened: a report's cumulative turnover ÷ cumulative volume, both rounded as printed.
select
    'implied_carbon_price' || turnover.suffix as observation_id,
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
    format('开市以来，全国碳市场配额的平均成交价{{figure}}（{} ÷ {}）。', turnover.printed, volume.printed) as statement_zh,
    format(
        'Since the national market opened, allowances have averaged {{figure}} ({} ÷ {}).',
        turnover.display_en, volume.display_en
    ) as statement_en,
    '全国口径；是开市三年多的累计均价，不是当日行情；范围已计入两数的舍入。' as caveat_zh,
    'National, and an average over more than three years rather than the price of a day; the bounds allow for the '
    || 'rounding of both.' as caveat_en
from rounded as turnover
inner join rounded as volume
    on
        turnover.source_id = volume.source_id
        and turnover.subject_id = volume.subject_id
        and turnover.period_start = volume.period_start
        and turnover.period_end = volume.period_end
where
    turnover.metric_id = 'allowances_turnover'
    and volume.metric_id = 'allowances_traded'
    and turnover.basis = 'published'
