-- The average price of a year on the national carbon market: its turnover divided by its volume.
select
    'carbon_price_year_' || year(volume.period_start) as observation_id,
    'carbon_price_year' as metric_id,
    volume.subject_id,
    volume.source_id,
    volume.period_kind,
    volume.period_start,
    volume.period_end,
    volume.period_zh,
    volume.period_en,
    turnover.v / volume.v as value,
    turnover.lo / volume.hi as lower,
    turnover.hi / volume.lo as upper,
    '元/吨' as unit,
    'about' as qualifier,
    2 as decimals,
    'allowances_turnover_year ÷ allowances_traded_year' as formula,
    '年成交额 ÷ 年成交量' as formula_zh,
    'turnover of the year ÷ its volume' as formula_en,
    [turnover.observation_id, volume.observation_id] as inputs,
    format('{}，全国碳市场成交均价{{figure}}（{} ÷ {}）。', volume.period_zh, turnover.printed, volume.printed) as statement_zh,
    format(
        'Average price of allowances in {}: {{figure}} ({} ÷ {}).',
        volume.period_en, turnover.display_en, volume.display_en
    ) as statement_en,
    '当期成交额与成交量之比，不是收盘价的平均。' as caveat_zh,
    'Turnover of the time over its volume; not the mean of closing prices.' as caveat_en
from rounded as volume
inner join rounded as turnover
    on volume.subject_id = turnover.subject_id and volume.period_start = turnover.period_start
where volume.metric_id = 'allowances_traded_year' and turnover.metric_id = 'allowances_turnover_year'
