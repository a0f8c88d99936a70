-- Growth of GDP at current prices over a half-year: the level ÷ the level a year before, both as published. Not for
-- whole years, whose levels are revised between one publication and the next.
select
    'gdp_nominal_growth' || now.suffix as observation_id,
    'gdp_nominal_growth' as metric_id,
    now.subject_id,
    now.source_id,
    now.period_kind,
    now.period_start,
    now.period_end,
    100 * (now.v / before.v - 1) as value,
    100 * (now.lo / before.hi - 1) as lower,
    100 * (now.hi / before.lo - 1) as upper,
    '%' as unit,
    'about' as qualifier,
    'yoy' as comparison,
    2 as decimals,
    'gdp ÷ gdp a year before − 1' as formula,
    '现价总量 ÷ 上年同期现价总量 − 1' as formula_zh,
    'GDP at current prices ÷ that of a year before − 1' as formula_en,
    [now.observation_id, before.observation_id] as inputs,
    format('{}地区生产总值按现价比上年同期增长{{figure}}（{} ÷ {} − 1）。', now.period_zh, now.printed, before.printed)
        as statement_zh,
    format(
        'GDP at current prices, {}: {{figure}} up on a year before ({} ÷ {} − 1).',
        now.period_en, now.display_en, before.display_en
    ) as statement_en,
    '名义增速，未扣除价格变动，与公布的不变价增速不同；未考虑上年数据的修订。' as caveat_zh,
    'Nominal: not adjusted for prices, unlike the growth that is published, and without revisions of the year before.'
        as caveat_en
from rounded as now
inner join rounded as before
    on
        now.metric_id = before.metric_id
        and now.subject_id = before.subject_id
        and before.period_start = now.period_start - interval 1 year
        and before.period_end = now.period_end - interval 1 year
where
    now.metric_id = 'gdp'
    and now.period_kind = 'half_year'
    and now.qualifier = 'exact'
    and before.qualifier = 'exact'
    and now.series is not distinct from before.series
    and 'estimate' not in (now.status, before.status)
